"""Whatever people do, in whatever order: each word has one account, and what a record says stands in its words."""

from contextlib import suppress
from itertools import combinations

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from encounters.actions import accounting, holding, marks, succession_plan
from encounters.extraction import accounting as words
from encounters.extraction.accounting import Standing
from encounters.extraction.layout import Box
from encounters.extraction.parting import NotAWord, beginnings
from encounters.lifecycle import EncounterStatus, InvalidTransition
from encounters.models import Bulletin, Encounter, Mark, Succession
from review.actions import corrections, decisions, missed
from review.policies import NotOpen
from tests.conftest import person
from tests.factories import NOW

from .bulletins import OF_WORDS, read_bulletin

REFUSED = (marks.NotMarked, succession_plan.NotPossible, NotAWord, NotOpen, InvalidTransition)
some = st.integers(0, 400)


class People(RuleBasedStateMachine):
    """Two people at one bulletin, who press every button."""

    by = None

    @initialize()
    def hand_in(self):
        self.bulletin = read_bulletin()
        self.places = [(page.number, place) for page in self.bulletin.pages.all() for place in range(len(page.words))]

    def one(self, rows, number):
        found = list(rows)
        return found[number % len(found)] if found else None

    def encounter(self, number):
        rows = Encounter.objects.filter(bulletin=self.bulletin).select_related("bulletin", "current_revision")
        return self.one(rows, number)

    @rule(start=some, length=st.integers(1, 20), kind=st.sampled_from(OF_WORDS))
    def mark(self, start, length, kind):
        start %= len(self.places)
        self.dare(
            marks.add, self.bulletin, kind, self.places[start : start + length], by=self.by, now=NOW, reason="because"
        )

    @rule(start=some, kind=st.sampled_from(OF_WORDS))
    def mark_a_run_that_nobody_has_explained(self, start, kind):
        runs = [s for s in accounting.account(self.bulletin).stretches if s.account.standing is Standing.UNEXPLAINED]
        run = self.one(runs, start)
        if run:
            places = [(run.page, place) for place in run.places]
            self.dare(marks.add, self.bulletin, kind, places, by=self.by, now=NOW, reason="because")

    @rule(number=some)
    def undo_mark(self, number):
        mark = self.one(Mark.objects.filter(bulletin=self.bulletin).select_related("bulletin", "encounter"), number)
        if mark:
            self.dare(missed.undo_mark, mark, by=self.by, now=NOW)

    @rule(number=some, word=some)
    def split(self, number, word):
        encounter = self.encounter(number)
        at = self.one(beginnings(encounter.current_revision.narrative), word)
        if at:
            self.dare(missed.split, encounter, at=at, by=self.by, now=NOW, version=encounter.version)

    @rule(number=some)
    def merge(self, number):
        encounter = self.encounter(number)
        other = succession_plan.neighbour(encounter)
        if other:
            versions = (encounter.version, other.version)
            self.dare(missed.merge, encounter, other, by=self.by, now=NOW, versions=versions)

    @rule(number=some)
    def undo_succession(self, number):
        step = self.one(Succession.objects.filter(old__bulletin=self.bulletin), number)
        if step:
            self.dare(missed.undo, step.old, by=self.by, now=NOW)

    @rule(number=some)
    def correct(self, number):
        encounter = self.encounter(number)
        values = {"facility": encounter.current_revision.narrative.split()[0], "events": []}
        self.dare(corrections.save, encounter, values, by=self.by, reason="", now=NOW, version=encounter.version)

    @rule(number=some, decide=st.sampled_from([decisions.approve, decisions.reject, decisions.reopen]))
    def decide(self, number, decide):
        encounter = self.encounter(number)
        self.dare(decide, encounter, by=self.by, now=NOW, version=encounter.version, note="because")

    def dare(self, act, *args, **options):
        """Do it, or be refused."""
        with suppress(*REFUSED):
            act(*args, **options)

    @invariant()
    def each_word_is_said_to_be_one_thing(self):
        gone = Succession.objects.filter(undone_at=None).values("old")
        standing = Mark.objects.filter(bulletin=self.bulletin, undone_at=None).exclude(encounter__in=gone)
        said = [{(mark.page, place) for place in mark.words} for mark in standing]
        assert all(not one & other for one, other in combinations(said, 2))
        found = accounting.account(self.bulletin)
        assert [len(accounts) for accounts in found.accounts.values()] == [
            len(page.words) for page in found.pages.values()
        ]
        told = [(stretch.page, place) for stretch in found.stretches for place in stretch.places]
        assert sorted(told) == self.places

    @invariant()
    def the_words_of_a_record_are_its_narrative(self):
        found = accounting.account(self.bulletin)
        for encounter in holding.live().filter(bulletin=self.bulletin).select_related("current_revision"):
            places = found.places(encounter)
            taken_back = encounter.status == EncounterStatus.REJECTED and encounter.marks.exists()
            if places or not taken_back:
                told = words.narrative_of(words.told(found.lines, places)).text
                assert told == encounter.current_revision.narrative

    @invariant()
    def evidence_lies_in_the_narrative(self):
        for encounter in Encounter.objects.filter(bulletin=self.bulletin).select_related("current_revision"):
            evidence = encounter.current_revision.record.evidence
            for box in (box for boxes in evidence.values() for box in boxes):
                assert any(inside(box, line) for line in evidence["narrative"]), (encounter, box)

    @invariant()
    def the_bulletin_says_what_is_still_unexplained(self):
        found = accounting.account(self.bulletin)
        said = [run["text"] for run in Bulletin.objects.get(pk=self.bulletin.pk).unexplained]
        assert said == [run.text for run in words.unexplained(found.stretches)]
        assert sum(len(text.split()) for text in said) == found.words(Standing.UNEXPLAINED)


def inside(box: Box, line: Box) -> bool:
    return (
        box.page == line.page
        and line.x0 - 0.1 <= box.x0
        and box.x1 <= line.x1 + 0.1
        and line.top - 0.1 <= box.top
        and box.bottom <= line.bottom + 0.1
    )


@pytest.mark.django_db
def test_people_may_do_anything_in_any_order():
    People.by = person("anybody", "reviewer")
    run_state_machine_as_test(
        People,
        settings=settings(
            max_examples=12,
            stateful_step_count=15,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],  # what fails is short enough to read; making it shorter takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
