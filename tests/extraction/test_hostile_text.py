"""Texts that nobody would print, and pages of words in no order: a record that keeps every rule, in linear work."""

import random
from collections.abc import Iterator
from itertools import cycle

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from encounters.extraction import extract, read_narrative
from encounters.extraction.layout import Box, PageLayout, Word
from encounters.extraction.narrative import Narrative
from encounters.extraction.segment import MOST_WORDS
from tests.reading.invariants import accounted, consistent
from tests.synthetic import narratives

WIDTH, HEIGHT = 612.0, 792.0
OPENING = "On January 3, 2020, the Knox County Jail 287(g) Program encountered a citizen of Mexico convicted of"
ENDING = "and placed an immigration detainer and warrant on the subject. The subject was released on May 2, 2020."
NARRATIVES = tuple(
    text
    for seed, template in enumerate(("program", "officer"))
    for _, texts in narratives.bulletin(seed, template=template, encounters=12).sections
    for text in texts
)
STRAY = (
    ", ; . and or of the The ( ) [ ] - – / & 287(g) 287(g¢) February 30, 2020 13/45/2020 00/00/0000 On In near"
    " counts two three (99) 999 counts of x2 degree 2nd , FL , not did was removed released ERO a citizen of On"
    " May 99 “ ’ ' '' No. U. S. U.S. $1,000,000 1st 0n ﬁ é ñ 中 🙂 January subject detainer warrant convicted"
    " charged \u200b \u0301"
).split(" ")
LOOK_ALIKES = str.maketrans({"O": "0", "l": "1", "e": "c", "g": "q", "i": "l", "’": "‘", "S": "5"})


def dropped(words: list[str], rng: random.Random) -> None:
    del words[rng.randrange(len(words))]


def doubled(words: list[str], rng: random.Random) -> None:
    at = rng.randrange(len(words))
    words.insert(at, words[at])


def swapped(words: list[str], rng: random.Random) -> None:
    one, other = rng.randrange(len(words)), rng.randrange(len(words))
    words[one], words[other] = words[other], words[one]


def bared(words: list[str], rng: random.Random) -> None:
    at = rng.randrange(len(words))
    words[at] = words[at].strip(".,;:()'’") or words[at]


def glued(words: list[str], rng: random.Random) -> None:
    at = rng.randrange(len(words))
    words[at : at + 2] = ["".join(words[at : at + 2])]


def misread(words: list[str], rng: random.Random) -> None:
    at = rng.randrange(len(words))
    words[at] = words[at].translate(LOOK_ALIKES)


def strayed(words: list[str], rng: random.Random) -> None:
    words.insert(rng.randrange(len(words) + 1), rng.choice(STRAY))


def cut(words: list[str], rng: random.Random) -> None:
    del words[rng.randrange(1, len(words) + 1) :]


SLIPS = (dropped, doubled, swapped, bared, glued, misread, strayed, strayed, strayed, cut)


@st.composite
def slipped(draw: st.DrawFn) -> str:
    """A narrative with 1 to 12 slips."""
    words = draw(st.sampled_from(NARRATIVES)).split()
    rng = draw(st.randoms(use_true_random=False))
    for slip in draw(st.lists(st.sampled_from(SLIPS), min_size=1, max_size=12)):
        slip(words, rng)
        words = words or [","]
    return " ".join(words)


def printed(text: str, *, width: float = WIDTH) -> list[PageLayout]:
    """A text in lines, on as many pages as it takes."""
    pages: list[list[Word]] = [[]]
    x, y = 72.0, 72.0
    for piece in text.split():
        wide = 5.0 * min(len(piece), 80)
        if x + wide > width - 72:
            x, y = 72.0, y + 14
        if y > HEIGHT - 72:
            y = 72.0
            pages.append([])
        pages[-1].append(Word(piece, Box(len(pages), x, y, x + wide, y + 11)))
        x += wide + 4
    return [PageLayout(number, width, HEIGHT, tuple(words)) for number, words in enumerate(pages, 1)]


QUICK = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(slipped())
def test_no_slip_of_print_breaks_a_rule(text: str) -> None:
    consistent(read_narrative(Narrative.of_text(text), heading_state="TN"))


@QUICK
@given(st.lists(slipped(), min_size=1, max_size=4))
def test_no_slip_of_print_loses_a_word_of_a_bulletin(texts: list[str]) -> None:
    accounted(printed(" ".join(texts)))


ENDLESS = {
    "commas": f"{OPENING} {'theft, ' * 10_000}{ENDING}",
    "glued commas": f"{OPENING} {',' * 10_000}{ENDING}",
    "ands": f"{OPENING} {'and ' * 50_000}{ENDING}",
    "one word": "a" * 200_000,
    "names": f"{OPENING.replace('Knox County', 'Knox County ' * 10_000)} theft {ENDING}",
    "events": f"{OPENING} theft {ENDING} {'He was removed to Mexico on May 3, 2011 ' * 5_000}",
    "dates": "On January 3, 2020, the " * 10_000,
    "brackets": f"{OPENING} {'( a ' * 20_000}{ENDING}",
    "counts": f"{OPENING} {'two counts of ' * 10_000}{ENDING}",
    "stories": f"{OPENING} theft {ENDING} " * 300,
}
"""200 kB each, or more: what takes work that grows with the square of the text would take hours."""


@pytest.mark.parametrize("name", ENDLESS)
def test_an_endless_text_is_read_as_far_as_a_story_goes(name: str) -> None:
    extraction = accounted(printed(ENDLESS[name]))
    assert all(len(record.narrative.split()) <= MOST_WORDS for record in extraction.encounters)
    assert len(extraction.encounters) == (300 if name == "stories" else name not in ("one word", "names", "dates"))


def spread(shape: str, count: int) -> Iterator[Box]:
    rng = random.Random(3)  # noqa: S311 - any places do
    side = int(count**0.5)
    for n in range(count):
        match shape:
            case "line":
                x, y, wide, high = WIDTH * n / count, 100.0, WIDTH / count / 2, 10.0
            case "column":
                x, y, wide, high = 100.0, HEIGHT * n / count, 60.0, HEIGHT / count / 2
            case "one place":
                x, y, wide, high = 100.0, 100.0, 60.0, 10.0
            case "points":
                x, y, wide, high = 100.0, 100.0, 0.0, 0.0
            case "stairs":
                x, y, wide, high = 500 * n / count, 700 * n / count, 10.0, 10.0
            case "grid":
                x, y, wide, high = 600 * (n % side) / side, 780 * (n // side) / side / 2, 500 / side, 700 / side / 2
            case _:
                x, y, wide, high = rng.random() * 500, rng.random() * 700, 40.0, 10.0
        yield Box(1, x, y, x + wide, y + high)


@pytest.mark.parametrize("shape", ["line", "column", "one place", "points", "stairs", "grid", "disorder"])
def test_words_in_any_place_are_accounted_for(shape: str) -> None:
    words = [Word(text, box) for box, text in zip(spread(shape, 2_000), cycle(OPENING.split()), strict=False)]
    accounted([PageLayout(1, WIDTH, HEIGHT, tuple(words))])


def test_words_of_no_height_are_accounted_for() -> None:
    """Among them a state's name, alone on its line."""
    texts = ("Florida", *OPENING.split(), *ENDING.split())
    words = tuple(Word(text, Box(1, 72, 15.0 * n, 130, 15.0 * n)) for n, text in enumerate(texts))
    accounted([PageLayout(1, WIDTH, HEIGHT, words)])


def test_words_of_no_width_are_no_text() -> None:
    words = tuple(Word("\u200b", Box(1, 0, 0, 0, 0)) for _ in range(50))
    assert extract([PageLayout(1, WIDTH, HEIGHT, words)]).encounters == ()
