"""Narratives with gold records, written by hand from the contract by someone who had not read the extractor's code.

    cases("first")      [Case(text="Georgia: On July 7, 2020, the ...", gold={"agency": ..., "offenses": [...]}), ...]

A case says what differs from a record of nothing: no key means null, false or an empty list, `state` is the heading's,
and `narrative` is the text. `citizenship` is "HND Honduras" ("- Kosovo": no code), `says` the flags detainer, warrant
and removed, an offense "BASIS[*COUNTS]: TEXT = CATEGORY[/ANOTHER]" ("-": not labelled), an event "TYPE DATE|- ACTOR|-".
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.scoring import Score, judged
from encounters.extraction import read_narrative
from encounters.extraction.contract import dump_encounter
from encounters.extraction.narrative import Narrative

HERE = Path(__file__).parent
SETS = tuple("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth".split())
PLAIN = {
    "on": "encountered_on",
    "agency": "agency",
    "model": "program_model",
    "facility": "facility",
    "entry": "entry_manner",
    "entry_date": "entry_date",
    "entry_place": "entry_place",
    "status": "immigration_status",
}
FLAGS = {"detainer": "detainer_placed", "warrant": "warrant_placed", "removed": "previously_removed"}
OFFENSE = re.compile(r"(?P<basis>\w+)(?:\*(?P<counts>\d+))?: (?P<text>.+) = (?P<category>[\w/-]+)$")


@dataclass(frozen=True, slots=True)
class Case:
    """A narrative as printed (a heading may stand before it on its line) and its record in the keys of the contract."""

    text: str
    gold: dict[str, Any]


def cases(name: str) -> list[Case]:
    content = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))
    return [Case(row["text"], _gold(row)) for row in content["case"]]


def read(case: Case) -> dict[str, Any]:
    """The record that the extractor gives for a case's narrative alone, as the contract prints it."""
    narrative = Narrative.of_text(case.gold["narrative"])
    return dump_encounter(read_narrative(narrative, heading_state=case.gold["heading_state"]))


def scored(name: str) -> Score:
    """What the extractor makes of a set, counted."""
    score = Score()
    for number, case in enumerate(cases(name), start=1):
        score.add(f"{name} {number}", [case.gold], [read(case)])
    return score


def judgements(names: Iterable[str]) -> Iterator[tuple[str, float, bool]]:
    """Field, confidence and whether it is right, for every value read from the narratives of these sets."""
    for name in names:
        for case in cases(name):
            yield from judged(case.gold, read(case))


def _gold(row: dict[str, Any]) -> dict[str, Any]:
    code, _, country = row.get("citizenship", "- ").partition(" ")
    gold = {key: row.get(short) for short, key in PLAIN.items()}
    gold |= {key: flag in row.get("says", "").split() for flag, key in FLAGS.items()}
    return gold | {
        "heading_state": row["heading"],
        "state": row.get("state", row["heading"]),
        "citizenship": None if code == "-" else code,
        "citizenship_text": country or None,
        "narrative": row.get("narrative", row["text"]),
        "offenses": [_offense(line) for line in row.get("offenses", [])],
        "events": [_event(line) for line in row.get("events", [])],
    }


def _offense(line: str) -> dict[str, Any]:
    matched = OFFENSE.match(line)
    assert matched, line
    category = None if matched["category"] == "-" else matched["category"].split("/")
    counts = matched["counts"] and int(matched["counts"])
    return {"text": matched["text"], "basis": matched["basis"], "counts": counts, "category": category}


def _event(line: str) -> dict[str, Any]:
    kind, on, actor = line.split(" ", 2)
    return {"type": kind, "on": None if on == "-" else on, "actor": None if actor == "-" else actor.replace("’", "'")}
