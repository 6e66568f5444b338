"""Every page of the desk, in every state it has: axe finds nothing, nothing scrolls sideways, nothing shifts, and no
page does what its content security policy forbids. At 1440 and at 390 pixels, in light and in dark."""

import dataclasses
import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from encounters.models import Bulletin, Encounter
from review.actions import bulk, claims, comments, corrections, decisions, policy, second_readings
from review.models import Claim, Decision, SecondReading
from tests.factories import NOW, make_bulletin, make_record
from tests.missed.bulletins import KNOX, read_bulletin

from .bench import extracted

WATCH = """
    window.shifts = 0;
    window.forbidden = [];
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
    document.addEventListener("securitypolicyviolation", (event) => window.forbidden.push(event.violatedDirective));
"""
SHIFTS = 0.02
"""The layout shift from which somebody notices it."""
EVERYTHING = {"resultTypes": ["violations"]}
BUT_CONTRAST = {**EVERYTHING, "rules": {"color-contrast": {"enabled": False}}}
"""The colours of a narrow page are those of a wide one."""
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
"""All that differs between light and dark."""
WIDE = ("queue", "workbench", "dashboard", "conflict")
"""Pages that look different enough on a wide screen to be looked at in the dark there too."""
WHOLE = ("workbench", "unread page")
MANY = (".sheet .words", "option")
"""The hundreds of words and choices of a record, alike wherever they are: looked at on the pages `WHOLE` only."""


@pytest.fixture
def desk(sign_in, live_server, settings, editor, reviewer, administrator) -> Page:
    """A desk on which something of everything has happened."""
    settings.REVIEW_BLIND_SHARE = 1.0
    extracted("2020-01-word.pdf", by=administrator)
    first, second, third, fourth, *_ = Encounter.objects.select_related("current_revision", "bulletin").order_by("pk")
    corrections.save(first, {"state": "GA"}, by=reviewer, reason="misread", now=NOW, version=1)
    decisions.approve(first, by=reviewer, now=NOW, version=first.version)
    reading = second_readings.take_next(by=administrator, now=NOW)
    second_readings.submit(reading, {"agency": "Another Office"}, by=administrator, now=NOW)
    bulk.run({second.pk: 1}, "reject", note="a duplicate", by=editor, now=NOW)
    decisions.approve(third, by=reviewer, now=NOW, version=1)
    comments.add(fourth, text="@editor a license?", field="offenses.0", by=reviewer, now=NOW)
    unread = read_bulletin(("Tennessee", KNOX))
    Bulletin.objects.filter(pk=unread.pk).update(page_count=2)
    doubtful = dataclasses.replace(make_record(1), confidence={"agency": 0.5, "offenses.1": 0.6})
    make_bulletin([doubtful])
    policy.decide(readers=1, blind_share=1.0, reason="while we learn", by=editor, now=NOW)
    page = sign_in(editor)
    page.set_default_timeout(10_000)
    page.add_init_script(WATCH)
    page.emulate_media(reduced_motion="reduce")
    page.site = live_server.url
    return page


def addresses() -> dict[str, str]:
    pk = list(Encounter.objects.order_by("pk").values_list("pk", flat=True))
    unread = Bulletin.objects.get(page_count=2, filename="2020-01.pdf")
    second_readings.take_next(by=User.objects.get(username="editor"), now=timezone.now())
    settling = SecondReading.objects.get(outcome="differs").pk
    blind = SecondReading.objects.get(outcome="waiting").pk
    action = Decision.objects.exclude(bulk=None).get().bulk_id
    return {
        "queue": "/review/",
        "queue, filtered": "/review/?state=MA&status=any&order=doubt",
        "queue, empty": "/review/?state=WY",
        "workbench": f"/review/{pk[3]}/",
        "workbench, doubtful": f"/review/{pk[-1]}/",
        "workbench, decided": f"/review/{pk[0]}/",
        "history": f"/review/{pk[0]}/history/",
        "keys": "/review/keys/",
        "dashboard": "/review/dashboard/",
        "policy": "/review/policy/",
        "second readings": "/review/readings/",
        "second reading": f"/review/readings/{blind}/",
        "settle": f"/review/readings/{settling}/settle/",
        "bulk action": f"/review/bulk/{action}/",
        "split": f"/review/{pk[4]}/split/?at=20",
        "merge": f"/review/{pk[4]}/merge/",
        "unread page": reverse("accounting", args=[unread.pk]),
    }


def states(desk: Page) -> Iterator[tuple[str, str]]:
    """Each page in turn, and which part of it is new; the last ones are reached by doing something."""
    for name, address in addresses().items():
        assert desk.goto(f"{desk.site}{address}").ok, name
        yield name, "html"
    pk = Encounter.objects.order_by("pk").values_list("pk", flat=True)[3]
    desk.goto(f"{desk.site}/review/{pk}/")
    expect(desk.locator("html.js")).to_be_attached()
    desk.keyboard.press("?")
    yield "keys, shown on the workbench", "#keys"
    desk.keyboard.press("Escape")
    for key, popup in (("x", "#reject"), ("u", "#unsure")):
        desk.keyboard.press(key)
        yield f"workbench, {key} pressed", popup
        desk.keyboard.press("Escape")
    desk.locator("[name=agency]").fill("craigh")
    expect(desk.locator("#offers li").first).to_be_visible()
    yield "names are offered", ".field-row:has(#offers)"
    desk.keyboard.press("Escape")
    desk.keyboard.press("F2")
    yield "words are chosen", ".bench-tools"
    desk.keyboard.press("Enter")
    desk.locator("[name=encountered_on]").fill("January")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_role("alert")).to_be_visible()
    yield "a refused form", "#record"
    desk.locator("[name=encountered_on]").fill("2020-01-09")
    Encounter.objects.filter(pk=pk).update(version=9)
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_role("heading", name="Two people changed this record")).to_be_visible()
    yield "conflict", "html"
    desk.goto(f"{desk.site}/review/")
    desk.locator("input[name=pk]").first.check()
    desk.get_by_role("button", name="Look at what would change").click()
    expect(desk.get_by_role("heading", name=re.compile("would be"))).to_be_visible()
    yield "bulk, preview", "html"
    desk.get_by_label(re.compile("^Note")).fill(" ")
    desk.get_by_role("button", name=re.compile("^Yes")).click()
    expect(desk.get_by_role("alert")).to_contain_text("Say why")
    yield "bulk, without a note", "main"
    Claim.objects.filter(encounter=pk).delete()
    claims.take(Encounter.objects.get(pk=pk), by=User.objects.get(username="reviewer"), now=timezone.now())
    desk.route(re.compile(r"/pages/\d+/image/"), lambda route: route.abort())
    desk.goto(f"{desk.site}/review/{pk}/")
    expect(desk.locator(".picture")).to_be_visible()
    expect(desk.locator("#taken")).to_be_visible()
    yield "a record in other hands, without its picture", "main"


def faults(desk: Page, options: dict[str, Any], within: str, but: tuple[str, ...]) -> str:
    if not desk.evaluate("'axe' in window"):
        desk.evaluate(Axe().axe_script)
    where = {"include": [within], "exclude": list(but)}
    report = AxeResults(desk.evaluate("([where, options]) => axe.run(where, options)", [where, options]))
    return report.generate_report() if report.violations_count else ""


def test_every_page_in_every_state(desk: Page):
    found: dict[Any, Any] = {}
    for name, within in states(desk):
        shift = desk.evaluate("window.shifts")
        found[name, "shifts"] = shift if shift >= SHIFTS else 0
        found[name, "forbidden"] = desk.evaluate("window.forbidden")
        but = () if name in WHOLE else MANY
        for width, options in ((1440, EVERYTHING), (390, BUT_CONTRAST)):
            desk.set_viewport_size({"width": width, "height": 900})
            found[name, width, "sideways"] = max(0, desk.evaluate("document.documentElement.scrollWidth") - width)
            found[name, width, "light"] = faults(desk, options, within, but)
        desk.emulate_media(color_scheme="dark")
        found[name, 390, "dark"] = faults(desk, CONTRAST, within, but)
        desk.set_viewport_size({"width": 1440, "height": 900})
        found[name, 1440, "dark"] = faults(desk, CONTRAST, within, but) if name in WIDE else ""
        desk.emulate_media(color_scheme="light")
    assert {where: what for where, what in found.items() if what} == {}


def test_nothing_shifts_while_a_page_comes_to_a_phone(desk: Page):
    desk.set_viewport_size({"width": 390, "height": 844})
    for name in ("queue", "workbench", "unread page"):
        desk.goto(f"{desk.site}{addresses()[name]}")
        desk.evaluate("Promise.all([...document.images].map((image) => image.decode().catch(() => {})))")
        assert desk.evaluate("window.shifts") < SHIFTS, name
