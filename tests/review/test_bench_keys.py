"""Every key of the workbench, in a browser: what `?` promises is what happens."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from encounters.models import Encounter
from review import keys
from review.models import Decision, Preferences
from tests.factories import make_encounter

from .bench import Bench, extracted


@pytest.fixture
def bench(sign_in, live_server: LiveServer, editor) -> Bench:
    extracted("2020-01-word.pdf", by=editor)
    return Bench(sign_in(editor), live_server.url)


@pytest.fixture(autouse=True)
def console(page: Page):
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield
    # A refused form answers 422 or 409 on purpose, and the browser notes it; anything else is a mistake.
    assert [line for line in said if "status of 4" not in line] == []


def decided() -> list[tuple[int, str]]:
    return list(Decision.objects.order_by("id").values_list("encounter__sequence", "kind"))


def test_one_key_approves_and_the_next_record_is_there(bench: Bench):
    bench.go(1)
    bench.key("a")
    bench.waits_for(2)
    assert decided() == [(1, "approve")]


def test_enter_on_the_queue_starts(bench: Bench):
    bench.page.goto(f"{bench.site}/review/")
    expect(bench.page.locator("[autofocus]")).to_be_focused()
    bench.key("Enter")
    bench.waits_for(1)


def test_control_enter_approves_from_inside_a_field_and_saves_it(bench: Bench):
    bench.go(1)
    bench.key("2")
    bench.page.keyboard.type("Craighead County Sheriff's Department")
    bench.key("Control+Enter")
    bench.waits_for(2)
    encounter = Encounter.objects.get(sequence=1)
    assert (encounter.status, encounter.approved_revision.number) == ("approved", 2)
    assert encounter.approved_revision.agency == "Craighead County Sheriff's Department"


def test_enter_goes_over_doubtful_fields_only_and_then_approves(bench: Bench):
    confidence = {"agency": 0.5, "citizenship": 0.99, "offenses.1": 0.6}
    doubtful = make_encounter(confidence=confidence)
    bench.page.goto(f"{bench.site}/review/{doubtful.pk}/")
    bench.ready()
    for field in ("agency", "offenses-1-text"):
        bench.key("Enter")
        assert bench.focused == field
    assert decided() == []
    bench.key("Enter")
    expect(bench.page.locator(f"#record[data-encounter='{doubtful.pk}']")).to_have_count(0)
    assert Decision.objects.get().encounter == doubtful


@pytest.mark.parametrize(
    ("digit", "field"),
    [
        ("1", "encountered_on"),
        ("2", "agency"),
        ("3", "citizenship"),
        ("4", "offenses-0-text"),
        ("5", "detainer_placed"),
        ("6", "entry_manner"),
        ("7", "immigration_status"),
        ("8", "events-0-type"),
    ],
)
def test_a_digit_goes_to_its_field(bench: Bench, digit, field):
    bench.go(4)
    bench.key(digit)
    assert bench.focused == field


def test_letters_are_text_inside_a_field_and_keys_outside(bench: Bench):
    bench.go(1)
    bench.key("2", "a", "x")
    expect(bench.page.locator("[name=agency]")).to_have_value("ax")
    bench.key("Escape", "s")
    bench.waits_for(2)
    assert decided() == []


def test_reject_takes_two_keys(bench: Bench):
    bench.go(1)
    bench.key("x", "2")
    bench.waits_for(2)
    assert decided() == [(1, "reject")]
    assert Decision.objects.get().note == "a duplicate"


def test_unsure_passes_on_with_a_note(bench: Bench):
    bench.go(1)
    bench.key("u")
    bench.page.keyboard.type("is it a license?")
    bench.key("Enter")
    bench.waits_for(2)
    assert decided() == [(1, "unsure")]
    assert Encounter.objects.get(sequence=1).status == "awaiting_second"


def test_a_doubt_takes_along_what_was_typed(bench: Bench):
    bench.go(1)
    bench.page.locator("[name=facility]").fill("County Jail")
    bench.key("Escape", "u")
    bench.page.keyboard.type("is it that jail?")
    bench.key("Enter")
    bench.waits_for(2)
    encounter = Encounter.objects.get(sequence=1)
    assert (encounter.status, encounter.current.facility) == ("awaiting_second", "County Jail")
    assert Decision.objects.get().revision == encounter.current
    assert bench.page.evaluate("localStorage.length") == 0


def test_a_key_that_is_held_down_decides_once(bench: Bench):
    bench.go(1)
    expect(bench.page.locator("html[data-ahead='2']")).to_be_attached()
    for _ in range(5):
        bench.page.keyboard.down("a")
        bench.page.wait_for_timeout(60)
    bench.page.keyboard.up("a")
    bench.waits_for(2)
    assert decided() == [(1, "approve")]
    for _ in range(3):
        bench.page.keyboard.down("Enter")
    bench.page.keyboard.up("Enter")
    bench.waits_for(3)
    bench.key("x")
    for _ in range(3):
        bench.page.keyboard.down("2")
        bench.page.wait_for_timeout(60)
    bench.page.keyboard.up("2")
    bench.waits_for(4)
    assert decided() == [(1, "approve"), (2, "approve"), (3, "reject")]
    agency = bench.page.locator("[name=agency]").input_value()
    for _ in range(3):
        bench.page.keyboard.down("2")
    bench.page.keyboard.up("2")
    assert bench.focused == "agency"
    expect(bench.page.locator("[name=agency]")).to_have_value(agency)
    bench.key("Escape", "s")
    bench.waits_for(5)
    for _ in range(3):
        bench.page.keyboard.down("+")
    assert bench.page.evaluate("document.querySelector('.bench-scroll').style.getPropertyValue('--zoom')") > "1.9"


SAYS = """([key, code, more]) => document.activeElement.dispatchEvent(new KeyboardEvent(
    "keydown", { key, code, bubbles: true, cancelable: true, ...more }))"""


def test_keys_are_found_on_other_keyboards(bench: Bench):
    bench.go(1)
    bench.page.evaluate(SAYS, ["\u0438", "KeyB", {}])  # a letter of another script that does nothing
    bench.page.evaluate(SAYS, ["\u00e9", "Digit2", {}])  # where digits want Shift
    assert bench.focused == "agency"
    bench.key("Escape")
    bench.page.evaluate(SAYS, ["]", "Digit6", {"altKey": True}])  # where brackets want another key
    expect(bench.page.locator("#page-here")).not_to_have_text("1")
    bench.page.evaluate(SAYS, ["s", "KeyS", {"altKey": True}])  # the browser's own
    bench.page.evaluate(SAYS, ["Enter", "Enter", {"isComposing": True}])  # takes a word that is being composed
    assert bench.sequence == 1
    bench.page.evaluate(SAYS, ["\u044b", "KeyS", {}])
    bench.waits_for(2)
    assert decided() == []


def test_escape_leads_back_to_where_the_key_was_pressed(bench: Bench):
    bench.go(1)
    bench.key("3", "Escape")
    row = bench.page.locator(".field-row[data-digit='3']")
    expect(row).to_be_focused()
    for key, popup in (("x", "#reject"), ("u", "#unsure")):
        bench.key(key)
        expect(bench.page.locator(popup)).to_have_attribute("open", "")
        bench.key("Escape")
        expect(bench.page.locator("details[open]")).to_have_count(0)
        expect(row).to_be_focused()
    bench.key("x")
    bench.page.locator("#unsure summary").click()
    expect(bench.page.locator("details.reject[open]")).to_have_count(1)
    bench.key("Tab", "Escape")


def test_undo_without_a_decision_stays_here(bench: Bench):
    bench.go(1)
    bench.key("z")
    expect(bench.page.locator("#said")).to_have_text("There is no decision of yours to undo.")
    assert bench.sequence == 1


def test_undo_brings_the_record_back(bench: Bench):
    bench.go(1)
    bench.key("a")
    bench.waits_for(2)
    bench.key("z")
    bench.waits_for(1)
    assert decided() == [(1, "approve"), (1, "reopen")]
    assert Encounter.objects.get(sequence=1).status == "awaiting_review"


def test_reopen(bench: Bench):
    bench.go(1)
    bench.key("a")
    bench.waits_for(2)
    bench.go(1)
    bench.key("r")
    expect(bench.page.get_by_text("Reopened: ")).to_be_visible()
    assert Encounter.objects.get(sequence=1).status == "awaiting_review"


def test_a_decided_record_leads_on(bench: Bench):
    bench.go(1)
    bench.key("a")
    bench.waits_for(2)
    bench.go(1)
    expect(bench.page.locator("#next-link")).to_have_text("go on S")
    bench.key("s")
    bench.waits_for(2)
    assert decided() == [(1, "approve")]


def test_new_rows_for_an_offense_and_an_event(bench: Bench):
    bench.go(3)
    bench.key("n")
    bench.page.keyboard.type("theft")
    bench.key("Escape", "e")
    assert bench.focused == "events-0-type"
    bench.page.locator("[name=events-0-actor]").fill("Cobb County Jail")
    bench.key("Control+Enter")
    bench.waits_for(4)
    revision = Encounter.objects.get(sequence=3).approved_revision
    assert list(revision.offenses.values_list("text", flat=True)) == ["statutory rape", "theft"]
    assert revision.events.get().actor == "Cobb County Jail"


def test_the_page_image_is_moved_by_key(bench: Bench):
    bench.go(1)
    width = "document.querySelector('.sheet').offsetWidth"
    at_first = bench.page.evaluate(width)
    bench.key("+")
    assert bench.page.evaluate(width) > at_first
    bench.key("0", "-")
    assert bench.page.evaluate(width) < at_first


def test_the_list_of_keys_names_every_key(bench: Bench):
    bench.go(1)
    bench.key("?")
    dialog = bench.page.locator("dialog#keys")
    expect(dialog).to_be_visible()
    shown = dialog.locator("[data-key-of]").all_inner_texts()
    assert shown == [action.key.upper() for action in keys.of("bench")]
    bench.key("Escape", "c")
    assert bench.focused == "text"


def test_keys_that_a_person_chose_are_used_and_shown(bench: Bench, editor):
    page = bench.page
    page.goto(f"{bench.site}/review/keys/")
    page.get_by_label("Approve and go to the next").fill("x")
    page.get_by_role("button", name="Save my keys").click()
    expect(page.get_by_text("“x” is the key of")).to_be_visible()
    page.get_by_label("Approve and go to the next").fill("g")
    page.get_by_label("Skip").fill("a")
    page.get_by_role("button", name="Save my keys").click()
    expect(page.get_by_text("The desk uses these keys from now on.")).to_be_visible()
    assert Preferences.objects.get(user=editor).keys == {"approve": "g", "skip": "a"}
    bench.go(1)
    expect(page.locator("#approve kbd")).to_have_text("G")
    bench.key("a")
    bench.waits_for(2)
    assert decided() == []
    bench.key("g")
    bench.waits_for(3)
    assert decided() == [(2, "approve")]


def test_a_field_and_its_words_light_each_other_up(bench: Bench):
    bench.go(1)
    bench.page.locator("[name=agency]").hover()
    expect(bench.page.locator("rect.on")).to_have_attribute("data-key", "agency")
    expect(bench.page.locator("mark.on")).to_have_text("Craighead County Sheriff’s Office")
    bench.page.locator("mark[data-key~='citizenship_text']").click()
    expect(bench.page.locator(".field-row.on")).to_have_attribute("data-digit", "3")
    assert bench.focused == "citizenship"


def test_what_is_typed_survives_a_reload_until_the_server_says_saved(bench: Bench):
    bench.go(1)
    bench.page.locator("[name=facility]").fill("County Jail")
    expect(bench.page.locator("#saved")).to_have_text("not saved yet")
    bench.page.reload()
    bench.ready()
    expect(bench.page.locator("[name=facility]")).to_have_value("County Jail")
    expect(bench.page.locator("#saved")).to_contain_text("your draft")
    bench.page.get_by_role("button", name="Save", exact=True).click()
    expect(bench.page.locator("#saved")).to_have_text("saved · revision 2")
    assert bench.page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize(("digit", "heading"), [("4", "Split record 2 in two"), ("5", "Merge")])
def test_a_reason_that_calls_for_more_leads_to_where_it_is_put_right(bench: Bench, digit, heading):
    bench.go(2)
    bench.key("x", digit)
    expect(bench.page.get_by_role("heading", level=1)).to_contain_text(heading)
    assert decided() == []


def test_undo_over_several_records(bench: Bench):
    bench.go(1)
    bench.key("a")
    bench.waits_for(2)
    bench.key("x", "2")
    bench.waits_for(3)
    bench.key("z")
    bench.waits_for(2)
    bench.key("z")
    bench.waits_for(1)
    assert decided() == [(1, "approve"), (2, "reject"), (2, "reopen"), (1, "reopen")]
