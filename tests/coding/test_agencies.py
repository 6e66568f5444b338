"""Printed agencies resolved to the reference list."""

import pytest

from encounters.extraction.coding import agencies, tables
from encounters.extraction.coding.agency_keys import key, loose_key


@pytest.mark.parametrize(
    ("printed", "state", "name"),
    [
        ("Craighead County Sheriff's Office", "AR", "Craighead County Sheriff's Office"),
        ("Craighead County Sheriff’s Department", "AR", "Craighead County Sheriff's Office"),
        ("the Craighead County Sheriffs Office", "AR", "Craighead County Sheriff's Office"),
        ("Craighead Co. Sheriff's Dept.", "AR", "Craighead County Sheriff's Office"),
        ("Lexington County Sheriff's Office", "SC", "Lexington County Sheriff's Office"),
        ("City of St. Cloud Police Department", "FL", "St. Cloud Police Department"),
        ("Saint Cloud Police Department", "FL", "St. Cloud Police Department"),
        ("Ft. Myers Police Department", "FL", "Fort Myers Police Department"),
        ("Duval County Sheriff's Office", "FL", "Jacksonville Sheriff's Office"),
        ("Arizona Department of Corrections, Rehabilitation and Reentry", "AZ", "Arizona Department of Corrections"),
        ("Massachusetts Department of Corrections", "MA", "Massachusetts Department of Correction"),
        ("LVMPD", "NV", "Las Vegas Metropolitan Police Department"),
    ],
)
def test_a_printed_agency_is_found_in_its_state(printed, state, name):
    match = agencies.match(printed, state)
    assert (match.name, match.state, match.alternatives) == (name, state, ())
    assert match.confidence >= 0.9


def test_a_match_says_what_the_list_says():
    match = agencies.match("Craighead County Sheriff's Office", "AR")
    assert (match.ori, match.county, match.county_fips) == ("AR0160000", "Craighead", "05031")
    assert agencies.programs("Autauga County Sheriff's Office", "AL") == (
        "jail_enforcement@2025-09-22",
        "task_force@2025-09-22",
        "warrant_service_officer@2025-09-22",
    )


@pytest.mark.parametrize(
    "printed",
    ["Craighaed County Sheriff's Office", "Craighead County Sherift's Office", "CraigheadCounty Sheriff's Office"],
)
def test_one_slip_of_print_is_read_with_doubt(printed):
    match = agencies.match(printed, "AR")
    assert (match.name, match.confidence) == ("Craighead County Sheriff's Office", agencies.CONFIDENCE_ONE_EDIT)


def test_without_a_state_a_name_of_one_state_is_sure():
    match = agencies.match("Georgia Department of Corrections", None)
    assert (match.name, match.state) == ("Georgia Department of Corrections", "GA")
    assert match.confidence >= 0.9


def test_without_a_state_a_common_name_is_doubtful_and_has_alternatives():
    match = agencies.match("Washington County Sheriff's Office", None)
    assert match.confidence < 0.1
    assert len(match.alternatives) == agencies.MOST_ALTERNATIVES
    assert all(alternative.startswith("Washington County Sheriff's Office (") for alternative in match.alternatives)


@pytest.mark.parametrize(
    ("printed", "state"),
    [
        ("unknown", None),
        ("", None),
        ("", "FL"),
        ("Springfield Nuclear Police", "FL"),
        ("Craighead County Sheriff's Office", "FL"),
        ("Cobb County Sheriff's Office", "ZZ"),
    ],
)
def test_what_is_not_listed_in_the_state_is_not_found(printed, state):
    assert agencies.match(printed, state) is None


def test_the_states_of_a_name():
    assert agencies.states_of("Craighead County Sheriff's Department") == ("AR",)
    assert {"AL", "AR", "TN"} <= set(agencies.states_of("Washington County Sheriff's Office"))
    assert agencies.states_of("Springfield Nuclear Police") == ()


def test_every_listed_agency_is_found_by_its_own_name():
    for row in tables.rows("agencies.csv"):
        match = agencies.match(row["name"], row["state"])
        assert (match.name, match.state) == (row["name"], row["state"])


def test_the_keys_of_the_list_are_current():
    for row in tables.rows("agencies.csv"):
        assert (row["key"], row["loose_key"]) == (key(row["name"]), loose_key(row["name"]))


def test_every_alias_leads_to_a_listed_agency():
    for row in tables.rows("agency_aliases.csv"):
        assert agencies.match(row["alias"], row["state"]).state == row["state"]
