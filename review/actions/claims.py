"""Claims: one person at a time has an encounter open, for `LEASE`, renewed by activity.

The records that come next are held for a person too, `ahead` and for the shorter `AHEAD`, so that nobody else is
handed what their browser has ready. A claim is taken by one statement, which two people cannot both win.

That statement is composed once for each kind of question (`review.composed`): whoever claims waits for it.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from encounters import policies
from encounters.lifecycle import AWAITING, EncounterStatus
from encounters.models import Encounter
from review.composed import Composed, Named
from review.keyset import Keyset
from review.models import Claim, Decision

LEASE = datetime.timedelta(minutes=15)
AHEAD = datetime.timedelta(minutes=2)
TRIES = 25
"""How often `take_next` looks again when others are quicker."""
READING = Keyset("bulletin_id", "sequence")
"""The order of the print."""
FRONT = (0, 0)
"""Before the first record. SQLite takes the index of the order only where a condition names its first column;
without one it reads and sorts all that waits, to find the first."""

TAKE = """
INSERT INTO review_claim (encounter_id, by_id, opened_at, until, ahead)
SELECT found.id, %s, %s, %s, %s FROM ({rows}) AS found WHERE {each}
ON CONFLICT (encounter_id) DO UPDATE SET
    opened_at = CASE WHEN review_claim.by_id = excluded.by_id AND review_claim.ahead = excluded.ahead
        AND review_claim.until > excluded.opened_at THEN review_claim.opened_at ELSE excluded.opened_at END,
    by_id = excluded.by_id, until = excluded.until, ahead = excluded.ahead
WHERE review_claim.until <= excluded.opened_at
    OR (review_claim.by_id = excluded.by_id AND review_claim.ahead >= excluded.ahead)
RETURNING encounter_id
"""
"""Take or renew the claim on each of `rows`. One's own that was ahead is opened now; an open one is not put ahead."""
WITHOUT_WAITING = "set_config('synchronous_commit', 'off', true) IS NOT NULL"
"""True, and PostgreSQL answers before this transaction is on the disk. The claim is there for all others at once; only
if the database itself should crash within the next second is it forgotten, as if its time had run out. Whoever works
on the record loses nothing: what they decide is kept by the record's version, not by the claim."""


@dataclass(frozen=True, slots=True)
class Among:
    """Some of what waits. `narrow` composes them from all, with `Named` values, which are in `values`; two that compare
    equal compose the same."""

    narrow: Callable[[QuerySet[Encounter]], QuerySet[Encounter]]
    values: Mapping[str, Any] = field(default_factory=dict)


def _all(rows: QuerySet[Encounter]) -> QuerySet[Encounter]:
    return rows


ALL = Among(_all)


@dataclass(frozen=True, slots=True)
class Mark:
    """A record in reading order, as a question names it."""

    pk: Named
    bulletin_id: Named
    sequence: Named


MARK = Mark(Named("after"), Named("bulletin_behind"), Named("sequence_behind"))


def take(encounter: Encounter, *, by: User, now: datetime.datetime, ahead: bool = False) -> Claim | None:
    """Take or renew the claim; None where another person holds it."""
    policies.check_reviewer(by)
    values = {"by": by.pk, "now": now, "ahead": ahead, "pk": encounter.pk}
    if _take(_one(), values) is None:
        return None
    return Claim.objects.select_related("by").get(encounter=encounter)


def take_next(
    *,
    by: User,
    now: datetime.datetime,
    after: Encounter | None = None,
    ahead: bool = False,
    among: Among = ALL,
) -> Encounter | None:
    """Claim the next record for `by`: the one behind `after` in its bulletin, else the first that waits, of `among`."""
    policies.check_reviewer(by)
    values = {**among.values, "by": by.pk, "now": now, "ahead": ahead}
    if after is not None:
        values |= {"after": after.pk, "bulletin_behind": after.bulletin_id, "sequence_behind": after.sequence}
    for _ in range(TRIES):
        for rows in next_ones(among.narrow, behind=after is not None, ahead=ahead):
            pk = _take(rows, values)
            if pk is not None:
                return _encounter(pk)
            if _first(rows.sql, rows.bound(values)) is not None:
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


@cache
def _one() -> Composed:
    """The id of the record `pk`."""
    return Composed.of(Encounter.objects.filter(pk=Named("pk")).order_by().values("id"))


@cache
def _whole() -> Composed:
    """The record `pk`."""
    return Composed.of(Encounter.objects.filter(pk=Named("pk")).order_by())


def _encounter(pk: int) -> Encounter:
    whole = _whole()
    return Encounter.objects.raw(whole.sql, whole.bound({"pk": pk}))[0]


@lru_cache(maxsize=256)
def next_ones(
    narrow: Callable[[QuerySet[Encounter]], QuerySet[Encounter]], *, behind: bool, ahead: bool
) -> tuple[Composed, ...]:
    """Where the next record is looked for, one place after the other; each gives one id."""
    rows = narrow(waiting(by=Named("by"), now=Named("now"), ahead=ahead))
    return tuple(Composed.of(some.values("id")[:1]) for some in in_order(rows, MARK if behind else None))


def _take(rows: Composed, values: Mapping[str, Any]) -> int | None:
    """The id of the one row of `rows` if it could be claimed."""
    taking = taking_of(rows)
    return _first(taking.sql, taking.bound({**values, "until": values["now"] + (AHEAD if values["ahead"] else LEASE)}))


def taking_of(rows: Composed) -> Composed:
    """The statement that claims the one row of `rows`. Rows that another transaction is about to take are passed over,
    where the database can tell. It waits for the disk only as part of a transaction that does more."""
    locked = " FOR NO KEY UPDATE SKIP LOCKED" if connection.features.has_select_for_update_skip_locked else ""
    alone = connection.vendor == "postgresql" and not connection.in_atomic_block
    sql = TAKE.format(rows=rows.sql + locked, each=WITHOUT_WAITING if alone else "true")
    return Composed(sql, (*map(Named, ("by", "now", "until", "ahead")), *rows.params))


def _first(sql: str, params: list[Any]) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        row = cursor.fetchone()
    return row[0] if row else None


def in_order(rows: QuerySet[Encounter], after: Encounter | Mark | None) -> Iterator[QuerySet[Encounter]]:
    """`rows` in reading order: those behind `after`, then all others from the front."""
    if after is not None:
        yield READING.sort(READING.past(rows, after.bulletin_id, after.sequence))
        rows = rows.exclude(pk=after.pk)
    yield READING.sort(READING.past(rows, *FRONT))


def following(rows: QuerySet[Encounter], after: Encounter | None) -> Encounter | None:
    """The next of `rows` in reading order behind `after`, then from the front."""
    return next((found for some in in_order(rows, after) if (found := some.first())), None)


def waiting(*, by: User | Named, now: datetime.datetime | Named, ahead: bool = False) -> QuerySet[Encounter]:
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


def live(now: datetime.datetime | Named) -> QuerySet[Claim]:
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


def end(encounter: Encounter) -> None:
    """Nobody has the encounter open any more: it is decided, whoever held it."""
    Claim.objects.filter(encounter=encounter).delete()


def leave(pks: Iterable[int], *, by: User, all_ahead: bool = False) -> None:
    """Give all these back, where `by` holds them, and whatever else they hold ahead where `all_ahead`.

    Who decides a record and leaves at once sends both together, and a decision opens the next record: so what is
    being decided is waited for, and what it opened is given back too. Another window of `by` that had something ahead
    is handed the next record anew.
    """
    pks = list(pks)
    held = Q(encounter__in=pks) | Q(ahead=True) if all_ahead else Q(encounter__in=pks)
    with transaction.atomic():
        list(Encounter.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk").values_list("pk"))
        Claim.objects.filter(held, by=by).delete()
