"""The composition: what one narrative and a whole bulletin give, and what is warned of."""

import dataclasses
import datetime
import gc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from encounters.extraction import catalogue, checks, contract, extract, periods, read_narrative
from encounters.extraction.codes import Template
from encounters.extraction.layout import Box, PageLayout, Word
from encounters.extraction.narrative import Narrative
from encounters.extraction.periods import Period
from encounters.extraction.records import EncounterRecord
from encounters.extraction.templates import template
from tests.synthetic import narratives

PLAIN = (
    "On {date}, the {agency} 287(g) Program encountered a citizen of Mexico charged with theft "
    "and placed an immigration detainer and warrant on the subject. {more}"
)
ENTRY = "The subject entered the United States on an unknown date and location without inspection."


def record(
    *,
    date: str = "January 3, 2020",
    agency: str = "Knox County Sheriff's Office",
    country: str = "Mexico",
    more: str = ENTRY,
    **context: object,
) -> EncounterRecord:
    text = PLAIN.format(date=date, agency=agency, more=more).replace("Mexico", country)
    return read_narrative(Narrative.of_text(text), **{"heading_state": "TN", **context})


def codes(of: EncounterRecord) -> set[str]:
    return {warning.code for warning in of.warnings}


def test_a_plain_narrative_has_no_warnings() -> None:
    assert record().warnings == ()


@pytest.mark.parametrize(
    ("code", "field", "of"),
    [
        ("state_disagrees", "state", record(agency="Georgia Department of Corrections")),
        ("agency_elsewhere", "state", record(agency="Craighead County Sheriff's Office")),
        ("agency_unknown", "agency", record(agency="Atlantis County Sheriff's Office")),
        ("citizenship_several", "citizenship", record(country="Mexico and Guatemala")),
        ("date_without_year", "encountered_on", record(date="Oct. 16")),
        ("date_outside_period", "encountered_on", record(period=Period(2021, 6))),
        ("narrative_incomplete", "narrative", record(more="The subject entered the United States on")),
        ("event_before_encounter", "events.0", record(more="On January 1, 2020, ERO Atlanta arrested the subject.")),
        ("event_unclear", "events.0", record(more="On January 8, 2020, the subject was transferred to Dade County.")),
        ("date_without_year", "events.0", record(more="On Jan. 8, ERO Atlanta arrested the subject.")),
        (
            "date_without_year",
            "entry_date",
            record(more="The subject entered the United States on May 3 without inspection."),
        ),
        (
            "status_ambiguous",
            "immigration_status",
            record(more="The subject was admitted to the U.S. as a visitor, failed to depart and was ordered removed."),
        ),
    ],
)
def test_what_is_doubtful_is_warned_of(code: str, field: str, of: EncounterRecord) -> None:
    assert (code, field) in {(warning.code, warning.field) for warning in of.warnings}


def test_words_without_an_opening_say_what_is_missing() -> None:
    bare = read_narrative(Narrative.of_text("The subject was released."))
    missing = {"narrative_incomplete", "date_missing", "agency_missing", "citizenship_missing", "offenses_missing"}
    assert missing | {"detainer_missing"} == codes(bare)


def test_words_that_were_hard_to_recognise_are_warned_of_and_lower_the_confidence() -> None:
    sure = Narrative.of_text(PLAIN.format(date="January 3, 2020", agency="Knox County Sheriff's Office", more=ENTRY))
    blurred = dataclasses.replace(sure, words=tuple(w._replace(confidence=0.7) for w in sure.words))
    read, unsure = read_narrative(sure), read_narrative(blurred)
    assert "recognition_unsure" in codes(unsure)
    assert all(unsure.confidence[key] < confidence for key, confidence in read.confidence.items())


def test_the_period_supplies_a_missing_year_and_nothing_else_does() -> None:
    more = "The subject has a previous conviction of theft. On Jan. 8, ERO Atlanta arrested the subject."
    december = record(date="Dec. 30", more=more, period=Period(2019, 12))
    assert december.encountered_on == datetime.date(2019, 12, 30)
    assert december.events[0].on == datetime.date(2020, 1, 8)
    assert record(date="Oct. 16", more="The subject was convicted of theft on May 3, 2018.").encountered_on is None


def test_a_removal_before_the_encounter_is_no_event() -> None:
    removed = record(more="The subject was removed from the United States to Mexico on May 5, 2015.")
    assert removed.previously_removed
    assert removed.events == ()
    assert not record(more="The subject was removed to Mexico on May 5, 2020.").previously_removed


@pytest.mark.parametrize(
    ("title", "introduction", "filename", "expected"),
    [
        ("287(g) Monthly Encounter Report, January 2020", "", None, Period(2020, 1)),
        (None, "The cases reported during the month of October 2025 follow.", None, Period(2025, 10)),
        (None, "The memorandum was signed in January 2017.", None, None),
        (None, "", "encounterReport_FY2020Jul.pdf", Period(2020, 7)),
        (None, "", "encounterReport_FY2020_Dec.pdf", Period(2019, 12)),
        (None, "", "monthlyEncounter_Sept2025 (1).pdf", Period(2025, 9)),
        ("Encounters 2020", "", None, Period(2020)),
        (None, "", "bulletin-17.pdf", None),
    ],
)
def test_the_period_that_a_bulletin_declares(
    title: str | None, introduction: str, filename: str | None, expected: Period | None
) -> None:
    assert periods.declared(title, introduction, filename) == expected


def test_the_year_of_most_dates_tells_a_strange_one_but_supplies_none() -> None:
    dates = [datetime.date(2020, 1, day) for day in (1, 2, 3)]
    assert periods.usual([*dates, None, datetime.date(2002, 1, 3)]) == Period(2020)
    assert periods.usual(dates[:2]) is None


def test_templates() -> None:
    program = PLAIN.format(date="January 3, 2020", agency="Knox County Sheriff's Office", more="")
    officer = (
        "On May 1, 2025, a 287(g) Deportation Officer with the Bay County Sheriff's Office arrested a citizen of Cuba."
    )
    assert template([program]) is Template.PROGRAM
    assert template([officer]) is Template.OFFICER
    assert template([program, officer]) is Template.MIXED
    assert template(["The subject was released."]) is None


def test_a_document_without_encounters_says_so() -> None:
    page = PageLayout(1, 612, 792, (Word("Minutes", Box(1, 72, 72, 120, 84)),))
    empty = extract([page])
    assert [warning.code for warning in empty.warnings] == ["no_encounters"]
    assert empty.encounters == ()


def test_every_warning_of_the_checks_is_in_the_catalogue() -> None:
    assert all(entry.advice and entry.title and entry.message for entry in catalogue.CATALOGUE.values())
    with pytest.raises(KeyError):
        catalogue.warning("no_such_code")


@given(seed=st.integers(0, 10_000), template=st.sampled_from(["program", "officer"]))
@settings(max_examples=25, deadline=None)
def test_checks_run_again_give_the_same_warnings(seed: int, template: str) -> None:
    """A record from the database, with its spans, is checked as the one that was extracted."""
    composed = narratives.bulletin(seed, template=template, encounters=1)
    extracted = read_narrative(Narrative.of_text(composed.gold["encounters"][0]["narrative"]), heading_state="TX")
    assert checks.check(extracted) == extracted.warnings
    assert contract.load_encounter(contract.dump_encounter(extracted)) == extracted


@given(
    text=st.text(alphabet=st.sampled_from("aAbent ,.;-'0123(g)287’OncitizenofMexcowasrdTh"), min_size=1, max_size=300)
)
@settings(max_examples=150, deadline=1000)
def test_no_text_can_break_the_reading(text: str) -> None:
    narrative = Narrative.of_text(text)
    if narrative.words:
        read = read_narrative(narrative)
        assert contract.load_encounter(contract.dump_encounter(read)) == read


@pytest.mark.parametrize(
    ("agency", "heading", "state"),
    [
        ("Southwest Virginia Regional Jail Authority", "OK", "VA"),
        ("University of Central Florida Police Department", "DE", "FL"),
        ("Southwest Virginia Regional Jail Authority", "VA", "VA"),
        ("Craighead County Sheriff's Office", "FL", "FL"),  # its name does not say that it is in Arkansas
        ("Virginia Beach Police Department", "VA", "VA"),
    ],
)
def test_a_listed_agency_named_for_its_state_is_there_whatever_the_heading_says(
    agency: str, heading: str, state: str
) -> None:
    text = f"On May 2, 2020, the {agency} encountered a citizen of Mexico charged with theft."
    record = read_narrative(Narrative.of_text(text), heading_state=heading)
    assert record.state == state
    assert ("state_disagrees" in {warning.code for warning in record.warnings}) is (heading != state)


def test_garbage_is_collected_as_usual_afterwards() -> None:
    before = gc.get_threshold()
    extract([])
    assert gc.get_threshold() == before
