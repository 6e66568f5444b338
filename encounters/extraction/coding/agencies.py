"""A printed agency resolved to the reference list, `data/agencies.csv`.

    match("Craighead County Sheriff's Department", "AR")
        -> AgencyMatch("Craighead County Sheriff's Office", "AR", ori="AR0160000", county="Craighead", ...)
    match("Duval County Sheriff's Office", "FL").name     -> "Jacksonville Sheriff's Office"     an alias
    match("Washington County Sheriff's Office", None)     -> one of 28, confidence 0.04, with alternatives
    states_of("Washington County Sheriff's Office")       -> ("AL", "AR", "CO", ...)

An agency is looked up by its key (`agency_keys.py`). Alternatives in another state are printed with it: "... (AR)".
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

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


@dataclass(frozen=True, slots=True)
class Agency:
    """A row of the reference list. `programs` are 287(g) agreements, "model@signed" or "model"."""

    name: str
    state: str
    ori: str | None
    county: str | None
    county_fips: str | None
    programs: tuple[str, ...]


type Index = dict[str, tuple[Agency, ...]]


def match(printed: str, state: str | None) -> AgencyMatch | None:
    """The agency that `printed` means, in `state` (a USPS code) or, without one, anywhere; None where none is known.

    Accepts Office for Department of a sheriff, "City of X Police Department", St. and Saint, Ft. and Fort, "&",
    aliases of the list, fillers left out, and one slip of print.
    """
    for look_up, confidence in _LOOKUPS:
        if found := look_up(printed, state):
            return _matched(found, confidence)
    return None


def states_of(printed: str) -> tuple[str, ...]:
    """USPS codes of the states that have an agency of this name, sorted; slips of print are not tried."""
    found = {agency.state for agency in _exact(printed, None) + _alias(printed, None) + _loose(printed, None)}
    return tuple(sorted(found))


def programs(name: str, state: str) -> tuple[str, ...]:
    """287(g) agreements of a listed agency: "task_force@2025-03-17", "unspecified"; empty for an unknown one."""
    return next((agency.programs for agency in _exact(name, state) if agency.name == name), ())


@cache
def _rows() -> dict[str, tuple[Agency, ...]]:
    """Agencies by state."""
    by_state: dict[str, list[Agency]] = defaultdict(list)
    for row in tables.rows("agencies.csv"):
        by_state[row["state"]].append(
            Agency(
                row["name"],
                row["state"],
                row["ori"] or None,
                row["county"] or None,
                row["county_fips"] or None,
                tuple(row["programs"].split(";")) if row["programs"] else (),
            )
        )
    return {state: tuple(agencies) for state, agencies in by_state.items()}


@cache
def _aliases() -> dict[str, tuple[tuple[str, str], ...]]:
    """(alias, name) by state."""
    by_state: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in tables.rows("agency_aliases.csv"):
        by_state[row["state"]].append((row["alias"], row["name"]))
    return {state: tuple(pairs) for state, pairs in by_state.items()}


def _indexed(pairs: Iterable[tuple[str, Agency]]) -> Index:
    index: dict[str, tuple[Agency, ...]] = {}
    for agency_key, agency in pairs:
        known = index.get(agency_key, ())
        if agency not in known:
            index[agency_key] = (*known, agency)
    return index


@cache
def _keys(state: str) -> Index:
    return _indexed((key(agency.name), agency) for agency in _rows().get(state, ()))


@cache
def _loose_keys(state: str) -> Index:
    return _indexed((loose_key(agency.name), agency) for agency in _rows().get(state, ()))


@cache
def _alias_keys(state: str) -> Index:
    named = {agency.name: agency for agency in _rows().get(state, ())}
    return _indexed((key(alias), named[name]) for alias, name in _aliases().get(state, ()) if name in named)


def _in_states(index: Callable[[str], Index], agency_key: str, state: str | None) -> tuple[Agency, ...]:
    states = (state,) if state else _rows()
    return tuple(agency for usps in states for agency in index(usps).get(agency_key, ()))


def _exact(printed: str, state: str | None) -> tuple[Agency, ...]:
    return _in_states(_keys, key(printed), state)


def _alias(printed: str, state: str | None) -> tuple[Agency, ...]:
    return _in_states(_alias_keys, key(printed), state)


def _loose(printed: str, state: str | None) -> tuple[Agency, ...]:
    return _in_states(_loose_keys, loose_key(printed), state)


def _corrected(printed: str, state: str | None) -> tuple[Agency, ...]:
    agency_key = key(printed)
    if len(agency_key) < SHORTEST_CORRECTED:
        return ()
    states = (state,) if state else _rows()
    return tuple(
        agency for usps in states for near in one_edit_apart(agency_key, _keys(usps)) for agency in _keys(usps)[near]
    )


_LOOKUPS = (
    (_exact, CONFIDENCE_EXACT),
    (_alias, CONFIDENCE_ALIAS),
    (_loose, CONFIDENCE_LOOSE),
    (_corrected, CONFIDENCE_ONE_EDIT),
)


def _matched(found: tuple[Agency, ...], confidence: float) -> AgencyMatch:
    """The first with a 287(g) agreement, else the first; doubt grows with the number of others."""
    best, *others = sorted(found, key=lambda agency: not agency.programs)
    return AgencyMatch(
        best.name,
        best.state,
        best.ori,
        best.county,
        best.county_fips,
        round(confidence / len(found), 3),
        tuple(f"{other.name} ({other.state})" for other in others[:MOST_ALTERNATIVES]),
    )
