"""Walks: which records somebody goes through, in which order, and which one comes next.

A walk is a filter of the queue, an order and a place in it. It is kept in the address alone (`review.views.walking`),
so it survives signing out, and two windows can be in two walks.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q, QuerySet

from encounters.lifecycle import EncounterStatus
from encounters.models import Encounter, FiledWarning
from encounters.models.encounter import LOTS
from review.composed import Named
from review.mixing import Mixed, Place

from . import claims

ANY = "any"
"""Asks for every status."""


@dataclass(frozen=True, slots=True)
class Walk:
    """`filters` as `matching` takes them; `order` is `reading` or `doubt`; `place` is for the order of doubt."""

    filters: Mapping[str, Any] = field(default_factory=dict)
    order: str = "reading"
    place: Place = field(default_factory=Place)


def matching(
    filters: Mapping[str, Any], *, by: User, now: datetime.datetime, among: QuerySet[Encounter] | None = None
) -> QuerySet[Encounter]:
    """The encounters that a filter asks for; with none, all that wait."""
    rows = Encounter.objects.all() if among is None else among
    return narrowed(rows, asked(filters, now=now), by=by, now=now)


def asked(filters: Mapping[str, Any], *, now: datetime.datetime) -> dict[str, Any]:
    """What `filters` ask for, without what they leave open; `before` is the time when a record must have come by."""
    said = {name: filters[name] for name in ("status", "state", "warning", "mine") if filters.get(name)}
    if filters.get("bulletin"):
        said["bulletin"] = getattr(filters["bulletin"], "pk", filters["bulletin"])
    if filters.get("doubt_min") is not None:
        said["doubt_min"] = filters["doubt_min"]
    if filters.get("days") is not None:
        said["before"] = now - datetime.timedelta(days=filters["days"])
    return said


def narrowed(
    found: QuerySet[Encounter], asked: Mapping[str, Any], *, by: User | Named, now: datetime.datetime | Named
) -> QuerySet[Encounter]:
    """The rows of `found` that are asked for; values may be `Named`, all but `any` status."""
    if "status" not in asked:
        found = found.filter(waits=True)
    elif asked["status"] != ANY:
        found = found.filter(status=asked["status"])
    if "state" in asked:
        found = found.filter(state=asked["state"])
    if "bulletin" in asked:
        found = found.filter(bulletin=asked["bulletin"])
    if "doubt_min" in asked:
        found = found.filter(doubt__gte=asked["doubt_min"])
    if "warning" in asked:
        found = found.filter(Exists(FiledWarning.objects.filter(encounter=OuterRef("pk"), code=asked["warning"])))
    if "before" in asked:
        found = found.filter(created_at__lte=asked["before"])
    if "mine" in asked:
        found = found.filter(claim__by=by, claim__until__gt=now)
    return found


@dataclass(frozen=True, slots=True)
class Narrow:
    """Composes what `narrowed` does with values that are given when the query is sent."""

    names: frozenset[str]
    any_status: bool

    def __call__(self, rows: QuerySet[Encounter]) -> QuerySet[Encounter]:
        values: dict[str, Any] = {name: Named(name) for name in self.names}
        return narrowed(rows, values | ({"status": ANY} if self.any_status else {}), by=Named("by"), now=Named("now"))


def among(filters: Mapping[str, Any], *, now: datetime.datetime) -> claims.Among:
    """What of that which waits a walk goes through."""
    said = asked(filters, now=now)
    return claims.Among(Narrow(frozenset(said), said.get("status") == ANY), said)


def parts(filters: Mapping[str, Any], found: QuerySet[Encounter]) -> list[QuerySet[Encounter]]:
    """The same rows in parts that each have an index of the order of doubt: what waits as one, else each status."""
    chosen = filters.get("status")
    if not chosen:
        return [found]
    return [found.filter(status=status) for status in (EncounterStatus if chosen == ANY else (chosen,))]


def mixed(by: User, now: datetime.datetime) -> Mixed:
    """The order of doubt, as one person sees it on one day."""
    return Mixed(f"{by.pk} {now:%Y-%m-%d}", LOTS)


def following(
    walk: Walk, *, by: User, now: datetime.datetime, after: Encounter | None = None, ahead: bool = False
) -> tuple[Encounter, Walk] | None:
    """The record that comes behind `after` for `by`, and the walk as it is then; from the front where none is left."""
    found = free(walk, by=by, now=now, after=after, ahead=ahead)
    if walk.order != "doubt":
        encounter = claims.following(found, after)
        return (encounter, walk) if encounter else None
    order, each = mixed(by, now), parts(walk.filters, found)
    rows = order.rows(each, walk.place, 1) or order.rows(each, Place(), 1)
    return (rows[0][0], replace(walk, place=rows[0][1])) if rows else None


def free(walk: Walk, *, by: User, now: datetime.datetime, after: Encounter | None, ahead: bool) -> QuerySet[Encounter]:
    """What of a walk `by` could take now."""
    waiting = claims.waiting(by=by, now=now, ahead=ahead)
    if after is not None:
        waiting = waiting.filter(~Q(pk=after.pk))
    return matching(walk.filters, by=by, now=now, among=waiting)


def take_next(
    walk: Walk, *, by: User, now: datetime.datetime, after: Encounter | None = None, ahead: bool = False
) -> tuple[Encounter, Walk] | None:
    """Claim that record; where others are quicker, the one behind it. `ahead` as in `claims.take_next`."""
    if walk.order != "doubt":
        some = among(walk.filters, now=now)
        encounter = claims.take_next(by=by, now=now, after=after, ahead=ahead, among=some)
        return (encounter, walk) if encounter else None
    for _ in range(claims.TRIES):
        step = following(walk, by=by, now=now, after=after, ahead=ahead)
        if step is None or claims.take(step[0], by=by, now=now, ahead=ahead):
            return step
    return None
