"""State headings that stand in a column of their own, left of their stories, as in a table.

labels(page, runs, boxes, height)    [(3,), (17, 18)]: the numbers of the runs "Ohio", and "North" over "Carolina"
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from math import inf

from .boilerplate import is_column_titles, is_section_heading
from .columns import Placed
from .headings import LONGEST, names, state_of
from .layout import PageLayout

ALIGNED = 0.5
"""Heights of a line by which labels stand out of line."""
NEAR = 2.0
"""Heights of a line within which something stands just above or under a label."""
WIDEST = 25.0
"""Widest space between a label and its story, in heights of a line."""
STRAYS = 2
"""Runs that may stand in a column of labels and be none, as the head of a table or a number at its foot."""
SHORT = 4
"""Words of such a run."""
PAGE_NUMBER = re.compile(r"(?:page )?\d{1,3}(?: (?:of|/) \d{1,3})?", re.IGNORECASE)
"""What may stand just under the last label of a page."""
MOST_ROWS = 3
"""Rows of a label: "District" over "of" over "Columbia"."""


def labels(
    page: PageLayout, words: Sequence[Sequence[Placed]], runs: Sequence[Placed], height: float
) -> list[tuple[int, ...]]:
    """The labels of a page from top to bottom, each as the numbers of its runs.

    `runs` are the places of runs, each with its number, and `words` the words of each number.

    Nothing else stands in their column, from the first of them down, and text stands right of them. None where
    words have no height, as those of a font that is missing.
    """

    def text(run: Placed) -> str:
        return " ".join([page.words[word[4]].text for word in words[run[4]][:LONGEST]])

    firsts = [page.words[run[0][4]].text for run in words]
    short = [run for run in runs if len(words[run[4]]) < LONGEST and _begins(firsts[run[4]])]
    named = list(_named(short, text, height)) if height > 0 else []
    if not named:
        return []
    left = min(label[0][0] for label in named)
    column = sorted((label for label in named if label[0][0] - left <= ALIGNED * height), key=lambda label: label[0][1])
    right = max(run[2] for label in column for run in label)
    edge = min((run[0] for run in runs if run[0] > right and any(_level(label, run) for label in column)), default=inf)
    if edge - right > WIDEST * height:
        return []
    own = {run[4] for label in column for run in label}
    others = [run for run in runs if run[0] < right and run[4] not in own]
    inside = [run for run in others if run[2] < edge]
    top = column[0][0][1]
    below = [words[run[4]] for run in inside if run[1] > top]
    if len(below) > STRAYS or any(len(stray) > SHORT for stray in below):
        return []
    near = (run for run in inside if 0 <= top - run[3] < NEAR * height)
    if not all(_heads(text(run)) for run in near):
        return []
    ends = [label[-1][3] for label in column]
    under = (run for run in others if any(-0.5 * height <= run[1] - end < NEAR * height for end in ends))
    if not all(PAGE_NUMBER.fullmatch(text(run)) for run in under):
        return []
    return [tuple(run[4] for run in label) for label in column]


def _heads(text: str) -> bool:
    """Whether a text may stand just above a column of labels: a heading of the section, or the head of the table."""
    return is_section_heading(text, exactly=True) or is_column_titles(text)


def _named(short: Iterable[Placed], text: Callable[[Placed], str], height: float) -> Iterator[tuple[Placed, ...]]:
    """Runs that name a state, alone or with one or two under them, of those that may."""
    by_place = sorted(short, key=lambda run: (round(run[0] / height), run[1]))
    taken: set[int] = set()
    for number, run in enumerate(by_place):
        for count in range(MOST_ROWS, 0, -1):
            label = tuple(by_place[number : number + count])
            close = all(b[1] - a[3] < height and abs(a[0] - b[0]) <= ALIGNED * height for a, b in pairwise(label))
            named = len(label) == count and close and state_of(" ".join(map(text, label)))
            if named and run[4] not in taken:
                taken |= {part[4] for part in label}
                yield label
                break


def _begins(first: str) -> bool:
    """Whether a run may be a state's name, or a part of it, by its first word."""
    return len(first) == 1 or first.casefold().strip("(:,.") in _first_words()


@cache
def _first_words() -> frozenset[str]:
    return frozenset(word for name in names() for word in name.split()) | {
        "state",
        "the",
        "commonwealth",
        "territory",
        *map(str.casefold, names().values()),
    }


def _level(label: Sequence[Placed], run: Placed) -> bool:
    return label[0][1] < run[3] and run[1] < label[-1][3]
