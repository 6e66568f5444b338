"""One decision over many records, looked at first, taken back in one step."""

import pytest
from django.core.exceptions import PermissionDenied

from encounters.lifecycle import EncounterStatus
from encounters.models import Encounter
from review.actions import bulk, claims, decisions
from review.models import Decision, SecondReading
from tests.factories import NOW, make_bulletin, make_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    make_bulletin([make_record(number) for number in (1, 2, 3)])
    return list(Encounter.objects.select_related("current_revision").order_by("sequence"))


def versions(encounters):
    return {encounter.pk: encounter.version for encounter in encounters}


def statuses():
    return list(Encounter.objects.order_by("sequence").values_list("status", flat=True))


def test_a_preview_says_what_would_change_and_changes_nothing(three, reviewer, editor):
    decisions.reject(three[0], by=editor, now=NOW, version=1, note="a duplicate")
    claims.take(three[1], by=editor, now=NOW)
    looked = bulk.preview(Encounter.objects.order_by("sequence"), "reject", by=reviewer, now=NOW)
    assert looked.will == [three[2]]
    assert [why for _, why in looked.stays] == ["Cannot reject what is rejected.", "editor has it open."]
    assert statuses() == ["rejected", "awaiting_review", "awaiting_review"]


def test_records_that_changed_since_the_look_stay(three, reviewer, editor):
    seen = versions(three)
    decisions.unsure(three[1], by=editor, now=NOW, version=1, note="the date")
    action, moved, left = bulk.run(seen, "reject", note="not an encounter", by=reviewer, now=NOW)
    assert (moved, left) == (2, [three[1].pk])
    assert statuses() == ["rejected", "awaiting_second", "rejected"]
    assert action.decisions.count() == 2


def test_undo_takes_back_what_still_stands(three, reviewer, editor):
    action, *_ = bulk.run(versions(three), "reject", note="not an encounter", by=reviewer, now=NOW)
    again = Encounter.objects.get(pk=three[0].pk)
    decisions.reopen(again, by=editor, now=NOW, version=again.version)
    assert bulk.undo(action, by=reviewer, now=NOW) == (2, 1)
    assert statuses() == ["awaiting_review"] * 3
    assert bulk.undo(action, by=reviewer, now=NOW) == (0, 0)


def test_approving_unread_is_for_editors_and_read_again_by_another(three, reviewer, editor):
    with pytest.raises(PermissionDenied):
        bulk.run(versions(three), "approve", note="", by=reviewer, now=NOW)
    bulk.run(versions(three), "approve", note="", by=editor, now=NOW)
    assert statuses() == [EncounterStatus.APPROVED] * 3
    assert set(SecondReading.objects.values_list("because", "first_by__username")) == {("fast", "editor")}


def test_a_missing_note_changes_nothing(three, reviewer):
    with pytest.raises(decisions.NoteNeeded):
        bulk.run(versions(three), "reject", note=" ", by=reviewer, now=NOW)
    assert not Decision.objects.exists()


def test_a_bulk_action_has_a_limit(three, reviewer, monkeypatch):
    monkeypatch.setattr(bulk, "MOST", 2)
    with pytest.raises(bulk.TooMany):
        bulk.preview(three, "reject", by=reviewer, now=NOW)
    with pytest.raises(bulk.TooMany):
        bulk.run(versions(three), "reject", note="x", by=reviewer, now=NOW)


def test_what_stays_is_named_as_in_the_queue(three, reviewer, editor, client):
    decisions.reject(three[1], by=editor, now=NOW, version=1, note="a duplicate")
    client.force_login(reviewer)
    page = client.post("/review/bulk/", {"kind": "reject", "pk": [each.pk for each in three]}).content.decode()
    assert f">{three[1].state} · 2</a>: Cannot reject" in page
