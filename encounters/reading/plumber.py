"""The second reader: pdfplumber, pure Python, for pages that PDFium cannot read or reads as nonsense.

Ordinary pages take a short cut through it (`glyphs.py`) to the same words and boxes. It gives the same `PageLayout`s
as the first reader. Boxes are pdfplumber's own, a few points lower than PDFium's; their x edges agree within half a
point.
"""

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from math import inf
from pathlib import Path

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.pdf import PDF

from encounters.extraction.layout import Box, PageLayout, Word

from . import glyphs
from .characters import clean
from .errors import PageUnreadable, unreadable
from .frame import Frame

END = b"%%EOF"


class Document:
    """An open PDF. Pages are numbered from 1."""

    def __init__(self, pdf: PDF) -> None:
        self._pdf = pdf
        self.page_count = len(pdf.pages)

    def read(self, number: int) -> PageLayout:
        """The words of a page in the order of the file. Raises `PageUnreadable`."""
        if number > self.page_count:
            raise PageUnreadable(number)
        page = self._pdf.pages[number - 1]
        try:
            return _layout(self._pdf, page, number)
        except (MemoryError, PageUnreadable):
            raise
        except Exception as error:  # pdfminer raises whatever a malformed object leads it to
            raise PageUnreadable(number) from error
        finally:
            page.close()


@contextmanager
def opened(path: Path) -> Iterator[Document]:
    """A document, while it is open. Raises `UnreadableBulletin` (`encrypted_pdf`, `damaged_pdf`, `no_pages`)."""
    try:
        pdf = pdfplumber.open(_without_trailing_junk(path), raise_unicode_errors=False)
        document = Document(pdf)
    except MemoryError:
        raise
    except Exception as error:  # as above
        locked = isinstance(error.__cause__ or error.__context__ or error, PDFPasswordIncorrect)
        raise unreadable("encrypted_pdf" if locked else "damaged_pdf") from error
    with pdf:
        if document.page_count < 1:
            raise unreadable("no_pages")
        yield document


def _without_trailing_junk(path: Path) -> io.BytesIO:
    """The file up to its last end mark: pdfminer looks through what follows it byte by byte."""
    content = path.read_bytes()
    end = content.rfind(END)
    return io.BytesIO(content[: end + len(END)] + b"\n" if end > 0 else content)


def _layout(pdf: PDF, page: Page, number: int) -> PageLayout:
    x_shift, y_shift, width, height = _visible(page)
    if not (0 < width < inf and 0 < height < inf):
        raise PageUnreadable(number, "It has no size.")
    words = []
    for text, x0, top, x1, bottom in _words(pdf, page):
        x0, top, x1, bottom = x0 - x_shift, top - y_shift, x1 - x_shift, bottom - y_shift
        shown = clean(text)
        if shown and 0 <= x0 + x1 <= 2 * width and 0 <= top + bottom <= 2 * height:
            box = Box(number, max(x0, 0.0), max(top, 0.0), min(x1, width), min(bottom, height))
            words.append(Word(shown, box))
    return PageLayout(number, width, height, tuple(words), "pdfplumber")


def _words(pdf: PDF, page: Page) -> Iterable[tuple[str, float, float, float, float]]:
    """Text, x0, top, x1, bottom of every word: quickly, or by pdfplumber itself where the page is unusual."""
    try:
        return list(glyphs.words(pdf, page))
    except glyphs.Unusual:
        return own_words(page)


def own_words(page: Page) -> Iterator[tuple[str, float, float, float, float]]:
    """What pdfplumber finds on a page without our help."""
    for word in page.extract_words(use_text_flow=True, x_tolerance_ratio=glyphs.GAP, y_tolerance=glyphs.RISE):
        yield word["text"], float(word["x0"]), float(word["top"]), float(word["x1"]), float(word["bottom"])


def _visible(page: Page) -> tuple[float, float, float, float]:
    """Where the visible page begins in pdfplumber's coordinates, and its size as displayed."""
    left, bottom, right, top = _ordered(page.page_obj.mediabox)
    crop = _ordered(page.page_obj.cropbox or page.page_obj.mediabox)
    turn = (page.rotation // 90) % 4
    visible = (max(left, crop[0]), max(bottom, crop[1]), min(right, crop[2]), min(top, crop[3]))
    if visible[0] >= visible[2] or visible[1] >= visible[3]:
        visible = (left, bottom, right, top)
    frame = Frame(left, bottom, right, top, turn)
    (x0,), (y0,), (x1,), (y1,) = frame.displayed(*([edge] for edge in visible))
    return float(page.mediabox[0]) + x0, float(page.mediabox[1]) + y0, x1 - x0, y1 - y0


def _ordered(box: object) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(value) for value in box)  # type: ignore[attr-defined]
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
