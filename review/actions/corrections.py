"""Corrections: what a person says a record is becomes its next revision."""

import datetime
import json
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from encounters import policies as roles
from encounters.actions import accounting, drafts, revisions
from encounters.extraction.contract import ContractError, dump_encounter, load_encounter
from encounters.extraction.narrative import Narrative
from encounters.extraction.records import EncounterRecord
from encounters.extraction.revise import narrative_under, revise
from encounters.models import Bulletin, Encounter, Page, Revision
from review import policies
from review.changes import differences


@transaction.atomic
def save(
    encounter: Encounter, values: Mapping[str, Any], *, by: User, reason: str, now: datetime.datetime, version: int
) -> Revision | None:
    """Write `values` (keys and JSON values of the contract, only those that change) as the next revision.

    Evidence, confidence, warnings and coded values follow; see `extraction.revise`. Returns null where
    nothing differs, and writes nothing. Raises `ContractError`, `NotOpen`, `Stale`, `PermissionDenied`.
    """
    policies.check_correct(by, encounter)
    before = encounter.current.record
    if says_the_same(values, before):  # approved as it was read, as most are: nothing to look up on its pages
        return None
    after = revise(before, values, narrative=narrative_of(encounter))
    if not differences(before, after) and before.evidence == after.evidence:
        return None
    if "evidence" in values:
        check_pages(after, encounter.bulletin)
    lines = {*before.evidence.get("narrative", ())} ^ {*after.evidence.get("narrative", ())}
    if lines:
        accounting.lock(encounter.bulletin)
    revision = revisions.add(encounter, after, by=by, reason=reason, now=now, version=version)
    if lines:  # words come to the record, or are nobody's now
        accounting.refresh(encounter.bulletin, {line.page for line in lines})
    return revision


def says_the_same(values: Mapping[str, Any], record: EncounterRecord) -> bool:
    """Whether every one of `values` is what the record says already, to the type: `1` is not `true`. Words that were
    selected on the page always say something."""
    document = dump_encounter(record)
    return all(name != "evidence" and name in document and same(said, document[name]) for name, said in values.items())


def same(one: object, other: object) -> bool:
    """Whether two JSON values are the same JSON."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


@transaction.atomic
def add(bulletin: Bulletin, values: Mapping[str, Any], *, by: User, reason: str, now: datetime.datetime) -> Encounter:
    """Add a record that the extractor missed; `values` has every key of the contract but `sequence`.

    Raises `ContractError`, also where the bulletin has no such pages, and `PermissionDenied`.
    """
    roles.check_reviewer(by)
    sequence = drafts.next_sequence(bulletin)
    record = load_encounter({**values, "sequence": sequence})
    check_pages(record, bulletin)
    return drafts.add(bulletin, record, by=by, reason=reason, now=now)


def check_pages(record: EncounterRecord, bulletin: Bulletin) -> None:
    """Raise `ContractError` where the record does not lie on pages of the bulletin, and its evidence on its own."""
    first, last = record.page_first, record.page_last
    if not first <= last <= (bulletin.page_count or 0):
        raise ContractError(
            "page_last", f"a page from {first} to {bulletin.page_count or 0}, the bulletin's last", last
        )
    for key, boxes in record.evidence.items():
        for box in boxes:
            if not first <= box.page <= last:
                raise ContractError(f"evidence.{key}", f"boxes on the record's pages, {first} to {last}", box.page)


def narrative_of(encounter: Encounter) -> Narrative:
    """The words of the record's narrative, from its pages."""
    revision = encounter.current
    pages = Page.objects.filter(bulletin=encounter.bulletin_id, number__range=(revision.page_first, revision.page_last))
    return narrative_under(revision.record.evidence.get("narrative", ()), {page.number: page.layout for page in pages})
