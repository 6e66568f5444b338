"""Every word of a bulletin: what each is, what nobody has explained yet, and the buttons that explain it.

Reading writes nothing. The page shows `WINDOW` pages of the bulletin at a time; forms post and redirect back to
the same ones, and what could not be done is said above the page, which keeps what was chosen.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_POST

from encounters import policies
from encounters.actions import accounting as accounts
from encounters.actions import by_eye, closing, marks, succession_plan, unread
from encounters.actions.encounters import Stale
from encounters.extraction.accounting import Place, Standing
from encounters.extraction.coding import states
from encounters.lifecycle import BulletinStatus
from encounters.models import Bulletin, Mark
from encounters.views.access import MemberRequest, members_only
from review import keys
from review.actions import missed, preferences
from review.actions.missed import HeldByAnother

from . import accounted

WINDOW = 6
REASONS = ("figures or a table", "a caption or credit", "legal text", "a contact or address", "not readable")
"""Offered where a person says why words are no encounter."""


LEGEND = [(standing, accounted.LETTERS.get(standing, "1, 2, …"), accounted.NAMES[standing]) for standing in Standing]


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def accounting(request: MemberRequest, pk: int) -> HttpResponse:
    bulletin = get_object_or_404(Bulletin.objects.select_related("closed_by"), pk=pk)
    if request.method == "POST":
        return mark(request, bulletin)
    return show(request, bulletin)


def mark(request: MemberRequest, bulletin: Bulletin) -> HttpResponse:
    """Mark the words that were chosen as the pressed button says."""
    kind, reason = request.POST.get("kind", ""), request.POST.get("reason", "")[:500]
    try:
        places = accounted.read_places(request.POST.getlist("words"))
        kind = Mark.Kind(kind)
    except ValueError as error:
        raise SuspiciousOperation(str(error)) from error
    try:
        made = marks.add(bulletin, kind, places, by=request.user, now=timezone.now(), reason=reason)
    except marks.NotMarked as error:
        return show(request, bulletin, problem=error, chosen=places, reason=reason)
    messages.success(request, said(made))
    return redirect(here(request, bulletin))


def said(made: list[Mark]) -> str:
    """What was marked, in words for the person who did it."""
    count = sum(each.size for each in made)
    pages = " and ".join(str(each.page) for each in made)
    words = f"{count} word{'' if count == 1 else 's'} on page{'' if len(made) == 1 else 's'} {pages}"
    encounter = made[0].encounter
    if encounter:
        address = reverse("workbench", args=[encounter.pk])
        return format_html('New encounter {} of {}. <a href="{}">Check it</a>', encounter.sequence, words, address)
    if made[0].kind == Mark.Kind.BOILERPLATE:
        return f"Boilerplate now: {words}."
    return f"Not an encounter, {made[0].reason}: {words}."


@members_only
@require_POST
def undo_mark(request: MemberRequest, pk: int) -> HttpResponse:
    undone = get_object_or_404(Mark.objects.select_related("bulletin", "encounter"), pk=pk)
    try:
        missed.undo_mark(undone, by=request.user, now=timezone.now())
    except (marks.NotMarked, HeldByAnother, Stale) as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, "Undone: the words are as they were before.")
    return redirect(here(request, undone.bulletin))


@members_only
@require_POST
def vouch(request: MemberRequest, pk: int, page: int) -> HttpResponse:
    """An editor has read a page that no reader could."""
    bulletin = get_object_or_404(Bulletin, pk=pk)
    try:
        by_eye.vouch(bulletin, page, reason=request.POST.get("reason", "")[:500], by=request.user, now=timezone.now())
    except marks.NotMarked as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, f"Page {page} is read.")
    return redirect(here(request, bulletin))


@members_only
@require_POST
def type_in(request: MemberRequest, pk: int, page: int) -> HttpResponse:
    """A record of such a page, typed by a person; it opens on the workbench, since nobody has checked it yet."""
    bulletin = get_object_or_404(Bulletin, pk=pk)
    state, text = request.POST.get("heading_state", ""), request.POST.get("text", "")[:20_000]
    try:
        encounter = by_eye.type_in(
            bulletin,
            page,
            text,
            heading_state=state if state in states.NAMES else None,
            by=request.user,
            now=timezone.now(),
        )
    except marks.NotMarked as error:
        messages.warning(request, f"{error} You typed: {text}" if text.strip() else str(error))
        return redirect(here(request, bulletin))
    messages.success(request, f"Added as record {encounter.sequence}. Compare it with the page.")
    return redirect("workbench", encounter.pk)


@members_only
@require_POST
def close(request: MemberRequest, pk: int) -> HttpResponse:
    bulletin = get_object_or_404(Bulletin, pk=pk)
    try:
        closing.close(bulletin, by=request.user, now=timezone.now())
    except closing.NotFinished as error:
        messages.warning(request, f"Not closed. {error}")
    else:
        messages.success(request, "Closed: every word is explained, and every record is decided.")
    return redirect(here(request, bulletin))


@members_only
@require_POST
def reopen(request: MemberRequest, pk: int) -> HttpResponse:
    bulletin = closing.reopen(get_object_or_404(Bulletin, pk=pk), by=request.user, now=timezone.now())
    messages.success(request, "Reopened: words can be marked again. Every record stays as it was decided.")
    return redirect(here(request, bulletin))


def here(request: MemberRequest, bulletin: Bulletin) -> str:
    """The address of the page that shows the same pages of the bulletin."""
    first = request.GET.get("page", "")
    return reverse("accounting", args=[bulletin.pk]) + (f"?page={first}" if first.isdecimal() else "")


def first_shown(request: MemberRequest, bulletin: Bulletin) -> int:
    """The first page of the window: the one asked for, else the first where a window must be chosen at all."""
    asked = request.GET.get("page", "")
    if asked.isdecimal() and len(asked) < 7:
        return max(1, int(asked))
    strange = [run["page"] for run in bulletin.unexplained]
    return min(strange) if strange and (bulletin.page_count or 0) > WINDOW else 1


def show(
    request: MemberRequest,
    bulletin: Bulletin,
    *,
    problem: marks.NotMarked | None = None,
    chosen: frozenset[Place] = frozenset(),
    reason: str = "",
) -> HttpResponse:
    first = first_shown(request, bulletin)
    numbers = range(first, first + WINDOW)
    found = accounts.account(bulletin, numbers)
    encounters = accounted.records(bulletin, found)
    stops = closing.stops(bulletin)
    context: dict[str, Any] = {
        "section": "bulletins",
        "bulletin": bulletin,
        "is_extracted": bulletin.status == BulletinStatus.EXTRACTED,
        "sheets": accounted.sheets(found, {encounter.pk: encounter for encounter in encounters}, chosen),
        "encounters": encounters,
        "marks": accounted.marks(bulletin, numbers),
        "successions": accounted.successions(bulletin),
        "stops": stops,
        "strange": [stop for stop in stops if stop.reason is closing.Reason.UNEXPLAINED],
        "elsewhere": [stop for stop in stops if stop.reason is closing.Reason.UNEXPLAINED and stop.page not in numbers],
        "unread": unread_pages(bulletin),
        "states": states.NAMES.items(),
        "may_vouch": policies.is_editor(request.user),
        "keys": preferences.keys_on("words", request.user),
        "may_mark": policies.is_reviewer(request.user) and not bulletin.closed_at,
        "may_close": policies.is_reviewer(request.user),
        "legend": LEGEND,
        "reasons": REASONS,
        "reason": reason,
        "query": request.GET.urlencode(),
        "first": first,
        "last": min(first + WINDOW - 1, bulletin.page_count or 0),
        "before": max(1, first - WINDOW) if first > 1 else None,
        "after": first + WINDOW if first + WINDOW <= (bulletin.page_count or 0) else None,
    }
    context["key_actions"] = [(action, context["keys"][action.name]) for action in keys.of("words")]
    if isinstance(problem, marks.ReasonNeeded):
        context |= {"reason_problem": str(problem)}
    elif problem:
        context |= {"problem": str(problem), "held": held(problem)}
    return render(request, "review/accounting.html", context, status=409 if problem else 200)


def unread_pages(bulletin: Bulletin) -> list[tuple[int, bool]]:
    """The pages that no reader could read, each with whether an editor has vouched for it."""
    waiting = set(unread.waiting(bulletin))
    return [(number, number not in waiting) for number in unread.pages(bulletin)]


def held(problem: marks.NotMarked) -> list[dict[str, Any]]:
    """The records that hold words which were chosen, each with the character at which to split it."""
    if not isinstance(problem, marks.WordsHeld):
        return []
    first, *others = problem.encounters
    at = succession_plan.character(first, problem.place)
    return [{"encounter": first, "at": at}, *({"encounter": other, "at": None} for other in others)]
