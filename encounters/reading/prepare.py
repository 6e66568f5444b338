"""A scanned page made ready for recognition: specks out, lines level.

prepared, tilt = prepare(image)     tilt in degrees, by which the lines rose to the right
"""

from itertools import pairwise

from PIL import Image, ImageFilter, ImageOps

PROFILE = 800
"""Pixels along the longer side, enough to see whether lines are level."""
LEAST_TILT = 0.08
"""Degrees under which turning a page costs more sharpness than it gains."""
TILTS = ((1.0, 5.0), (0.25, 0.75), (0.05, 0.2))
"""Steps and reaches, in degrees, of the search for the tilt, coarse to fine."""


def prepare(image: Image.Image) -> tuple[Image.Image, float]:
    """The gray image without specks and with level lines, of the same size; and the tilt taken out, in degrees."""
    smooth = image.filter(ImageFilter.MedianFilter(3))
    degrees = tilt(smooth)
    if abs(degrees) < LEAST_TILT:
        return smooth, 0.0
    return smooth.rotate(-degrees, resample=Image.Resampling.BILINEAR, fillcolor=255), degrees


def tilt(image: Image.Image) -> float:
    """By how many degrees the lines of a page rise to the right."""
    ink = _ink(image)
    best = 0.0
    for step, reach in TILTS:
        count = round(reach / step)
        candidates = [best + step * number for number in range(-count, count + 1)]
        best = max(candidates, key=lambda degrees: _levelness(ink.rotate(-degrees)))
    return best


def on_its_side(image: Image.Image) -> bool:
    """Whether lines run up or down the page rather than along it."""
    ink = _ink(image)
    return _levelness(ink.transpose(Image.Transpose.ROTATE_90)) > 2.0 * _levelness(ink)


def _ink(image: Image.Image) -> Image.Image:
    """A small picture of the page, bright where there is ink."""
    ratio = PROFILE / max(image.size)
    size = max(1, round(image.width * ratio)), max(1, round(image.height * ratio))
    return ImageOps.invert(image.resize(size, Image.Resampling.BOX))


def _levelness(ink: Image.Image) -> float:
    """How sharply dark rows change to light ones: greatest where lines run along the rows."""
    rows = ink.resize((1, ink.height), Image.Resampling.BOX).tobytes()
    return float(sum((above - below) ** 2 for above, below in pairwise(rows)))
