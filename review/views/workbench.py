"""The workbench: one record beside its page. Reading writes nothing; every button posts the whole form."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from encounters.actions.encounters import Stale
from encounters.actions.succession_plan import NotPossible
from encounters.extraction.contract import ContractError
from encounters.lifecycle import AWAITING, EncounterStatus, InvalidTransition
from encounters.models import Encounter
from encounters.views.access import MemberRequest, members_only
from review.actions import claims, corrections, decisions, walks
from review.actions import undo as undoing
from review.actions.missed import HeldByAnother
from review.forms import WholeRecord
from review.policies import NotOpen, OwnWork

from . import ahead, conflict, presentation
from .walking import filters_only, query_of, to_workbench, walk_of

DECISIONS = {
    "approve": (decisions.approve, "Approved"),
    "reject": (decisions.reject, "Rejected"),
    "unsure": (decisions.unsure, "Passed on to a second reader"),
    "return": (decisions.return_, "Returned"),
    "reopen": (decisions.reopen, "Reopened"),
}
"""By the value of the button `action`; `save` and `skip` decide nothing."""


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def workbench(request: MemberRequest, pk: int) -> HttpResponse:
    encounter = get_object_or_404(
        Encounter.objects.select_related("bulletin", "current_revision", "approved_by"), pk=pk
    )
    if request.method != "POST":
        record = encounter.current.record
        return show(request, encounter, WholeRecord(record, version=encounter.version))
    return act(request, encounter, request.POST.get("action", "save"))


def act(request: MemberRequest, encounter: Encounter, action: str) -> HttpResponse:
    """Do what the pressed button says; what cannot be done is said above the form, which keeps what was typed."""
    if action not in DECISIONS and action not in ("save", "skip"):
        return HttpResponseBadRequest("This page knows no such action.")
    instead = presentation.INSTEAD.get(request.POST.get("note", "")) if action == "reject" else None
    if instead:
        return redirect(instead, encounter.pk)
    # A doubt or a return takes along what was typed, where the browser sends it.
    writes = action in ("save", "approve") or (action in ("unsure", "return") and "narrative" in request.POST)
    data = request.POST if writes else None
    form = WholeRecord(encounter.current.record, version=encounter.version, data=data)
    if writes and not form.is_valid():
        return show(request, encounter, form, problem="Nothing was saved: some fields need a look.", status=422)
    try:
        with transaction.atomic():
            return _do(request, encounter, action, form)
    except Stale as stale:
        return conflict.show(request, conflict.typed(form, request.POST.get("revision", "")), theirs=stale.encounter)
    except ContractError as error:
        return show(request, encounter, form, problem=f"Nothing was saved: {error}.", status=422)
    except decisions.NoteNeeded as error:
        encounter.refresh_from_db()  # what was typed is taken back with the decision that it came with
        return show(request, encounter, form, note_problem=action, note_said=str(error), status=422)
    except (InvalidTransition, NotOpen, OwnWork) as error:
        encounter.refresh_from_db()
        return show(request, encounter, form, problem=str(error), status=409)


def _do(request: MemberRequest, encounter: Encounter, action: str, form: WholeRecord) -> HttpResponse:
    now, by, note = timezone.now(), request.user, request.POST.get("note", "")
    if action == "skip":
        claims.release(encounter, by=by)
        return next_one(request, after=encounter)
    version = version_seen(request)
    if form.main.is_bound:
        revision = corrections.save(encounter, form.values(), by=by, reason=form.reason, now=now, version=version)
        version = encounter.version if revision else version
        if action == "save":
            claims.take(encounter, by=by, now=now)
            said = f"Saved, revision {revision.number}." if revision else "Nothing had changed."
            messages.success(request, said, extra_tags=presentation.saved_tag(request, encounter))
            return to_workbench(encounter, request.GET.urlencode())
    decide, done = DECISIONS[action]
    decide(encounter, by=by, now=now, version=version, note=note)
    said = f"{done}: {presentation.heading(encounter)}."
    tags = presentation.saved_tag(request, encounter) if form.main.is_bound else ""
    if encounter.status == EncounterStatus.AWAITING_REVIEW:
        said += opened_too(encounter)
    if action == "reopen":
        messages.success(request, said)
        return to_workbench(encounter, request.GET.urlencode())
    return next_one(request, after=encounter, said=said, tags=tags)


def next_one(request: MemberRequest, *, after: Encounter | None = None, said: str = "", tags: str = "") -> HttpResponse:
    """Claim the next record of the walk and show it; the queue where nothing waits.

    `said` is what was done, `tags` are those of its message.
    """
    now = timezone.now()
    if ahead.wanted(request):
        shown = ahead.open_next(request, said=said, now=now)
        if shown is not None:
            return shown
    if said:
        messages.success(request, said, extra_tags=tags)
    step = walks.take_next(walk_of(request.GET), by=request.user, now=now, after=after)
    if step is not None:
        return to_workbench(step[0], query_of(step[1], request.GET))
    held, filters = claims.held_by_others(by=request.user, now=now), urlencode(filters_only(request.GET))
    waits = claims.waiting(by=request.user, now=now).count() if filters else 0
    if waits:
        said = f"Nothing more waits in this view; {waits} record{' waits' if waits == 1 else 's wait'} in all."
    else:
        said = f"Nothing waits for you. Others have {held} open." if held else "Nothing waits any more."
    messages.info(request, said)
    return redirect(reverse("queue") + (f"?{filters}" if filters else ""))


def version_seen(request: MemberRequest) -> int:
    """The version that the person's page shows; 0, which no record has, where the form does not say."""
    said = request.POST.get("version", "")
    return int(said) if said.isdigit() else 0


def opened_too(encounter: Encounter) -> str:
    """What else a record opened that waits again: `encounter` was read when its bulletin may have been closed."""
    return " Its bulletin was closed, and is open again." if encounter.bulletin.closed_at else ""


@members_only
@require_POST
def undo(request: MemberRequest) -> HttpResponse:
    try:
        encounter = undoing.undo(by=request.user, now=timezone.now())
    except (NotPossible, HeldByAnother) as error:
        messages.warning(request, str(error))
        return redirect("queue")
    if encounter is None:
        messages.info(request, "There is no decision of yours to undo.")
        return redirect("queue")
    said = f"Undone: {presentation.heading(encounter)} waits for review again."
    messages.success(request, said + opened_too(encounter))
    return to_workbench(encounter, request.GET.urlencode())


@members_only
@require_POST
def claim(request: MemberRequest, pk: int) -> HttpResponse:
    """Take or renew the lease; the page asks while somebody works on it."""
    encounter = get_object_or_404(Encounter, pk=pk)
    now = timezone.now()
    waits = encounter.status in AWAITING
    taken = claims.take(encounter, by=request.user, now=now) if waits else None
    claims.keep_ahead(by=request.user, now=now)
    if not request.headers.get("Accept", "").startswith("application/json"):
        return to_workbench(encounter, request.GET.urlencode())
    held = taken or claims.holder(encounter, now=now)
    return JsonResponse(
        {
            "yours": bool(taken),
            "by": held.by.get_username() if held else None,
            "until": held.until if held else None,
            "decided": "" if waits else presentation.decided(encounter),
        }
    )


def show(
    request: MemberRequest, encounter: Encounter, form: WholeRecord, *, status: int = 200, **problems: str
) -> HttpResponse:
    """The record; `problem` is said above it, `note_said` beside the note of the action `note_problem`."""
    walk = walk_of(request.GET)
    context: dict[str, Any] = presentation.context(encounter, form, person=request.user, now=timezone.now(), walk=walk)
    context |= {"walk": request.GET.urlencode(), "filters": urlencode(filters_only(request.GET))}
    if "X-Ahead" in request.headers:  # nobody sees it yet: what is to be said waits for the page that they see
        context["messages"] = ()
    return render(request, "review/workbench.html", context | problems, status=status)
