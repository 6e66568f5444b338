"""Which approved records a second person reads blind.

A random share of approvals is drawn (`Policy.blind_share`), and every approval that was quicker than a
person can read (`FAST`). The draw depends on the record's name alone, so it cannot be steered, and can
be checked by anyone.
"""

import hashlib

from encounters.extraction.records import EncounterRecord
from encounters.models import Encounter
from review import policies
from review.models import Decision, SecondReading

FAST = 5.0
"""Seconds: a record is about 45 words, which nobody reads against its page in less."""

Outcome = SecondReading.Outcome


def is_drawn(record_id: str, share: float) -> bool:
    """Whether the record is in the random share: the first 8 digits of its name's hash, as a fraction of 1."""
    fraction = int(hashlib.sha256(record_id.encode()).hexdigest()[:8], 16) / 16**8
    return fraction < share


def choose(encounter: Encounter, *, first: Decision) -> SecondReading | None:
    """Draw a record that was just approved, in the same transaction. What a person added has no unread draft."""
    fast = first.seconds is not None and first.seconds < FAST
    drawn = is_drawn(encounter.record_id, policies.in_force().blind_share)
    if not (fast or drawn) or not has_draft(encounter):
        return None
    reading, _ = SecondReading.objects.get_or_create(
        encounter=encounter,
        revision=encounter.current,
        defaults={
            "because": SecondReading.Because.SAMPLE if drawn else SecondReading.Because.FAST,
            "chosen_at": first.at,
            "first_by": first.by,
        },
    )
    return reading


def has_draft(encounter: Encounter) -> bool:
    """Whether an extractor read the record before any person did."""
    return encounter.revisions.filter(number=1, by__isnull=True).exists()


def draft_of(encounter: Encounter) -> EncounterRecord:
    """What the extractor alone said: all that a blind reader is shown. Only what has a draft is drawn."""
    return encounter.revisions.get(number=1, by__isnull=True).record


def withdraw(encounter: Encounter) -> None:
    """The record goes back to review: a reading that waits would be held against nothing."""
    SecondReading.objects.filter(encounter=encounter, outcome__in=[Outcome.WAITING, Outcome.DIFFERS]).update(
        outcome=Outcome.VOID
    )
