"""Words by the white between their characters: rows of text, the advance of each character, and the words."""

import pytest

from encounters.reading.characters import clean, spelled_out
from encounters.reading.frame import Columns
from encounters.reading.gaps import mended
from encounters.reading.pdfium import WORD

WIDTH, HEIGHT = 5.0, 8.0


def words(text: str, moves: dict[int, float]) -> list[str]:
    """The words of a text whose characters are all as wide; `moves` are points by which a character stands off."""
    lefts, x = [], 0.0
    for i in range(len(text)):
        x += moves.get(i, 0.0)
        lefts.append(x)
        x += WIDTH

    def boxes(numbers: list[int]) -> Columns:
        some = [lefts[number] for number in numbers]
        return some, [HEIGHT] * len(some), [x + WIDTH for x in some], [0.0] * len(some)

    spans = [match.span() for match in WORD.finditer(text)]
    ends = boxes([start for start, _ in spans]), boxes([end - 1 for _, end in spans])
    return [text[start:end].replace(" ", "") for start, end in mended(text, spans, boxes, ends)]


def test_a_space_that_the_next_character_goes_back_over_parts_nothing() -> None:
    text = "from St. James Par ish to the county of"
    back = text.index("ish")
    assert words(text, {back: -WIDTH}) == "from St. James Parish to the county of".split()


def test_white_without_a_space_parts_words() -> None:
    text = "the Powder RiverCounty and Bay RiverCounty or the OldCounty of"
    moves = {i: 2.2 for i in range(1, len(text)) if text[i] == "C" and text[i - 1].islower()}
    assert words(text, moves) == "the Powder River County and Bay River County or the Old County of".split()
    assert words(text, {}) == text.split()  # glued in print, too


def test_letters_set_apart_stay_a_word() -> None:
    text = "aB,c aB,c aB,c ENCOUNTERS"
    start = text.index("ENC")
    assert words(text, dict.fromkeys(range(start + 1, len(text)), 3.0))[-1] == "ENCOUNTERS"


def test_widths_that_are_wrong_everywhere_part_nothing_otherwise() -> None:
    text = "one two three four"
    assert words(text, {i + 1: -WIDTH for i, c in enumerate(text) if c == " "}) == text.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [("O\x1ecer", "Officer"), ("identi\x1ccation", "identification"), ("Sheri\x0b's", "Sheriff's"), ("\x1f a", " a")],
)
def test_bare_codes_of_ligatures(text: str, expected: str) -> None:
    assert len(spelled_out(text)) == len(text)
    assert clean(spelled_out(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("Barth´elemy", "Barthélemy"), ("Cura¸cao", "Curaçao"), ("−1st", "-1st")]
)
def test_accents_and_signs(text: str, expected: str) -> None:
    assert clean(text) == expected
