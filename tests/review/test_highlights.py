"""What is lit, in which hue."""

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from encounters.extraction.contract import dump_encounter
from encounters.extraction.layout import Box
from review import highlights
from tests.factories import make_record

TEXT = "encountered a citizen of Mexico charged with theft"
spans = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(lambda ends: tuple(sorted(ends)))


def test_every_value_of_the_contract_that_has_evidence_has_a_hue():
    without = {
        "sequence",
        "page_first",
        "page_last",
        "narrative",
        "heading_state",
        "evidence",
        "confidence",
        "warnings",
    }
    assert {key for key in dump_encounter(make_record()) if not highlights.hue(key)} == without


@given(st.dictionaries(st.sampled_from(["agency", "offenses.0", "events.1", "narrative"]), st.lists(spans, max_size=3)))
def test_pieces_spell_the_narrative_whatever_overlaps(marks):
    assert "".join(piece.text for piece in highlights.pieces(TEXT, marks)) == TEXT


def test_the_shortest_value_gives_the_hue_where_words_are_shared():
    pieces = highlights.pieces(TEXT, {"events.0": ((0, len(TEXT)),), "citizenship_text": ((25, 31),)})
    assert [(piece.text, piece.hue) for piece in pieces if piece.text == "Mexico"] == [("Mexico", "citizenship")]
    assert next(piece.keys for piece in pieces if piece.text == "Mexico") == "citizenship_text events.0"


def test_a_narrative_over_two_columns_has_two_frames():
    boxes = [Box(1, 72, 700, 290, 712), Box(1, 72, 714, 290, 726), Box(1, 320, 80, 540, 92), Box(2, 72, 80, 290, 92)]
    assert [(frame.page, frame.x0, frame.bottom) for frame in highlights.frames(boxes)] == [
        (1, 67, 731),
        (1, 315, 97),
        (2, 67, 97),
    ]


def test_doubtful_fields_come_most_doubtful_first():
    record = dataclasses.replace(
        make_record(), confidence={"agency": 0.7, "state": 0.99, "events.0": 0.4, "narrative": 0.1}
    )
    assert list(highlights.doubtful(record)) == ["events.0", "agency"]


def test_printed_is_the_print_under_the_value():
    assert highlights.printed(make_record(), "agency") == "Knox County Sheriff’s Office"
    assert highlights.printed(make_record(), "facility") == ""
