"""Successions: a record is parted in two, or two neighbours become one; the old give way and their words go over.

The new records are read again by the extractor; what people corrected in the old carries over where its words lie
in the new. Undoing brings the old back and rejects the new: a further step, nothing is erased.
"""

import datetime
from collections.abc import Sequence

from django.contrib.auth.models import User
from django.db import transaction

from encounters import policies
from encounters.lifecycle import AWAITING, EncounterStatus
from encounters.models import Bulletin, Encounter, Mark, Succession

from . import accounting, audit, encounters, readings, succession_plan
from .succession_plan import NotPossible, Plan


@transaction.atomic
def split(
    encounter: Encounter, *, at: int, by: User, now: datetime.datetime, version: int
) -> tuple[Encounter, Encounter]:
    """Part a record before the word that begins at character `at` of its narrative.

    Raises `NotAWord`, `NotPossible`, `Stale`.
    """
    policies.check_reviewer(by)
    bulletin = accounting.lock(encounter.bulletin)
    _check_awaiting(encounter)
    encounters.check_fresh(encounter, version=version)
    plan = succession_plan.split(encounter, at)
    reason = f"split from {encounter.record_id}"
    first, second = _replace([encounter], plan, Succession.Kind.SPLIT, bulletin, by=by, now=now, reason=reason)
    return first, second


@transaction.atomic
def merge(
    first: Encounter, second: Encounter, *, by: User, now: datetime.datetime, versions: tuple[int, int]
) -> Encounter:
    """Make one record of two neighbours of one bulletin, whichever is given first.

    Raises `NotPossible`, `Stale`.
    """
    policies.check_reviewer(by)
    bulletin = accounting.lock(first.bulletin)
    if first.pk == second.pk or first.bulletin_id != second.bulletin_id:
        raise NotPossible("Choose two records of one bulletin.")
    for encounter, version in zip((first, second), versions, strict=True):
        _check_awaiting(encounter)
        encounters.check_fresh(encounter, version=version)
    olds = succession_plan.in_order([first, second])
    if succession_plan.neighbour(olds[0]) != olds[1]:
        raise NotPossible(f"Records {olds[0]} and {olds[1]} do not stand next to each other: another is between them.")
    reason = f"merged from {olds[0].record_id} and {olds[1].record_id}"
    plan = succession_plan.merge(*olds)
    (whole,) = _replace(olds, plan, Succession.Kind.MERGE, bulletin, by=by, now=now, reason=reason)
    return whole


@transaction.atomic
def undo(encounter: Encounter, *, by: User, now: datetime.datetime) -> tuple[list[Encounter], list[Encounter]]:
    """Take back the split or merge that `encounter` went into or came of: the old return, the new are rejected.

    Returns the old, and those of the new that waited. Raises `NotPossible`, `Stale`.
    """
    policies.check_reviewer(by)
    bulletin = accounting.lock(encounter.bulletin)
    rows = steps(encounter)
    if not rows:
        raise NotPossible(f"Record {encounter.name} was neither split nor merged, or that has been undone.")
    olds = list({row.old_id: row.old for row in rows}.values())
    news = list({row.new_id: row.new for row in rows}.values())
    for new in news:
        if new.status == EncounterStatus.APPROVED:
            raise NotPossible(f"Record {new.name} is approved. Reopen it before you undo this.")
        if new.succeeded_by.filter(undone_at=None).exists():
            raise NotPossible(f"Record {new.name} was itself split or merged since. Undo that first.")
    Succession.objects.filter(pk__in=[row.pk for row in rows]).update(undone_at=now, undone_by=by)
    kind = rows[0].get_kind_display()
    note = f"{rows[0].kind} undone"
    waiting = [new for new in news if new.status in AWAITING]
    for new in waiting:
        encounters.move(new, "reject", by=by, now=now, version=new.version, data={"note": note})
    Mark.objects.filter(encounter__in=news, undone_at=None).update(undone_at=now, undone_by=by)
    for old in olds:
        encounters.move(old, "reopen", by=by, now=now, version=old.version, data={"note": note})
    data = {"kind": kind, "old": [old.record_id for old in olds], "new": [new.record_id for new in news]}
    audit.record("bulletin.succession_undone", subject=bulletin, by=by, now=now, data=data)
    return olds, waiting


def successors(encounter: Encounter) -> list[Encounter]:
    """The records that a split or merge put in place of this one, in their order; none where it stands."""
    rows = Succession.objects.filter(old=encounter, undone_at=None).select_related("new__current_revision")
    return [row.new for row in rows.order_by("id")]


def steps(encounter: Encounter) -> list[Succession]:
    """The rows of the split or merge that a record went into, else of the one that it came of."""
    rows = Succession.objects.filter(undone_at=None).select_related("old__bulletin", "new__bulletin").order_by("id")
    mine = rows.filter(old=encounter).first() or rows.filter(new=encounter).first()
    if mine is None:
        return []
    return list(rows.filter(old=mine.old_id) if mine.kind == Succession.Kind.SPLIT else rows.filter(new=mine.new_id))


def _check_awaiting(encounter: Encounter) -> None:
    if encounter.status not in AWAITING:
        status = encounter.get_status_display()
        raise NotPossible(f"Record {encounter.name} is {status}. Reopen it before you split or merge it.")


def _replace(
    olds: Sequence[Encounter],
    plan: Plan,
    kind: Succession.Kind,
    bulletin: Bulletin,
    *,
    by: User,
    now: datetime.datetime,
    reason: str,
) -> list[Encounter]:
    """Put the parts of a plan in place of records: the words go over, the old are rejected and point at the new."""
    news = [
        readings.add(
            bulletin, part.lines, heading_state=part.heading_state, by=by, reason=reason, now=now, values=part.values
        )
        for part in plan.parts
    ]
    names = " and ".join(new.record_id for new in news)
    note = f"{kind.label} into {names}"
    for old in olds:
        encounters.move(old, "reject", by=by, now=now, version=old.version, data={"note": note})
        for new in news:
            Succession.objects.create(old=old, new=new, kind=kind, by=by, at=now)
    data = {"old": [old.record_id for old in olds], "new": [new.record_id for new in news]}
    audit.record(f"bulletin.{kind}", subject=bulletin, by=by, now=now, data=data)
    return news
