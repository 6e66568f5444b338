"""Undo: a person takes back their own last decision, as a new recorded step, and then the one before it."""

import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef

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


UNDONE = "undone"
"""The note of such a step."""

LOOKED_AT = 20
"""How many of a person's decisions that nobody has decided over are looked through for one that can be undone."""


def undoable(*, by: User) -> Decision | None:
    """The last decision of `by` that still stands, or None; behind one that was undone, the one before it."""
    later = Decision.objects.filter(encounter=OuterRef("encounter"), pk__gt=OuterRef("pk"))
    own = Decision.objects.filter(~Exists(later), by=by, kind__in=LEADS_TO).order_by("-id")
    rows = own.select_related("encounter__bulletin")[:LOOKED_AT]  # revisions are large, and one is needed at most
    return next(filter(stands, rows), None)


def stands(decision: Decision) -> bool:
    """Whether the record is where the decision put it, and can come back."""
    encounter = decision.encounter
    if encounter.status not in LEADS_TO[Decision.Kind(decision.kind)]:
        return False
    if decision.kind != Decision.Kind.REJECT:
        return True
    return accounting.can_reopen(encounter) or bool(succession.successors(encounter))


@transaction.atomic
def undo(*, by: User, now: datetime.datetime) -> Encounter | None:
    """Put the record of that decision back into review, in the hands of `by`; None where there is nothing to undo.

    Nobody else is handed the record in between: it waits again and is theirs at one moment. A split or a merge is
    undone as a whole. Raises `NotPossible`, `HeldByAnother` where others have gone on with it.
    """
    decision = undoable(by=by)
    if decision is None:
        return None
    encounter = decision.encounter
    claims.take(encounter, by=by, now=now)
    missed.check_hands([encounter], by=by, now=now)
    if succession.successors(encounter):
        missed.undo(encounter, by=by, now=now)
        encounter.refresh_from_db()
    elif encounter.status == EncounterStatus.AWAITING_SECOND:
        decisions.return_(encounter, by=by, now=now, version=encounter.version, note=UNDONE)
    else:
        decisions.reopen(encounter, by=by, now=now, version=encounter.version, note=UNDONE)
    claims.take(encounter, by=by, now=now)
    return encounter
