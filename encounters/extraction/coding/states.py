"""States and territories of the United States: printed form to USPS code.

    usps("Florida"), usps("FLORIDA"), usps("FL"), usps("Fla."), usps("State of Florida")  -> "FL"
    usps("D.C."), usps("Washington, D.C.")                                               -> "DC"
    usps("Georgia, Republic of")                                                          -> None

Two letters are a code only in capitals, and an abbreviation needs its full stop: "in", "me" and "Miss" are words.
"""

import json
import re
from collections.abc import Iterable, Mapping

from .tables import DATA

_STATES = json.loads((DATA / "states.json").read_text(encoding="utf-8"))

NAMES: Mapping[str, str] = {state["usps"]: state["name"] for state in _STATES}
"""USPS code to full name: the fifty states, the District of Columbia, five territories."""


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


def _without_spaces(text: str) -> str:
    return "".join(text.split()).casefold()


def _printed(kind: str) -> dict[str, str]:
    return {printed: state["usps"] for state in _STATES for printed in state.get(kind, ())}


_FULL = {state["name"]: state["usps"] for state in _STATES} | _printed("aliases")
_ABBREVIATED = _printed("abbreviations")
_BY_NAME = {_folded(printed): usps for printed, usps in _FULL.items()}
_BY_ABBREVIATION = {_without_spaces(printed): usps for printed, usps in _ABBREVIATED.items()}
_LEAD = re.compile(r"\s*(?:the\s+)?(?:(?:state|commonwealth|territory)\s+of\s+)?", re.IGNORECASE)


def _alternation(printed: Iterable[str]) -> str:
    """A group for a pattern, the longest form first, any white space between words."""
    longest_first = sorted(printed, key=lambda form: (-len(form), form))
    return "(?:" + "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in longest_first) + ")"


NAME_PATTERN = _alternation(_FULL)
"""Source of a pattern for full names ("West Virginia" before "Virginia"); compile it with the case rule you need."""

ABBREVIATION_PATTERN = _alternation(_ABBREVIATED)
"""Source of a pattern for abbreviations with their full stops: "Fla.", "N. Mex.", "D.C."."""


def usps(text: str) -> str | None:
    """The USPS code of a state that is the whole of `text`, or None.

    Accepts full names in any case, with or without "the", "State of", "Commonwealth of"; USPS codes in capitals;
    abbreviations of the press with their full stops. A comma or full stop after it does not count.
    """
    printed = text.strip(" \t\r\n,;:()")
    if printed in NAMES:
        return printed
    if code := _BY_ABBREVIATION.get(_without_spaces(printed)):
        return code
    named = printed.rstrip(".")
    if named in NAMES:
        return named
    return _BY_NAME.get(_folded(named)) or _BY_NAME.get(_folded(_LEAD.sub("", named, count=1)))


def name(usps: str) -> str:
    """The full name of a USPS code. Raises KeyError for a code that is none."""
    return NAMES[usps]
