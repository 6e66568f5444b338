"""Numbers for editors: what waits, how fast it goes, how far readers agree, what the extractor gets wrong.

Nothing here writes. Counts that would grow with the dataset look at the newest records only, and say so.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.contrib.auth.models import User
from django.core.cache import cache
from django.db.models import Count, Min
from django.db.models.functions import TruncDate

from encounters.lifecycle import AWAITING, EncounterStatus
from encounters.models import Encounter, Revision

from .agreement import Agreement, by_field, differing
from .changes import Change, differences
from .highlights import label
from .models import Decision, SecondReading
from .wording import in_words

DAYS = 14
PACE_DAYS = 7
REMEMBERED = 60
LOOKED_AT = 500
"""How many of the newest corrected records, and of the newest second readings, are compared."""

JUDGED = (Decision.Kind.APPROVE, Decision.Kind.REJECT, Decision.Kind.UNSURE)


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits. `days_to_clear` is null where nobody decided anything lately."""

    waiting: int
    second: int
    oldest_at: datetime.datetime | None
    median_at: datetime.datetime | None
    a_day: float
    days_to_clear: float | None


@dataclass(frozen=True, slots=True)
class Pace:
    """One reviewer's work in the last `DAYS` days. `seconds` is the median from opening to deciding."""

    reviewer: str
    decisions: int
    seconds: float | None
    fast: int
    read_twice: int
    same: int


def backlog(*, now: datetime.datetime) -> Backlog:
    waits = Encounter.objects.filter(waits=True)
    count = waits.count()
    view = outlook(now=now)
    return Backlog(
        waiting=count,
        second=waits.filter(status=EncounterStatus.AWAITING_SECOND).count(),
        oldest_at=waits.aggregate(first=Min("created_at"))["first"],
        median_at=view.median_at,
        a_day=view.a_day,
        days_to_clear=view.days_to_clear(count),
    )


@dataclass(frozen=True, slots=True)
class Outlook:
    """How old what waits is, and how fast people decide: `a_day` over the last `PACE_DAYS` days."""

    median_at: datetime.datetime | None
    a_day: float

    def days_to_clear(self, waiting: int) -> float | None:
        """Null where nobody decided anything lately."""
        return waiting / self.a_day if self.a_day else None


def outlook(*, now: datetime.datetime) -> Outlook:
    """The outlook as it was at most `REMEMBERED` seconds ago: it goes through half of all that waits."""
    found: Outlook | None = cache.get("review-outlook")
    if found is None:
        since = now - datetime.timedelta(days=PACE_DAYS)
        judged = Decision.objects.filter(kind__in=JUDGED, at__gte=since).count()
        found = Outlook(median_created(), judged / PACE_DAYS)
        cache.set("review-outlook", found, REMEMBERED)
    return found


def median_created() -> datetime.datetime | None:
    """When the middle one of what waits came, of those in the status that most of it has: an index has these alone."""
    counts = {status: Encounter.objects.filter(status=status).count() for status in AWAITING}
    most = max(AWAITING, key=lambda status: counts[status])
    ages = Encounter.objects.filter(status=most).order_by("created_at", "id").values_list("created_at", flat=True)
    return ages[counts[most] // 2] if counts[most] else None


def by_day(*, now: datetime.datetime) -> list[tuple[datetime.date, int]]:
    """Decisions a day, the last `DAYS` days, today last."""
    days = [now.date() - datetime.timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    since = datetime.datetime.combine(days[0], datetime.time.min, tzinfo=now.tzinfo)
    rows = Decision.objects.filter(kind__in=JUDGED, at__gte=since).annotate(day=TruncDate("at")).order_by()
    counts = dict(rows.values("day").annotate(n=Count("pk")).values_list("day", "n"))
    return [(day, counts.get(day, 0)) for day in days]


def pace(*, now: datetime.datetime, only: User | None = None, fast: float) -> list[Pace]:
    """Each reviewer's pace and agreement, the busiest first; `only` one person's where that is all one may see."""
    rows = Decision.objects.filter(kind__in=JUDGED, at__gte=now - datetime.timedelta(days=DAYS))
    readings = SecondReading.objects.exclude(by__isnull=True)
    if only is not None:
        rows = rows.filter(by=only)
    seconds: dict[str, list[float]] = defaultdict(list)
    counts: Counter[str] = Counter()
    for name, taken in rows.values_list("by__username", "seconds").iterator():
        counts[name] += 1
        if taken is not None:
            seconds[name].append(taken)
    twice: Counter[str] = Counter()
    same: Counter[str] = Counter()
    for first, second, outcome in readings.order_by("-id").values_list("first_by__username", "by__username", "outcome")[
        :LOOKED_AT
    ]:
        for name in (first, second):
            twice[name] += 1
            same[name] += outcome == SecondReading.Outcome.AGREED
    return [
        Pace(
            reviewer=name,
            decisions=number,
            seconds=median(seconds[name]) if seconds[name] else None,
            fast=sum(taken < fast for taken in seconds[name]),
            read_twice=twice[name],
            same=same[name],
        )
        for name, number in counts.most_common()
    ]


def agreement() -> dict[str, Agreement]:
    """Agreement by field, in words, over the newest second readings."""
    readings = SecondReading.objects.exclude(by__isnull=True).select_related("revision__encounter").order_by("-id")
    rows = readings.prefetch_related("revision__offenses", "revision__events")[:LOOKED_AT]
    found = by_field((reading.revision.values, reading.values or {}) for reading in rows)
    return {label(field): each for field, each in found.items()}


@dataclass(frozen=True, slots=True)
class Corrections:
    """What people changed of what the extractor had said, over the newest `looked_at` corrected records."""

    looked_at: int
    fields: list[tuple[str, str, int]]
    """Extractor version, field, how many records: the most frequent first."""
    examples: list[tuple[str, Any, Any, int]]
    """Field, the machine's value, the approved one, how often: the most frequent first."""


def corrections(*, most: int = 20) -> Corrections:
    written = list(Revision.objects.filter(number__gt=1).order_by("-id").values_list("pk", flat=True)[:LOOKED_AT])
    approved = Encounter.objects.filter(status=EncounterStatus.APPROVED, approved_revision__in=written)
    newest = list(approved.order_by().values_list("pk", "approved_revision_id"))
    revisions = Revision.objects.select_related("encounter").prefetch_related("offenses", "events")
    first = revisions.filter(encounter__in=[pk for pk, _ in newest], number=1)
    drafts = {r.encounter_id: r for r in first if r.by_id is None}
    final = {r.encounter_id: r for r in revisions.filter(pk__in=[pk for _, pk in newest])}
    fields: Counter[tuple[str, str]] = Counter()
    examples: Counter[tuple[str, str, str]] = Counter()
    for pk, draft in drafts.items():
        fields.update((draft.extractor_version, label(field)) for field in differing(draft.values, final[pk].values))
        examples.update(map(example, differences(draft.record, final[pk].record)))
    return Corrections(
        looked_at=len(drafts),
        fields=[(version, field, count) for (version, field), count in fields.most_common(most)],
        examples=[(*example, count) for example, count in examples.most_common(most)],
    )


def example(change: Change) -> tuple[str, str, str]:
    """What was corrected, with the field and both values in words; items of a list count as those of one field."""
    field = change.field.partition(".")[0]
    return label(field), shown(field, change.before), shown(field, change.after)


def shown(field: str, value: Any) -> str:
    """A value in few words."""
    match in_words(field, value):
        case None:
            return "not said"
        case bool() as said:
            return "yes" if said else "no"
        case dict() as parts:
            return ", ".join(str(part) for part in parts.values() if part is not None)
        case word:
            return str(word)


def bars(days: Sequence[tuple[datetime.date, int]]) -> list[dict[str, Any]]:
    """A bar chart's rectangles: `height` of 100."""
    highest = max((count for _, count in days), default=0) or 1
    return [
        {"day": day, "count": count, "x": index * 30, "height": round(90 * count / highest, 1)}
        for index, (day, count) in enumerate(days)
    ]
