"""From the space of a PDF page, where y grows upwards from anywhere, to the page as it is displayed.

A page has a visible box, which need not begin at 0, and may be shown turned clockwise by 90, 180 or 270 degrees.
"""

from collections.abc import Sequence
from typing import NamedTuple

type Columns = tuple[Sequence[float], Sequence[float], Sequence[float], Sequence[float]]
"""Of many rectangles the first edges, the second, ..., in points."""


class Frame(NamedTuple):
    """The visible box in the page's own space, in points, and the clockwise turn, in quarters (0 to 3)."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as displayed."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turn % 2 else (width, height)

    def displayed(
        self, left: Sequence[float], bottom: Sequence[float], right: Sequence[float], top: Sequence[float]
    ) -> Columns:
        """x0, top, x1, bottom of rectangles as displayed, from the top left of the visible page."""
        match self.turn:
            case 0:
                return _from(self.left, left), _to(self.top, top), _from(self.left, right), _to(self.top, bottom)
            case 1:
                return (
                    _from(self.bottom, bottom),
                    _from(self.left, left),
                    _from(self.bottom, top),
                    _from(self.left, right),
                )
            case 2:
                return (
                    _to(self.right, right),
                    _from(self.bottom, bottom),
                    _to(self.right, left),
                    _from(self.bottom, top),
                )
            case _:
                return _to(self.top, top), _to(self.right, right), _to(self.top, bottom), _to(self.right, left)


def _from(edge: float, places: Sequence[float]) -> Sequence[float]:
    return [place - edge for place in places] if edge else places


def _to(edge: float, places: Sequence[float]) -> list[float]:
    return [edge - place for place in places]
