"""What every word of a page is once people have had their say. Pure.

Extraction gives each word a `WordKind`; a person may mark words that it could not place, and records may be
added, split and merged. Here the three come together: each word has exactly one `Account`.

    account(layout, kinds, held={0: 7, 1: 7}, marked={})
    (Account("narrative", record=7), Account("narrative", record=7), Account("unexplained"))
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise

from .codes import WordKind
from .headings import printed, state_of
from .hyphens import mend
from .layout import Box, PageLayout, around
from .lines import PrintedLine
from .narrative import Narrative
from .records import Unexplained

type Place = tuple[int, int]
"""A page's number and the index of one of its words."""

EDGE = 0.1
"""Points by which a stored word may stick out of the box that was drawn around it: stored edges are rounded."""


class Standing(StrEnum):
    """What a word is. All but the last are what extraction says too, as `WordKind`."""

    UNEXPLAINED = "unexplained"
    NARRATIVE = "narrative"
    HEADING = "heading"
    BOILERPLATE = "boilerplate"
    NOT_AN_ENCOUNTER = "not_an_encounter"


@dataclass(frozen=True, slots=True)
class Account:
    """What a word is and who says so: the record that holds it, a person's mark, or neither (the extractor)."""

    standing: Standing
    record: int | None = None
    mark: int | None = None


def account(
    layout: PageLayout, kinds: Sequence[str], *, held: Mapping[int, int], marked: Mapping[int, tuple[int, Standing]]
) -> tuple[Account, ...]:
    """The account of each word of a page, by its index.

    `held` has the record of a word, `marked` a person's mark and what it says. A word that extraction read as
    narrative, but that no record holds any more, is unexplained.
    """
    accounts = []
    for place, word in enumerate(layout.words):
        kind = kinds[place] if place < len(kinds) else WordKind.UNEXPLAINED
        if place in held:
            accounts.append(Account(Standing.NARRATIVE, record=held[place]))
        elif place in marked:
            mark, standing = marked[place]
            accounts.append(Account(standing, mark=mark))
        elif kind == WordKind.NARRATIVE and printed(word.text):
            accounts.append(Account(Standing.UNEXPLAINED))
        else:
            accounts.append(Account(Standing(kind)))
    return tuple(accounts)


def under(boxes: Iterable[Box], layout: PageLayout) -> frozenset[int]:
    """The words of a page that `boxes` surround: those whose centre lies in one."""
    here = [
        (box.x0 - EDGE, box.x1 + EDGE, box.top - EDGE, box.bottom + EDGE) for box in boxes if box.page == layout.number
    ]
    if not here:
        return frozenset()
    highest, lowest = min(edges[2] for edges in here), max(edges[3] for edges in here)
    found = set()
    for place, word in enumerate(layout.words):
        box = word.box
        y = (box.top + box.bottom) / 2
        if highest <= y <= lowest:
            x = (box.x0 + box.x1) / 2
            if any(left <= x <= right and top <= y <= bottom for left, right, top, bottom in here):
                found.add(place)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that stand side by side on a printed line and have one account."""

    page: int
    places: tuple[int, ...]
    text: str
    box: Box
    account: Account


def stretches(lines: Iterable[PrintedLine], accounts: Mapping[int, Sequence[Account]]) -> list[Stretch]:
    """Printed lines in reading order, cut where the account changes; every word is in exactly one stretch."""
    return [
        _stretch(_part(line, first, last), accounts[line.page][line.places[first]])
        for line in lines
        for first, last in _runs([accounts[line.page][place] for place in line.places])
    ]


def _runs(values: Sequence[object]) -> Iterable[tuple[int, int]]:
    """Start and end (exclusive) of each run of equal values."""
    borders = [i for i, value in enumerate(values) if i == 0 or value != values[i - 1]]
    return pairwise([*borders, len(values)])


def _part(line: PrintedLine, first: int, last: int) -> PrintedLine:
    return line._replace(words=line.words[first:last], places=line.places[first:last])


def _stretch(line: PrintedLine, found: Account) -> Stretch:
    return Stretch(line.page, line.places, printed(line.text), around(word.box for word in line.words), found)


def unexplained(found: Iterable[Stretch]) -> tuple[Unexplained, ...]:
    """The runs of text that nobody has explained, each on one page, in the order of `found`."""

    def strange(stretch: Stretch) -> tuple[int, bool]:
        return stretch.page, stretch.account.standing is Standing.UNEXPLAINED

    runs = []
    for (page, is_strange), group in groupby(found, key=strange):
        run = list(group)
        text = " ".join(filter(None, (stretch.text for stretch in run)))
        if is_strange and text:
            runs.append(Unexplained(page, text, tuple(stretch.box for stretch in run)))
    return tuple(runs)


def heading_over(found: Sequence[Stretch], places: AbstractSet[Place]) -> tuple[bool, str | None]:
    """The state heading that stands last before the first of `places`, a heading of two lines included.

    The first answer is false where `found` has no state heading before them: an earlier page may have one.
    """
    above: list[str] = []
    state = None
    for stretch in found:
        if any((stretch.page, place) in places for place in stretch.places):
            break
        if stretch.account.standing is not Standing.HEADING:
            above = []
            continue
        above.append(stretch.text)
        state = state_of(stretch.text) or state_of(" ".join(above[-2:])) or state
    return state is not None, state


def told(lines: Iterable[PrintedLine], places: AbstractSet[Place]) -> list[PrintedLine]:
    """Of printed lines the words at `places`, each run of neighbours a line of its own; broken words are mended."""
    found = []
    for line in lines:
        wanted = [(line.page, place) in places for place in line.places]
        found += [_part(line, first, last) for first, last in _runs(wanted) if wanted[first]]
    return mend(found)


def narrative_of(lines: Iterable[PrintedLine]) -> Narrative:
    return Narrative.of([line.line for line in lines])


def places_of(lines: Iterable[PrintedLine]) -> frozenset[Place]:
    return frozenset((line.page, place) for line in lines for place in line.places)
