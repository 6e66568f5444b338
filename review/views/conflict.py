"""A conflict: somebody wrote the record while a person had it open. Base, theirs and mine, one choice a field.

Nothing is overwritten and nothing is lost: the page holds everything that was typed and every word that was selected
on the page, and what is chosen is posted as a correction of the record as it stands now. Where somebody writes once
more while that goes on, the page comes again, on the newer state, with what was chosen.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from encounters.actions.encounters import Stale
from encounters.extraction.contract import ContractError, dump_encounter
from encounters.extraction.layout import Box
from encounters.extraction.revise import narrative_under
from encounters.models import Encounter, Page, Revision
from encounters.views.access import MemberRequest, members_only
from review.actions import corrections
from review.changes import NOT_VALUES
from review.forms import WholeRecord
from review.policies import NotOpen

from .presentation import saved_tag
from .walking import to_workbench

type Boxes = Mapping[str, list[dict[str, Any]]]
"""Evidence in the form of the contract, by key."""


@dataclass(frozen=True, slots=True)
class Mine:
    """What a person has for the record: values by field, and the evidence that they selected for them.

    `taken` are the fields in which they chose their own; `revision` is the number of the one that they had before
    their eyes, and `reason` why they changed something.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    evidence: Boxes = field(default_factory=dict)
    revision: str = ""
    reason: str = ""
    taken: frozenset[str] | None = None

    @classmethod
    def typed(cls, form: WholeRecord, revision: str) -> Self:
        """From the form of the workbench; empty where its button writes nothing."""
        if not form.main.is_bound or not form.is_valid():
            return cls(revision=revision)
        values = form.values()
        return cls(values, values.get("evidence", {}), revision, form.reason)

    @classmethod
    def chosen(cls, data: QueryDict) -> Self:
        """From the form of the conflict. Raises `SuspiciousOperation` where no page of ours has sent it."""
        named = {name.removeprefix("mine."): str(data[name]) for name in data if name.startswith("mine.")}
        try:
            values = {name: json.loads(said) for name, said in named.items()}
            evidence = json.loads(data.get("evidence") or "{}")
        except ValueError as error:
            raise SuspiciousOperation(str(error)) from error
        taken = frozenset(name for name in values if data.get(f"take.{name}") == "mine")
        return cls(values, evidence, data.get("revision", ""), data.get("reason", "")[:400], taken)

    def evidence_of(self, name: str) -> Boxes:
        return {key: boxes for key, boxes in self.evidence.items() if key.partition(".")[0] == name}

    @property
    def correction(self) -> dict[str, Any]:
        """The values to write, with their evidence."""
        taken = self.taken or frozenset()
        evidence = {key: boxes for name in taken for key, boxes in self.evidence_of(name).items()}
        values = {name: self.values[name] for name in taken}
        return values | ({"evidence": evidence} if evidence else {})


@dataclass(frozen=True, slots=True)
class Side:
    """A value, and the words of the page that somebody selected for it, where that is in question."""

    value: Any
    words: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One field on which two people differ, in the value or in its words; `take_mine` is chosen at first."""

    field: str
    base: Side
    theirs: Side
    mine: Side
    take_mine: bool

    @property
    def label(self) -> str:
        return self.field.replace("_", " ")

    @property
    def mine_json(self) -> str:
        return json.dumps(self.mine.value)


def choices(mine: Mine, base: Mapping[str, Any], theirs: Mapping[str, Any], pages: Iterable[Page]) -> list[Choice]:
    """Where `mine` differs from `theirs`, both in the form of the contract. A person's own is chosen at first where
    nobody else changed that field; when they have chosen before, only where they chose it."""
    layouts = {page.number: page.layout for page in pages}

    def quoted(evidence: Boxes, keys: Iterable[str]) -> str:
        boxes = [Box(**box) for key in keys for box in evidence.get(key, ())]
        return narrative_under(boxes, layouts).text

    found = []
    for name, value in mine.values.items():
        keys = list(mine.evidence_of(name))
        same_words = all(mine.evidence[key] == theirs["evidence"].get(key) for key in keys)
        if name in NOT_VALUES or (value == theirs[name] and same_words):
            continue
        untouched = base[name] == theirs[name] and all(
            base["evidence"].get(key) == theirs["evidence"].get(key) for key in keys
        )
        found.append(
            Choice(
                name,
                base=Side(base[name], quoted(base["evidence"], keys)),
                theirs=Side(theirs[name], quoted(theirs["evidence"], keys)),
                mine=Side(value, quoted(mine.evidence, keys)),
                take_mine=untouched and (mine.taken is None or name in mine.taken),
            )
        )
    return found


def show(request: MemberRequest, mine: Mine, *, theirs: Encounter, problem: str = "") -> HttpResponse:
    """The screen of a conflict, status 409."""
    record = theirs.current.record
    pages = Page.objects.filter(bulletin=theirs.bulletin_id, number__range=(record.page_first, record.page_last))
    base = dump_encounter(seen(theirs, mine.revision).record)
    found = choices(mine, base, dump_encounter(record), pages.defer("kinds")) if mine.values else []
    context = {
        "section": "queue",
        "encounter": theirs,
        "revision": theirs.current_revision,
        "mine": mine,
        "evidence": json.dumps(mine.evidence),
        "choices": found,
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
    mine = Mine.chosen(request.POST)
    version = request.POST.get("version", "")
    try:
        revision = corrections.save(
            encounter,
            mine.correction,
            by=request.user,
            reason=f"{mine.reason} (settled a conflict)" if mine.reason else "settled a conflict",
            now=timezone.now(),
            version=int(version) if version.isdecimal() and len(version) < 10 else 0,
        )
    except Stale as stale:
        return show(request, mine, theirs=stale.encounter)
    except (NotOpen, ContractError) as error:
        encounter.refresh_from_db()
        return show(request, mine, theirs=encounter, problem=str(error))
    said = (
        f"Saved, revision {revision.number}." if revision else "Nothing of yours was taken: the record stays as it is."
    )
    messages.success(request, said, extra_tags=saved_tag(request, encounter))
    return to_workbench(encounter, request.GET.urlencode())
