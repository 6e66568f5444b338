"""Two people who act on the same words at the same moment: one is first, the other is told."""

import threading

import pytest
from django.db import connections

from encounters.actions import closing, marks, succession
from encounters.actions.encounters import Stale
from encounters.models import Bulletin, Mark, Succession
from review.actions import decisions, missed
from tests.factories import NOW

from .bulletins import COBB, FIGURES, MISSED, read_bulletin, record, words_of

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run them in threads of their own, all from one moment; returns what each said."""
    start = threading.Barrier(len(acts))
    said = [None] * len(acts)

    def run(number, act):
        start.wait()
        try:
            said[number] = act()
        except (marks.NotMarked, succession.NotPossible, closing.NotFinished, Stale) as error:
            said[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def test_no_word_is_marked_twice(reviewer, editor):
    bulletin = read_bulletin()
    figures = words_of(bulletin, FIGURES)
    said = at_once(
        lambda: marks.add(bulletin, Mark.Kind.BOILERPLATE, figures, by=reviewer, now=NOW),
        lambda: marks.add(bulletin, Mark.Kind.ENCOUNTER, figures[3:], by=editor, now=NOW),
    )
    assert sum(isinstance(one, marks.NotMarked) for one in said) == 1
    assert Mark.objects.count() == 1
    assert len(Bulletin.objects.get().unexplained) in (1, 2)


def test_different_words_are_marked_side_by_side(reviewer, editor):
    bulletin = read_bulletin()
    at_once(
        lambda: marks.add(bulletin, Mark.Kind.BOILERPLATE, words_of(bulletin, FIGURES), by=reviewer, now=NOW),
        lambda: marks.add(bulletin, Mark.Kind.BOILERPLATE, words_of(bulletin, MISSED), by=editor, now=NOW),
    )
    assert Mark.objects.count() == 2
    assert Bulletin.objects.get().unexplained == []


def test_a_record_is_split_once(reviewer, editor):
    bulletin = read_bulletin()
    old = record(bulletin, 2)
    said = at_once(
        lambda: missed.split(record(bulletin, 2), at=len(COBB) + 1, by=reviewer, now=NOW, version=old.version),
        lambda: missed.split(record(bulletin, 2), at=3, by=editor, now=NOW, version=old.version),
    )
    assert sum(isinstance(one, Exception) for one in said) == 1
    assert Succession.objects.count() == 2
    assert bulletin.encounters.count() == 5


def test_a_bulletin_is_never_closed_with_a_record_that_waits(reviewer, editor):
    bulletin = read_bulletin()
    for text in (FIGURES, MISSED):
        marks.add(bulletin, Mark.Kind.BOILERPLATE, words_of(bulletin, text), by=reviewer, now=NOW)
    for encounter in bulletin.encounters.all():
        decisions.approve(encounter, by=reviewer, now=NOW, version=encounter.version)
    again = record(bulletin, 1)
    at_once(
        lambda: closing.close(bulletin, by=reviewer, now=NOW),
        lambda: decisions.reopen(again, by=editor, now=NOW, version=again.version),
    )
    bulletin.refresh_from_db()
    assert (bulletin.closed_at, record(bulletin, 1).status) == (None, "awaiting_review")
