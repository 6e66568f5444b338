"""A small typesetter for test bulletins: words into lines, lines into columns, columns onto pages.

It keeps every word's place itself, so that the same page can be written in any order, with or without spaces,
turned, or cut by page boxes. Lengths are points, `y` is a baseline above the bottom of the page as displayed.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from reportlab.pdfbase.pdfmetrics import stringWidth


@dataclass(frozen=True)
class Style:
    """How a paragraph is set. `space` is white before it, in points; `align` is left, centre, right or justify."""

    font: str = "Times-Roman"
    size: float = 11.0
    leading: float = 1.2
    align: str = "left"
    space: float = 8.0
    indent: float = 0.0
    hyphenate: bool = False


@dataclass(frozen=True)
class Block:
    """A paragraph to set. `keep` holds it on the page of the next one; `wide` sets it across all columns."""

    text: str
    style: Style
    keep: bool = False
    wide: bool = False
    new_page: bool = False


@dataclass(frozen=True)
class SetWord:
    text: str
    x: float


@dataclass(frozen=True)
class SetLine:
    """One line in its place: page from 1, baseline, words from left to right."""

    page: int
    y: float
    words: tuple[SetWord, ...]
    font: str
    size: float


@dataclass(frozen=True)
class Column:
    x: float
    width: float


@dataclass
class Setter:
    """Fills columns from left to right, page after page."""

    width: float
    height: float
    margin: float
    columns: int = 1
    gutter: float = 24.0
    lines: list[SetLine] = field(default_factory=list)
    rng: random.Random = field(default_factory=lambda: random.Random(0))  # noqa: S311 - no secret
    page: int = 1
    column: int = 0
    on_new_page: Callable[["Setter"], None] = lambda _: None

    def __post_init__(self) -> None:
        self.top = self.height - self.margin
        self.y = self.top
        self.lowest = self.top

    @property
    def frame(self) -> Column:
        inner = self.width - 2 * self.margin
        width = (inner - (self.columns - 1) * self.gutter) / self.columns
        return Column(self.margin + self.column * (width + self.gutter), width)

    def next_column(self) -> None:
        self.column += 1
        self.y = self.top
        if self.column >= self.columns:
            self.next_page()

    def next_page(self) -> None:
        self.page, self.column = self.page + 1, 0
        self.top = self.height - self.margin
        self.y = self.lowest = self.top
        self.on_new_page(self)

    def set(self, block: Block, needs: float = 0.0) -> None:
        """Set a paragraph; it begins where `needs` points are left, and goes on in the next column."""
        if block.new_page:
            self.next_page()
        if block.wide and self.columns > 1:
            self._close_columns()
        style = block.style
        advance = style.size * style.leading
        if self.y < self.top:
            self.y -= style.space
        if self.y - advance - needs < self.margin:
            self.next_column()
        column = Column(self.margin, self.width - 2 * self.margin) if block.wide else self.frame
        for words in broken(block.text, column.width, style, self.rng):
            if self.y - advance < self.margin:
                self.next_column()
                column = self.frame
            self.y -= advance
            self.lowest = min(self.lowest, self.y)
            self._place(words, column, style)
        if block.wide and self.columns > 1:
            self.top = self.y = self.y - 2

    def _close_columns(self) -> None:
        """Begin below everything that stands in the columns."""
        self.column, self.y = 0, self.lowest
        self.top = self.y

    def _place(self, line: "BrokenLine", column: Column, style: Style) -> None:
        widths = [stringWidth(word, style.font, style.size) for word in line.words]
        space = stringWidth(" ", style.font, style.size)
        left = style.indent if line.first else 0.0
        free = column.width - left - sum(widths) - space * (len(widths) - 1)
        x = column.x + left
        if style.align == "centre":
            x += free / 2
        elif style.align == "right":
            x += free
        elif style.align == "justify" and not line.last and len(widths) > 1:
            space += free / (len(widths) - 1)
        words = []
        for word, width in zip(line.words, widths, strict=True):
            words.append(SetWord(word, x))
            x += width + space
        self.lines.append(SetLine(self.page, self.y, tuple(words), style.font, style.size))


@dataclass(frozen=True)
class BrokenLine:
    words: tuple[str, ...]
    first: bool
    last: bool


def broken(text: str, width: float, style: Style, rng: random.Random) -> Iterator[BrokenLine]:
    """A paragraph in lines. A word with a hyphen may break there; with `hyphenate`, long words break anywhere."""
    words = text.split(" ")
    line: list[str] = []
    first = True
    while words:
        word = words.pop(0)
        room = width - (style.indent if first else 0.0)
        used = stringWidth(" ".join([*line, ""]), style.font, style.size)
        if not line or used + stringWidth(word, style.font, style.size) <= room:
            line.append(word)
            continue
        head, tail = _parted(word, room - used, style, rng)
        if head:
            line.append(head)
        yield BrokenLine(tuple(line), first, last=False)
        first, line = False, []
        words.insert(0, tail)
    yield BrokenLine(tuple(line), first, last=True)


def _parted(word: str, room: float, style: Style, rng: random.Random) -> tuple[str, str]:
    """What of a word still fits on the line, with its hyphen, and the rest."""

    def fits(part: str) -> bool:
        return stringWidth(part, style.font, style.size) <= room

    own = word.rfind("-", 1, len(word) - 1)
    if own > 0 and word[own - 1].isalpha() and fits(word[: own + 1]):
        return word[: own + 1], word[own + 1 :]
    if style.hyphenate and len(word) >= 8 and word.isalpha() and word.islower():
        for at in rng.sample(range(3, len(word) - 3), len(word) - 6):
            if word[at] not in "aeiou" and word[at - 1] in "aeiou" and fits(word[:at] + "-"):
                return word[:at] + "-", word[at:]
    return "", word


def heights(blocks: Sequence[Block]) -> float:
    """Points that the first lines of blocks take together."""
    return sum(block.style.space + block.style.size * block.style.leading for block in blocks)
