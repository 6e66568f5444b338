"""Bulk actions: choose records in the queue, look at what would change, agree, undo."""

import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from encounters.lifecycle import InvalidTransition
from encounters.models import Encounter
from encounters.views.access import MemberRequest, members_only
from review.actions import bulk, walks
from review.actions.decisions import NoteNeeded
from review.models import BulkAction

from .walking import chosen as filters_asked


@members_only
@require_POST
def preview(request: MemberRequest) -> HttpResponse:
    """What would change; nothing has yet."""
    now = timezone.now()
    asked, query = chosen(request, now), request.POST.get("query", "")
    back = reverse("queue") + (f"?{query}" if query else "")
    if not asked:
        messages.warning(request, "Choose records first.")
        return redirect(back)
    try:
        return show(request, asked)
    except (bulk.TooMany, InvalidTransition) as error:
        messages.error(request, str(error))
        return redirect(back)


def show(request: MemberRequest, asked: list[Encounter], *, problem: str = "") -> HttpResponse:
    """What would change of some records; `problem` is said beside the note."""
    kind, note = request.POST.get("kind", ""), request.POST.get("note", "")
    looked = bulk.preview(asked, kind, by=request.user, now=timezone.now())
    context: dict[str, Any] = {"section": "queue", "preview": looked, "note": note, "done": DONE[kind]}
    return render(request, "review/bulk.html", context | {"problem": problem}, status=422 if problem else 200)


DONE = {"approve": "approved", "reject": "rejected", "unsure": "passed on to a second reader", "reopen": "reopened"}


def records(count: int) -> str:
    return f"{count} record{'' if count == 1 else 's'}"


def chosen(request: MemberRequest, now: datetime.datetime) -> list[Encounter]:
    """The ticked records, or all that match the filter: one more than a bulk action takes tells of too many."""
    if request.POST.get("all") == "on":
        asked = filters_asked(QueryDict(request.POST.get("query", "")))
        found = walks.matching(asked, by=request.user, now=now)
    else:
        ids = [pk for pk in request.POST.getlist("pk") if pk.isdigit()]
        found = Encounter.objects.filter(pk__in=ids)
    return in_order(found)


def in_order(found: QuerySet[Encounter]) -> list[Encounter]:
    rows = found.select_related("current_revision", "claim__by").order_by("bulletin_id", "sequence")
    return list(rows[: bulk.MOST + 1])


@members_only
@require_POST
def run(request: MemberRequest) -> HttpResponse:
    versions = dict(pair.split(".") for pair in request.POST.getlist("version") if pair.replace(".", "", 1).isdigit())
    kind, note = request.POST.get("kind", ""), request.POST.get("note", "")
    try:
        action, moved, left = bulk.run(
            {int(pk): int(version) for pk, version in versions.items()},
            kind,
            note=note,
            by=request.user,
            now=timezone.now(),
        )
    except NoteNeeded as error:
        asked = in_order(Encounter.objects.filter(pk__in=versions))
        return show(request, asked, problem=f"Nothing was changed. {error}")
    except (bulk.TooMany, InvalidTransition) as error:
        messages.error(request, f"Nothing was changed. {error}")
        return redirect("queue")
    said = f"{records(moved)} {DONE[kind]}." + (f" {len(left)} had changed meanwhile and stay." if left else "")
    messages.success(request, said)
    return redirect("bulk_action", action.pk)


@members_only
@require_safe
def action(request: MemberRequest, pk: int) -> HttpResponse:
    """What a bulk action did, and the button that takes it back."""
    found = get_object_or_404(BulkAction.objects.select_related("by", "undone_by"), pk=pk)
    decisions = found.decisions.select_related("encounter__current_revision")[: bulk.MOST]
    context = {"section": "queue", "action": found, "decisions": decisions, "done": DONE.get(found.kind, found.kind)}
    return render(request, "review/bulk_action.html", context)


@members_only
@require_POST
def undo(request: MemberRequest, pk: int) -> HttpResponse:
    try:
        moved, stayed = bulk.undo(get_object_or_404(BulkAction, pk=pk), by=request.user, now=timezone.now())
    except PermissionDenied as error:
        messages.error(request, str(error))
    else:
        later = f" {stayed} were decided again since, and stay." if stayed else ""
        waits = "waits" if moved == 1 else "wait"
        messages.success(request, f"Undone: {records(moved)} {waits} for review again.{later}")
    return redirect("bulk_action", pk)
