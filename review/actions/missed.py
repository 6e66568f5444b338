"""What the machine missed, at the desk: marks, splits and merges with the decisions that they are.

The record does the work (`encounters.actions`); here is what the desk adds: nobody takes a record from another
person's hands, and every record that gives way or comes back has a decision that says why.
"""

import datetime
from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction

from encounters.actions import marks, succession
from encounters.lifecycle import EncounterStatus
from encounters.models import Encounter, Mark
from review import policies
from review.models import Decision

from . import claims


class HeldByAnother(Exception):
    """Somebody else has the record open."""


@transaction.atomic
def undo_mark(mark: Mark, *, by: User, now: datetime.datetime) -> list[Mark]:
    """Take a mark back; an encounter that it had made is rejected. Raises `NotMarked`, `HeldByAnother`."""
    encounter = mark.encounter
    if encounter:
        check_hands([encounter], by=by, now=now)
    was = encounter.status if encounter else ""
    undone = marks.undo(mark, by=by, now=now)
    if encounter and was != EncounterStatus.REJECTED:
        encounter.refresh_from_db()
        decide(encounter, Decision.Kind.REJECT, marks.UNDONE, by=by, now=now)
    return undone


@transaction.atomic
def split(
    encounter: Encounter, *, at: int, by: User, now: datetime.datetime, version: int
) -> tuple[Encounter, Encounter]:
    """Part a record before the word that begins at character `at` of its narrative.

    Raises `NotOpen`, `HeldByAnother`, `NotAWord`, `NotPossible`, `Stale`.
    """
    policies.check_correct(by, encounter)
    check_hands([encounter], by=by, now=now)
    first, second = succession.split(encounter, at=at, by=by, now=now, version=version)
    note = f"split into {first.record_id} and {second.record_id}"
    decide(encounter, Decision.Kind.REJECT, note, by=by, now=now)
    return first, second


@transaction.atomic
def merge(
    first: Encounter, second: Encounter, *, by: User, now: datetime.datetime, versions: tuple[int, int]
) -> Encounter:
    """Make one record of two neighbours. Raises `NotOpen`, `HeldByAnother`, `NotPossible`, `Stale`."""
    olds = (first, second)
    for old in olds:
        policies.check_correct(by, old)
    check_hands(olds, by=by, now=now)
    whole = succession.merge(first, second, by=by, now=now, versions=versions)
    for old in olds:
        decide(old, Decision.Kind.REJECT, f"merged into {whole.record_id}", by=by, now=now)
    return whole


@transaction.atomic
def undo(encounter: Encounter, *, by: User, now: datetime.datetime) -> list[Encounter]:
    """Take back the split or merge of a record, whichever of its records is given. Returns those that came back.

    Raises `NotPossible`, `HeldByAnother`, `Stale`.
    """
    rows = succession.steps(encounter)
    check_hands({row.new for row in rows}, by=by, now=now)
    olds, news = succession.undo(encounter, by=by, now=now)
    note = f"{rows[0].kind} undone"
    for old in olds:
        decide(old, Decision.Kind.REOPEN, note, by=by, now=now)
    for new in news:
        decide(new, Decision.Kind.REJECT, note, by=by, now=now)
    return olds


def check_hands(some: Iterable[Encounter], *, by: User, now: datetime.datetime) -> None:
    for encounter in some:
        holder = claims.holder(encounter, now=now)
        if holder and holder.by_id != by.pk:
            raise HeldByAnother(
                f"{holder.by.get_username()} has record {encounter.name} open until {holder.until:%H:%M} UTC. "
                "Nothing was changed."
            )


def decide(encounter: Encounter, kind: Decision.Kind, note: str, *, by: User, now: datetime.datetime) -> None:
    """Note the decision behind a move that the record has made."""
    Decision.objects.create(encounter=encounter, revision_id=encounter.current.pk, kind=kind, by=by, at=now, note=note)
    claims.end(encounter)
