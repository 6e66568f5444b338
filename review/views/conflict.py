"""The screen of a conflict: somebody wrote the record while a person had it open, and there is one choice a field.

Nothing is overwritten and nothing is lost: the page holds everything that was typed and every word that was selected
on the page, and what is chosen is posted as a correction of the record as it stands now. Where somebody writes once
more while that goes on, the page comes again, on the newer state, with what was chosen.
"""

import json

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from encounters.actions.encounters import Stale
from encounters.extraction.contract import ContractError, dump_encounter
from encounters.models import Encounter, Page, Revision
from encounters.views.access import MemberRequest, members_only
from review.actions import corrections
from review.changes import LISTS
from review.conflicts import Differences, Mine, NotAsked, Taken
from review.forms import WholeRecord
from review.policies import NotOpen, check_correct

from .presentation import saved_tag
from .walking import to_workbench


def typed(form: WholeRecord, revision: str) -> Mine:
    """What is in the form of the workbench; empty where its button writes nothing."""
    if not form.main.is_bound or not form.is_valid():
        return Mine(revision=revision, opened=revision)
    values = form.values()
    return Mine(values, values.get("evidence", {}), revision, revision, form.reason)


def chosen(data: QueryDict) -> Mine:
    """What is in the form of the conflict. Raises `SuspiciousOperation` where no page of ours has sent it."""
    named = {name.removeprefix("mine."): str(data[name]) for name in data if name.startswith("mine.")}
    try:
        values = {name: json.loads(said) for name, said in named.items()}
        evidence = json.loads(data.get("evidence") or "{}")
    except ValueError as error:
        raise SuspiciousOperation(str(error)) from error
    taken = frozenset(name for name in values if data.get(f"take.{name}") == "mine")
    items = {name: taken_of(name, data) for name in LISTS if f"item.{name}.0" in data}
    numbers = (data.get("revision", ""), data.get("opened", ""))
    return Mine(values, evidence, *numbers, data.get("reason", "")[:400], taken, items)


def taken_of(name: str, data: QueryDict) -> tuple[Taken, ...]:
    """What a form says of the items of a list. Raises `SuspiciousOperation` where no page of ours has sent it."""
    found: list[Taken] = []
    while said := data.get(f"item.{name}.{len(found)}"):
        theirs, separator, mine = said.partition("~")
        if not separator or not all(not each or (each.isdecimal() and len(each) < 4) for each in (theirs, mine)):
            raise SuspiciousOperation(f"No places in two lists: {said}")
        take = data.get(f"take.{name}.{len(found)}", "theirs")
        found.append(Taken(int(theirs) if theirs else None, int(mine) if mine else None, take))
    return tuple(found)


def show(request: MemberRequest, mine: Mine, *, theirs: Encounter, problem: str = "") -> HttpResponse:
    """The screen of a conflict, status 409."""
    record = theirs.current.record
    pages = Page.objects.filter(bulletin=theirs.bulletin_id, number__range=(record.page_first, record.page_last))
    base = dump_encounter(seen(theirs, mine.revision).record)
    layouts = {page.number: page.layout for page in pages.defer("kinds")}
    opened = dump_encounter(seen(theirs, mine.opened).record)
    found = Differences(mine, opened, base, dump_encounter(record), layouts).choices() if mine.values else []
    context = {
        "section": "queue",
        "encounter": theirs,
        "revision": theirs.current_revision,
        "mine": mine,
        "evidence": json.dumps(mine.evidence),
        "choices": found,
        "lists": {name: json.dumps(mine.values[name]) for name in LISTS if name in mine.values},
        "walk": request.GET.urlencode(),
        "problem": problem,
    }
    return render(request, "review/conflict.html", context, status=409)


def seen(encounter: Encounter, number: str) -> Revision:
    """The revision that the person had open, else the first."""
    revisions = encounter.revisions.order_by("number")
    named = revisions.filter(number=number).first() if number.isdecimal() and len(number) < 10 else None
    return named or revisions[0]


@members_only
@require_POST
def settle(request: MemberRequest, pk: int) -> HttpResponse:
    """Write what was chosen field by field on top of the record as it stands."""
    encounter = get_object_or_404(Encounter.objects.select_related("bulletin", "current_revision"), pk=pk)
    mine = chosen(request.POST)
    said = request.POST.get("version", "")
    version = int(said) if said.isdecimal() and len(said) < 10 else 0
    try:
        check_correct(request.user, encounter)
        if version != encounter.version:  # places in a list are those of the list that was shown
            raise Stale(encounter)
        revision = corrections.save(
            encounter,
            mine.correction(dump_encounter(encounter.current.record)),
            by=request.user,
            reason=f"{mine.reason} (settled a conflict)" if mine.reason else "settled a conflict",
            now=timezone.now(),
            version=version,
        )
    except Stale as stale:
        return show(request, mine, theirs=stale.encounter)
    except NotAsked as error:
        raise SuspiciousOperation(str(error)) from error
    except (NotOpen, ContractError) as error:
        encounter.refresh_from_db()
        return show(request, mine, theirs=encounter, problem=str(error))
    said = (
        f"Saved, revision {revision.number}." if revision else "Nothing of yours was taken: the record stays as it is."
    )
    messages.success(request, said, extra_tags=saved_tag(request, encounter))
    return to_workbench(encounter, request.GET.urlencode())
