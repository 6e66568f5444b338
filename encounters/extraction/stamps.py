"""Print that lies over or beside a text and is no part of it: watermarks, stamps, labels of exemptions.

    stamps(page, placed, height, known)         words at a slant, up the margin, or huge across the lines: "DRAFT"
    overprinted(page, runs, boxes, height)      what lies on other words, or alone in the margin: "FOIA EXEMPT (b)(6)"

Both give indexes of words, which `lines.py` sets aside.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from .columns import MOST_RUNS, Placed
from .layout import PageLayout

TALL = 1.6
"""Height of a stamp's word, in heights of the usual one."""
TURNED = 1.2
"""Height of a word, in its widths, that was set up or down the page."""
NARROW = 0.25
"""Width of a word for each of its letters, in its heights, below which it was set at a slant."""
FEWEST = 4
"""Letters of a word whose shape tells in which direction it was set."""
MOST = 40
"""Words up or down the page that may be a stamp; more are a text of their own."""
ALIKE = 0.3
"""Height of a word beside a stamp's, in heights of that, which makes it another word of the stamp."""
LEVEL = 0.4
"""Share of the lower word's height in which two words collide; lines that are set tight do not."""
ACROSS = 0.3
"""The same of the narrower word's width."""
MOSTLY = 0.5
"""Share of a run's words that collide with others where it is a stamp; of the text under it fewer do."""
SAME_PLACE = 6.0
"""Points by which a stamp may move from page to page."""
EXEMPTION = re.compile(
    r"(?: \W*+ (?: FOIA | EXEMPT\w* | REDACTED | WITHHELD | b | \d | [A-F] | and | per | under | U\.?S\.?C\.? | 552a? )"
    r" \b )+ \W*",
    re.VERBOSE | re.IGNORECASE,
)
"""What labels a redaction: "(b)(6), (b)(7)(C)", "[REDACTED]", "FOIA EXEMPT"."""


type Mark = tuple[str, int, int]
"""A word and its place, in steps of `SAME_PLACE`: a stamp on one page stands at the same place of the others."""


def marks(page: PageLayout, words: Iterable[Placed]) -> Iterator[Mark]:
    for x0, top, _, _, index in words:
        yield page.words[index].text, round(x0 / SAME_PLACE), round(top / SAME_PLACE)


def stamps(page: PageLayout, placed: Sequence[Placed], height: float, known: Collection[Mark]) -> set[int]:
    """Indexes of words that were set in another direction than the text, or that are far larger and lie across it.

    `known` are the marks of those on other pages.
    """
    tall = TALL * height
    odd = [
        number
        for number, (x0, top, x1, bottom, _) in enumerate(placed)
        if (high := bottom - top) > tall or high > TURNED * (x1 - x0)
    ]
    found: set[int] = set()
    turned = []
    for number in odd:
        word = placed[number]
        letters, high, wide = len(page.words[word[4]].text), word[3] - word[1], word[2] - word[0]
        if letters >= FEWEST and high > TURNED * wide:
            turned.append(number)
            continue
        slanted = letters >= FEWEST and wide < NARROW * letters * high
        if high > tall and (slanted or (letters > 2 and _lies_across(word, placed, tall))):
            found.add(number)
    if len(turned) <= MOST:
        found |= {*turned, *_going_on(placed, turned, tall)}
    if found:
        found |= set(_beside(placed, odd, found, tall))
    if known:
        found |= {number for number, mark in enumerate(marks(page, placed)) if mark in known}
    return {placed[number][4] for number in found} if len(found) < len(placed) else set()


def _lies_across(word: Placed, placed: Sequence[Placed], tall: float) -> bool:
    """Whether the middle of a word of the text lies inside a large one."""
    x0, top, x1, bottom, index = word
    return any(
        x0 < (left + right) / 2 < x1 and top < (high + low) / 2 < bottom and low - high <= tall and other != index
        for left, high, right, low, other in placed
    )


def _going_on(placed: Sequence[Placed], turned: Sequence[int], tall: float) -> Iterator[int]:
    """The short words before and behind turned ones, which stand above each other as these do."""
    for number in turned:
        left, _, right, _, _ = placed[number]
        if right - left > tall:  # the text itself would fit in it
            continue
        for step in (-1, 1):
            other = number + step
            while 0 <= other < len(placed) and left - 1 <= placed[other][0] and placed[other][2] <= right + 1:
                yield other
                other += step


def _beside(placed: Sequence[Placed], odd: Sequence[int], found: set[int], tall: float) -> Iterator[int]:
    """Large words that stand beside a stamp's in the file, and are large as it is."""
    for number in odd:
        high = placed[number][3] - placed[number][1]
        for other in {number - 1, number + 1} & found:
            if high > max(tall, ALIKE * (placed[other][3] - placed[other][1])):
                yield number


def overprinted(page: PageLayout, runs: Sequence[Sequence[Placed]], boxes: Sequence[Placed], height: float) -> set[int]:
    """Indexes of words that are printed twice, of runs that lie on others, and of labels that stand in the margin.

    `boxes` are those of the runs, each with the run's number.
    """
    found = {word[4] for number in _marginal(page, runs, boxes) for word in runs[number]}
    hit: dict[int, set[int]] = {}
    for a, b in _colliding(boxes) if len(runs) <= MOST_RUNS else ():
        for one in runs[a]:
            for other in runs[b]:
                if not _collide(one, other):
                    continue
                if page.words[one[4]].text == page.words[other[4]].text:
                    found.add(max(one[4], other[4]))
                else:
                    hit.setdefault(a, set()).add(one[4])
                    hit.setdefault(b, set()).add(other[4])
    shares = {number: len(words - found) / len(runs[number]) for number, words in hit.items()}
    for a, b in _colliding([boxes[number] for number in hit]):
        if max(shares[a], shares[b]) >= MOSTLY:
            over = max((a, b), key=lambda number: (shares[number], _oddness(boxes[number], height), number))
            found |= {word[4] for word in runs[over]}
    return found if len(found) < sum(map(len, runs)) else set()


def _colliding(boxes: Sequence[Placed]) -> Iterator[tuple[int, int]]:
    """Pairs of runs, by their last entry, whose boxes overlap."""
    by_top = sorted(boxes, key=lambda box: box[1])
    for place, (x0, top, x1, bottom, number) in enumerate(by_top):
        for other in by_top[place + 1 :]:
            level = min(bottom, other[3]) - other[1]
            if other[1] >= bottom:
                break
            if other[0] < x1 and x0 < other[2] and level > LEVEL * min(bottom - top, other[3] - other[1]):
                yield number, other[4]


def _collide(a: Placed, b: Placed) -> bool:
    level = min(a[3], b[3]) - max(a[1], b[1])
    across = min(a[2], b[2]) - max(a[0], b[0])
    return level > LEVEL * min(a[3] - a[1], b[3] - b[1]) and across > ACROSS * min(a[2] - a[0], b[2] - b[0])


def _oddness(box: Placed, height: float) -> float:
    """By how much the height of a run differs from the usual one."""
    return round(abs(box[3] - box[1] - height), 1)


def _marginal(page: PageLayout, runs: Sequence[Sequence[Placed]], boxes: Sequence[Placed]) -> Iterator[int]:
    """Labels of exemptions left or right of everything else."""
    labels = [
        box[4]
        for box, run in zip(boxes, runs, strict=True)
        if len(run) <= FEWEST and EXEMPTION.fullmatch(" ".join(page.words[word[4]].text for word in run))
    ]
    if not labels:
        return
    text = [box for box in boxes if box[4] not in labels]
    if not text:
        return
    left, right = min(box[0] for box in text), max(box[2] for box in text)
    yield from (number for number in labels if boxes[number][2] <= left or boxes[number][0] >= right)
