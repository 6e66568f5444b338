"""Words that a person selected for a field: what they mean there, in the values of the contract.

coded("encountered_on", "January 3, 2020")   {"encountered_on": "2020-01-03"}
coded("citizenship", "Honduras")             {"citizenship_text": "Honduras", "citizenship": "HND"}
coded("text", "cocaine possession")          {"text": "cocaine possession", "category": "drug-possession-cocaine"}
coded("encountered_on", "in winter")         {}     the words mean nothing for that field
"""

from collections.abc import Callable, Mapping

from .coding import countries, offenses, states
from .fields import printed_dates

type Values = dict[str, str | None]

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


CODERS: Mapping[str, Callable[[str], Values]] = {
    "encountered_on": _day("encountered_on"),
    "on": _day("on"),
    "entry_date": _entry_date,
    "agency": _text("agency"),
    "facility": _text("facility"),
    "entry_place": _text("entry_place"),
    "actor": _text("actor"),
    "state": _state,
    "citizenship": _citizenship,
    "citizenship_text": _citizenship,
    "text": _offense,
    "category": _offense,
}
"""By the name of the form's field; those of a list are named without their place."""
