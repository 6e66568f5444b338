"""What every word of a bulletin is now: what extraction said, what people marked, what records hold.

`account` is asked by the pages, the API and every action that marks words; `refresh` keeps
`Bulletin.unexplained` at what is still unexplained.
"""

import dataclasses
import datetime
from collections import Counter
from collections.abc import Collection, Mapping
from functools import cached_property

from django.contrib.auth.models import User

from encounters.extraction import accounting
from encounters.extraction.accounting import Account, Place, Standing, Stretch
from encounters.extraction.codes import WordKind
from encounters.extraction.layout import Box, PageLayout
from encounters.extraction.lines import PrintedLine, reading_order
from encounters.lifecycle import InvalidTransition
from encounters.models import Bulletin, Encounter, Mark, Page, Succession

from . import holding

KINDS = {Standing.NOT_AN_ENCOUNTER: WordKind.BOILERPLATE}
"""Standings that `WordKind` does not have, and the kind that comes nearest."""


class Superseded(InvalidTransition):
    """The words of the record belong to others now, so it cannot come back by itself."""

    def __init__(self, encounter: Encounter, why: str) -> None:
        super().__init__(encounter.status_code, "reopen")
        self.args = (why,)


@dataclasses.dataclass(frozen=True)
class Accounting:
    """Some pages of a bulletin, and the account of each of their words."""

    pages: Mapping[int, Page]
    layouts: Mapping[int, PageLayout]
    accounts: Mapping[int, tuple[Account, ...]]

    @cached_property
    def lines(self) -> list[PrintedLine]:
        return reading_order([layout for _, layout in sorted(self.layouts.items())])

    @cached_property
    def stretches(self) -> list[Stretch]:
        return accounting.stretches(self.lines, self.accounts)

    def words(self, standing: Standing) -> int:
        return sum(one.standing is standing for accounts in self.accounts.values() for one in accounts)

    def counts(self, number: int) -> dict[Standing, int]:
        """Words of each standing on a page, in the order of `Standing`."""
        counted = Counter(one.standing for one in self.accounts[number])
        return {standing: counted[standing] for standing in Standing}

    def places(self, encounter: Encounter) -> frozenset[Place]:
        """The words that a record holds."""
        return frozenset(
            (number, place)
            for number, accounts in self.accounts.items()
            for place, one in enumerate(accounts)
            if one.record == encounter.pk
        )


def account(bulletin: Bulletin, numbers: Collection[int] | None = None) -> Accounting:
    """The account of every word on some pages, or on all."""
    pages = Page.objects.filter(bulletin=bulletin)
    if numbers is not None:
        pages = pages.filter(number__in=numbers)
    found = {page.number: page for page in pages}
    layouts = {number: page.layout for number, page in found.items()}
    marked = holding.marked(bulletin, found)
    held = holding.held(bulletin, found, layouts, marked)
    accounts = {
        number: accounting.account(
            layouts[number], page.kinds, held=held.get(number, {}), marked=marked.get(number, {})
        )
        for number, page in found.items()
    }
    return Accounting(found, layouts, accounts)


def as_they_are(bulletin: Bulletin, pages: Collection[Page]) -> Collection[Page]:
    """Pages whose `kinds` say what their words are now, not what extraction said: to be shown, never saved."""
    if Mark.objects.filter(bulletin=bulletin, page__in=[page.number for page in pages]).exists():
        found = account(bulletin, [page.number for page in pages])
        for page in pages:
            page.kinds = [KINDS.get(one.standing, one.standing).value for one in found.accounts[page.number]]
    return pages


def around(bulletin: Bulletin, numbers: Collection[int]) -> Accounting:
    """The account of pages and of their neighbours, whose columns help to see theirs."""
    near = {number + step for number in range(min(numbers), max(numbers) + 1) for step in (-1, 0, 1)}
    return account(bulletin, near)


def refresh(bulletin: Bulletin, numbers: Collection[int]) -> None:
    """Say anew what is unexplained on some pages. The caller holds the bulletin's row."""
    runs = [
        {"page": run.page, "text": run.text, "boxes": [[b.page, b.x0, b.top, b.x1, b.bottom] for b in run.boxes]}
        for run in accounting.unexplained(account(bulletin, numbers).stretches)
    ]
    kept = [run for run in Bulletin.objects.get(pk=bulletin.pk).unexplained if run["page"] not in numbers]
    bulletin.unexplained = sorted(kept + runs, key=lambda run: run["page"])
    bulletin.save(update_fields=["unexplained"])


def say(
    bulletin: Bulletin,
    places: Collection[Place],
    kind: Mark.Kind,
    *,
    by: User,
    now: datetime.datetime,
    reason: str = "",
    encounter: Encounter | None = None,
) -> list[Mark]:
    """Write down what words are: a mark for each page. The caller holds the bulletin's row and knows them free."""
    by_page: dict[int, list[int]] = {}
    for number, place in sorted(places):
        by_page.setdefault(number, []).append(place)
    return [
        Mark.objects.create(
            bulletin=bulletin,
            page=number,
            words=on_page,
            kind=kind,
            reason=reason,
            encounter=encounter,
            by=by,
            at=now,
        )
        for number, on_page in by_page.items()
    ]


def hold(encounter: Encounter, *, by: User, now: datetime.datetime) -> None:
    """Give a record that a person wrote the words under its narrative which are nobody else's."""
    revision = encounter.current
    boxes = [Box(**box) for box in revision.evidence.get("narrative", ())]
    numbers = {box.page for box in boxes}
    found = account(encounter.bulletin, numbers)
    free = {
        (number, place)
        for number in found.pages
        for place in accounting.under(boxes, found.layouts[number])
        if found.accounts[number][place].record in (None, encounter.pk) and found.accounts[number][place].mark is None
    }
    say(encounter.bulletin, free, Mark.Kind.ENCOUNTER, by=by, now=now, encounter=encounter)
    refresh(encounter.bulletin, numbers)


def lock(bulletin: Bulletin) -> Bulletin:
    """Hold the bulletin's row to the end of the transaction: its words change in one hand at a time."""
    return Bulletin.objects.select_for_update().get(pk=bulletin.pk)


def check_reopen(encounter: Encounter) -> None:
    """Raise `Superseded` where other records have the words of a rejected one, or nobody has them any more."""
    rows = Succession.objects.filter(old=encounter, undone_at=None).select_related("new").order_by("id")
    if rows:
        names = " and ".join(row.new.name for row in rows)
        raise Superseded(encounter, f"This record was {rows[0].get_kind_display()} into {names}. Undo that instead.")
    marks = Mark.objects.filter(encounter=encounter)
    if not marks or marks.filter(undone_at=None).exists():
        return
    undone = Succession.objects.filter(new=encounter).select_related("old").order_by("id")
    if undone:
        names = " and ".join(row.old.name for row in undone)
        raise Superseded(encounter, f"The words of this record belong to {names} again.")
    raise Superseded(encounter, "The words of this record were given back. Mark them again as a new encounter.")


def can_reopen(encounter: Encounter) -> bool:
    try:
        check_reopen(encounter)
    except Superseded:
        return False
    return True
