"""Drafts: what the extractor found becomes pages, encounters and their first revisions, all at once."""

import datetime
from collections.abc import Sequence

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max

from encounters.extraction.layout import PageLayout
from encounters.extraction.records import EncounterRecord, Extraction
from encounters.extraction.version import EXTRACTOR_VERSION
from encounters.models import Bulletin, Encounter, Event, FiledWarning, Offense, Page, Revision

from . import accounting, closing, encounters, revisions

BATCH = 500


@transaction.atomic
def save(bulletin: Bulletin, extraction: Extraction, layouts: Sequence[PageLayout], *, now: datetime.datetime) -> None:
    """Write everything that one extraction found. The caller holds the bulletin's lease."""
    kinds = {account.number: [kind.value for kind in account.kinds] for account in extraction.accounts}
    Page.objects.bulk_create(
        [
            Page(
                bulletin=bulletin,
                number=layout.number,
                width=layout.width,
                height=layout.height,
                source=layout.source,
                words=Page.words_of(layout),
                kinds=kinds.get(layout.number, []),
            )
            for layout in layouts
        ],
        batch_size=BATCH,
    )
    records = extraction.encounters
    drafts = Encounter.objects.bulk_create(
        [
            Encounter(
                bulletin=bulletin,
                sequence=record.sequence,
                record_id=record_id(bulletin, record.sequence),
                created_at=now,
                updated_at=now,
            )
            for record in records
        ],
        batch_size=BATCH,
    )
    first = [
        revisions.build(record, encounter=encounter, number=1, at=now, extractor_version=EXTRACTOR_VERSION)
        for encounter, record in zip(drafts, records, strict=True)
    ]
    Revision.objects.bulk_create(first, batch_size=BATCH)
    offenses: list[Offense] = []
    events: list[Event] = []
    warned: list[FiledWarning] = []
    for encounter, revision, record in zip(drafts, first, records, strict=True):
        more_offenses, more_events = revisions.children(revision, record)
        offenses += more_offenses
        events += more_events
        for name, value in encounters.filing_keys(revision).items():
            setattr(encounter, name, value)
        encounter.current_revision = revision
        warned += encounters.filed_warnings(encounter, revision)
    Offense.objects.bulk_create(offenses, batch_size=BATCH)
    Event.objects.bulk_create(events, batch_size=BATCH)
    FiledWarning.objects.bulk_create(warned, batch_size=BATCH)
    Encounter.objects.bulk_update(drafts, ["current_revision", "state", "encountered_on", "doubt"], batch_size=BATCH)


def record_id(bulletin: Bulletin, sequence: int) -> str:
    """The record's public name for ever: the same file gives the same names in every installation."""
    return f"{bulletin.sha256[:12]}-{sequence:04d}"


def next_sequence(bulletin: Bulletin) -> int:
    """The number of a record that is added behind all others; the caller's transaction keeps it free."""
    Bulletin.objects.select_for_update().get(pk=bulletin.pk)
    last = bulletin.encounters.aggregate(last=Max("sequence"))["last"]
    return (last or 0) + 1


@transaction.atomic
def add(bulletin: Bulletin, record: EncounterRecord, *, by: User, reason: str, now: datetime.datetime) -> Encounter:
    """One record that a person found in a bulletin, with its first revision; free words under it are then its own."""
    bulletin = closing.open_again(bulletin, by=by, now=now)
    encounter = Encounter.objects.create(
        bulletin=bulletin,
        sequence=record.sequence,
        record_id=record_id(bulletin, record.sequence),
        created_at=now,
        updated_at=now,
    )
    revisions.add(encounter, record, by=by, reason=reason, now=now, version=encounter.version)
    accounting.hold(encounter, by=by, now=now)
    return encounter
