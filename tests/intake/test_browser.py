"""Handing in, in a real browser: by drop, with progress that survives a reload, and without scripts."""

from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from encounters.actions import bulletins, extraction
from encounters.models import Bulletin
from encounters.models.bulletin import Stage

DROP = """([files]) => {
    const dropped = new DataTransfer();
    for (const [name, content] of files) dropped.items.add(new File([content], name));
    const target = document.querySelector("#upload .drop");
    for (const type of ["dragenter", "dragover", "drop"])
        target.dispatchEvent(new DragEvent(type, {dataTransfer: dropped, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def page(sign_in, uploader, live_server) -> Page:
    """The list of bulletins, of an uploader; what the browser complains about is in `page.complaints`."""
    page = sign_in(uploader)
    page.site = live_server.url
    page.complaints = []
    page.on("console", lambda said: page.complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.goto(f"{page.site}/bulletins/")
    expect(page.locator("#upload.scripted")).to_be_visible()
    return page


def drop(page: Page, **files: str) -> None:
    """`drop(page, a_pdf="%PDF-1.7")` drops a file named `a.pdf`."""
    page.evaluate(DROP, [[[name.replace("_", "."), content] for name, content in files.items()]])


def row(page: Page, filename: str):
    return page.locator("#list tbody tr").filter(has_text=filename)


def test_files_are_dropped_and_followed_through_a_reload(page: Page, golden: Path):
    drop(page, a_pdf="%PDF-1.7 a", notes_txt="hello")
    expect(row(page, "a.pdf")).to_contain_text("waiting for a worker")
    refused = page.locator(".uploads li.refused")
    expect(refused).to_contain_text("notes.txt")
    expect(refused).to_contain_text("The file is not a PDF.")
    expect(page.locator(".uploads li")).to_have_count(1)

    now = timezone.now()
    bulletin = bulletins.start(Bulletin.objects.get().pk, now=now)
    bulletins.report(bulletin, stage=Stage.READING, done=3, total=12, now=now)
    expect(row(page, "a.pdf")).to_contain_text("page 3 of 12")

    page.reload()
    expect(row(page, "a.pdf")).to_contain_text("page 3 of 12")
    bulletins.fail(bulletin, code="encrypted_pdf", message="The PDF is locked with a password.", now=now)
    expect(page.get_by_role("region", name="Could not be read")).to_contain_text("The PDF is locked with a password.")
    expect(row(page, "a.pdf")).to_contain_text("failed")

    page.get_by_role("button", name="Retry it").click()
    expect(page.get_by_text("1 bulletin back in line.")).to_be_visible()
    expect(row(page, "a.pdf")).to_contain_text("waiting for a worker")
    assert page.complaints == ["Failed to load resource: the server responded with a status of 400 (Bad Request)"]


def test_a_file_is_chosen_and_read(page: Page, golden: Path):
    page.get_by_label("Published at (optional)").fill("https://www.ice.gov/doclib/january.pdf")
    page.locator("input[type=file]").set_input_files(golden / "2020-01-word.pdf")
    expect(row(page, "2020-01-word.pdf")).to_contain_text("waiting for a worker")
    extraction.run(Bulletin.objects.get().pk)
    expect(row(page, "2020-01-word.pdf")).to_contain_text("extracted")
    expect(row(page, "2020-01-word.pdf")).to_contain_text("8: all await review")
    assert Bulletin.objects.get().source_url == "https://www.ice.gov/doclib/january.pdf"
    assert page.complaints == []


def test_a_duplicate_is_linked_to_the_first(page: Page):
    drop(page, a_pdf="%PDF-1.7 a")
    expect(row(page, "a.pdf")).to_be_visible()
    drop(page, b_pdf="%PDF-1.7 a")
    duplicate = page.locator(".uploads li.duplicate")
    expect(duplicate).to_contain_text("as a.pdf. Nothing was added.")
    duplicate.get_by_role("link", name="Open it").click()
    expect(page).to_have_url(f"{page.site}/bulletins/{Bulletin.objects.get().pk}/")


def test_a_file_that_is_too_large_is_not_sent(page: Page, settings):
    settings.MAX_UPLOAD_BYTES = 1_000_000
    page.reload()
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.evaluate("limit => document.getElementById('upload').dataset.maxBytes = limit", "5")
    drop(page, large_pdf="%PDF-1.7 large")
    expect(page.locator(".uploads li.refused")).to_contain_text("The file is larger than 1 MB.")
    assert sent == []


def test_who_was_signed_out_meanwhile_is_told(page: Page):
    Session.objects.all().delete()
    drop(page, a_pdf="%PDF-1.7 a")
    expect(page.locator(".uploads li.refused")).to_contain_text("You were signed out.")
    assert not Bulletin.objects.exists()


def test_a_poll_leaves_the_focus_where_it_is(page: Page):
    drop(page, a_pdf="%PDF-1.7 a")
    link = row(page, "a.pdf").get_by_role("link")
    link.focus()
    bulletin = bulletins.start(Bulletin.objects.get().pk, now=timezone.now())
    for done in (1, 2):
        bulletins.report(bulletin, stage=Stage.READING, done=done, total=2, now=timezone.now())
        expect(row(page, "a.pdf")).to_contain_text(f"page {done} of 2")
    expect(link).to_be_focused()


def test_its_own_page_follows_it(page: Page, golden: Path):
    page.locator("input[type=file]").set_input_files(golden / "2020-01-two-column.pdf")
    row(page, "2020-01-two-column.pdf").get_by_role("link").click()
    expect(page.get_by_text("The file is safe.")).to_be_visible()
    extraction.run(Bulletin.objects.get().pk)
    expect(page.get_by_role("heading", name="Encounters")).to_be_visible()
    expect(page.locator("table tbody tr")).to_have_count(8)
    expect(page.locator(".sheets li")).to_have_count(Bulletin.objects.get().page_count)
    images = page.locator(".sheets img")
    images.last.scroll_into_view_if_needed()
    widths = images.evaluate_all("all => Promise.all(all.map(image => image.decode().then(() => image.naturalWidth)))")
    assert widths == [320] * Bulletin.objects.get().page_count
    assert page.complaints == []


def test_without_scripts(page: Page, browser: Browser, golden: Path, sign_in):
    plain = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state()).new_page()
    plain.goto(f"{page.site}/bulletins/")
    plain.locator("input[type=file]").set_input_files(golden / "2020-01-word.pdf")
    plain.get_by_role("button", name="Upload").click()
    expect(plain.get_by_text("1 file received.")).to_be_visible()
    expect(row(plain, "2020-01-word.pdf")).to_contain_text("waiting for a worker")
    extraction.run(Bulletin.objects.get().pk)
    plain.reload()
    expect(row(plain, "2020-01-word.pdf")).to_contain_text("extracted")
    plain.context.close()
