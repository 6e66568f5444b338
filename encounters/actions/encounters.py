"""The one place that writes an encounter: its status, and which revision is the current one."""

import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from encounters.lifecycle import EncounterStatus, Verification, target
from encounters.models import Encounter, FiledWarning, Revision

from . import accounting, audit, closing


class Stale(Exception):
    """Somebody wrote the encounter since the caller read it. `encounter` is how it stands now."""

    def __init__(self, encounter: Encounter) -> None:
        self.encounter = encounter
        super().__init__("This record has changed since you opened it. Nothing was overwritten.")


@transaction.atomic
def move(
    encounter: Encounter,
    move_name: str,
    *,
    by: User,
    now: datetime.datetime,
    version: int,
    verification: Verification = Verification.ONE_READER,
    data: dict[str, Any] | None = None,
) -> Encounter:
    """Move an encounter's status along `lifecycle.TRANSITIONS`; one that becomes approved gets its `verification`.

    Raises `InvalidTransition`, or `Stale` where the encounter is no longer at `version`. A record that waits again
    reopens its bulletin.
    """
    status = target(encounter.status_code, move_name)
    if status == EncounterStatus.AWAITING_REVIEW:
        accounting.check_reopen(encounter)
        closing.open_again(encounter.bulletin, by=by, now=now)
    approved = status == EncounterStatus.APPROVED
    write(
        encounter,
        version=version,
        status=status,
        approved_revision_id=encounter.current_revision_id if approved else None,
        approved_at=now if approved else None,
        approved_by=by if approved else None,
        verification=verification if approved else "",
        updated_at=now,
    )
    audit.record(
        f"encounter.{move_name}",
        subject=encounter,
        by=by,
        now=now,
        data={"revision": encounter.current_revision_id} | (data or {}),
    )
    return encounter


def verify(encounter: Encounter, verification: Verification) -> None:
    """Raise the grade of an approved record; its values, version and status stay."""
    Encounter.objects.filter(pk=encounter.pk, status=EncounterStatus.APPROVED).update(verification=verification)
    encounter.verification = verification


def point(encounter: Encounter, revision: Revision, *, version: int, now: datetime.datetime) -> None:
    """Make `revision` the current one, and repeat the facts that queues are sorted by."""
    write(encounter, version=version, current_revision=revision, updated_at=now, **filing_keys(revision))
    FiledWarning.objects.filter(encounter=encounter).delete()
    FiledWarning.objects.bulk_create(filed_warnings(encounter, revision))


def filing_keys(revision: Revision) -> dict[str, Any]:
    return {
        "state": revision.state or "",
        "encountered_on": revision.encountered_on,
        "doubt": round(1 - min(revision.confidence.values(), default=1.0), 4),
    }


def filed_warnings(encounter: Encounter, revision: Revision) -> list[FiledWarning]:
    """The unsaved rows by which the queue finds what a revision warns of."""
    return [FiledWarning(encounter=encounter, code=code) for code in sorted({w["code"] for w in revision.warnings})]


def write(encounter: Encounter, *, version: int, **columns: Any) -> None:
    """Compare-and-set: one UPDATE that finds the encounter at `version` or finds nothing. Raises `Stale`."""
    columns["version"] = version + 1
    if not Encounter.objects.filter(pk=encounter.pk, version=version).update(**columns):
        raise Stale(Encounter.objects.select_related("current_revision").get(pk=encounter.pk))
    for name, value in columns.items():
        setattr(encounter, name, value)


def check_fresh(encounter: Encounter, *, version: int) -> None:
    """Lock the row and raise `Stale` where it is no longer at `version`, before anything is written."""
    now_there = Encounter.objects.select_for_update().get(pk=encounter.pk)
    if now_there.version != version:
        raise Stale(now_there)
