"""State headings, as bulletins print them.

state_of("NORTH CAROLINA (continued)")                -> "NC"
state_of("2. Georgia (GA)")                           -> "GA"
"""

import json
import re
from collections.abc import Sequence
from functools import cache

from .coding.tables import DATA
from .fields.words import has_any
from .invisible import visible
from .layout import Word

LONGEST = 9
"""Words in the longest heading, such as "Commonwealth of the Northern Mariana Islands (continued)"."""

CODE = re.compile(r"([A-Z]{2})\s?[:–—-]?")
# A heading whose letters are set apart, without its spaces: "stateofmaine(2):"
SET_APART = re.compile(r"(?:(?:the)?(?:state|commonwealth|territory)of(?:the)?)?(?P<name>[a-z.]+?)(?:\(\d+\))?[:–—-]*")
LONGEST_APART = 40
FEWEST_LETTERS = 4


def printed(text: str) -> str:
    """Text without characters of no width, spaces folded."""
    return " ".join(visible(text).split())


@cache
def names() -> dict[str, str]:
    """USPS code by case-folded name of every state, DC and territory."""
    states = json.loads((DATA / "states.json").read_text(encoding="utf-8"))
    by_name = {state["name"].casefold(): state["usps"] for state in states}
    return by_name | {"washington, d.c.": "DC", "washington dc": "DC", "washington, dc": "DC", "virgin islands": "VI"}


@cache
def _heading() -> re.Pattern[str]:
    """A heading around the name of a state, compiled when the first line needs more than a look into `names`.

    "Texas", "TEXAS:", "State of Texas", "Texas (continued)", "Texas, cont.", "Texas (3)",
    "Texas – Dallas Field Office", "2. Texas", "Texas (TX)", "TX - Texas", "Encounters in Texas", "Texas Encounters",
    "State: Texas", "*** Texas ***"
    """
    return re.compile(
        r"""
        [\s_*“"\[(=~•·–—-]*
        (?: (?: \d{1,2} | [ivx]{1,5} | [a-z] ) [.)] \s+ )?
        (?: (?: 287\(g\)\s+ )? encounters? \s+ (?:in|by) \s+ | state \s* [:–—-] \s* )?
        (?: (?:the\s+)? (?:state|commonwealth|territory) \s+ of \s+ (?:the\s+)? )?
        (?: (?P<before> [a-z]{2} ) \s* [:–—-] \s* )?
        (?P<name> [a-z][a-z.’'\s]*?[a-z.] )
        (?: \s* [,(/–—-]+ \s* (?P<behind> [a-z]{2} ) \s* \)? )?
        (?: \s+ (?: 287\(g\)\s+ )? encounters? )?
        (?: \s* [,:–—-]* \s* \(? \s* (?: cont(?:inued|’d|'d|\.)? | \d{1,3} (?:\s+ (?:cases?|encounters?))? ) \s* \)? )?
        (?: \s* [(–—-] \s* [\w.\s]{3,30} \s field \s office \s* \)? )?
        [\s_*”"\])=~:–—-]*
        """,
        re.VERBOSE | re.IGNORECASE,
    )


def state_of(text: str) -> str | None:
    """The state that a line names, if it is nothing but a state heading."""
    if len(text) > 2 * LONGEST_APART:
        return None
    line = _closed(printed(text)).casefold()
    if line in names():
        return names()[line]
    if code := CODE.fullmatch(printed(text)):
        return code[1] if code[1] in names().values() else None
    if not has_any(line.replace(" ", ""), _without_spaces()):
        return None
    match = _heading().fullmatch(line)
    if match is None:
        return None
    name = " ".join(match["name"].split())
    usps = names().get(name) or names().get(_without_spaces().get(name.replace(" ", ""), ""))
    codes = {code.upper() for code in match.group("before", "behind") if code}
    return usps if codes <= {usps} else None


def is_short(words: Sequence[Word]) -> bool:
    """Whether so many words, or letters set apart, may be a heading."""
    if not LONGEST < len(words) <= LONGEST_APART:
        return len(words) <= LONGEST
    return 2 * [len(word.text) for word in words].count(1) > len(words)


def _closed(line: str) -> str:
    """ "N O R T H C A R O L I N A" and "S T A T E O F M A I N E ( 2 )" as names; any other line as it is."""
    letters = line.split()
    if len(letters) < FEWEST_LETTERS or 2 * sum(len(letter) > 1 for letter in letters) > len(letters):
        return line
    match = SET_APART.fullmatch("".join(letters).casefold())
    return _without_spaces().get(match["name"], line) if match else line


@cache
def _without_spaces() -> dict[str, str]:
    return {name.replace(" ", ""): name for name in names()}
