"""Readings: words that a person points at are read by the extractor, and become a record.

The machine writes the first revision of it, as of every other record; what the person corrects comes after.
"""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from encounters.extraction import accounting as words
from encounters.extraction import periods, read_narrative
from encounters.extraction.codes import WordKind
from encounters.extraction.lines import PrintedLine
from encounters.extraction.periods import Period
from encounters.extraction.records import EncounterRecord
from encounters.extraction.revise import revise
from encounters.extraction.version import EXTRACTOR_VERSION
from encounters.models import Bulletin, Encounter, Event, Mark, Offense

from . import accounting, audit, drafts, encounters, revisions


def read(
    bulletin: Bulletin, lines: Sequence[PrintedLine], *, heading_state: str | None, sequence: int
) -> EncounterRecord:
    """What the extractor reads in printed lines that stand under a state heading."""
    return read_narrative(
        words.narrative_of(lines), heading_state=heading_state, sequence=sequence, period=period(bulletin)
    )


def period(bulletin: Bulletin) -> Period | None:
    """What the bulletin declares to cover, from its title, what it says besides its narratives, or its name."""
    introduction = " ".join(
        word[0]
        for page in bulletin.pages.order_by("number").iterator(chunk_size=50)
        for word, kind in zip(page.words, page.kinds, strict=False)
        if kind != WordKind.NARRATIVE
    )
    return periods.declared(bulletin.title, introduction, bulletin.filename)


@transaction.atomic
def add(
    bulletin: Bulletin,
    lines: Sequence[PrintedLine],
    *,
    heading_state: str | None,
    by: User,
    reason: str,
    now: datetime.datetime,
    values: Mapping[str, Any] | None = None,
) -> Encounter:
    """A new record that holds the words of `lines`. The caller holds the bulletin's row.

    `values` are corrections that hold for it already: the person's revision, behind the machine's.
    """
    sequence = drafts.next_sequence(bulletin)
    record = read(bulletin, lines, heading_state=heading_state, sequence=sequence)
    encounter = Encounter.objects.create(
        bulletin=bulletin,
        sequence=sequence,
        record_id=drafts.record_id(bulletin, sequence),
        created_at=now,
        updated_at=now,
    )
    first = revisions.build(record, encounter=encounter, number=1, at=now, extractor_version=EXTRACTOR_VERSION)
    first.save(force_insert=True)
    offenses, events = revisions.children(first, record)
    Offense.objects.bulk_create(offenses)
    Event.objects.bulk_create(events)
    encounters.point(encounter, first, version=encounter.version, now=now)
    accounting.say(bulletin, words.places_of(lines), Mark.Kind.ENCOUNTER, by=by, now=now, encounter=encounter)
    audit.record("encounter.added", subject=encounter, by=by, now=now, data={"reason": reason})
    if values:
        corrected = revise(record, values, narrative=words.narrative_of(lines))
        revisions.add(encounter, corrected, by=by, reason=reason, now=now, version=encounter.version)
    return encounter
