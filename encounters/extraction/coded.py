"""Words that a person selected for a field: what they mean there, in the values of the contract.

coded("encountered_on", "January 3, 2020")   {"encountered_on": "2020-01-03"}
coded("citizenship", "Honduras")             {"citizenship_text": "Honduras", "citizenship": "HND"}
coded("text", "cocaine possession")          {"text": "cocaine possession", "category": "drug-possession-cocaine"}
coded("entry_manner", "illegally re-entered") {"entry_manner": "illegal_reentry"}
coded("encountered_on", "in winter")         {}     the words mean nothing for that field
"""

from collections.abc import Callable, Mapping
from typing import Any

from .coding import countries, offenses, states
from .fields import entry, events, model, placements, printed_dates, status
from .fields.folded import fold
from .found import Found
from .narrative import Narrative

type Values = dict[str, str | bool | None]

TRIM = " \t\n,.;:"


def coded(field: str, printed: str) -> Values:
    """Field names and values to set; empty where `field` takes no text, or the words say nothing for it."""
    text = " ".join(printed.split()).strip(TRIM)
    coder = CODERS.get(field)
    return coder(text) if coder and text else {}


def _day(field: str) -> Callable[[str], Values]:
    def code(text: str) -> Values:
        found = [day for dated in printed_dates.days(text) if (day := dated.date.on())]
        return {field: found[0].isoformat()} if found else {}

    return code


def _entry_date(text: str) -> Values:
    found = [iso for dated in printed_dates.find(text) if (iso := dated.date.iso)]
    return {"entry_date": found[0]} if found else {}


def _text(field: str) -> Callable[[str], Values]:
    return lambda text: {field: text.replace("’", "'").replace("‘", "'")}


def _state(text: str) -> Values:
    usps = states.usps(text)
    return {"state": usps} if usps else {}


def _citizenship(text: str) -> Values:
    return {"citizenship_text": text, "citizenship": countries.code(text).alpha3}


def _offense(text: str) -> Values:
    return {"text": text, "category": offenses.code(text).category}


def _read(field: str, reader: Callable[[Narrative], Found[Any]], *around: str) -> Callable[[str], Values]:
    """By the reader of the field. It reads sentences, so the words are put into those in which they are printed."""

    def code(text: str) -> Values:
        found = (reader(Narrative.of_text(sentence.format(text))).value for sentence in ("{}", *around))
        value = next(filter(None, found), None)
        return {field: value} if value else {}

    return code


def _program_model(text: str) -> Values:
    match = model.MODELS.search(fold(text).text)
    return {"program_model": match.lastgroup} if match else {}


def _event(text: str) -> Values:
    """The first event of a whole sentence."""
    found = next((event.value for event in events.read(Narrative.of_text(text + ".")) if event.value), None)
    if found is None:
        return {}
    day = found.on.on() if found.on else None
    return {"type": found.type, "on": day.isoformat() if day else None, "actor": found.actor}


CODERS: Mapping[str, Callable[[str], Values]] = {
    "encountered_on": _day("encountered_on"),
    "on": _day("on"),
    "entry_date": _entry_date,
    "agency": _text("agency"),
    "facility": _text("facility"),
    "entry_place": _text("entry_place"),
    "actor": _text("actor"),
    "state": _state,
    "program_model": _program_model,
    "detainer_placed": _read("detainer_placed", placements.read_detainer, "The agency {} on the subject."),
    "warrant_placed": _read("warrant_placed", placements.read_warrant, "The agency {} on the subject."),
    "entry_manner": _read(
        "entry_manner",
        entry.read_manner,
        "The subject {}.",
        "The subject was {}.",
        "The subject {} the United States.",
        "The subject entered the United States {}.",
    ),
    "previously_removed": _read("previously_removed", entry.read_previously_removed, "The subject entered after {}."),
    "immigration_status": _read(
        "immigration_status",
        status.read,
        "The subject {}.",
        "The subject {} the United States.",
        "The subject entered the United States as {}.",
    ),
    "type": _event,
    "citizenship": _citizenship,
    "citizenship_text": _citizenship,
    "text": _offense,
    "category": _offense,
}
"""By the name of the form's field; those of a list are named without their place."""
