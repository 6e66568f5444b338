"""A narrative: folded text whose every character knows the word it was printed in.

Line breaks become one space, a word broken at a line end is joined, and characters of no width are
left out. Evidence is a by-product: a reader that matched `text[start:end]` asks `boxes(start, end)`.

    narrative = Narrative.of(lines)
    narrative.text            "On January 3, 2020, the Craighead County Sheriff’s Office ..."
    narrative.boxes(3, 18)    (Box(page=2, x0=92.1, top=140.0, x1=171.4, bottom=153.8),)
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from operator import itemgetter

from .layout import Box, Line, Word, around

# Characters that take no room in print: zero-width spaces and joiners, the byte order mark, soft hyphens.
INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
PUNCTUATION = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Narrative:
    text: str
    words: tuple[Word, ...]
    starts: tuple[int, ...]
    """Where each word begins in `text`."""
    lines: tuple[int, ...]
    """The printed line of each word, counted from 0."""

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "Narrative":
        """Fold printed lines into one text. `lines` are in reading order and may lie on several pages."""
        shown = [(word, number, visible(word.text)) for number, line in enumerate(lines) for word in line.words]
        shown = [piece for piece in shown if piece[2]]
        pieces = [text if word.breaks else text + " " for word, _, text in shown]
        text = "".join(pieces)
        starts = list(accumulate(map(len, pieces), initial=0))[:-1]
        words, numbers = tuple(piece[0] for piece in shown), tuple(piece[1] for piece in shown)
        return cls(text.removesuffix(" "), words, tuple(starts), numbers)

    @classmethod
    def of_text(cls, text: str) -> "Narrative":
        """A narrative without a page, for text that has none (tables of tests, text typed by a person)."""
        words = tuple(Word(piece, Box(1, 0.0, 0.0, 0.0, 0.0)) for piece in text.split())
        return cls.of([Line(words)])

    def word_at(self, at: int) -> int | None:
        """The number of the word that character `at` belongs to; None for a space that folding put in."""
        word = bisect_right(self.starts, at) - 1
        within = word >= 0 and at - self.starts[word] < len(visible(self.words[word].text))
        return word if within else None

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """The boxes of `text[start:end]`, one for each printed line that it stands on.

        A word that is cut inside (`Office` of `Office287(g)`) gives its share of the width; one that
        loses only punctuation is taken whole, since a comma's exact place is not worth guessing.
        """
        numbers = self._numbers(start, end)
        boxes: list[Box | None] = [word.box for word in self.words[numbers.start : numbers.stop]]
        for number in {numbers.start, numbers.stop - 1} if numbers else ():
            begin = self.starts[number]
            if begin < start or end < begin + len(self.words[number].text):
                boxes[number - numbers.start] = self._piece(number, start, end)
        lines = groupby(zip(self.lines[numbers.start :], boxes, strict=False), key=itemgetter(0))
        found = ([box for _, box in line if box] for _, line in lines)
        return tuple(_rounded(around(line)) for line in found if line)

    def confidence(self, start: int, end: int) -> float:
        """The lowest certainty of the words under `text[start:end]`, as their reader gave it; 1 for none."""
        return min((self.words[number].confidence for number in self._numbers(start, end)), default=1.0)

    def _numbers(self, start: int, end: int) -> range:
        """The words that `text[start:end]` touches; the first may end in front of it."""
        return range(max(0, bisect_right(self.starts, start) - 1), bisect_right(self.starts, end - 1))

    def _piece(self, number: int, start: int, end: int) -> Box | None:
        """The box of what `text[start:end]` covers of a word, which is not all of it."""
        word, begin = self.words[number], self.starts[number]
        text, box = word.text, word.box
        places = range(len(text)) if text.isascii() else [i for i, c in enumerate(text) if not INVISIBLE.match(c)]
        covered = places[max(0, start - begin) : max(0, end - begin)]
        if not covered:
            return None
        first, last = covered[0], covered[-1] + 1
        left_out = text[:first] + text[last:]
        if not left_out or PUNCTUATION.fullmatch(left_out):
            return box
        share = box.width / len(text)
        return Box(box.page, box.x0 + share * first, box.top, box.x0 + share * last, box.bottom)


def _rounded(box: Box) -> Box:
    """A box to a hundredth of a point, which is finer than print."""
    page, x0, top, x1, bottom = box
    return Box(page, round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2))


def visible(text: str) -> str:
    """Text without characters of no width."""
    return text if text.isascii() else INVISIBLE.sub("", text)
