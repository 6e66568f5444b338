"""Marks: what a person says of words, who may say it, and what is never taken from a record."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from encounters.actions import accounting, closing, encounters, marks
from encounters.extraction.accounting import Standing
from encounters.extraction.contract import dump_encounter
from encounters.lifecycle import EncounterStatus
from encounters.models import AuditEntry, Bulletin, Mark
from review.actions import corrections, decisions
from tests.factories import NOW

from .bulletins import COBB, FIGURES, MISSED, OF_WORDS, read_bulletin, record, words_of

pytestmark = pytest.mark.django_db

INTRODUCTION = (
    "The 287(g) Program enhances the safety and security of communities by creating partnerships with state and local "
    "law enforcement agencies."
)
ENCOUNTER, BOILERPLATE, ASIDE = Mark.Kind.ENCOUNTER, Mark.Kind.BOILERPLATE, Mark.Kind.NOT_AN_ENCOUNTER


def mark(bulletin, kind, places, by, reason=""):
    return marks.add(bulletin, kind, places, by=by, now=NOW, reason=reason)


def standings(bulletin, places):
    accounts = accounting.account(bulletin).accounts
    return {accounts[number][place].standing for number, place in places}


def still_unexplained(bulletin):
    return [run["text"] for run in Bulletin.objects.get(pk=bulletin.pk).unexplained]


def test_words_that_are_boilerplate_are_no_longer_unexplained(reviewer):
    bulletin = read_bulletin()
    figures = words_of(bulletin, FIGURES)
    (made,) = mark(bulletin, BOILERPLATE, figures, reviewer)
    assert (made.page, made.words, made.by) == (1, [place for _, place in figures], reviewer)
    assert standings(bulletin, figures) == {Standing.BOILERPLATE}
    assert still_unexplained(bulletin) == [MISSED]


def test_what_is_no_encounter_says_why(reviewer):
    bulletin = read_bulletin()
    figures = words_of(bulletin, FIGURES)
    with pytest.raises(marks.NotMarked, match="say why"):
        mark(bulletin, ASIDE, figures, reviewer, reason=" ")
    mark(bulletin, ASIDE, figures, reviewer, reason="a caption")
    assert standings(bulletin, figures) == {Standing.NOT_AN_ENCOUNTER}


def test_marked_words_become_a_record_that_the_extractor_fills(reviewer):
    bulletin = read_bulletin()
    (made,) = mark(bulletin, ENCOUNTER, words_of(bulletin, MISSED), reviewer)
    revision = made.encounter.current_revision
    assert (revision.number, revision.by, revision.narrative) == (1, None, MISSED)
    assert revision.extractor_version
    assert (revision.heading_state, revision.page_first) == ("GA", 2)
    assert made.encounter.record_id == f"{bulletin.sha256[:12]}-0004"
    assert made.encounter.status == EncounterStatus.AWAITING_REVIEW
    assert still_unexplained(bulletin) == [FIGURES]


def test_a_record_may_begin_on_one_page_and_end_on_the_next(reviewer):
    bulletin = read_bulletin()
    first, second = mark(bulletin, ENCOUNTER, words_of(bulletin, FIGURES) + words_of(bulletin, MISSED), reviewer)
    assert (first.page, second.page, first.encounter) == (1, 2, second.encounter)
    assert first.encounter.current_revision.narrative == f"{FIGURES} {MISSED}"
    assert [box["page"] for box in first.encounter.current_revision.evidence["narrative"]] == [1, 2, 2]
    marks.undo(second, by=reviewer, now=NOW)
    assert not Mark.objects.filter(undone_at=None).exists()
    assert still_unexplained(bulletin) == [FIGURES, MISSED]


def test_words_between_those_chosen_are_not_taken_along(reviewer):
    bulletin = read_bulletin()
    places = words_of(bulletin, MISSED)
    (made,) = mark(bulletin, ENCOUNTER, [places[0], places[2]], reviewer)
    assert made.encounter.current_revision.narrative == "Floyd spoke"
    assert accounting.account(bulletin).places(made.encounter) == {places[0], places[2]}
    assert still_unexplained(bulletin)[1:] == ["deputies", MISSED.partition(" spoke ")[2]]


def test_headings_and_boilerplate_of_the_extractor_may_become_an_encounter(reviewer):
    bulletin = read_bulletin()
    mark(bulletin, ENCOUNTER, words_of(bulletin, "Georgia"), reviewer)
    assert standings(bulletin, words_of(bulletin, "Georgia")) == {Standing.NARRATIVE}


@pytest.mark.parametrize("kind", OF_WORDS)
def test_no_mark_takes_words_from_a_record(reviewer, kind):
    bulletin = read_bulletin()
    places = [*words_of(bulletin, "Georgia"), *words_of(bulletin, COBB)]
    with pytest.raises(marks.WordsHeld, match=r"belong to record GA · 2") as refused:
        mark(bulletin, kind, places, reviewer, reason="a caption")
    assert refused.value.encounters == [record(bulletin, 2)]
    assert refused.value.place == words_of(bulletin, COBB)[0]
    assert not Mark.objects.exists()


@pytest.mark.parametrize("kind", OF_WORDS)
def test_no_word_is_marked_twice(reviewer, editor, kind):
    bulletin = read_bulletin()
    figures = words_of(bulletin, FIGURES)
    mark(bulletin, BOILERPLATE, figures[:3], reviewer)
    with pytest.raises(marks.NotMarked, match="reviewer has marked some of these words on page 1 as boilerplate"):
        mark(bulletin, kind, figures, editor, reason="a caption")
    assert Mark.objects.count() == 1


def test_a_mark_that_is_undone_frees_its_words(reviewer, editor):
    bulletin = read_bulletin()
    figures = words_of(bulletin, FIGURES)
    (made,) = mark(bulletin, BOILERPLATE, figures, reviewer)
    (undone,) = marks.undo(made, by=editor, now=NOW)
    undone.refresh_from_db()
    assert (undone.undone_by, undone.undone_at) == (editor, NOW)
    assert still_unexplained(bulletin) == [FIGURES, MISSED]
    mark(bulletin, ASIDE, figures, editor, reason="a caption")
    with pytest.raises(marks.NotMarked, match="already"):
        marks.undo(made, by=reviewer, now=NOW)


def test_undoing_a_new_encounter_rejects_it_for_good(reviewer):
    bulletin = read_bulletin()
    (made,) = mark(bulletin, ENCOUNTER, words_of(bulletin, MISSED), reviewer)
    marks.undo(made, by=reviewer, now=NOW)
    encounter = record(bulletin, 4)
    assert encounter.status == EncounterStatus.REJECTED
    assert still_unexplained(bulletin) == [FIGURES, MISSED]
    with pytest.raises(accounting.Superseded, match="Mark them again"):
        encounters.move(encounter, "reopen", by=reviewer, now=NOW, version=encounter.version)


def test_the_mark_of_an_approved_record_stays(reviewer):
    bulletin = read_bulletin()
    (made,) = mark(bulletin, ENCOUNTER, words_of(bulletin, MISSED), reviewer)
    decisions.approve(made.encounter, by=reviewer, now=NOW, version=made.encounter.version)
    with pytest.raises(marks.NotMarked, match="is approved"):
        marks.undo(made, by=reviewer, now=NOW)


def test_a_rejected_record_accounts_for_its_words(reviewer):
    bulletin = read_bulletin()
    encounter = record(bulletin, 3)
    decisions.reject(encounter, by=reviewer, now=NOW, version=encounter.version, note="a duplicate")
    assert accounting.account(bulletin).places(encounter)


@pytest.mark.parametrize(
    ("places", "message"),
    [([], "choose words first"), ([(1, 9999)], "page 1 has no word 9999"), ([(9, 0)], "page 9 has no word 0")],
)
def test_places_that_are_no_words_are_refused(reviewer, places, message):
    with pytest.raises(marks.NotMarked, match=message):
        mark(read_bulletin(), BOILERPLATE, places, reviewer)


def test_what_is_boilerplate_already_needs_no_mark(reviewer):
    bulletin = read_bulletin((INTRODUCTION, "Georgia", COBB, FIGURES))
    known, figures = words_of(bulletin, INTRODUCTION), words_of(bulletin, FIGURES)
    assert standings(bulletin, known) == {Standing.BOILERPLATE}
    with pytest.raises(marks.NotMarked, match="that is known"):
        mark(bulletin, BOILERPLATE, known, reviewer)
    (made,) = mark(bulletin, BOILERPLATE, known + figures, reviewer)
    assert made.words == [place for _, place in figures]
    (said,) = mark(bulletin, ASIDE, known, reviewer, reason="a story after all")
    assert said.size == len(known)


def test_only_reviewers_and_editors_mark(uploader, editor):
    bulletin = read_bulletin()
    figures = words_of(bulletin, FIGURES)
    with pytest.raises(PermissionDenied):
        mark(bulletin, BOILERPLATE, figures, uploader)
    (made,) = mark(bulletin, BOILERPLATE, figures, editor)
    with pytest.raises(PermissionDenied):
        marks.undo(made, by=uploader, now=NOW)


def test_nothing_is_marked_in_a_closed_bulletin(reviewer):
    bulletin = read_bulletin()
    mark(bulletin, BOILERPLATE, words_of(bulletin, FIGURES), reviewer)
    mark(bulletin, ASIDE, words_of(bulletin, MISSED), reviewer, reason="unclear")
    for encounter in bulletin.encounters.all():
        decisions.approve(encounter, by=reviewer, now=NOW, version=encounter.version)
    closing.close(bulletin, by=reviewer, now=NOW)
    with pytest.raises(marks.NotMarked, match="closed"):
        mark(bulletin, BOILERPLATE, words_of(bulletin, FIGURES), reviewer)
    with pytest.raises(marks.NotMarked, match="closed"):
        marks.undo(Mark.objects.first(), by=reviewer, now=NOW)


def test_every_mark_and_its_undoing_is_audited(reviewer):
    bulletin = read_bulletin()
    (made,) = mark(bulletin, ASIDE, words_of(bulletin, FIGURES), reviewer, reason="a caption")
    marks.undo(made, by=reviewer, now=NOW)
    entries = AuditEntry.objects.filter(subject="bulletin", subject_id=bulletin.pk, action__contains="marked")
    assert [entry.action for entry in entries] == ["bulletin.marked", "bulletin.unmarked"]
    assert entries[0].data == {
        "mark": made.pk,
        "kind": "not_an_encounter",
        "page": 1,
        "words": made.words,
        "reason": "a caption",
    }


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"kind": "other"}, "mark_kind_known"),
        ({"kind": "encounter"}, "mark_encounter_iff_kind"),
        ({"kind": "not_an_encounter"}, "mark_says_why"),
        ({"kind": "boilerplate", "undone_at": NOW}, "mark_undone_at_by"),
    ],
)
def test_the_database_refuses_half_a_mark(reviewer, values, constraint):
    bulletin = read_bulletin()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Mark.objects.create(bulletin=bulletin, page=1, words=[0], by=reviewer, at=NOW, **values)


def test_pages_are_shown_as_people_left_them_and_kept_as_extraction_read_them(reviewer):
    bulletin = read_bulletin()
    mark(bulletin, ASIDE, words_of(bulletin, FIGURES), reviewer, reason="a caption")
    shown = accounting.as_they_are(bulletin, bulletin.pages.all())
    kinds = {place: shown[place[0] - 1].kinds[place[1]] for place in words_of(bulletin, f"{FIGURES}")}
    assert set(kinds.values()) == {"boilerplate"}
    assert "unexplained" in bulletin.pages.get(number=1).kinds


def test_boxes_that_a_person_corrects_give_words_back_and_take_only_free_ones(reviewer):
    bulletin = read_bulletin()
    knox, cobb = record(bulletin, 1), record(bulletin, 2)
    before = accounting.account(bulletin)
    lines = dump_encounter(knox.current_revision.record)["evidence"]["narrative"]
    others = dump_encounter(cobb.current_revision.record)["evidence"]["narrative"]
    figures = bulletin.unexplained[0]["boxes"][0]
    free = dict(zip(("page", "x0", "top", "x1", "bottom"), figures, strict=True))
    evidence = {"narrative": [*lines[:-1], *others, free]}
    corrections.save(knox, {"evidence": evidence}, by=reviewer, reason="", now=NOW, version=knox.version)
    after = accounting.account(bulletin)
    assert after.places(cobb) == before.places(cobb)
    given_back = before.places(knox) - after.places(knox)
    assert {after.accounts[number][place].standing for number, place in given_back} == {Standing.UNEXPLAINED}
    assert after.places(knox) - before.places(knox) == set(words_of(bulletin, FIGURES))
    last_line = " ".join(after.pages[number].words[place][0] for number, place in sorted(given_back))
    assert still_unexplained(bulletin) == [last_line, MISSED]
