"""The reading frame of a page: its words as if the page lay straight before the reader.

A page may be displayed on its side or upside down, and a scan is seldom level. Directions come from how words
follow each other: enough of them stand in the order of the file on almost every page.

    upright(page)    [(72.0, 71.4, 130.2, 85.6, 0), ...]    x0, top, x1, bottom, index of the word
"""

from collections.abc import Sequence
from itertools import count, pairwise
from operator import itemgetter

from .columns import Placed
from .layout import PageLayout, median

SAMPLE = 150
"""Words that are enough to tell a direction from."""
FEWEST = 6
"""Steps from word to word that tell a direction."""
LEAST_SLOPE = 0.003
"""Rise over run under which a page counts as level: 1.4 points over a line."""
MOST_SLOPE = 0.12
LONG_RUN = 5
"""Words in a row that tell a slope."""


def upright(page: PageLayout) -> list[Placed]:
    """Every word's box in the reading frame, in the order of the file."""
    _, *edges = zip(*map(itemgetter(1), page.words), strict=True)
    placed = list(zip(*edges, count(), strict=False))
    if _vertical(page, placed):
        down = not _backwards(placed, axis=1)
        placed = [_quarter(word, page, down=down) for word in placed]
    elif _backwards(placed, axis=0):
        placed = [
            (page.width - x1, page.height - bottom, page.width - x0, page.height - top, i)
            for x0, top, x1, bottom, i in placed
        ]
    slope = _slope(placed) if page.source == "ocr" else 0.0
    if abs(slope) < LEAST_SLOPE:
        return placed
    return [_levelled(word, slope) for word in placed]


def _vertical(page: PageLayout, placed: Sequence[Placed]) -> bool:
    """Whether most words are higher than wide, as they are where lines run up or down the page."""
    high = [
        bottom - top > 1.2 * (x1 - x0)
        for (text, _, _, _), (x0, top, x1, bottom, _) in zip(page.words[:SAMPLE], placed, strict=False)
        if len(text) >= 4
    ]
    return 2 * sum(high) > len(high)


def _backwards(placed: Sequence[Placed], *, axis: int) -> bool:
    """Whether the next word of a line mostly stands before the last one on an axis; words in disorder do not tell."""
    across = 1 - axis
    forth = back = 0
    enough = len(placed[:SAMPLE]) / 4
    for a, b in pairwise(placed[:SAMPLE]):
        thick = min(a[across + 2] - a[across], b[across + 2] - b[across])
        if abs((a[across] + a[across + 2]) - (b[across] + b[across + 2])) < thick:
            step = (b[axis] + b[axis + 2]) - (a[axis] + a[axis + 2])
            forth, back = forth + (step > 0), back + (step < 0)
            if forth > enough:  # as on almost every page, soon
                return False
    return back > 3 * forth and back >= FEWEST


def _quarter(word: Placed, page: PageLayout, *, down: bool) -> Placed:
    """A word of a page turned by a quarter, where lines run down or up the page."""
    x0, top, x1, bottom, index = word
    if down:
        return top, page.width - x1, bottom, page.width - x0, index
    return page.height - bottom, x0, page.height - top, x1, index


def _slope(placed: Sequence[Placed]) -> float:
    """By how much lines fall to the right, for each point of their length."""
    slopes = []
    run = [placed[0]]
    for word in [*placed[1:], placed[0]]:
        last = run[-1]
        height = last[3] - last[1]
        if 0 <= word[0] - last[2] < 2 * height and abs(word[1] + word[3] - last[1] - last[3]) < height:
            run.append(word)
            continue
        if len(run) >= LONG_RUN:
            first = run[0]
            slopes.append((last[1] + last[3] - first[1] - first[3]) / (last[0] + last[2] - first[0] - first[2]))
        run = [word]
    slope = median(slopes) if slopes else 0.0
    return slope if abs(slope) <= MOST_SLOPE else 0.0


def _levelled(word: Placed, slope: float) -> Placed:
    x0, top, x1, bottom, index = word
    right, down = slope * (top + bottom) / 2, -slope * (x0 + x1) / 2
    return x0 + right, top + down, x1 + right, bottom + down, index
