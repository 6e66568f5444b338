"""Words that the file has and the page does not show: under a black box, white on white, without ink, in hidden layers.

    suspects = found(page, frame)           where something was painted over a text, or a text has no ink
    doubtful(words, suspects.anywhere)      [False, False, True]: the words that stand there
    shown(page, frame, words, suspects)     the words as displayed, and how many of them are not

A box over a text is what most people take for redaction. What it hides was meant to be withheld, so none of it is read:
a word under a dark box becomes `COVERED`, as on the page, and one that leaves no trace on the page is left out.

Whether something covers a word is seen on a small picture of the page, which is drawn only where there are suspects.
So a band of colour under its heading, a table's shading and a highlighter do no harm.
"""

import ctypes
from collections.abc import Iterator, Sequence
from itertools import count, repeat
from mmap import mmap
from typing import NamedTuple

from encounters.extraction.layout import COVERED, Word

from . import binding
from .drawing import gray
from .frame import Frame

LEAST_WIDTH, LEAST_HEIGHT = 6.0, 4.0
"""Points of something that may hide a word."""
WHOLE = 0.4
"""Share of the page from which a picture is the scan of a page, and the text lies on it or under it."""
MOST_OBJECTS = 10_000
STRIP = 24.0
"""Points of a stretch of the page in which texts are looked up."""
MOST_MARKS = 20
LAYERS = (b"/OCProperties", b"/ObjStm")
OF_LAYERS = "OC\0".encode("utf-16-le")
"""The mark of what belongs to a layer."""
WITHOUT_INK = frozenset((3, 7))
"""Modes of text that paints nothing."""
BLACK = (0, 0, 0, 255)
PATTERN = (191, 191, 191)
"""The colour that PDFium tells of an area that is painted with a pattern of its own colours."""
PALE, SHEER = 235, 40
"""Lightness from which a colour is nearly that of paper, and opacity under which it is hardly seen; of 255."""
SCALE = 1.5
"""Pixels for each point of the picture."""
MOST_PIXELS = 4_000_000
EVEN = 30
"""Differences of lightness in a word's place that are no print, of 255."""
DARK = 128
ACROSS, ALONG = (0.3, 0.75), (0.08, 0.92)
"""The part of a word's height in which every word with a letter or digit has ink, and of its width the part that the
box over it covers."""
NOTES = frozenset((2, 16, 20))
"""Kinds of annotations that lie over no text: links, their windows, and fields."""

type Place = tuple[float, float, float, float]
"""x0, top, x1, bottom in points as displayed."""


class Suspects(NamedTuple):
    """Where words may be hidden, and whether the page is a picture with a text that is not seen on it or under it.

    `patterns` are places under a pattern. They are looked at as the others are; but nobody withholds a text by a
    pattern, so the words there may be told where a page cannot be looked at.
    """

    places: list[Place]
    patterns: list[Place]
    layered: bool

    @property
    def anywhere(self) -> list[Place]:
        return self.places + self.patterns


def may_have_layers(content: bytes | mmap) -> bool:
    """Whether a file may have layers that can be switched off: it says so, or packs up what would say so."""
    return any(content.find(sign) >= 0 for sign in LAYERS)


def found(page: int, frame: Frame, *, layers: bool = False) -> Suspects:
    """What may hide words of an open page; `layers` says that its file may have some that are switched off."""
    numbers = range(min(binding.pdfium.FPDFPage_CountObjects(page), MOST_OBJECTS))
    handles = [*map(binding.page_object, repeat(binding.at(page)), numbers)]
    kinds = [*map(binding.object_type, handles)]
    texts = [handle for kind, handle in zip(kinds, handles, strict=True) if kind == binding.TEXT]
    others = len(texts) < len(kinds)
    scans = [
        number
        for number, kind in enumerate(kinds if others else ())
        if kind == binding.IMAGE and _is_scan(handles[number], frame)
    ]
    inkless = [*_inkless(texts)]
    places, patterns = [*_annotations(page, frame)], list[Place]()
    if not scans:
        places += filter(None, (_bounds(handle, frame) for handle in inkless))
    if others:
        for handle, place in _over_text(kinds, handles, frame, scanned=bool(scans)):
            (patterns if _patterned(handle) else places).append(place)
    if layers:
        forms = (handle for kind, handle in zip(kinds, handles, strict=True) if kind == binding.FORM)
        places += filter(None, (_bounds(handle, frame) for handle in (*filter(_in_layer, handles), *forms)))
    under = kinds[: scans[-1]].count(binding.TEXT) if scans else 0
    return Suspects(places, patterns, bool(scans) and 2 * max(under, len(inkless)) > len(texts))


def _is_scan(handle: ctypes.c_void_p, frame: Frame) -> bool:
    width, height = frame.size
    x0, top, x1, bottom = _bounds(handle, frame) or (0.0, 0.0, 0.0, 0.0)
    return (x1 - x0) * (bottom - top) >= WHOLE * width * height


def _over_text(
    kinds: Sequence[int], handles: Sequence[ctypes.c_void_p], frame: Frame, *, scanned: bool
) -> Iterator[tuple[ctypes.c_void_p, Place]]:
    """What was painted over a text that the file has before it, and where; and forms, which hold texts of their own."""
    covers = {
        number: place
        for number, (kind, handle) in enumerate(zip(kinds, handles, strict=True))
        if kind != binding.TEXT and _covers(handle, kind, scanned=scanned) and (place := _bounds(handle, frame))
    }
    texts: dict[int, list[Place]] = {}
    for number in range(max(covers, default=-1) + 1):
        if kinds[number] == binding.TEXT:
            if place := _bounds(handles[number], frame):
                for strip in _strips(place):
                    texts.setdefault(strip, []).append(place)
        elif cover := covers.get(number):
            under = (text for strip in _strips(cover) for text in texts.get(strip, ()))
            if kinds[number] == binding.FORM or any(_lies_over(cover, text) for text in under):
                yield handles[number], cover


def _patterned(handle: ctypes.c_void_p) -> bool:
    reds, greens, blues, _ = _colours([handle])
    return binding.object_type(handle) == binding.PATH and (*reds, *greens, *blues) == PATTERN


def doubtful(words: Sequence[Word], places: Sequence[Place]) -> list[bool]:
    """Whether each word has its middle in a place where words may be hidden."""
    return [any(_holds(place, word) for place in places) for word in words] if places else [False] * len(words)


def shown(page: int, frame: Frame, words: Sequence[Word], suspects: Sequence[bool]) -> tuple[tuple[Word, ...], int]:
    """The words as the page displays them, and how many of them it does not; `suspects` says which to look at."""
    picture = _Picture(page, frame)
    left: list[Word] = []
    traceless: bool | None = (
        None  # of the word before: whether its place is all dark (False), all light (True), or print
    )
    for word, doubt in zip(words, suspects, strict=True):
        if not doubt:
            traceless = None
        elif any(map(str.isalnum, word.text)):  # a full stop has no ink in the middle of its line
            traceless = picture.traceless(word)
        if traceless is None:
            left.append(word)
        elif not traceless:
            left.append(word._replace(text=COVERED, breaks=False))
    return tuple(left), len(words) - sum(word.text != COVERED for word in left)


class _Picture:
    """A small picture of a page."""

    def __init__(self, page: int, frame: Frame) -> None:
        width, height = frame.size
        self._scale = min(SCALE, (MOST_PIXELS / (width * height)) ** 0.5)
        self._width, self._height = max(1, round(width * self._scale)), max(1, round(height * self._scale))
        self._pixels, self._stride = gray(page, self._width, self._height)

    def _pixels_of(self, low: float, high: float, shares: tuple[float, float], most: int) -> range:
        """The rows or columns of pixels of a part of a stretch, at least one."""
        first, last = (round((low + share * (high - low)) * self._scale) for share in shares)
        return range(max(0, min(first, most - 1)), min(most, max(first + 1, last)))

    def traceless(self, word: Word) -> bool | None:
        """Whether the middle of a word's place is all light; False where it is all dark, None where there is print."""
        _, x0, top, x1, bottom = word.box
        if bottom - top > x1 - x0 and len(word.text) > 1:  # set up or down the page
            across, along = ACROSS, ALONG
        else:
            across, along = ALONG, ACROSS
        columns, rows = self._pixels_of(x0, x1, across, self._width), self._pixels_of(top, bottom, along, self._height)
        seen = b"".join(
            self._pixels[row * self._stride + columns.start : row * self._stride + columns.stop] for row in rows
        )
        if not seen or max(seen) - min(seen) > EVEN:
            return None
        return max(seen) >= DARK


def _covers(handle: ctypes.c_void_p, kind: int, *, scanned: bool) -> bool:
    """Whether an object paints an area; a picture that is the page itself does not count."""
    if kind == binding.PATH:
        mode, stroked = ctypes.c_int(), ctypes.c_int()
        filled = binding.pdfium.FPDFPath_GetDrawMode(handle, ctypes.addressof(mode), ctypes.addressof(stroked))
        return bool(filled and mode.value) and not _sheer(handle)
    if kind == binding.FORM:
        count = min(binding.pdfium.FPDFFormObj_CountObjects(handle), MOST_OBJECTS)
        inner = (ctypes.c_void_p(binding.pdfium.FPDFFormObj_GetObject(handle, number)) for number in range(count))
        return any(
            kind in (binding.PATH, binding.SHADING) or (kind == binding.IMAGE and not scanned)
            for kind in map(binding.object_type, inner)
        )
    return kind == binding.SHADING or (kind == binding.IMAGE and not scanned)


def _sheer(handle: ctypes.c_void_p) -> bool:
    *_, (alpha,) = _colours([handle])
    return alpha < SHEER


def _inkless(texts: Sequence[ctypes.c_void_p]) -> Iterator[ctypes.c_void_p]:
    """The texts that paint nothing which is seen on paper."""
    for start in range(0, len(texts), MOST_COLOURS):
        some = texts[start : start + MOST_COLOURS]
        modes, colours = [*map(binding.render_mode, some)], _colours(some)
        reds, _, _, alphas = colours
        if max(reds) < PALE and min(alphas) >= SHEER and WITHOUT_INK.isdisjoint(modes):
            continue  # as on almost every page
        for text, mode, *lights, alpha in zip(some, modes, *colours, strict=True):
            if mode in WITHOUT_INK or min(lights) >= PALE or alpha < SHEER:
                yield text


def _colours(handles: Sequence[ctypes.c_void_p]) -> tuple[Sequence[int], ...]:
    """Red, green, blue and opacity of what at most `MOST_COLOURS` objects are filled with; black if it is unknown."""
    told = [*map(binding.fill_colour, handles, *_pointers)]
    values = _values[: 4 * len(handles)]
    if not all(told):
        values = [value for known, at in zip(told, count(0, 4)) for value in (values[at : at + 4] if known else BLACK)]
    return values[0::4], values[1::4], values[2::4], values[3::4]


MOST_COLOURS = 256
_values = (ctypes.c_uint * (4 * MOST_COLOURS))()
_pointers = tuple(
    [ctypes.byref(_values, ctypes.sizeof(ctypes.c_uint) * (4 * number + part)) for number in range(MOST_COLOURS)]
    for part in range(4)
)
"""Room for colours, and pointers into it, which are made once."""


def _in_layer(handle: ctypes.c_void_p) -> bool:
    """Whether an object belongs to a layer, which may be switched off."""
    library = binding.pdfium
    for number in range(min(library.FPDFPageObj_CountMarks(handle), MOST_MARKS)):
        written = ctypes.c_ulong()
        mark = library.FPDFPageObj_GetMark(handle, number)
        name = ctypes.create_string_buffer(len(OF_LAYERS))
        library.FPDFPageObjMark_GetName(mark, ctypes.addressof(name), len(OF_LAYERS), ctypes.addressof(written))
        if name.raw == OF_LAYERS:
            return True
    return False


def _bounds(handle: ctypes.c_void_p, frame: Frame) -> Place | None:
    """The place of an object, if it is large enough to hide a word."""
    left, bottom, right, top = edges = [ctypes.c_float() for _ in range(4)]
    if not binding.pdfium.FPDFPageObj_GetBounds(handle, *map(ctypes.addressof, edges)):
        return None
    return _displayed(left.value, bottom.value, right.value, top.value, frame)


def _displayed(left: float, bottom: float, right: float, top: float, frame: Frame) -> Place | None:
    (x0,), (y0,), (x1,), (y1,) = frame.displayed([left], [bottom], [right], [top])
    return (x0, y0, x1, y1) if x1 - x0 >= LEAST_WIDTH and y1 - y0 >= LEAST_HEIGHT else None


def _annotations(page: int, frame: Frame) -> Iterator[Place]:
    """Where annotations lie that may cover something: rectangles, highlights, stamps."""
    library = binding.pdfium
    for number in range(min(library.FPDFPage_GetAnnotCount(page), MOST_OBJECTS)):
        note = library.FPDFPage_GetAnnot(page, number)
        if not note:
            continue
        box = binding.Rectangle()
        placed = library.FPDFAnnot_GetSubtype(note) not in NOTES and library.FPDFAnnot_GetRect(
            note, ctypes.addressof(box)
        )
        library.FPDFPage_CloseAnnot(note)
        if placed and (place := _displayed(box.left, box.bottom, box.right, box.top, frame)):
            yield place


def _strips(place: Place) -> range:
    """The stretches of the page, from its top, that a place touches."""
    _, top, _, bottom = place
    first = max(0, int(top // STRIP))
    return range(first, min(int(bottom // STRIP), first + MOST_OBJECTS) + 1)


def _lies_over(place: Place, text: Place) -> bool:
    across, down = (min(place[i + 2], text[i + 2]) - max(place[i], text[i]) for i in (0, 1))
    return across >= LEAST_WIDTH / 2 and down >= LEAST_HEIGHT / 2


def _holds(place: Place, word: Word) -> bool:
    x0, top, x1, bottom = place
    return x0 <= (word.box.x0 + word.box.x1) / 2 <= x1 and top <= word.box.middle <= bottom
