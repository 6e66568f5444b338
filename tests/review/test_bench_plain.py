"""The desk without JavaScript: every flow is a form that posts and a page that answers."""

import re

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from encounters.models import Encounter
from review.actions import decisions
from review.models import BulkAction, Comment, Decision, SecondReading

from .bench import extracted


@pytest.fixture
def plain(browser: Browser, live_server: LiveServer, editor: User):
    """`plain(person)` gives a page of a browser that runs no script."""
    extracted("2020-01-word.pdf", by=editor)
    contexts = []

    def page_of(person: User) -> Page:
        context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
        contexts.append(context)
        client = Client()
        client.force_login(person)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        return context.new_page()

    yield page_of
    for context in contexts:
        context.close()


def open_record(page: Page, sequence: int) -> Encounter:
    encounter = Encounter.objects.get(sequence=sequence)
    page.goto(f"/review/{encounter.pk}/")
    return encounter


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile(f"^{name}")).click()


def test_correct_add_and_remove_and_approve(plain, editor):
    page = plain(editor)
    encounter = open_record(page, 1)
    page.locator("[name=entry_place]").fill("near Laredo, Texas")
    page.locator("[name=offenses-0-DELETE]").check()
    page.locator("[name=offenses-6-text]").fill("theft")
    page.locator("[name=events-0-actor]").fill("ERO Atlanta")
    page.locator("[name=events-0-type]").select_option("ice_arrest")
    press(page, "Save")
    expect(page.get_by_text("Saved, revision 2.")).to_be_visible()
    press(page, "Approve")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Florida")
    record = Encounter.objects.get(pk=encounter.pk).approved_revision.record
    assert record.entry_place == "near Laredo, Texas"
    assert record.offenses[0].text == "open container containing alcohol"
    assert record.offenses[-1].text == "theft"
    assert record.events[0].actor == "ERO Atlanta"


def test_a_conflict_is_settled_field_by_field(plain, editor, reviewer):
    mine, theirs = plain(editor), plain(reviewer)
    encounter = open_record(mine, 1)
    open_record(theirs, 1)
    theirs.locator("[name=facility]").fill("County Jail")
    press(theirs, "Save")
    mine.locator("[name=facility]").fill("City Jail")
    mine.get_by_text("Narrative, heading and reason").click()
    mine.locator("[name=reason]").fill("read again")
    press(mine, "Save")
    expect(mine.get_by_text("reviewer saved revision 2")).to_be_visible()
    mine.get_by_label("facility, mine: City Jail").check()
    press(mine, "Save what I chose")
    expect(mine.get_by_text("Saved, revision 3.")).to_be_visible()
    revision = Encounter.objects.get(pk=encounter.pk).current_revision
    assert (revision.facility, revision.reason) == ("City Jail", "read again (settled a conflict)")
    mine.get_by_role("link", name="other pages").click()
    expect(mine.get_by_role("heading", level=1)).to_contain_text("Every word accounted for")


def test_offenses_are_settled_one_by_one(plain, editor, reviewer):
    mine, theirs = plain(editor), plain(reviewer)
    encounter = open_record(mine, 1)
    open_record(theirs, 1)
    before = [each.text for each in encounter.current.record.offenses]
    at = len(before)
    theirs.locator(f"[name=offenses-{at}-text]").fill("fraud")
    theirs.locator("[name=offenses-0-counts]").fill("2")
    press(theirs, "Save")
    mine.locator(f"[name=offenses-{at}-text]").fill("escape")
    mine.locator("[name=offenses-0-counts]").fill("3")
    press(mine, "Save")
    expect(mine.get_by_text("reviewer saved revision 2")).to_be_visible()
    first = mine.get_by_role("row", name="offense 1")
    expect(first.get_by_role("radio", name="offense 1, theirs")).to_be_checked()
    first.get_by_role("radio", name="offense 1, theirs").focus()
    mine.keyboard.press("ArrowRight")
    expect(first.get_by_role("radio", name="offense 1, mine")).to_be_checked()
    expect(mine.get_by_role("radio", name=re.compile("mine: escape"))).to_be_checked()
    mine.set_viewport_size({"width": 390, "height": 844})
    assert mine.evaluate("document.documentElement.scrollWidth") <= 390
    press(mine, "Save what I chose")
    expect(mine.get_by_text("Saved, revision 3.")).to_be_visible()
    offenses = Encounter.objects.get(pk=encounter.pk).current.record.offenses
    assert sorted(each.text for each in offenses) == sorted([*before, "escape", "fraud"])
    assert offenses[0].counts == 3


def test_a_wrong_field_is_said_beside_it_and_nothing_typed_is_lost(plain, editor):
    page = plain(editor)
    open_record(page, 1)
    page.locator("[name=encountered_on]").fill("3 January")
    page.locator("[name=facility]").fill("County Jail")
    press(page, "Approve")
    expect(page.get_by_role("alert")).to_contain_text("Nothing was saved")
    expect(page.get_by_text("Write the date as 2020-01-31")).to_be_visible()
    expect(page.locator("[name=facility]")).to_have_value("County Jail")
    assert not Decision.objects.exists()


def test_reject_unsure_reopen_undo_and_history(plain, editor):
    page = plain(editor)
    open_record(page, 1)
    page.locator("#reject > summary").click()
    page.get_by_role("button", name="a duplicate").click()
    page.locator("#unsure > summary").click()
    page.get_by_label("What a second reader should look at").fill("the charge")
    press(page, "Pass it on")
    press(page, "Undo")
    expect(page.get_by_text("Undone: ")).to_be_visible()
    open_record(page, 1)
    press(page, "Reopen")
    page.get_by_role("link", name=re.compile("revision 1")).click()
    expect(page.get_by_role("heading", name="History")).to_be_visible()
    assert list(Decision.objects.order_by("id").values_list("kind", flat=True)) == [
        "reject", "unsure", "return", "reopen",
    ]  # fmt: skip


def test_an_earlier_revision_is_restored_as_a_new_one(plain, editor):
    page = plain(editor)
    encounter = open_record(page, 1)
    page.locator("[name=state]").select_option("GA")
    press(page, "Save")
    page.goto(f"/review/{encounter.pk}/history/")
    press(page, "Restore these values")
    expect(page.get_by_text("Saved, revision 3.")).to_be_visible()
    encounter.refresh_from_db()
    assert (encounter.state, encounter.current.reason) == ("AR", "restored revision 1")
    press(page, "Approve")
    page.goto(f"/review/{encounter.pk}/history/")
    expect(page.get_by_text("This record is approved. Reopen it to restore an earlier revision.")).to_be_visible()
    expect(page.get_by_role("button", name="Restore these values")).to_have_count(0)


def test_comment_and_settle(plain, editor, reviewer):
    page, other = plain(editor), plain(reviewer)
    open_record(page, 1)
    page.locator("#comment-text").fill("@reviewer is this a license?")
    page.locator("#comment-field").select_option("offenses")
    press(page, "Say it")
    other.goto("/review/")
    expect(other.get_by_text("editor asks you about")).to_be_visible()
    other.locator(".note").get_by_role("link", name="AR · 1").click()
    press(other, "Settled")
    assert Comment.objects.get().settled_by == reviewer


def test_bulk_action_and_its_undo(plain, editor):
    page = plain(editor)
    page.goto("/review/")
    for box in page.locator("input[name=pk]").all()[:3]:
        box.check()
    page.locator("#bulk-kind").select_option("reject")
    press(page, "Look at what would change")
    expect(page.get_by_role("heading", name="3 records would be rejected")).to_be_visible()
    page.get_by_label(re.compile("^Note")).fill("not of this bulletin")
    press(page, "Yes, 3")
    expect(page.get_by_text("3 records rejected.")).to_be_visible()
    press(page, "Undo all of it")
    expect(page.get_by_text("Undone: 3 records wait for review again.")).to_be_visible()
    assert BulkAction.objects.get().undone_by == editor


def test_a_note_that_is_missing_is_asked_for_beside_its_field(plain, editor):
    page = plain(editor)
    open_record(page, 1)
    page.locator("#unsure > summary").click()
    page.get_by_label("What a second reader should look at").fill("  ")
    press(page, "Pass it on")
    expect(page.locator("#unsure").get_by_role("alert")).to_contain_text("Say why")
    expect(page.get_by_label("What a second reader should look at")).to_be_focused()
    page.locator("#reject > summary").click()
    page.get_by_label("or, in your words").fill("  ")
    press(page, "Reject")
    expect(page.locator("#reject").get_by_role("alert")).to_contain_text("Say why")
    page.goto("/review/?state=AR")
    press(page, "Look at what would change")
    expect(page.get_by_text("Choose records first.")).to_be_visible()
    expect(page).to_have_url(re.compile("state=AR"))
    page.locator("input[name=pk]").check()
    page.locator("#bulk-kind").select_option("reject")
    press(page, "Look at what would change")
    page.get_by_label(re.compile("^Note")).fill("  ")
    press(page, "Yes, 1")
    expect(page.locator("form").get_by_role("alert")).to_contain_text("Nothing was changed. Say why")
    page.get_by_label(re.compile("^Note")).fill("not of this bulletin")
    press(page, "Yes, 1")
    expect(page.get_by_text("1 record rejected.")).to_be_visible()


def test_who_may_only_look_sees_the_record_and_no_buttons(plain, editor, uploader):
    page = plain(uploader)
    encounter = open_record(page, 1)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Arkansas")
    expect(page.locator("[name=agency]")).to_be_disabled()
    decisions.approve(encounter, by=editor, now=timezone.now(), version=encounter.version)
    open_record(page, 1)
    for name in ("Approve", "Reopen", "Return", "Say it", "Undo"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)


def test_second_reading_and_settling(plain, settings, editor, reviewer, administrator):
    settings.REVIEW_BLIND_SHARE = 1.0
    first, second, third = plain(reviewer), plain(editor), plain(administrator)
    encounter = open_record(first, 1)
    first.locator("[name=state]").select_option("GA")
    press(first, "Approve")
    second.goto("/review/readings/")
    press(second, "Read the next")
    expect(second.locator("[name=state]")).to_have_value("AR")
    expect(second.get_by_text("You read this record before")).to_have_count(0)
    press(second, "This is what it says")
    assert SecondReading.objects.get().outcome == "differs"
    first.goto(f"/review/readings/{SecondReading.objects.get().pk}/settle/")
    expect(first.get_by_text("Somebody who gave neither of them settles them, or an editor.")).to_be_visible()
    expect(first.get_by_role("radio").first).to_be_disabled()
    expect(first.get_by_role("button", name="Settle")).to_have_count(0)
    third.goto("/review/readings/")
    third.get_by_role("link", name=encounter.record_id).click()
    third.locator("[name='take.state'][value=second]").check()
    press(third, "Settle")
    encounter.refresh_from_db()
    assert (encounter.state, encounter.verification) == ("AR", "settled")


def test_saved_views_and_own_keys(plain, editor):
    page = plain(editor)
    page.goto("/review/?state=TX")
    page.get_by_label("Keep this view as").fill("Texas")
    press(page, "Keep")
    expect(page.get_by_role("link", name="Texas")).to_be_visible()
    press(page, "Forget")
    page.goto("/review/keys/")
    page.get_by_label("Approve and go to the next").fill("x")
    press(page, "Save my keys")
    expect(page.get_by_text("is the key of")).to_be_visible()
