"""Claims: one person at a time has an encounter open, for `LEASE`, renewed by activity.

The records that come next are held for a person too, `ahead` and for the shorter `AHEAD`, so that nobody else is
handed what their browser has ready. A claim is taken by one statement, which two people cannot both win.
"""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from encounters import policies
from encounters.lifecycle import AWAITING, EncounterStatus
from encounters.models import Encounter
from review.keyset import Keyset
from review.models import Claim, Decision

LEASE = datetime.timedelta(minutes=15)
AHEAD = datetime.timedelta(minutes=2)
TRIES = 25
"""How often `take_next` looks again when others are quicker."""
READING = Keyset("bulletin_id", "sequence")
"""The order of the print."""
FRONT = "0~0"
"""Before the first record. SQLite takes the index of the order only where a condition names its first column;
without one it reads and sorts all that waits, to find the first."""

TAKE = """
INSERT INTO review_claim (encounter_id, by_id, opened_at, until, ahead)
SELECT found.id, %s, %s, %s, %s FROM ({rows}) AS found WHERE true
ON CONFLICT (encounter_id) DO UPDATE SET
    opened_at = CASE WHEN review_claim.by_id = excluded.by_id AND review_claim.ahead = excluded.ahead
        AND review_claim.until > excluded.opened_at THEN review_claim.opened_at ELSE excluded.opened_at END,
    by_id = excluded.by_id, until = excluded.until, ahead = excluded.ahead
WHERE review_claim.until <= excluded.opened_at
    OR (review_claim.by_id = excluded.by_id AND review_claim.ahead >= excluded.ahead)
RETURNING encounter_id
"""
"""Take or renew the claim on each of `rows`. One's own that was ahead is opened now; an open one is not put ahead."""


def take(encounter: Encounter, *, by: User, now: datetime.datetime, ahead: bool = False) -> Claim | None:
    """Take or renew the claim; None where another person holds it."""
    policies.check_reviewer(by)
    if _take(Encounter.objects.filter(pk=encounter.pk), by=by, now=now, ahead=ahead) is None:
        return None
    return Claim.objects.select_related("by").get(encounter=encounter)


def take_next(
    *,
    by: User,
    now: datetime.datetime,
    after: Encounter | None = None,
    ahead: bool = False,
    among: QuerySet[Encounter] | None = None,
) -> Encounter | None:
    """Claim the next record for `by`: the one behind `after` in its bulletin, else the first that waits.

    `among` are some of those that `waiting` gives, with the same `ahead`.
    """
    policies.check_reviewer(by)
    rows = waiting(by=by, now=now, ahead=ahead) if among is None else among
    for _ in range(TRIES):
        for some in in_order(rows, after):
            pk = _take(some[:1], by=by, now=now, ahead=ahead)
            if pk is not None:
                return Encounter.objects.get(pk=pk)
            if some.exists():
                break  # somebody was quicker: look again from where we were
        else:
            return None
    return None


def open_ahead(pk: int, *, by: User, now: datetime.datetime) -> Encounter | None:
    """Open the record that `by` has ahead; None where it is no longer theirs, or waits no longer."""
    held = Claim.objects.filter(encounter=pk, by=by, ahead=True, encounter__status__in=AWAITING)
    if not held.update(ahead=False, opened_at=now, until=now + LEASE):
        return None
    return Encounter.objects.get(pk=pk)


def keep_ahead(*, by: User, now: datetime.datetime) -> None:
    """Renew what `by` has ahead, while they work on what is before it."""
    live(now).filter(by=by, ahead=True).update(until=now + AHEAD)


def _take(rows: QuerySet[Encounter], *, by: User, now: datetime.datetime, ahead: bool = False) -> int | None:
    """The id of the one row of `rows` if it could be claimed."""
    with connection.cursor() as cursor:
        cursor.execute(*taking(rows, by=by, now=now, ahead=ahead))
        taken = cursor.fetchone()
    return taken[0] if taken else None


def taking(
    rows: QuerySet[Encounter], *, by: User, now: datetime.datetime, ahead: bool = False
) -> tuple[str, list[Any]]:
    """The statement that claims the one row of `rows`, and its parameters. Rows that another transaction is about to
    take are passed over, where the database can tell."""
    sql, params = rows.values("id").query.sql_with_params()
    if connection.features.has_select_for_update_skip_locked:
        sql += " FOR NO KEY UPDATE SKIP LOCKED"
    until = now + (AHEAD if ahead else LEASE)
    times = [connection.ops.adapt_datetimefield_value(time) for time in (now, until)]
    return TAKE.format(rows=sql), [by.pk, *times, ahead, *params]


def in_order(rows: QuerySet[Encounter], after: Encounter | None) -> Iterator[QuerySet[Encounter]]:
    """`rows` in reading order: those behind `after`, then all others from the front."""
    if after is not None:
        yield READING.sort(READING.behind(rows, READING.position(after)))
        rows = rows.exclude(pk=after.pk)
    yield READING.sort(READING.behind(rows, FRONT))


def following(rows: QuerySet[Encounter], after: Encounter | None) -> Encounter | None:
    """The next of `rows` in reading order behind `after`, then from the front."""
    return next((found for some in in_order(rows, after) if (found := some.first())), None)


def waiting(*, by: User, now: datetime.datetime, ahead: bool = False) -> QuerySet[Encounter]:
    """What `by` could take: awaiting a person, not in another's hands, and not a second reading of their own first.

    What they have open already is nothing to take `ahead`.
    """
    others = live(now).filter(encounter=OuterRef("pk"))
    others = others.exclude(by=by, ahead=True) if ahead else others.exclude(by=by)
    own = Decision.objects.filter(
        encounter=OuterRef("pk"),
        # No decision is on a later revision. Without this PostgreSQL reads all that `by` ever decided, for one row.
        revision__lte=OuterRef("current_revision"),
        by=by,
        kind__in=[Decision.Kind.APPROVE, Decision.Kind.UNSURE],
    )
    return Encounter.objects.filter(waits=True).exclude(Exists(others)).exclude(
        Q(status=EncounterStatus.AWAITING_SECOND) & Q(Exists(own))
    )  # fmt: skip


def live(now: datetime.datetime) -> QuerySet[Claim]:
    return Claim.objects.filter(until__gt=now)


def held_by_others(*, by: User, now: datetime.datetime) -> int:
    """How many records wait in other people's hands. There are few claims, so it is they that are gone through."""
    waits = Encounter.objects.filter(pk=OuterRef("encounter"), waits=True)
    return live(now).filter(Exists(waits)).exclude(by=by).count()


def holder(encounter: Encounter, *, now: datetime.datetime) -> Claim | None:
    """The live claim on an encounter, if there is one."""
    return live(now).select_related("by").filter(encounter=encounter).first()


def seconds_open(encounter: Encounter, *, by: User, now: datetime.datetime) -> float | None:
    """How long `by` has had the encounter open; null where they do not, or hold it ahead unseen."""
    claim = Claim.objects.filter(encounter=encounter, by=by, ahead=False).first()
    return (now - claim.opened_at).total_seconds() if claim else None


def release(encounter: Encounter, *, by: User) -> None:
    """Give the encounter back, where `by` holds it."""
    leave([encounter.pk], by=by)


def leave(pks: Iterable[int], *, by: User) -> None:
    """Give all these back, where `by` holds them."""
    Claim.objects.filter(encounter__in=pks, by=by).delete()
