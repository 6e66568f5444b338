"""Splits and merges: what the new records hold and say, what carries over, what is refused, and the way back."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from encounters.actions import accounting, encounters, marks, succession, succession_plan
from encounters.actions.accounting import Superseded
from encounters.actions.encounters import Stale
from encounters.actions.succession import NotPossible
from encounters.extraction.parting import NotAWord
from encounters.lifecycle import EncounterStatus
from encounters.models import AuditEntry, Mark, Succession
from review.actions import bulk, claims, corrections, decisions, missed, undo
from review.models import Decision
from review.policies import NotOpen
from tests.factories import NOW

from .bulletins import COBB, FIGURES, HALL, KNOX, MISSED, SWALLOWED, read_bulletin, record, words_of

pytestmark = pytest.mark.django_db

CUT = len(COBB) + 1


def split(encounter, by, at=CUT, version=None):
    return missed.split(encounter, at=at, by=by, now=NOW, version=version or encounter.version)


def merge(first, second, by, versions=None):
    return missed.merge(first, second, by=by, now=NOW, versions=versions or (first.version, second.version))


def correct(encounter, by, **values):
    corrections.save(encounter, values, by=by, reason="misread", now=NOW, version=encounter.version)


def test_a_split_makes_two_records_that_are_read_again(reviewer):
    bulletin = read_bulletin()
    old = record(bulletin, 2)
    first, second = split(old, reviewer)
    values = [(new.current_revision.narrative, new.current_revision.citizenship_text) for new in (first, second)]
    assert values == [(COBB, "Honduras"), (SWALLOWED, "Peru")]
    assert [offense.text for offense in second.current_revision.offenses.all()] == ["burglary"]
    assert [new.record_id[-4:] for new in (first, second)] == ["0004", "0005"]
    assert {new.current_revision.heading_state for new in (first, second)} == {"GA"}
    assert {new.status for new in (first, second)} == {EncounterStatus.AWAITING_REVIEW}
    assert {new.current_revision.by for new in (first, second)} == {None}


def test_the_words_of_a_record_that_is_split_go_to_its_parts(reviewer):
    bulletin = read_bulletin()
    old = record(bulletin, 2)
    before = accounting.account(bulletin).places(old)
    first, second = split(old, reviewer)
    found = accounting.account(bulletin)
    assert found.places(first) | found.places(second) == before
    assert not found.places(first) & found.places(second)
    assert not found.places(old)


def test_the_old_record_says_into_what_it_was_split(reviewer):
    bulletin = read_bulletin()
    old = record(bulletin, 2)
    first, second = split(old, reviewer)
    old.refresh_from_db()
    decision = Decision.objects.get(encounter=old)
    assert old.status == EncounterStatus.REJECTED
    assert (decision.kind, decision.note) == ("reject", f"split into {first.record_id} and {second.record_id}")
    assert succession.successors(old) == [first, second]
    entry = AuditEntry.objects.get(action="bulletin.split")
    assert (entry.by, entry.data["new"]) == (reviewer, [first.record_id, second.record_id])


def test_corrections_carry_over_where_their_words_lie(reviewer):
    bulletin = read_bulletin()
    old = record(bulletin, 2)
    correct(old, reviewer, agency="Cobb County", facility="jail", offenses=[])
    plan = succession_plan.split(old, CUT)
    assert [set(part.carried) for part in plan.parts] == [{"agency", "offenses"}, {"facility", "offenses"}]
    assert plan.left_behind == ()
    first, second = split(old, reviewer)
    assert (first.current_revision.agency, first.current_revision.facility) == ("Cobb County", None)
    assert (second.current_revision.facility, second.current_revision.offenses.count()) == ("jail", 0)
    assert first.current_revision.by == reviewer
    assert first.current_revision.reason == f"split from {old.record_id}"
    assert first.revisions.get(number=1).agency == "Cobb County Sheriff's Office"


def test_offenses_that_were_corrected_carry_over_one_by_one(reviewer):
    bulletin = read_bulletin()
    old = record(bulletin, 2)
    said = [{"text": "burglary", "basis": "convicted", "counts": None, "category": None}]
    kept = [{"text": "intoxication", "basis": "convicted", "counts": 2, "category": None}]
    correct(old, reviewer, offenses=kept + said)
    first, second = split(old, reviewer)
    texts = [[(o.text, o.basis, o.counts) for o in new.current_revision.offenses.all()] for new in (first, second)]
    assert texts == [[("intoxication", "convicted", 2)], [("burglary", "convicted", None)]]
    assert second.current_revision.evidence["offenses.0"]


def test_a_correction_without_words_is_left_behind_and_named(reviewer):
    bulletin = read_bulletin()
    old = record(bulletin, 2)
    correct(old, reviewer, program_model="task_force")
    assert succession_plan.split(old, CUT).left_behind == ("program_model",)


def test_a_split_is_found_in_a_narrative_that_a_person_rewrote(reviewer):
    bulletin = read_bulletin()
    old = record(bulletin, 2)
    correct(old, reviewer, narrative=f"{COBB} {SWALLOWED}".replace("a citizen of Honduras", "one Honduran"))
    at = old.current_revision.narrative.index("Two days later")
    first, second = split(old, reviewer, at=at)
    assert second.current_revision.narrative == SWALLOWED
    assert first.current_revision.narrative == COBB.replace("a citizen of Honduras", "one Honduran")
    assert first.current_revision.encounter.revisions.count() == 2, "what was read stays as the first revision"


def test_a_corrected_narrative_goes_over_to_the_part_that_has_its_words(reviewer):
    bulletin = read_bulletin()
    old = record(bulletin, 2)
    correct(old, reviewer, narrative=f"{COBB} {SWALLOWED}".replace("Two days later", "Two  days afterwards"))
    plan = succession_plan.split(old, old.current_revision.narrative.index("Two"))
    assert [part.carried for part in plan.parts] == [(), ("narrative",)]
    assert plan.parts[1].record.narrative.startswith("Two  days afterwards")


def test_a_corrected_narrative_goes_over_to_the_record_that_two_make(reviewer):
    bulletin = read_bulletin()
    first, second = record(bulletin, 1), record(bulletin, 2)
    correct(second, reviewer, narrative=f"{COBB} {SWALLOWED}".replace("a citizen of Honduras", "one Honduran"))
    (part,) = succession_plan.merge(first, second).parts
    assert part.record.narrative == f"{KNOX} {COBB} {SWALLOWED}".replace("a citizen of Honduras", "one Honduran")


@pytest.mark.parametrize("at", [-1, 0, 1, 2, CUT - 1, CUT + 1, 10_000])
def test_a_part_begins_with_a_word(reviewer, at):
    with pytest.raises(NotAWord):
        split(record(read_bulletin(), 2), reviewer, at=at)


def test_two_neighbours_become_one_record(reviewer):
    bulletin = read_bulletin()
    knox, cobb = record(bulletin, 1), record(bulletin, 2)
    before = accounting.account(bulletin)
    whole = merge(knox, cobb, reviewer)
    assert whole.current_revision.narrative == f"{KNOX} {COBB} {SWALLOWED}"
    assert accounting.account(bulletin).places(whole) == before.places(knox) | before.places(cobb)
    assert [succession.successors(old) for old in (knox, cobb)] == [[whole], [whole]]
    assert {d.note for d in Decision.objects.all()} == {f"merged into {whole.record_id}"}


def test_a_merge_is_the_same_whichever_record_is_named_first(reviewer):
    bulletin = read_bulletin()
    whole = merge(record(bulletin, 2), record(bulletin, 1), reviewer)
    assert whole.current_revision.narrative.startswith(KNOX)
    assert whole.current_revision.heading_state == "TN"


def test_a_merge_keeps_the_corrections_of_both(reviewer):
    bulletin = read_bulletin()
    knox, cobb = record(bulletin, 1), record(bulletin, 2)
    said = {"basis": "charged", "counts": None, "category": None}
    correct(knox, reviewer, agency="Knox County", offenses=[{"text": "cocaine", **said}])
    correct(cobb, reviewer, agency="Cobb County", facility="jail")
    whole = merge(knox, cobb, reviewer).current_revision
    assert (whole.agency, whole.facility) == ("Knox County", "jail")
    assert [offense.text for offense in whole.offenses.all()] == ["cocaine", "public intoxication", "burglary"]
    assert len({tuple(whole.evidence[f"offenses.{i}"][0].items()) for i in range(3)}) == 3


def test_only_neighbours_merge(reviewer):
    bulletin = read_bulletin()
    knox, cobb, hall = (record(bulletin, sequence) for sequence in (1, 2, 3))
    assert succession_plan.neighbour(knox) == cobb
    assert succession_plan.neighbour(cobb) == hall
    assert succession_plan.neighbour(hall) is None
    with pytest.raises(NotPossible, match="do not stand next to each other"):
        merge(knox, hall, reviewer)
    with pytest.raises(NotPossible, match="two records of one bulletin"):
        merge(knox, knox, reviewer)
    with pytest.raises(NotPossible, match="two records of one bulletin"):
        merge(knox, record(read_bulletin(), 2), reviewer)


def test_neighbours_are_those_on_the_page_not_those_in_number(reviewer):
    bulletin = read_bulletin()
    (made,) = marks.add(bulletin, Mark.Kind.ENCOUNTER, words_of(bulletin, MISSED), by=reviewer, now=NOW)
    found = record(bulletin, 4)
    assert made.encounter == found
    assert succession_plan.neighbour(record(bulletin, 2)) == found
    assert succession_plan.neighbour(found) == record(bulletin, 3)
    whole = merge(found, record(bulletin, 3), reviewer)
    assert whole.current_revision.narrative == f"{MISSED} {HALL}"


def test_a_rejected_record_does_not_stand_between(reviewer):
    bulletin = read_bulletin()
    cobb = record(bulletin, 2)
    decisions.reject(cobb, by=reviewer, now=NOW, version=cobb.version, note="a duplicate")
    assert succession_plan.neighbour(record(bulletin, 1)) == record(bulletin, 3)


def test_a_rejected_record_alone_on_its_page_has_no_neighbour(reviewer):
    bulletin = read_bulletin()
    hall = record(bulletin, 3)
    decisions.reject(hall, by=reviewer, now=NOW, version=hall.version, note="a duplicate")
    assert succession_plan.neighbour(hall) is None


@pytest.mark.parametrize("status", EncounterStatus)
def test_only_records_that_wait_are_split_or_merged(reviewer, editor, settings, status):
    bulletin = read_bulletin()
    knox, old = record(bulletin, 1), record(bulletin, 2)
    if status == EncounterStatus.AWAITING_SECOND:
        settings.REVIEW_READERS = 2
    if status in (EncounterStatus.APPROVED, EncounterStatus.AWAITING_SECOND):
        decisions.approve(old, by=editor, now=NOW, version=old.version)
    if status == EncounterStatus.REJECTED:
        decisions.reject(old, by=editor, now=NOW, version=old.version, note="no")
    assert old.status == status
    if status in (EncounterStatus.APPROVED, EncounterStatus.REJECTED):
        with pytest.raises(NotOpen, match="Reopen it"):
            split(old, reviewer)
        with pytest.raises(NotOpen, match="Reopen it"):
            merge(knox, old, reviewer)
        with pytest.raises(NotPossible, match="Reopen it"):
            succession.split(old, at=CUT, by=reviewer, now=NOW, version=old.version)
        assert not Succession.objects.exists()
    else:
        assert split(old, reviewer)


def test_a_record_in_another_persons_hands_stays_whole(reviewer, editor):
    bulletin = read_bulletin()
    old = record(bulletin, 2)
    claims.take(old, by=editor, now=NOW)
    for attempt in (lambda: split(old, reviewer), lambda: merge(record(bulletin, 1), old, reviewer)):
        with pytest.raises(missed.HeldByAnother, match=r"editor has record .* open until 12:15"):
            attempt()
    assert split(old, editor)
    assert not claims.holder(old, now=NOW)


def test_of_two_people_who_split_at_once_the_second_is_told(reviewer, editor):
    bulletin = read_bulletin()
    old, seen_by_other = record(bulletin, 2), record(bulletin, 2)
    split(old, reviewer)
    with pytest.raises((Stale, NotPossible)):
        missed.split(seen_by_other, at=CUT, by=editor, now=NOW, version=seen_by_other.version)
    assert Succession.objects.count() == 2


def test_an_old_version_splits_and_merges_nothing(reviewer):
    bulletin = read_bulletin()
    old = record(bulletin, 2)
    version = old.version
    correct(old, reviewer, agency="Cobb County")
    with pytest.raises(Stale):
        split(old, reviewer, version=version)
    knox = record(bulletin, 1)
    with pytest.raises(Stale):
        merge(knox, old, reviewer, versions=(knox.version, version))
    assert not Succession.objects.exists()


def test_uploaders_split_nothing(uploader):
    bulletin = read_bulletin()
    with pytest.raises(PermissionDenied):
        split(record(bulletin, 2), uploader)
    with pytest.raises(PermissionDenied):
        merge(record(bulletin, 1), record(bulletin, 2), uploader)


@pytest.mark.parametrize("given", ["old", "first", "second"])
def test_undoing_a_split_brings_the_old_record_back(reviewer, editor, given):
    bulletin = read_bulletin()
    old = record(bulletin, 2)
    before = accounting.account(bulletin).places(old)
    first, second = split(old, reviewer)
    named = {"old": old, "first": first, "second": second}[given]
    assert missed.undo(named, by=editor, now=NOW) == [old]
    statuses = [record(bulletin, sequence).status for sequence in (2, 4, 5)]
    assert statuses == [EncounterStatus.AWAITING_REVIEW, EncounterStatus.REJECTED, EncounterStatus.REJECTED]
    assert accounting.account(bulletin).places(old) == before
    assert succession.successors(old) == []
    notes = Decision.objects.filter(by=editor).order_by("encounter__sequence").values_list("kind", "note")
    assert list(notes) == [("reopen", "split undone"), ("reject", "split undone"), ("reject", "split undone")]
    assert {row.undone_by for row in Succession.objects.all()} == {editor}
    with pytest.raises(NotPossible, match="has been undone"):
        missed.undo(old, by=editor, now=NOW)


def test_undoing_a_merge_brings_both_back(reviewer):
    bulletin = read_bulletin()
    knox, cobb = record(bulletin, 1), record(bulletin, 2)
    whole = merge(knox, cobb, reviewer)
    assert missed.undo(whole, by=reviewer, now=NOW) == [knox, cobb]
    assert record(bulletin, 4).status == EncounterStatus.REJECTED
    assert succession_plan.neighbour(knox) == cobb


def test_a_found_record_that_was_split_holds_its_words_again_after_the_undo(reviewer):
    bulletin = read_bulletin()
    places = words_of(bulletin, FIGURES) + words_of(bulletin, MISSED)
    mark = marks.add(bulletin, Mark.Kind.ENCOUNTER, places, by=reviewer, now=NOW)[0]
    found = record(bulletin, 4)
    first, _ = split(found, reviewer, at=len(FIGURES) + 1)
    with pytest.raises(marks.NotMarked, match="Undo that first"):
        marks.undo(mark, by=reviewer, now=NOW)
    with pytest.raises(marks.NotMarked, match="came of a split"):
        marks.undo(first.marks.get(), by=reviewer, now=NOW)
    missed.undo(found, by=reviewer, now=NOW)
    assert accounting.account(bulletin).places(found) == set(places)
    marks.undo(mark, by=reviewer, now=NOW)


def test_a_part_that_was_approved_or_split_again_keeps_the_split(reviewer):
    bulletin = read_bulletin()
    first, second = split(record(bulletin, 2), reviewer)
    third, _ = split(second, reviewer, at=len("Two days later, "))
    with pytest.raises(NotPossible, match="itself split or merged"):
        missed.undo(first, by=reviewer, now=NOW)
    missed.undo(third, by=reviewer, now=NOW)
    decisions.approve(first, by=reviewer, now=NOW, version=first.version)
    with pytest.raises(NotPossible, match="is approved"):
        missed.undo(first, by=reviewer, now=NOW)


def test_a_part_that_somebody_rejected_stays_so_when_the_split_is_undone(reviewer):
    bulletin = read_bulletin()
    first, second = split(record(bulletin, 2), reviewer)
    decisions.reject(second, by=reviewer, now=NOW, version=second.version, note="a duplicate")
    missed.undo(first, by=reviewer, now=NOW)
    assert [d.note for d in Decision.objects.filter(encounter=second)] == ["a duplicate"]


def test_an_undo_waits_for_the_person_who_has_a_part_open(reviewer, editor):
    first, _ = split(record(read_bulletin(), 2), reviewer)
    claims.take(first, by=editor, now=NOW)
    with pytest.raises(missed.HeldByAnother):
        missed.undo(first, by=reviewer, now=NOW)


def test_a_record_that_gave_way_is_not_reopened_by_itself(reviewer):
    bulletin = read_bulletin()
    old = record(bulletin, 2)
    first, _ = split(old, reviewer)
    with pytest.raises(Superseded, match=f"split into {first.name} and"):
        decisions.reopen(old, by=reviewer, now=NOW, version=old.version)
    missed.undo(old, by=reviewer, now=NOW)
    part = record(bulletin, 4)
    with pytest.raises(Superseded, match=f"belong to {old.name} again"):
        encounters.move(part, "reopen", by=reviewer, now=NOW, version=part.version)


def test_undoing_my_last_decision_undoes_the_split_that_it_was(reviewer):
    bulletin = read_bulletin()
    old = record(bulletin, 2)
    split(old, reviewer)
    assert undo.undoable(by=reviewer).encounter == old
    assert undo.undo(by=reviewer, now=NOW) == old
    assert record(bulletin, 2).status == EncounterStatus.AWAITING_REVIEW
    assert not Succession.objects.filter(undone_at=None).exists()


def test_a_mark_that_was_undone_is_not_undone_again_as_a_decision(reviewer):
    bulletin = read_bulletin()
    (mark,) = marks.add(bulletin, Mark.Kind.ENCOUNTER, words_of(bulletin, MISSED), by=reviewer, now=NOW)
    missed.undo_mark(mark, by=reviewer, now=NOW)
    assert Decision.objects.get().note == "its words were given back"
    assert undo.undoable(by=reviewer) is None


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"kind": "other"}, "succession_kind_known"),
        ({"kind": "split", "undone_at": NOW}, "succession_undone_at_by"),
        ({"kind": "split", "new": "old"}, "succession_of_another"),
    ],
)
def test_the_database_refuses_half_a_succession(reviewer, values, constraint):
    bulletin = read_bulletin()
    old, new = record(bulletin, 1), record(bulletin, 1 if "new" in values else 2)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Succession.objects.create(old=old, by=reviewer, at=NOW, **{**values, "new": new})


def test_a_bulk_action_leaves_out_records_that_gave_way(reviewer, editor):
    bulletin = read_bulletin()
    old = record(bulletin, 2)
    split(old, reviewer)
    preview = bulk.preview([record(bulletin, 2)], "reopen", by=editor, now=NOW)
    assert preview.will == []
    assert "Undo that instead" in preview.stays[0][1]


def test_undoing_a_bulk_rejection_leaves_out_words_that_were_given_back(reviewer, editor):
    bulletin = read_bulletin()
    (mark,) = marks.add(bulletin, Mark.Kind.ENCOUNTER, words_of(bulletin, MISSED), by=reviewer, now=NOW)
    found, knox = record(bulletin, 4), record(bulletin, 1)
    versions = {found.pk: found.version, knox.pk: knox.version}
    action, _, _ = bulk.run(versions, "reject", note="no", by=editor, now=NOW)
    missed.undo_mark(mark, by=reviewer, now=NOW)
    assert bulk.undo(action, by=editor, now=NOW) == (1, 1)
    assert record(bulletin, 1).status == EncounterStatus.AWAITING_REVIEW
