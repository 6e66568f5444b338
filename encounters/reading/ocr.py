"""The reader of scans: Tesseract, called once a page, its words put back in their places on the page.

    with pdfium.opened(path) as document:
        ocr.read(document, 1).words[0]      Word("Overview", Box(1, 72.4, 71.0, 130.5, 84.9), confidence=0.96)

The picture is cleaned and levelled first (`prepare.py`), which on a noisy scan is the difference between 85 and
98 of 100 words; boxes are turned back with it.
"""

import io
import math
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache

from PIL import Image

from encounters.extraction.layout import Box, PageLayout, Word

from . import images, pdfium
from .characters import clean
from .errors import PageUnreadable
from .mending import mended
from .misread import corrected
from .prepare import on_its_side, prepare
from .quality import plausible

DPI = 300.0
SECONDS = 60.0
"""Longest time for one page."""
DIRT = re.compile(r"(?=.*[|¦_~‘'`=])[|¦_~‘'`=—–-]+")
"""What no printed word is, however certain the recognition."""
WORD_LEVEL = "5"
POSSESSOR, POSSESSIVE = re.compile(r"[A-Z][a-z]+['’]"), re.compile(r"s[.,;:]?")
SHERIFFS, OF_THE_SHERIFF = re.compile(r"(S(?:heriff|HERIFF))(s|S)"), re.compile(r"(?:Office|Department|OFFICE)\b")
type Recognised = tuple[str, float, int, int, int, int]
"""Text, certainty 0 to 1, and left, top, width, height in pixels."""
SPECK = 0.5
"""Certainty under which something without a letter or digit is dirt."""

MISSING = (
    "It is a scan, and reading scans needs Tesseract, which is not installed. "
    "Install it (Debian and Ubuntu: apt-get install tesseract-ocr) and try again."
)


@cache
def tesseract() -> str:
    """The path of the program, or an empty string."""
    return shutil.which("tesseract") or ""


def read(document: pdfium.Document, number: int) -> PageLayout:
    """The words of a scanned page, whichever way up it lies. Raises `PageUnreadable`."""
    program = tesseract()
    if not program:
        raise PageUnreadable(number, MISSING)
    image = images.draw(document, number, dpi=DPI)
    with document.page(number) as page:
        width, height = pdfium.frame_of(page).size
    best: tuple[Word, ...] = ()
    for quarters in (1, 3) if on_its_side(image) else (0, 2):
        words = mended(_words(program, image, quarters, number, width / image.width))
        best = max(best, words, key=lambda found: sum(word.confidence for word in found))
        if plausible(words):
            break
    return PageLayout(number, width, height, best, "ocr")


def _words(program: str, image: Image.Image, quarters: int, number: int, points: float) -> Iterator[Word]:
    """The words of an image turned counter-clockwise by quarters; `points` is the size of a pixel."""
    turned = image.transpose(_TRANSPOSES[quarters]) if quarters else image
    level, tilt = prepare(turned)
    back = _Back(level.width, level.height, tilt, quarters)
    before = ""
    above, below = 0, 0
    for read, confidence, left, top, width, height in _joined(_recognised(program, level, number)):
        if any(character.isalnum() for character in read):
            above, below = top, top + height
        elif confidence < SPECK or DIRT.fullmatch(read):
            continue
        elif above <= top and top + height <= below:  # a dash, which is taken for as high as its line
            top, height = above, below - above
        text = before = corrected(clean(read), before=before)
        if not text:
            continue
        x0, y0, x1, y1 = back.box(left, top, left + width, top + height)
        box = Box(number, x0 * points, y0 * points, x1 * points, y1 * points)
        yield Word(text, box, confidence)


_TRANSPOSES = {1: Image.Transpose.ROTATE_90, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_270}


class _Back:
    """From the levelled picture back to the one that was drawn: undo the tilt, then the quarter turns."""

    def __init__(self, width: int, height: int, tilt: float, quarters: int) -> None:
        self.width, self.height, self.quarters = width, height, quarters
        self.sine, self.cosine = math.sin(math.radians(tilt)), math.cos(math.radians(tilt))

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """A word's box keeps its size and moves with its middle."""
        x, y = (x0 + x1 - self.width) / 2, (y0 + y1 - self.height) / 2
        middle_x = x * self.cosine + y * self.sine + self.width / 2
        middle_y = y * self.cosine - x * self.sine + self.height / 2
        half_x, half_y = (x1 - x0) / 2, (y1 - y0) / 2
        left, top, right, bottom = middle_x - half_x, middle_y - half_y, middle_x + half_x, middle_y + half_y
        match self.quarters:
            case 1:
                return self.height - bottom, left, self.height - top, right
            case 2:
                return self.width - right, self.height - bottom, self.width - left, self.height - top
            case 3:
                return top, self.width - right, bottom, self.width - left
        return left, top, right, bottom


def _joined(recognised: Iterable[Recognised]) -> Iterator[Recognised]:
    """ "Sheriff'" and "s" are one word: no printed word begins behind an apostrophe. "Sheriffs Office" has lost one."""
    held: Recognised | None = None
    for found in recognised:
        if held and POSSESSOR.fullmatch(held[0]) and POSSESSIVE.fullmatch(found[0]):
            text, confidence, left, top, _, height = held
            bottom = max(top + height, found[3] + found[5])
            top = min(top, found[3])
            width = found[2] + found[4] - left
            held = text + found[0], min(confidence, found[1]), left, top, width, bottom - top
            continue
        if held and OF_THE_SHERIFF.match(found[0]):
            held = SHERIFFS.sub(r"\1'\2", held[0]), *held[1:]
        if held:
            yield held
        held = found
    if held:
        yield held


def _recognised(program: str, image: Image.Image, number: int) -> Iterator[Recognised]:
    """Every word that Tesseract finds."""
    picture = io.BytesIO()
    image.save(picture, "PPM")
    command = [program, "stdin", "stdout", "-l", "eng", "--psm", "3", "--dpi", f"{DPI:.0f}", "tsv"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command, the picture on its standard input
            command, input=picture.getvalue(), env=environment, capture_output=True, timeout=SECONDS, check=True
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise PageUnreadable(number, "It is a scan, and its text could not be recognised.") from error
    for row in done.stdout.decode("utf-8", "replace").splitlines():
        level, *_, left, top, width, height, confidence, text = row.split("\t")
        if level == WORD_LEVEL and text.strip():
            yield text.strip(), max(0.0, float(confidence)) / 100, int(left), int(top), int(width), int(height)
