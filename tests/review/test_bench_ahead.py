"""The next record in a browser: ready before it is asked for, put in place by a decision, and given back on leaving."""

import time

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Route, expect
from pytest_django.live_server_helper import LiveServer

from encounters.models import Encounter
from review.models import Claim, Decision

from .bench import Bench, extracted


@pytest.fixture
def bench(sign_in, live_server: LiveServer, editor: User) -> Bench:
    extracted("2020-01-word.pdf", by=editor)
    made = Bench(sign_in(editor), live_server.url)
    made.page.on("pageerror", lambda error: pytest.fail(str(error)))
    made.go(1)
    made.page.evaluate("window.untouched = true")  # gone where the browser goes to another page
    return made


def untouched(bench: Bench) -> bool:
    return bench.page.evaluate("window.untouched === true")


def wait_until_ahead(bench: Bench, *sequences: int) -> None:
    """Until these records are held ahead, with their pages in this browser."""
    expect(bench.page.locator(f"html[data-ahead='{len(sequences)}']")).to_be_attached()
    assert set(Claim.objects.filter(ahead=True).values_list("encounter__sequence", flat=True)) == set(sequences)


def test_a_decision_puts_the_next_record_in_place_without_loading_a_page(bench: Bench):
    wait_until_ahead(bench, 2, 3)
    bench.key("a")
    bench.waits_for(2)
    assert untouched(bench)
    second = Encounter.objects.get(sequence=2)
    expect(bench.page).to_have_url(f"{bench.site}/review/{second.pk}/")
    expect(bench.page.locator("#said")).to_contain_text("Approved: ")
    expect(bench.page.locator("#lease")).to_contain_text("yours until")
    total = Encounter.objects.count()
    expect(bench.page.locator(".who")).to_contain_text(f"1 of {total} decided")
    wait_until_ahead(bench, 3, 4)
    bench.key("s")
    bench.waits_for(3)
    assert untouched(bench)
    assert list(Decision.objects.values_list("encounter__sequence", "kind")) == [(1, "approve")]


def test_keys_and_drafts_are_of_the_record_that_is_shown(bench: Bench):
    bench.page.locator("[name=facility]").fill("County Jail")
    wait_until_ahead(bench, 2, 3)
    bench.key("Control+Enter")
    bench.waits_for(2)
    assert bench.page.evaluate("localStorage.length") == 0
    assert Encounter.objects.get(sequence=1).approved_revision.facility == "County Jail"
    bench.key("2")
    assert bench.focused == "agency"
    bench.page.keyboard.type("Another Office")
    bench.page.reload()
    bench.ready()
    assert bench.sequence == 2
    expect(bench.page.locator("[name=agency]")).to_have_value("Another Office")


def test_a_save_puts_the_record_in_its_own_place_and_keeps_what_is_ahead(bench: Bench):
    wait_until_ahead(bench, 2, 3)
    for number in (2, 3):
        bench.page.locator("[name=facility]").fill(f"County Jail {number}")
        bench.page.get_by_role("button", name="Save", exact=True).click()
        expect(bench.page.get_by_text(f"Saved, revision {number}.")).to_be_visible()
        assert untouched(bench)
        assert bench.sequence == 1
        assert bench.page.evaluate("localStorage.length") == 0
    wait_until_ahead(bench, 2, 3)
    bench.key("a")
    bench.waits_for(2)
    assert untouched(bench)
    assert Encounter.objects.get(sequence=1).approved_revision.facility == "County Jail 3"


def test_what_cannot_be_saved_is_said_in_place(bench: Bench):
    bench.page.locator("[name=encountered_on]").fill("January")
    bench.page.get_by_role("button", name="Save", exact=True).click()
    expect(bench.page.get_by_text("Nothing was saved: some fields need a look.")).to_be_visible()
    assert untouched(bench)
    expect(bench.page.locator("[name=encountered_on]")).to_have_value("January")


def test_what_the_server_refuses_brings_the_record_back_as_it_was_left(bench: Bench):
    bench.page.locator("[name=facility]").fill("County Jail")
    wait_until_ahead(bench, 2, 3)
    Encounter.objects.filter(sequence=1).update(version=7)
    bench.key("Control+Enter")
    expect(bench.page.get_by_role("heading", name="Two people changed this record")).to_be_visible()
    expect(bench.page.locator("[name='mine.facility']")).to_have_value('"County Jail"')
    assert not Decision.objects.exists()
    assert Encounter.objects.get(sequence=1).status == "awaiting_review"


def test_the_next_is_on_the_screen_before_the_server_has_answered_and_is_called_decided_only_then(bench: Bench):
    wait_until_ahead(bench, 2, 3)
    held_back = []
    bench.page.route("**/review/*/", lambda route: held_back.append(route), times=1)
    bench.key("a")
    expect(bench.page.locator("#said")).to_have_text("Sending …")
    assert bench.sequence == 2
    expect(bench.page.locator(".who")).to_contain_text("0 of")
    bench.key("s")  # waits for the answer to the one before
    bench.page.wait_for_timeout(100)
    assert (len(held_back), bench.sequence) == (1, 2)
    held_back[0].continue_()
    bench.waits_for(3)
    expect(bench.page.locator(".who")).to_contain_text("1 of")
    assert list(Decision.objects.values_list("encounter__sequence", "kind")) == [(1, "approve")]


@pytest.mark.parametrize("answer", ["nothing", "503"])
def test_where_no_server_answers_the_record_comes_back_and_what_was_typed_stays(bench: Bench, answer):
    def refuse(route: Route) -> None:
        route.abort() if answer == "nothing" else route.fulfill(status=503, body="Bad gateway")

    facility = bench.page.locator("[name=facility]")
    facility.fill("County Jail")
    wait_until_ahead(bench, 2, 3)
    bench.page.route("**/review/*/", refuse, times=2)
    bench.key("Control+Enter")
    expect(bench.page.get_by_role("alert")).to_contain_text("The server does not answer.")
    bench.page.get_by_role("button", name="Save", exact=True).click()
    expect(bench.page.get_by_role("alert")).to_be_visible()
    expect(bench.page.locator("#saved")).to_have_text("not saved · your draft")
    assert untouched(bench)
    bench.page.reload()
    bench.ready()
    expect(facility).to_have_value("County Jail")
    bench.key("a")
    bench.waits_for(2)
    assert Encounter.objects.get(sequence=1).approved_revision.facility == "County Jail"
    assert Decision.objects.count() == 1


def test_what_is_refused_stays_in_this_browser(bench: Bench):
    wait_until_ahead(bench, 2, 3)
    bench.page.locator("[name=facility]").fill("County Jail")
    bench.page.locator("[name=encountered_on]").fill("January")
    bench.key("Control+Enter")
    expect(bench.page.get_by_text("Nothing was saved: some fields need a look.")).to_be_visible()
    expect(bench.page.locator("#saved")).to_have_text("not saved yet")
    expect(bench.page.locator("[name=encountered_on]")).to_be_focused()
    bench.page.reload()
    bench.ready()
    expect(bench.page.locator("[name=facility]")).to_have_value("County Jail")


def test_the_focus_is_never_nowhere(bench: Bench):
    wait_until_ahead(bench, 2, 3)
    bench.key("a")
    bench.waits_for(2)
    expect(bench.page.get_by_role("heading", level=1)).to_be_focused()
    bench.page.locator("[name=facility]").fill("County Jail")
    bench.page.evaluate("document.getElementById('save').click()")
    expect(bench.page.get_by_text("Saved, revision 2.")).to_be_visible()
    expect(bench.page.locator("[name=facility]")).to_be_focused()


def test_undo_is_there_after_the_first_decision(bench: Bench):
    expect(bench.page.locator("#undo")).to_be_hidden()
    wait_until_ahead(bench, 2, 3)
    bench.key("x", "2")
    bench.waits_for(2)
    assert untouched(bench)
    bench.key("z")
    bench.waits_for(1)


def test_the_first_decision_is_undone_while_it_is_on_its_way(bench: Bench):
    wait_until_ahead(bench, 2, 3)
    held_back = []
    bench.page.route("**/review/*/", lambda route: held_back.append(route), times=1)
    bench.key("a", "z")
    bench.page.wait_for_timeout(100)
    held_back[0].continue_()
    bench.waits_for(1)
    assert list(Decision.objects.values_list("kind", flat=True)) == ["approve", "reopen"]


def test_what_is_refused_is_said_and_the_record_stays(bench: Bench):
    wait_until_ahead(bench, 2, 3)
    bench.page.locator("[name=encountered_on]").fill("January")
    bench.key("Control+Enter")
    expect(bench.page.get_by_text("Nothing was saved: some fields need a look.")).to_be_visible()
    assert bench.sequence == 1
    bench.page.locator("[name=encountered_on]").fill("2020-01-09")
    bench.key("Control+Enter")
    bench.waits_for(2)


def test_a_record_that_others_changed_is_loaded_anew(bench: Bench):
    wait_until_ahead(bench, 2, 3)
    Encounter.objects.filter(sequence=2).update(version=7)
    bench.key("a")
    bench.waits_for(2)
    assert bench.page.locator("#record").get_attribute("data-version") == "7"


def test_the_way_back_leads_to_the_record_before(bench: Bench):
    wait_until_ahead(bench, 2, 3)
    bench.key("a")
    bench.waits_for(2)
    bench.page.go_back()
    bench.waits_for(1)
    expect(bench.page.locator(".bench-top")).to_contain_text("approved")


def nothing_is_held() -> bool:
    """Whether everything is given back within 20 seconds, and stays so for one more."""
    until = time.monotonic() + 20
    while Claim.objects.exists() and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(1)
    return not Claim.objects.exists()


def test_leaving_gives_back_what_is_open_and_what_is_ahead(bench: Bench):
    wait_until_ahead(bench, 2, 3)
    bench.page.goto(f"{bench.site}/bulletins/")
    assert nothing_is_held()


def test_closing_the_window_gives_back_what_is_open_and_what_is_ahead(bench: Bench):
    wait_until_ahead(bench, 2, 3)
    bench.page.close(run_before_unload=True)
    assert nothing_is_held()


def test_who_comes_back_to_a_page_that_was_left_has_it_as_it_is_now(bench: Bench):
    wait_until_ahead(bench, 2, 3)
    bench.page.goto(f"{bench.site}/bulletins/")
    assert nothing_is_held()
    Encounter.objects.filter(sequence=1).update(version=7)
    bench.page.go_back()
    bench.waits_for(1)
    expect(bench.page.locator("#record")).to_have_attribute("data-version", "7")
    bench.page.locator("[name=facility]").fill("County Jail")
    wait_until_ahead(bench, 2, 3)
    bench.key("Control+Enter")
    bench.waits_for(2)
    assert Encounter.objects.get(sequence=1).approved_revision.facility == "County Jail"


def test_a_page_that_the_browser_had_kept_is_loaded_anew(bench: Bench):
    wait_until_ahead(bench, 2, 3)
    with bench.page.expect_navigation():
        bench.page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    bench.waits_for(1)
    assert not untouched(bench)


def test_nothing_shifts_when_the_next_record_comes(bench: Bench):
    bench.page.evaluate(
        """() => {
            window.shifts = 0;
            new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shifts += entry.value; })
                .observe({ type: "layout-shift", buffered: true });
        }"""
    )
    wait_until_ahead(bench, 2, 3)
    bench.key("a")
    bench.waits_for(2)
    bench.page.wait_for_timeout(500)
    assert untouched(bench)
    assert bench.page.evaluate("window.shifts") < 0.001
    image = bench.page.locator(".sheet img").first
    assert image.evaluate("image => image.complete && image.naturalWidth > 0")
