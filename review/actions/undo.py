"""Undo: a person takes back their own last decision, as a new recorded step."""

import datetime

from django.contrib.auth.models import User

from encounters.lifecycle import EncounterStatus
from encounters.models import Encounter
from review.models import Decision

from . import claims, decisions

LEADS_TO = {
    Decision.Kind.APPROVE: (EncounterStatus.APPROVED, EncounterStatus.AWAITING_SECOND),
    Decision.Kind.UNSURE: (EncounterStatus.AWAITING_SECOND,),
    Decision.Kind.REJECT: (EncounterStatus.REJECTED,),
}


def undoable(*, by: User) -> Decision | None:
    """The last decision of `by` that still stands, or None."""
    last = (
        Decision.objects.filter(by=by, kind__in=LEADS_TO)
        .select_related("encounter__current_revision")
        .order_by("-id")
        .first()
    )
    if last is None or last.encounter.status not in LEADS_TO[Decision.Kind(last.kind)]:
        return None
    newest = Decision.objects.filter(encounter=last.encounter).order_by("-id").first()
    return last if newest == last else None


def undo(*, by: User, now: datetime.datetime) -> Encounter | None:
    """Put the record of that decision back into review, in the hands of `by`; None where there is nothing to undo."""
    decision = undoable(by=by)
    if decision is None:
        return None
    encounter = decision.encounter
    if encounter.status == EncounterStatus.AWAITING_SECOND:
        decisions.return_(encounter, by=by, now=now, version=encounter.version, note="undone")
    else:
        decisions.reopen(encounter, by=by, now=now, version=encounter.version, note="undone")
    claims.take(encounter, by=by, now=now)
    return encounter
