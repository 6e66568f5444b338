"""A printed agency resolved to the reference list, `data/agencies.csv`.

    match("Craighead County Sheriff's Department", "AR")
        -> AgencyMatch("Craighead County Sheriff's Office", "AR", ori="AR0160000", county="Craighead", ...)
    match("Duval County Sheriff's Office", "FL").name     -> "Jacksonville Sheriff's Office"     an alias
    match("Washington County Sheriff's Office", None)     -> one of 28, confidence 0.04, with alternatives
    states_of("Washington County Sheriff's Office")       -> ("AL", "AR", "CO", ...)

An agency is looked up by its key (`agency_keys.py`). Alternatives are printed with their state: "... (AR)".
"""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from encounters.extraction.records import AgencyMatch

from . import tables
from .agency_keys import key, loose_key
from .folding import one_edit_apart

CONFIDENCE_EXACT = 0.99
CONFIDENCE_ALIAS = 0.97
CONFIDENCE_LOOSE = 0.92
CONFIDENCE_ONE_EDIT = 0.8
SHORTEST_CORRECTED = 12
"""Characters of a key. Below it, one edit turns one place into another: Polk and Folk."""
MOST_ALTERNATIVES = 5
POSSESSIVE = re.compile(r"['’]s\b")

type Agency = Mapping[str, str]
"""A row of the reference list: ori, name, state, county, county_fips, programs ("model@signed;..."), key, loose_key."""


@dataclass(frozen=True, slots=True)
class Index:
    """Lines of the reference list by its keys, which are its last two columns and hold no comma.

    A key that several states share leads to several lines; a line is read only when it is asked for.
    """

    header: str
    exact: dict[str, list[str]]
    loose: dict[str, list[str]]
    alias: dict[str, list[str]]

    def agencies(self, lines: Iterable[str], state: str | None = None) -> list[Agency]:
        """The agencies on these lines that are in `state`, or all of them."""
        return [agency for agency in csv.DictReader((self.header, *lines)) if state in (None, agency["state"])]


@lru_cache(maxsize=4096)
def match(printed: str, state: str | None) -> AgencyMatch | None:
    """The agency that `printed` means, in `state` (a USPS code) or, without one, anywhere; None where none is known.

    Accepts Office for Department of a sheriff, "City of X Police Department", St. and Saint, Ft. and Fort, "&",
    aliases of the list, fillers left out, and one slip of print.
    """
    index, printed_key = _index(), key(printed)
    attempts = (
        (index.exact.get(printed_key, ()), CONFIDENCE_EXACT),
        (index.alias.get(printed_key, ()), CONFIDENCE_ALIAS),
        (index.loose.get(loose_key(printed), ()), CONFIDENCE_LOOSE),
    )
    for found, confidence in attempts:
        if there := index.agencies(found, state):
            return _matched(there, confidence)
    if there := index.agencies(_one_slip_away(printed), state):
        return _matched(there, CONFIDENCE_ONE_EDIT)
    return None


def states_of(printed: str) -> tuple[str, ...]:
    """USPS codes of the states that have an agency of this name, sorted; slips of print are not tried."""
    index, printed_key = _index(), key(printed)
    named = (
        *index.exact.get(printed_key, ()),
        *index.alias.get(printed_key, ()),
        *index.loose.get(loose_key(printed), ()),
    )
    return tuple(sorted({agency["state"] for agency in index.agencies(named)}))


def programs(name: str, state: str) -> tuple[str, ...]:
    """287(g) agreements of a listed agency: "task_force@2025-03-17", "unspecified"; empty for an unknown one."""
    for agency in _index().agencies(_index().exact.get(key(name), ()), state):
        if agency["name"] == name and agency["programs"]:
            return tuple(agency["programs"].split(";"))
    return ()


@cache
def _index() -> Index:
    header, *lines = (tables.DATA / "agencies.csv").read_text(encoding="utf-8").splitlines()
    index = Index(header, {}, {}, {})
    for line in lines:
        _, exact, loose = line.rsplit(",", 2)
        index.exact.setdefault(exact, []).append(line)
        index.loose.setdefault(loose, []).append(line)
    for row in tables.rows("agency_aliases.csv"):
        meant = [line for line in index.exact.get(key(row["name"]), ()) if f",{row['state']}," in line]
        index.alias.setdefault(key(row["alias"]), []).extend(meant)
    return index


def _one_slip_away(printed: str) -> list[str]:
    """With the possessive and without: "Sherift's" is one slip from Sheriff, and two from Sheriff's."""
    exact = _index().exact
    keys = {key(printed), key(POSSESSIVE.sub("", printed))}
    near = {known for wrong in keys if len(wrong) >= SHORTEST_CORRECTED for known in one_edit_apart(wrong, exact)}
    return [line for known in sorted(near) for line in exact[known]]


def _matched(found: list[Agency], confidence: float) -> AgencyMatch:
    """The first with a 287(g) agreement, else the first; doubt grows with the number of others."""
    best, *others = sorted(found, key=lambda agency: not agency["programs"])
    return AgencyMatch(
        best["name"],
        best["state"],
        best["ori"] or None,
        best["county"] or None,
        best["county_fips"] or None,
        round(confidence / len(found), 3),
        tuple(f"{other['name']} ({other['state']})" for other in others[:MOST_ALTERNATIVES]),
    )
