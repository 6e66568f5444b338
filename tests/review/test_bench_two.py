"""Two reviewers at once: nobody gets the other's record, and nobody's work is overwritten."""

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from encounters.models import Encounter
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
    cells = second.page.locator("tbody tr").all_inner_texts()
    assert [line.split()[0] for line in cells] == ["state", "facility", "entry_place"]
    assert "AR" in cells[0]
    assert "GA" in cells[0]
    assert "AL" in cells[0]
    second.page.locator("[name='take.state'][value=mine]").check()
    second.page.get_by_role("button", name="Save what I chose").click()
    expect(second.page.get_by_text("revision 3")).to_be_visible()

    record = Encounter.objects.get(sequence=1).current.record
    assert (record.state, record.facility, record.entry_place) == ("AL", "County Jail", "near Laredo, Texas")


def test_a_record_is_decided_once(desks: list[Bench]):
    first, second = desks
    first.go(1)
    second.go(1)
    first.key("a")
    first.waits_for(2)
    second.key("x", "1")
    expect(second.page.get_by_text("Cannot reject what is approved.")).to_be_visible()
    assert Encounter.objects.get(sequence=1).decisions.count() == 1
