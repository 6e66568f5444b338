"""The history of a record: every revision with its differences, every decision, and a way back to each."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from encounters.actions.encounters import Stale
from encounters.extraction.contract import dump_encounter
from encounters.lifecycle import AWAITING
from encounters.models import Encounter, Revision
from encounters.policies import is_reviewer
from encounters.views.access import MemberRequest, members_only
from review import highlights, wording
from review.actions import corrections
from review.changes import Change, differences
from review.models import Decision
from review.policies import NotOpen

from . import presentation


@dataclass(frozen=True, slots=True)
class Step:
    """A revision, what it changed, and how people judged it."""

    revision: Revision
    changes: tuple[Change, ...]
    decisions: tuple[Decision, ...]


def steps(encounter: Encounter) -> list[Step]:
    """The revisions in order, the newest last."""
    revisions = list(
        encounter.revisions.select_related("by", "encounter").prefetch_related("offenses", "events").order_by("number")
    )
    judged: dict[int, list[Decision]] = {}
    for decision in Decision.objects.filter(encounter=encounter).select_related("by").order_by("id"):
        judged.setdefault(decision.revision_id, []).append(decision)
    before: list[Revision | None] = [None, *revisions]
    return [
        Step(
            revision,
            tuple(map(told, differences(earlier.record, revision.record))) if earlier else (),
            tuple(judged.get(revision.pk, ())),
        )
        for earlier, revision in zip(before, revisions, strict=False)
    ]


def told(change: Change) -> Change:
    """A change with its field and its values in words."""
    said = [wording.in_words(change.field, value) for value in (change.before, change.after)]
    return Change(highlights.label(change.field), *said)


@members_only
@require_safe
def history(request: MemberRequest, pk: int) -> HttpResponse:
    encounter = get_object_or_404(Encounter.objects.select_related("bulletin", "current_revision"), pk=pk)
    context = {
        "section": "queue",
        "encounter": encounter,
        "heading": presentation.heading(encounter),
        "steps": steps(encounter)[::-1],
        "is_open": encounter.status in AWAITING,
        "may_review": is_reviewer(request.user),
    }
    return render(request, "review/history.html", context)


@members_only
@require_POST
def restore(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """Write an earlier revision's values again, as the newest one."""
    encounter = get_object_or_404(Encounter.objects.select_related("bulletin", "current_revision"), pk=pk)
    earlier = get_object_or_404(encounter.revisions, number=number)
    try:
        revision = corrections.save(
            encounter,
            dump_encounter(earlier.record),
            by=request.user,
            reason=f"restored revision {number}",
            now=timezone.now(),
            version=encounter.version,
        )
    except (Stale, NotOpen) as error:
        messages.error(request, str(error))
        return redirect("history", pk)
    messages.success(
        request, f"Saved, revision {revision.number}." if revision else "Nothing differs from that revision."
    )
    return redirect("workbench", pk)
