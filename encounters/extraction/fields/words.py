"""Pieces of patterns that several readers share, each the source of a regular expression for folded text.

They are written for `re.VERBOSE`: spaces in print are `\\s`. And `has_any`, which saves most sentences a search.
"""

from collections.abc import Iterable

MONTH_NUMBERS = {
    name: number
    for number, names in enumerate(
        (
            "January Jan",
            "February Feb Febr",
            "March Mar",
            "April Apr",
            "May",
            "June Jun",
            "July Jul",
            "August Aug",
            "September Sept Sep",
            "October Oct",
            "November Nov",
            "December Dec",
        ),
        start=1,
    )
    for name in names.split()
}
"""The printed name of a month, without its full stop, and its number."""

MONTH_SLIPS = {name.lower(): name for name in MONTH_NUMBERS if len(name) > 4 or name in {"May", "June", "July"}} | {
    slip: name
    for name, slips in (
        ("January", "Janurary Januray Janaury"),
        ("February", "Febuary Feburary Februrary Februay"),
        ("August", "Agust Augest Auguest"),
        ("September", "Septemeber Septmber Setpember Spetember"),
        ("October", "Ocotber Octber Octobor"),
        ("November", "Novmber Novemeber Novemebr"),
        ("December", "Decmber Decemeber Decembr"),
    )
    for slip in slips.split()
}
"""Months as they are misprinted, and what they are read as before a number."""

MONTH_ABBREVIATIONS = "|".join(name for name in MONTH_NUMBERS if len(name) <= 4 and name not in {"May", "June", "July"})
MONTHS = "|".join(sorted(MONTH_NUMBERS, key=lambda name: -len(name)))

UNITED_STATES = r"(?:the\s)?(?:United\sStates(?:\sof\sAmerica)?|U\.S\.(?:A\.)?|country)"
SUBJECT = r"""(?:the|this)\s(?:subject|individual|alien|noncitizen|non-citizen|person|man|woman|offender|detainee|inmate
    |suspect)"""
PRONOUN = r"(?:he|she|they|him|her|them)"
SAID = rf"(?:{SUBJECT}|{PRONOUN})"
"""The person whom the narrative is about."""

# "the Gaston County Jail", "Coffee Correctional Facility", "Arizona State Prison Complex - Eyman"
FACILITY_TYPE = r"""(?:[Ff]acility | [Cc]ent(?:er|re) | [Jj]ail | [Pp]rison | [Ii]nstitution | [Cc]omplex | Camp | Unit
    | [Pp]enitentiary | Annex | Farm | [Ll]ockup | Workhouse | Stockade | Reformatory | Compound
    | House\sof\sCorrections?)"""
_NAME_WORD = r"(?:[A-Z][\w.'&/-]*|of|and|for|the|de|-)"
FACILITY = rf"""(?:[A-Z0-9][\w.'&/-]*\s(?:{_NAME_WORD}\s){{0,8}}?{FACILITY_TYPE}\b
    (?:\sand\s(?:[A-Z][\w.'-]*\s){{0,2}}?{FACILITY_TYPE}\b)?(?:\s(?:Complex|Facility|Center|Unit|Annex)\b)*(?:\s?[-#]\s?(?:[A-Z][\w.]*|\d+)\b)?)"""


def has_any(text: str, hints: Iterable[str]) -> bool:
    """Whether one of the hints stands in a text: a tenth of the time that a search for a pattern takes."""
    for hint in hints:  # noqa: SIM110 - `any` would take three times as long
        if hint in text:
            return True
    return False
