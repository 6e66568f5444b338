"""Words by the white between their characters, where the spaces of a text layer do not stand where words part.

A typesetter may print a space and go back over it ("Par ish"), or leave a gap and print none ("RiverCounty").

    mended(text, spans, boxes)      [(0, 7), (8, 13), (13, 19)]: start and end of each word in the text

A span may hold a space that parts nothing.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from encounters.extraction.layout import median

from .frame import Columns

NARROW = 0.05
"""White between characters that parts no words, in heights of a character."""
WIDE = 0.2
"""White that does, if it is wide among the gaps of its word too: letters may be set apart."""
FEW = 0.25
"""Share of the words that stand close together above which widths in the file are wrong, and say nothing."""
SUSPECT = re.compile(r"[A-Z,;](?:(?<=[a-z’][A-Z])[a-z]{2}|(?<=[a-z][,;])[A-Za-z])")
"""What two words without a space between them look like; tried only where the rarest of it stands."""
LONG = 20
"""Letters of such words without a capital."""
SUSPECTS = 3

type Span = tuple[int, int]
type Boxes = Callable[[Sequence[int]], Columns]
"""Left, top, right and bottom of characters by their numbers, in the space of the PDF page."""


def mended(text: str, spans: Sequence[Span], boxes: Boxes, ends: tuple[Columns, Columns]) -> list[Span]:
    """The words of a page displayed along its x axis; `ends` are the boxes of their first and last characters."""
    close = _close(text, spans, ends)
    if not close and _glued(text, spans) < SUSPECTS:
        return list(spans)
    if len(close) > FEW * len(spans):
        return list(spans)
    joined: list[Span] = []
    for number, (start, end) in enumerate(spans):
        if number - 1 in close:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return [piece for span in joined for piece in _parted(text, span, boxes)]


def _glued(text: str, spans: Sequence[Span]) -> int:
    """How many places look like two words."""
    long = [text[start:end] for start, end in spans if end - start >= LONG]
    return len(SUSPECT.findall(text)) + sum(word.isalpha() and word.islower() for word in long)


def _close(text: str, spans: Sequence[Span], ends: tuple[Columns, Columns]) -> set[int]:
    """The numbers of words that the next one follows without white, over one space of the text."""
    (left, top, _, bottom), (_, top2, right, bottom2) = ends
    found = set()
    places = zip(right, left[1:], top2, bottom2, strict=False)
    near = [i for i, (before, after, high, low) in enumerate(places) if after - before < NARROW * (high - low)]
    for i in near:
        height, (_, end), (start, _) = top2[i] - bottom2[i], spans[i], spans[i + 1]
        if -WIDE * height < left[i + 1] - right[i] and start == end + 1 and text[end] == " ":
            level = min(top2[i], top[i + 1]) - max(bottom2[i], bottom[i + 1])
            if level > height / 2:
                found.add(i)
    return found


def _parted(text: str, span: Span, boxes: Boxes) -> list[Span]:
    """A word in pieces, where white parts it."""
    places = [i for i in range(*span) if text[i] != " "]
    if len(places) < 2:
        return [span]
    left, top, right, bottom = boxes(places)
    gaps = [after - before for before, after in zip(right, left[1:], strict=False)]
    least = max(WIDE * median(map(lambda a, b: a - b, top, bottom)), 3 * median(map(abs, gaps)))
    cuts = [places[i + 1] for i, gap in enumerate(gaps) if gap > least]
    return list(pairwise([span[0], *cuts, span[1]]))
