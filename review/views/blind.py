"""Second readings: the workbench without anything that the first reader said, and the screen that settles."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from encounters.extraction.contract import ContractError, dump_encounter
from encounters.models import Encounter
from encounters.views.access import MemberRequest, members_only
from review.actions import sampling, second_readings
from review.agreement import differing
from review.forms import WholeRecord
from review.highlights import label
from review.models import SecondReading
from review.wording import in_words

from . import presentation


@members_only
@require_safe
def readings(request: MemberRequest) -> HttpResponse:
    """What waits to be read blind, and what waits to be settled."""
    now = timezone.now()
    differs = SecondReading.objects.filter(outcome=SecondReading.Outcome.DIFFERS)
    context = {
        "section": "blind",
        "waiting": second_readings.waiting(by=request.user, now=now).count(),
        "differs": differs.select_related("encounter__current_revision", "first_by", "by").order_by("id")[:50],
        "settled": SecondReading.objects.filter(by__isnull=False).count(),
    }
    return render(request, "review/readings.html", context)


@members_only
@require_POST
def next_reading(request: MemberRequest) -> HttpResponse:
    reading = second_readings.take_next(by=request.user, now=timezone.now())
    if reading is None:
        messages.info(request, "No record waits for a second reading by you.")
        return redirect("readings")
    return redirect("reading", reading.pk)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Read one record anew. Only the person who holds its lease sees it."""
    found = get_object_or_404(SecondReading.objects.select_related("encounter__bulletin"), pk=pk)
    if not second_readings.is_held(found, by=request.user, now=timezone.now()):
        messages.error(request, "That reading is not yours. Take the next one here.")
        return redirect("readings")
    if request.method != "POST":
        return show(request, found)
    form = WholeRecord(sampling.draft_of(found.encounter), version=0, data=request.POST)
    if not form.is_valid():
        return show(request, found, form, problem="Nothing was saved: some fields need a look.")
    try:
        second_readings.submit(found, form.values(), by=request.user, now=timezone.now())
    except ContractError as error:
        return show(request, found, form, problem=f"Nothing was saved: {error}.")
    except second_readings.NotWaiting as error:
        messages.error(request, str(error))
        return redirect("readings")
    messages.success(
        request, "Saved. Thank you for reading it again.", extra_tags=presentation.saved_tag(request, found)
    )
    return next_reading(request)


def show(
    request: MemberRequest, found: SecondReading, form: WholeRecord | None = None, problem: str = ""
) -> HttpResponse:
    record = sampling.draft_of(found.encounter)
    context: dict[str, Any] = presentation.record_context(
        found.encounter, record, form or WholeRecord(record, version=0)
    )
    context |= {"section": "blind", "is_open": True, "keys": presentation.keys_for(request.user), "problem": problem}
    context |= {"draft": presentation.draft_name(found)}
    return render(request, "review/blind.html", context | {"until": found.held_until}, status=422 if problem else 200)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: MemberRequest, pk: int) -> HttpResponse:
    """Two readings side by side, one choice a field."""
    found = get_object_or_404(SecondReading.objects.select_related("revision", "first_by", "by"), pk=pk)
    encounter = get_object_or_404(
        Encounter.objects.select_related("bulletin", "current_revision"), pk=found.encounter_id
    )
    first = dump_encounter(found.revision.record)
    second = found.values or first
    fields = differing(first, second)
    taken = {field: request.POST.get(f"take.{field}", "") for field in fields}
    # Nothing is chosen at first: a grade says that somebody looked at each of these.
    unchosen = [field for field, whose in taken.items() if whose not in ("first", "second")]
    if request.method == "POST" and (not unchosen or found.outcome != SecondReading.Outcome.DIFFERS):
        chosen = {field: second[field] for field, whose in taken.items() if whose == "second"}
        try:
            second_readings.settle(found, chosen, by=request.user, now=timezone.now())
        except second_readings.NotWaiting as error:
            messages.error(request, str(error))
        else:
            encounter.refresh_from_db()
            messages.success(request, f"Settled: {presentation.heading(encounter)}.")
        return redirect("readings")
    context = {
        "section": "blind",
        "reading": found,
        "may_settle": second_readings.can_settle(found, by=request.user),
        "encounter": encounter,
        "heading": presentation.heading(encounter),
        "record": encounter.current.record,
        "choices": [
            (field, label(field), in_words(field, first[field]), in_words(field, second[field]), taken[field])
            for field in fields
        ],
        "unchosen": [label(field) for field in unchosen] if request.method == "POST" else [],
    }
    return render(request, "review/settle.html", context, status=422 if context["unchosen"] else 200)
