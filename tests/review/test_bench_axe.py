"""Axe finds nothing on any page of the desk, and nothing scrolls sideways on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page

from encounters.models import Encounter
from review.actions import bulk, corrections, decisions, second_readings
from review.models import Decision, SecondReading

from .bench import extracted

SCREENS = [(1440, 900, "light"), (1440, 900, "dark"), (390, 844, "light"), (390, 844, "dark")]


@pytest.fixture
def desk(sign_in, live_server, settings, editor, reviewer, administrator) -> Page:
    """A desk on which something of everything has happened."""
    settings.REVIEW_BLIND_SHARE = 1.0
    extracted("2020-01-word.pdf", by=administrator)
    now = timezone.now()
    first, second, third, *_ = Encounter.objects.select_related("current_revision", "bulletin").order_by("sequence")
    corrections.save(first, {"state": "GA"}, by=reviewer, reason="misread", now=now, version=1)
    decisions.approve(first, by=reviewer, now=now, version=first.version)
    reading = second_readings.take_next(by=administrator, now=now)
    second_readings.submit(reading, {}, by=administrator, now=now)
    bulk.run({second.pk: 1}, "reject", note="a duplicate", by=editor, now=now)
    decisions.approve(third, by=reviewer, now=now, version=1)
    second_readings.take_next(by=editor, now=now)
    page = sign_in(editor)
    page.set_default_timeout(10_000)
    page.site = live_server.url
    return page


def addresses() -> list[str]:
    pk = dict(Encounter.objects.values_list("sequence", "pk"))
    settling = SecondReading.objects.get(outcome="differs").pk
    blind = SecondReading.objects.get(outcome="waiting").pk
    action = Decision.objects.exclude(bulk=None).get().bulk_id
    return [
        "/review/",
        "/review/?state=MA&order=doubt",
        f"/review/{pk[4]}/",
        f"/review/{pk[1]}/",
        f"/review/{pk[1]}/history/",
        "/review/keys/",
        "/review/dashboard/",
        "/review/readings/",
        f"/review/readings/{blind}/",
        f"/review/readings/{settling}/settle/",
        f"/review/bulk/{action}/",
    ]


@pytest.mark.parametrize(("width", "height", "scheme"), SCREENS)
def test_every_page(desk: Page, width, height, scheme):
    desk.set_viewport_size({"width": width, "height": height})
    desk.emulate_media(color_scheme=scheme)
    found = {}
    for address in addresses():
        assert desk.goto(f"{desk.site}{address}").ok, address
        report = Axe().run(desk)
        if report.violations_count:
            found[address] = report.generate_report()
        assert desk.evaluate("document.documentElement.scrollWidth") <= width, address
    assert found == {}
