"""From pages to records with evidence: pure, without Django, PDF library, file or clock.

    from encounters.extraction import extract
    extract(pages)    Extraction(title=..., encounters=(EncounterRecord(...), ...), ...)

The pipeline is loaded at its first use: a process that only reads pages imports this package for `layout` alone.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .pipeline import extract, read_narrative

__all__ = ["extract", "read_narrative"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from . import pipeline

    return getattr(pipeline, name)
