"""Where two readings of a page differ: words that only one has, and words whose boxes do not agree.

    differences(of_pdfium, of_pdfplumber)
        [Difference(1, "Office287(g)", only="pdfium", box=Box(1, 72.0, ...)), Difference(1, "On", apart=3.1, box=...)]

Heights are compared by overlap only: the readers mean different things by the height of a word.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from encounters.extraction.layout import Box, PageLayout, Source, Word

TOLERANCE = 1.0
"""Points by which the left and right edges of a word may differ."""
SHORT = 3
"""Letters of the longest word that may be higher than it is wide."""
REACH = 12.0
"""Points beyond which two equal words are different words."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A word that only one reader has (`only`), or whose edges lie `apart` by so many points; `box` is where."""

    page: int
    text: str
    box: Box
    only: Source | None = None
    apart: float = 0.0

    def __str__(self) -> str:
        place = f"page {self.page}, {self.box.x0:.1f} from the left, {self.box.top:.1f} from the top"
        what = f"only {self.only} reads" if self.only else f"the edges lie {self.apart:.1f} points apart of"
        return f"{place}: {what} {self.text!r}"


def differences(first: PageLayout, second: PageLayout) -> list[Difference]:
    """The differences of two readings of one page, from its top to its bottom."""
    found = list(_differences(first, second))
    return sorted(found, key=lambda difference: (difference.box.top, difference.box.x0))


def _differences(first: PageLayout, second: PageLayout) -> Iterator[Difference]:
    others = defaultdict(list)
    edges = _along(first)
    for word in second.words:
        others[word.text].append(word)
    for word in first.words:
        candidates = others[word.text]
        partner = min(candidates, key=lambda other: _distance(word, other), default=None)
        if partner is None or _distance(word, partner) > REACH:
            yield Difference(first.number, word.text, word.box, only=first.source)
            continue
        candidates.remove(partner)
        apart = _apart(word.box, partner.box, edges)
        if apart > TOLERANCE:
            yield Difference(first.number, word.text, word.box, apart=apart)
    for left in others.values():
        for word in left:
            yield Difference(first.number, word.text, word.box, only=second.source)


def _distance(word: Word, other: Word) -> float:
    return abs(word.box.x0 - other.box.x0) + abs(word.box.middle - other.box.middle)


def _along(layout: PageLayout) -> tuple[str, str]:
    """The edges at which words begin and end: left and right, but on a page whose lines run up or down."""
    wide = sum(word.box.width >= word.box.height for word in layout.words if len(word.text) > SHORT)
    long = sum(len(word.text) > SHORT for word in layout.words)
    return ("x0", "x1") if 2 * wide >= long else ("top", "bottom")


def _apart(box: Box, other: Box, edges: tuple[str, str]) -> float:
    """By how many points the beginning and the end of a word differ, on average; all of it where it is elsewhere."""
    down, right = abs(box.middle - other.middle), abs(box.x0 + box.x1 - other.x0 - other.x1) / 2
    if down > max(box.height, other.height) / 2 or right > max(box.width, other.width) / 2:
        return max(down, right)
    return float(sum(abs(getattr(box, edge) - getattr(other, edge)) for edge in edges)) / 2
