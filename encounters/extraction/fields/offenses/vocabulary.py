"""The words of the charge grammar, from `data/charge_words.json`, which says what each list is for."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import permutations

from encounters.extraction.coding.tables import DATA


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words in lower case. `objects` maps a word to its class: substance, weapon, person, ...

    `series` holds every two words of a series, in both orders.
    """

    heads: frozenset[str]
    openers: frozenset[str]
    phrases: frozenset[tuple[str, ...]]
    bare_acts: frozenset[str]
    whole_gerunds: frozenset[str]
    trailing_gerunds: frozenset[str]
    verbs: frozenset[str]
    duties: frozenset[str]
    modifiers: frozenset[str]
    objects: Mapping[str, str]
    pairs: frozenset[tuple[str, str]]
    continuations: frozenset[str]
    strong_qualifiers: frozenset[str]
    weak_qualifiers: frozenset[str]
    series: frozenset[tuple[str, str]]
    parties: frozenset[str]
    harmless: frozenset[str]
    aims: frozenset[str]
    measures: frozenset[str]
    states: frozenset[str]
    manners: frozenset[str]
    plain: frozenset[str]
    details: Mapping[str, frozenset[str]]
    kinds: Mapping[str, frozenset[str]]


@cache
def load() -> Vocabulary:
    table = json.loads((DATA / "charge_words.json").read_text(encoding="utf-8"))
    lists = {
        name: frozenset(table[name].split())
        for name in (
            "heads",
            "openers",
            "bare_acts",
            "whole_gerunds",
            "trailing_gerunds",
            "verbs",
            "duties",
            "modifiers",
            "continuations",
            "parties",
            "harmless",
            "aims",
            "measures",
            "states",
            "manners",
            "plain",
        )
    }
    return Vocabulary(
        **lists,
        phrases=frozenset(tuple(phrase.split()) for phrase in table["phrases"]),
        objects={word: kind for kind, words in table["objects"].items() for word in words.split()},
        pairs=frozenset((left, right) for left, right in table["pairs"]),
        strong_qualifiers=frozenset(table["qualifiers"]["strong"].split()),
        weak_qualifiers=frozenset(table["qualifiers"]["weak"].split()),
        kinds={name: frozenset(words.split()) for names, words in table["kinds"].items() for name in names.split()},
        details={name: frozenset(words.split()) for name, words in table["details"].items()},
        series=frozenset(two for words in table["series"] for two in permutations(words.split(), 2)),
    )
