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
from itertools import accumulate, compress

from .invisible import INVISIBLE, visible, visible_texts
from .layout import Box, Line, Word, around

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
        words = [word for line in lines for word in line.words]
        numbers = [number for number, line in enumerate(lines) for _ in line.words]
        texts = visible_texts(words)
        if not all(texts):
            words, numbers = [*compress(words, texts)], [*compress(numbers, texts)]
            texts = [text for text in texts if text]
        pieces = [text if word.breaks else text + " " for text, word in zip(texts, words, strict=True)]
        starts = list(accumulate(map(len, pieces), initial=0))[:-1]
        return cls("".join(pieces).removesuffix(" "), tuple(words), tuple(starts), tuple(numbers))

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
        first, stop = self._touched(start, end)
        if first >= stop:
            return ()
        boxes: list[Box | None] = [word.box for word in self.words[first:stop]]
        for number in (first, stop - 1):
            begin = self.starts[number]
            if begin < start or end < begin + len(self.words[number].text):
                boxes[number - first] = self._piece(number, start, end)
        rows = []
        begin = first
        while begin < stop:
            begin_next = bisect_right(self.lines, self.lines[begin], begin, stop)
            rows.append([box for box in boxes[begin - first : begin_next - first] if box])
            begin = begin_next
        return tuple([_rounded_around(row) for row in rows if row])

    def confidence(self, start: int, end: int) -> float:
        """The lowest certainty of the words under `text[start:end]`, as their reader gave it; 1 for none."""
        return min((word.confidence for word in self.words[slice(*self._touched(start, end))]), default=1.0)

    def _touched(self, start: int, end: int) -> tuple[int, int]:
        """The first word that `text[start:end]` touches, which may end in front of it, and the one behind the last."""
        return max(0, bisect_right(self.starts, start) - 1), bisect_right(self.starts, end - 1)

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


def _rounded_around(boxes: Sequence[Box]) -> Box:
    """The box around the boxes of a page, to a hundredth of a point, which is finer than print."""
    page, left, top, right, bottom = around(boxes)
    return Box(page, round(left, 2), round(top, 2), round(right, 2), round(bottom, 2))
