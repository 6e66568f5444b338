"""What is accounted for on a page, as few rectangles: neighbouring words of one kind on one line are one.

    strips(page)    [Strip("heading", 72.0, 71.4, 152.3, 14.2), Strip("narrative", 72.0, 98.0, 451.0, 13.1), ...]

Points, the origin at the top left of the page, as in `Page.words`.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from encounters.extraction.codes import WordKind
from encounters.models import Page

GAP = 2.0
"""Heights of a line that may lie between two words of one strip; more is another column."""


@dataclass(slots=True)
class Strip:
    kind: str
    x: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return round(self.right - self.x, 1)

    @property
    def height(self) -> float:
        return round(self.bottom - self.top, 1)

    def takes(self, kind: str, x0: float, top: float, bottom: float) -> bool:
        """Whether a word goes on where this strip ends."""
        middle = (top + bottom) / 2
        ahead = x0 - self.right
        height = self.bottom - self.top
        return kind == self.kind and self.top <= middle <= self.bottom and -height / 2 <= ahead <= GAP * height


def strips(page: Page) -> list[Strip]:
    found: list[Strip] = []
    for (_text, x0, top, x1, bottom, _confidence), kind in zip(page.words, page.kinds, strict=False):
        last = found[-1] if found else None
        if last and last.takes(kind, x0, top, bottom):
            last.right, last.top, last.bottom = max(last.right, x1), min(last.top, top), max(last.bottom, bottom)
        else:
            found.append(Strip(kind, x0, top, x1, bottom))
    return found


def counts(kinds: Iterable[str]) -> dict[str, int]:
    """Words of each kind, every kind included, in the order of `WordKind`."""
    counted = Counter(kinds)
    return {kind.value: counted[kind.value] for kind in WordKind}
