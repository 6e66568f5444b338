"""Printed states and territories to USPS codes."""

import re

import pytest

from encounters.extraction.coding import states


@pytest.mark.parametrize(
    ("printed", "usps"),
    [
        ("Florida", "FL"),
        ("FLORIDA", "FL"),
        ("FL", "FL"),
        ("Fla.", "FL"),
        (" Florida, ", "FL"),
        ("north  carolina", "NC"),
        ("State of Florida", "FL"),
        ("the State of Georgia", "GA"),
        ("Commonwealth of Massachusetts", "MA"),
        ("Commonwealth of Puerto Rico", "PR"),
        ("Washington", "WA"),
        ("Washington, D.C.", "DC"),
        ("D.C.", "DC"),
        ("W. Va.", "WV"),
        ("W.Va.", "WV"),
        ("U.S. Virgin Islands", "VI"),
        ("Guam", "GU"),
    ],
)
def test_a_printed_state_has_its_code(printed, usps):
    assert states.usps(printed) == usps


@pytest.mark.parametrize("printed", ["", "in", "fl", "Ga", "Miss", "Mexico", "Florida Keys", "ZZ"])
def test_what_is_no_state_has_none(printed):
    assert states.usps(printed) is None


def test_every_name_leads_to_its_code_and_back():
    assert len(states.NAMES) == 56
    for usps, name in states.NAMES.items():
        assert states.usps(name) == states.usps(name.upper()) == states.usps(usps) == usps
        assert states.name(usps) == name


def test_the_pattern_prefers_the_longer_name():
    found = re.compile(states.NAME_PATTERN).findall("West Virginia, Virginia and North\nDakota")
    assert found == ["West Virginia", "Virginia", "North\nDakota"]


def test_the_pattern_of_abbreviations_keeps_their_full_stops():
    assert re.compile(states.ABBREVIATION_PATTERN).findall("the Jacksonville (Fla.) office, D.C., Miss Ga") == [
        "Fla.",
        "D.C.",
    ]
