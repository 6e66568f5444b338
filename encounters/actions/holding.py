"""Who says what a word is: the records that hold words, and the marks that people made.

The extractor's records hold the narrative words under their boxes. A person who corrects the boxes gives words
back, or takes such as nobody has; never another record's. Records that people made hold the words of their marks.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import QuerySet

from encounters.extraction import accounting
from encounters.extraction.accounting import Place, Standing
from encounters.extraction.layout import Box, PageLayout
from encounters.lifecycle import EncounterStatus
from encounters.models import Bulletin, Encounter, Mark, Page, Revision, Succession

type Held = dict[int, dict[int, int]]
"""By page and word the record that holds it."""
type Marked = dict[int, dict[int, tuple[int, Standing]]]
"""By page and word a person's mark and what it says."""


class _Record(NamedTuple):
    """A record of the extractor: where its narrative stands, and where it stood at first."""

    pk: int
    status: str
    number: int
    boxes: list[dict[str, Any]] | None


def live() -> QuerySet[Encounter]:
    """The encounters that no split or merge has replaced."""
    replaced = Succession.objects.filter(undone_at=None)
    return Encounter.objects.exclude(pk__in=replaced.values("old_id"))


def marked(bulletin: Bulletin, pages: Mapping[int, Page]) -> Marked:
    """What people said of words that are no record."""
    found: Marked = {}
    marks = Mark.objects.filter(bulletin=bulletin, page__in=pages, undone_at=None)
    for mark in marks.exclude(kind__in=[Mark.Kind.ENCOUNTER, Mark.Kind.READ_BY_EYE]):
        on_page = found.setdefault(mark.page, {})
        on_page |= {place: (mark.pk, Standing(mark.kind)) for place in mark.words}
    return found


def held(bulletin: Bulletin, pages: Mapping[int, Page], layouts: Mapping[int, PageLayout], said: Marked) -> Held:
    """The records of words on some pages. Of two with the same boxes one that is not rejected comes first."""
    found: Held = {}
    marks = list(Mark.objects.filter(bulletin=bulletin, kind=Mark.Kind.ENCOUNTER))
    by_hand = {mark.encounter_id for mark in marks if mark.encounter_id is not None}
    replaced = set(Encounter.objects.filter(pk__in=by_hand).exclude(pk__in=live()).values_list("pk", flat=True))
    for mark in marks:
        if mark.undone_at is None and mark.encounter_id not in replaced:
            found.setdefault(mark.page, {}).update(dict.fromkeys(mark.words, mark.encounter_id))
    records = _records(bulletin, pages, by_hand)
    first = dict(
        Revision.objects.filter(encounter__in=[r.pk for r in records if r.number > 1], number=1).values_list(
            "encounter_id", "evidence__narrative"
        )
    )
    now = {record.pk: _under(record.boxes, layouts) for record in records}
    changed = {record.pk for record in records if first.get(record.pk, record.boxes) != record.boxes}
    for pk, places in now.items():
        for number, place in places & _under(first[pk], layouts) if pk in changed else places:
            if _is_narrative(pages[number], place):
                found.setdefault(number, {}).setdefault(place, pk)
    for pk in changed:
        for number, place in now[pk]:
            if place not in said.get(number, {}):
                found.setdefault(number, {}).setdefault(place, pk)
    return found


def _records(bulletin: Bulletin, pages: Mapping[int, Page], by_hand: Iterable[int]) -> list[_Record]:
    near = live().filter(
        bulletin=bulletin,
        current_revision__page_first__lte=max(pages, default=0),
        current_revision__page_last__gte=min(pages, default=0),
    )
    columns = ("pk", "status", "current_revision__number", "current_revision__evidence__narrative")
    rows = near.exclude(pk__in=by_hand).order_by("sequence").values_list(*columns)
    return sorted((_Record(*row) for row in rows), key=lambda record: record.status == EncounterStatus.REJECTED)


def _under(boxes: Iterable[Mapping[str, Any]] | None, layouts: Mapping[int, PageLayout]) -> set[Place]:
    lines = [Box(**box) for box in boxes or ()]
    numbers = {box.page for box in lines} & layouts.keys()
    return {(number, place) for number in numbers for place in accounting.under(lines, layouts[number])}


def _is_narrative(page: Page, place: int) -> bool:
    return place < len(page.kinds) and page.kinds[place] == Standing.NARRATIVE
