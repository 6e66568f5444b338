"""Pages that no reader could read: they keep the bulletin open until an editor vouches for them, with a reason."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from encounters.actions import by_eye, closing, marks, unread
from encounters.actions.marks import NotMarked
from encounters.models import AuditEntry, Bulletin, Mark
from review.actions import decisions
from tests.factories import NOW

from .bulletins import HALL, KNOX, read_bulletin

pytestmark = pytest.mark.django_db


@pytest.fixture
def bulletin():
    """Of three pages only the last could be read."""
    made = read_bulletin(("Tennessee", KNOX))
    Bulletin.objects.filter(pk=made.pk).update(page_count=3)
    made.pages.update(number=3)
    return Bulletin.objects.get(pk=made.pk)


def decide(bulletin, by):
    for encounter in bulletin.encounters.filter(status="awaiting_review"):
        decisions.approve(encounter, by=by, now=NOW, version=encounter.version)


def vouch(bulletin, page, by, reason="a photograph"):
    return by_eye.vouch(bulletin, page, reason=reason, by=by, now=NOW)


def test_an_unread_page_keeps_the_bulletin_open_until_an_editor_has_read_it(bulletin, reviewer, editor):
    decide(bulletin, reviewer)
    assert unread.pages(bulletin) == [1, 2]
    said = [str(stop) for stop in closing.stops(bulletin)]
    assert said == [f"Page {n} could not be read, and no editor has read it by eye." for n in (1, 2)]
    with pytest.raises(closing.NotFinished, match="Page 1 could not be read"):
        closing.close(bulletin, by=editor, now=NOW)
    first, second = vouch(bulletin, 1, editor), vouch(bulletin, 2, editor, "blank")
    assert closing.stops(bulletin) == ()
    marks.undo(second, by=reviewer, now=NOW)
    assert unread.waiting(bulletin) == [2]
    vouch(bulletin, 2, editor)
    assert closing.close(bulletin, by=reviewer, now=NOW).closed_by == reviewer
    entry = AuditEntry.objects.filter(action="bulletin.marked").order_by("id").first()
    assert (entry.by, entry.data["page"], entry.data["reason"]) == (editor, 1, "a photograph")
    assert first.kind == Mark.Kind.READ_BY_EYE


def test_it_takes_an_editor_a_reason_and_an_unread_page(bulletin, reviewer, editor):
    with pytest.raises(PermissionDenied):
        vouch(bulletin, 1, reviewer)
    with pytest.raises(NotMarked, match="say what stands on the page"):
        vouch(bulletin, 1, editor, "  ")
    with pytest.raises(NotMarked, match="page 3 was read"):
        vouch(bulletin, 3, editor)
    vouch(bulletin, 1, editor)
    with pytest.raises(NotMarked, match="somebody has vouched"):
        vouch(bulletin, 1, editor)
    assert Mark.objects.count() == 1


def test_words_are_never_marked_so(bulletin, editor):
    with pytest.raises(NotMarked, match="words that can be chosen were read"):
        marks.add(bulletin, Mark.Kind.READ_BY_EYE, {(3, 0)}, by=editor, now=NOW, reason="so")


def test_what_is_typed_from_it_becomes_a_record_that_waits(bulletin, reviewer):
    encounter = by_eye.type_in(bulletin, 2, f"  {HALL}\n", heading_state="GA", by=reviewer, now=NOW)
    now = encounter.current
    assert (now.page_first, now.page_last, now.narrative, now.by) == (2, 2, HALL, reviewer)
    assert (now.agency, now.citizenship, now.state) == ("Hall County Sheriff's Office", "CUB", "GA")
    assert now.evidence == {}
    assert encounter.status == "awaiting_review"
    with pytest.raises(NotMarked, match="page 3 was read"):
        by_eye.type_in(bulletin, 3, HALL, heading_state=None, by=reviewer, now=NOW)


def test_the_page_of_words_offers_both(bulletin, client, reviewer, editor):
    address = reverse("accounting", args=[bulletin.pk])
    client.force_login(reviewer)
    page = client.get(address).content.decode()
    assert "Page 2 could not be read" in page
    assert "I have read page 2" not in page
    typed = client.post(reverse("type_in", args=[bulletin.pk, 2]), {"text": HALL, "heading_state": "GA"}, follow=True)
    assert "Compare it with the page." in typed.content.decode()
    refused = client.post(reverse("type_in", args=[bulletin.pk, 3]), {"text": HALL}, follow=True).content.decode()
    assert f"page 3 was read. Choose the words on it instead. You typed: {HALL}" in refused
    client.force_login(editor)
    assert "I have read page 2: nothing is missing" in client.get(address).content.decode()
    done = client.post(reverse("vouch", args=[bulletin.pk, 2]), {"reason": "one story"}, follow=True).content.decode()
    assert "An editor has read it by eye." in done
    assert "Read by eye (one story): page 2" in " ".join(done.split())
