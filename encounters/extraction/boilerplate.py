"""What the bulletins say every time: introductions, section headings, running headers and footers.

A text is known by the share of its words, and of its three-word sequences, that stand in the stored wording
(`data/boilerplate.json`), so that other wordings and errors of recognition are borne.
"""

import json
import re
from difflib import SequenceMatcher
from functools import cache

from .coding.tables import DATA
from .headings import printed

TOKEN = re.compile(r"[a-z0-9]+")
KNOWN_SEQUENCES = 0.3
"""Share of a paragraph's three-word sequences that makes it known wording."""
FEWEST_SEQUENCES = 5
"""Such sequences at least: "removed from the United States" stands in stories too."""
KNOWN_WORDS = 0.72
"""Share of an introductory paragraph's words that makes it another wording of the same matter."""
COLUMN_TITLES = frozenset(
    "no number case cases state states encounter encounters narrative narratives summary description details".split()
) | {""}
MOST_TITLES = 6
ALIKE = 0.86
"""Likeness of a short line to a known one."""


def tokens(text: str) -> list[str]:
    return TOKEN.findall(printed(text).casefold().replace("’", "").replace("'", ""))


def triples(words: list[str]) -> list[tuple[str, ...]]:
    return list(zip(words, words[1:], words[2:], strict=False))


@cache
def _wording() -> dict[str, list[str]]:
    wording: dict[str, list[str]] = json.loads((DATA / "boilerplate.json").read_text(encoding="utf-8"))
    return wording


@cache
def _known() -> tuple[frozenset[tuple[str, ...]], frozenset[str]]:
    paragraphs = [tokens(paragraph) for paragraph in _wording()["prose"]]
    return (
        frozenset(triple for words in paragraphs for triple in triples(words)),
        frozenset(word for words in paragraphs for word in words),
    )


def is_known(text: str) -> bool:
    """Whether a paragraph is wording that bulletins carry, anywhere in a document."""
    sequences = triples(tokens(text))
    known, _ = _known()
    found = sum(triple in known for triple in sequences)
    return found >= FEWEST_SEQUENCES and found >= KNOWN_SEQUENCES * len(sequences)


def introduces(text: str) -> bool:
    """Whether a paragraph before the first story is introduction: known wording, or its words in another order."""
    words = tokens(text)
    _, vocabulary = _known()
    return is_known(text) or (len(words) >= 8 and sum(w in vocabulary for w in words) >= KNOWN_WORDS * len(words))


@cache
def _lines(kind: str) -> dict[str, frozenset[str]]:
    """The known lines of a kind, in small letters, each with its words."""
    return {" ".join(words): frozenset(words) for words in map(tokens, _wording()[kind])}


def _like(text: str, kind: str) -> bool:
    """Whether a short line is a known one, but for a few letters."""
    words = tokens(text)
    line, distinct = " ".join(words), set(words)
    if line in _lines(kind):
        return True
    return any(
        2 * min(len(line), len(known)) >= ALIKE * (len(line) + len(known))
        and (len(words) == len(known_words) == 1 or 2 * len(distinct & known_words) >= len(words))
        and SequenceMatcher(None, line, known).ratio() >= ALIKE
        for known, known_words in _lines(kind).items()
    )


def is_section_heading(text: str, *, exactly: bool = False) -> bool:
    """Whether a line is "Overview", "287(g) Encounters by State" or, if not `exactly`, a misreading of one."""
    if exactly:
        return " ".join(tokens(text)) in _lines("headings")
    return len(text) < 80 and _like(text, "headings")


def is_furniture(text: str) -> bool:
    """Whether a line is a header or footer without its page number: a known one, or names and times only."""
    words = tokens(text)
    named = bool(words) and all(word.isdigit() or word in _furniture_words() for word in words)
    return len(text) < 80 and (named or _like(text, "furniture"))


def is_column_titles(text: str) -> bool:
    """Whether a line is the head of a table of encounters, or of columns of it: "No. State Encounter"."""
    words = text.casefold().replace("/", " ").split()
    named = all(word.strip(".:#()") in COLUMN_TITLES for word in words)
    return (
        0 < len(words) <= MOST_TITLES and named and text[:1].isupper() and not text.endswith(("s.", "r.", "t.", "e."))
    )


@cache
def closing() -> re.Pattern[str]:
    """How a sentence begins that stands behind the last story: "For media inquiries, contact ..."."""
    return re.compile("|".join(map(re.escape, _wording()["closings"])))


@cache
def _furniture_words() -> frozenset[str]:
    return frozenset(" ".join(_wording()["furniture_words"]).split())
