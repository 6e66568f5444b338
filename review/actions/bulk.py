"""Bulk actions: one decision over many records, looked at first, and taken back in one step.

Approving in bulk is for editors, and every record so approved is read again blind: nobody compared it
with its page.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction

from encounters import policies as roles
from encounters.actions import accounting
from encounters.actions.encounters import Stale
from encounters.lifecycle import EncounterStatus, InvalidTransition, target
from encounters.models import Encounter
from review import policies
from review.models import BulkAction, Claim, Decision

from . import decisions

MOST = 500
"""Records in one bulk action: what a person can look over before they agree."""

MOVES = {"approve": "approve", "reject": "reject", "unsure": "pass_on", "reopen": "reopen"}
"""The decisions that can be taken in bulk, and the move each makes."""


class TooMany(Exception):
    """More records than one bulk action takes."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What would happen: the records that would move, and those that would stay, each with the reason."""

    kind: str
    will: list[Encounter]
    stays: list[tuple[Encounter, str]]


def check_kind(kind: str, *, by: User) -> None:
    """Raise `PermissionDenied`, or `InvalidTransition` for what is no bulk action."""
    roles.check_reviewer(by)
    if kind not in MOVES:
        raise InvalidTransition(EncounterStatus.AWAITING_REVIEW, kind)
    if kind == "approve":
        roles.check_editor(by)


def preview(encounters: Iterable[Encounter], kind: str, *, by: User, now: datetime.datetime) -> Preview:
    """Look, and change nothing. Raises `TooMany`."""
    check_kind(kind, by=by)
    will: list[Encounter] = []
    stays: list[tuple[Encounter, str]] = []
    for encounter in encounters:
        why = obstacle(encounter, kind, by=by, now=now)
        if why:
            stays.append((encounter, why))
        else:
            will.append(encounter)
        if len(will) + len(stays) > MOST:
            raise TooMany(f"A bulk action takes at most {MOST} records. Narrow the filter.")
    return Preview(kind, will, stays)


def obstacle(encounter: Encounter, kind: str, *, by: User, now: datetime.datetime) -> str:
    """Why a record cannot take the decision now, or nothing."""
    try:
        target(encounter.status_code, MOVES[kind])
        if kind == "approve":
            policies.check_approve(by, encounter)
        if kind == "reopen":
            accounting.check_reopen(encounter)
    except (InvalidTransition, policies.OwnWork) as error:
        return str(error)
    claim: Claim | None = getattr(encounter, "claim", None)
    if claim is None or claim.until <= now or claim.by_id == by.pk:
        return ""
    return f"{claim.by.get_username()} has it open."


@transaction.atomic
def run(
    versions: Mapping[int, int], kind: str, *, note: str, by: User, now: datetime.datetime
) -> tuple[BulkAction, int, list[int]]:
    """Decide each record that is still at the version that was looked at.

    Returns the action, how many records it moved, and the ids of those that had changed meanwhile. Raises
    `NoteNeeded`, and then changes nothing.
    """
    check_kind(kind, by=by)
    if len(versions) > MOST:
        raise TooMany(f"A bulk action takes at most {MOST} records.")
    action = BulkAction.objects.create(kind=kind, note=note, by=by, at=now)
    moved, left = 0, []
    for encounter in Encounter.objects.filter(pk__in=versions).order_by("pk"):
        try:
            with transaction.atomic():
                _decide(encounter, kind, note=note, by=by, now=now, version=versions[encounter.pk], action=action)
            moved += 1
        except (Stale, InvalidTransition, policies.OwnWork):
            left.append(encounter.pk)
    return action, moved, left


def _decide(
    encounter: Encounter, kind: str, *, note: str, by: User, now: datetime.datetime, version: int, action: BulkAction
) -> None:
    functions = {"approve": decisions.approve, "reject": decisions.reject, "unsure": decisions.unsure}
    functions.get(kind, decisions.reopen)(encounter, by=by, now=now, version=version, note=note, bulk=action)


@transaction.atomic
def undo(action: BulkAction, *, by: User, now: datetime.datetime) -> tuple[int, int]:
    """Take a bulk action back where its decision still stands. Returns how many records moved, and how many stayed.

    A reopening is not taken back: the records wait for review, where they can be decided again.
    """
    roles.check_reviewer(by)
    if by.pk != action.by_id:
        roles.check_editor(by)
    action = BulkAction.objects.select_for_update().get(pk=action.pk)
    if action.undone_at or action.kind == "reopen":
        return 0, 0
    moved = stayed = 0
    for decision in Decision.objects.filter(bulk=action).select_related("encounter").order_by("id"):
        encounter = decision.encounter
        if Decision.objects.filter(encounter=encounter, pk__gt=decision.pk).exists():
            stayed += 1
            continue
        back = decisions.return_ if encounter.status == EncounterStatus.AWAITING_SECOND else decisions.reopen
        try:
            back(encounter, by=by, now=now, version=encounter.version, note=f"bulk action {action.pk} undone")
        except InvalidTransition:  # its words are another record's by now
            stayed += 1
        else:
            moved += 1
    action.undone_at, action.undone_by = now, by
    action.save(update_fields=["undone_at", "undone_by"])
    return moved, stayed
