"""Decisions: a person judges the current revision of an encounter, and its status follows.

Every function raises `InvalidTransition` where the status does not allow the move, `Stale` where the
encounter is no longer at `version`, `PermissionDenied` or `OwnWork` where policy forbids it; nothing is
then written.
"""

import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from encounters import policies as roles
from encounters.actions import encounters
from encounters.lifecycle import EncounterStatus, Verification, target
from encounters.models import Encounter
from review import policies
from review.models import Decision

from . import claims, sampling

NEED_NOTE = (Decision.Kind.REJECT, Decision.Kind.RETURN, Decision.Kind.UNSURE)


class NoteNeeded(Exception):
    """A rejection, a return or a doubt says why."""


def approve(encounter: Encounter, *, by: User, now: datetime.datetime, version: int, note: str = "") -> Encounter:
    """The record says what the page says. With two readers the first approval passes it on to the second."""
    policies.check_approve(by, encounter)
    move = "pass_on" if policies.needs_second(encounter) else "approve"
    with transaction.atomic():
        verification = _verification(encounter)
        decision = _decide(
            encounter,
            Decision.Kind.APPROVE,
            move,
            by=by,
            now=now,
            version=version,
            note=note,
            verification=verification,
        )
        if move == "approve":
            sampling.choose(encounter, first=decision)
    return encounter


def reject(encounter: Encounter, *, by: User, now: datetime.datetime, version: int, note: str) -> Encounter:
    """This is no record, or a wrong one that nobody will mend; `note` says why."""
    roles.check_reviewer(by)
    _decide(encounter, Decision.Kind.REJECT, "reject", by=by, now=now, version=version, note=note)
    return encounter


def unsure(encounter: Encounter, *, by: User, now: datetime.datetime, version: int, note: str) -> Encounter:
    """Somebody else should look; `note` says at what."""
    roles.check_reviewer(by)
    _decide(encounter, Decision.Kind.UNSURE, "pass_on", by=by, now=now, version=version, note=note)
    return encounter


def return_(encounter: Encounter, *, by: User, now: datetime.datetime, version: int, note: str) -> Encounter:
    """Back to its reviewer, with a reason."""
    roles.check_reviewer(by)
    _back(encounter, Decision.Kind.RETURN, "return", by=by, now=now, version=version, note=note)
    return encounter


def reopen(encounter: Encounter, *, by: User, now: datetime.datetime, version: int, note: str = "") -> Encounter:
    """Take a decision back; the record waits for review again, its revisions as they are."""
    roles.check_reviewer(by)
    _back(encounter, Decision.Kind.REOPEN, "reopen", by=by, now=now, version=version, note=note)
    return encounter


@transaction.atomic
def _back(encounter: Encounter, kind: Decision.Kind, move: str, **rest: Any) -> None:
    """To review again; a blind reading of what was approved is then held against nothing."""
    _decide(encounter, kind, move, **rest)
    sampling.withdraw(encounter)


def _verification(encounter: Encounter) -> Verification:
    """Two readers, where the decision before this one is another person's approval of the same record."""
    last = Decision.objects.filter(encounter=encounter).order_by("-id").first()
    second = encounter.status == EncounterStatus.AWAITING_SECOND and last and last.kind == Decision.Kind.APPROVE
    return Verification.TWO_READERS if second else Verification.ONE_READER


@transaction.atomic
def _decide(
    encounter: Encounter,
    kind: Decision.Kind,
    move: str,
    *,
    by: User,
    now: datetime.datetime,
    version: int,
    note: str,
    verification: Verification = Verification.ONE_READER,
) -> Decision:
    target(encounter.status_code, move)  # an impossible move is the first thing to say
    note = note.strip()
    if kind in NEED_NOTE and not note:
        raise NoteNeeded("Say why, in a word or a sentence.")
    data = {"note": note} if note else None
    encounters.move(encounter, move, by=by, now=now, version=version, verification=verification, data=data)
    decision = Decision.objects.create(
        encounter=encounter,
        revision_id=encounter.current_revision_id,
        kind=kind,
        by=by,
        at=now,
        note=note,
        seconds=claims.seconds_open(encounter, by=by, now=now),
    )
    claims.release(encounter, by=by)
    return decision
