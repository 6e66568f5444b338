"""Comments on a record: say, settle."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from encounters.models import Encounter
from encounters.views.access import MemberRequest, members_only
from review.actions import comments
from review.models import Comment

from .walking import to_workbench


@members_only
@require_POST
def say(request: MemberRequest, pk: int) -> HttpResponse:
    encounter = get_object_or_404(Encounter, pk=pk)
    text, field = request.POST.get("text", ""), request.POST.get("field", "")
    try:
        comment = comments.add(encounter, text=text, field=field, by=request.user, now=timezone.now())
    except comments.NothingSaid as error:
        messages.error(request, str(error))
    else:
        asked = ", ".join(person.get_username() for person in comment.mentions.all())
        messages.success(request, f"Said. It waits in the queue of {asked}." if asked else "Said.")
        for name in comments.unknown(comment):
            messages.warning(request, f"Nobody here is called @{name}, so nobody was asked by that name.")
    return to_workbench(encounter, request.GET.urlencode())


@members_only
@require_POST
def settle(request: MemberRequest, pk: int) -> HttpResponse:
    comment = get_object_or_404(Comment, pk=pk)
    comments.settle(comment, by=request.user, now=timezone.now())
    return to_workbench(comment.encounter, request.GET.urlencode())


@members_only
@require_safe
def people(request: MemberRequest) -> JsonResponse:
    """`?text=ad` -> `{"names": ["ada"]}`: whom a comment can mention."""
    return JsonResponse({"names": comments.people(request.GET.get("text", "")[:150])})
