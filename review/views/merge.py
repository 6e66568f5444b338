"""Merging a record with the one that comes next on the page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from encounters.actions import succession_plan
from encounters.actions.succession_plan import NotPossible
from encounters.lifecycle import AWAITING
from encounters.models import Encounter
from encounters.views.access import MemberRequest, members_only
from review.actions import missed

from . import presentation
from .split import REFUSALS, comparison, number


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: MemberRequest, pk: int) -> HttpResponse:
    """Look at the record that the two would make, then merge them."""
    encounters = Encounter.objects.select_related("bulletin", "current_revision")
    encounter = get_object_or_404(encounters, pk=pk)
    if request.method != "POST":
        return show(request, encounter)
    other = get_object_or_404(encounters, pk=number(request.POST.get("other", "")))
    versions = (number(request.POST.get("version", "")), number(request.POST.get("other_version", "")))
    try:
        whole = missed.merge(encounter, other, by=request.user, now=timezone.now(), versions=versions)
    except REFUSALS as error:
        encounter.refresh_from_db()
        return show(request, encounter, problem=str(error))
    messages.success(request, f"Merged into {whole.name}.")
    return redirect("workbench", whole.pk)


def show(request: MemberRequest, encounter: Encounter, *, problem: str = "") -> HttpResponse:
    other = succession_plan.neighbour(encounter) if encounter.status in AWAITING else None
    plan = None
    try:
        plan = succession_plan.merge(encounter, other) if other else None
    except NotPossible as error:
        problem = problem or str(error)
    context = {
        "section": "queue",
        "encounter": encounter,
        "heading": presentation.heading(encounter),
        "is_open": encounter.status in AWAITING,
        "other": other,
        "other_heading": presentation.heading(other) if other else "",
        "other_is_open": other is not None and other.status in AWAITING,
        "plan": plan,
        "rows": comparison(plan) if plan else [],
        "problem": problem,
    }
    return render(request, "review/merge.html", context, status=409 if problem else 200)
