"""The list of columns covers the contract, and says the truth about its values."""

from enum import StrEnum

import pytest

from encounters.dataset import codes
from encounters.dataset.columns import ENCOUNTERS, EVENTS, OFFENSES, TABLES
from encounters.extraction import codes as contract_codes
from encounters.extraction.coding.offenses import CATEGORIES
from encounters.lifecycle import Verification
from tests.dataset.records import record
from tests.extraction.test_contract import SCHEMA

KEYS = SCHEMA["$defs"]["encounter"]["properties"]


def names(table):
    return [column.name for column in table.columns]


def test_every_key_of_the_contract_is_published_in_its_order():
    published = [name for name in names(ENCOUNTERS) if name in KEYS]
    assert published == list(KEYS)


@pytest.mark.parametrize(("table", "key"), [(OFFENSES, "offenses"), (EVENTS, "events")])
def test_every_key_of_a_list_is_published(table, key):
    assert set(KEYS[key]["items"]["properties"]) <= set(names(table))


@pytest.mark.parametrize(
    ("table", "properties"),
    [
        (ENCOUNTERS, KEYS),
        (OFFENSES, KEYS["offenses"]["items"]["properties"]),
        (EVENTS, KEYS["events"]["items"]["properties"]),
    ],
)
def test_codes_and_nulls_are_those_of_the_schema(table, properties):
    for column in table.columns:
        schema = properties.get(column.name, {})
        if "enum" in schema:
            assert set(column.codes) == set(schema["enum"]) - {None}, column.name
            assert column.nullable == (None in schema["enum"]), column.name
        elif isinstance(schema.get("type"), list):
            assert column.nullable, column.name
        elif "type" in schema:
            assert not column.nullable, column.name


@pytest.mark.parametrize(
    ("meanings", "vocabulary"),
    [
        (codes.PROGRAM_MODEL, contract_codes.ProgramModel),
        (codes.BASIS, contract_codes.OffenseBasis),
        (codes.ENTRY_MANNER, contract_codes.EntryManner),
        (codes.IMMIGRATION_STATUS, contract_codes.ImmigrationStatus),
        (codes.EVENT_TYPE, contract_codes.EventType),
        (codes.VERIFICATION, Verification),
    ],
)
def test_every_code_has_a_meaning(meanings, vocabulary: type[StrEnum]):
    assert list(meanings) == list(vocabulary)


def test_every_category_has_its_group():
    assert {category.group for category in CATEGORIES.values()} == set(codes.CATEGORY_GROUP)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_is_described_and_named_once(table):
    assert len(set(names(table))) == len(table.columns)
    assert set(table.key) <= set(names(table))
    for column in table.columns:
        assert column.description.endswith("."), column.name


def test_nobody_who_works_on_a_record_is_published():
    published = {name for table in TABLES for name in names(table)}
    assert not published & {"approved_by", "by", "created_by", "reviewer", "user"}


def test_an_agency_and_a_category_are_written_beside_their_print():
    match = {"name": "Knox County Sheriff's Office", "ori": "TN0470000", "county": "Knox", "county_fips": "47093"}
    offense = {"text": "breaking and entering", "basis": "charged", "counts": None, "category": "burglary"}
    known = record(agency_match=match, offenses=[offense])
    cells = {column.name: column.value(known) for column in ENCOUNTERS.columns}
    assert (cells["agency_ori"], cells["agency_county_fips"]) == ("TN0470000", "47093")
    (row,) = OFFENSES.rows(known)
    coded = {column.name: column.value(row) for column in OFFENSES.columns}
    assert (coded["category_label"], coded["category_group"], coded["nibrs"]) == ("Burglary", "property", "220")
