"""Parting a narrative in two: at which word, and which printed words fall to each side. Pure.

word_at("On May 2 he left. On May 3 she left.", 18)       5: the sixth word, which begins at character 18
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from . import openings
from .headings import printed
from .lines import PrintedLine
from .narrative import Narrative

SENTENCE = re.compile(r"[.!?][”\")\]]*\s+(?=[A-Z])")
"""The end of a sentence that another follows."""


class NotAWord(ValueError):
    """The character is not the first of a word inside the narrative."""

    def __init__(self, at: int) -> None:
        super().__init__(f"No second record can begin at character {at}: it is not the first of a word inside it.")


def beginnings(text: str) -> list[int]:
    """Where each word but the first begins: the characters at which a narrative may be parted."""
    return [at for at in range(1, len(text)) if text[at] != " " and text[at - 1] == " "]


def word_at(text: str, at: int) -> int:
    """The number of the word that begins at a character, counted from 0. Raises `NotAWord`."""
    if not 0 < at < len(text) or text[at] == " " or text[at - 1] != " ":
        raise NotAWord(at)
    return len(text[:at].split())


def suggested(text: str) -> int | None:
    """Where a second story begins by its own words, or else the sentence that begins with another date."""
    sentences = [match.end() for match in SENTENCE.finditer(text)]
    stories = [at for at in sentences if openings.opens(text, at)]
    dated = [at for at in sentences if openings.DATED.match(text, at)]
    return next(iter(stories or dated), None)


def part(lines: Sequence[PrintedLine], text: str, at: int) -> tuple[list[PrintedLine], list[PrintedLine]]:
    """The printed lines of a narrative before and from character `at` of `text`, both with at least one word.

    `text` is what the record says; where a person has corrected it, the word is found again in the print by
    its neighbours. Raises `NotAWord`.
    """
    narrative = Narrative.of([line.line for line in lines])
    place = _printed_word(text, word_at(text, at), narrative.text)
    start = _beginning(narrative.text, place)
    word = narrative.word_at(start) if start else None
    if word is None:
        raise NotAWord(at)
    return _cut(lines, word)


def _printed_word(text: str, word: int, print_text: str) -> int:
    """The number of a word of `text` in the printed text; the next that both have, where a person rewrote it."""
    ours, theirs = text.split(), print_text.split()
    for start, there, size in SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks():
        if word < start + size or size == 0:
            return there + max(0, word - start)
    return len(theirs)


def _beginning(text: str, word: int) -> int:
    starts = [0, *beginnings(text)]
    return starts[word] if word < len(starts) else 0


def _cut(lines: Sequence[PrintedLine], word: int) -> tuple[list[PrintedLine], list[PrintedLine]]:
    """Part lines before the visible word with number `word`; words without visible characters do not count."""
    before: list[PrintedLine] = []
    after: list[PrintedLine] = []
    count = 0
    for line in lines:
        first = 0
        while first < len(line.words) and count < word:
            count += bool(printed(line.words[first].text))
            first += 1
        for side, piece in ((before, slice(0, first)), (after, slice(first, None))):
            if line.words[piece]:
                side.append(line._replace(words=line.words[piece], places=line.places[piece]))
    return before, after
