"""What changed between two releases, in words of the domain."""

from encounters.actions import encounters as encounter_actions
from encounters.actions import releases
from encounters.dataset.difference import Change, FieldChange
from encounters.lifecycle import Verification
from encounters.models import Encounter, Succession, released

from .conftest import NOW, Desk


def test_added_changed_and_withdrawn(desk: Desk):
    kept, changed, same, withdrawn, added = desk.bulletin(5)
    desk.approve(kept, changed, same, withdrawn)
    before = releases.publish(by=desk.editor, note="", now=NOW)
    for encounter in (changed, same, withdrawn):
        desk.reopen(encounter)
    desk.correct(changed, state="GA", offenses=())
    desk.correct(same)
    desk.approve(changed, same, added)
    after = releases.publish(by=desk.editor, note="", now=NOW)

    found = released.difference(before, after)
    burglary = {"text": "burglary", "basis": "charged", "counts": None, "category": "burglary"}
    assert found.added == (added.record_id,)
    assert found.withdrawn == (withdrawn.record_id,)
    assert found.changed == (
        Change(changed.record_id, (FieldChange("state", "TN", "GA"), FieldChange("offenses", [burglary], []))),
    )
    assert (found.split, found.merged) == ((), ())
    assert not found.is_empty


def test_a_release_does_not_differ_from_itself(desk: Desk):
    desk.approve(*desk.bulletin(2))
    release = releases.publish(by=desk.editor, note="", now=NOW)
    assert released.difference(release, release).is_empty


def test_the_way_back_is_the_opposite(desk: Desk):
    first, second = desk.bulletin(2)
    desk.approve(first)
    before = releases.publish(by=desk.editor, note="", now=NOW)
    desk.approve(second)
    after = releases.publish(by=desk.editor, note="", now=NOW)
    assert released.difference(before, after).added == released.difference(after, before).withdrawn


def succeed(desk: Desk, kind: str, old: Encounter, new: Encounter) -> Succession:
    return Succession.objects.create(kind=kind, old=old, new=new, by=desk.reviewer, at=NOW)


def test_what_was_split_or_merged_is_neither_added_nor_withdrawn(desk: Desk):
    whole, part, other, left, right, joined, gone, fresh = desk.bulletin(8)
    desk.approve(whole, left, right, gone)
    before = releases.publish(by=desk.editor, note="", now=NOW)
    for encounter in (whole, left, right, gone):
        desk.reopen(encounter)
    desk.approve(part, other, joined, fresh)
    for kind, old, new in (
        ("split", whole, part), ("split", whole, other), ("merge", left, joined), ("merge", right, joined),
    ):  # fmt: skip
        succeed(desk, kind, old, new)
    after = releases.publish(by=desk.editor, note="", now=NOW)

    found = released.difference(before, after)
    assert found.split == ((whole.record_id, (part.record_id, other.record_id)),)
    assert found.merged == (((left.record_id, right.record_id), joined.record_id),)
    assert (found.added, found.withdrawn) == ((fresh.record_id,), (gone.record_id,))
    counted = released.since(before, after, alive=lambda: None)
    assert counted.words == "1 added, 0 changed, 1 withdrawn, 1 split, 1 merged"


def test_a_split_that_was_undone_before_the_release_does_not_count(desk: Desk):
    old, new = desk.bulletin(2)
    desk.approve(old)
    before = releases.publish(by=desk.editor, note="", now=NOW)
    desk.reopen(old)
    desk.approve(new)
    step = succeed(desk, "split", old, new)
    Succession.objects.filter(pk=step.pk).update(undone_at=NOW, undone_by=desk.reviewer)
    after = releases.publish(by=desk.editor, note="", now=NOW)
    found = released.difference(before, after)
    assert (found.split, found.added, found.withdrawn) == ((), (new.record_id,), (old.record_id,))


def test_a_higher_grade_is_a_change_worth_a_release(desk: Desk):
    (encounter,) = desk.bulletin(1)
    desk.approve(encounter)
    before = releases.publish(by=desk.editor, note="", now=NOW)
    encounter_actions.verify(encounter, Verification.TWO_BLIND)
    after = releases.publish(by=desk.editor, note="", now=NOW)
    (change,) = released.difference(before, after).changed
    assert change.fields == (FieldChange("verification", "one_reader", "two_blind"),)
    assert before.rows.get().verification == "one_reader"
