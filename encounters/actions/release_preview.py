"""What a release would hold if it were published now, beside the last one, and what stops it. Reads only."""

import datetime
from dataclasses import dataclass

from django.db.models import F

from encounters.lifecycle import AWAITING, EncounterStatus
from encounters.models import Encounter, Release


@dataclass(frozen=True, slots=True)
class Preview:
    """Numbers of records. `changed` are those whose approved revision or grade is another than in `previous`."""

    version: str
    previous: Release | None
    total: int
    new: int
    changed: int
    withdrawn: int
    awaiting: int
    rejected: int

    @property
    def stop(self) -> str | None:
        """Why it cannot be published, in a sentence, or null."""
        if not self.total:
            return "No record is approved, so a release would be empty."
        if self.previous and not (self.new or self.changed or self.withdrawn):
            return f"Release {self.previous.version} holds exactly these records already."
        return None


def preview(*, now: datetime.datetime) -> Preview:
    last = Release.objects.order_by("-pk").first()
    approved = Encounter.objects.filter(status=EncounterStatus.APPROVED)
    total = approved.count()
    pinned = kept = changed = 0
    if last:
        pinned = last.rows.count()
        still = last.rows.filter(encounter__status=EncounterStatus.APPROVED)
        kept = still.count()
        same = {"revision": F("encounter__approved_revision"), "verification": F("encounter__verification")}
        changed = still.exclude(**same).count()
    return Preview(
        version=next_version(now),
        previous=last,
        total=total,
        new=total - kept,
        changed=changed,
        withdrawn=pinned - kept,
        awaiting=Encounter.objects.filter(status__in=AWAITING).count(),
        rejected=Encounter.objects.filter(status=EncounterStatus.REJECTED).count(),
    )


def next_version(now: datetime.datetime) -> str:
    """`2026.11.0`, and `2026.11.1` for the second of a month."""
    month = f"{now.year}.{now.month}."
    numbers = Release.objects.filter(version__startswith=month).values_list("version", flat=True)
    return f"{month}{max((int(version.removeprefix(month)) for version in numbers), default=-1) + 1}"
