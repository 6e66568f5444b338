"""The queue: what waits for a person, filtered, in pages of a keyset, and the button that starts the work."""

import datetime
from dataclasses import replace
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Min, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from encounters import policies
from encounters.lifecycle import AWAITING
from encounters.models import Encounter
from encounters.views.access import MemberRequest, members_only
from review import dashboard
from review.actions import claims, comments, undo, walks

from .walking import QueueFilters, chosen, filters_only, query_of, waiting_by_state, walk_of
from .workbench import next_one

ROWS = 50


class Row(NamedTuple):
    """A record of the list, the walk on which it is opened, and for how many days it has waited."""

    encounter: Encounter
    walk: str
    days: int


@members_only
@require_safe
def queue(request: MemberRequest) -> HttpResponse:
    now = timezone.now()
    rows, following = page(request, walks.matching(chosen(request.GET), by=request.user, now=now), now=now)
    waiting = waiting_by_state()
    filters = QueueFilters(request.GET)
    filters.offer(waiting)
    count = sum(waiting.values())
    view = dashboard.outlook(now=now)
    context = {
        "section": "queue",
        "filters": filters,
        "rows": rows,
        "following": following,
        "waiting": count,
        "outlook": view,
        "days_to_clear": view.days_to_clear(count),
        "oldest": waiting_since(),
        "held": claims.held_by_others(by=request.user, now=now),
        "may_review": policies.is_reviewer(request.user),
        "may_publish": policies.is_editor(request.user),
        "saved_filters": request.user.saved_filters.all(),
        "any_status": bool(filters.data.get("status")),
        "query": urlencode(filters_only(request.GET)),
        "mentions": comments.waiting_for(request.user)[:10],
        "undoable": undo.undoable(by=request.user),
        "now": now,
    }
    return render(request, "review/queue.html", context)


def waiting_since() -> datetime.datetime | None:
    """When the oldest record that waits came. The index has the oldest of one status, not of two."""
    rows = Encounter.objects.order_by()
    oldest = [rows.filter(status=status).aggregate(oldest=Min("created_at"))["oldest"] for status in AWAITING]
    return min(filter(None, oldest), default=None)


@members_only
@require_POST
def start(request: MemberRequest) -> HttpResponse:
    """Claim the first record of the view and open it."""
    return next_one(request)


def page(request: MemberRequest, found: QuerySet[Encounter], *, now: datetime.datetime) -> tuple[list[Row], str]:
    """The rows of one page, and the position behind them where there are more."""
    walk, after = walk_of(request.GET), request.GET.get("after", "")
    if walk.order == "doubt":
        order = walks.mixed(request.user, now)
        shown = lean(Encounter.objects.all())
        steps = order.rows(walks.parts(walk.filters, found), walk.place, ROWS + 1, shown)
        places = [(row, query_of(replace(walk, place=place), request.GET)) for row, place in steps[:ROWS]]
        return rows_of(places, now), str(steps[ROWS - 1][1]) if len(steps) > ROWS else ""
    query = query_of(walk, request.GET)
    try:
        behind = claims.READING.behind(found, after)
    except (ValueError, ValidationError):  # an address that somebody typed
        behind = found
    rows = list(lean(claims.READING.sort(behind))[: ROWS + 1])
    following = claims.READING.position(rows[ROWS - 1]) if len(rows) > ROWS else ""
    return rows_of([(row, query) for row in rows[:ROWS]], now), following


def rows_of(places: list[tuple[Encounter, str]], now: datetime.datetime) -> list[Row]:
    return [Row(row, query, (now - row.created_at).days) for row, query in places]


def lean(found: QuerySet[Encounter]) -> QuerySet[Encounter]:
    """With what a row shows, and no large column."""
    return (
        found.select_related("current_revision", "claim__by")
        .only(
            "record_id", "state", "sequence", "bulletin_id", "encountered_on", "doubt", "lot", "status", "created_at",
            "current_revision__agency", "claim__until", "claim__by__username",
        )
        .prefetch_related("current_revision__offenses")
    )  # fmt: skip
