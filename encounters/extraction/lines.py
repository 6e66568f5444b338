"""Words to printed lines in the order in which a person reads them, whatever the order of the file.

Reading order comes from geometry: words that stand side by side make runs, gutters (`columns.py`) part
columns, and each column is read from top to bottom. Nothing here knows what the words say.

    for line in reading_order(pages):
        line.text    "On January 3, 2020, the Craighead County Sheriff’s"
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from math import inf
from typing import NamedTuple

from .beside import Text, set_aside
from .columns import Gutter, Placed, gutters, next_column
from .labels import labels
from .layout import Line, PageLayout, Word, median
from .stamps import Mark, marks, overprinted, stamps
from .upright import upright

APART = 0.6
"""The widest space inside a run, in heights of its words: wider may be a gutter."""
USUAL = 1.25
"""The same in usual spaces of the page, where letters of one width or justified lines make them wide."""
WIDEST = 3.0
"""Heights of a word beyond which white to the next one is no space between words."""
EVEN = 0.03
"""Heights of a word by which the spaces that justification makes on one line differ at most."""
SCATTERED = 0.6
"""Runs for each word above which the order of the file says nothing."""
FINEST = 0.5
"""Points: the finest grid in which the ends of runs are looked for."""
MOST_CELLS, MOST_TRIED = 50, 50
"""Cells and runs that are looked through for one word: more only a page has that nobody can read."""


class _Place(NamedTuple):
    words: tuple[Word, ...]
    places: tuple[int, ...]
    page: int
    block: int
    x0: float
    top: float
    x1: float
    bottom: float
    aside: bool = False


class PrintedLine(_Place):
    """A line with its place: `top` and the rest in the reading frame, `places` the words' indexes in the page.

    `block` counts the stretches of text of a page that are read from top to bottom without a jump. `aside` says that
    the line is no part of the text: the number of a line, the mark of a note.
    """

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
            self._replace(words=self.words[:count], places=self.places[:count], x1=border),
            self._replace(words=self.words[count:], places=self.places[count:], x0=border),
        )


class _Measured(NamedTuple):
    """A page's words in runs: words that follow each other in the file and on the page."""

    text: Text
    height: float
    runs: list[list[Placed]]
    boxes: list[Placed]
    ordered: bool
    gutters: list[Gutter]
    labels: list[tuple[int, ...]]
    stamped: list[Placed]

    @property
    def page(self) -> PageLayout:
        return self.text.page


def reading_order(pages: Sequence[PageLayout]) -> list[PrintedLine]:
    """The lines of all pages in reading order. Columns of one page help to see those of another."""
    measured: list[_Measured] = []
    stamped: set[Mark] = set()
    for page in pages:
        if page.words:
            following = frozenset(
                number + step for one in measured for number in one.text.numbers[-1:] for step in (1, 5)
            )
            measured.append(_measure(page, following, stamped))
            stamped |= set(marks(page, measured[-1].stamped))
    known: dict[float, list[Gutter]] = {}
    for one in measured:
        known.setdefault(one.page.width, []).extend(one.gutters)
    return [line for one in measured for line in _lines(one, known[one.page.width])]


def _measure(page: PageLayout, following: frozenset[int] = frozenset(), known: Collection[Mark] = ()) -> _Measured:
    placed = upright(page)
    height = median([word[3] - word[1] for word in placed])
    out = stamps(page, placed, height, known)
    stamped = [word for word in placed if word[4] in out] if out else []
    beneath = [word for word in placed if word[4] not in out] if out else placed
    text = set_aside(page, beneath, height, following=following)
    runs = _runs(text.placed)
    ordered = len(runs) <= SCATTERED * len(text.placed)
    if not ordered:
        runs = _linked(text.placed)
    boxes = [_around(run, number) for number, run in enumerate(runs)]
    if over := overprinted(page, runs, boxes, height):
        stamped += [word for word in text.placed if word[4] in over]
        runs = [*filter(None, ([word for word in run if word[4] not in over] for run in runs))]
        boxes = [_around(run, number) for number, run in enumerate(runs)]
    beside = labels(page, runs, boxes, height)
    taken = {number for label in beside for number in label}
    boxes = [box for box in boxes if box[4] not in taken]
    parted = gutters(boxes, height=height, ordered=ordered)
    return _Measured(text, height, runs, boxes, ordered, parted, beside, stamped)


def _lines(measured: _Measured, known: Sequence[Gutter]) -> list[PrintedLine]:
    found = measured.gutters
    own = [gutter.x for gutter in found]
    further = next_column(measured.boxes, found, height=measured.height)
    if further or not all(gutter.among(own, height=measured.height) for gutter in known):
        places = [*(gutter.x for gutter in known), *further]
        found = gutters(measured.boxes, height=measured.height, ordered=measured.ordered, known=places)
    lines = []
    for block, members in enumerate(_blocks(measured.boxes, found)):
        for row in _rows(members):
            words, around = measured.runs[row[0][4]], row[0]
            if len(row) > 1:
                words = sorted(word for run in row for word in measured.runs[run[4]])
                around = _around(row, 0)
            lines.append(_printed(measured.page, block, words, around))
    lines = _labelled(lines, measured)
    asides = [*measured.text.asides, *measured.stamped]
    return lines + [_printed(measured.page, -1, [word], word)._replace(aside=True) for word in asides]


def _labelled(lines: list[PrintedLine], measured: _Measured) -> list[PrintedLine]:
    """Lines with the labels that stand beside them, each before the story that it stands beside."""
    above = -inf
    for number, label in enumerate(measured.labels):
        parts = [_printed(measured.page, -2 - number, measured.runs[i], _around(measured.runs[i], 0)) for i in label]
        middle = (parts[0].top + parts[-1].bottom) / 2
        at = _begins(lines, parts[0].x1, above, middle)
        lines[at:at] = parts
        above = middle
    return lines


def _begins(lines: Sequence[PrintedLine], right: float, above: float, middle: float) -> int:
    """Where the story begins that stands right of a label, whose middle need not be beside its first line."""
    from .openings import DATED  # only here, since its patterns take as long to compile as 20 pages to order

    beside = next((i for i, line in enumerate(lines) if line.x0 > right and line.bottom > middle), len(lines))
    for i in range(min(beside, len(lines) - 1), -1, -1):
        if lines[i].x0 <= right or lines[i].bottom < above:
            break
        if DATED.match(lines[i].text):
            return i
    return beside


def _printed(page: PageLayout, block: int, words: Sequence[Placed], around: Placed) -> PrintedLine:
    places = tuple([word[4] for word in words])
    return PrintedLine(tuple([page.words[i] for i in places]), places, page.number, block, *around[:4])


def _runs(placed: Sequence[Placed]) -> list[list[Placed]]:
    """Words that follow each other in the file and on the page, at no more than a word space."""
    spaces = [inf, *_spaces(placed), inf]  # in front of each word, and behind the last
    wide = [
        number
        for number, (space, (_, top, _, bottom, _)) in enumerate(zip(spaces, placed, strict=False))
        if space > APART * (bottom - top)
    ]
    between = [space for space in spaces if 0 < space < inf] if any(spaces[number] < inf for number in wide) else []
    usual = median(between) if len(between) >= len(placed) / 2 else 0.0
    borders = [number for number in wide if not _is_usual(spaces, number, placed[number], usual)]
    return [list(placed[start:end]) for start, end in pairwise([*borders, len(placed)])]


def _is_usual(spaces: Sequence[float], number: int, word: Placed, usual: float) -> bool:
    """Whether a wide space in front of a word is one of its page, or as wide as those before and behind it."""
    space = spaces[number]
    neighbours = spaces[number - 1], spaces[number + 1]
    return space <= USUAL * usual or _even(space, neighbours, EVEN * (word[3] - word[1]))


def _even(space: float, neighbours: Iterable[float], most: float) -> bool:
    """Whether a space is as wide as those before and after it, where there are any, but for less than `most` points."""
    others = [other for other in neighbours if other < inf]
    return space < inf and bool(others) and all(abs(space - other) < most for other in others)


def _spaces(placed: Sequence[Placed]) -> list[float]:
    """The white from each word to the next one of its line, in points; infinite where the next stands elsewhere."""
    spaces = []
    for (_, top, right, bottom, _), (left, next_top, _, next_bottom, _) in pairwise(placed):
        height, space = bottom - top, left - right
        level = top == next_top and bottom == next_bottom  # as most are
        if not level:
            next_height = next_bottom - next_top
            height = height if height < next_height else next_height
            overlap = (bottom if bottom < next_bottom else next_bottom) - (top if top > next_top else next_top)
            level = overlap >= 0.5 * height
        spaces.append(space if level and -0.3 * height <= space <= WIDEST * height else inf)
    return spaces


def _linked(placed: Sequence[Placed]) -> list[list[Placed]]:
    """Runs by place alone: each word followed by the nearest one to its right, at no more than a word space."""
    runs: list[list[Placed]] = []
    cell = max(median([word[3] - word[1] for word in placed]), FINEST)
    ends: dict[tuple[int, int], list[int]] = {}  # by where the last word of a run ends, the newest run last
    for word in sorted(placed):
        number = _before(word, runs, ends, cell)
        if number is None:
            number = len(runs)
            runs.append([])
        runs[number].append(word)
        column = int(word[2] // cell)
        for row in _cells(word[1], word[3], cell):
            ends.setdefault((column, row), []).append(number)
    return runs


def _before(
    word: Placed, runs: Sequence[Sequence[Placed]], ends: Mapping[tuple[int, int], Sequence[int]], cell: float
) -> int | None:
    """The newest run that a word continues."""
    height = word[3] - word[1]
    rows = _cells(word[1], word[3], cell)
    near = {
        number
        for column in _cells(word[0] - APART * height, word[0] + 0.3 * height, cell)
        for row in rows
        for number in ends.get((column, row), ())[-MOST_TRIED:]
    }
    for number in sorted(near, reverse=True):
        last = runs[number][-1]
        least = min(height, last[3] - last[1])
        if (
            -0.3 * least <= word[0] - last[2] <= APART * least
            and min(word[3], last[3]) - max(word[1], last[1]) >= 0.5 * least
        ):
            return number
    return None


def _cells(low: float, high: float, cell: float) -> range:
    """The cells of a grid that a stretch touches; of an endless one the first."""
    first = int(low // cell)
    return range(first, min(int(high // cell), first + MOST_CELLS) + 1)


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
