"""Undo: a person takes back their own last decision, as a new recorded step."""

import datetime

from django.contrib.auth.models import User

from encounters.actions import accounting, succession
from encounters.lifecycle import EncounterStatus
from encounters.models import Encounter
from review.models import Decision

from . import claims, decisions, missed

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
    encounter = last.encounter
    if last.kind == Decision.Kind.REJECT and not (accounting.can_reopen(encounter) or succession.successors(encounter)):
        return None  # its words are another record's, or nobody's
    newest = Decision.objects.filter(encounter=encounter).order_by("-id").first()
    return last if newest == last else None


def undo(*, by: User, now: datetime.datetime) -> Encounter | None:
    """Put the record of that decision back into review, in the hands of `by`; None where there is nothing to undo.

    A split or a merge is undone as a whole. Raises `NotPossible`, `HeldByAnother` where others have gone on with it.
    """
    decision = undoable(by=by)
    if decision is None:
        return None
    encounter = decision.encounter
    if succession.successors(encounter):
        missed.undo(encounter, by=by, now=now)
        encounter.refresh_from_db()
    elif encounter.status == EncounterStatus.AWAITING_SECOND:
        decisions.return_(encounter, by=by, now=now, version=encounter.version, note="undone")
    else:
        decisions.reopen(encounter, by=by, now=now, version=encounter.version, note="undone")
    claims.take(encounter, by=by, now=now)
    return encounter
