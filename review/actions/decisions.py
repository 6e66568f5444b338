"""Decisions: a person judges the current revision of an encounter, and its status follows.

Every function raises `InvalidTransition` where the status does not allow the move, `Stale` where the
encounter is no longer at `version`, `NoteNeeded` where a reason is missing, `PermissionDenied` or
`OwnWork` where policy forbids it; nothing is then written.
"""

import datetime
from typing import NotRequired, TypedDict, Unpack

from django.contrib.auth.models import User
from django.db import transaction

from encounters import policies as roles
from encounters.actions import encounters
from encounters.lifecycle import EncounterStatus, Verification, target
from encounters.models import Encounter
from review import policies
from review.models import BulkAction, Decision

from . import claims, sampling

NEED_NOTE = (Decision.Kind.REJECT, Decision.Kind.RETURN, Decision.Kind.UNSURE)


class NoteNeeded(Exception):
    """A rejection, a return or a doubt says why."""


class How(TypedDict):
    """Who decides when, at which version of the encounter, and why; `bulk` where it is one of many."""

    by: User
    now: datetime.datetime
    version: int
    note: NotRequired[str]
    bulk: NotRequired[BulkAction]


def approve(encounter: Encounter, **how: Unpack[How]) -> Encounter:
    """The record says what the page says. With two readers the first approval passes it on to the second."""
    policies.check_approve(how["by"], encounter)
    move = "pass_on" if policies.needs_second(encounter) else "approve"
    with transaction.atomic():
        decision = _decide(encounter, Decision.Kind.APPROVE, move, **how)
        if move == "approve":
            sampling.choose(encounter, first=decision)
    return encounter


def reject(encounter: Encounter, **how: Unpack[How]) -> Encounter:
    """This is no record, or a wrong one that nobody will mend; the note says why."""
    _decide(encounter, Decision.Kind.REJECT, "reject", **how)
    return encounter


def unsure(encounter: Encounter, **how: Unpack[How]) -> Encounter:
    """Somebody else should look; the note says at what."""
    _decide(encounter, Decision.Kind.UNSURE, "pass_on", **how)
    return encounter


def return_(encounter: Encounter, **how: Unpack[How]) -> Encounter:
    """Back to its reviewer; the note says why."""
    _decide(encounter, Decision.Kind.RETURN, "return", **how)
    return encounter


def reopen(encounter: Encounter, **how: Unpack[How]) -> Encounter:
    """Take a decision back; the record waits for review again, its revisions as they are."""
    _decide(encounter, Decision.Kind.REOPEN, "reopen", **how)
    return encounter


@transaction.atomic
def _decide(encounter: Encounter, kind: Decision.Kind, move: str, **how: Unpack[How]) -> Decision:
    by, now, note, bulk = how["by"], how["now"], how.get("note", "").strip(), how.get("bulk")
    roles.check_reviewer(by)
    target(encounter.status_code, move)  # an impossible move is the first thing to say
    if kind in NEED_NOTE and not note:
        raise NoteNeeded("Say why, in a word or a sentence.")
    verification = _verification(encounter)
    data = {"note": note} if note else None
    encounters.move(encounter, move, by=by, now=now, version=how["version"], verification=verification, data=data)
    decision = Decision.objects.create(
        encounter=encounter,
        revision=encounter.current,
        kind=kind,
        by=by,
        at=now,
        note=note,
        bulk=bulk,
        seconds=0.0 if bulk else claims.seconds_open(encounter, by=by, now=now),
    )
    claims.end(encounter)
    if encounter.status == EncounterStatus.AWAITING_REVIEW:
        sampling.withdraw(encounter)
    return decision


def _verification(encounter: Encounter) -> Verification:
    """Two readers, where the decision before this one is another person's approval of the same record."""
    last = Decision.objects.filter(encounter=encounter).order_by("-id").first()
    second = encounter.status == EncounterStatus.AWAITING_SECOND and last and last.kind == Decision.Kind.APPROVE
    return Verification.TWO_READERS if second else Verification.ONE_READER
