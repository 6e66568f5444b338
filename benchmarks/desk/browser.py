"""What a reviewer waits for in a real browser: from the key or the click until the answer is painted.

Times are taken in the page by `watch.js`, on the browser's own clock: from the event's time stamp until the frame
that shows what it did, pictures included. A record that is cold comes in the order of doubt, so from another bulletin,
whose page was never drawn; nothing is fetched ahead then.
"""

import os
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Response, sync_playwright

from scripts.browser import chromium

from .client import Unexpected
from .figures import Samples

WATCH = Path(__file__).with_name("watch.js").read_text(encoding="utf-8")
NOT_AHEAD = """
const fetch = window.fetch;
window.fetch = (address, ...rest) => String(address).includes("/ahead/")
    ? Promise.reject(new TypeError("nothing is fetched ahead")) : fetch(address, ...rest);
"""
SCREEN = {"width": 1440, "height": 900}
KEYS = (("1", "encountered_on"), ("Escape", ""), ("2", "agency"), ("Escape", ""), ("x", "note"), ("Escape", ""))
"""Keys of the workbench, and the name of what has the focus when each has done its work; the first field of a row."""


@contextmanager
def started() -> Iterator[Browser]:
    path = str(chromium())
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


class Screen:
    """Two windows of one reviewer at one place: one that fetches ahead, and one that does not."""

    def __init__(self, browser: Browser, address: str, session: str) -> None:
        self.address = address
        self.samples: Samples = defaultdict(list)
        self.warm = self._window(browser, session)
        self.cold = self._window(browser, session, NOT_AHEAD)

    def _window(self, browser: Browser, session: str, *scripts: str) -> Page:
        context = browser.new_context(viewport=SCREEN)
        context.add_cookies([{"name": "sessionid", "value": session, "url": self.address}])
        for script in (WATCH, *scripts):
            context.add_init_script(script)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("response", refuse_errors)
        return page

    def begin(self) -> None:
        self._start(self.warm, "")
        self._start(self.cold, "?order=doubt")

    def _start(self, page: Page, query: str) -> None:
        page.goto(f"{self.address}/review/{query}")
        page.get_by_role("button", name="Start reviewing").click()
        self._shown(page)

    def round(self, times: int) -> None:
        """Each job so often."""
        for _ in range(times):
            self.warm.bring_to_front()
            self.react()
            self.claim()
            self.save()
            self.next_ready()
            self.queue()
            self.cold.bring_to_front()
            self.next_cold()

    # --- Jobs ------------------------------------------------------------------------------------------
    def react(self) -> None:
        page = self.warm
        for key, focused in KEYS:
            page.keyboard.press(key)
            self._keep("browser: key to reaction", page.evaluate("desk.reacted()"))
            name = page.evaluate("document.activeElement?.name ?? ''")
            if name != focused:
                raise Unexpected(f"Key {key} led to {name!r}, not to {focused!r}.")

    def claim(self) -> None:
        """As the page renews its lease."""
        self._keep("browser: claim", self.warm.evaluate("desk.claim()"))

    def save(self) -> None:
        page = self.warm
        page.locator("[name=facility]").fill(f"Jail {time.time_ns()}")  # in a kept database it may say anything else
        page.evaluate("desk.forget()")
        page.get_by_role("button", name="Save", exact=True).click()
        self._keep("browser: save", self._shown(page))
        said = page.locator("#record .note").all_inner_texts()
        if not any("Saved, revision" in text for text in said):
            raise Unexpected(f"Nothing was saved: {said}")

    def next_ready(self) -> None:
        """Approved, or skipped where a second person has to approve what this one has just saved."""
        page = self.warm
        page.locator("html[data-ahead='2']").wait_for(state="attached")
        encounter = self._encounter(page)
        page.keyboard.press("Escape")
        page.evaluate("desk.forget(); window.stays = true")
        page.keyboard.press("a" if page.locator("#approve:enabled").count() else "s")
        self._keep("browser: next record, ready ahead", self._shown(page, behind=encounter))
        if not page.evaluate("window.stays"):
            raise Unexpected("The next record was ready, and was loaded anew all the same.")
        page.locator("html[data-told]").wait_for(state="attached")
        self._keep("browser: the server's word for it", page.evaluate("desk.told()"))

    def next_cold(self) -> None:
        page = self.cold
        encounter = self._encounter(page)
        page.evaluate("desk.forget()")
        page.keyboard.press("a")
        self._keep("browser: next record, cold", self._shown(page, behind=encounter))

    def queue(self) -> None:
        """In a third window of the same browser, as a link to it is followed."""
        page = self.warm.context.new_page()
        page.goto(f"{self.address}/review/")
        page.locator("html[data-shown] table.cards").wait_for(state="attached")
        self._keep("browser: queue page with counts", page.evaluate("desk.shown()"))
        page.close()

    # --- Looking ---------------------------------------------------------------------------------------
    def _encounter(self, page: Page) -> str:
        return page.locator("#record").get_attribute("data-encounter") or ""

    def _shown(self, page: Page, behind: str = "") -> float:
        """Milliseconds until a record was painted, another one than that which was there before."""
        page.locator(f"html[data-shown] #record:not([data-encounter='{behind}'])").wait_for(state="attached")
        milliseconds: float = page.evaluate("desk.shown()")
        return milliseconds

    def _keep(self, name: str, milliseconds: float) -> None:
        self.samples[name].append(milliseconds)


def refuse_errors(response: Response) -> None:
    if response.status >= 400 and urlsplit(response.url).path != "/favicon.ico":
        raise Unexpected(f"{response.status} {response.url}")
