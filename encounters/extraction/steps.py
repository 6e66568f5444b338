"""The steps from a narrative to its record, in order.

Most values are read by one field reader; what needs more than the narrative, or a value read before it, is a step
of its own.
"""

import datetime
import re
from collections.abc import Callable, Mapping
from typing import Any

from .codes import EntryManner, EventType
from .coding import agencies, countries, states
from .coding import offenses as offense_coding
from .fields import agency, citizenship, dates, entry, events, facility, model, offenses, placements, state, status
from .fields.printed_dates import PrintedDate
from .found import Found
from .gathered import Gathered
from .narrative import Narrative
from .records import EventRecord, OffenseRecord

READERS: Mapping[str, Callable[[Narrative], Found[Any]]] = {
    "agency": agency.read,
    "program_model": model.read,
    "facility": facility.read,
    "citizenship_text": citizenship.read,
    "detainer_placed": placements.read_detainer,
    "warrant_placed": placements.read_warrant,
    "entry_manner": entry.read_manner,
    "entry_date": entry.read_date,
    "entry_place": entry.read_place,
    "previously_removed": entry.read_previously_removed,
    "immigration_status": status.read,
}
"""The fields that the narrative alone decides."""

HEADING = 0.96
"""How sure a state is that only the heading gives: some stories stand under a wrong one."""
HEADING_DOUBTED = 0.5
NAMED = 0.95
"""How sure a state is that stands within the name of an agency that the reference list has there only."""
SLIP = 60
"""Days by which an event's date may be too early, or a year too early, and still be taken for a slip of print."""
INFERRED = 0.75
"""How sure a manner of entry is that two sentences give together."""
UNLISTED = 0.93
"""How sure an agency's name is, at most, that the reference list does not have."""


def printed_fields(gathered: Gathered) -> None:
    for key, read in READERS.items():
        gathered.keep(key, read(gathered.narrative))


def encounter_date(gathered: Gathered) -> None:
    found = dates.read(gathered.narrative)
    on = _day(found.value, gathered)
    gathered.keep("encountered_on", Found(on, found.spans if on else (), found.confidence))


def agency_and_state(gathered: Gathered) -> None:
    """The state of the narrative, else of the heading; the agency resolved in that state."""
    found = state.read(gathered.narrative)
    name: str | None = gathered.values["agency"]
    if not found and name and (named := _named_by(name, gathered.heading_state)):
        found = Found(named, gathered.spans["agency"], NAMED)
    usps = found.value or gathered.heading_state
    match = gathered.agency_match = agencies.match(name, usps) if name else None
    if name and match is None:
        gathered.certainty["agency"] = min(gathered.certainty["agency"], UNLISTED)
    elsewhere = name and usps and match is None and agencies.states_of(name)
    certainty = found.confidence if found else HEADING_DOUBTED if elsewhere else HEADING
    gathered.keep("state", Found(usps, found.spans, certainty))


def _named_by(name: str, heading_state: str | None) -> str | None:
    """The state in an agency's name, where only that state has it: "Southwest Virginia Regional Jail Authority"."""
    if heading_state and agencies.match(name, heading_state):
        return None
    known = agencies.states_of(name)
    return known[0] if len(known) == 1 and re.search(rf"\b{states.NAMES[known[0]]}\b", name) else None


def country(gathered: Gathered) -> None:
    text = gathered.values["citizenship_text"]
    if text is None:
        gathered.keep("citizenship", Found.nothing(confidence=gathered.certainty["citizenship_text"]))
        return
    code = countries.code(text)
    certainty = min(code.confidence, gathered.certainty["citizenship_text"])
    spans = gathered.spans["citizenship_text"] if code.alpha3 else ()
    gathered.keep("citizenship", Found(code.alpha3, spans, certainty))


def charges(gathered: Gathered) -> None:
    for found in offenses.read(gathered.narrative):
        if printed := found.value:
            coded = offense_coding.code(printed.text)
            offense = OffenseRecord(printed.text, printed.basis, printed.counts, coded.category)
            gathered.add_offense(offense, Found(printed, found.spans, found.confidence * coded.certainty))


def outcomes(gathered: Gathered) -> None:
    """The events; what happened long before is none, but a removal before the encounter says so of the subject."""
    encountered_on = gathered.values["encountered_on"]
    for found in events.read(gathered.narrative):
        printed = found.value
        if printed is None:
            continue
        on = _day(printed.on, gathered)
        days = (encountered_on - on).days if on and encountered_on else 0
        if printed.type is EventType.REMOVED and (days > 0 or _month_before(printed.on, encountered_on)):
            gathered.keep("previously_removed", Found(True, found.spans, found.confidence))
        elif not _long_before(days):
            gathered.add_event(EventRecord(printed.type, on, printed.actor), found)


def reentry(gathered: Gathered) -> None:
    """Who was removed, as one sentence says, and re-entered, as another does, did so illegally."""
    manner, removed = gathered.values["entry_manner"], gathered.values["previously_removed"]
    if removed and manner is EntryManner.WITHOUT_INSPECTION and entry.is_reentry(gathered.narrative.text):
        gathered.keep(
            "entry_manner",
            Found(EntryManner.ILLEGAL_REENTRY, gathered.spans["entry_manner"], INFERRED),
        )


def _month_before(printed: PrintedDate | None, day: datetime.date | None) -> bool:
    """Whether a month or year, printed without its day, was over before that day."""
    if printed is None or printed.year is None or printed.day is not None or day is None:
        return False
    return (printed.year, printed.month or 0) < (day.year, day.month if printed.month else 0)


def _long_before(days: int) -> bool:
    """Whether that many days before the encounter are no slip of a few weeks or of a year at its turn."""
    return days > SLIP and not 365 - SLIP <= days <= 366


def _day(printed: PrintedDate | None, gathered: Gathered) -> datetime.date | None:
    """A printed day; the bulletin's own period supplies a missing year."""
    if printed is None:
        return None
    period = gathered.period
    return printed.on(period.year_of(printed.month) if period else None)


STEPS: tuple[Callable[[Gathered], None], ...] = (
    printed_fields,
    encounter_date,
    agency_and_state,
    country,
    charges,
    outcomes,
    reentry,
)
