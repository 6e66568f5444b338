"""Closing a bulletin: only when every word is explained and every record decided, and only as long as that holds."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from encounters.actions import closing, marks
from encounters.extraction.contract import dump_encounter
from encounters.models import AuditEntry, Bulletin, Mark
from review.actions import corrections, decisions
from tests.factories import NOW

from .bulletins import FIGURES, MISSED, read_bulletin, record, words_of

pytestmark = pytest.mark.django_db


def explain(bulletin, by):
    for text in (FIGURES, MISSED):
        marks.add(bulletin, Mark.Kind.BOILERPLATE, words_of(bulletin, text), by=by, now=NOW)


def decide(bulletin, by):
    for encounter in bulletin.encounters.filter(status="awaiting_review"):
        decisions.approve(encounter, by=by, now=NOW, version=encounter.version)


def stops(bulletin):
    return [str(stop) for stop in closing.stops(Bulletin.objects.get(pk=bulletin.pk))]


def closed(bulletin, by):
    explain(bulletin, by)
    decide(bulletin, by)
    return closing.close(bulletin, by=by, now=NOW)


def test_what_is_left_to_do_is_said_in_sentences(reviewer):
    bulletin = read_bulletin()
    assert stops(bulletin) == [
        "9 words unexplained on page 1.",
        "13 words unexplained on page 2.",
        "3 records wait for review.",
    ]
    with pytest.raises(closing.NotFinished, match="9 words unexplained on page 1"):
        closing.close(bulletin, by=reviewer, now=NOW)
    explain(bulletin, reviewer)
    assert stops(bulletin) == ["3 records wait for review."]
    decide(bulletin, reviewer)
    assert stops(bulletin) == []


def test_a_bulletin_that_is_done_is_closed_and_reopened(reviewer, editor):
    bulletin = closed(read_bulletin(), reviewer)
    assert (bulletin.closed_by, bulletin.closed_at) == (reviewer, NOW)
    assert closing.close(bulletin, by=editor, now=NOW).closed_by == reviewer
    assert closing.reopen(bulletin, by=editor, now=NOW).closed_at is None
    closing.reopen(bulletin, by=editor, now=NOW)
    actions = AuditEntry.objects.filter(subject="bulletin", action__in=["bulletin.closed", "bulletin.reopened"])
    assert [(entry.action, entry.by) for entry in actions] == [
        ("bulletin.closed", reviewer),
        ("bulletin.reopened", editor),
    ]


def test_a_bulletin_that_is_not_extracted_is_not_closed(reviewer):
    bulletin = Bulletin.objects.create(sha256="0" * 64, filename="a.pdf", byte_size=1, created_at=NOW)
    with pytest.raises(closing.NotFinished, match="has not been extracted"):
        closing.close(bulletin, by=reviewer, now=NOW)


@pytest.mark.parametrize("move", ["reopen", "return_"])
def test_a_record_that_waits_again_reopens_its_bulletin(reviewer, move):
    bulletin = closed(read_bulletin(), reviewer)
    encounter = record(bulletin, 1)
    getattr(decisions, move)(encounter, by=reviewer, now=NOW, version=encounter.version, note="the date is wrong")
    bulletin.refresh_from_db()
    assert bulletin.closed_at is None
    assert stops(bulletin) == ["1 record waits for review."]


def test_a_record_that_a_person_adds_reopens_its_bulletin_and_takes_free_words(reviewer):
    bulletin = read_bulletin()
    decide(bulletin, reviewer)
    page = bulletin.pages.get(number=2)
    _, first = words_of(bulletin, MISSED)[0]
    values = dump_encounter(record(bulletin, 3).current_revision.record)
    del values["sequence"]
    edges = page.words[first]
    box = {"page": 2, "x0": 70, "top": edges[2], "x1": 500, "bottom": edges[4] + 14}
    values |= {"narrative": MISSED, "evidence": {"narrative": [box]}}
    added = corrections.add(bulletin, values, by=reviewer, reason="missed", now=NOW)
    assert added.marks.get().words == [place for _, place in words_of(bulletin, MISSED)]
    assert stops(bulletin) == ["9 words unexplained on page 1.", "1 record waits for review."]


def test_uploaders_close_nothing(uploader, reviewer):
    bulletin = read_bulletin()
    explain(bulletin, reviewer)
    decide(bulletin, reviewer)
    with pytest.raises(PermissionDenied):
        closing.close(bulletin, by=uploader, now=NOW)
    closing.close(bulletin, by=reviewer, now=NOW)
    with pytest.raises(PermissionDenied):
        closing.reopen(bulletin, by=uploader, now=NOW)


def test_the_database_refuses_half_a_closing():
    bulletin = read_bulletin()
    with pytest.raises(IntegrityError, match="bulletin_closed_at_by"), transaction.atomic():
        Bulletin.objects.filter(pk=bulletin.pk).update(closed_at=NOW)
