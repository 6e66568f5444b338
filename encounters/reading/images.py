"""Pictures of pages: for people (PNG or WebP) and for recognition (a Pillow image).

render(path, 1, width=1100).data        b"\\x89PNG..."
render(path, 1, dpi=110, kind="webp")   a third of the size for six times the work: for a cache on disk
"""

import io
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Literal

from PIL import Image

from . import pdfium
from .drawing import drawn
from .errors import PageUnreadable

type Kind = Literal["png", "webp"]

POINTS = 72.0
MOST_PIXELS = 40_000_000
SCANNED = 0.5
"""Share of a page under one picture above which it is drawn in colour: PDFium converts pictures to gray slowly."""

AS_PRINT = {"lossless": True, "method": 4}
AS_A_PHOTOGRAPH = {"quality": 60, "method": 0}
"""Of a scan without loss WebP takes 20 times the time for 8 times the bytes: its grain does not compress."""

_one_at_a_time = Lock()


@dataclass(frozen=True, slots=True)
class PageImage:
    """An encoded image; `width` and `height` are pixels."""

    data: bytes
    media_type: str
    width: int
    height: int


def render(
    path: Path, page_number: int, *, dpi: float = 110.0, width: int | None = None, kind: Kind = "png"
) -> PageImage:
    """The page as displayed, in gray; `width` in pixels wins over `dpi`.

    Raises `UnreadableBulletin` and `PageUnreadable`. A page too large for `MOST_PIXELS` is drawn smaller.
    """
    with _one_at_a_time, pdfium.opened(path) as document:
        scanned = document.pictured(page_number) > SCANNED
        image = draw(document, page_number, dpi=dpi, width=width)
    encoded = io.BytesIO()
    if kind == "png":
        image.save(encoded, "PNG", compress_level=1)
    else:
        image.save(encoded, "WEBP", **(AS_A_PHOTOGRAPH if scanned else AS_PRINT))
    return PageImage(encoded.getvalue(), f"image/{kind}", image.width, image.height)


def draw(document: pdfium.Document, page_number: int, *, dpi: float, width: int | None = None) -> Image.Image:
    """A page in gray (mode L), at `dpi` or `width` pixels wide, but of no more than `MOST_PIXELS`."""
    colour = document.pictured(page_number) > SCANNED
    with document.page(page_number) as page:
        points_wide, points_high = pdfium.frame_of(page).size
        if points_wide <= 0 or points_high <= 0:
            raise PageUnreadable(page_number)
        scale = width / points_wide if width else dpi / POINTS
        scale = min(scale, (MOST_PIXELS / (points_wide * points_high)) ** 0.5)
        size = max(1, round(points_wide * scale)), max(1, round(points_high * scale))
        return _draw(page, *size, colour=colour)


def _draw(page: int, width: int, height: int, *, colour: bool) -> Image.Image:
    pixels, stride = drawn(page, width, height, colour=colour)
    if colour:
        return Image.frombuffer("RGB", (width, height), pixels, "raw", "BGR", stride, 1).convert("L")
    return Image.frombuffer("L", (width, height), pixels, "raw", "L", stride, 1)
