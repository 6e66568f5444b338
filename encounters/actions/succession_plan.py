"""What a split or a merge would make, before anything is written: the parts, their values, what is left behind."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Min, QuerySet

from encounters.extraction import accounting as words
from encounters.extraction import carrying, parting
from encounters.extraction.accounting import Place
from encounters.extraction.invisible import visible
from encounters.extraction.layout import Box
from encounters.extraction.lines import PrintedLine
from encounters.extraction.records import EncounterRecord
from encounters.extraction.revise import revise
from encounters.lifecycle import EncounterStatus
from encounters.models import Bulletin, Encounter

from . import accounting, holding, readings
from .accounting import Accounting


class NotPossible(Exception):
    """The records cannot be split, merged or brought back now; the message says why."""


@dataclass(frozen=True, slots=True)
class Part:
    """A record as it would be: its printed lines, what the extractor reads in them, what people said before."""

    lines: tuple[PrintedLine, ...]
    heading_state: str | None
    read: EncounterRecord
    values: Mapping[str, Any]
    """The corrections that carry over, as `revise` takes them."""

    @property
    def record(self) -> EncounterRecord:
        return revise(self.read, self.values, narrative=words.narrative_of(self.lines)) if self.values else self.read

    @property
    def carried(self) -> tuple[str, ...]:
        return tuple(key for key in self.values if key != "evidence")

    @property
    def boxes(self) -> Sequence[Box]:
        return self.read.evidence["narrative"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a split or a merge would make, before anything is written."""

    parts: tuple[Part, ...]
    left_behind: tuple[str, ...]
    """Corrections that carry over into none of the parts, by evidence key."""


def split(encounter: Encounter, at: int) -> Plan:
    """The two records that begin with the narrative and at its character `at`. Raises `NotAWord`, `NotPossible`."""
    found = _near(encounter.bulletin, [encounter])
    lines = _lines(found, encounter)
    now = encounter.current.record
    sides = parting.part(lines, now.narrative, at)
    sequence = encounter.sequence
    told = (now.narrative[:at].strip(), now.narrative[at:].strip()) if _is_rewritten(encounter, lines) else ("", "")
    parts = [
        _part(encounter.bulletin, side, now.heading_state, sequence, [encounter], narrative=text)
        for side, text in zip(sides, told, strict=True)
    ]
    behind = carrying.left_behind(_read(encounter), now, [part.boxes for part in parts])
    return Plan(tuple(parts), behind)


def merge(first: Encounter, second: Encounter) -> Plan:
    """The one record that two neighbours make, in reading order. Raises `NotPossible`."""
    found = _near(first.bulletin, [first, second])
    own = [_lines(found, encounter) for encounter in (first, second)]
    lines = words.told([*own[0], *own[1]], found.places(first) | found.places(second))
    rewritten = any(_is_rewritten(*each) for each in zip((first, second), own, strict=True))
    text = f"{first.current.narrative} {second.current.narrative}" if rewritten else ""
    heading = first.current.heading_state
    part = _part(first.bulletin, lines, heading, first.sequence, [first, second], narrative=text)
    behind = [
        carrying.left_behind(_read(encounter), encounter.current.record, [part.boxes]) for encounter in (first, second)
    ]
    return Plan((part,), tuple(key for keys in behind for key in keys))


def neighbour(encounter: Encounter) -> Encounter | None:
    """The record that comes next in reading order, on the same page or a later one; rejected ones do not count."""
    last = encounter.current.page_last
    standing = _standing(encounter.bulletin)
    here = in_order(standing.filter(current_revision__page_first__lte=last, current_revision__page_last__gte=last))
    behind = here[here.index(encounter) + 1 :] if encounter in here else []
    if behind:
        return behind[0]
    later = standing.filter(current_revision__page_first__gt=last)
    number = later.aggregate(first=Min("current_revision__page_first"))["first"]
    return in_order(later.filter(current_revision__page_first=number))[0] if number else None


def character(encounter: Encounter, place: Place) -> int | None:
    """Where a word of the page stands in the record's narrative; None where a person rewrote that."""
    lines = _lines(_near(encounter.bulletin, [encounter]), encounter)
    narrative = words.narrative_of(lines)
    told = [
        (line.page, at)
        for line in lines
        for at, word in zip(line.places, line.words, strict=True)
        if visible(word.text)
    ]
    if place not in told or narrative.text != encounter.current.narrative:
        return None
    return narrative.starts[told.index(place)]


def in_order(some: Iterable[Encounter]) -> list[Encounter]:
    """Records of one bulletin as a person reads them: by the first word that each holds."""
    records = list(some)
    if not records:
        return []
    found = _near(records[0].bulletin, records)
    first: dict[int, int] = {}
    for rank, stretch in enumerate(found.stretches):
        if stretch.account.record is not None:
            first.setdefault(stretch.account.record, rank)
    return sorted(records, key=lambda encounter: first.get(encounter.pk, len(found.stretches)))


def _standing(bulletin: Bulletin) -> QuerySet[Encounter]:
    """The records of a bulletin that are neither replaced nor rejected."""
    standing = holding.live().filter(bulletin=bulletin).exclude(status=EncounterStatus.REJECTED)
    return standing.select_related("current_revision", "bulletin")


def _near(bulletin: Bulletin, some: Sequence[Encounter]) -> Accounting:
    """The account of the pages that records stand on, and of the pages around."""
    revisions = [encounter.current for encounter in some]
    first = min(revision.page_first for revision in revisions)
    last = max(revision.page_last for revision in revisions)
    return accounting.around(bulletin, range(first, last + 1))


def _lines(found: Accounting, encounter: Encounter) -> list[PrintedLine]:
    lines = words.told(found.lines, found.places(encounter))
    if not lines:
        raise NotPossible(f"Record {encounter.name} has no words on its pages, so it cannot be split or merged.")
    return lines


def _is_rewritten(encounter: Encounter, lines: Sequence[PrintedLine]) -> bool:
    """Whether a person corrected the text of the narrative itself: it no longer says what its words on the page say."""
    return encounter.current.narrative != words.narrative_of(lines).text


def _read(encounter: Encounter) -> EncounterRecord:
    """What the extractor last read; where a person wrote the record by hand, nothing but its narrative."""
    machine = encounter.revisions.filter(by=None).order_by("-number").first()
    if machine:
        return machine.record
    now = encounter.current
    return EncounterRecord(encounter.sequence, now.page_first, now.page_last, now.narrative, now.heading_state)


def _part(
    bulletin: Bulletin,
    lines: Sequence[PrintedLine],
    heading_state: str | None,
    sequence: int,
    olds: Sequence[Encounter],
    *,
    narrative: str,
) -> Part:
    """The record of some lines, with what people had corrected in the records that these words belong to.

    `narrative` is what a person says the lines say; empty where nobody corrected it.
    """
    read = readings.read(bulletin, lines, heading_state=heading_state, sequence=sequence)
    pairs = [(_read(old), old.current.record) for old in olds]
    lists = {name for before, after in pairs for name in carrying.corrected_lists(before, after)}
    boxes = read.evidence["narrative"]
    values = carrying.joined(carrying.carried(before, after, boxes, lists=sorted(lists)) for before, after in pairs)
    if narrative and narrative != read.narrative:
        values["narrative"] = narrative
    return Part(tuple(lines), heading_state, read, values)
