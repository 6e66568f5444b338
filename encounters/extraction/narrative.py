"""A narrative: folded text whose every character knows the word it was printed in.

Line breaks become one space, a word broken at a line end is joined, and characters of no width are
left out. Evidence is a by-product: a reader that matched `text[start:end]` asks `boxes(start, end)`.

    narrative = Narrative.of(lines)
    narrative.text            "On January 3, 2020, the Craighead County Sheriff’s Office ..."
    narrative.boxes(3, 18)    (Box(page=2, x0=92.1, top=140.0, x1=171.4, bottom=153.8),)
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from .layout import Box, Line, Word, around

# Characters that take no room in print: zero-width spaces and joiners, the byte order mark, soft hyphens.
INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
PUNCTUATION = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one character of the text comes from: the word, its printed line, and its place in the word."""

    word: int
    line: int
    offset: int


@dataclass(frozen=True, slots=True)
class Narrative:
    text: str
    words: tuple[Word, ...]
    origins: tuple[Origin | None, ...]
    """One for each character of `text`; None for a space that folding put in."""

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "Narrative":
        """Fold printed lines into one text. `lines` are in reading order and may lie on several pages."""
        text: list[str] = []
        origins: list[Origin | None] = []
        words: list[Word] = []
        joined = True  # nothing stands before the first word
        for line_number, line in enumerate(lines):
            for word in line.words:
                characters = [(i, c) for i, c in enumerate(word.text) if not INVISIBLE.match(c)]
                if not characters:
                    continue
                if not joined:
                    text.append(" ")
                    origins.append(None)
                for offset, character in characters:
                    text.append(character)
                    origins.append(Origin(len(words), line_number, offset))
                words.append(word)
                joined = word.breaks
        return cls("".join(text), tuple(words), tuple(origins))

    @classmethod
    def of_text(cls, text: str) -> "Narrative":
        """A narrative without a page, for text that has none (tables of tests, text typed by a person)."""
        words = tuple(Word(piece, Box(1, 0.0, 0.0, 0.0, 0.0)) for piece in text.split())
        return cls.of([Line(words)]) if words else cls("", (), ())

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """The boxes of `text[start:end]`, one for each printed line that it stands on.

        A word that is cut inside (`Office` of `Office287(g)`) gives its share of the width; one that
        loses only punctuation is taken whole, since a comma's exact place is not worth guessing.
        """
        covered = [origin for origin in self.origins[start:end] if origin is not None]
        boxes = []
        for _, on_line in groupby(covered, key=lambda origin: origin.line):
            pieces = [self._piece(word, list(group)) for word, group in groupby(on_line, key=lambda o: o.word)]
            boxes.append(around(pieces))
        return tuple(boxes)

    def confidence(self, start: int, end: int) -> float:
        """The lowest certainty of the words under `text[start:end]`, as their reader gave it; 1 for none."""
        return min((self.words[o.word].confidence for o in self.origins[start:end] if o is not None), default=1.0)

    def _piece(self, index: int, origins: list[Origin]) -> Box:
        word = self.words[index]
        first, last = origins[0].offset, origins[-1].offset + 1
        left_out = word.text[:first] + word.text[last:]
        if not left_out or PUNCTUATION.fullmatch(left_out):
            return word.box
        share = word.box.width / len(word.text)
        return Box(
            word.box.page, word.box.x0 + share * first, word.box.top, word.box.x0 + share * last, word.box.bottom
        )
