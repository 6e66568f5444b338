"""The queue: what waits for a person, filtered, in pages of a keyset, and the button that starts the work."""

import datetime
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Count, Min, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from encounters import policies
from encounters.extraction.coding import states
from encounters.lifecycle import AWAITING, EncounterStatus
from encounters.models import Bulletin, Encounter
from encounters.models.choices import choices
from encounters.views.access import MemberRequest, members_only
from review.actions import claims, comments, undo
from review.keyset import Keyset

from .workbench import next_one

ROWS = 50
ORDERS = {"reading": Keyset("bulletin_id", "sequence"), "doubt": Keyset("-doubt", "pk")}


class QueueFilters(forms.Form):
    status = forms.ChoiceField(required=False, choices=[("", "what waits"), *choices(EncounterStatus), ("any", "any")])
    state = forms.ChoiceField(required=False, choices=lambda: [("", "any"), *waiting_by_state()])
    bulletin = forms.ModelChoiceField(
        Bulletin.objects.defer("unexplained", "warnings"), required=False, empty_label="any"
    )
    doubt_min = forms.FloatField(
        required=False, min_value=0, max_value=1, label="Doubt at least",
        widget=forms.NumberInput(attrs={"step": "0.05", "placeholder": "0.20"}),
    )  # fmt: skip
    mine = forms.BooleanField(required=False, label="Only what I have open")
    order = forms.ChoiceField(required=False, choices=[("reading", "as printed"), ("doubt", "most doubtful first")])


def waiting_by_state() -> list[tuple[str, str]]:
    """Every state as a choice, with how many of its records wait."""
    rows = Encounter.objects.filter(status__in=AWAITING).order_by().values_list("state").annotate(n=Count("*"))
    counts = dict(rows)
    return [
        (usps, f"{usps} · {name}" + (f" ({counts[usps]})" if usps in counts else ""))
        for usps, name in states.NAMES.items()
    ]


@members_only
@require_safe
def queue(request: MemberRequest) -> HttpResponse:
    now = timezone.now()
    filters = QueueFilters(request.GET)
    chosen = filters.cleaned_data if filters.is_valid() else {}
    order = ORDERS[chosen.get("order") or "reading"]
    rows = list(page(matching(chosen, by=request.user, now=now), order, request.GET.get("after", "")))
    waiting = Encounter.objects.filter(status__in=AWAITING)
    context = {
        "section": "queue",
        "filters": filters,
        "rows": rows[:ROWS],
        "following": order.position(rows[ROWS - 1]) if len(rows) > ROWS else "",
        "waiting": waiting.count(),
        "oldest": waiting.aggregate(oldest=Min("created_at"))["oldest"],
        "held": claims.held_by_others(by=request.user, now=now),
        "may_review": policies.is_reviewer(request.user),
        "may_publish": policies.is_editor(request.user),
        "saved_filters": request.user.saved_filters.all(),
        "query": request.GET.urlencode(),
        "mentions": comments.waiting_for(request.user)[:10],
        "undoable": undo.undoable(by=request.user),
        "now": now,
    }
    return render(request, "review/queue.html", context)


@members_only
@require_POST
def start(request: MemberRequest) -> HttpResponse:
    """Claim the first record that waits and open it."""
    return next_one(request)


def matching(chosen: dict[str, Any], *, by: User, now: datetime.datetime) -> QuerySet[Encounter]:
    """The encounters that the filters ask for; with none, all that wait."""
    found = Encounter.objects.all()
    if chosen.get("status") != "any":
        found = found.filter(status__in=[chosen["status"]] if chosen.get("status") else AWAITING)
    if chosen.get("state"):
        found = found.filter(state=chosen["state"])
    if chosen.get("bulletin"):
        found = found.filter(bulletin=chosen["bulletin"])
    if chosen.get("doubt_min") is not None:
        found = found.filter(doubt__gte=chosen["doubt_min"])
    if chosen.get("mine"):
        found = found.filter(claim__by=by, claim__until__gt=now)
    return found


def page(found: QuerySet[Encounter], order: Keyset, after: str) -> QuerySet[Encounter]:
    """One row more than a page holds, with what a row shows and no large column."""
    try:
        behind = order.behind(found, after)
    except (ValueError, ValidationError):  # an address that somebody typed
        behind = found
    return (
        order.sort(behind)
        .select_related("current_revision", "claim__by")
        .only(
            "state", "sequence", "bulletin_id", "encountered_on", "doubt", "status", "current_revision__agency",
            "claim__until", "claim__by__username",
        )
        .prefetch_related("current_revision__offenses")[: ROWS + 1]
    )  # fmt: skip
