"""Which reader reads a page. The one place where that is decided.

PDFium first; pdfplumber where PDFium fails or its text reads as nonsense; recognition where a page shows
something that no reader has words for, where a few stamped words, or garbled ones, stand on the picture of a page, or
where the text of a scan does not lie on its print.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from encounters.extraction.layout import PageLayout

from . import pdfium
from .errors import PageUnreadable, UnreadableBulletin
from .quality import common_words, garbled, plausible

if TYPE_CHECKING:
    from . import layers, plumber

STAMP = 40
"""Words that a page may bear as a stamp, header or footer while its text is a picture."""
PICTURED = 0.4
"""Share of the page that such a picture covers at least."""


AS_WELL: "Mapping[layers.Doubt, float]" = {"misplaced": 0.7, "incomplete": 1.1}
"""Everyday words that recognition must find for each one of a text layer in doubt, to be preferred."""

WORDLESS = "It is a picture on which no words were recognised. Look at it in the PDF."


class Readers:
    """All readers of one document, each opened when it is needed. Pages are numbered from 1."""

    def __init__(self, path: Path, stack: ExitStack, draft: pdfium.Draft) -> None:
        self._path, self._stack, self._draft = path, stack, draft
        self._first: pdfium.Document | None = None
        try:
            self._first = stack.enter_context(pdfium.opened(path, draft=draft))
        except UnreadableBulletin as error:
            if error.code != "damaged_pdf" or self._second is None:
                raise

    @property
    def page_count(self) -> int:
        document = self._first or self._second
        return document.page_count if document else 0

    @cached_property
    def _second(self) -> "plumber.Document | None":
        from . import plumber  # 100 ms and 20 MB that most files never need

        try:
            return self._stack.enter_context(plumber.opened(self._path))
        except UnreadableBulletin:
            return None

    def read(self, number: int) -> PageLayout:
        """The best reading of a page. Raises `PageUnreadable`."""
        first = _tried(self._first, number)
        if first and self._complete(first):
            doubt = self._doubt(first)
            return self._anew(first, least=AS_WELL[doubt]) if doubt else first
        # What the page does not show stays unread: the second reader cannot tell.
        second = None if first and first.hidden else _tried(self._second, number)
        if second and second.words and self._complete(second):
            return second
        read = [layout for layout in (first, second) if layout and (layout.words or layout.hidden)]
        if read:
            self._draft(max(read, key=_sense))
        recognised, failure = None, PageUnreadable(number)
        try:
            recognised = self._recognised(number)
            if recognised:
                failure = PageUnreadable(number, WORDLESS)
        except PageUnreadable as error:
            failure = error
        if recognised and recognised.words:
            read.append(recognised)
        if not read:
            raise failure
        return max(read, key=_sense)

    def _doubt(self, layout: PageLayout) -> "layers.Doubt | None":
        """What is wrong with the text layer of a scan."""
        if self._first is None or layout.number not in self._first.layered:
            return None
        from . import images, layers  # as above: only scans need Pillow

        self._draft(layout)
        return layers.doubt(images.draw(self._first, layout.number, dpi=layers.DPI), layout)

    def _anew(self, layout: PageLayout, *, least: float) -> PageLayout:
        """The page recognised anew, if that has so many everyday words for each one of its text layer."""
        with suppress(PageUnreadable):
            recognised = self._recognised(layout.number)
            if recognised and _sense(recognised) >= least * _sense(layout):
                return recognised
        return layout

    def _recognised(self, number: int) -> PageLayout | None:
        from . import ocr  # as above: only scans need Pillow

        return ocr.read(self._first, number) if self._first else None

    def _complete(self, layout: PageLayout) -> bool:
        """Whether a text layer says what the page shows: it is language, and the page is not mostly a picture."""
        if not plausible(layout.words):
            return False
        if len(layout.words) >= STAMP and not garbled(layout.words):
            return True
        return self._pictured(layout.number) < (PICTURED if layout.words else 1e-6)

    def _pictured(self, number: int) -> float:
        with suppress(PageUnreadable):
            return self._first.pictured(number) if self._first else 0.0
        return 0.0


def _sense(layout: PageLayout) -> int:
    return common_words(layout.words)


def _tried(document: "pdfium.Document | plumber.Document | None", number: int) -> PageLayout | None:
    try:
        return document.read(number) if document else None
    except PageUnreadable:
        return None


class Reader(Protocol):
    """An open document. Pages are numbered from 1."""

    @property
    def page_count(self) -> int: ...

    def read(self, number: int) -> PageLayout:
        """The words of a page. Raises `PageUnreadable`."""
        ...


@contextmanager
def opened(path: Path, *, only: str | None = None, draft: pdfium.Draft = lambda _: None) -> Iterator[Reader]:
    """All readers of a document as one, or `only` "pdfium" or "pdfplumber". Raises `UnreadableBulletin`."""
    with ExitStack() as stack:
        if only == "pdfium":
            yield stack.enter_context(pdfium.opened(path))
        elif only == "pdfplumber":
            from . import plumber

            yield stack.enter_context(plumber.opened(path))
        else:
            yield Readers(path, stack, draft)
