"""A conflict: somebody wrote the record while a person had it open. Base, theirs and mine, one choice a field.

Nothing is overwritten and nothing is lost: the page holds everything that was typed, and what is chosen
is posted to the workbench as a form of the record as it stands now.
"""

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from encounters.actions.encounters import Stale
from encounters.extraction.contract import ContractError, dump_encounter
from encounters.models import Encounter, Revision
from encounters.views.access import MemberRequest, members_only
from review.actions import corrections
from review.changes import NOT_VALUES
from review.forms import WholeRecord
from review.policies import NotOpen


@dataclass(frozen=True, slots=True)
class Choice:
    """One field on which two people differ; `mine_first` where only this person changed it."""

    field: str
    base: Any
    theirs: Any
    mine: Any
    mine_first: bool

    @property
    def mine_json(self) -> str:
        return json.dumps(self.mine)


def show(request: MemberRequest, form: WholeRecord, *, theirs: Encounter) -> HttpResponse:
    """The screen of a conflict, status 409."""
    mine = form.values() if form.main.is_bound and form.is_valid() else {}
    now_there = dump_encounter(theirs.current.record)
    base = dump_encounter(seen(theirs, request.POST.get("revision", "")).record)
    choices = [
        Choice(field, base[field], now_there[field], mine[field], mine_first=base[field] == now_there[field])
        for field in mine
        if field not in NOT_VALUES and mine[field] != now_there[field]
    ]
    context = {"section": "queue", "encounter": theirs, "choices": choices, "revision": theirs.current_revision}
    return render(request, "review/conflict.html", context, status=409)


def seen(encounter: Encounter, number: str) -> Revision:
    """The revision that the person had open, else the first."""
    revisions = encounter.revisions.order_by("number")
    named = revisions.filter(number=number).first() if number.isdigit() else None
    return named or revisions[0]


@members_only
@require_POST
def settle(request: MemberRequest, pk: int) -> HttpResponse:
    """Write what was chosen field by field on top of the record as it stands."""
    encounter = Encounter.objects.select_related("bulletin", "current_revision").get(pk=pk)
    chosen = {
        name.removeprefix("mine."): json.loads(str(value))
        for name, value in request.POST.items()
        if name.startswith("mine.") and request.POST.get(f"take.{name.removeprefix('mine.')}") == "mine"
    }
    version = request.POST.get("version", "")
    try:
        corrections.save(
            encounter,
            chosen,
            by=request.user,
            reason="settled a conflict",
            now=timezone.now(),
            version=int(version) if version.isdigit() else 0,
        )
    except (Stale, NotOpen, ContractError) as error:
        context = {"section": "queue", "encounter": encounter, "choices": [], "problem": str(error), "chosen": chosen}
        return render(request, "review/conflict.html", context, status=409)
    return redirect("workbench", pk)
