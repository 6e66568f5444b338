"""The readers held together: PDFium, pdfplumber, and the short cut through pdfplumber."""

import base64
import math
import random
import struct
from collections.abc import Iterator
from copy import replace
from pathlib import Path

import pdfplumber
import pytest
from hypothesis import given
from hypothesis import strategies as st

from encounters.extraction.layout import Box, PageLayout, Word
from encounters.reading import glyphs, pdfium, plumber, wire
from encounters.reading.characters import clean
from encounters.reading.comparison import differences
from encounters.reading.errors import UnreadableBulletin
from tests.synthetic import layouts, narratives

from .hostile import CATALOG, FONT, document, page, simple, stream

GOLDEN = Path(__file__).parent.parent / "golden"
PRINTED = ("2020-01-word", "2020-01-two-column", "2020-01-flow", "2025-10-officer")
BY_PIECES = {"on-its-side", "on-its-other-side", "upside-down"}
"""Text that lies turned on its page, without the page saying so: pdfplumber reads it character by character."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("printed")


def printed(name: str, folder: Path) -> Path:
    """A golden bulletin, or a made one in a layout."""
    if name in PRINTED:
        return GOLDEN / f"{name}.pdf"
    path = folder / f"{name}.pdf"
    if not path.exists():
        layout = replace(layouts.LAYOUTS[name], separators=())  # marks for which the standard fonts have no code
        composed = narratives.bulletin(11, encounters=6)
        path.write_bytes(layouts.render(layouts.Bulletin(composed.sections), layout, 11).pdf)
    return path


def pages_of(path: Path) -> Iterator[tuple[PageLayout, PageLayout]]:
    with pdfium.opened(path) as first, plumber.opened(path) as second:
        assert first.page_count == second.page_count
        for number in range(1, first.page_count + 1):
            yield first.read(number), second.read(number)


@pytest.mark.parametrize("name", [*PRINTED, *sorted(set(layouts.LAYOUTS) - BY_PIECES)])
def test_pdfium_and_pdfplumber_read_the_same_words_in_the_same_places(name: str, folder: Path) -> None:
    for first, second in pages_of(printed(name, folder)):
        assert (round(first.width, 1), round(first.height, 1)) == (round(second.width, 1), round(second.height, 1))
        assert differences(first, second) == []
        assert first.words


@pytest.mark.parametrize("name", [*PRINTED, *layouts.LAYOUTS])
def test_the_short_cut_gives_what_pdfplumber_gives(name: str, folder: Path) -> None:
    with pdfplumber.open(printed(name, folder)) as pdf:
        for each in pdf.pages[:2]:
            quick, own = list(glyphs.words(pdf, each)), list(plumber.own_words(each))
            assert [text for text, *_ in quick] == [text for text, *_ in own]
            for (_, *box), (_, *expected) in zip(quick, own, strict=True):
                assert box == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    "content",
    [
        b"BT /F1 9 Tf 40 700 Td [(On) -300 (Jan) 20 (uary)] TJ 0 -12 TD (287\\(g\\)) ' ET",
        b'BT /F1 9 Tf 14 TL 3 Tw 0.5 Tc 90 Tz 2 Ts 40 700 Td (a b c) Tj T* (d e) Tj 1 2 (f g) " ET',
        b"q 2 0 0 2 10 10 cm BT /F1 9 Tf 0 1 -1 0 40 70 Tm (turned text) Tj ET Q BT /F1 5 Tf 9 9 Td (small) Tj ET",
        b"BT /F1 -9 Tf 140 700 Td (backwards) Tj ET BT /F1 9 Tf -1 0 0 1 300 300 Tm (mirrored) Tj ET",
        b"BT /F1 9 Tf 40 700 Td (before) Tj ET BI /W 1 /H 1 /BPC 8 /CS /G ID x EI BT /F1 9 Tf 40 600 Td (behind) Tj ET",
        b"/F1 9 Tf 10 10 m 20 20 l S BT 40 700 Td (bare (brackets)) Tj ET",
    ],
)
def test_the_short_cut_reads_operators_as_pdfplumber_does(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "operators.pdf"
    path.write_bytes(document([CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page(), stream(content), FONT]))
    with plumber.opened(path) as document_read, pdfplumber.open(path) as pdf:
        words = [(w.text, round(w.box.x0, 3), round(w.box.x1, 3)) for w in document_read.read(1).words]
        assert words == [(text, round(x0, 3), round(x1, 3)) for text, x0, _, x1, _ in plumber.own_words(pdf.pages[0])]
        assert words


def test_a_form_that_draws_itself_is_drawn_once(tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    path.write_bytes(simple())
    with plumber.opened(path) as document_read:
        assert document_read.read(1).words[0].text == "On"


@given(st.text(st.sampled_from("aZ9’,-éß \t\r\n\x02\x07\xa0\xad\u2003\u200b\ufffe\ufffd"), max_size=40))
def test_words_are_parted_by_a_split_as_by_the_pattern(text: str) -> None:
    whole = text.replace("\r", "").replace("\n", "\r\n")
    for given_text in (text, whole, "".join(c for c in whole if c.isprintable() or c in "\r\n")):
        assert pdfium._spans(given_text) == [match.span() for match in pdfium.WORD.finditer(given_text)]


def layout_of(*words: tuple[str, float]) -> PageLayout:
    made = tuple(Word(text, Box(1, x, 100.0, x + 20, 112.0)) for text, x in words)
    return PageLayout(1, 612.0, 792.0, made)


def test_differences_are_told_by_word_and_place() -> None:
    first = layout_of(("On", 10.0), ("the", 40.0), ("the", 70.0))
    second = replace(layout_of(("the", 70.2), ("On", 15.0), ("a", 40.0)), source="pdfplumber")
    moved, only_first, only_second = differences(first, second)
    assert (moved.text, moved.apart, moved.only) == ("On", 5.0, None)
    assert (only_first.text, only_first.only) == ("the", "pdfium")
    assert (only_second.text, only_second.only) == ("a", "pdfplumber")
    assert str(only_second) == "page 1, 40.0 from the left, 100.0 from the top: only pdfplumber reads 'a'"
    assert differences(first, replace(first, source="pdfplumber")) == []


WIDTH, HEIGHT = 612.0, 792.0
edges = st.floats(0, WIDTH, width=32)
pairs = st.tuples(edges, edges).map(sorted)
boxes = st.builds(lambda x, y: Box(3, x[0], y[0], x[1], y[1]), pairs, pairs)
words = st.builds(Word, st.text(min_size=1).map(clean).filter(bool), boxes, st.floats(0, 1, width=32), st.booleans())


read = st.lists(words, max_size=8).map(tuple), st.just("ocr"), st.integers(0, 1_000)


@given(st.builds(PageLayout, *map(st.just, (3, WIDTH, HEIGHT)), *read))
def test_a_page_passes_between_processes_unchanged(layout: PageLayout) -> None:
    assert wire.load(wire.dump(layout), 3) == layout


def packed(*numbers: float) -> str:
    return base64.b64encode(struct.pack("<5f", *numbers)).decode()


@pytest.mark.parametrize(
    "change",
    [
        {"page": 4},
        {"texts": ["a", "b"]},
        {"places": "no base64!"},
        {"places": "AAAA"},
        {"width": "wide"},
        {"breaks": 7},
        {"breaks": [[]]},
        {"texts": None},
        {"texts": [7]},
        {"texts": [""]},
        {"texts": ["a\0b"]},
        {"texts": ["\ud800"]},
        {"width": 0},
        {"height": math.nan},
        {"height": 10**400},
        {"source": "gossip"},
        {"source": []},
        {"places": packed(math.nan, 2, 3, 4, 1)},
        {"places": packed(1, 2, math.inf, 4, 1)},
    ],
)
def test_a_page_that_does_not_fit_together_is_refused(change: dict[str, object]) -> None:
    message = wire.dump(PageLayout(3, WIDTH, HEIGHT, (Word("On", Box(3, 1.0, 2.0, 3.0, 4.0)),)))
    with pytest.raises(ValueError, match="page 3"):
        wire.load(message | change, 3)


@given(st.tuples(*[st.floats(allow_nan=False, allow_infinity=False, width=32)] * 5))
def test_boxes_are_cut_to_their_page(numbers: tuple[float, ...]) -> None:
    message = wire.dump(PageLayout(3, WIDTH, HEIGHT, (Word("On", Box(3, 1.0, 2.0, 3.0, 4.0)),)))
    (word,) = wire.load(message | {"places": packed(*numbers)}, 3).words
    assert 0 <= word.box.x0 <= word.box.x1 <= WIDTH
    assert 0 <= word.box.top <= word.box.bottom <= HEIGHT
    assert 0 <= word.confidence <= 1


def test_noise_is_no_page() -> None:
    rng = random.Random(4)  # noqa: S311 - any bytes do
    with pytest.raises(ValueError, match="page"):
        wire.load({"page": 3, "places": rng.randbytes(7).hex()}, 3)


def test_pages_of_a_file_without_its_end_are_read(tmp_path: Path) -> None:
    composed = narratives.bulletin(11, encounters=12)
    whole = layouts.render(layouts.Bulletin(composed.sections), layouts.LAYOUTS["one-column"], 11).pdf
    path = tmp_path / "cut.pdf"
    path.write_bytes(whole)
    with pdfium.opened(path) as document_read:
        expected = [document_read.read(number).words for number in (1, 2)]
    table = whole.rindex(b"xref\n0")
    uncatalogued = whole[:table].replace(b"/Type /Catalog", b"/Type /Nothing")
    for left in (whole[: whole.rindex(b"trailer") + 20], whole[: table + 30], whole[:table], uncatalogued):
        path.write_bytes(left)
        with pdfium.opened(path) as document_read:
            assert [document_read.read(number).words for number in (1, 2)] == expected
    path.write_bytes(whole[: whole.index(b"/Type /Page\n")])
    with pytest.raises(UnreadableBulletin, match="damaged_pdf"), pdfium.opened(path):
        pass
