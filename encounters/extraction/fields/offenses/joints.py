"""A separator between two pieces of a list of charges, and what is decided of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from .pieces import Piece

SURE, LIKELY, UNSURE = 0.98, 0.9, 0.65


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the separator stands inside one charge, and how sure that is."""

    joined: bool
    confidence: float


@dataclass(frozen=True, slots=True)
class Joint:
    """A separator in its place: the charge so far, its last piece, the piece behind, and the one after that."""

    charge: Sequence[Piece]
    right: Piece
    following: Piece | None

    @property
    def left(self) -> Piece:
        return self.charge[-1]
