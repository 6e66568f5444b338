"""What changed between two releases, in words of the domain."""

from encounters.actions import releases
from encounters.dataset.difference import Change, FieldChange
from encounters.models import released

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
