"""A page between two processes: JSON for what is text, packed numbers for what is places.

    dump(layout)    {"page": 1, "width": 612.0, "height": 792.0, "source": "pdfium", "hidden": 0,
                     "texts": ["On", "January"], "breaks": [], "places": "AACQQgAA..."}

`places` are five 32-bit floats a word in base64: x0, top, x1, bottom in points, and the confidence. `load` trusts
nothing: what does not fit together raises `ValueError`, and boxes are cut to their page.
"""

import base64
import struct
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from math import inf, isfinite
from operator import gt
from typing import Any, get_args

from encounters.extraction.layout import PageLayout, Source, words_of

from .characters import CONTROLS, SURROGATES

COLUMNS = 5
SOURCES = get_args(Source.__value__)
NEVER = frozenset(map(chr, (*CONTROLS, *SURROGATES)))
"""Characters that no reader gives: a database or a terminal may choke on them."""


def dump(layout: PageLayout) -> dict[str, Any]:
    """A page as a JSON object."""
    words = layout.words
    _, *edges = zip(*[word.box for word in words], strict=True) if words else ((),)
    numbers = [*chain.from_iterable(zip(*edges, [word.confidence for word in words], strict=True))]
    return {
        "page": layout.number,
        "width": layout.width,
        "height": layout.height,
        "source": layout.source,
        "hidden": layout.hidden,
        "texts": [word.text for word in words],
        "breaks": [index for index, word in enumerate(words) if word.breaks],
        "places": base64.b64encode(struct.pack(f"<{len(numbers)}f", *numbers)).decode("ascii"),
    }


def load(message: Mapping[str, Any], number: int) -> PageLayout:
    """The page of a JSON object, which must have this number. Raises `ValueError`."""
    if message.get("page") != number:
        raise ValueError(f"this is not page {number}")
    try:
        width, height, source = float(message["width"]), float(message["height"]), message["source"]
        if not (0 < width < inf and 0 < height < inf and source in SOURCES):
            raise ValueError
        hidden = message["hidden"]
        if not isinstance(hidden, int) or hidden < 0:
            raise ValueError
        texts, breaks = _told(message["texts"]), frozenset(message["breaks"])
        x0s, tops, x1s, bottoms, confidences = _placed(base64.b64decode(message["places"], validate=True))
        lefts, rights = _between(x0s, x1s, width)
        highs, lows = _between(tops, bottoms, height)
        sure, _ = _between(confidences, confidences, 1.0)
        broken = [index in breaks for index in range(len(texts))]
        words = words_of(texts, number, (lefts, highs, rights, lows), sure, broken)
        return PageLayout(number, width, height, words, source, hidden)
    except (KeyError, TypeError, ValueError, OverflowError, struct.error) as error:
        raise ValueError(f"page {number} does not fit together") from error


def _told(texts: Sequence[str]) -> Sequence[str]:
    """Texts that can be kept and shown, none of them empty. Raises `TypeError` and `ValueError`."""
    together = "".join(texts)
    if not all(texts) or not ((together.isascii() and together.isprintable()) or NEVER.isdisjoint(together)):
        raise ValueError
    return texts


def _placed(packed: bytes) -> Iterator[Sequence[float]]:
    """The columns of the packed numbers. Raises `ValueError` where one is no number, and `struct.error`."""
    numbers = struct.unpack(f"<{len(packed) // 4}f", packed)
    if len(numbers) % COLUMNS or not isfinite(sum(numbers)):
        raise ValueError
    return (numbers[column::COLUMNS] for column in range(COLUMNS))


def _between(lows: Sequence[float], highs: Sequence[float], most: float) -> tuple[Sequence[float], Sequence[float]]:
    """Lows and highs from 0 to `most`, no low above its high."""
    if any(map(gt, lows, highs)):
        lows, highs = tuple(map(min, lows, highs)), tuple(map(max, lows, highs))
    if lows and (min(lows) < 0 or max(highs) > most):
        lows = tuple(min(max(value, 0.0), most) for value in lows)
        highs = tuple(min(max(value, 0.0), most) for value in highs)
    return lows, highs
