"""Marks: a person says what words are that extraction could not place, or takes that back.

Words that a record holds are never taken from it, and words that somebody marked are not marked again: the
bulletin's row is held while they change, so of two people who mark the same words at once the second is told.
"""

import datetime
from collections.abc import Collection

from django.contrib.auth.models import User
from django.db import transaction

from encounters import policies
from encounters.extraction import accounting as words
from encounters.extraction.accounting import Place, Standing
from encounters.extraction.headings import printed
from encounters.lifecycle import BulletinStatus, EncounterStatus
from encounters.models import Bulletin, Encounter, Mark, Page

from . import accounting, audit, encounters, readings
from .accounting import Accounting


class NotMarked(Exception):
    """Nothing was marked, or nothing undone; the message says why."""


class ReasonNeeded(NotMarked):
    """Whoever says that words are no encounter says why."""


class WordsHeld(NotMarked):
    """Some of the words belong to records, which must be split before others can have them."""

    def __init__(self, held: list[Encounter], place: Place) -> None:
        self.encounters = held
        self.place = place
        names = " and ".join(encounter.name for encounter in held)
        belong = "record" if len(held) == 1 else "records"
        super().__init__(f"Nothing was marked: some of these words belong to {belong} {names}.")


@transaction.atomic
def add(
    bulletin: Bulletin,
    kind: Mark.Kind,
    places: Collection[Place],
    *,
    by: User,
    now: datetime.datetime,
    reason: str = "",
) -> list[Mark]:
    """Say that words are a new encounter, boilerplate, or no encounter: a mark for each page.

    Words that are boilerplate already are left out of a mark that says so. Raises `NotMarked`; of its kinds
    `ReasonNeeded` and `WordsHeld`.
    """
    policies.check_reviewer(by)
    bulletin = accounting.lock(bulletin)
    check_open(bulletin)
    if kind == Mark.Kind.READ_BY_EYE:
        raise NotMarked(
            "Nothing was marked: words that can be chosen were read. Only a page without words is read by eye."
        )
    reason = reason.strip()
    if kind == Mark.Kind.NOT_AN_ENCOUNTER and not reason:
        raise ReasonNeeded("Nothing was marked: say why this is not an encounter, in a word or a sentence.")
    numbers = {number for number, _ in places}
    found = accounting.around(bulletin, numbers) if numbers else Accounting({}, {}, {})
    chosen = _free(found, places, kind)
    if kind == Mark.Kind.ENCOUNTER:
        encounter = _new_encounter(bulletin, found, chosen, by=by, now=now)
        marks = list(encounter.marks.order_by("page"))
    else:
        marks = accounting.say(bulletin, chosen, kind, by=by, now=now, reason=reason)
    accounting.refresh(bulletin, numbers)
    for mark in marks:
        data = {"mark": mark.pk, "kind": kind, "page": mark.page, "words": mark.words, "reason": reason}
        audit.record("bulletin.marked", subject=bulletin, by=by, now=now, data=data)
    return marks


@transaction.atomic
def undo(mark: Mark, *, by: User, now: datetime.datetime) -> list[Mark]:
    """Take a mark back, with those of its encounter on other pages; the encounter is then rejected.

    Raises `NotMarked`; `Stale` where somebody writes the encounter at the same moment.
    """
    policies.check_reviewer(by)
    bulletin = accounting.lock(mark.bulletin)
    check_open(bulletin)
    standing = Mark.objects.filter(bulletin=bulletin, undone_at=None).select_related("encounter")
    of_one = standing.filter(encounter=mark.encounter_id) if mark.encounter_id else standing.filter(pk=mark.pk)
    marks = list(of_one.order_by("page"))
    if not marks:
        raise NotMarked("Nothing was undone: somebody has undone this mark already.")
    encounter = marks[0].encounter
    if encounter:
        _check_undo(encounter)
        if encounter.status != EncounterStatus.REJECTED:
            encounters.move(encounter, "reject", by=by, now=now, version=encounter.version, data={"note": UNDONE})
    Mark.objects.filter(pk__in=[each.pk for each in marks]).update(undone_at=now, undone_by=by)
    accounting.refresh(bulletin, {each.page for each in marks})
    for each in marks:
        audit.record("bulletin.unmarked", subject=bulletin, by=by, now=now, data={"mark": each.pk, "page": each.page})
    return marks


UNDONE = "its words were given back"
"""Why an encounter is rejected whose mark is undone."""


def check_open(bulletin: Bulletin) -> None:
    if bulletin.status != BulletinStatus.EXTRACTED:
        raise NotMarked("Nothing was changed: this bulletin has not been extracted.")
    if bulletin.closed_at:
        raise NotMarked("Nothing was changed: this bulletin is closed. Reopen it first.")


def _check_undo(encounter: Encounter) -> None:
    if encounter.succeeds.filter(undone_at=None).exists():
        raise NotMarked(f"Nothing was undone: record {encounter.name} came of a split or a merge. Undo that instead.")
    if encounter.succeeded_by.filter(undone_at=None).exists():
        raise NotMarked(f"Nothing was undone: record {encounter.name} was split or merged. Undo that first.")
    if encounter.status == EncounterStatus.APPROVED:
        raise NotMarked(f"Nothing was undone: record {encounter.name} is approved. Reopen it first.")


def _free(found: Accounting, places: Collection[Place], kind: Mark.Kind) -> frozenset[Place]:
    """Those of the words that can be marked so, or an exception that says why not."""
    chosen = set()
    held: dict[int, Place] = {}
    for number, place in sorted(places):
        if number not in found.pages or not 0 <= place < len(found.accounts[number]):
            raise NotMarked(f"Nothing was marked: page {number} has no word {place}.")
        account = found.accounts[number][place]
        if account.record is not None:
            held.setdefault(account.record, (number, place))
        elif account.mark is not None:
            mark = Mark.objects.select_related("by").get(pk=account.mark)
            raise NotMarked(
                f"Nothing was marked: {mark.by.get_username()} has marked some of these words on page {number} as "
                f"{mark.get_kind_display()}. Undo that mark first."
            )
        elif not (kind == Mark.Kind.BOILERPLATE and account.standing is Standing.BOILERPLATE):
            chosen.add((number, place))
    if held:
        holders = Encounter.objects.filter(pk__in=held).order_by("sequence")
        raise WordsHeld(list(holders), held[holders[0].pk])
    if not any(printed(found.pages[number].words[place][0]) for number, place in chosen):
        raise NotMarked("Nothing was marked: choose words first." if not places else "Nothing to mark: that is known.")
    return frozenset(chosen)


def _new_encounter(
    bulletin: Bulletin, found: Accounting, places: frozenset[Place], *, by: User, now: datetime.datetime
) -> Encounter:
    lines = words.told(found.lines, places)
    state = heading_over(bulletin, found, places)
    return readings.add(bulletin, lines, heading_state=state, by=by, reason="found on the page", now=now)


def heading_over(bulletin: Bulletin, found: Accounting, places: frozenset[Place]) -> str | None:
    """The state heading that the words stand under, on their page or an earlier one."""
    seen, state = words.heading_over(found.stretches, places)
    if seen:
        return state
    earlier = Page.objects.filter(bulletin=bulletin, number__lt=min(found.pages)).order_by("-number")
    for number in earlier.values_list("number", flat=True).iterator():
        seen, state = words.heading_over(accounting.account(bulletin, {number}).stretches, frozenset())
        if seen:
            break
    return state
