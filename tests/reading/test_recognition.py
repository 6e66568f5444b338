"""A scanned page is made ready for recognition, and what recognition makes of some words is put right."""

import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from encounters.reading.ocr import _joined
from encounters.reading.prepare import STRIP, evenly_lit, prepare, without_specks

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
