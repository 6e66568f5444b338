"""The workbench in a browser, on the sample bulletin as a worker extracts it."""

import time
from collections.abc import Callable
from pathlib import Path

from django.contrib.auth.models import User
from django.core.files import File
from django.utils import timezone
from playwright.sync_api import Page, expect

from encounters.actions import bulletins, extraction
from encounters.models import Bulletin, Encounter

GOLDEN = Path(__file__).parent.parent / "golden"


def extracted(name: str, *, by: User) -> Bulletin:
    """Hand a golden file in and extract it here and now."""
    with (GOLDEN / name).open("rb") as pdf:
        received = bulletins.receive(File(pdf), filename=name, by=by, now=timezone.now(), max_bytes=10**8)
    extraction.run(received.bulletin.pk)
    return received.bulletin


class Bench:
    """The page of one reviewer. `go` opens a record; `key` presses keys, one after another."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site = page, site

    def go(self, sequence: int) -> Encounter:
        encounter = Encounter.objects.get(sequence=sequence)
        self.page.goto(f"{self.site}/review/{encounter.pk}/")
        self.ready()
        return encounter

    def ready(self) -> None:
        expect(self.page.locator("html.js")).to_be_attached()

    def key(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    @property
    def sequence(self) -> int:
        """Which record is on the screen."""
        self.ready()
        pk = self.page.locator("#record").get_attribute("data-encounter")
        return Encounter.objects.get(pk=pk).sequence

    def waits_for(self, sequence: int) -> None:
        """Until this record is on the screen, and the server has answered the decision that led to it."""
        pk = Encounter.objects.get(sequence=sequence).pk
        expect(self.page.locator(f"#record[data-encounter='{pk}']")).to_be_attached()
        expect(self.page.locator("#said")).not_to_have_text("Sending …")
        self.ready()

    def until(self, holds: Callable[[], bool], seconds: float = 20) -> None:
        """Until something holds. Playwright's own `wait_for_function` is text that the page's policy forbids to run."""
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, "It does not come to hold."
            self.page.wait_for_timeout(50)

    @property
    def focused(self) -> str:
        return self.page.evaluate("document.activeElement.name || document.activeElement.id || ''")
