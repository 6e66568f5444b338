"""The JSON of an extraction: valid by the schema, and the same records when it is read again."""

import copy
import datetime
import json
from dataclasses import fields
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from encounters.extraction import contract
from encounters.extraction.codes import EntryManner, EventType, ImmigrationStatus, OffenseBasis, ProgramModel, Template
from encounters.extraction.layout import Box
from encounters.extraction.records import (
    EncounterRecord,
    EventRecord,
    Extraction,
    ExtractionWarning,
    OffenseRecord,
    Unexplained,
)

SCHEMA = json.loads(Path(contract.__file__).with_name("extraction.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
SHA256 = "0" * 64

text = st.text(min_size=1, max_size=30)
number = st.integers(1, 999)
point = st.floats(-2000, 2000, allow_nan=False)
usps = st.sampled_from(["AR", "TX", "PR"])
date = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1))
code = st.from_regex(r"\A[a-z][a-z0-9_]*\Z")
warning = st.builds(ExtractionWarning, code=code, message=text, field=st.none() | text)
box = st.builds(Box, page=number, x0=point, top=point, x1=point, bottom=point)
offense = st.builds(
    OffenseRecord,
    text=text,
    basis=st.sampled_from(OffenseBasis),
    counts=st.none() | number,
    category=st.none() | st.from_regex(r"\A[a-z][a-z-]*\Z"),
)
event = st.builds(EventRecord, type=st.sampled_from(EventType), on=st.none() | date, actor=st.none() | text)
encounter = st.builds(
    EncounterRecord,
    sequence=number,
    page_first=number,
    page_last=number,
    narrative=text,
    heading_state=st.none() | usps,
    state=st.none() | usps,
    encountered_on=st.none() | date,
    agency=st.none() | text,
    program_model=st.none() | st.sampled_from(ProgramModel),
    facility=st.none() | text,
    citizenship=st.none() | st.sampled_from(["HND", "MEX"]),
    citizenship_text=st.none() | text,
    offenses=st.lists(offense, max_size=3).map(tuple),
    detainer_placed=st.booleans(),
    warrant_placed=st.booleans(),
    entry_manner=st.none() | st.sampled_from(EntryManner),
    entry_date=st.none() | st.sampled_from(["2019", "2019-07", "2019-07-31"]),
    entry_place=st.none() | text,
    previously_removed=st.booleans(),
    immigration_status=st.none() | st.sampled_from(ImmigrationStatus),
    events=st.lists(event, max_size=3).map(tuple),
    evidence=st.dictionaries(text, st.lists(box, min_size=1, max_size=2).map(tuple), max_size=2),
    confidence=st.dictionaries(text, st.floats(0, 1), max_size=3),
    warnings=st.lists(warning, max_size=2).map(tuple),
    spans=st.just({}),
    agency_match=st.none(),
)
extraction = st.builds(
    Extraction,
    title=st.none() | text,
    template=st.none() | st.sampled_from(Template),
    ocr=st.booleans(),
    page_count=number,
    encounters=st.lists(encounter, max_size=2).map(tuple),
    unexplained=st.lists(st.builds(Unexplained, page=number, text=text, boxes=st.just(())), max_size=2).map(tuple),
    warnings=st.lists(st.builds(ExtractionWarning, code=code, message=text, field=st.none()), max_size=2).map(tuple),
    accounts=st.just(()),
)


@given(extraction)
@settings(max_examples=60, deadline=None)
def test_a_dumped_extraction_is_valid_and_loads_as_it_was(extraction: Extraction) -> None:
    document = json.loads(json.dumps(contract.dump(extraction, sha256=SHA256, filename="a.pdf")))
    VALIDATOR.validate(document)
    assert contract.load(document) == extraction


@given(encounter)
@settings(max_examples=30, deadline=None)
def test_a_dumped_encounter_loads_as_it_was(record: EncounterRecord) -> None:
    assert contract.load_encounter(contract.dump_encounter(record)) == record


def test_the_keys_are_those_of_the_schema_in_its_order() -> None:
    record = EncounterRecord(sequence=1, page_first=1, page_last=1, narrative="On")
    assert list(contract.dump_encounter(record)) == SCHEMA["$defs"]["encounter"]["required"]


def test_only_what_the_contract_names_is_left_out() -> None:
    record = EncounterRecord(sequence=1, page_first=1, page_last=1, narrative="On")
    left_out = {f.name for f in fields(EncounterRecord)} - contract.dump_encounter(record).keys()
    assert left_out == {"spans", "agency_match"}


@pytest.fixture
def document() -> dict:
    record = EncounterRecord(
        sequence=1,
        page_first=1,
        page_last=1,
        narrative="On",
        offenses=(OffenseRecord("rape", OffenseBasis.CHARGED),),
        evidence={"narrative": (Box(1, 0.0, 0.0, 1.0, 1.0),)},
    )
    whole = Extraction(title=None, template=None, ocr=False, page_count=1, encounters=(record,))
    return contract.dump(whole, sha256=SHA256, filename="a.pdf")


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        (("schema",), "other/1", "schema: expected 'encounter-extraction/1', got 'other/1'"),
        (("bulletin", "sha256"), "A", "bulletin.sha256: expected a SHA-256"),
        (("encounters",), {}, "encounters: expected a list"),
        (("encounters", 0, "state"), "Texas", "encounters[0].state: expected a USPS code such as TX or null"),
        (("encounters", 0, "encountered_on"), "2020-13-01", "encounters[0].encountered_on: expected a date"),
        (("encounters", 0, "detainer_placed"), "yes", "encounters[0].detainer_placed: expected true or false"),
        (("encounters", 0, "offenses", 0, "basis"), "guilty", "encounters[0].offenses[0].basis: expected one of conv"),
        (("encounters", 0, "offenses", 0, "counts"), True, "encounters[0].offenses[0].counts: expected a whole number"),
        (("encounters", 0, "evidence", "narrative", 0, "page"), 0, "encounters[0].evidence.narrative[0].page"),
        (("encounters", 0, "colour"), "red", "encounters[0].colour: expected no such key"),
    ],
)
def test_malformed_input_is_refused_with_its_place(document: dict, place: tuple, value: object, message: str) -> None:
    *parents, last = place
    target = document
    for key in parents:
        target = target[key]
    target[last] = value
    with pytest.raises(contract.ContractError) as refused:
        contract.load(document)
    assert str(refused.value).startswith(message)


def test_a_missing_key_is_refused_with_its_name(document: dict) -> None:
    for name in document["encounters"][0]:
        broken = copy.deepcopy(document)
        del broken["encounters"][0][name]
        with pytest.raises(contract.ContractError, match=rf"^encounters\[0\]\.{name}: expected a value, got 'nothing'"):
            contract.load(broken)
