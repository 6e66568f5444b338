"""The first reader: PDFium. Two character boxes a word, so it costs little more than PDFium's own text page.

    with opened(path) as document:
        document.page_count             3
        document.read(1).words[0]       Word("Overview", Box(1, 72.0, 71.4, 130.2, 85.6))

PDFium is not safe for threads: one process reads, or its callers take turns.
"""

import ctypes
import math
import re
import struct
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from os import fsencode
from pathlib import Path

from encounters.extraction.layout import Box, PageLayout, Word

from . import binding
from .binding import Rectangle
from .characters import clean
from .errors import PageUnreadable, unreadable
from .frame import Frame

WORD = re.compile(r"[^\s\x00-\x1f\x7f\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")
"""A run without white space. PDFium marks a hyphen at the end of a line as U+0002 or U+FFFE and drops the break."""
BREAKS = ("\x02", "\ufffe")
MOST_CHARACTERS = 400_000
"""Characters on a page that has text for people; a page has about 3,000."""
MOST_OBJECTS = 2_000

type Place = tuple[float, float, float, float]
"""Left, bottom, right, top in the space of the PDF page."""

pdfium = binding.pdfium


class Document:
    """An open PDF. Pages are numbered from 1."""

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self.page_count: int = pdfium.FPDF_GetPageCount(handle)

    def close(self) -> None:
        pdfium.FPDF_CloseDocument(self._handle)

    def read(self, number: int) -> PageLayout:
        """The words of a page in the order of the file. Raises `PageUnreadable`."""
        with self.page(number) as page, _text_page(page) as text_page:
            frame = frame_of(page)
            width, height = frame.size
            if not (0 < width < math.inf and 0 < height < math.inf):
                raise PageUnreadable(number, "It has no size.")
            return PageLayout(number, width, height, tuple(_words(text_page, frame, number)))

    @contextmanager
    def page(self, number: int) -> Iterator[int]:
        """The handle of a page, while it is open. Raises `PageUnreadable`."""
        page = pdfium.FPDF_LoadPage(self._handle, number - 1)
        if not page:
            raise PageUnreadable(number)
        try:
            yield page
        finally:
            pdfium.FPDF_ClosePage(page)

    def pictured(self, number: int) -> float:
        """The share of a page, 0 to 1, that its largest picture or drawing covers."""
        with self.page(number) as page:
            width, height = frame_of(page).size
            bounds = [ctypes.c_float() for _ in range(4)]
            addresses = [ctypes.addressof(value) for value in bounds]
            largest = 0.0
            for index in range(min(pdfium.FPDFPage_CountObjects(page), MOST_OBJECTS)):
                item = pdfium.FPDFPage_GetObject(page, index)
                if pdfium.FPDFPageObj_GetType(item) not in binding.PICTURES:
                    continue
                if pdfium.FPDFPageObj_GetBounds(item, *addresses):
                    left, bottom, right, top = (value.value for value in bounds)
                    largest = max(largest, (right - left) * (top - bottom))
            return min(1.0, largest / (width * height)) if width * height > 0 else 0.0


@contextmanager
def opened(path: Path) -> Iterator[Document]:
    """A document, while it is open. Raises `UnreadableBulletin` (`encrypted_pdf`, `damaged_pdf`, `no_pages`)."""
    handle = pdfium.FPDF_LoadDocument(fsencode(path), None)
    if not handle:
        locked = pdfium.FPDF_GetLastError() in (binding.PASSWORD_ERROR, binding.SECURITY_ERROR)
        raise unreadable("encrypted_pdf" if locked else "damaged_pdf")
    document = Document(handle)
    try:
        if document.page_count < 1:
            raise unreadable("no_pages")
        yield document
    finally:
        document.close()


@contextmanager
def _text_page(page: int) -> Iterator[int]:
    text_page = pdfium.FPDFText_LoadPage(page)
    try:
        yield text_page
    finally:
        pdfium.FPDFText_ClosePage(text_page)


def frame_of(page: int) -> Frame:
    box = Rectangle()
    pdfium.FPDF_GetPageBoundingBox(page, ctypes.addressof(box))
    return Frame(box.left, box.bottom, box.right, box.top, pdfium.FPDFPage_GetRotation(page))


def _words(text_page: int, frame: Frame, number: int) -> Iterator[Word]:
    """Words whose middle is on the visible page, their boxes cut to it."""
    width, height = frame.size
    displayed = frame.displayed
    text = _text(text_page, number)
    if text and not text.isspace() and not WORD.search(text):
        raise PageUnreadable(number, "Its text is in no code that can be read.")
    for start, end, place in _placed(text_page, text, aside=frame.turn % 2 == 1):
        x0, y0, x1, y1 = displayed(*place)
        if 0 <= x0 + x1 <= 2 * width and 0 <= y0 + y1 <= 2 * height:
            if x0 < 0 or y0 < 0 or x1 > width or y1 > height:
                x0, y0, x1, y1 = max(x0, 0.0), max(y0, 0.0), min(x1, width), min(y1, height)
            word = text[start:end]
            breaks = word[-1] in BREAKS
            if breaks or not word.isascii():
                word = clean(word)
                if not word:
                    continue
            yield Word(word, Box(number, x0, y0, x1, y1), 1.0, breaks)


def _placed(text_page: int, text: str, *, aside: bool) -> Iterator[tuple[int, int, Place]]:
    """Start, end and place of every word; `aside` says that the page is displayed on its side."""
    spans = [match.span() for match in WORD.finditer(text)]
    for (start, end), ends in zip(spans, _ends(text_page, spans), strict=True):
        left, top, right, bottom, left2, top2, right2, bottom2 = ends
        apart = (right < left2 or right2 < left) if aside else (top < bottom2 or top2 < bottom)
        if apart or right == left == 0 or right2 == left2 == 0:
            yield from _pieces(text_page, start, end)
            continue
        yield (
            start,
            end,
            (
                left if left < left2 else left2,
                bottom if bottom < bottom2 else bottom2,
                right if right > right2 else right2,
                top if top > top2 else top2,
            ),
        )


def _ends(text_page: int, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[float, ...]]:
    """The boxes of the first and the last character of each word: left, top, right, bottom, twice; 0 for none."""
    boxes = (Rectangle * (2 * len(spans)))()
    address, size = ctypes.addressof(boxes), ctypes.sizeof(Rectangle)
    char_box = pdfium.FPDFText_GetLooseCharBox
    for start, end in spans:
        char_box(text_page, start, address)
        char_box(text_page, end - 1, address + size)
        address += 2 * size
    return struct.iter_unpack("8f", boxes)


def _pieces(text_page: int, start: int, end: int) -> Iterator[tuple[int, int, Place]]:
    """A run of characters cut where it leaves its line, since PDFium may forget a line break.

    In: a run whose ends do not stand side by side, or have no place. Out: start, end and place of each piece; one of
    which no character has a place is left out.
    """
    box = Rectangle()
    upright = abs(math.cos(pdfium.FPDFText_GetCharAngle(text_page, start))) > abs(math.cos(math.pi / 4))
    low, high = (1, 3) if upright else (0, 2)
    piece: list[Place] = []
    begin = start
    for index in range(start, end):
        if not pdfium.FPDFText_GetLooseCharBox(text_page, index, ctypes.addressof(box)) or box.right == box.left == 0:
            continue
        here = (box.left, box.bottom, box.right, box.top)
        if piece and min(piece[-1][high], here[high]) < max(piece[-1][low], here[low]):
            yield begin, index, _around(piece)
            piece, begin = [], index
        piece.append(here)
    if piece:
        yield begin, end, _around(piece)


def _around(places: Iterable[Place]) -> Place:
    lefts, bottoms, rights, tops = zip(*places, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _text(text_page: int, number: int) -> str:
    """The page's characters, one for each of PDFium's character indexes."""
    count = pdfium.FPDFText_CountChars(text_page)
    if count > MOST_CHARACTERS:
        raise PageUnreadable(number, f"It has {count:,} characters, more than a page for people can.")
    if count <= 0:
        return ""
    buffer = ctypes.create_string_buffer(2 * (count + 1))
    written = pdfium.FPDFText_GetText(text_page, 0, count, ctypes.addressof(buffer))
    text = buffer.raw[: 2 * (written - 1)].decode("utf-16-le", "surrogatepass")
    if len(text) == count:
        return text
    codes = (pdfium.FPDFText_GetUnicode(text_page, index) for index in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 else "\ufffd" for code in codes)
