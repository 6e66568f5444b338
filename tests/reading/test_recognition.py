"""A scanned page is made ready for recognition, and what recognition makes of some words is put right."""

import random

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from encounters.extraction.layout import Box, Word
from encounters.reading.misread import corrected
from encounters.reading.ocr import _alike, _closed, _joined
from encounters.reading.prepare import STRIP, evenly_lit, prepare, without_specks
from encounters.reading.quality import garbled

SIZE = (900, 600)


def printed(paper: Image.Image) -> Image.Image:
    """Bars as thick as strokes, in lines, on a paper."""
    draw = ImageDraw.Draw(paper)
    for y in range(60, 540, 60):
        for x in range(60, 840, 12):
            draw.rectangle((x, y, x + 4, y + 24), fill=30)
    return paper


def test_specks_are_taken_out_and_strokes_stay() -> None:
    page = printed(Image.new("L", SIZE, 250))
    page.putpixel((20, 20), 0)
    level, tilt = prepare(page)
    assert tilt == 0.0
    assert level.getpixel((20, 20)) > 200
    assert level.getpixel((62, 72)) < 80


def test_specks_go_as_by_the_median_of_nine_pixels_over_the_border_of_strips_too() -> None:
    width, height = 41, 2 * STRIP + 5
    grain = Image.frombytes("L", (width, height), random.Random(1).randbytes(width * height))  # noqa: S311 - a test picture, no secret
    off = ImageChops.difference(without_specks(grain), grain.filter(ImageFilter.MedianFilter(3)))
    assert off.crop((1, 1, width - 1, height - 1)).getbbox() is None


def test_a_picture_too_small_for_specks_stays_as_it_is() -> None:
    line = Image.linear_gradient("L").resize((2, 60))
    assert without_specks(line).tobytes() == line.tobytes()


def test_a_shadow_is_taken_off_the_paper_and_not_off_the_print() -> None:
    shadow = Image.linear_gradient("L").rotate(90).resize(SIZE).point(lambda light: 120 + light // 2)
    lit = evenly_lit(printed(shadow))
    for x in (25, 440, 870):
        assert lit.getpixel((x, 30)) > 240
    assert lit.getpixel((62, 72)) < 200
    assert lit.getpixel((830, 72)) < 200


def test_a_possessive_is_one_word() -> None:
    found = [("the", 0.9, 0, 0, 30, 20), ("Sheriff'", 0.9, 40, 0, 70, 20), ("s", 0.8, 112, 6, 8, 14)]
    assert list(_joined(found)) == [("the", 0.9, 0, 0, 30, 20), ("Sheriff's", 0.8, 40, 0, 80, 20)]


def test_other_words_behind_an_apostrophe_stay_apart() -> None:
    found = [("inmates'", 0.9, 0, 0, 70, 20), ("s", 0.8, 80, 6, 8, 14)]
    assert list(_joined(found)) == found


def test_a_lost_apostrophe_of_the_sheriff_is_put_back() -> None:
    found = [("County", 0.9, 0, 0, 30, 20), ("Sheriffs", 0.1, 40, 0, 60, 20), ("Office,", 0.9, 110, 0, 50, 20)]
    assert [text for text, *_ in _joined(found)] == ["County", "Sheriff's", "Office,"]


def recognised(*words: tuple[str, float]) -> list[Word]:
    return [Word(text, Box(1, 0, 0, 10, 10), confidence) for text, confidence in words]


def test_a_closing_bracket_that_nothing_opened_is_a_speck() -> None:
    words = recognised(("287(g)", 0.9), ("counts)", 0.5), ("(see", 0.9), ("below)", 0.9), ("b)", 0.9))
    assert [word.text for word in _closed(words)] == ["287(g)", "counts", "(see", "below)", "b)"]


def test_apostrophes_that_were_hard_to_recognise_are_those_of_the_page() -> None:
    words = recognised(("Sheriff’s", 0.95), ("driver’s", 0.9), ("Sheriff's", 0.2), ("Constable's", 0.97))
    assert [word.text for word in _alike(words)] == ["Sheriff’s", "driver’s", "Sheriff’s", "Constable's"]


@pytest.mark.parametrize(
    ("read", "printed"), [(">=lg<4g", ">=1g<4g"), ("lg", "1g"), ("-Ist", "-1st"), ("legal", "legal"), ("Ig,", "1g,")]
)
def test_what_recognition_makes_of_figures(read: str, printed: str) -> None:
    assert corrected(read) == printed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On January 3, 2020, the Rho1e Is|and 5tate Police encountered a c!tizen of Mexico.", True),
        (
            "On January 3, 2020, the Rhode Island State Police 287(g) program encountered a citizen with 1st degree.",
            False,
        ),
    ],
)
def test_what_poor_recognition_left_in_a_text_layer(text: str, expected: bool) -> None:
    assert garbled(recognised(*((word, 1.0) for word in text.split()))) is expected
