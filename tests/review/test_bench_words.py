"""Words of the page become a value and its evidence: by mouse, over columns and pages, by key alone, from the prose."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from encounters.models import Encounter

from .bench import Bench, extracted

OVER_COLUMNS, OVER_PAGES = 4, 8
"""Records of the officer bulletin whose narratives go on in the next column, and on the next page."""


@pytest.fixture
def bench(sign_in, live_server: LiveServer, editor) -> Iterator[Bench]:
    extracted("2025-10-officer.pdf", by=editor)
    made = Bench(sign_in(editor), live_server.url)
    wrong: list[str] = []
    made.page.on("pageerror", lambda error: wrong.append(error.stack or str(error)))
    yield made
    assert wrong == []


def place_of(bench: Bench, text: str, among: str = "[data-at]", part: float = 0.5) -> tuple[float, float]:
    """Where the middle of a word is on the screen, or another `part` of it, once it is scrolled to."""
    return bench.page.evaluate(
        """([text, among, part]) => {
            const words = [...document.querySelectorAll(`.sheet .words ${among}`)];
            const word = words.find((each) => each.textContent.trim() === text);
            word.scrollIntoView({ block: "center" });
            const box = word.getBoundingClientRect();
            return [box.x + box.width * part, box.y + box.height / 2];
        }""",
        [text, among, part],
    )


def draw(bench: Bench, first: str, last: str, among: str = "[data-at]") -> None:
    """Draw over the page from one word to another with the mouse; what lies between may have to be scrolled to."""
    mouse = bench.page.mouse
    mouse.move(*place_of(bench, first, among, 0.2))
    mouse.down()
    mouse.move(*place_of(bench, last, among, 0.8), steps=4)
    mouse.up()


def taken(bench: Bench) -> dict[str, list[dict[str, Any]]]:
    expect(bench.page.locator("#said")).to_contain_text(re.compile("Taken from the page|value now"))
    return json.loads(bench.page.locator("#evidence").input_value())


def quoted(encounter: Encounter, boxes: list[dict[str, Any]]) -> str:
    """The words of the page that lie in boxes."""
    found = []
    for box in boxes:
        page = encounter.bulletin.pages.get(number=box["page"])
        found += [
            text
            for text, x0, top, x1, bottom, _ in page.words
            if box["x0"] <= (x0 + x1) / 2 <= box["x1"] and box["top"] <= (top + bottom) / 2 <= box["bottom"]
        ]
    return " ".join(found)


def test_words_fill_the_field_in_use_with_what_they_mean_there(bench: Bench):
    encounter = bench.go(1)
    elsewhere = "text:not([data-at])"
    for digit, first, last, field, value in (
        ("1", "October", "2025,", "encountered_on", "2025-10-19"),
        ("2", "Jupiter", "Department", "agency", "Jupiter Inlet Colony Police Department"),
        ("3", "Honduras", "Honduras", "citizenship", "HND"),
        ("4", "assault", "battery", "offenses-0-category", "simple-assault"),
        ("6", "without", "inspection", "entry_manner", "without_inspection"),
    ):
        bench.key("Escape", digit)
        draw(bench, first, last, elsewhere)
        expect(bench.page.locator(f"[name={field}]")).to_have_value(value)
    evidence = taken(bench)
    assert list(evidence) == ["encountered_on", "agency", "citizenship_text", "offenses.0", "entry_manner"]
    assert quoted(encounter, evidence["agency"]) == "Jupiter Inlet Colony Police Department"


def test_a_passage_over_two_columns_is_drawn_over_with_the_mouse(bench: Bench):
    encounter = bench.go(OVER_COLUMNS)
    bench.key("3")
    draw(bench, "citizen", "Mexico.")
    (boxes,) = taken(bench).values()
    expect(bench.page.locator("[name=citizenship_text]")).to_have_value("citizen and national of Mexico")
    assert quoted(encounter, boxes) == "citizen and national of Mexico."
    assert boxes[1]["x0"] - boxes[0]["x0"] > 100, "one box in each column"
    assert boxes[1]["top"] < boxes[0]["top"]
    assert bench.focused == "citizenship"


def test_a_passage_over_two_pages_leaves_out_what_stands_between(bench: Bench):
    encounter = bench.go(OVER_PAGES)
    bench.key("2")
    draw(bench, "Wilson", "arrested")
    (boxes,) = taken(bench).values()
    assert [box["page"] for box in boxes] == [1, 2]
    assert quoted(encounter, boxes) == "Wilson County Sheriff's Office 287(g) Program arrested"
    bench.page.get_by_role("button", name="Save", exact=True).click()
    expect(bench.page.get_by_text("Saved, revision 2.")).to_be_visible()
    kept = Encounter.objects.get(pk=encounter.pk).current.record.evidence["agency"]
    assert [(box.page, box.x0) for box in kept] == [(box["page"], box["x0"]) for box in boxes]


def test_a_double_click_takes_one_word_for_the_field_in_use_and_shift_takes_it_on(bench: Bench):
    bench.go(OVER_COLUMNS)
    bench.key("3")
    bench.page.locator("[name=citizenship_text]").focus()
    bench.page.mouse.dblclick(*place_of(bench, "Melbourne"))
    expect(bench.page.locator("[name=citizenship_text]")).to_have_value("Melbourne")
    bench.page.keyboard.down("Shift")
    bench.page.mouse.click(*place_of(bench, "Police"))
    bench.page.keyboard.up("Shift")
    expect(bench.page.locator("[name=citizenship_text]")).to_have_value("Melbourne Police")


def test_words_are_chosen_by_key_alone(bench: Bench):
    encounter = bench.go(OVER_COLUMNS)
    bench.key("4", "F2")
    said = bench.page.locator("#said")
    expect(said).to_contain_text("Offense 1: “contempt”")
    bench.key("a", "ArrowDown", "ArrowUp", "ArrowRight", "ArrowLeft", "End", "Home")
    expect(said).to_contain_text("Offense 1: “Mexico.”")
    bench.key("ArrowLeft")
    expect(said).to_contain_text("Offense 1: “of”")
    bench.key("ArrowRight")
    bench.key("End", "ArrowLeft", "Shift+ArrowRight", "Shift+ArrowRight")
    expect(said).to_contain_text("Offense 1: “contempt of court,”")
    bench.key("Enter")
    expect(bench.page.locator("[name=offenses-0-text]")).to_have_value("contempt of court")
    assert quoted(encounter, taken(bench)["offenses.0"]) == "contempt of court,"
    assert bench.focused == "offenses-0-text"
    assert encounter.decisions.count() == 0, "a letter is no key of the desk while words are chosen"


def test_letting_go_of_words_changes_nothing(bench: Bench):
    bench.go(OVER_COLUMNS)
    bench.key("w")
    expect(bench.page.locator("#said")).to_contain_text("Go to a field first")
    bench.key("2", "Escape", "w", "ArrowRight")
    expect(bench.page.locator("#said")).to_contain_text("Agency: “Melbourne”")
    expect(bench.page.locator(".sheet .chosen")).to_have_count(1)
    bench.key("Escape")
    expect(bench.page.locator(".sheet .chosen")).to_have_count(0)
    assert bench.focused == "agency"
    expect(bench.page.locator("[name=agency]")).to_have_value("West Melbourne Police Department")
    assert bench.page.locator("#evidence").input_value() == "{}"


def test_words_of_the_prose_are_those_of_the_page(bench: Bench):
    encounter = bench.go(OVER_COLUMNS)
    bench.key("6")
    bench.page.evaluate(
        """() => {
            const prose = document.querySelector(".narrative");
            const walk = document.createTreeWalker(prose, NodeFilter.SHOW_TEXT);
            const places = [];
            while (walk.nextNode()) {
                for (let at = 0; at < walk.currentNode.length; at += 1) places.push([walk.currentNode, at]);
            }
            const start = prose.textContent.indexOf("without being inspected");
            const end = start + "without being inspected, admitted".length;
            getSelection().setBaseAndExtent(...places[start], ...places[end]);
        }"""
    )
    bench.page.locator(".narrative").dispatch_event("mouseup")
    expect(bench.page.locator("#said")).to_contain_text("without being inspected, admitted")
    boxes = taken(bench)["entry_manner"]
    assert quoted(encounter, boxes) == "without being inspected, admitted"
    assert {box["page"] for box in boxes} == {1}


def test_what_is_selected_by_touch_is_taken_with_a_button(bench: Bench):
    encounter = bench.go(OVER_COLUMNS)
    button = bench.page.get_by_role("button", name="use these words")
    bench.key("2")
    expect(button).to_be_hidden()
    bench.page.evaluate(
        """() => {
            const words = [...document.querySelectorAll(".sheet .words [data-at]")];
            const [first] = words.filter((word) => word.textContent.trim() === "Melbourne");
            getSelection().setBaseAndExtent(first.firstChild, 0, first.nextElementSibling.firstChild, 6);
        }"""
    )
    button.click()
    expect(bench.page.locator("[name=agency]")).to_have_value("Melbourne Police")
    assert quoted(encounter, taken(bench)["agency"]) == "Melbourne Police"
    expect(button).to_be_hidden()


def test_a_vocabulary_follows_the_words(bench: Bench):
    bench.go(OVER_PAGES)
    bench.key("6")
    draw(bench, "permanent", "resident.")
    expect(bench.page.locator("#said")).to_contain_text("The words for this value now: “permanent resident.”")
    expect(bench.page.locator("[name=entry_manner]")).to_have_value("")
    bench.page.locator("[name=immigration_status]").select_option("overstay")
    bench.page.locator("[name=immigration_status]").focus()
    draw(bench, "lawful", "resident.")
    expect(bench.page.locator("[name=immigration_status]")).to_have_value("permanent_resident")
    assert set(taken(bench)) == {"entry_manner", "immigration_status"}


def test_words_that_say_nothing_for_a_date_are_refused(bench: Bench):
    bench.go(OVER_COLUMNS)
    bench.key("1")
    draw(bench, "Melbourne", "Police")
    expect(bench.page.locator("#said")).to_have_text("“Melbourne Police” says nothing for this field.")
    expect(bench.page.locator("[name=encountered_on]")).to_have_value("2025-10-22")
    assert bench.page.locator("#evidence").input_value() == "{}"


def test_what_was_selected_survives_a_refused_form_and_a_reload(bench: Bench):
    encounter = bench.go(OVER_COLUMNS)
    bench.key("4")
    draw(bench, "contempt", "court,")
    boxes = taken(bench)
    bench.page.locator("[name=encountered_on]").fill("October")
    bench.page.get_by_role("button", name="Save", exact=True).click()
    expect(bench.page.get_by_role("alert")).to_be_visible()
    assert json.loads(bench.page.locator("#evidence").input_value()) == boxes
    bench.page.locator("[name=encountered_on]").fill("2025-10-22")
    bench.go(OVER_COLUMNS)
    assert json.loads(bench.page.locator("#evidence").input_value()) == boxes
    assert quoted(encounter, boxes["offenses.0"]) == "contempt of court,"
    expect(bench.page.locator(".sheet .lit[data-key='offenses.0']")).to_have_count(2)


def test_pointing_at_a_word_of_the_page_lights_its_field_and_a_click_goes_there(bench: Bench):
    bench.go(OVER_COLUMNS)
    at = place_of(bench, "Mexico.")
    bench.page.mouse.move(*at)
    expect(bench.page.locator(".field-row.on")).to_have_attribute("data-digit", "3")
    bench.page.mouse.click(*at)
    assert bench.focused == "citizenship"


def test_page_keys_go_beyond_the_pages_of_the_record(bench: Bench):
    bench.go(OVER_COLUMNS)
    here = bench.page.locator("#page-here")
    expect(here).to_have_text("1")
    bench.key("]")
    expect(here).to_have_text("2")
    expect(bench.page.locator("#page-2 image, #page-2 img")).to_be_visible()
    bench.key("]", "[")
    expect(here).to_have_text("1")
    bench.go(12)
    expect(here).to_have_text("2")
    bench.key("[")
    expect(here).to_have_text("1")
    bench.key("2")
    bench.page.locator("#page-1 .words text", has_text="Designated").first.dblclick()
    expect(bench.page.locator("#said")).to_contain_text("no evidence of it")
    expect(bench.page.locator("[name=agency]")).to_have_value("Designated")
    assert bench.page.locator("#evidence").input_value() == "{}"
