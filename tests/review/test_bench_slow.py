"""A slow network, and pictures that do not come: the record can be read and decided, and nothing waits unexplained."""

import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from encounters.models import Encounter, Mark
from review.models import Decision

from .bench import Bench, extracted

PICTURES = re.compile(r"/pages/\d+/image/")


@pytest.fixture
def bench(sign_in, live_server: LiveServer, editor: User) -> Bench:
    extracted("2020-01-word.pdf", by=editor)
    made = Bench(sign_in(editor), live_server.url)
    made.page.on("pageerror", lambda error: pytest.fail(str(error)))
    return made


def open_record(bench: Bench) -> None:
    """Without waiting for its pictures."""
    address = f"{bench.site}/review/{Encounter.objects.get(sequence=1).pk}/"
    bench.page.goto(address, wait_until="domcontentloaded")
    bench.ready()


def held_up(page: Page, address: str | re.Pattern[str]) -> list[Route]:
    """The requests to an address, which are answered when the test lets them go."""
    found: list[Route] = []
    page.route(address, lambda route: found.append(route))
    return found


def words_are_seen(page: Page) -> bool:
    fill = "element => getComputedStyle(element).fill"
    return page.locator(".words text").first.evaluate(fill) != "rgba(0, 0, 0, 0)"


def test_a_picture_that_is_slow_is_announced_and_its_words_stand_for_it(bench: Bench):
    asked = held_up(bench.page, PICTURES)
    open_record(bench)
    expect(bench.page.get_by_text("The picture of this page is on its way. These are its words.")).to_be_visible()
    assert words_are_seen(bench.page)
    for route in asked:
        route.continue_()
    expect(bench.page.locator(".picture")).to_have_count(0)
    assert not words_are_seen(bench.page)


def test_a_picture_that_does_not_come_is_said_and_asked_for_again(bench: Bench):
    bench.page.route(PICTURES, lambda route: route.abort())
    open_record(bench)
    expect(bench.page.get_by_text("The picture of this page did not come. These are its words.")).to_be_visible()
    assert words_are_seen(bench.page)
    bench.page.set_viewport_size({"width": 390, "height": 844})  # another width is asked for, and does not come either
    expect(bench.page.get_by_role("button", name="Ask for it again")).to_be_in_viewport(ratio=1)
    bench.page.unroute(PICTURES)
    bench.page.get_by_role("button", name="Ask for it again").click()
    expect(bench.page.locator(".picture")).to_have_count(0)
    assert bench.page.locator(".sheet img").evaluate("image => image.naturalWidth") > 0


def test_a_record_is_decided_without_its_picture(bench: Bench):
    bench.page.route(PICTURES, lambda route: route.abort())
    open_record(bench)
    bench.page.locator("[name=facility]").fill("County Jail")
    bench.key("Control+Enter")
    bench.waits_for(2)
    expect(bench.page.get_by_text("The picture of this page did not come.")).to_be_visible()
    assert Decision.objects.get().revision.number == 2


def test_where_every_word_is_accounted_for_too(bench: Bench):
    bench.page.route(PICTURES, lambda route: route.fulfill(status=500))
    bulletin = Encounter.objects.get(sequence=1).bulletin
    bench.page.goto(f"{bench.site}/review/bulletins/{bulletin.pk}/")
    bench.ready()
    expect(bench.page.locator("#page-1").get_by_text("The picture of this page did not come.")).to_be_visible()
    assert words_are_seen(bench.page)


@pytest.mark.parametrize("keys", [("s",), ("a",), ("x", "1")])
def test_what_was_pressed_is_said_while_the_server_is_slow(bench: Bench, keys: tuple[str, ...]):
    bench.page.route(re.compile("/ahead/"), lambda route: route.abort())  # nothing is ready: it goes the plain way
    open_record(bench)
    address, stopped = bench.page.url, list[str]()
    # as where the person stops the browser
    bench.page.route(address, lambda route: (stopped.append(route.request.method), route.abort("aborted")))
    bench.key(*keys)
    expect(bench.page.locator("#said")).to_have_text("Sending …")
    bench.until(lambda: stopped == ["POST"])
    bench.page.unroute(address)
    bench.key(*keys)
    bench.waits_for(2)
    assert Decision.objects.count() == (keys != ("s",))


@pytest.mark.parametrize("keys", [("a",), ("x", "1"), ("z",)])
def test_where_nobody_answers_the_record_stays_though_nothing_is_ready(bench: Bench, keys: tuple[str, ...]):
    bench.page.route(re.compile("/ahead/"), lambda route: route.abort())
    open_record(bench)
    bench.page.locator("[name=facility]").fill("County Jail")
    bench.key("Control+Enter")
    bench.waits_for(2)
    bench.page.locator("[name=facility]").fill("City Jail")
    bench.key("Escape")
    bench.page.context.set_offline(True)
    bench.key(*keys)
    expect(bench.page.get_by_text("The server does not answer.")).to_be_visible()
    expect(bench.page.locator("[name=facility]")).to_have_value("City Jail")
    bench.page.context.set_offline(False)
    bench.key("Escape", *keys)
    bench.waits_for(1 if keys == ("z",) else 3)
    assert Decision.objects.count() == 2


def test_a_save_that_is_slow_says_so(bench: Bench):
    open_record(bench)
    bench.page.locator("[name=facility]").fill("County Jail")
    posted = held_up(bench.page, bench.page.url)
    bench.page.get_by_role("button", name="Save", exact=True).click()
    expect(bench.page.locator("#said")).to_have_text("Sending …")
    bench.page.unroute(bench.page.url)
    posted[0].fallback()
    expect(bench.page.get_by_text("Saved, revision 2.")).to_be_visible()
    expect(bench.page.locator("#said")).to_have_text("")


def test_words_are_marked_once_where_a_key_is_pressed_again_meanwhile(bench: Bench):
    bulletin = Encounter.objects.get(sequence=1).bulletin
    address = f"{bench.site}/review/bulletins/{bulletin.pk}/"
    bench.page.goto(address)
    bench.ready()
    bench.page.get_by_text("All lines of page 1").click()
    bench.page.locator("#page-1 .line.is-boilerplate input").first.check()
    stopped: list[str] = []
    bench.page.route(address, lambda route: (stopped.append(route.request.method), route.abort("aborted")))
    bench.key("m", "m")
    expect(bench.page.locator("#status")).to_have_text("Sending …")
    assert stopped == ["POST"]
    bench.page.unroute(address)
    bench.key("Escape")  # stops the browser, and lets the words go
    bench.page.locator("#page-1 .line.is-boilerplate input").first.check()
    bench.key("m")
    expect(bench.page.get_by_text(re.compile("^New encounter 9 of"))).to_be_visible()
    assert Mark.objects.count() == 1
