"""Words to printed lines in the order in which a person reads them, whatever the order of the file.

Reading order comes from geometry: words that stand side by side make runs, gutters (`columns.py`) part
columns, and each column is read from top to bottom. Nothing here knows what the words say.

    for line in reading_order(pages):
        line.text    "On January 3, 2020, the Craighead County Sheriff’s"
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import inf
from statistics import median

from .columns import Gutter, Placed, gutters, next_column
from .layout import Line, PageLayout, Word
from .upright import upright

APART = 0.6
"""The widest space inside a run, in heights of its words: wider may be a gutter."""
SCATTERED = 0.6
"""Runs for each word above which the order of the file says nothing."""


@dataclass(frozen=True)
class PrintedLine:
    """A line with its place: `top` and the rest in the reading frame, `places` the words' indexes in the page.

    `block` counts the stretches of text of a page that are read from top to bottom without a jump.
    """

    words: tuple[Word, ...]
    places: tuple[int, ...]
    page: int
    block: int
    x0: float
    top: float
    x1: float
    bottom: float

    @cached_property
    def text(self) -> str:
        return " ".join([word.text for word in self.words])

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def line(self) -> Line:
        return Line(self.words)

    def cut(self, count: int) -> "tuple[PrintedLine, PrintedLine]":
        """The first `count` words, and the rest, each as a line of its own."""
        border = self.words[count].box.x0
        return (
            replace(self, words=self.words[:count], places=self.places[:count], x1=border),
            replace(self, words=self.words[count:], places=self.places[count:], x0=border),
        )


@dataclass(frozen=True, slots=True)
class _Measured:
    """A page's words in runs: words that follow each other in the file and on the page."""

    page: PageLayout
    height: float
    runs: list[list[Placed]]
    boxes: list[Placed]
    gutters: list[Gutter]


def reading_order(pages: Sequence[PageLayout]) -> list[PrintedLine]:
    """The lines of all pages in reading order. Columns of one page help to see those of another."""
    measured = [_measure(page) for page in pages if page.words]
    known: dict[float, list[Gutter]] = {}
    for page in measured:
        known.setdefault(page.page.width, []).extend(page.gutters)
    return [line for page in measured for line in _lines(page, known[page.page.width])]


def _measure(page: PageLayout) -> _Measured:
    placed = upright(page)
    height = median([word[3] - word[1] for word in placed])
    runs = _runs(placed)
    if len(runs) > SCATTERED * len(placed):
        runs = _linked(placed)
    boxes = [_around(run, number) for number, run in enumerate(runs)]
    return _Measured(page, height, runs, boxes, gutters(boxes, height=height))


def _lines(measured: _Measured, known: Sequence[Gutter]) -> list[PrintedLine]:
    found = measured.gutters
    own = [gutter.x for gutter in found]
    further = next_column(measured.boxes, found, height=measured.height)
    if further or not all(gutter.among(own, height=measured.height) for gutter in known):
        places = [*(gutter.x for gutter in known), *further]
        found = gutters(measured.boxes, height=measured.height, known=places)
    lines = []
    for block, members in enumerate(_blocks(measured.boxes, found)):
        for row in _rows(members):
            words, around = measured.runs[row[0][4]], row[0]
            if len(row) > 1:
                words = sorted(word for run in row for word in measured.runs[run[4]])
                around = _around(row, 0)
            lines.append(_printed(measured.page, block, words, around))
    return lines


def _printed(page: PageLayout, block: int, words: Sequence[Placed], around: Placed) -> PrintedLine:
    places = tuple([word[4] for word in words])
    return PrintedLine(tuple([page.words[i] for i in places]), places, page.number, block, *around[:4])


def _runs(placed: Sequence[Placed]) -> list[list[Placed]]:
    """Words that follow each other in the file and on the page, at no more than a word space."""
    run: list[Placed] = []
    runs = []
    end = top = bottom = -inf
    for word in placed:
        x0, word_top, x1, word_bottom, _ = word
        height, before = word_bottom - word_top, bottom - top
        height = before if before < height else height
        overlap = (bottom if bottom < word_bottom else word_bottom) - (top if top > word_top else word_top)
        if -0.3 * height <= x0 - end <= APART * height and overlap >= 0.5 * height:
            run.append(word)
        else:
            run = [word]
            runs.append(run)
        end, top, bottom = x1, word_top, word_bottom
    return runs


def _linked(placed: Sequence[Placed]) -> list[list[Placed]]:
    """Runs by place alone: each word followed by the nearest one to its right, at no more than a word space."""
    by_left = sorted(placed)
    runs: list[list[Placed]] = []
    for word in by_left:
        height = word[3] - word[1]
        for run in reversed(runs):
            last = run[-1]
            least = min(height, last[3] - last[1])
            if (
                -0.3 * least <= word[0] - last[2] <= APART * least
                and min(word[3], last[3]) - max(word[1], last[1]) >= 0.5 * least
            ):
                run.append(word)
                break
        else:
            runs.append([word])
    return runs


def _around(words: Sequence[Placed], index: int) -> Placed:
    left, top, right, bottom, _ = zip(*words, strict=True)
    return min(left), min(top), max(right), max(bottom), index


def _blocks(runs: Sequence[Placed], found: Sequence[Gutter]) -> list[list[Placed]]:
    """Runs parted by gutters: what is above, left, right, below, each parted further by the gutters inside it."""
    if not runs:
        return []
    if not found:
        return [list(runs)]
    gutter, *rest = found
    above, left, right, below = [], [], [], []
    for run in runs:
        middle = (run[1] + run[3]) / 2
        if middle < gutter.top:
            above.append(run)
        elif middle > gutter.bottom:
            below.append(run)
        elif run[0] + run[2] < 2 * gutter.x:
            left.append(run)
        else:
            right.append(run)
    if not right or not left:
        return _blocks(runs, rest)
    return [block for part in (above, left, right, below) for block in _blocks(part, rest)]


def _rows(runs: Iterable[Placed]) -> list[list[Placed]]:
    """Runs of one column in rows: those whose middle lies within the height of the row's first."""
    rows: list[list[Placed]] = []
    top = bottom = 0.0
    for run in sorted(runs, key=lambda run: (run[1] + run[3]) / 2):
        middle = (run[1] + run[3]) / 2
        if rows and top <= middle <= bottom:
            rows[-1].append(run)
        else:
            rows.append([run])
            slack = 0.1 * (run[3] - run[1])
            top, bottom = run[1] + slack, run[3] - slack
    return rows
