"""Codes as people read them, and every page that shows a value."""

import pytest
from django.urls import reverse

from encounters.extraction.codes import EntryManner
from review.actions import corrections, decisions, second_readings
from review.forms import RecordForm
from review.wording import in_words
from tests.factories import NOW, make_encounter

THEFT = {"text": "theft", "basis": "prior_conviction", "counts": 1, "category": "drug-possession-cocaine"}
ARREST = {"type": "ice_arrest", "on": None, "actor": None}


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("state", "GA", "GA · Georgia"),
        ("heading_state", "GA", "GA · Georgia"),
        ("citizenship", "HND", "HND · Honduras"),
        ("citizenship", "XXX", "XXX"),
        ("citizenship_text", "HND", "HND"),
        ("entry_manner", "without_inspection", "without inspection"),
        ("offenses.0", THEFT, THEFT | {"basis": "prior conviction", "category": "Drug possession, cocaine"}),
        ("events", [ARREST], [ARREST | {"type": "ICE arrest"}]),
        ("agency", "under_scored", "under_scored"),
        ("detainer_placed", True, True),
        ("facility", None, None),
    ],
)
def test_words_of_a_value(field, value, words):
    assert in_words(field, value) == words


def test_they_are_those_of_the_form():
    for field in ("state", "citizenship", "entry_manner", "program_model", "immigration_status"):
        for code, words in RecordForm().fields[field].choices[1:]:
            assert in_words(field, code) == words


@pytest.fixture
def corrected(db, reviewer):
    encounter = make_encounter()
    said = {"citizenship": "HND", "entry_manner": EntryManner.ILLEGAL_REENTRY, "offenses": [THEFT], "events": [ARREST]}
    corrections.save(encounter, said, by=reviewer, reason="", now=NOW, version=encounter.version)
    return encounter


WORDS = (
    "MEX · Mexico", "HND · Honduras", "without inspection", "illegal reentry",
    "(prior conviction, 1 count, Drug possession, cocaine)", "ICE arrest",
)  # fmt: skip
CODES = ("illegal_reentry", "without_inspection", "prior_conviction", "drug-possession", "ice_arrest", "1 counts")


def test_the_history_says_words(client, corrected, reviewer):
    client.force_login(reviewer)
    page = client.get(reverse("history", args=[corrected.pk])).content.decode()
    assert all(words in page for words in (*WORDS, "entry manner", "offense a", "event a"))
    assert not any(code in page for code in (*CODES, "offenses.0", "events.0"))


def test_readings_to_be_settled_say_words(client, settings, corrected, reviewer, editor, administrator):
    settings.REVIEW_BLIND_SHARE = 1.0
    decisions.approve(corrected, by=reviewer, now=NOW, version=corrected.version)
    reading = second_readings.take_next(by=administrator, now=NOW)
    second_readings.submit(reading, {}, by=administrator, now=NOW)
    client.force_login(editor)
    page = client.get(reverse("settle_reading", args=[reading.pk])).content.decode()
    assert all(words in page for words in WORDS)
    assert not any(code in page for code in CODES)
    dashboard = client.get(reverse("dashboard")).content.decode()
    assert "entry manner" in dashboard
    assert "entry_manner" not in dashboard
