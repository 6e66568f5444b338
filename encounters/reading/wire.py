"""A page between two processes: JSON for what is text, packed numbers for what is places.

    dump(layout)    {"page": 1, "width": 612.0, "height": 792.0, "source": "pdfium",
                     "texts": ["On", "January"], "breaks": [], "places": "AACQQgAA..."}

`places` are five 32-bit floats a word in base64: x0, top, x1, bottom in points, and the confidence. `load` trusts
nothing: what does not fit together raises `ValueError`.
"""

import base64
import struct
from collections.abc import Mapping
from typing import Any

from encounters.extraction.layout import Box, PageLayout, Word

PLACE = struct.Struct("<5f")


def dump(layout: PageLayout) -> dict[str, Any]:
    """A page as a JSON object."""
    words = layout.words
    numbers = [number for word in words for number in (*word.box[1:], word.confidence)]
    return {
        "page": layout.number,
        "width": layout.width,
        "height": layout.height,
        "source": layout.source,
        "texts": [word.text for word in words],
        "breaks": [index for index, word in enumerate(words) if word.breaks],
        "places": base64.b64encode(struct.pack(f"<{len(numbers)}f", *numbers)).decode("ascii"),
    }


def load(message: Mapping[str, Any], number: int) -> PageLayout:
    """The page of a JSON object, which must have this number. Raises `ValueError`."""
    if message.get("page") != number:
        raise ValueError(f"this is not page {number}")
    try:
        "".join(message["texts"])  # they are texts
        breaks = frozenset(message["breaks"])
        packed = base64.b64decode(message["places"], validate=True)
        placed = enumerate(zip(message["texts"], PLACE.iter_unpack(packed), strict=True))
        words = tuple(
            Word(text, Box(number, x0, top, x1, bottom), confidence, index in breaks)
            for index, (text, (x0, top, x1, bottom, confidence)) in placed
        )
        return PageLayout(number, float(message["width"]), float(message["height"]), words, message["source"])
    except (KeyError, TypeError, ValueError, struct.error) as error:
        raise ValueError(f"page {number} does not fit together") from error
