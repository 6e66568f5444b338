"""The dashboard: for editors everything, for a reviewer their own numbers."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from encounters import policies
from encounters.views.access import MemberRequest, members_only
from review import dashboard as numbers
from review.actions.sampling import FAST


@members_only
@require_safe
def dashboard(request: MemberRequest) -> HttpResponse:
    now = timezone.now()
    everything = policies.is_editor(request.user)
    context = {
        "section": "dashboard",
        "everything": everything,
        "backlog": numbers.backlog(now=now),
        "bars": numbers.bars(numbers.by_day(now=now)),
        "pace": numbers.pace(now=now, only=None if everything else request.user, fast=FAST),
        "fast": FAST,
        "days": numbers.DAYS,
        "agreement": numbers.agreement() if everything else {},
        "corrections": numbers.corrections() if everything else None,
    }
    return render(request, "review/dashboard.html", context)
