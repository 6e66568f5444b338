"""What comes into extraction: the words of a page, with their places.

A reader in `encounters.reading` turns a PDF into `PageLayout`s; nothing here knows how.
Lengths are PDF points (1/72 inch), the origin at the top left of the page as it is displayed
(page rotation applied, crop box at 0, 0), `top` smaller than `bottom`.

    PageLayout(number=1, width=612.0, height=792.0, source="pdfium", words=(
        Word("On", Box(1, 72.0, 100.1, 86.0, 113.9)),
        Word("January", Box(1, 89.0, 100.1, 131.2, 113.9)),
    ))
"""

from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import Literal, NamedTuple

COVERED = "█"
"""The text of a word of which the page shows a dark box."""

type Source = Literal["pdfium", "pdfplumber", "ocr"]


class Box(NamedTuple):
    """A rectangle on a page; `page` is 1-based. A tuple, as a word is: quick to make, and a page has 500 of each."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def middle(self) -> float:
        """Vertical centre."""
        return (self.top + self.bottom) / 2


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of `boxes`, which lie on one page."""
    boxes = tuple(boxes)
    if len(boxes) == 1:
        return boxes[0]
    pages, lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(pages[0], min(lefts), min(tops), max(rights), max(bottoms))


def median(values: Iterable[float]) -> float:
    """The middle one of some numbers, or between the middle two. The standard library's costs 10 ms to import."""
    ranked = sorted(values)
    half = len(ranked) // 2
    return ranked[half] if len(ranked) % 2 else (ranked[half - 1] + ranked[half]) / 2


class Word(NamedTuple):
    """A run of characters without white space, exactly as the page has it.

    `confidence` is the reader's certainty of the characters, 0 to 1: 1 for a text layer.
    `breaks` is true where the print breaks a word with a hyphen at the end of the line, as far as
    the reader can tell (the hyphen is then part of `text`).
    """

    text: str
    box: Box
    confidence: float = 1.0
    breaks: bool = False


def words_of(
    texts: Sequence[str],
    page: int,
    edges: Sequence[Sequence[float]],
    confidences: Sequence[float],
    breaks: Sequence[bool],
) -> tuple[Word, ...]:
    """The words of a page from columns of one length; `edges` are x0, top, x1 and bottom.

    Makes the tuples themselves, which takes half the time of `Word(...)`: a bulletin has 30,000.
    """
    boxes = map(tuple.__new__, repeat(Box), zip(repeat(page), *edges, strict=False))
    return tuple(map(tuple.__new__, repeat(Word), zip(texts, boxes, confidences, breaks, strict=True)))


class PageLayout(NamedTuple):
    """One page: its size and its words in the order of the file, which need not be reading order.

    `hidden` counts words that the file has here and that the page does not show; none of them is read.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    source: Source = "pdfium"
    hidden: int = 0


class Line(NamedTuple):
    """Words that stand side by side on one printed line of one column, left to right."""

    words: tuple[Word, ...]

    @property
    def box(self) -> Box:
        return around(word.box for word in self.words)

    @property
    def page(self) -> int:
        return self.words[0].box.page

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)
