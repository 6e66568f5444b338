"""The records that come next, which `ahead.js` fetches while one is read, so that the next is there at once.

It asks for one with `take`, which claims it and leads to its page, and once more for the one behind that. When it
posts a decision it names the record that it has ready (`ahead`), and is answered in JSON: that this one is opened
now, or nothing of the kind, and then it goes where a plain form goes.
"""

import datetime

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from encounters.models import Encounter
from encounters.views.access import MemberRequest, members_only
from review.actions import claims, walks

from . import presentation
from .walking import query_of, to_workbench, walk_of

MOST = 10
"""Records that one page can give back."""


@members_only
@require_POST
def take(request: MemberRequest, pk: int) -> HttpResponse:
    """Hold the record that comes behind this one for a short while, and go to its page; 204 where none does."""
    after = get_object_or_404(Encounter.objects.only("bulletin_id", "sequence"), pk=pk)
    step = walks.take_next(walk_of(request.GET), by=request.user, now=timezone.now(), after=after, ahead=True)
    return to_workbench(step[0], query_of(step[1], request.GET)) if step else HttpResponse(status=204)


def wanted(request: MemberRequest) -> bool:
    """Whether the browser has the next record ready."""
    return bool(number(request.POST.get("ahead", "")))


def open_next(request: MemberRequest, *, said: str, now: datetime.datetime) -> HttpResponse | None:
    """Open the record that the browser has ready, if it is as it was then; null where it is not."""
    encounter = claims.open_ahead(number(request.POST["ahead"]), by=request.user, now=now)
    if encounter is None:
        return None
    return JsonResponse(
        {"encounter": encounter.pk, "version": encounter.version, "said": said, **presentation.progress(encounter)}
    )


@members_only
@require_POST
def leave(request: MemberRequest) -> HttpResponse:
    """Give records back, open or ahead: the page says so when it is left. `ahead=all` is for one that it had asked for
    and was left before it knew which."""
    numbers = [number(each) for each in request.POST.getlist("encounter")[:MOST]]
    claims.leave(numbers, by=request.user, all_ahead=request.POST.get("ahead") == "all")
    return HttpResponse(status=204)


def number(text: str) -> int:
    """The id that a form names; 0, which no record has, where it names none."""
    return int(text) if text.isdecimal() and len(text) < 19 else 0
