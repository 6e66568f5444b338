"""Second readings: who reads a drawn record anew, unseen by and not seeing the first, and what follows.

Which records are drawn is for `sampling.py`.
"""

import datetime
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet

from encounters import policies as roles
from encounters.actions import encounters
from encounters.extraction.contract import dump_encounter
from encounters.extraction.revise import revise
from encounters.lifecycle import EncounterStatus, Verification
from encounters.models import Encounter
from review.agreement import differing
from review.models import Decision, SecondReading

from . import claims, corrections, decisions
from .sampling import draft_of

Outcome = SecondReading.Outcome


class NotWaiting(Exception):
    """The reading is done, or in another person's hands."""


def waiting(*, by: User, now: datetime.datetime) -> QuerySet[SecondReading]:
    """What `by` could read blind: nothing that they decided or wrote before."""
    known = Decision.objects.filter(by=by).values("encounter_id")
    free = Q(held_until__isnull=True) | Q(held_until__lte=now) | Q(held_by=by)
    return (
        SecondReading.objects.filter(free, outcome=Outcome.WAITING)
        .exclude(encounter__in=known)
        .exclude(encounter__revisions__by=by)
    )


def is_held(reading: SecondReading, *, by: User, now: datetime.datetime) -> bool:
    """Whether `by` has the lease of a reading that waits."""
    return reading.held_by_id == by.pk and waiting(by=by, now=now).filter(pk=reading.pk).exists()


def take_next(*, by: User, now: datetime.datetime) -> SecondReading | None:
    """Take the lease of the next reading for `by`."""
    roles.check_reviewer(by)
    for reading in waiting(by=by, now=now).order_by("id")[: claims.TRIES]:
        if waiting(by=by, now=now).filter(pk=reading.pk).update(held_by=by, held_until=now + claims.LEASE):
            return reading
    return None


@transaction.atomic
def submit(reading: SecondReading, values: Mapping[str, Any], *, by: User, now: datetime.datetime) -> SecondReading:
    """Keep what the second reader says, and hold it against the first. Raises `NotWaiting`, `ContractError`."""
    roles.check_reviewer(by)
    reading = SecondReading.objects.select_for_update().select_related("encounter", "revision").get(pk=reading.pk)
    if not is_held(reading, by=by, now=now):
        raise NotWaiting("This reading is done, or somebody else has it. Nothing was written.")
    draft = draft_of(reading.encounter)
    said = dump_encounter(revise(draft, values, narrative=corrections.narrative_of(reading.encounter)))
    differs = differing(dump_encounter(reading.revision.record), said)
    reading.by, reading.at, reading.values = by, now, said
    reading.outcome = Outcome.DIFFERS if differs else Outcome.AGREED
    reading.save()
    if not differs:
        encounters.verify(reading.encounter, Verification.TWO_BLIND)
    return reading


def can_settle(reading: SecondReading, *, by: User) -> bool:
    """Whether `by` is a third person to both readers, or an editor."""
    own = by.pk in (reading.first_by_id, reading.by_id)
    return roles.is_editor(by) or (roles.is_reviewer(by) and not own)


@transaction.atomic
def settle(reading: SecondReading, values: Mapping[str, Any], *, by: User, now: datetime.datetime) -> SecondReading:
    """Decide between two readings that differ; `values` is what holds. A third person's word, or an editor's.

    Where it is not what was approved, the record is reopened, revised and approved anew, all as recorded steps.
    """
    roles.check_reviewer(by)
    reading = SecondReading.objects.select_for_update().get(pk=reading.pk)
    if reading.outcome != Outcome.DIFFERS:
        raise NotWaiting("These readings are settled already. Nothing was written.")
    if not can_settle(reading, by=by):
        raise PermissionDenied("Two readings are settled by a third person, or by an editor.")
    encounter = Encounter.objects.select_related("current_revision", "bulletin").get(pk=reading.encounter_id)
    if encounter.status != EncounterStatus.APPROVED:
        raise NotWaiting("The record is being reviewed again. Nothing was written.")
    reading.outcome, reading.settled_by, reading.settled_at = Outcome.SETTLED, by, now
    reading.save()
    if differing(dump_encounter(reading.revision.record), {**dump_encounter(reading.revision.record), **values}):
        note = "settled between two readings"
        decisions.reopen(encounter, by=by, now=now, version=encounter.version, note=note)
        corrections.save(encounter, values, by=by, reason=note, now=now, version=encounter.version)
        encounters.move(encounter, "approve", by=by, now=now, version=encounter.version, data={"note": note})
        Decision.objects.create(
            encounter=encounter,
            revision=encounter.current,
            kind=Decision.Kind.APPROVE,
            by=by,
            at=now,
            note=note,
        )
    encounters.verify(encounter, Verification.SETTLED)
    return reading
