"""The sentences of a narrative, as spans of its folded text.

A sentence ends at a full stop before a capital, unless the stop belongs to an abbreviation; and where print lost
the stop, before words that only ever begin a sentence.

    "... on the subject. The subject entered the U.S. near St. Louis."  ->  two sentences
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from encounters.extraction.coding import states

from . import words
from .folded import Folded, fold

ABBREVIATION = re.compile(
    rf"""(?: \b{states.ABBREVIATION_PATTERN}
       | \b(?: {words.MONTH_ABBREVIATIONS} | St | Ste | Ft | Mt | Pt | Dr | Mr | Ms | Mrs | Jr | Sr | No | Nos | Co | Dept
           | Inc | Sgt | Lt | Cpl | Det | vs | v | approx | Sec | Art | Ave | Blvd | Rd | Twp
           | Rep | Dem | Dom )\.
       | (?<![A-Za-z])[A-Z](?:\.\s?[A-Z])*\. )$""",
    re.VERBOSE,
)
STOP = re.compile(r"[.!?][\"')]?\s+(?=[A-Z\"'(0-9])")
# "... warrant on the subject The subject entered": a capital that needs no stop before it to begin a sentence.
LOST_STOP = re.compile(
    rf"""\s(?<=[A-Za-z0-9),]\s) \s* (?= The\ssubject(?:'s)?\b | An?\simmigration\sdetainer\b | On\s(?:{words.MONTHS})\b )
      | \s(?<=[a-z0-9)]\.\s) (?= the\ssubject\s | an?\simmigration\sdetainer\b )""",
    re.VERBOSE,
)
# "entered the U.S. The subject": after an abbreviation, only words that always begin a sentence end one.
SURE_BEGINNING = re.compile(
    rf"(?:The\ssubject|An?\s(?:immigration|ICE)\s|On\s(?:{words.MONTHS})\b|ERO\s|ICE\s|This\ssubject)"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text` is `folded.text[start:end]`, with its full stop."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=512)
def split(printed: str) -> tuple[Sentence, ...]:
    """The sentences of a printed narrative, in order. Remembered, since most readers ask for them."""
    folded = fold(printed)
    return tuple(Sentence(folded.text[start:end], start, end) for start, end in _bounds(folded))


def _bounds(folded: Folded) -> Iterator[tuple[int, int]]:
    text = folded.text
    start = 0
    for cut, resume in sorted(_cuts(text)):
        if text[start:cut].strip():
            yield start, cut
        start = resume
    if text[start:].strip():
        yield start, len(text.rstrip())


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    """(where a sentence ends, where the next begins)"""
    for stop in STOP.finditer(text):
        before = text[max(0, stop.start() - 12) : stop.start() + 1]
        if SURE_BEGINNING.match(text, stop.end()) or not ABBREVIATION.search(before):
            yield stop.start() + 1, stop.end()
    for lost in LOST_STOP.finditer(text):
        yield lost.start(), lost.end()
