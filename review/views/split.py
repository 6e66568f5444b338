"""Splitting a record in two, and what stands at the address of one that was split or merged."""

from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from encounters.actions import succession, succession_plan
from encounters.actions.encounters import Stale
from encounters.actions.succession_plan import NotPossible, Plan
from encounters.extraction import parting
from encounters.extraction.contract import dump_encounter
from encounters.lifecycle import AWAITING
from encounters.models import Encounter
from encounters.models.choices import label
from encounters.views.access import MemberRequest, View, members_only
from review.actions import missed
from review.actions.missed import HeldByAnother
from review.changes import NOT_VALUES
from review.policies import NotOpen
from review.wording import in_words

from . import presentation

REFUSALS = (NotPossible, HeldByAnother, NotOpen, parting.NotAWord, Stale)
NOT_COMPARED = NOT_VALUES | {"narrative", "page_first", "page_last"}


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def split(request: MemberRequest, pk: int) -> HttpResponse:
    """Choose the word, look at the two parts, then split: each step is a plain form."""
    encounter = get_object_or_404(Encounter.objects.select_related("bulletin", "current_revision"), pk=pk)
    if request.method != "POST":
        asked = request.GET.get("at", "")
        return show(request, encounter, at=int(asked) if asked.isdecimal() and len(asked) < 9 else None)
    at, version = request.POST.get("at", ""), request.POST.get("version", "")
    try:
        first, second = missed.split(
            encounter, at=number(at), by=request.user, now=timezone.now(), version=number(version)
        )
    except REFUSALS as error:
        encounter.refresh_from_db()
        return show(request, encounter, at=None, problem=str(error))
    messages.success(request, f"Split into {first.name} and {second.name}. This is the first.")
    return redirect("workbench", first.pk)


@members_only
@require_POST
def undo(request: MemberRequest, pk: int) -> HttpResponse:
    """Take back the split or merge that the record went into or came of."""
    encounter = get_object_or_404(Encounter.objects.select_related("bulletin"), pk=pk)
    try:
        olds = missed.undo(encounter, by=request.user, now=timezone.now())
    except REFUSALS as error:
        messages.warning(request, str(error))
        return redirect("accounting", encounter.bulletin_id)
    names = " and ".join(old.name for old in olds)
    messages.success(request, f"Undone: {names} {'waits' if len(olds) == 1 else 'wait'} for review again.")
    return redirect("workbench", olds[0].pk)


def or_successors(view: View) -> View:
    """For the address of a record: where it was merged it leads to the new one, where it was split to both."""

    @wraps(view)
    def view_or_successors(request: MemberRequest, pk: int) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD") or not succession.successors(Encounter(pk=pk)):
            return view(request, pk)
        return succeeded(request, pk)

    return view_or_successors


@members_only
def succeeded(request: MemberRequest, pk: int) -> HttpResponse:
    encounter = get_object_or_404(Encounter.objects.select_related("bulletin", "current_revision"), pk=pk)
    news = succession.successors(encounter)
    if len(news) == 1:
        return redirect("workbench", news[0].pk)
    step = succession.steps(encounter)[0]
    context = {
        "section": "queue",
        "encounter": encounter,
        "heading": presentation.heading(encounter),
        "step": step,
        "successors": [(new, presentation.heading(new)) for new in news],
    }
    return render(request, "review/succeeded.html", context)


def show(request: MemberRequest, encounter: Encounter, *, at: int | None, problem: str = "") -> HttpResponse:
    narrative = encounter.current.narrative
    plan = None
    try:
        plan = succession_plan.split(encounter, at) if at is not None else None
    except (NotPossible, parting.NotAWord) as error:
        problem = problem or str(error)
    chosen = at if plan else parting.suggested(narrative)
    context = {
        "section": "queue",
        "encounter": encounter,
        "heading": presentation.heading(encounter),
        "is_open": encounter.status in AWAITING,
        "words": words(narrative, chosen),
        "at": at if plan else None,
        "plan": plan,
        "rows": comparison(plan) if plan else [],
        "problem": problem,
    }
    return render(request, "review/split.html", context, status=409 if problem else 200)


def words(narrative: str, chosen: int | None) -> list[dict[str, Any]]:
    """The words of a narrative with the character at which each begins."""
    starts = [0, *parting.beginnings(narrative)]
    return [
        {"at": at, "text": narrative[at:end].strip(), "chosen": at == chosen}
        for at, end in zip(starts, [*starts[1:], len(narrative)], strict=True)
    ]


def comparison(plan: Plan) -> list[dict[str, Any]]:
    """The values of the new records side by side, field by field; what none of them says is left out."""
    records = [dump_encounter(part.record) for part in plan.parts]
    return [
        {
            "field": label(field),
            "cells": [
                {"value": in_words(field, record[field]), "carried": field in part.carried}
                for record, part in zip(records, plan.parts, strict=True)
            ],
        }
        for field in records[0]
        if field not in NOT_COMPARED and any(says(record[field]) for record in records)
    ]


def says(value: object) -> bool:
    return value is not None and value is not False and value != []


def number(text: str) -> int:
    """A number of a form; -1, which nothing has, for what is none."""
    return int(text) if text.isdecimal() and len(text) < 9 else -1
