"""Names that a person may mean while they type: agencies of the reference list, offices of ICE.

suggestions.names("agency", "knox", state="TN")   ["Knox County Sheriff's Office", ...]   Tennessee's first
suggestions.names("actor", "bost", state=None)    ["ERO Boston"]
"""

import re
from collections.abc import Callable
from functools import cache
from operator import itemgetter

from . import tables

MOST = 12
APOSTROPHES = re.compile("[’‘]")


def names(field: str, text: str, *, state: str | None) -> list[str]:
    """At most `MOST` names with a word that begins with `text`, those of `state` first; none for other fields."""
    wanted = " ".join(APOSTROPHES.sub("'", text).casefold().split())
    if not wanted or field not in VOCABULARIES:
        return []
    at_a_word = re.compile(rf"(?<!\w){re.escape(wanted)}")
    found = [(place != state, name) for name, place in VOCABULARIES[field]() if at_a_word.search(name.casefold())]
    return list(dict.fromkeys(name for _, name in sorted(found, key=itemgetter(0))))[:MOST]


@cache
def _agencies() -> tuple[tuple[str, str], ...]:
    return tuple((row["name"], row["state"]) for row in tables.rows("agencies.csv"))


@cache
def _offices() -> tuple[tuple[str, str], ...]:
    return tuple((row["printed"], row["state"]) for row in tables.rows("ice_field_offices.csv"))


def _actors() -> tuple[tuple[str, str], ...]:
    return _offices() + _agencies()


VOCABULARIES: dict[str, Callable[[], tuple[tuple[str, str], ...]]] = {"agency": _agencies, "actor": _actors}
