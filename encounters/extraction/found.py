"""What every field reader returns: a value, where it stands, and how sure the reading is.

    agency.read(narrative) -> Found("Knox County Sheriff's Office", ((20, 48),), 0.98)

Absence is `Found.nothing()`, never an exception. `warnings` are codes of `catalogue.py`.
"""

from dataclasses import dataclass, field
from typing import Self

from .records import Span


@dataclass(frozen=True, slots=True)
class Found[T]:
    value: T | None
    spans: tuple[Span, ...] = ()
    confidence: float = 1.0
    warnings: tuple[str, ...] = field(default=())

    @classmethod
    def nothing(cls, *, confidence: float = 1.0, warnings: tuple[str, ...] = ()) -> Self:
        """The text does not say; `confidence` is how sure that is."""
        return cls(None, (), confidence, warnings)

    def __bool__(self) -> bool:
        return self.value is not None
