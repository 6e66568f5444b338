"""What a value says to people: the word of each code that the contract keeps, as the forms of the desk show it.

    in_words("citizenship", "HND") -> "HND · Honduras"
    in_words("entry_manner", "without_inspection") -> "without inspection"
    in_words("offenses.0", {"basis": "prior_conviction"}) -> {"basis": "prior conviction"}

Values have the shape that they have in the contract, so that a page shows them as it shows any. What is no code stays.
"""

from collections.abc import Mapping
from typing import Any

from encounters.extraction.coding import countries, offenses, states
from encounters.models.choices import label

WORDS = frozenset({"program_model", "entry_manner", "immigration_status", "basis", "type"})
"""The fields whose codes are words themselves."""


def with_names(codes: Mapping[str, str]) -> list[tuple[str, str]]:
    """Codes as choices, each beside its name."""
    return [(code, beside_name(code, codes)) for code in codes]


def beside_name(code: str, codes: Mapping[str, str]) -> str:
    """`HND · Honduras`; of a code without a name the code."""
    return f"{code} · {codes[code]}" if code in codes else code


def in_words(field: str, value: Any) -> Any:
    """The value of a field, or of an item of a list, with words for its codes."""
    match value:
        case list():
            return [in_words(field, item) for item in value]
        case dict():
            return {name: in_words(name, part) for name, part in value.items()}
        case str():
            return _word(field, value)
    return value


def _word(field: str, code: str) -> str:
    match field:
        case "state" | "heading_state":
            return beside_name(code, states.NAMES)
        case "citizenship":
            return beside_name(code, countries.names())
        case "category" if code in offenses.CATEGORIES:
            return offenses.CATEGORIES[code].label
    return label(code) if field in WORDS else code
