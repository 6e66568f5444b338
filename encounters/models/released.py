"""The pinned revisions of a release, read back as the records that `encounters.dataset` publishes.

What is read never changes: rows of releases, revisions and what hangs on them are append-only.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from encounters.dataset.about import Since
from encounters.dataset.difference import Change, Difference, Step, changes, compared
from encounters.dataset.rows import ReleasedRecord
from encounters.lifecycle import Verification

from .event import Event
from .offense import Offense
from .release import Release, ReleaseRow
from .revision import COLUMNS, Revision
from .succession import Succession

CHUNK = 1000
SUPPORT = ("evidence", "confidence", "warnings")
PINNED = (
    "encounter_id", "revision_id", "approved_at", "verification",
    "encounter__record_id", "encounter__sequence", "encounter__bulletin__sha256", "encounter__bulletin__filename",
    "encounter__bulletin__title", "encounter__bulletin__source_url",
    "revision__number", "revision__by_id", "revision__extractor_version", "revision__spans", "revision__agency_match",
    *(f"revision__{name}" for name in (*COLUMNS, *SUPPORT)),
)  # fmt: skip

type Columns = Mapping[str, Any]
type Lists = Mapping[int, list[dict[str, Any]]]
"""Offenses or events by revision."""


def stream(rows: QuerySet[ReleaseRow]) -> Iterator[ReleasedRecord]:
    """The records of some rows of one release, by encounter, `CHUNK` in memory at a time.

    Each chunk is read by queries of its own. A cursor held open while the caller writes its progress would,
    on SQLite, be refused as soon as another process writes.
    """
    last = 0
    while chunk := list(rows.filter(encounter_id__gt=last).order_by("encounter_id").values(*PINNED)[:CHUNK]):
        yield from _records(chunk)
        last = chunk[-1]["encounter_id"]


def timestamp(at: datetime.datetime) -> str:
    """`2026-11-03T14:05:06Z`."""
    return at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _records(chunk: list[Columns]) -> Iterator[ReleasedRecord]:
    machine = _machine_revisions([pinned for pinned in chunk if pinned["revision__by_id"] is not None])
    revision_ids = [pinned["revision_id"] for pinned in chunk] + [read["id"] for read in machine.values()]
    offenses = _lists(Offense.objects.filter(revision__in=revision_ids), "text", "basis", "counts", "category")
    events = _lists(Event.objects.filter(revision__in=revision_ids), "type", "on", "actor")
    for pinned in chunk:
        read = machine.get(pinned["encounter_id"])
        sequence = pinned["encounter__sequence"]
        yield ReleasedRecord(
            record_id=pinned["encounter__record_id"],
            bulletin_sha256=pinned["encounter__bulletin__sha256"],
            bulletin_filename=pinned["encounter__bulletin__filename"],
            bulletin_title=pinned["encounter__bulletin__title"] or None,
            source_url=pinned["encounter__bulletin__source_url"] or None,
            values=_values(pinned, "revision__", pinned["revision_id"], sequence, offenses, events),
            agency_match=pinned["revision__agency_match"],
            revision=pinned["revision__number"],
            approved_at=timestamp(pinned["approved_at"]),
            verification=Verification(pinned["verification"]),
            extractor_version=read["extractor_version"] if read else pinned["revision__extractor_version"] or None,
            spans=pinned["revision__spans"],
            machine=_values(read, "", read["id"], sequence, offenses, events) if read else None,
        )


def _values(
    columns: Columns, prefix: str, revision_id: int, sequence: int, offenses: Lists, events: Lists
) -> dict[str, Any]:
    """A revision as the contract's JSON has it."""
    values = {name: columns[f"{prefix}{name}"] for name in (*COLUMNS, *SUPPORT)}
    values["sequence"] = sequence
    values["encountered_on"] = _iso(values["encountered_on"])
    values["offenses"] = offenses.get(revision_id, [])
    values["events"] = events.get(revision_id, [])
    return values


def _machine_revisions(corrected: list[Columns]) -> dict[int, Columns]:
    """By encounter, what the extractor last read before a person wrote the pinned revision."""
    number = {pinned["encounter_id"]: pinned["revision__number"] for pinned in corrected}
    found = Revision.objects.filter(encounter__in=number, by=None).order_by("encounter_id", "number")
    columns = ("id", "encounter_id", "number", "extractor_version", *COLUMNS, *SUPPORT)
    return {
        read["encounter_id"]: read for read in found.values(*columns) if read["number"] < number[read["encounter_id"]]
    }


def _lists(rows: QuerySet[Any], *names: str) -> Lists:
    by_revision: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for revision_id, *cells in rows.order_by("revision_id", "position").values_list("revision_id", *names).iterator():
        by_revision[revision_id].append(dict(zip(names, map(_iso, cells), strict=True)))
    return by_revision


def _iso(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) else value


def difference(before: Release, after: Release) -> Difference:
    """What changed from one release to another. Only records that are pinned otherwise are read."""
    return compared(
        added=_record_ids(_missing(after, before)),
        changed=_changed(before, after),
        withdrawn=_record_ids(_missing(before, after)),
        steps=_steps(before, after),
    )


def since(before: Release, after: Release, *, alive: Callable[[], None]) -> Since:
    """How much changed from one release to the next: `difference` counted, without its ids in memory.

    `alive` is called again and again meanwhile.
    """
    steps = _steps(before, after)
    changed = 0
    for _ in _changed(before, after):
        changed += 1
        alive()
    return Since(
        version=before.version,
        added=_missing(after, before).count() - len({step.new for step in steps}),
        changed=changed,
        withdrawn=_missing(before, after).count() - len({step.old for step in steps}),
        split=len({step.old for step in steps if step.kind == "split"}),
        merged=len({step.new for step in steps if step.kind == "merge"}),
    )


def _changed(before: Release, after: Release) -> Iterator[Change]:
    return changes(zip(stream(_other(before, after)), stream(_other(after, before)), strict=True))


def _missing(release: Release, other: Release) -> QuerySet[ReleaseRow]:
    """The rows of records that `release` has and `other` has not."""
    elsewhere = ReleaseRow.objects.filter(release=other, encounter=OuterRef("encounter"))
    return release.rows.filter(~Exists(elsewhere))


def _other(release: Release, other: Release) -> QuerySet[ReleaseRow]:
    """The rows of `release` that `other` has with another revision or another grade."""
    elsewhere = ReleaseRow.objects.filter(release=other, encounter=OuterRef("encounter"))
    same = {"revision": OuterRef("revision"), "verification": OuterRef("verification")}
    return release.rows.filter(Exists(elsewhere.exclude(**same)))


def _steps(before: Release, after: Release) -> list[Step]:
    """The splits and merges between the two, as they stood when the later one was pinned."""
    until = max(before.created_at, after.created_at)
    stood = Succession.objects.filter(Q(undone_at=None) | Q(undone_at__gt=until), at__lte=until)
    between = stood.filter(
        old__in=_missing(before, after).values("encounter"), new__in=_missing(after, before).values("encounter")
    )
    ids = between.order_by("pk").values_list("kind", "old__record_id", "new__record_id")
    return [Step(kind, old, new) for kind, old, new in ids]


def _record_ids(rows: QuerySet[ReleaseRow]) -> Iterator[str]:
    return rows.order_by("encounter_id").values_list("encounter__record_id", flat=True).iterator()
