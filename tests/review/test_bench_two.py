"""Two reviewers at once: nobody gets the other's record, and nobody's work is overwritten."""

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from encounters.models import Encounter
from review.actions import claims
from review.models import Claim

from .bench import Bench, extracted


@pytest.fixture
def desks(browser: Browser, live_server: LiveServer, editor: User, reviewer: User):
    extracted("2020-01-word.pdf", by=editor)
    contexts = [browser.new_context(), browser.new_context()]
    benches = []
    for context, person in zip(contexts, (editor, reviewer), strict=True):
        client = Client()
        client.force_login(person)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        benches.append(Bench(context.new_page(), live_server.url))
    yield benches
    for context in contexts:
        context.close()


def start(bench: Bench) -> None:
    bench.page.goto(f"{bench.site}/review/")
    bench.page.get_by_role("button", name="Start reviewing").click()
    bench.ready()


def test_each_gets_a_record_of_their_own_and_sees_whose_the_other_is(desks: list[Bench]):
    first, second = desks
    start(first)
    start(second)
    assert (first.sequence, second.sequence != 1) == (1, True), "what the first has ahead is nobody else's either"
    second.go(1)
    expect(second.page.locator("#lease")).to_contain_text("editor has this open until")
    assert Claim.objects.get(encounter__sequence=1).by.username == "editor"


def test_a_conflict_shows_both_sides_and_keeps_what_is_chosen(desks: list[Bench]):
    first, second = desks
    first.go(1)
    second.go(1)
    first.page.locator("[name=facility]").fill("County Jail")
    first.page.locator("[name=state]").select_option("GA")
    first.page.get_by_role("button", name="Save", exact=True).click()
    expect(first.page.get_by_text("Saved, revision 2.")).to_be_visible()

    second.page.locator("[name=state]").select_option("AL")
    second.page.locator("[name=entry_place]").fill("near Laredo, Texas")
    second.page.get_by_role("button", name="Save", exact=True).click()
    expect(second.page.get_by_role("heading", name="Two people changed this record")).to_be_visible()
    assert rows(second) == ["state", "facility", "entry place"]
    cells = second.page.locator("tbody tr").all_inner_texts()
    assert all(code in cells[0] for code in ("AR", "GA", "AL"))
    second.page.locator("[name='take.state'][value=mine]").check()
    second.page.get_by_role("button", name="Save what I chose").click()
    expect(second.page.get_by_text("Saved, revision 3.")).to_be_visible()

    record = Encounter.objects.get(sequence=1).current.record
    assert (record.state, record.facility, record.entry_place) == ("AL", "County Jail", "near Laredo, Texas")
    assert second.page.evaluate("localStorage.length") == 0, "what was typed is saved, and no draft any more"


def rows(bench: Bench) -> list[str]:
    """The fields that the screen of the conflict asks for."""
    return [text.strip() for text in bench.page.locator("tbody th").all_inner_texts()]


def save(bench: Bench, **values: str) -> None:
    for name, value in values.items():
        bench.page.locator(f"[name={name}]").fill(value)
    bench.page.get_by_role("button", name="Save", exact=True).click()


def test_words_that_were_selected_go_through_a_conflict_and_through_a_second_one(desks: list[Bench]):
    first, second = desks
    first.go(1)
    second.go(1)
    second.key("3", "F2", "Shift+ArrowRight", "Shift+ArrowRight", "Enter")
    expect(second.page.locator("[name=citizenship_text]")).to_have_value("Honduras convicted of")
    save(first, facility="County Jail")
    expect(first.page.get_by_text("Saved, revision 2.")).to_be_visible()
    save(second, entry_place="near Laredo, Texas")
    expect(second.page.get_by_role("heading", name="Two people changed this record")).to_be_visible()
    assert rows(second) == ["facility", "citizenship", "citizenship text", "entry place"]
    words = second.page.get_by_role("row", name="citizenship text").locator("td")
    assert ["words: “Honduras”" in text for text in words.all_inner_texts()] == [True, True, False]
    expect(words.nth(2)).to_contain_text("words: “Honduras convicted of”")

    save(first, entry_place="El Paso")
    expect(first.page.get_by_text("Saved, revision 3.")).to_be_visible()
    second.page.get_by_role("button", name="Save what I chose").click()
    expect(second.page.get_by_text("While you chose, editor saved revision 3")).to_be_visible()
    assert rows(second) == ["facility", "citizenship", "citizenship text", "entry place"]
    kept = {name: second.page.locator(f"[name='take.{name}']:checked") for name in ("citizenship_text", "entry_place")}
    expect(kept["citizenship_text"]).to_have_value("mine")
    expect(kept["entry_place"]).to_have_value("theirs")
    second.page.get_by_role("button", name="Save what I chose").click()
    expect(second.page.get_by_text("Saved, revision 4.")).to_be_visible()

    record = Encounter.objects.get(sequence=1).current.record
    assert (record.citizenship_text, record.entry_place) == ("Honduras convicted of", "El Paso")
    (box,) = record.evidence["citizenship_text"]
    (old,) = Encounter.objects.get(sequence=1).revisions.get(number=1).record.evidence["citizenship_text"]
    assert box.x1 > old.x1 + 40
    expect(second.page.locator("mark[data-key~='citizenship_text']").first).to_contain_text("Honduras")


def test_a_record_that_is_decided_while_somebody_settles_keeps_what_they_typed_before_them(desks: list[Bench]):
    first, second = desks
    first.go(1)
    second.go(1)
    save(first, facility="County Jail")
    expect(first.page.get_by_text("Saved, revision 2.")).to_be_visible()
    save(second, facility="City Jail")
    expect(second.page.get_by_role("heading", name="Two people changed this record")).to_be_visible()
    first.key("Escape", "a")
    first.waits_for(2)
    second.page.locator("[name='take.facility'][value=mine]").check()
    second.page.get_by_role("button", name="Save what I chose").click()
    expect(second.page.get_by_role("alert")).to_contain_text("Reopen it before you change it.")
    expect(second.page.locator("tbody td").nth(2)).to_contain_text("City Jail")


def test_a_record_is_decided_once(desks: list[Bench]):
    first, second = desks
    first.go(1)
    second.go(1)
    first.key("a")
    first.waits_for(2)
    second.key("x", "1")
    expect(second.page.get_by_text("Cannot reject what is approved.")).to_be_visible()
    assert Encounter.objects.get(sequence=1).decisions.count() == 1


def test_a_record_that_another_decides_is_no_longer_said_to_be_ones_own(desks: list[Bench]):
    first, second = desks
    start(first)
    second.go(1)
    second.key("a")
    expect(second.page.get_by_text("Approved: ").first).to_be_visible()
    first.key("Escape")  # somebody is at work, so the lease is renewed, as each minute
    first.page.evaluate("document.dispatchEvent(new Event('bench:held'))")
    expect(first.page.locator("#lease")).to_have_text("approved by reviewer")


def test_who_comes_back_to_a_record_that_another_took_is_told_at_once(desks: list[Bench]):
    first, second = desks
    first.go(1)
    expect(first.page.locator("#lease")).to_contain_text("yours until")
    first.page.clock.install()
    with first.page.expect_response("**/claim/"):  # from which the page knows when its time ends
        first.page.reload()
    expect(first.page.locator("#lease")).not_to_contain_text("UTC")
    Claim.objects.filter(by__username="editor").update(until=timezone.now())
    second.go(1)
    expect(second.page.locator("#lease")).to_contain_text("yours until")
    expect(second.page.locator("#taken")).to_be_hidden()
    first.page.clock.set_system_time(timezone.now() + claims.LEASE)
    first.key("3")
    expect(first.page.locator("#taken")).to_contain_text("reviewer has this record open until")
    first.page.locator("[name=facility]").fill("County Jail")
    first.page.reload()
    first.ready()
    expect(first.page.locator("#taken")).to_contain_text("reviewer has this record open until")
    expect(first.page.locator("[name=facility]")).to_have_value("County Jail")
    second.key("a")
    second.until(lambda: Encounter.objects.get(sequence=1).status == "approved")
    first.page.evaluate("document.dispatchEvent(new Event('bench:opened'))")
    first.page.evaluate("document.dispatchEvent(new Event('bench:held'))")
    expect(first.page.locator("#taken")).to_contain_text("Meanwhile it was approved by reviewer.")
    first.key("Escape", "a")
    expect(first.page.get_by_text("This record is approved. Reopen it before you change it.")).to_be_visible()
