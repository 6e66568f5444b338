"""Files that were made to hurt a reader, or that bad luck made so, built from nothing.

    HOSTILE[0].make()       the bytes of a file
    LARGE                   the same at a size that only `python -m benchmarks.hostile` reads

Each comes with what may become of it: `READS`, `OTHER`, `BLANK`, or codes of the contract. None is stored; all are
small. Built by `build.py`, `structure.py`, `locked.py`, `bombs.py` and `prints.py`.
"""

from .build import CATALOG, FONT, TEXT, document, page, simple, stream
from .cases import BLANK, BOMBS, HOSTILE, LARGE, OTHER, READS, Hostile

__all__ = [
    "BLANK",
    "BOMBS",
    "CATALOG",
    "FONT",
    "HOSTILE",
    "LARGE",
    "OTHER",
    "READS",
    "TEXT",
    "Hostile",
    "document",
    "page",
    "simple",
    "stream",
]
