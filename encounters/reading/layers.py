"""Whether the invisible text of a scan lies where its picture has print: others' recognition, which may be shifted.

doubt(picture, layout)      "misplaced" for a text layer that lies half a line too low, "incomplete" for one of half
                            the page, None for one that is right

Words have ink and the white between them has none, so that a layer of another place, or of another page, is told from
the right one. What print no word covers was not recognised.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from PIL import Image, ImageDraw

from encounters.extraction.layout import Box, PageLayout, Word

from .prepare import evenly_lit

type Doubt = Literal["misplaced", "incomplete"]

DPI = 100.0
INK = 170
"""Lightness under which something is print, of 255, on white paper."""
MARGIN = 0.03
"""Share of the page at its edges where scanners leave shadows."""
BETWEEN = 0.5
"""Ink between words, in that of words, at most."""
LEAST_INK = 0.08
"""Share of a word's place that its strokes fill, at least."""
UNCOVERED = 0.25
"""Share of the ink of a page that no word covers, at most: pictures, rules and signatures have some."""
AROUND = 3.0
"""Points around a word's place that its strokes may reach."""
BAND, INNER = (0.25, 0.8), (0.2, 0.8)
"""The part of a word's height that is looked at, and of the width of the white between two."""
WIDEST = 2.5
"""Heights of a word of white that is between words of one line."""
FEWEST = 10
"""Words and spaces that tell anything."""


def doubt(picture: Image.Image, layout: PageLayout) -> Doubt | None:
    """What speaks against the words of a page, which is drawn in gray without them at any size."""
    ink = evenly_lit(picture).point([255] * INK + [0] * (256 - INK))
    scale = picture.width / layout.width
    of_words = [_share(ink, word.box, BAND, (0.0, 1.0), scale) for word in layout.words]
    of_spaces = [_share(ink, space, BAND, INNER, scale) for space in _spaces(layout.words)]
    if min(len(of_words), len(of_spaces)) >= FEWEST:
        words, spaces = sum(of_words) / len(of_words), sum(of_spaces) / len(of_spaces)
        if words < LEAST_INK or spaces > BETWEEN * words:
            return "misplaced"
    return "incomplete" if _uncovered(ink, layout, scale) > UNCOVERED else None


def _spaces(words: tuple[Word, ...]) -> Iterator[Box]:
    """The white between words of one line."""
    for word, after in pairwise(words):
        box, behind = word.box, after.box
        level = box.top <= behind.middle <= box.bottom
        if level and 0 < behind.x0 - box.x1 <= WIDEST * box.height:
            yield Box(box.page, box.x1, box.top, behind.x0, box.bottom)


def _share(ink: Image.Image, box: Box, down: tuple[float, float], across: tuple[float, float], scale: float) -> float:
    """The share of a part of a place that is ink."""
    x0, x1 = (scale * (box.x0 + share * box.width) for share in across)
    top, bottom = (scale * (box.top + share * box.height) for share in down)
    part = round(x0), round(top), max(round(x0) + 1, round(x1)), max(round(top) + 1, round(bottom))
    return _mean(ink.crop(part))


def _uncovered(ink: Image.Image, layout: PageLayout, scale: float) -> float:
    """The share of the ink that no word covers."""
    width, height = ink.size
    inner = round(MARGIN * width), round(MARGIN * height), round((1 - MARGIN) * width), round((1 - MARGIN) * height)
    rest = ink.copy()
    draw = ImageDraw.Draw(rest)
    for _, x0, top, x1, bottom in (word.box for word in layout.words):
        draw.rectangle([scale * edge for edge in (x0 - AROUND, top - AROUND, x1 + AROUND, bottom + AROUND)], fill=0)
    return _mean(rest.crop(inner)) / (_mean(ink.crop(inner)) or 1.0)


def _mean(part: Image.Image) -> float:
    histogram = part.histogram()
    return histogram[255] / (sum(histogram) or 1)
