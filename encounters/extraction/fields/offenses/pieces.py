"""A list of charges in pieces: what stands between commas, semicolons, "and" and "or".

    "contempt of court, rape and indecency with a child"
        -> "contempt of court"   ", " "rape"   " and " "indecency with a child"

A separator inside parentheses, or inside a number ("$1,000"), parts nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from encounters.extraction.records import Span

from . import counts

SEPARATOR = re.compile(
    r"""\s*;\s*(?:and\s|or\s)?\s*(?:for\s+)?
      | ,\s*(?:and(?:/|\s)or|and|or|nor|&|as\swell\sas|along\swith|together\swith|in\saddition\sto)\s+(?:(?:for|of)\s+)?
      | ,\s+
      | \s+(?:and(?:/|\s)or|and|or|nor|&|as\swell\sas|along\swith|together\swith|in\saddition\sto)\s+(?:for\s+(?!sale\b|use\b)|of\s+)?""",
    re.VERBOSE,
)
# "1) burglary, 2) larceny", "(a) rape and (b) incest": no part of a charge
NUMERAL = re.compile(r"\(?(?:\d{1,2}|[A-Ha-h]|[ivx]{1,4})\)\s(?!\s?(?:counts?|cts?)\b)")
WORD = re.compile(r"[^\s()\"]+")
EDGES = ".,;:\"'()[]"


@dataclass(frozen=True, slots=True)
class Piece:
    """`words` in lower case without punctuation at their edges; `separator` is what stands in front: ";", ",", "and", "or".

    `comma` is true where a comma stands in front as well; `counted` where the piece begins with a count ("two counts
    of"), which is no part of `words`. `start` and `end` are places in the text.
    """

    words: tuple[str, ...]
    start: int
    end: int
    separator: str
    comma: bool
    counted: bool


def cut(text: str, start: int, end: int, asides: Sequence[Span] = ()) -> list[Piece]:
    """The pieces of `text[start:end]`; words inside `asides` (a court, a date) and separators there are left out."""
    pieces: list[Piece] = []
    begin, separator, comma = _behind_numeral(text, start), "", False
    for match in SEPARATOR.finditer(text, start, end):
        if _inside(match.start(), asides) or text.count("(", begin, match.start()) > text.count(
            ")", begin, match.start()
        ):
            continue
        pieces += _piece(text, begin, match.start(), separator, asides, comma=comma)
        begin, separator, comma = _behind_numeral(text, match.end()), _kind(match[0]), "," in match[0]
    return pieces + _piece(text, begin, end, separator, asides, comma=comma)


def _behind_numeral(text: str, start: int) -> int:
    numeral = NUMERAL.match(text, start)
    return numeral.end() if numeral else start


def _kind(printed: str) -> str:
    word = printed.strip(" ,")
    if word.startswith(";"):
        return ";"
    if not word:
        return ","
    return "or" if word.removesuffix(" for").removesuffix(" of") in ("or", "nor", "and/or", "and or") else "and"


def _inside(place: int, spans: Sequence[Span]) -> bool:
    return any(start <= place < end for start, end in spans)


def _outside(text: str, found: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """The words outside parentheses, which only explain what they stand behind: "1st degree (motor vehicle)"."""
    outside, depth = [], 0
    for place, match in enumerate(found):
        between = text[found[place - 1].end() : match.start()] if place else ""
        depth += between.count("(") - between.count(")")
        if depth <= 0:
            outside.append(match)
    return outside


def _piece(text: str, start: int, end: int, separator: str, asides: Sequence[Span], *, comma: bool) -> list[Piece]:
    """One piece, or none where only asides stand there."""
    behind_count = counts.skip(text, start, end)
    found = [m for m in WORD.finditer(text, behind_count, end) if not (asides and _inside(m.start(), asides))]
    plain = _outside(text, found) or found
    words = tuple(word for m in plain if (word := m[0].strip(EDGES).lower()))
    if not words:
        return []
    counted = behind_count > start
    first, last = start if counted else found[0].start(), found[-1].end()
    while last > first and text[last - 1] in ",;:.":
        last -= 1
    if text[last:end].startswith(")") and text.count("(", first, last) > text.count(")", first, last):
        last += 1
    return [Piece(words, first, last, separator, comma, counted)]
