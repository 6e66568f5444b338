"""A scanned page is made ready for recognition, and what recognition makes of some words is put right."""

import random

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from encounters.extraction.layout import Box, Word
from encounters.reading.known_words import likeliest
from encounters.reading.mending import mended
from encounters.reading.misread import corrected
from encounters.reading.ocr import _joined
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
    """Words side by side on one line."""
    found = []
    x = 0.0
    for text, confidence in words:
        found.append(Word(text, Box(1, x, 100, x + 5 * len(text), 110), confidence))
        x += 5 * len(text) + 5
    return found


def told(text: str, of_long: float = 0.9) -> str:
    """What is made of words on a line; `of_long` is the certainty of those of more than five characters."""
    read = ((corrected(word), of_long if len(word) > 5 else 0.9) for word in text.split())
    words = mended(recognised(*read))
    return " ".join(word.text for word in words)


def test_a_closing_bracket_that_nothing_opened_is_a_speck() -> None:
    assert told("287(g) counts) (see below) b) iii) El] Paso") == "287(g) counts (see below) b) iii) El Paso"


def test_an_opening_quote_that_nothing_closes_is_a_speck() -> None:
    assert told("alcohol “by a minor") == "alcohol by a minor"
    assert told("alcohol “by a minor” again") == "alcohol “by a minor” again"


def test_apostrophes_that_were_hard_to_recognise_are_those_of_the_page() -> None:
    words = recognised(("Sheriff’s", 0.95), ("driver’s", 0.9), ("Sheriff's", 0.2), ("Constable's", 0.97))
    assert [word.text for word in mended(words)] == ["Sheriff’s", "driver’s", "Sheriff’s", "Constable's"]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("removed on two. prior occasions. The", "removed on two prior occasions. The"),
        ("failed to. depart the", "failed to depart the"),
        ("entered the US. illegally", "entered the U.S. illegally"),
        ("entered the U.S. on", "entered the U.S. on"),
        ("Dept. of Corrections", "Dept. of Corrections"),
        ("poss. of marijuana", "poss. of marijuana"),
        ("detainer and warrant.on the subject.", "detainer and warrant on the subject."),
        ("admitted asa refugee", "admitted as a refugee"),
        ("6—counts of theft", "6 counts of theft"),
        ("www.ice.gov on", "www.ice.gov on"),
        ("has aé final order", "has a final order"),
        ("of fentany! with", "of fentanyl with"),
        ("of fentany] with", "of fentanyl with"),
        ("On dan. 6, 2021,", "On Jan. 6, 2021,"),
        ("On Jum 6, 2021,", "On Jum 6, 2021,"),  # June is longer, Jun and Jul are as near as each other
        ("Office, lowa 287(g)", "Office, Iowa 287(g)"),
        ("2 lbs of heroin", "2 lbs of heroin"),
        ("who was Charged with", "who was charged with"),
        ("of the County Jail", "of the County Jail"),
        ("an adminiStrative warrant", "an administrative warrant"),
        ("removed fromA the", "removed fromA the"),  # a slip of print
        ("of schedule Ill controlled", "of schedule III controlled"),
        ("citizen of Céte d'lvoire.", "citizen of Côte d'Ivoire."),
        ("State Patro! in E! Salvador", "State Patrol in El Salvador"),
        ("to signal. on December 6, 2025, a", "to signal. On December 6, 2025, a"),
        ("entered the U.S. on December 6, 2025 without", "entered the U.S. on December 6, 2025 without"),
        ("On. November 6; 2019, the", "On November 6, 2019, the"),
    ],
)
def test_what_the_words_around_a_word_tell_of_it(read: str, printed: str) -> None:
    assert told(read) == printed


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("of fentany! with", "of fentanyl with"),
        ("charged with tespass and human wafficking", "charged with trespass and human trafficking"),
        ("citizen and Mational of Mexico", "citizen and national of Mexico"),
        ("An immigration -detainer was", "An immigration detainer was"),
        ("encountered a atizen of", "encountered a citizen of"),
        ("the Barrow County", "the Barrow County"),
        ("harassment having", "harassment having"),
    ],
)
def test_words_that_were_hard_to_recognise_are_the_only_ones_that_are_near(read: str, printed: str) -> None:
    assert told(read, 0.2) == printed


def test_a_stop_at_the_end_of_a_line_goes_where_the_next_line_goes_on() -> None:
    upper = recognised(("an", 0.9), ("unknown", 0.9), ("date.", 0.9))
    lower = [word._replace(box=word.box._replace(top=113, bottom=123)) for word in recognised(("and", 0.9))]
    assert [word.text for word in mended([*upper, *lower])] == ["an", "unknown", "date", "and"]


def test_a_stop_beside_another_column_stays() -> None:
    left, right = recognised(("of", 0.9), ("surrender.", 0.9)), recognised(("detainer", 0.9))
    right = [word._replace(box=word.box._replace(x0=130, x1=170)) for word in right]
    assert [word.text for word in mended([*left, *right])] == ["of", "surrender.", "detainer"]


def test_short_words_that_stand_alone_and_were_hardly_recognised_are_dirt() -> None:
    line = recognised(("The", 0.9), ("subject", 0.9))
    alone = [
        Word(text, Box(1, 0, 300 + 20 * i, 20, 310 + 20 * i), 0.2)
        for i, text in enumerate(("ee", "Ohio", "12", "jail"))
    ]
    assert [word.text for word in mended([*line, *alone])] == ["The", "subject", "Ohio", "12", "jail"]


def test_a_known_word_is_nobodys_slip() -> None:
    assert likeliest("larceny", 0.0) is None
    assert likeliest("tespass", 0.7) is None


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        *((">=lg<4g", ">=1g<4g"), ("lg", "1g"), ("-Ist", "-1st"), ("legal", "legal"), ("Ig,", "1g,")),
        *((">=19<4g", ">=1g<4g"), ("-|Ist", "-1st"), ("287(qg)", "287(g)"), ("law',", "law,"), ("has’", "has")),
        *(("inmates’", "inmates’"), ("19", "19"), ("<S$100,", "<$100,"), ("$100", "$100")),
    ],
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
