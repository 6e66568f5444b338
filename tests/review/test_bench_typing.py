"""Typing on the workbench: values by any part of their name, names as they are typed, drafts that nobody loses."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from encounters.models import Encounter
from review.actions import corrections
from review.models import Comment

from .bench import Bench, extracted


@pytest.fixture
def bench(sign_in, live_server: LiveServer, editor: User) -> Iterator[Bench]:
    extracted("2020-01-word.pdf", by=editor)
    made = Bench(sign_in(editor), live_server.url)
    wrong: list[str] = []
    made.page.on("pageerror", lambda error: wrong.append(error.stack or str(error)))
    made.go(1)
    yield made
    assert wrong == []


def drafts(page: Page) -> list[str]:
    return page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('draft'))")


# --- Vocabularies and names ---------------------------------------------------------------------------
def test_a_vocabulary_is_searched_by_any_part_of_a_name_or_by_its_code(bench: Bench):
    citizenship = bench.page.locator("[name=citizenship]")
    bench.key("3")
    bench.page.keyboard.type("salv")
    expect(citizenship).to_have_value("SLV")
    expect(bench.page.locator(".typed")).to_have_text("salv · 1 of 1")
    bench.key("Backspace", "Backspace", "Backspace", "Backspace")
    expect(bench.page.locator(".typed")).to_have_count(0)
    bench.page.keyboard.type("gtm")
    expect(citizenship).to_have_value("GTM")
    bench.key("Escape")
    bench.page.keyboard.type("guinea")
    first = citizenship.input_value()
    bench.key("ArrowDown")
    assert citizenship.input_value() != first
    bench.key("ArrowUp")
    expect(citizenship).to_have_value(first)
    bench.page.keyboard.type("xx")
    expect(bench.page.locator(".typed")).to_have_text("guineaxx · none")
    expect(citizenship).to_have_value(first)
    bench.key("Control+Enter")
    bench.waits_for(2)
    assert Encounter.objects.get(sequence=1).approved_revision.citizenship == first


def test_an_agency_is_offered_while_its_name_is_typed(bench: Bench):
    offers = bench.page.get_by_role("option", include_hidden=False).and_(bench.page.locator("#offers li"))
    agency = bench.page.locator("[name=agency]")
    bench.key("2")
    bench.page.keyboard.type("craigh")
    expect(offers.first).to_be_visible()
    expect(agency).to_have_attribute("aria-expanded", "true")
    name = offers.first.inner_text()
    bench.key("ArrowDown")
    expect(agency).to_have_attribute("aria-activedescendant", "offer-0")
    bench.key("Enter")
    expect(agency).to_have_value(name)
    expect(bench.page.locator("#offers")).to_be_hidden()
    assert bench.focused == "agency"
    assert "Craighead" in name
    agency.fill("")
    bench.page.keyboard.type("benton")
    offers.nth(1).click()
    expect(agency).not_to_have_value("benton")
    agency.fill("")
    bench.page.keyboard.type("craigh")
    expect(offers.first).to_be_visible()
    bench.key("Escape")
    expect(bench.page.locator("#offers")).to_be_hidden()
    expect(agency).to_have_value("craigh")


def test_a_comment_is_on_the_field_in_use_and_offers_the_names_of_people(bench: Bench, reviewer: User):
    bench.page.locator("[name=offenses-1-basis]").focus()
    bench.key("Escape", "c")
    expect(bench.page.locator("#comment-field")).to_have_value("offenses.1")
    assert bench.focused == "text"
    bench.page.keyboard.type("ask @rev")
    expect(bench.page.locator("#offers li")).to_have_text(["reviewer"])
    bench.key("Enter")
    expect(bench.page.locator("#comment-text")).to_have_value("ask @reviewer ")
    bench.page.keyboard.type("is this one charge?")
    bench.key("Enter")
    expect(bench.page.get_by_text("editor on offense b")).to_be_visible()
    expect(bench.page.locator("[data-keys='offenses.1'] .asked")).to_have_text("1 comment")
    comment = Comment.objects.get()
    assert (comment.field, comment.text) == ("offenses.1", "ask @reviewer is this one charge?")
    assert list(comment.mentions.all()) == [reviewer]
    bench.key("c")
    expect(bench.page.locator("#comment-field")).to_have_value("")


# --- Drafts -------------------------------------------------------------------------------------------
def test_two_windows_of_one_person_lose_nothing_of_each_other(bench: Bench):
    one, two = bench.page, bench.page.context.new_page()
    two.goto(one.url)
    expect(two.locator("html.js")).to_be_attached()
    one.locator("[name=facility]").fill("County Jail")
    expect(two.locator("#saved")).to_have_text("you type in another window too")
    two.locator("[name=entry_place]").fill("near Laredo, Texas")
    one.get_by_role("button", name="Save", exact=True).click()
    expect(one.get_by_text("Saved, revision 2.")).to_be_visible()
    expect(two.locator("#saved")).to_have_text("not saved yet; another window saved")
    two.reload()
    note = two.locator("#draft")
    expect(note).to_contain_text("You typed something on revision 1 that was not saved")
    note.get_by_role("button", name="Compare both").click()
    expect(two.get_by_role("heading", name="Two people changed this record")).to_be_visible()
    two.get_by_role("button", name="Save what I chose").click()
    expect(two.get_by_text("Saved, revision 3.")).to_be_visible()
    assert drafts(two) == []
    record = Encounter.objects.get(sequence=1).current.record
    assert (record.facility, record.entry_place) == ("County Jail", "near Laredo, Texas")


def test_the_next_person_on_this_browser_sees_nothing_of_a_draft_and_its_owner_finds_it_again(
    bench: Bench, sign_in, editor: User, reviewer: User
):
    page, address = bench.page, bench.page.url
    page.locator("[name=facility]").fill("County Jail")
    expect(page.locator("#saved")).to_have_text("not saved yet")
    page.goto(f"{bench.site}/review/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(lambda url: "/review/" not in url)
    page = sign_in(reviewer)
    page.goto(address)
    expect(page.locator("html.js")).to_be_attached()
    expect(page.locator("[name=facility]")).to_have_value("")
    expect(page.locator("#saved")).to_have_text("saved · revision 1")
    expect(page.locator("#draft")).to_be_hidden()
    page = sign_in(editor)
    page.goto(address)
    expect(page.locator("[name=facility]")).to_have_value("County Jail")
    expect(page.locator("#saved")).to_have_text("not saved · your draft")


def test_a_draft_ends_with_the_word_saved_on_whatever_page_that_comes(bench: Bench):
    Encounter.objects.filter(sequence__gt=1).update(status="rejected")
    bench.page.reload()
    bench.page.locator("[name=facility]").fill("County Jail")
    assert len(drafts(bench.page)) == 1
    bench.key("Control+Enter")
    expect(bench.page.get_by_text("Nothing waits any more.")).to_be_visible()
    bench.until(lambda: drafts(bench.page) == [])
    assert Encounter.objects.get(sequence=1).approved_revision.facility == "County Jail"


def test_what_was_typed_on_an_older_state_can_be_forgotten(bench: Bench, reviewer: User):
    bench.page.locator("[name=facility]").fill("County Jail")
    first = Encounter.objects.get(sequence=1)
    corrections.save(first, {"state": "GA"}, by=reviewer, reason="", now=timezone.now(), version=1)
    bench.page.reload()
    bench.page.get_by_role("button", name="Forget what I typed").click()
    expect(bench.page.locator("#draft")).to_be_hidden()
    assert drafts(bench.page) == []


def test_a_draft_outlives_a_decision_that_was_undone(bench: Bench):
    bench.page.locator("[name=facility]").fill("County Jail")
    bench.key("Escape", "x", "2")
    bench.waits_for(2)
    bench.key("z")
    bench.waits_for(1)
    expect(bench.page.locator("[name=facility]")).to_have_value("County Jail")
    expect(bench.page.locator("#draft")).to_be_hidden()


def test_a_draft_outlives_a_skip(bench: Bench):
    expect(bench.page.locator("html[data-ahead='2']")).to_be_attached()
    bench.page.locator("[name=facility]").fill("County Jail")
    bench.key("Escape", "s")
    bench.waits_for(2)
    bench.go(1)
    expect(bench.page.locator("[name=facility]")).to_have_value("County Jail")


# --- What an empty field says --------------------------------------------------------------------------
ROOM = """() => [...document.querySelectorAll("#record input[placeholder]")]
    .filter((input) => !input.value && input.offsetParent)
    .map((input) => {
        const style = getComputedStyle(input);
        const pen = document.createElement("canvas").getContext("2d");
        pen.font = getComputedStyle(input, "::placeholder").font;
        const room = input.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
        return [input.name, room - pen.measureText(input.placeholder).width];
    })"""


@pytest.mark.parametrize("width", [1440, 390])
def test_what_an_empty_field_says_is_not_cut(bench: Bench, width: int):
    bench.page.set_viewport_size({"width": width, "height": 900})
    rooms = dict(bench.page.evaluate(ROOM))
    assert {"offenses-0-counts", "facility"} <= rooms.keys()
    assert {name: room for name, room in rooms.items() if room < 0} == {}
    counts = bench.page.locator("[name=offenses-0-counts]")
    with_number = counts.screenshot()
    counts.evaluate("input => { input.type = 'text'; }")  # a number may keep room for its arrows
    assert with_number == counts.screenshot()
