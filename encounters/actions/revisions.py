"""Revisions: every one is written here, with its offenses and events, and never changed."""

import dataclasses
import datetime

from django.contrib.auth.models import User
from django.db import transaction

from encounters.extraction.contract import dump_encounter
from encounters.extraction.records import EncounterRecord
from encounters.models import Encounter, Event, Offense, Revision
from encounters.models.revision import COLUMNS

from . import audit, encounters


def build(
    record: EncounterRecord, *, encounter: Encounter, number: int, at: datetime.datetime, **author: object
) -> Revision:
    """An unsaved revision that holds `record`; `author` is `by`, or `extractor_version`."""
    document = dump_encounter(record)
    return Revision(
        encounter=encounter,
        number=number,
        at=at,
        **{name: getattr(record, name) for name in COLUMNS},
        **{name: document[name] for name in ("evidence", "confidence", "warnings")},
        spans={key: [list(span) for span in spans] for key, spans in record.spans.items()},
        agency_match=dataclasses.asdict(record.agency_match) if record.agency_match else None,
        **author,
    )


def children(revision: Revision, record: EncounterRecord) -> tuple[list[Offense], list[Event]]:
    """The unsaved rows of a saved revision's lists."""
    offenses = [
        Offense(revision=revision, position=i, text=o.text, basis=o.basis, counts=o.counts, category=o.category)
        for i, o in enumerate(record.offenses)
    ]
    events = [
        Event(revision=revision, position=i, type=e.type, on=e.on, actor=e.actor) for i, e in enumerate(record.events)
    ]
    return offenses, events


@transaction.atomic
def add(
    encounter: Encounter, record: EncounterRecord, *, by: User, reason: str, now: datetime.datetime, version: int
) -> Revision:
    """Write what a person says the record is, as the next revision, and make it the current one.

    Raises `encounters.Stale` where the encounter is no longer at `version`; nothing is then written.
    """
    last = encounter.current_revision
    revision = build(record, encounter=encounter, number=last.number + 1 if last else 1, at=now, by=by, reason=reason)
    encounters.check_fresh(encounter, version=version)
    revision.save(force_insert=True)
    offenses, events = children(revision, record)
    Offense.objects.bulk_create(offenses)
    Event.objects.bulk_create(events)
    encounters.point(encounter, revision, version=version, now=now)
    audit.record(
        "encounter.revised", subject=encounter, by=by, now=now, data={"number": revision.number, "reason": reason}
    )
    return revision
