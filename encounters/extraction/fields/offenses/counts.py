"""How many counts of a charge there are, and the words that say so, which are no part of its text.

"three counts of burglary"     3, "burglary"
"5 counts of battery"          5
"two DWI convictions"          2
"one for burglary"             1, as in "two convictions for theft and one for burglary"
"burglary (two counts)"        2
"a charge of burglary"         none, but "a charge of" is no part of the text
"an open container"            none, but "an" is no part of the text
"lewd acts with a child under 14", "possession of 2 grams"    none
"""

import re
from dataclasses import dataclass

_WORDS = {
    word: value
    for value, word in enumerate(
        (
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
            " eighteen nineteen twenty"
        ).split(),
        start=1,
    )
} | {"thirty": 30, "forty": 40, "fifty": 50}
NUMBER = rf"(?:(?:twenty|thirty)-(?:one|two|three|four|five|six|seven|eight|nine)|{'|'.join(_WORDS)}|[1-9]\d{{0,2}})"
"""A number in words or digits; compile it with IGNORECASE where it may begin a sentence."""

_KIND = r"(?:(?:separate|additional|felony|misdemeanor|other|total|criminal|pending|new)\s){0,2}"
BEFORE = re.compile(
    rf"""(?: (?P<number>{NUMBER})\s(?:\(\d+\)\s)?{_KIND}(?:counts?|cts?\.?|charges?)\s(?P<each>each\s)?(?:of|for)\s
           | (?:multiple|several|numerous|various|an?|the|additional|unspecified)\s{_KIND}(?:counts?|charges?|offenses?|crimes?)\s(?:of|for)\s
           | (?P<alone>{NUMBER})\sfor\s
           | (?P<times>\d{{1,2}})\s?[xX]\s )(?:the\s(?:crimes?|offenses?|charges?)\sof\s)?""",
    re.VERBOSE | re.IGNORECASE,
)
BEHIND = re.compile(
    rf"""[\s,;-]*(?: \(?(?P<number>{NUMBER})\s(?:\(\d+\)\s)?(?:counts?|cts?)\)?
           | \(?[xX]\s?(?P<times>\d{{1,2}})\)? )$""",
    re.VERBOSE | re.IGNORECASE,
)

CONVICTIONS = re.compile(rf"(?P<number>{NUMBER})\s(?=\S)(?P<charge>[^,;]+)\sconvictions$", re.IGNORECASE)
ARTICLE = re.compile(r"an?\s(?=[a-z])")
# "has a prior DUI | conviction"; not "two or more prior convictions", which grades a charge
NAMED = re.compile(r"\sconvictions?$")
GRADED = re.compile(r"\b(?:prior|previous|more|one|two|with|after)\b")
ENDS_IN_COUNT = re.compile(r"(?:counts?|cts?|[xX]\s?\d+)\)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Counted:
    """A charge without its count: its place, the count or None, and whether "each" gives it to those that follow."""

    start: int
    end: int
    counts: int | None
    each: bool


def skip(text: str, start: int, end: int) -> int:
    """Where the charge `text[start:end]` begins behind its count; `start` where it has none."""
    before = BEFORE.match(text, start, end)
    return before.end() if before else start


def part(text: str, start: int, end: int) -> Counted:
    """Cut the count from the charge `text[start:end]`."""
    counts, each = None, False
    if convictions := CONVICTIONS.match(text, start, end):
        return Counted(*convictions.span("charge"), number(convictions["number"]), each)
    if before := BEFORE.match(text, start, end):
        start = before.end()
        counts, each = number(before["number"] or before["alone"] or before["times"] or ""), before["each"] is not None
    if (named := NAMED.search(text, max(start, end - 12), end)) and not GRADED.search(text, start, end):
        end = named.start()
    behind = (
        BEHIND.search(text, max(start, end - 40), end) if ENDS_IN_COUNT.search(text, max(start, end - 8), end) else None
    )
    if behind and behind.start() > start:
        end = behind.start()
        counts = counts or number(behind["number"] or behind["times"] or "")
    if article := ARTICLE.match(text, start, end):
        start = article.end()
    return Counted(start, end, counts, each)


def number(printed: str) -> int | None:
    """The number that is printed, None for none."""
    word = printed.strip().lower()
    if not word:
        return None
    if word.isdigit():
        return int(word)
    return sum(_WORDS[part] for part in word.split("-"))
