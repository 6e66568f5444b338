"""The terms of criminal law that a charge uses, whatever words it uses for them.

    terms(["possession", "crack", "intent", "sell"])  -> ("possess", "cocaine", "distribute")
    terms(["battery", "correction", "employee"])      -> ("assault", "officer")

The thesaurus is `data/charge_terms.csv`: a term and the phrases that mean it, "*" for any ending, "#" for a number.
"""

from collections.abc import Sequence
from functools import cache

from . import tables

type Phrase = tuple[str, tuple[str, ...]]
"""A term, and the words that must follow the first."""


def terms(found: Sequence[str]) -> tuple[str, ...]:
    """The terms in `found` (the words of a charge), in the order in which they first stand."""
    named: dict[str, None] = {}
    for i, word in enumerate(found):
        for term, rest in _beginning_with(word):
            if len(rest) < len(found) - i and all(_fits(found[i + 1 + j], pattern) for j, pattern in enumerate(rest)):
                named[term] = None
    return tuple(named)


def _fits(word: str, pattern: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern


@cache
def _beginning_with(word: str) -> tuple[Phrase, ...]:
    whole, beginnings = _thesaurus()
    phrases = list(whole.get(word, ()))
    for length in range(1, len(word) + 1):
        phrases += beginnings.get(word[:length], ())
    return tuple(phrases)


@cache
def _thesaurus() -> tuple[dict[str, list[Phrase]], dict[str, list[Phrase]]]:
    """Phrases by their whole first word, and by the beginning of it."""
    whole: dict[str, list[Phrase]] = {}
    beginnings: dict[str, list[Phrase]] = {}
    for row in tables.rows("charge_terms.csv"):
        for phrase in row["phrases"].split(";"):
            first, *rest = phrase.split()
            known, key = (beginnings, first[:-1]) if first.endswith("*") else (whole, first)
            known.setdefault(key, []).append((row["term"], tuple(rest)))
    return whole, beginnings
