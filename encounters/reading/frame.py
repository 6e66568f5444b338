"""From the space of a PDF page, where y grows upwards from anywhere, to the page as it is displayed.

A page has a visible box, which need not begin at 0, and may be shown turned clockwise by 90, 180 or 270 degrees.
"""

from typing import NamedTuple


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

    def displayed(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom of a rectangle as displayed, from the top left of the visible page."""
        match self.turn:
            case 0:
                return left - self.left, self.top - top, right - self.left, self.top - bottom
            case 1:
                return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
            case 2:
                return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
            case _:
                return self.top - top, self.right - right, self.top - bottom, self.right - left
