"""The main job, in a real browser with a real worker: upload, wait, correct, approve, publish, download, compare."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from encounters.actions import releases
from encounters.models import Bulletin, Encounter, Release

WAIT = 30_000
CORRECTED = "fictitious license plates"


@pytest.fixture
def console(page: Page) -> list[str]:
    """What the browser complains about; the strict policy on scripts and styles would show here."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


@pytest.mark.usefixtures("worker")
def test_from_a_file_to_a_dataset(
    page: Page, live_server: LiveServer, administrator: User, golden: Path, console: list[str]
) -> None:
    sign_in_as_a_person_does(page, live_server.url)
    upload(page, live_server.url, golden / "2020-01-word.pdf")
    correct_one_and_approve_all(page)
    version = publish(page)
    tables = {name: download(page, f"{name}.csv") for name in ("encounters", "offenses", "events")}

    gold = json.loads((golden / "2020-01.gold.json").read_text(encoding="utf-8"))["encounters"]
    gold[0]["offenses"][0]["text"] = CORRECTED
    assert encounters_of(tables) == [encounter_of(record) for record in gold]

    again = built_again(version)
    assert {name: again[f"{name}.csv"] for name in tables} == tables
    assert console == []


def sign_in_as_a_person_does(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_role("link", name="Sign in").first.click()
    page.get_by_label("Username").fill("administrator")
    page.get_by_label("Password", exact=True).fill("administrator")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Queue")).to_be_visible()


def upload(page: Page, site: str, pdf: Path) -> None:
    """Hand the file in, and wait on the page until a worker has read it."""
    page.goto(f"{site}/bulletins/")
    page.locator("input[type=file]").set_input_files(pdf)
    send = page.get_by_role("button", name="Hand in")
    if send.is_visible():
        send.click()
    expect(page.get_by_text("extracted", exact=True).first).to_be_visible(timeout=WAIT)
    assert Bulletin.objects.get().encounters.count() == 8


def correct_one_and_approve_all(page: Page) -> None:
    """By keyboard: start, change the first charge, and approve eight times."""
    page.get_by_role("link", name="Queue", exact=True).click()
    page.get_by_role("button", name="Start reviewing").click()
    ready(page, "Arkansas")
    page.keyboard.press("4")
    page.keyboard.type(CORRECTED)
    page.keyboard.press("Control+Enter")
    for state in ("Florida", "Georgia", "Massachusetts", "Tennessee", "Texas", "Texas", "Texas"):
        ready(page, state)
        sequence = page.locator("#record").get_attribute("data-encounter")
        page.keyboard.press("a")
        expect(page.locator(f"#record[data-encounter='{sequence}']")).to_have_count(0)
    expect(page.get_by_text("Nothing waits any more.")).to_be_visible()
    assert set(Encounter.objects.values_list("status", flat=True)) == {"approved"}


def ready(page: Page, state: str) -> None:
    """The record is there, and its keys work."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(state)
    expect(page.locator("html.js")).to_be_attached()


def publish(page: Page) -> str:
    page.get_by_role("link", name="Releases").click()
    page.get_by_role("link", name="Prepare a release").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("link", name="encounters.csv")).to_be_visible(timeout=WAIT)
    return Release.objects.get(status="published").version


def download(page: Page, name: str) -> bytes:
    with page.expect_download() as started:
        page.get_by_role("link", name=name, exact=True).click()
    return Path(started.value.path()).read_bytes()


def built_again(version: str) -> dict[str, bytes]:
    """The same release, built from the database once more."""
    release = Release.objects.get(version=version)
    shutil.rmtree(release.folder)
    Release.objects.filter(pk=release.pk).update(status="building", published_at=None, heartbeat_at=None)
    releases.build(release.pk)
    return {file.name: file.read_bytes() for file in release.folder.iterdir()}


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"))))


def encounters_of(tables: dict[str, bytes]) -> list[dict[str, object]]:
    """The published tables put together again, in the words of the gold file."""
    offenses, events = rows(tables["offenses"]), rows(tables["events"])
    return [
        {
            **{key: row[key] for key in SCALARS},
            "offenses": [(o["text"], o["basis"]) for o in offenses if o["record_id"] == row["record_id"]],
            "events": [(e["type"], e["on"], e["actor"]) for e in events if e["record_id"] == row["record_id"]],
        }
        for row in sorted(rows(tables["encounters"]), key=lambda row: int(row["sequence"]))
    ]


SCALARS = (
    "narrative", "heading_state", "state", "encountered_on", "agency", "citizenship", "citizenship_text",
    "detainer_placed", "warrant_placed", "entry_manner", "previously_removed", "immigration_status",
)  # fmt: skip


def encounter_of(gold: dict[str, object]) -> dict[str, object]:
    def cell(value: object) -> str:
        return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)

    return {
        **{key: cell(gold[key]) for key in SCALARS},
        "offenses": [(o["text"], o["basis"]) for o in gold["offenses"]],
        "events": [(e["type"], cell(e["on"]), cell(e["actor"])) for e in gold["events"]],
    }
