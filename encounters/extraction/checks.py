"""What should make a reviewer look at a record. A check sees the record alone, so it runs again on a corrected one.

check(record)    (ExtractionWarning("state_disagrees", "It stands under Florida, but ...", "state"),)
"""

import re
from collections.abc import Callable, Iterator

from . import catalogue, confidence
from .codes import EventType
from .coding import agencies, countries, states
from .coding import offenses as offense_coding
from .fields import citizenship as citizens
from .fields import dates, entry, model, opening, printed_dates, status
from .layout import COVERED
from .periods import Period
from .records import EncounterRecord, ExtractionWarning

type Check = Callable[[EncounterRecord], Iterator[ExtractionWarning]]

ENDED = re.compile(r"[.!?][\"”')\]]*$")
UNSURE = 0.8
"""Certainty of a reader below which an offense's borders, or the kind of an event, are doubtful."""
CODED_UNSURELY = 0.7
"""Confidence of the offense coder below which a reviewer should look at its category."""
HARD_TO_RECOGNISE = 0.85
"""Average certainty of a narrative's words below which a reviewer should compare them all."""


def check(record: EncounterRecord, *, period: Period | None = None) -> tuple[ExtractionWarning, ...]:
    """The warnings of a record, in the order of `CHECKS`. `period` is what the bulletin covers, where that is known."""
    found = [warning for look in CHECKS for warning in look(record)]
    return (*found, *_outside_period(record, period))


def states_disagree(record: EncounterRecord) -> Iterator[ExtractionWarning]:
    heading, printed = record.heading_state, record.state
    if heading and printed and heading != printed:
        names = {"heading": states.name(heading), "printed": states.name(printed)}
        yield catalogue.warning("state_disagrees", field="state", **names)


def date(record: EncounterRecord) -> Iterator[ExtractionWarning]:
    if record.encountered_on is None:
        without_year = dates.lacks_year(record.narrative)
        yield catalogue.warning("date_without_year" if without_year else "date_missing", field="encountered_on")
    if record.entry_date is None and entry.date_lacks_year(record.narrative):
        yield catalogue.warning("date_without_year", field="entry_date")
    for index, event in enumerate(record.events):
        key = f"events.{index}"
        printed = [record.narrative[slice(*span)] for span in record.spans.get(key, ())]
        if event.on is None and any(d.date.year is None for text in printed for d in printed_dates.days(text)):
            yield catalogue.warning("date_without_year", field=key)


def agency(record: EncounterRecord) -> Iterator[ExtractionWarning]:
    if record.agency is None:
        yield catalogue.warning("agency_missing", field="agency")
    elif record.agency_match is None:
        elsewhere = agencies.states_of(record.agency) if record.state else ()
        if elsewhere and record.state:
            names = ", ".join(states.name(usps) for usps in elsewhere[:5])
            yield catalogue.warning("agency_elsewhere", field="state", states=names, state=states.name(record.state))
        else:
            yield catalogue.warning("agency_unknown", field="agency")


def program_model(record: EncounterRecord) -> Iterator[ExtractionWarning]:
    if record.program_model is None and model.is_officer_without_model(record.narrative):
        yield catalogue.warning("model_unknown", field="program_model")


def citizenship(record: EncounterRecord) -> Iterator[ExtractionWarning]:
    if record.citizenship_text is None:
        yield catalogue.warning("citizenship_missing", field="citizenship_text")
        return
    if citizens.are_several(record.narrative) and record.confidence.get("citizenship", 0) < 1:
        yield catalogue.warning("citizenship_several", field="citizenship")
    code = countries.code(record.citizenship_text)
    settled = record.citizenship is not None and code.warning != "country_ambiguous"
    if code.warning and not settled and record.confidence.get("citizenship", 0) < 1:
        yield catalogue.warning(code.warning, field="citizenship", country=record.citizenship_text)


def offenses(record: EncounterRecord) -> Iterator[ExtractionWarning]:
    if not record.offenses:
        yield catalogue.warning("offenses_missing", field="offenses")
    for index, offense in enumerate(record.offenses):
        key = f"offenses.{index}"
        coded = offense_coding.code(offense.text)
        told = coded.certainty if offense.category == coded.category else 1.0
        if record.confidence.get(key, 1.0) < confidence.of(key, UNSURE * told, 1.0):
            yield catalogue.warning("offense_boundary_unsure", field=key, offense=offense.text)
        if offense.category is None:
            yield catalogue.warning("offense_uncoded", field=key, offense=offense.text)
        elif told < CODED_UNSURELY and record.confidence.get(key, 0) < 1:
            label = offense_coding.CATEGORIES[offense.category].label
            yield catalogue.warning("offense_category_unsure", field=key, offense=offense.text, category=label)


def detainer(record: EncounterRecord) -> Iterator[ExtractionWarning]:
    if not record.detainer_placed:
        yield catalogue.warning("detainer_missing", field="detainer_placed")


def immigration_status(record: EncounterRecord) -> Iterator[ExtractionWarning]:
    if len(status.said(record.narrative)) > 1 and record.confidence.get("immigration_status", 0) < 1:
        yield catalogue.warning("status_ambiguous", field="immigration_status")


def events(record: EncounterRecord) -> Iterator[ExtractionWarning]:
    for index, event in enumerate(record.events):
        key = f"events.{index}"
        if event.on and record.encountered_on and event.on < record.encountered_on:
            yield catalogue.warning("event_before_encounter", field=key, date=event.on)
        if event.type is EventType.OTHER and record.confidence.get(key, 1.0) < confidence.of(key, UNSURE, 1.0):
            yield catalogue.warning("event_unclear", field=key)


def narrative(record: EncounterRecord) -> Iterator[ExtractionWarning]:
    if opening.find(record.narrative) is None:
        missing = "begin like one: nobody is said to have encountered a citizen of a country"
        yield catalogue.warning("narrative_incomplete", field="narrative", missing=missing)
    elif not ENDED.search(record.narrative):
        yield catalogue.warning("narrative_incomplete", field="narrative", missing="end with a full stop")
    if COVERED in record.narrative:
        yield catalogue.warning(
            "narrative_incomplete", field="narrative", missing="show what lies under its dark boxes"
        )
    if record.confidence.get("narrative", 1.0) < HARD_TO_RECOGNISE:
        yield catalogue.warning("recognition_unsure", field="narrative")


def _outside_period(record: EncounterRecord, period: Period | None) -> Iterator[ExtractionWarning]:
    on = record.encountered_on
    if on and period and not period.holds(on):
        yield catalogue.warning("date_outside_period", field="encountered_on", date=on, period=period)


CHECKS: tuple[Check, ...] = (
    narrative,
    states_disagree,
    date,
    agency,
    program_model,
    citizenship,
    offenses,
    detainer,
    immigration_status,
    events,
)
