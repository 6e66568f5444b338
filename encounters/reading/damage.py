"""Signs that a PDF is broken although a reader could make something of it."""

import mmap
import re
from pathlib import Path

START = re.compile(rb"startxref\s+(\d{1,12})")
TABLE = re.compile(rb"\s*(?:xref|\d+\s+\d+\s+obj)")
NUMBER = 64
"""Bytes in which the offset stands behind its keyword, and the beginning of the table at the offset."""


def repaired(path: Path) -> bool:
    """Whether the file's table of contents is not where its end says, so that a reader had to rebuild it."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        at = content.rfind(b"startxref")
        start = START.match(content[at : at + NUMBER]) if at >= 0 else None
        if start is None:
            return True
        header = max(content.find(b"%PDF-", 0, 1024), 0)
        # offsets count from the header, or from junk that a producer counted with it
        places = {int(start[1]), int(start[1]) + header}
        return not any(TABLE.match(content[place : place + NUMBER]) for place in places)
