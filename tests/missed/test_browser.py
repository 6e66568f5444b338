"""Accounting for words in a real browser: by mouse, by key alone, without scripts, on a phone, to a screen reader."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect

from encounters.actions import marks, succession
from encounters.lifecycle import EncounterStatus
from encounters.models import Mark
from tests.factories import NOW

from .bulletins import FIGURES, KNOX, MISSED, record, words_of
from .printed import hand_in


@pytest.fixture
def bulletin(transactional_db, editor):
    return hand_in(editor)


@pytest.fixture
def console(page: Page):
    """Everything that a page complains about: a script that fails, a policy that is broken."""
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


@pytest.fixture
def desk(sign_in, live_server, reviewer, bulletin, console):
    page = sign_in(reviewer)
    page.goto(live_server.url + reverse("accounting", args=[bulletin.pk]))
    yield page
    assert [text for text in console if "409 (Conflict)" not in text] == []


def status(page):
    return page.locator("#status")


def choose_first_line(page):
    """By key, once the page's script is there."""
    expect(page.locator("html.js")).to_be_attached()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")


def no_faults(page):
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_lines_are_chosen_and_marked_by_key_alone(desk, bulletin):
    choose_first_line(desk)
    expect(desk.locator("rect.here")).to_have_count(1)
    expect(status(desk)).to_have_text("9 words chosen on page 1")
    desk.keyboard.press("b")
    expect(desk.get_by_text("Boilerplate now: 9 words on page 1.")).to_be_visible()
    choose_first_line(desk)
    desk.keyboard.press("m")
    expect(desk.get_by_text(re.compile("New encounter 4 of 13 words on page 2"))).to_be_visible()
    expect(desk.get_by_text("nothing unexplained")).to_be_visible()
    assert record(bulletin, 4).current_revision.narrative == MISSED
    desk.keyboard.press("z")
    expect(desk.get_by_text("Undone: the words are as they were before.")).to_be_visible()
    assert record(bulletin, 4).status == EncounterStatus.REJECTED


def test_a_key_that_is_held_down_undoes_one_mark(desk):
    for key in ("b", "m"):
        choose_first_line(desk)
        desk.keyboard.press(key)
        expect(desk.locator("#undo-last")).to_be_attached()
        expect(status(desk)).to_contain_text("Choose words or lines")
    assert Mark.objects.count() == 2
    desk.keyboard.down("z")
    expect(desk.get_by_text("Undone: the words are as they were before.")).to_be_visible()
    expect(desk.locator("html.js")).to_be_attached()
    desk.keyboard.down("z")
    desk.wait_for_timeout(300)
    assert Mark.objects.filter(undone_at=None).count() == 1


def test_shift_and_arrow_choose_lines_over_pages_and_escape_lets_them_go(desk):
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Shift+ArrowDown")
    expect(status(desk)).to_have_text("9 words chosen on page 1, 13 words chosen on page 2")
    desk.keyboard.press("Escape")
    expect(status(desk)).to_contain_text("Choose words or lines")
    desk.keyboard.press("m")
    expect(status(desk)).to_have_text("Choose words or lines first.")
    assert not Mark.objects.exists()


def test_n_asks_for_the_reason(desk):
    choose_first_line(desk)
    desk.keyboard.press("n")
    expect(desk.locator("#reason")).to_be_focused()
    desk.keyboard.type("a table, no names")
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("Not an encounter, a table, no names: 9 words on page 1.")).to_be_visible()


def test_a_reason_that_is_missing_is_asked_for_beside_its_field(desk):
    choose_first_line(desk)
    desk.keyboard.press("n")
    desk.keyboard.press("Enter")
    expect(desk.get_by_label("Why it is none")).to_be_focused()
    expect(desk.locator("#aside").get_by_role("alert")).to_contain_text("say why this is not an encounter")
    expect(status(desk)).to_have_text("9 words chosen on page 1")
    no_faults(desk)
    desk.keyboard.type("a table")
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("Not an encounter, a table: 9 words on page 1.")).to_be_visible()


def test_a_click_ticks_a_line_whose_page_is_out_of_view(desk):
    expect(desk.locator("html.js")).to_be_attached()
    line = desk.get_by_role("checkbox", name=MISSED)
    expect(desk.locator('[data-page="2"] .paint').first).not_to_be_in_viewport()
    line.click()
    expect(line).to_be_checked()
    expect(desk.locator('[data-page="2"] .paint').first).to_be_in_viewport()


def test_z_says_where_nothing_is_to_be_undone(desk):
    expect(desk.locator("html.js")).to_be_attached()
    desk.keyboard.press("z")
    expect(status(desk)).to_have_text("There is no mark on these pages to undo.")


def test_words_are_drawn_over_on_the_page(desk, bulletin):
    places = [place for _, place in words_of(bulletin, FIGURES)]
    words = [desk.locator(f'[data-page="1"] [data-word="{place}"]') for place in (places[1], places[3])]
    words[0].scroll_into_view_if_needed()
    first, last = (word.bounding_box() for word in words)
    desk.mouse.move(first["x"] + 1, first["y"] + first["height"] / 2)
    desk.mouse.down()
    desk.mouse.move(last["x"] + last["width"] - 1, last["y"] + last["height"] / 2, steps=6)
    desk.mouse.up()
    expect(status(desk)).to_have_text("3 words chosen on page 1")
    assert desk.locator("#unexplained input").first.evaluate("box => box.indeterminate")
    desk.get_by_role("button", name="Boilerplate").click()
    expect(desk.get_by_text("Boilerplate now: 3 words on page 1.")).to_be_visible()
    assert Mark.objects.get().words == places[1:4]


def test_a_click_chooses_the_line_and_says_whose_words_are_taken(desk, bulletin):
    _, place = words_of(bulletin, FIGURES)[0]
    desk.locator(f'[data-page="1"] [data-word="{place}"]').click()
    expect(status(desk)).to_have_text("9 words chosen on page 1")
    _, place = words_of(bulletin, "Knox County")[0]
    desk.locator(f'[data-page="1"] [data-word="{place}"]').click()
    expect(status(desk)).to_contain_text("belong to a record")


def test_keys_are_shown_on_demand(desk):
    desk.keyboard.press("?")
    expect(desk.locator("#keys")).to_be_visible()
    no_faults(desk)
    desk.keyboard.press("Escape")
    expect(desk.locator("#keys")).to_be_hidden()


def test_nothing_stands_in_a_screen_readers_way(desk, bulletin, reviewer, live_server):
    three = words_of(bulletin, FIGURES)[:3]
    marks.add(bulletin, Mark.Kind.NOT_AN_ENCOUNTER, three, by=reviewer, now=NOW, reason="a table")
    second = record(bulletin, 2)
    for address in (
        reverse("accounting", args=[bulletin.pk]),
        f"{reverse('split', args=[second.pk])}?at={second.current_revision.narrative.index('Two days')}",
        reverse("merge", args=[second.pk]),
    ):
        desk.goto(live_server.url + address)
        for summary in desk.locator(".all-lines summary").all()[:1]:
            summary.click()
        for scheme, width in (("light", 1440), ("light", 390), ("dark", 390), ("dark", 1440)):
            desk.emulate_media(color_scheme=scheme)
            desk.set_viewport_size({"width": width, "height": 900})
            no_faults(desk)
            assert desk.evaluate("document.documentElement.scrollWidth") <= width


def test_it_all_works_without_scripts(browser, sign_in, reviewer, bulletin, live_server):
    signed_in = sign_in(reviewer)
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(signed_in.context.cookies())
    page = context.new_page()
    page.goto(live_server.url + reverse("accounting", args=[bulletin.pk]))
    page.get_by_role("checkbox", name=FIGURES).check()
    page.get_by_role("button", name="Boilerplate").click()
    assert page.get_by_text("Boilerplate now: 9 words on page 1.").is_visible()
    page.get_by_role("checkbox", name=MISSED).check()
    page.locator("#aside summary").click()
    page.get_by_label("Why it is none").fill("a summary")
    page.get_by_label("Why it is none").press("Enter")
    assert page.get_by_text("Not an encounter, a summary: 13 words on page 2.").is_visible()
    page.get_by_text("All lines of page 1").click()
    page.get_by_role("checkbox", name="Georgia").check()
    page.get_by_role("button", name="New encounter").click()
    assert page.get_by_text("New encounter 4 of 1 word on page 1.").is_visible()
    context.close()


def test_a_record_is_split_by_key_alone_and_the_split_undone(desk, bulletin, live_server):
    old = record(bulletin, 2)
    desk.goto(live_server.url + reverse("workbench", args=[old.pk]))
    desk.get_by_text("More", exact=True).click()
    desk.get_by_role("link", name="Split in two").click()
    desk.locator("input[type=radio]").first.focus()
    for _ in old.current_revision.narrative.partition("Two days")[0].split()[1:]:
        desk.keyboard.press("ArrowRight")
    assert desk.evaluate("document.activeElement.parentNode.textContent") == "Two"
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("button", name="Split", exact=True)).to_be_focused()
    desk.keyboard.press("Enter")
    desk.wait_for_url(re.compile(r"/review/\d+/$"))
    first, second = succession.successors(old)
    assert second.current_revision.citizenship_text == "Peru"
    desk.goto(live_server.url + reverse("workbench", args=[old.pk]))
    desk.get_by_role("button", name="Undo the split").click()
    desk.wait_for_url(re.compile(rf"/review/{old.pk}/$"))
    assert record(bulletin, 2).status == EncounterStatus.AWAITING_REVIEW
    assert record(bulletin, first.sequence).status == EncounterStatus.REJECTED


def test_two_people_mark_the_same_words_and_the_second_is_told(desk, bulletin, browser, editor, live_server):
    marks.add(bulletin, Mark.Kind.BOILERPLATE, words_of(bulletin, FIGURES), by=editor, now=NOW)
    choose_first_line(desk)
    desk.keyboard.press("m")
    expect(desk.get_by_role("alert")).to_contain_text("editor has marked some of these words on page 1 as boilerplate")
    assert Mark.objects.count() == 1


def test_the_images_are_where_the_words_are(desk, bulletin):
    image = desk.locator("#page-1 img")
    expect(image).to_be_visible()
    assert image.evaluate("image => image.naturalWidth") >= 1200
    box, word = image.bounding_box(), desk.locator('[data-page="1"] [data-word="0"]').bounding_box()
    page = bulletin.pages.get(number=1)
    expected = box["x"] + page.words[0][1] / page.width * box["width"]
    assert abs(word["x"] - expected) < 2
    assert KNOX.startswith("On January")
