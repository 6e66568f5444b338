"""What the page of a bulletin's words shows: sheets with what is painted on them, lines to choose from, records.

Words are chosen by their places, written as `2:14-25,27`: of page 2 the words 14 to 25 and 27.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q
from django.utils.html import format_html
from django.utils.safestring import SafeString

from encounters.actions.accounting import Accounting
from encounters.extraction.accounting import Place, Standing, Stretch
from encounters.extraction.layout import Box
from encounters.models import Bulletin, Encounter, Mark, Page, Succession

from . import paper

PLACES = re.compile(r"(?P<page>\d{1,6}):(?P<words>\d{1,6}(?:-\d{1,6})?(?:,\d{1,6}(?:-\d{1,6})?)*)")
MOST = 20_000
"""Words that can be chosen at once: more than any page holds."""
LETTERS = {
    Standing.UNEXPLAINED: "U",
    Standing.HEADING: "H",
    Standing.BOILERPLATE: "B",
    Standing.NOT_AN_ENCOUNTER: "X",
}
"""What stands beside a block on the page; a narrative has the number of its record."""
NAMES = {standing: standing.value.replace("_", " ") for standing in Standing}


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line, or the part of it that has one account, with what can be said of it."""

    page: int
    places: str
    text: str
    standing: Standing
    name: str
    box: Box
    label: str
    """What is painted beside it: only on the first line of a block."""
    encounter: Encounter | None = None
    marked: bool = False
    chosen: bool = False

    @property
    def rectangle(self) -> SafeString:
        """The attributes of its rectangle, in points."""
        box = self.box
        return format_html(
            'x="{}" y="{}" width="{}" height="{}"',
            *(f"{edge:.1f}" for edge in (box.x0, box.top, box.width, box.height)),
        )

    @property
    def is_free(self) -> bool:
        """Whether it can be marked: it is no record's and nobody's."""
        return self.encounter is None and not self.marked


@dataclass(frozen=True, slots=True)
class Sheet:
    page: Page
    lines: list[Line]
    words: SafeString
    counts: list[tuple[str, int]]

    @property
    def unexplained(self) -> int:
        return dict(self.counts).get(NAMES[Standing.UNEXPLAINED], 0)

    @property
    def runs(self) -> list[list[Line]]:
        """The unexplained lines, those that follow each other together."""
        grouped = groupby(self.lines, key=lambda line: line.standing is Standing.UNEXPLAINED)
        return [list(run) for strange, run in grouped if strange]


def sheets(found: Accounting, encounters: Mapping[int, Encounter], chosen: frozenset[Place]) -> list[Sheet]:
    """The pages of an account, in order."""
    by_page: dict[int, list[Stretch]] = {number: [] for number in sorted(found.pages)}
    for stretch in found.stretches:
        by_page[stretch.page].append(stretch)
    return [
        Sheet(
            page=found.pages[number],
            lines=_lines(on_page, encounters, chosen),
            words=paper.words(found.pages[number].layout, {}),
            counts=[(NAMES[standing], count) for standing, count in found.counts(number).items() if count],
        )
        for number, on_page in by_page.items()
    ]


def _lines(on_page: Sequence[Stretch], encounters: Mapping[int, Encounter], chosen: frozenset[Place]) -> list[Line]:
    lines = []
    for before, stretch in zip([None, *on_page], on_page, strict=False):
        account = stretch.account
        encounter = encounters.get(account.record) if account.record is not None else None
        label = str(encounter.sequence) if encounter else LETTERS.get(account.standing, "")
        line = Line(
            page=stretch.page,
            places=write_places(stretch.page, stretch.places),
            text=stretch.text,
            standing=account.standing,
            name=NAMES[account.standing],
            box=stretch.box,
            label="" if before and before.account == account else label,
            encounter=encounter,
            marked=account.mark is not None,
            chosen=all((stretch.page, place) in chosen for place in stretch.places),
        )
        lines.append(line)
    return lines


def records(bulletin: Bulletin, found: Accounting) -> list[Encounter]:
    """The records that hold words of these pages, in reading order."""
    order = dict.fromkeys(s.account.record for s in found.stretches if s.account.record is not None)
    rows = bulletin.encounters.filter(pk__in=order).select_related("current_revision")
    shown = rows.only("sequence", "record_id", "status", "state", "bulletin_id", "current_revision__agency")
    by_pk = {encounter.pk: encounter for encounter in shown}
    return [by_pk[pk] for pk in order]


def marks(bulletin: Bulletin, numbers: Iterable[int]) -> list[Mark]:
    """What people said of words on these pages and can take back; of an encounter its first mark."""
    standing = Mark.objects.filter(bulletin=bulletin, page__in=numbers, undone_at=None)
    gone_on = Succession.objects.filter(undone_at=None)
    own = ~Q(encounter__in=gone_on.values("old")) & ~Q(encounter__in=gone_on.values("new"))
    rows = standing.filter(Q(encounter=None) | own).select_related("by", "encounter").order_by("id")
    return list({mark.encounter_id or f"mark {mark.pk}": mark for mark in reversed(rows)}.values())[::-1]


def successions(bulletin: Bulletin) -> list[list[Succession]]:
    """The splits and merges that stand, each with its rows, the newest first."""
    rows = Succession.objects.filter(old__bulletin=bulletin, undone_at=None).select_related("old", "new", "by")

    def step(row: Succession) -> tuple[str, int]:
        return row.kind, row.old_id if row.kind == Succession.Kind.SPLIT else row.new_id

    return [list(group) for _, group in groupby(rows.order_by("id"), key=step)][::-1]


def write_places(page: int, places: Sequence[int]) -> str:
    """`2:14-25,27`."""
    runs: list[list[int]] = []
    for place in sorted(places):
        if runs and runs[-1][1] == place - 1:
            runs[-1][1] = place
        else:
            runs.append([place, place])
    return f"{page}:" + ",".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


def read_places(written: Iterable[str]) -> frozenset[Place]:
    """What `write_places` wrote, many times over. Raises `ValueError`."""
    places: set[Place] = set()
    for text in written:
        match = PLACES.fullmatch(text)
        if match is None:
            raise ValueError(f"{text[:40]!r} names no words of a page")
        for run in match["words"].split(","):
            first, _, last = run.partition("-")
            if int(last or first) - int(first) > MOST or len(places) > MOST:
                raise ValueError("too many words at once")
            places |= {(int(match["page"]), place) for place in range(int(first), int(last or first) + 1)}
    return frozenset(places)
