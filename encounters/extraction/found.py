"""What every field reader returns: a value, where it stands, and how sure the reading is.

    agency.read(narrative) -> Found("Knox County Sheriff's Office", ((20, 48),), 0.98)

Absence is `Found.nothing()`, never an exception.
"""

from dataclasses import dataclass
from typing import Self

from .records import Span


@dataclass(frozen=True, slots=True)
class Found[T]:
    """`spans` are places in the narrative's text; `confidence` is the reader's own, before calibration."""

    value: T | None
    spans: tuple[Span, ...] = ()
    confidence: float = 1.0

    @classmethod
    def nothing(cls, *, confidence: float = 1.0) -> Self:
        """The text does not say; `confidence` is how sure that is."""
        return cls(None, (), confidence)

    def __bool__(self) -> bool:
        return self.value is not None
