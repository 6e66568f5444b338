"""What print does to a text, on pages put down word by word: each form once failed, and must give its stories whole."""

from collections.abc import Iterable, Iterator
from copy import replace

import pytest

from encounters.extraction.headings import state_of
from encounters.extraction.layout import Box, PageLayout, Word
from encounters.extraction.segment import Segmented, segment

WIDTH = 0.5
"""Of a character, in sizes of the letters."""
SIZE = 10.0

BEGINNING, REST = (
    "On May 2, 2020, the Knox County",
    "Sheriff’s Office encountered a citizen of Mexico charged with theft.",
)
FIRST = f"{BEGINNING} {REST}"
SECOND = "On May 3, 2020, the Bay County Sheriff’s Office encountered a citizen of Haiti charged with arson."

type Put = tuple[float, float, str] | tuple[float, float, str, float]
"""Left, top, text and, if it is not the usual one, size."""


def page(put: Iterable[Put], number: int = 1) -> PageLayout:
    return PageLayout(number, 612, 792, tuple(word for line in put for word in _words(number, *line)))


def _words(number: int, x: float, top: float, text: str, size: float = SIZE) -> Iterator[Word]:
    for word in text.split(" "):
        right = x + WIDTH * size * len(word)
        yield Word(word, Box(number, x, top, right, top + size))
        x = right + WIDTH * size


def lines(text: str, *, width: int, x: float = 72, top: float = 100, step: float = 13) -> list[Put]:
    """A text in lines of so many characters."""
    rows = [""]
    for word in text.split():
        if len(rows[-1]) + len(word) >= width:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".strip()
    return [(x, top + step * i, row) for i, row in enumerate(rows)]


def stories(*pages: PageLayout) -> list[tuple[str | None, str]]:
    segmented = segment(pages)
    assert not segmented.unexplained
    return told(segmented)


def told(segmented: Segmented) -> list[tuple[str | None, str]]:
    return [(story.heading_state, story.narrative.text) for story in segmented.stories]


BOTH = [("TX", FIRST), ("TX", SECOND)]
HEADED: list[Put] = [(72, 80, "Texas")]
TWO = [*HEADED, *lines(FIRST, width=40), *lines(SECOND, width=40, top=160)]


def numbered(put: list[Put], first: int, step: int = 1) -> list[Put]:
    """Lines with their numbers before them, as pleadings have."""
    return [piece for i, line in enumerate(put) for piece in ((40.0, line[1], str(first + step * i)), line)]


@pytest.mark.parametrize("first", [1, 8, 97])
def test_numbers_of_lines_are_no_part_of_the_text(first: int) -> None:
    assert stories(page(numbered(TWO, first))) == BOTH


def test_numbers_of_rows_go_on_from_page_to_page() -> None:
    rows = [(f"{i}", f"{FIRST[:-1]} and {'arson ' * i}.".replace(" .", ".")) for i in range(1, 5)]
    pages = []
    for number, ours in ((1, rows[:3]), (2, rows[3:])):
        put: list[Put] = []
        for row, (count, text) in enumerate(ours):
            put += [(60, 100 + 90 * row, count), *lines(text, width=50, x=120, top=100 + 90 * row)]
        pages.append(page([(120, 60, "Texas"), *put], number))
    assert [text for _, text in stories(*pages)] == [text for _, text in rows]


def test_a_head_of_a_table_and_states_in_its_first_column() -> None:
    head: list[Put] = [(72, 60, "State"), (180, 60, "Encounter")]
    rows = [(72, 100, "North"), (72, 113, "Carolina"), *lines(FIRST, width=40, x=180)]
    more = [(72, 173, "Ohio"), *lines(SECOND, width=40, x=180, top=160)]  # in the middle of its row's height
    assert stories(page([*head, *rows, *more])) == [("NC", FIRST), ("OH", SECOND)]


def test_a_head_of_a_table_just_above_its_first_row_and_a_page_number_just_under_the_last() -> None:
    head: list[Put] = [(50, 62, "287(g) Encounters by State"), (50, 82, "No. State"), (180, 82, "Encounter")]
    rows = [(50, 100, "Maine"), *lines(FIRST, width=40, x=180)]
    more = [(50, 173, "Ohio"), *lines(SECOND, width=40, x=180, top=160), (50, 195, "Page 1 of 4")]
    assert stories(page([*head, *rows, *more])) == [("ME", FIRST), ("OH", SECOND)]


def test_a_heading_at_the_foot_of_a_column_is_no_label_of_the_next_one() -> None:
    left = [*HEADED, *lines(FIRST, width=25), (72, 178, "Utah")]
    right = [*lines(SECOND, width=25, x=320, top=80), *lines(FIRST, width=25, x=320, top=160)]
    assert stories(page([*left, *right])) == [("TX", FIRST), ("UT", SECOND), ("UT", FIRST)]


def test_initials_over_two_lines_and_above_them() -> None:
    rest = lines(FIRST[1:], width=40)
    dropped: list[Put] = [(72, 100, "O", 24), *((x + 14, y, text) for x, y, text in rest[:2]), *rest[2:]]
    raised: list[Put] = [(72, 187, "On", 18), (95, 195, SECOND[3:40].strip())]
    raised += lines(SECOND[40:], width=40, top=208)
    assert stories(page([*HEADED, *dropped, *raised])) == BOTH


def test_an_initial_that_the_file_has_behind_its_first_line() -> None:
    first, second, *more = lines(FIRST[1:], width=40, x=86)
    put: list[Put] = [*HEADED, first, (72, 100, "O", 24), second, *((72, y, text) for _, y, text in more)]
    assert stories(page(put)) == [("TX", FIRST)]


def test_a_small_letter_whose_box_recognition_makes_too_tall_begins_no_word() -> None:
    before, behind = FIRST.split(" a ")
    right = 72 + WIDTH * SIZE * (len(before) + 1)
    tall: list[Put] = [(72, 100, before), (right, 97, "a", 16), (right + WIDTH * SIZE * 2.5, 100, behind)]
    assert stories(page([*HEADED, *tall])) == [("TX", FIRST)]


def test_marks_of_notes_and_the_notes() -> None:
    marked: list[Put] = [(72, 100, BEGINNING), (72 + WIDTH * SIZE * len(BEGINNING), 98, "1", 6)]
    marked += lines(REST, width=60, top=113)
    note: list[Put] = [(72, 700, "1 A note says what this word means, and that it means no more.", 9)]
    assert stories(page([*HEADED, *marked, *lines(SECOND, width=60, top=160), *note])) == BOTH


def test_a_river_in_letters_of_one_width_is_no_gutter() -> None:
    width = 37
    put: list[Put] = [*HEADED]
    for i, text in enumerate(("a" * width + " of it", "b" * width + " and") * 4):
        put.append((72, 200 + 13 * i, text))
    river = " ".join(text for _, top, text in put if top >= 200)
    assert stories(page([*HEADED, *lines(FIRST[:-1], width=40), *put[1:], (72, 310, "end.")])) == [
        ("TX", f"{FIRST[:-1]} {river} end.")
    ]


def test_what_a_footer_sets_to_the_right_is_no_column() -> None:
    put = [*HEADED, *lines(FIRST, width=30), *lines(SECOND, width=30, top=180)]
    many = [(x, 80 + 3.5 * (y - 80), text) for x, y, text in put]
    assert stories(page([*many, (72, 760, "www.ice.gov"), (330, 760, "Page 2")])) == BOTH


def test_a_last_column_of_two_lines_the_first_set_in() -> None:
    long = FIRST[:-1] + " and " + " and ".join(["theft"] * 60) + "."
    filled = [*HEADED, *lines(long, width=30, x=72, top=100)]
    middle = lines(SECOND[:-1] + " and " + " and ".join(["arson"] * 60) + ".", width=30, x=240, top=80)
    last: list[Put] = [(426, 80, "For media inquiries, contact"), (408, 93, "the ICE Office of Public Affairs.")]
    found = stories(page([*filled, *middle, *last]))
    assert [text[:12] for _, text in found] == [FIRST[:12], SECOND[:12]]
    assert found[-1][1].endswith("arson.")


def test_a_hyphen_that_stands_apart_breaks_its_word() -> None:
    text = "On May 2, 2020, the Knox County Sheriff’s Office encountered a citizen of Mexico charged with pos"
    broken: list[Put] = [(72, 100, text), (72 + WIDTH * SIZE * len(text) + 2, 100, "-"), (72, 113, "session of drugs.")]
    assert stories(page([*HEADED, *broken])) == [("TX", f"{text}session of drugs.")]
    dashed: list[Put] = [*HEADED, (72, 100, FIRST[:-1] + " -"), (72, 113, "misdemeanor.")]
    assert stories(page(dashed)) == [("TX", FIRST[:-1] + " - misdemeanor.")]


def test_a_dash_between_two_words_of_charges_is_no_hyphen() -> None:
    text = "On May 2, 2020, the Knox County Sheriff’s Office encountered a citizen of Mexico charged with larceny"
    broken: list[Put] = [(72, 100, text), (72 + WIDTH * SIZE * len(text) + 2, 100, "-"), (72, 113, "shoplifting.")]
    assert stories(page([*HEADED, *broken])) == [("TX", f"{text} - shoplifting.")]


@pytest.mark.parametrize(
    ("heading", "usps"),
    [
        ("S T A T E O F M A I N E ( 2 )", "ME"),
        ("N E W Y O R K :", "NY"),
        ("• Ohio: " + BEGINNING, "OH"),
        ("2. West Virginia – " + BEGINNING, "WV"),
    ],
)
def test_headings(heading: str, usps: str) -> None:
    rest = REST if BEGINNING in heading else FIRST
    assert stories(page([(72, 80, heading), *lines(rest, width=60)])) == [(usps, FIRST)]


def test_a_state_that_ends_a_sentence_is_no_heading() -> None:
    story = (
        "On May 2, 2020, the Knox County Sheriff’s Office encountered a citizen of Georgia. The subject was removed."
    )
    cut = story.index("Georgia")
    assert stories(page([*HEADED, (72, 100, story[:cut].strip()), (72, 113, story[cut:])])) == [("TX", story)]


def test_what_stands_behind_the_last_story_is_no_part_of_it() -> None:
    closing: list[Put] = [
        (72, 180, "For media inquiries, contact the ICE Office of Public Affairs at ICEMedia@ice.dhs.gov.")
    ]
    assert stories(page([*HEADED, *lines(FIRST, width=40), *closing])) == [("TX", FIRST)]


def test_a_footer_is_told_from_a_story_that_a_page_cuts() -> None:
    pieces = ("On May 2, 2020, the Knox County Sheriff’s Office", "287(g) Program, encountered a", "citizen of Mexico.")
    before: list[Put] = [(72, 680, "Texas"), (72, 700, pieces[0]), (72, 713, pieces[1])]
    assert stories(page(before), page([(72, 80, pieces[2])], 2)) == [("TX", " ".join(pieces))]


def test_a_date_that_goes_on_with_a_sentence_at_the_foot_of_a_page_is_no_footer() -> None:
    told = f"{FIRST[:-1]}. On September 3, 2020, ERO Atlanta arrested the subject."
    cut = told.index("September")
    above, dated = told[:cut].strip(), "September 3, 2020, ERO"
    rows = lines(above, width=40, top=700)
    foot: Put = (72, 700 + 13 * len(rows), dated)
    rest = told[cut + len(dated) :].strip()
    assert stories(page([(72, 680, "Texas"), *rows, foot]), page([(72, 80, rest)], 2)) == [("TX", told)]


def test_a_heading_in_the_middle_of_a_column_is_no_label_of_the_next_one() -> None:
    left: list[Put] = [(72, 660, "287(g) Encounters by State"), (149, 680, "Illinois"), (72, 705, BEGINNING)]
    right = [*lines(REST, width=40, x=320, top=80), (360, 160, "Utah"), *lines(SECOND, width=40, x=320, top=180)]
    wide = lines("The cases that follow are a sampling of the cases.", width=30, top=80, step=60)
    found = told(segment([page([*wide, *left, *right, *lines(SECOND, width=40, x=320, top=660)])]))
    assert found == [("IL", FIRST), ("UT", SECOND), ("UT", SECOND)]


@pytest.mark.parametrize("share", [0.5, 1.0])
def test_columns_whose_lines_begin_at_no_edge(share: float) -> None:
    """Lines in the middle of their columns, and flush right."""
    long = FIRST[:-1] + " and " + " and ".join(["theft"] * 70) + "."
    left, right = (
        lines(long, width=30, x=72, top=100),
        lines(SECOND[:-1] + " and arson" * 50 + ".", width=30, x=320, top=80),
    )
    put = [(x + share * (30 - len(text)) * WIDTH * SIZE, y, text) for x, y, text in [*left, *right]]
    found = told(segment([page([*HEADED, *put])]))
    assert found == [("TX", long), ("TX", SECOND[:-1] + " and arson" * 50 + ".")]


def test_the_name_of_the_program_that_ends_a_page_within_a_sentence_is_no_footer() -> None:
    before: list[Put] = [
        (72, 690, "Texas"),
        (72, 710, "On May 2, 2020, the Sheriff’s Office of Bay County, OK"),
        (72, 723, "287(g) program"),
    ]
    after: list[Put] = [(72, 80, "encountered a citizen of Mexico.")]
    whole = " ".join([before[1][2], before[2][2], after[0][2]])
    assert stories(page(before), page(after, 2)) == [("TX", whole)]


LONG = [*HEADED, *lines(FIRST[:-1] + " and theft" * 40 + ".", width=60), *lines(SECOND, width=60, top=230)]
LONG_BOTH = [("TX", FIRST[:-1] + " and theft" * 40 + "."), ("TX", SECOND)]


@pytest.mark.parametrize(
    "stamped",
    [
        [("DRAFT", 150, 90, 330, 270)],  # at a slant, over the text
        [("DRAFT", 150, 400, 330, 580)],  # below it
        [("DRAFT", 80, 110, 500, 200)],  # huge, level
        [("FOR", 100, 300, 170, 370), ("OFFICIAL", 150, 150, 300, 310), ("USE", 290, 90, 350, 150)],
        [("Received", 30, 300, 42, 380), ("by", 30, 280, 42, 297), ("counsel", 30, 200, 42, 277)],  # up the margin
        [("ICE-2020-000123", 590, 200, 601, 300)],
        [("FOIA", 120, 118, 160, 130), ("EXEMPT", 165, 118, 230, 130)],  # between two lines, on both
        [("(b)(6)", 580, 112, 604, 120)],  # in the margin, beside a line
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_stamps_are_no_part_of_the_text(stamped: list[tuple[str, float, float, float, float]], *, first: bool) -> None:
    words = tuple(Word(text, Box(1, *edges)) for text, *edges in stamped)
    text = page(LONG)
    both = (*words, *text.words) if first else (*text.words, *words)
    assert stories(replace(text, words=both)) == LONG_BOTH


def test_a_stamp_stands_at_the_same_place_of_every_page() -> None:
    stamp = Word("USE", Box(1, 150, 130, 260, 190))
    over, clear = page(LONG), page([(72, 300, "The subject entered without inspection.")], 2)
    again = stamp._replace(box=stamp.box._replace(page=2))
    found = stories(replace(over, words=(*over.words, stamp)), replace(clear, words=(again, *clear.words)))
    assert found == [LONG_BOTH[0], ("TX", f"{SECOND} The subject entered without inspection.")]


def test_words_that_are_printed_twice_for_boldness_or_a_shadow_count_once() -> None:
    text = page(LONG)
    shadow = [word._replace(box=word.box._replace(x0=word.box.x0 + 0.8, top=word.box.top + 0.8)) for word in text.words]
    assert stories(replace(text, words=(*shadow, *text.words))) == LONG_BOTH


@pytest.mark.parametrize(
    "printed",
    [
        "ICE-2020-000123",
        "2021-ICLI-00017 123",
        "DHS_00042",
        "Case 1:20-cv-01234-ABC Document 45-2 Filed 03/04/21 Page 3 of 212",
        "FOIA EXEMPT (b)(6), (b)(7)(C)",
    ],
)
def test_what_archives_and_courts_stamp_on_a_page(printed: str) -> None:
    assert stories(page([*LONG, (330, 760, printed)])) == LONG_BOTH
    assert stories(page([(330, 20, printed), *LONG])) == LONG_BOTH


def test_an_exemption_within_a_sentence_stays_as_printed() -> None:
    told = FIRST.replace("Mexico", "(b)(6), (b)(7)(C) [REDACTED]")
    assert stories(page([*HEADED, *lines(told, width=60)])) == [("TX", told)]


@pytest.mark.parametrize(
    ("heading", "usps"),
    [
        ("FL", "FL"),
        ("FLORIDA (CONT’D)", "FL"),
        ("Florida (FL)", "FL"),
        ("FL - Florida", "FL"),
        ("Florida / FL", "FL"),
        ("2. Florida", "FL"),
        ("IV. NEW MEXICO", "NM"),
        ("B. Florida", "FL"),
        ("Encounters in Florida", "FL"),
        ("Florida 287(g) Encounters", "FL"),
        ("State: Florida", "FL"),
        ("*** Florida ***", "FL"),
        ("“Florida”", "FL"),
        ("Florida ________", "FL"),
        ("Florida (Miami Field Office)", "FL"),
        ("Florida (GA)", None),
        ("XX", None),
        ("citizen of Florida.", None),
    ],
)
def test_what_names_a_state(heading: str, usps: str | None) -> None:
    assert state_of(heading) == usps


@pytest.mark.parametrize("mark", ["Case {}:", "Encounter #{} –", "No. {}", "({})", "{}.", "i" * 3 + ".", "•"])
def test_marks_of_stories_in_a_list(mark: str) -> None:
    first, second = (f"{mark.format(i)} {text}" for i, text in ((1, FIRST), (2, SECOND)))
    assert stories(page([*HEADED, *lines(first, width=60), *lines(second, width=60, top=160)])) == BOTH


@pytest.mark.parametrize(
    "place", ["{} County", "{} County, Texas", "{} County Sheriff’s Office (JEM)", "{} Police Department"]
)
def test_headings_below_those_of_states(place: str) -> None:
    put = [*HEADED, (72, 95, place.format("Knox")), *lines(FIRST, width=60, top=110), (72, 150, place.format("Bay"))]
    assert stories(page([*put, *lines(SECOND, width=60, top=165)])) == BOTH


def test_what_stands_before_and_behind_the_stories() -> None:
    contents: list[Put] = [
        (72, 80, "Contents"),
        (72, 100, "Texas .............. 2"),
        (72, 120, "Ohio . . . . . . . . 3"),
    ]
    signed: list[Put] = [
        (72, 300, "Respectfully submitted,"),
        (72, 330, "Jane Doe, Unit Chief"),
        (72, 360, "cc: Field Office Directors"),
    ]
    blank: list[Put] = [(200, 400, "This page intentionally left blank.")]
    found = segment([page(contents), page([*HEADED, *lines(FIRST, width=60), *signed], 2), page(blank, 3)])
    assert told(found) == BOTH[:1]
    assert [part.text for part in found.unexplained] == [" ".join(text for _, _, text in signed)]


@pytest.mark.parametrize("word", ["ten-year", "second-degree", "two-count"])
def test_a_number_keeps_the_hyphen_that_stands_at_a_line_end(word: str) -> None:
    head, tail = word.split("-")
    before, behind = FIRST.split(" a citizen")
    told = f"{before} a {word} prisoner, a citizen{behind}"
    put: list[Put] = [(72, 100, f"{before} a {head}-"), (72, 113, f"{tail} prisoner, a citizen{behind}")]
    assert stories(page([*HEADED, *put])) == [("TX", told)]


def test_raised_endings_of_numbers() -> None:
    before, behind = FIRST.split("theft")
    told = f"{before}2nd degree theft and theft, 3rd{behind}"
    x, put = 72.0, [*HEADED]
    for text, size in (
        (f"{before}2", SIZE),
        ("nd", 6),
        (" degree theft and theft, 3", SIZE),
        ("rd", 6),
        (behind, SIZE),
    ):
        put.append((x + WIDTH * SIZE * (text[0] == " "), 100 if size == SIZE else 98, text.strip(), size))
        x += WIDTH * size * len(text)
    assert stories(page(put)) == [("TX", told)]


@pytest.mark.parametrize("read", ["ane", "* K *", "x* *"])
def test_a_separator_that_recognition_took_for_letters_belongs_to_no_story(read: str) -> None:
    put = [*HEADED, *lines(FIRST, width=40), (180, 160, read), *lines(SECOND, width=40, top=190)]
    assert told(segment([page(put)])) == BOTH


REMOVED = "The subject was removed on April"


@pytest.mark.parametrize(
    ("above", "below", "behind"),
    [
        (REMOVED, "6, 2012, September 19, 2014, and May 23, 2019, and", "illegally returned."),
        (f"{REMOVED} 6, 2012,", "September 19, 2014, and May 23, 2019, and", "illegally returned."),
        (
            "On May 4, 2020, the Bay County Sheriff’s",
            "Office 287(g) Program",
            "encountered a citizen of Peru charged with theft.",
        ),
    ],
)
def test_the_first_line_of_a_page_is_not_taken_for_its_head(above: str, below: str, behind: str) -> None:
    first = page([*HEADED, *lines(FIRST, width=60), (72, 700, above)])
    second = page([(72, 80, below), (72, 93, behind), *lines(SECOND, width=60, top=160)], 2)
    assert f"{above} {below} {behind}" in " ".join(text for _, text in stories(first, second))
