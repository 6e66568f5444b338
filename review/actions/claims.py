"""Claims: one person at a time has an encounter open, for `LEASE`, renewed by activity."""

import datetime

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from encounters import policies
from encounters.lifecycle import AWAITING, EncounterStatus
from encounters.models import Encounter
from review.models import Claim, Decision

LEASE = datetime.timedelta(minutes=15)
TRIES = 25
"""How often `take_next` looks again when others are quicker."""


def take(encounter: Encounter, *, by: User, now: datetime.datetime) -> Claim | None:
    """Take or renew the claim; None where another person holds it."""
    policies.check_reviewer(by)
    until = now + LEASE
    of_it = Claim.objects.filter(encounter=encounter)
    renewed = of_it.filter(by=by, until__gt=now).update(until=until)
    if not renewed and not of_it.filter(until__lte=now).update(by=by, until=until, opened_at=now):
        try:
            with transaction.atomic():
                return Claim.objects.create(encounter=encounter, by=by, opened_at=now, until=until)
        except IntegrityError:
            return None
    return Claim.objects.select_related("by").get(encounter=encounter)


def take_next(*, by: User, now: datetime.datetime, after: Encounter | None = None) -> Encounter | None:
    """Claim the next record for `by`: the one behind `after` in its bulletin, else the first that waits."""
    policies.check_reviewer(by)
    for _ in range(TRIES):
        encounter = following(waiting(by=by, now=now), after)
        if encounter is None or take(encounter, by=by, now=now):
            return encounter
    return None


def following(encounters: QuerySet[Encounter], after: Encounter | None) -> Encounter | None:
    """The next of `encounters` in reading order behind `after`, then from the front."""
    ordered = encounters.order_by("bulletin_id", "sequence")
    if after is not None:
        behind = Q(bulletin_id=after.bulletin_id, sequence__gt=after.sequence) | Q(bulletin_id__gt=after.bulletin_id)
        found = ordered.filter(behind).first()
        if found is not None:
            return found
        ordered = ordered.exclude(pk=after.pk)
    return ordered.first()


def waiting(*, by: User, now: datetime.datetime) -> QuerySet[Encounter]:
    """What `by` could take: awaiting a person, not in another's hands, and not a second reading of their own first."""
    others = Claim.objects.filter(until__gt=now).exclude(by=by)
    own = Decision.objects.filter(
        by=by,
        kind__in=[Decision.Kind.APPROVE, Decision.Kind.UNSURE],
        encounter__status=EncounterStatus.AWAITING_SECOND,
    )
    return (
        Encounter.objects.filter(status__in=AWAITING)
        .exclude(pk__in=others.values("encounter_id"))
        .exclude(pk__in=own.values("encounter_id"))
    )


def held_by_others(*, by: User, now: datetime.datetime) -> int:
    """How many records wait in other people's hands."""
    return Claim.objects.filter(until__gt=now, encounter__status__in=AWAITING).exclude(by=by).count()


def holder(encounter: Encounter, *, now: datetime.datetime) -> Claim | None:
    """The live claim on an encounter, if there is one."""
    return Claim.objects.select_related("by").filter(encounter=encounter, until__gt=now).first()


def seconds_open(encounter: Encounter, *, by: User, now: datetime.datetime) -> float | None:
    """How long `by` has had the encounter open; null where they do not hold it."""
    claim = Claim.objects.filter(encounter=encounter, by=by).first()
    return (now - claim.opened_at).total_seconds() if claim else None


def release(encounter: Encounter, *, by: User) -> None:
    """Give the encounter back, where `by` holds it."""
    Claim.objects.filter(encounter=encounter, by=by).delete()
