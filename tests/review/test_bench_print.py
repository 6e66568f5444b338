"""On paper: a record with its values on one sheet and its page on the next, lists without what can be done on them."""

import pypdfium2
import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from encounters.models import Encounter

from .bench import Bench, extracted


@pytest.fixture
def bench(sign_in, live_server: LiveServer, editor) -> Bench:
    extracted("2020-01-word.pdf", by=editor)
    return Bench(sign_in(editor), live_server.url)


def printed(bench: Bench) -> list[str]:
    """The text of each sheet, as a browser prints them on Letter with its usual margins."""
    content = bench.page.pdf(format="Letter", print_background=True, prefer_css_page_size=True)
    with pypdfium2.PdfDocument(content) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def test_a_record_is_printed_whole(bench: Bench):
    encounter = bench.go(4)
    record, page = printed(bench)
    revision = encounter.current
    for words in (
        "Massachusetts · Bristol County", revision.agency, "MA · Massachusetts", "PRT · Portugal", "detainer declined",
        "New Bedford District Court", encounter.record_id, encounter.bulletin.sha256, "revision 1, awaiting review",
    ):  # fmt: skip
        assert words in record
    for words in ("Approve, next", "Queue", "yours until", "adds one", "Say it", "Program model", "Comments"):
        assert words not in record
    assert "287(g) Encounters by State" in page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_dark_on_white(bench: Bench, scheme: str):
    bench.go(4)
    bench.page.emulate_media(media="print", color_scheme=scheme)
    picture = bench.page.locator(".sheet img").first
    assert picture.evaluate("image => getComputedStyle(image).filter") == "none"
    assert bench.page.evaluate("getComputedStyle(document.body).color") == "rgb(24, 33, 43)"


@pytest.mark.parametrize(
    ("address", "shown", "hidden"),
    [
        ("/review/", "Bristol County Sheriff's Office", "Look at what would change"),
        ("/bulletins/{}/", "MA · 4", "Download the PDF"),
        ("/review/bulletins/{}/", "287(g) Encounters by State", "Boilerplate B"),
        ("/releases/", "Nothing is published yet.", "Prepare a release"),
    ],
)
def test_lists_and_bulletins_are_printed_without_what_can_be_done(bench: Bench, address: str, shown: str, hidden: str):
    bench.page.goto(bench.site + address.format(Encounter.objects.get(sequence=4).bulletin_id))
    expect(bench.page.get_by_role("heading", level=1)).to_be_visible()
    sheets = " ".join(printed(bench))
    assert shown in sheets
    for words in (hidden, "Sign out", "Dashboard"):
        assert words not in sheets
