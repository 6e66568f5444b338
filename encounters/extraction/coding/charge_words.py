"""A charge as printed, to the words that the offense coder works with.

    words("Agg. assault w/deadly weapon, 2nd degree")   -> ["aggravated", "assault", "deadly", "weapon", "second", ...]
    words("theft of property >= $2,500 <$30k")          -> ["theft", "property", "valuehigh"]
    words("attempted robbery")                          -> ["robbery"]
    words("possession of a drug, not marijuana, 2nd offense")   -> ["possession", "drug", "repeat", "offense"]

Abbreviations are written out and words that tell nothing left out (`data/charge_abbreviations.csv`); amounts of money
become one of three words (`charge_values.py`), other numbers "#". The attempt or conspiracy goes as well, since the
codebook codes it as the offense attempted.
"""

import re
from collections.abc import Iterator
from functools import cache

from . import tables
from .charge_values import valued
from .folding import fold

INCHOATE = frozenset({"attempt", "attempted", "attempting", "attempts", "conspiracy", "conspire", "conspiring"})
UNSPECIFIC = frozenset(
    {
        *("charge", "charges", "commit", "committing", "crime", "criminal", "offense"),
        *("felony", "misdemeanor", "degree", "first", "second", "third"),
    }
)
"""Words that name no offense: where nothing else is left, the attempt or conspiracy is the charge."""

ORDINALS = {"1": "first", "2": "second", "3": "third", "4": "fourth", "5": "fifth", "6": "sixth", "7": "seventh"}

WORD = re.compile(r"[a-z]+|\d+")
# "domestic assault, first offense" is no assault in the first degree
NTH_OFFENSE = re.compile(r"\b(first|second|third|fourth|fifth|sixth|seventh)((?:\s+or\s+\w+)?\s+offense)\b")
# "CDS: possession - not marijuana", "except 35 grams or less of marijuana"
EXCEPTED = re.compile(
    r"\b(?:not|except(?:ing)?|excluding|other\s+than)\s+(?:[\w./-]+\s+){0,6}?(?:marijuana|marihuana|cannabis)\b"
)
ORDINAL = re.compile(r"\b([1-7])(?:st|nd|rd|th)\b")
SIGNED = ("a&b", "b&e", "w/o")
"""Abbreviations with a sign in them, which the folding of text would take away."""


def words(text: str) -> list[str]:
    """The words of one charge, in printed order."""
    ordered = ORDINAL.sub(lambda match: ORDINALS[match[1]], text.casefold())
    lowered = valued(EXCEPTED.sub(" ", NTH_OFFENSE.sub(_of_offense, ordered)))
    return _without_attempt(list(_written_out(lowered)))


def _of_offense(match: re.Match[str]) -> str:
    """ "first offense" as "offense", a later one as "repeat offense" """
    return "offense" if match[1] == "first" else "repeat offense"


def _written_out(text: str) -> Iterator[str]:
    abbreviations = _abbreviations()
    for sign in SIGNED:
        text = text.replace(sign, f" {abbreviations[sign]} ")
    for word in WORD.findall(fold(text)):
        if word.isdigit():
            yield "#"
        else:
            yield from abbreviations.get(word, word).split()


def _without_attempt(found: list[str]) -> list[str]:
    rest = [word for word in found if word not in INCHOATE]
    return rest if any(word not in UNSPECIFIC for word in rest) else found


@cache
def _abbreviations() -> dict[str, str]:
    """What each abbreviation is short for; nothing for a word that is left out."""
    return {row["abbreviation"]: row["words"] for row in tables.rows("charge_abbreviations.csv")}
