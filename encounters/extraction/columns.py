"""The columns of a page: where white space runs down between texts that stand side by side.

In: runs, the pieces of printed lines. Out: gutters. A gutter is a strip that no run crosses over some
height of the page, and at whose right edge lines begin one under the other; a river in justified text has
no such edge. A heading over the full width ends a gutter above or below it.

    gutters(runs, height=12.0)    [Gutter(x=306.0, top=70.2, bottom=735.0)]
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby, pairwise
from math import inf
from typing import NamedTuple

from .layout import median

type Placed = tuple[float, float, float, float, int]
"""x0, top, x1, bottom in the reading frame, and an index: a word, or a run of words side by side."""

RAGGED = 0.3
"""By how much the beginnings of lines at one edge differ, in heights of a line; recognition misses by a point."""
NARROWEST = 0.55
"""The narrowest gutter, in heights of a line."""
COLUMN = 8.0
"""The least width of a column, in heights of a line."""
WIDE = 0.9
"""The narrowest gutter beside which few lines stand, in heights of a line."""
MOST_OF_PAGE = 0.6
"""Share of the height of a page's text over which white space is a gutter whatever stands beside it."""
SPECKS = 0.12
"""Share of the lines at an edge that may protrude into the white, as recognised specks do."""
LINES_SURE = 6
"""Lines at an edge that leave little doubt."""
LINES_CERTAIN = 15
"""Lines at an edge that no river has."""
SPREAD = 0.7
"""Share of a gap that another one of its line has at least, where justification made both."""
MOST_INDENTED = 0.8
"""Share of the lines that do not begin at a column's edge which begin at one place right of it, in a list."""
FLUSH = 0.7
"""Share of the lines beside a gutter that end at one place, where the text left of it is justified."""
FEW_CROSSING = 0.2
"""Share of the lines at an edge that the file may reach from the left by chance: a header, a number before its text."""
MOST_RUNS = 2_000
"""Runs of a page above which nobody can tell columns: a full page has 200."""
FEW_COVERING = 0.25
"""Share of the lines of a column that may cover a strip of white, as wide headings and introductions do."""
STRIP_BETTER = 0.8
"""Height of a gutter at an edge, in heights of a strip of white near it, that makes the strip superfluous."""
LINES_BESIDE = 3
"""Fewest lines on each side of a gutter that does not run down most of the page."""


class Gutter(NamedTuple):
    """White space between two columns: what begins at or beyond `x` is right of it, from `top` to `bottom`."""

    x: float
    top: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def among(self, known: Iterable[float], *, height: float) -> bool:
        """Whether it is one of the gutters at `known` places, for lines of a height."""
        return any(abs(self.x - x) <= RAGGED * height for x in known)


def gutters(
    runs: Sequence[Placed], *, height: float, ordered: bool = True, known: Sequence[float] = ()
) -> list[Gutter]:
    """The gutters of a page, tallest first.

    `height` is that of a line; `ordered`: the runs' indexes are their order in the file. `known` are the places
    of gutters on other pages of the document, which make a single line beside a full column a column too.
    """
    if not runs or len(runs) > MOST_RUNS or height <= 0:
        return []
    first = min(run[0] for run in runs) + COLUMN * height
    found = []
    for edge in _left_edges(runs, RAGGED * height):
        if edge >= first:
            found += _stretches(runs, edge, height, known, ordered=ordered)
    for strip in _strips(runs, height, known):
        near = [gutter for gutter in found if abs(gutter.x - strip.x) < COLUMN * height and _overlap(gutter, strip)]
        if not any(gutter.height >= STRIP_BETTER * strip.height for gutter in near):
            found = [gutter for gutter in found if gutter not in near] + [strip]
    return sorted(found, key=lambda gutter: -gutter.height)


def _overlap(a: Gutter, b: Gutter) -> bool:
    return a.top < b.bottom and b.top < a.bottom


def _strips(runs: Sequence[Placed], height: float, known: Sequence[float]) -> Iterator[Gutter]:
    """White strips down a page beside many lines, whatever edges these have: lines that are centred, or flush right."""
    left, right = min(run[0] for run in runs), max(run[2] for run in runs)
    cell = height / 2
    change = [0] * (int((right - left) / cell) + 3)
    for run in runs:
        change[int((run[0] - left) / cell)] += 1
        change[int((run[2] - left) / cell) + 1] -= 1
    covered = list(accumulate(change))
    few = FEW_COVERING * max(covered)
    wide = int(COLUMN * height / cell)
    white = [i for i in range(wide, len(covered) - wide) if covered[i] <= few]
    for _, group in groupby(enumerate(white), key=lambda pair: pair[1] - pair[0]):
        cells = [i for _, i in group]
        least = min(covered[i] for i in cells)
        best = [i for i in cells if covered[i] == least]
        yield from _strip(runs, left + (best[len(best) // 2] + 0.5) * cell, height, known)


def _strip(runs: Sequence[Placed], x: float, height: float, known: Sequence[float]) -> Iterator[Gutter]:
    """The stretches over which nothing crosses a strip, with many lines on both sides of it."""
    near, far = x - WIDE / 2 * height, x + WIDE / 2 * height
    across = sorted((run[1], run[3]) for run in runs if run[0] < far and run[2] > near)
    trusted = any(abs(x - other) <= height for other in known)
    for (_, above), (below, _) in pairwise([(-inf, -inf), *across, (inf, inf)]):
        inside = [run for run in runs if above <= (run[1] + run[3]) / 2 <= below]
        before = sum(run[2] <= near for run in inside)
        after = sum(run[0] >= far for run in inside)
        if min(before, after) >= (1 if trusted else LINES_CERTAIN) and before + after >= LINES_BESIDE:
            yield Gutter(x, min(run[1] for run in inside), max(run[3] for run in inside))


def next_column(runs: Sequence[Placed], found: Sequence[Gutter], *, height: float) -> list[float]:
    """Where a further gutter would be, if columns of one width go on: a last column may hold a single line."""
    edges = [min(run[0] for run in runs) - RAGGED * height, *sorted(gutter.x for gutter in found)]
    widths = [right - left for left, right in pairwise(edges)]
    even = bool(widths) and max(widths) - min(widths) <= 2 * RAGGED * height
    return [edges[-1] + widths[-1]] if even else []


def _left_edges(runs: Iterable[Placed], ragged: float) -> list[float]:
    """The places where most runs of a neighbourhood begin, all within `ragged` points to the right of it."""
    begins = sorted(run[0] for run in runs)
    counts = [bisect_right(begins, x + ragged) - i for i, x in enumerate(begins)]
    edges: list[tuple[float, int]] = []
    for x, count in zip(begins, counts, strict=True):
        if edges and x - edges[-1][0] <= ragged:
            if count > edges[-1][1]:
                edges[-1] = (x, count)
        else:
            edges.append((x, count))
    return [x for x, _ in edges]


def _stretches(
    runs: Sequence[Placed], edge: float, height: float, known: Sequence[float], *, ordered: bool
) -> list[Gutter]:
    """The stretches over which nothing crosses the strip left of `edge`, where they part two texts."""
    near, far = edge - NARROWEST * height, edge - RAGGED * height
    across = [run for run in runs if run[0] < far and run[2] > near]
    specks = [run for run in across if run[0] >= edge - height and not _continues(run, runs, height)]
    if len(specks) <= SPECKS * sum(far <= run[0] <= edge + RAGGED * height for run in runs):
        across = [run for run in across if run not in specks]
    crossing = {run[4] for run in across}
    borders = [(-inf, -inf), *sorted((run[1], run[3]) for run in across), (inf, inf)]
    most = MOST_OF_PAGE * (max(run[3] for run in runs) - min(run[1] for run in runs))
    apart = [run for run in runs if run[4] not in crossing]
    stretches = []
    for (_, above), (below, _) in pairwise(borders):
        inside = [run for run in apart if above <= (run[1] + run[3]) / 2 <= below]
        before = [run for run in inside if run[2] <= near]
        after = [run for run in inside if run[2] > near]
        trusted = any(abs(far - x) <= RAGGED * height for x in known)
        if len(before) < (1 if trusted else LINES_BESIDE) or not after:
            continue
        if not _columns(before, after, edge, height, trusted=trusted):
            continue
        gutter = Gutter(far, min(run[1] for run in inside), max(run[3] for run in inside))
        at_edge = _at(edge, after, height)
        sure = trusted or len(at_edge) >= LINES_CERTAIN or (ordered and not _crossed(before, at_edge))
        sure = sure or not _river(before, after, edge, height)
        whole = gutter.height >= most and (
            len(_beginnings(edge, after, height)[0]) >= LINES_BESIDE or _heads(before, at_edge, height)
        )
        enough = len(at_edge) >= LINES_BESIDE or whole
        if sure and (trusted or enough):
            stretches.append(gutter)
    return stretches


def _crossed(before: Sequence[Placed], at_edge: Sequence[Placed]) -> bool:
    """Whether the file goes on across the white, from the left text to lines at the edge, as it does over a river."""
    left = {run[4]: run for run in before}
    crossing = sum(line[4] - 1 in left and _beside(line, left[line[4] - 1]) for line in at_edge)
    return crossing > FEW_CROSSING * len(at_edge)


def _heads(before: Sequence[Placed], at_edge: Sequence[Placed], height: float) -> bool:
    """Whether few lines at an edge begin a column: they stand beside the first lines of the text, which go on below.

    What is set off to the right in a header or footer is not.
    """
    if not at_edge:
        return False
    top, bottom = min(run[1] for run in at_edge), max(run[3] for run in at_edge)
    below = min((run[1] for run in before if run[1] >= bottom - height / 2), default=inf)
    return top - min(run[1] for run in before) < 2 * height and below - bottom < height


def _continues(run: Placed, runs: Iterable[Placed], height: float) -> bool:
    """Whether a run follows another one of its line, rather than protruding into white space, as by a speck."""
    return any(run[0] - height < other[2] <= run[0] and _beside(run, other) for other in runs)


def _at(edge: float, runs: Iterable[Placed], height: float) -> list[Placed]:
    return [run for run in runs if run[0] <= edge + RAGGED * height]


def _columns(before: Sequence[Placed], after: Sequence[Placed], edge: float, height: float, *, trusted: bool) -> bool:
    """Whether runs left and right of a strip can be columns: wide enough, and lines on the right begin at its edge.

    Where few lines do, as in a short last column, none may begin farther in unless the edge is trusted, and the strip
    must be wide.
    """
    at_edge, strays = _beginnings(edge, after, height)
    right_end = max(run[2] for run in before)
    if len(strays) > len(at_edge) or right_end - min(run[0] for run in before) < COLUMN * height:
        return False
    if not at_edge:
        return False
    top, bottom = min(run[1] for run in at_edge), max(run[3] for run in at_edge)
    right_end = max((run[2] for run in before if top < (run[1] + run[3]) / 2 < bottom), default=right_end)
    wide = edge - right_end >= WIDE * height
    if len(at_edge) < LINES_BESIDE:
        return wide and (trusted or not strays)
    return wide or len(at_edge) >= LINES_SURE


def _beginnings(edge: float, after: Sequence[Placed], height: float) -> tuple[list[Placed], list[Placed]]:
    """Lines that begin at an edge, or under each other a little right of it, and those that begin elsewhere near it."""
    at_edge = _at(edge, after, height)
    strays = [
        run
        for run in after
        if edge + RAGGED * height < run[0] < edge + COLUMN * height and not any(_beside(line, run) for line in at_edge)
    ]
    if indented := _indented(strays, height):  # headings at the edge, stories set in from it
        at_edge, strays = [*at_edge, *indented], [run for run in strays if run not in indented]
    return at_edge, strays


def _indented(strays: Sequence[Placed], height: float) -> list[Placed]:
    """Lines that begin under each other a little to the right of a column's edge, as those of a list do."""
    edges = _left_edges(strays, RAGGED * height)
    usual = max(edges, key=lambda edge: sum(abs(run[0] - edge) <= RAGGED * height for run in strays), default=0.0)
    lines = [run for run in strays if 0 <= run[0] - usual <= RAGGED * height]
    return lines if len(lines) >= max(LINES_SURE, MOST_INDENTED * len(strays)) else []


def _river(before: Sequence[Placed], after: Sequence[Placed], edge: float, height: float) -> bool:
    """Whether the white is no wider than the other spaces of most of its lines, as in justified text.

    It is no river where the text left of it ends flush: a river's edges are those of its words.
    """
    even = uneven = 0
    whites = []
    for line in _at(edge, after, height):
        row = sorted(run for run in (*before, *after) if _beside(line, run))
        gaps = {right[0]: right[0] - left[2] for left, right in pairwise(row)}
        here = gaps.pop(line[0], inf)
        whites.append(here)
        if here < inf and gaps:  # a line with one gap tells nothing of the others
            level = max(gaps.values()) >= SPREAD * here
            even, uneven = even + level, uneven + (not level)
    usual = median(whites) if whites else 0.0
    at_one_place = sum(abs(here - usual) <= RAGGED * height for here in whites)
    flush = len(whites) >= LINES_SURE and at_one_place >= FLUSH * len(whites)
    return even > uneven and not flush


def _beside(line: Placed, run: Placed) -> bool:
    return line[1] < (run[1] + run[3]) / 2 < line[3]
