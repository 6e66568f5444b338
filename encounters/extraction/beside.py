"""Print that stands beside the lines of a text and is no part of them, or reaches over several of them.

text = set_aside(page, placed, height)
text.placed     the words of the text; letters over two lines ("initials") have the place of the line that they begin
text.asides     words that count lines or rows ("10", "11", "12" before the text), and raised marks of notes
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import compress, count, pairwise
from operator import itemgetter
from typing import NamedTuple

from .columns import Placed
from .layout import PageLayout

MARK = re.compile(r"\d{1,2}|[*†‡§¹²³]")
LONGEST = 4
"""Digits of a number that counts."""
STEPS = (1, 2, 5, 10)
"""By which numbers of lines go up."""
FEWEST = 3
"""Numbers one under the other that count something."""
ALIGNED = 0.5
"""Heights of a line by which such numbers stand out of line."""
RAISED = 0.1
"""Heights of a word by which the mark of a note stands above its foot, and the widest space between the two."""
INITIAL = 1.45
"""Height of an initial, in heights of the usual line."""
MOST_INITIALS = 200
"""Large letters of a page above which none of them begins a story."""
REACH = 2.0
"""Heights of a line within which text begins right of an initial."""
BEGUN_WITH_A = ("n", "t", "s", "fter")
ENDINGS = frozenset(("st", "nd", "rd", "th"))
STOP = re.compile(r"[.,;:)]+")


class Text(NamedTuple):
    """A page's words in the reading frame: those of its text, and those set aside. `numbers` are those that count.

    `page` has `Word.breaks` set on what goes on in the next word: an initial, a word that a mark parts from its stop.
    """

    page: PageLayout
    placed: list[Placed]
    asides: list[Placed]
    numbers: list[int]


def set_aside(
    page: PageLayout, placed: list[Placed], height: float, *, following: Collection[int] = frozenset()
) -> Text:
    """The words of a page, parted. `following` are the numbers that would continue the counting of other pages."""
    heights = [bottom - top for _, top, _, bottom, _ in placed]
    marked = marks(page, placed, heights)
    noted = {page.words[place].text for place in marked}
    counted = dict(numbers(page, placed, height, following=following, noted=noted))
    out = marked | counted.keys()
    if len(out) == len(placed):
        return Text(page, placed, [], [])
    text = [word for word in placed if word[4] not in out] if out else placed
    large = initials(page, text, height) if max(heights) >= INITIAL * height else {}
    if large:
        text = [large.get(word[4], word) for word in text]
    joined = [*_begun(page, text, large), *(_ended(page, placed, marked) if marked else ()), *_counted(page, text)]
    if joined:
        words = list(page.words)
        for place in joined:
            words[place] = words[place]._replace(breaks=True)
        page = page._replace(words=tuple(words))
    return Text(page, text, [word for word in placed if word[4] in out], sorted(counted.values()))


def numbers(
    page: PageLayout, placed: Sequence[Placed], height: float, *, following: Collection[int], noted: Collection[str]
) -> list[tuple[int, int]]:
    """Index and number of words that number lines or rows.

    `following` are numbers that would continue other pages', `noted` those of notes, which stand before their notes.
    """
    texts = list(map(itemgetter(0), page.words))
    decimal = compress(count(), map(str.isdecimal, texts))
    counts = {place for place in decimal if len(texts[place]) <= LONGEST and texts[place] not in noted}
    if not counts:
        return []
    found = [word for word in placed if word[4] in counts]
    counting: dict[int, int] = {}
    for column in _columns(found, side=2, height=height) + _columns(found, side=0, height=height):
        for sequence in _sequences(page, column):
            first = int(page.words[sequence[0][4]].text)
            enough = len(sequence) >= FEWEST or (len(sequence) > 1 and first == 1) or first in following
            if enough and _alone(sequence, placed, height):
                counting |= {word[4]: int(page.words[word[4]].text) for word in sequence}
    return list(counting.items())


def _columns(words: Iterable[Placed], *, side: int, height: float) -> list[list[Placed]]:
    """Words that stand under each other, by their left (0) or right (2) ends, each column from top to bottom."""
    columns: list[list[Placed]] = []
    for word in sorted(words, key=lambda word: word[side]):
        if columns and word[side] - columns[-1][-1][side] <= ALIGNED * height:
            columns[-1].append(word)
        else:
            columns.append([word])
    return [sorted(column, key=lambda word: word[1]) for column in columns]


def _sequences(page: PageLayout, column: Sequence[Placed]) -> Iterator[list[Placed]]:
    """The runs of a column whose numbers go up by one step."""
    sequence = [column[0]]
    step = 0
    for before, word in pairwise(column):
        up = int(page.words[word[4]].text) - int(page.words[before[4]].text)
        if up in STEPS and up == (step or up):
            sequence.append(word)
            step = up
            continue
        yield sequence
        sequence, step = [word], 0
    yield sequence


def _alone(sequence: Sequence[Placed], placed: Iterable[Placed], height: float) -> bool:
    """Whether nothing else stands where numbers stand, from the first to the last of them, or just under it, and each
    has text right of it."""
    left, right = min(word[0] for word in sequence), max(word[2] for word in sequence)
    top, bottom = sequence[0][1], sequence[-1][3] + (2 * height if len(sequence) < FEWEST else 0)
    inside = sum(word[0] < right and word[2] > left and top <= (word[1] + word[3]) / 2 <= bottom for word in placed)
    if inside > len(sequence):
        return False
    return all(any(word[0] > right and _level(number, word) for word in placed) for number in sequence)


def marks(page: PageLayout, placed: Sequence[Placed], heights: Sequence[float]) -> set[int]:
    """Indexes of raised numbers of notes: small, and right behind a word."""
    found = set()
    for number in [number for number, (a, b) in enumerate(pairwise(heights)) if b < a]:
        before, word, height = placed[number], placed[number + 1], heights[number]
        if not MARK.fullmatch(page.words[word[4]].text):
            continue
        follows = abs(word[0] - before[2]) <= RAISED * height
        if follows and RAISED * height <= before[3] - word[3] < height:
            found.add(word[4])
    return found


def initials(page: PageLayout, placed: Sequence[Placed], height: float) -> dict[int, Placed]:
    """The place in its line of every word that is much larger than the rest of it: a letter over two lines."""
    found = {}
    least = INITIAL * height
    large = [
        number
        for number, word in enumerate(placed)
        if word[3] - word[1] >= least
        and len(page.words[word[4]].text) <= 2
        and page.words[word[4]].text.isalpha()
        and not page.words[word[4]].text.islower()  # recognition gives small letters tall boxes
    ]
    for number in large if len(large) <= MOST_INITIALS else ():
        word = placed[number]
        candidates = [other for other in placed if other is not word and _begins_beside(word, other, height)]
        initial = page.words[word[4]].text
        candidates = [other for other in candidates if joins(initial, page.words[other[4]].text)] or candidates
        following = placed[number + 1] if number + 1 < len(placed) else word
        line = following if following in candidates else min(candidates, key=lambda other: other[1], default=None)
        if line and line[3] - line[1] < INITIAL * height:
            found[word[4]] = (word[0], line[1], word[2], line[3], word[4])
    return found


def _begins_beside(word: Placed, other: Placed, height: float) -> bool:
    near = -0.3 * height <= other[0] - word[2] <= REACH * height
    return near and word[1] - 0.2 * height <= (other[1] + other[3]) / 2 <= word[3]


def joins(initial: str, following: str) -> bool:
    """Whether a large letter begins the word behind it: "O" and "n", "A" and "fter", but not "A" and "citizen"."""
    begins = len(initial) == 1 and following[:1].islower()
    return begins and (initial != "A" or following in BEGUN_WITH_A)


def _begun(page: PageLayout, placed: Sequence[Placed], large: Iterable[int]) -> Iterator[int]:
    """Indexes of large initials that the word behind them goes on."""
    for place in large:
        initial = next(word for word in placed if word[4] == place)
        behind = [word for word in placed if word[0] >= initial[2] - 1 and _level(initial, word)]
        if behind and joins(page.words[place].text, page.words[min(behind)[4]].text):
            yield place


def _ended(page: PageLayout, placed: Sequence[Placed], marked: Collection[int]) -> Iterator[int]:
    """Indexes of words that the mark of a note parts from their full stop."""
    for before, mark, stop in zip(placed, placed[1:], placed[2:], strict=False):
        if mark[4] in marked and STOP.fullmatch(page.words[stop[4]].text):
            yield before[4]


def _counted(page: PageLayout, placed: Sequence[Placed]) -> Iterator[int]:
    """Indexes of the parts of numbers whose ending is raised, but for the last: "2" before a small "nd" and a comma."""
    texts = list(map(itemgetter(0), page.words))
    if ENDINGS.isdisjoint(texts):
        return
    raised = [number for number, word in enumerate(placed) if number and texts[word[4]] in ENDINGS]
    for number in raised:
        before, word = placed[number - 1], placed[number]
        height = before[3] - before[1]
        if not (page.words[before[4]].text[-1:].isdecimal() and _touch(before, word, height)):
            continue
        yield before[4]
        behind = placed[number + 1] if number + 1 < len(placed) else before
        if STOP.fullmatch(page.words[behind[4]].text) and _touch(word, behind, height):
            yield word[4]


def _touch(before: Placed, word: Placed, height: float) -> bool:
    return abs(word[0] - before[2]) <= RAISED * height and _level(before, word)


def _level(a: Placed, b: Placed) -> bool:
    return a[1] < b[3] and b[1] < a[3]
