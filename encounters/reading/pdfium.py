"""The first reader: PDFium. Two character boxes a word, so it costs little more than PDFium's own text page.

    with opened(path) as document:
        document.page_count             3
        document.read(1).words[0]       Word("Overview", Box(1, 72.0, 71.4, 130.2, 85.6))

PDFium is not safe for threads: one process reads, or its callers take turns.
"""

import ctypes
import math
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import accumulate, compress, repeat
from mmap import ACCESS_READ, mmap
from operator import lt, not_, or_
from os import fsencode
from pathlib import Path

from encounters.extraction.layout import PageLayout, Word, words_of

from . import binding, gaps, hidden
from .binding import Rectangle
from .characters import clean, spelled_out
from .errors import PageUnreadable, unreadable
from .frame import Columns, Frame
from .salvage import salvaged

WORD = re.compile(r"[^\s\x00-\x1f\x7f\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")
"""A run without white space. PDFium marks a hyphen at the end of a line as U+0002 or U+FFFE and drops the break."""
BREAKS = ("\x02", "\ufffe")
NOTED = re.compile(r"\d(?<=[A-Za-z][A-Za-z.,;:)”’].)\d?(?=[.,;:)]{0,2}(?:\s|$))")
"""A number right behind a word, as "1" in "detainer1.": the mark of a note, if it is smaller.
The digit comes first in the pattern, since that makes a search quick."""
MARK = 0.9
"""Size of a note's mark, in sizes of its text, at most."""
MOST_CHARACTERS = 400_000
"""Characters on a page that has text for people; a page has about 3,000."""
MOST_OBJECTS = 2_000

type Draft = Callable[[PageLayout], None]
"""Is told what text a page surely shows before the page is drawn, which a hostile page may end."""
type Place = tuple[float, float, float, float]
"""Left, bottom, right, top in the space of the PDF page."""

pdfium = binding.pdfium


class Document:
    """An open PDF. Pages are numbered from 1."""

    def __init__(self, handle: int, draft: Draft, *, layers: bool) -> None:
        self._handle, self._draft, self._layers = handle, draft, layers
        self._room = Room()
        self.page_count: int = pdfium.FPDF_GetPageCount(handle)
        self.layered: set[int] = set()
        """Pages that have been read whose text lies unseen on a picture of them."""

    def close(self) -> None:
        pdfium.FPDF_CloseDocument(self._handle)

    def read(self, number: int) -> PageLayout:
        """The words of a page in the order of the file. Raises `PageUnreadable`."""
        with self.page(number) as page, _text_page(page) as text_page:
            frame = frame_of(page)
            width, height = frame.size
            if not (0 < width < math.inf and 0 < height < math.inf):
                raise PageUnreadable(number, "It has no size.")
            words = _words(text_page, self._room, frame, number)
            layout = PageLayout(number, width, height, words)
            found = hidden.found(page, frame, layers=self._layers)
            if found.layered:
                self.layered.add(number)
            suspects = hidden.doubtful(words, found.anywhere)
            if not any(suspects):
                return layout
            sure = tuple(compress(words, map(not_, hidden.doubtful(words, found.places))))
            self._draft(layout._replace(words=sure, hidden=len(words) - len(sure)))
            words, count = hidden.shown(page, frame, words, suspects)
            return layout._replace(words=words, hidden=count)

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
def opened(path: Path, *, draft: Draft = lambda _: None) -> Iterator[Document]:
    """A document, while it is open. Raises `UnreadableBulletin` (`encrypted_pdf`, `damaged_pdf`, `no_pages`)."""
    handle = pdfium.FPDF_LoadDocument(fsencode(path), None)
    content = None  # which PDFium reads from, as long as the document is open
    if not handle and pdfium.FPDF_GetLastError() == binding.FORMAT_ERROR:
        content = salvaged(path.read_bytes())
        handle = pdfium.FPDF_LoadMemDocument64(content, len(content), None) if content else None
    if not handle:
        locked = pdfium.FPDF_GetLastError() in (binding.PASSWORD_ERROR, binding.SECURITY_ERROR)
        raise unreadable("encrypted_pdf" if locked else "damaged_pdf")
    document = Document(handle, draft, layers=_may_have_layers(path))
    try:
        if document.page_count < 1:
            raise unreadable("no_pages")
        yield document
    finally:
        document.close()


def _may_have_layers(path: Path) -> bool:
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
        return hidden.may_have_layers(content)


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


class Room:
    """Room for the boxes of characters, and pointers to each, which are made once and used for all pages."""

    SIZE = 1024

    def __init__(self) -> None:
        self._boxes = (Rectangle * self.SIZE)()
        size = ctypes.sizeof(Rectangle)
        self._pointers = [ctypes.byref(self._boxes, size * index) for index in range(self.SIZE)]

    def boxes(self, text_page: int, characters: Sequence[int]) -> Columns:
        """Left, top, right and bottom of characters; 0 for those that have no place."""
        handle = binding.at(text_page)
        numbers: list[float] = []
        for start in range(0, len(characters), self.SIZE):
            some = characters[start : start + self.SIZE]
            ctypes.memset(self._boxes, 0, ctypes.sizeof(self._boxes))
            deque(map(binding.loose_box, repeat(handle), some, self._pointers), maxlen=0)
            numbers += memoryview(self._boxes).cast("B").cast("f")[: 4 * len(some)].tolist()
        return numbers[0::4], numbers[1::4], numbers[2::4], numbers[3::4]


def _words(text_page: int, room: Room, frame: Frame, number: int) -> tuple[Word, ...]:
    """Words whose middle is on the visible page, their boxes cut to it."""
    text = _text(text_page, number)
    if text and not text.isspace() and not WORD.search(text):
        raise PageUnreadable(number, "Its text is in no code that can be read.")
    spans, places = _placed(text_page, room, text, aside=frame.turn % 2 == 1)
    edges = frame.displayed(*places)
    if not _visible(edges, *frame.size):
        shown, edges = _cut(edges, *frame.size)
        spans = [*compress(spans, shown)]
    texts = [text[start:end].replace(" ", "") for start, end in spans]
    marked = any(mark in text for mark in BREAKS)
    breaks = [word[-1] in BREAKS for word in texts] if marked else [False] * len(texts)
    texts = [word if word.isascii() and not marked else clean(word) for word in texts]
    words = words_of(texts, number, edges, [1.0] * len(texts), breaks)
    return words if all(texts) else tuple(compress(words, texts))


def _visible(edges: Columns, width: float, height: float) -> bool:
    """Whether all of the words are on the visible page, as they are on almost every page."""
    x0s, tops, x1s, bottoms = edges
    if not x0s:
        return True
    known = math.isfinite(sum(map(sum, edges)))
    return known and min(x0s) >= 0 and min(tops) >= 0 and max(x1s) <= width and max(bottoms) <= height


def _cut(edges: Columns, width: float, height: float) -> tuple[list[bool], Columns]:
    """Which words have their middle on the visible page, and what is visible of these."""
    x0s, tops, x1s, bottoms = edges
    shown = [
        0 <= x0 + x1 <= 2 * width and 0 <= top + bottom <= 2 * height
        for x0, top, x1, bottom in zip(*edges, strict=True)
    ]
    return shown, (
        [max(x0, 0.0) for x0 in compress(x0s, shown)],
        [max(top, 0.0) for top in compress(tops, shown)],
        [min(x1, width) for x1 in compress(x1s, shown)],
        [min(bottom, height) for bottom in compress(bottoms, shown)],
    )


def _placed(text_page: int, room: Room, text: str, *, aside: bool) -> tuple[list[tuple[int, int]], Columns]:
    """Start and end of every word in the text, and their places: left, bottom, right, top in the space of the PDF page.

    `aside` says that the page is displayed on its side.
    """
    spans = _spans(text)
    if NOTED.search(text):
        spans = [span for start, end in spans for span in _without_mark(text_page, text, start, end)]
    first, last = (room.boxes(text_page, numbers) for numbers in _ends(spans))
    if not aside:
        whole = gaps.mended(text, spans, partial(room.boxes, text_page), (first, last))
        if whole != spans:
            spans = whole
            first, last = (room.boxes(text_page, numbers) for numbers in _ends(spans))
    left, top, right, bottom = first
    left2, top2, right2, bottom2 = last
    places = _lesser(left, left2), _lesser(bottom, bottom2), _greater(right, right2), _greater(top, top2)
    low, high, low2, high2 = (left, right, left2, right2) if aside else (bottom, top, bottom2, top2)
    nowhere = 0.0 in right or 0.0 in right2
    if not (nowhere or any(map(lt, high, low2)) or any(map(lt, high2, low))):
        return spans, places
    apart = [a < b2 or a2 < b for a, b, a2, b2 in zip(high, low, high2, low2, strict=True)]
    placeless = [a == b == 0 or a2 == b2 == 0 for a, b, a2, b2 in zip(right, left, right2, left2, strict=True)]
    pieces = [
        piece
        for span, place, odd in zip(spans, zip(*places, strict=True), map(or_, apart, placeless), strict=True)
        for piece in (_pieces(text_page, *span) if odd else ((span, place),))
    ]
    return [span for span, _ in pieces], _columns([place for _, place in pieces])


def _spans(text: str) -> list[tuple[int, int]]:
    """Start and end of every word in a text."""
    plain = text.replace("\r\n", "  ")
    if not plain.isprintable():
        return [match.span() for match in WORD.finditer(text)]
    lengths = [*map(len, plain.split(" "))]  # takes half the time, on most pages
    starts = accumulate([length + 1 for length in lengths], initial=0)
    return [(start, start + length) for start, length in zip(starts, lengths, strict=False) if length]


def _lesser(some: Sequence[float], others: Sequence[float]) -> Sequence[float]:
    if some == others:  # as bottoms and tops are on most pages
        return some
    return [a if a < b else b for a, b in zip(some, others, strict=True)]


def _greater(some: Sequence[float], others: Sequence[float]) -> Sequence[float]:
    if some == others:
        return some
    return [a if a > b else b for a, b in zip(some, others, strict=True)]


def _ends(spans: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """The numbers of the first and of the last characters of words."""
    return [start for start, _ in spans], [end - 1 for _, end in spans]


def _without_mark(text_page: int, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Start and end of a word, of the mark of a note that stands right behind it, and of a full stop behind that."""
    mark = NOTED.search(text, start, end)
    if mark:
        size, of_mark = (pdfium.FPDFText_GetFontSize(text_page, index) for index in (start, mark.start()))
        if 0 < of_mark < MARK * size:
            yield start, mark.start()
            yield mark.span()
            start = mark.end()
    if start < end:
        yield start, end


def _pieces(text_page: int, start: int, end: int) -> Iterator[tuple[tuple[int, int], Place]]:
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
            yield (begin, index), _around(piece)
            piece, begin = [], index
        piece.append(here)
    if piece:
        yield (begin, end), _around(piece)


def _around(places: Iterable[Place]) -> Place:
    lefts, bottoms, rights, tops = zip(*places, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _columns(places: Sequence[Place]) -> Columns:
    lefts, bottoms, rights, tops = zip(*places, strict=True) if places else ((), (), (), ())
    return lefts, bottoms, rights, tops


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
        return spelled_out(text)
    codes = (pdfium.FPDFText_GetUnicode(text_page, index) for index in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 else "\ufffd" for code in codes)
