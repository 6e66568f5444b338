"""A walk in numbers: how long the software takes for each step of the reviewer's minute, in a browser, at a desk.

    python -m benchmarks.walk --site http://127.0.0.1:8000 --user NAME --password PASSWORD

Use a desk for trying out, with a dozen records waiting: it decides them. The time of a step is what its keys take
together, each from the key's own time stamp until its effect is painted; for the last one that is the next record with
its page. What a person reads and thinks is not in it.
"""

import argparse
from collections import defaultdict
from statistics import median

from playwright.sync_api import Page

from benchmarks.desk.browser import SCREEN, WATCH, started
from benchmarks.desk.figures import load
from tests.review.walk import WALK, Step


def sign_in(page: Page, site: str, user: str, password: str) -> None:
    page.goto(f"{site}/accounts/login/")
    page.fill("[name=login]", user)
    page.fill("[name=password]", password)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "login" not in address)


def walk(page: Page, step: Step) -> float:
    """Milliseconds of the software for one step."""
    encounter = page.locator("#record").get_attribute("data-encounter")
    milliseconds = 0.0
    for key in step.keys[:-1]:
        page.keyboard.press(key)
        milliseconds += page.evaluate("desk.reacted()")
        if key == "Enter":
            page.locator("#said", has_text="Taken from the page").wait_for()
    page.evaluate("desk.forget()")
    page.keyboard.press(step.keys[-1])
    page.locator(f"html[data-shown] #record:not([data-encounter='{encounter}'])").wait_for(state="attached")
    milliseconds += page.evaluate("desk.shown()")
    page.keyboard.press("Escape")
    return milliseconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site", default="http://127.0.0.1:8000")
    parser.add_argument("--user", required=True)
    parser.add_argument("--password", required=True)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    took: dict[str, list[float]] = defaultdict(list)
    with started() as browser:
        context = browser.new_context(viewport=SCREEN)
        context.add_init_script(WATCH)
        page = context.new_page()
        page.set_default_timeout(60_000)
        sign_in(page, options.site, options.user, options.password)
        page.goto(f"{options.site}/review/")
        page.get_by_role("button", name="Start reviewing").click()
        for _ in range(options.rounds):
            for step in WALK:
                page.locator("html[data-ahead='2']").wait_for(state="attached")
                took[step.name].append(walk(page, step))
    print(load())
    print("| step | keys | seconds of the software |\n| --- | ---: | ---: |")
    for step in WALK:
        print(f"| {step.name} | {len(step.keys)} | {median(took[step.name]) / 1000:.2f} |")


if __name__ == "__main__":
    main()
