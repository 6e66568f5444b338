"""Reading a file that nobody trusts, in a child process with limits.

    with sandbox.read(path) as reading:
        reading.page_count              3, before any page is read
        for layout in reading:          PageLayouts, as they come
            ...
        reading.warnings                (ExtractionWarning("page_unreadable", "Page 2 could not be read. ..."),)

Raises `UnreadableBulletin` where nothing of the file can be read. A page that kills or stops the child is left
out with a warning, and a new child reads on behind it. It works in a daemonic process (a Celery pool) too.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

import encounters
from encounters.extraction.layout import PageLayout
from encounters.extraction.records import ExtractionWarning

from . import wire
from .check import HEADER_WITHIN, check_header, megabytes
from .errors import REASONS, PageUnreadable, UnreadableBulletin, unreadable
from .limits import Limits
from .process import Child, Ended, Silent

__all__ = ["Limits", "Reading", "read"]

ROOT = Path(encounters.__file__).parent.parent
REPAIRED = "The file is damaged; what could be recovered of it was read. Compare the records with the original."
GIVEN_UP = "Too much time had gone into pages that gave nothing to read."
TEXT_ONLY = "Of page {page} only the text was read, not its picture."
NEARLY = 0.5
"""Share of the memory limit that a child had when it died for want of more: an allocation may be large."""


def read(
    path: Path | str, *, limits: Limits | None = None, reader: Literal["pdfium", "pdfplumber"] | None = None
) -> "Reading":
    """Read a file in a child process, by one `reader` only where it is named.

    Raises `UnreadableBulletin`, here and in the `with` block.
    """
    path, limits = Path(path), limits or Limits()
    if path.stat().st_size > limits.bytes:
        raise unreadable("too_large", limit=megabytes(limits.bytes))
    with path.open("rb") as file:
        check_header(file.read(HEADER_WITHIN))
    return Reading(path, limits, reader)


class Reading:
    """The pages of a file while they are read. `page_count` is known inside the `with` block."""

    def __init__(self, path: Path, limits: Limits, reader: str | None) -> None:
        self._path, self._limits, self._reader = path, limits, reader
        self._child: Child | None = None
        self._until = self._since = self._wasted = self._used = 0.0  # seconds
        self._repaired = False
        self._draft: PageLayout | None = None
        self._warned: list[ExtractionWarning] = []
        self.page_count = 0

    def __enter__(self) -> Self:
        self._until = time.monotonic() + self._limits.seconds
        try:
            self._start(1)
        except (Silent, Ended) as lost:
            self._stop()
            raise _error(lost, self._limits) from None
        except UnreadableBulletin:
            self._stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def __iter__(self) -> Iterator[PageLayout]:
        """The pages that can be read, in order. Raises `UnreadableBulletin` where none can."""
        words = pages = 0
        failure = unreadable("unreadable")
        number = 1
        while number <= self.page_count:
            try:
                layout = self._next(number)
                self._used += self._waited()
                number += 1
            except PageUnreadable as error:
                failure = UnreadableBulletin("unreadable", f"No page could be read. {error.reason}")
                self._wasted += self._waited()
                self._warned.append(_left_out(number, number, error.reason))
                number += 1
                continue
            except (Silent, Ended) as lost:
                if not (given_up := self._exhausted()):
                    failure = _error(lost, self._limits)
                number = self._pass_over(number, GIVEN_UP if given_up else _cause(failure))
                if self._draft is None:
                    continue
                layout = self._draft
            if layout.hidden:
                self._warned.append(ExtractionWarning("page_unreadable", _not_shown(layout)))
            pages, words = pages + 1, words + len(layout.words)
            if words > self._limits.words:
                raise unreadable("memory_limit", limit=self._limits.memory_mb)
            yield layout
        if not pages:
            raise failure

    @property
    def warnings(self) -> tuple[ExtractionWarning, ...]:
        """What went wrong without ending the reading."""
        damaged = (ExtractionWarning("damaged_pdf", REPAIRED),) if self._repaired else ()
        return (*damaged, *self._warned)

    def _start(self, first: int) -> None:
        """A child that reads from page `first` on. Raises `UnreadableBulletin`, `Silent`, `Ended`."""
        limits = json.dumps(self._limits._asdict())
        command = [sys.executable, "-m", "encounters.reading.child", str(self._path.resolve()), str(first), limits]
        command += [self._reader] if self._reader else []
        self._child = Child(command, {**os.environ, "PYTHONPATH": str(ROOT)})
        message = self._child.next(self._allowance())
        if message.get("error") in REASONS:
            raise UnreadableBulletin(message["error"], str(message.get("message")))
        count = message.get("pages")
        if not isinstance(count, int) or not 1 <= count <= self._limits.pages or self.page_count not in {0, count}:
            raise Ended(1, 0.0)  # a child that a file has taken over may say anything
        self.page_count, self._repaired = count, message.get("repaired") is True

    def _stop(self) -> None:
        if self._child:
            self._child.end()
            self._child = None

    def _next(self, number: int) -> PageLayout:
        """A page as the child read it. Raises `PageUnreadable` where it could not, `Silent` and `Ended`.

        Where it is lost with the picture of a page whose text it had read, that text is `_draft`.
        """
        self._draft = None
        allowance = self._allowance()
        if self._child is None:
            raise Silent
        message = self._child.next(allowance)
        try:
            while "draft" in message:
                self._draft = wire.load(message["draft"], number)
                message = self._child.next(allowance - self._waited())
            if message.get("error") == "memory_limit":
                raise Ended(-signal.SIGKILL, self._limits.memory_mb)
            if message.get("skipped") == number:
                raise PageUnreadable(number, str(message.get("reason")))
            layout = wire.load(message, number)
        except ValueError:  # as above
            raise Ended(1, 0.0) from None
        if len(layout.words) > self._limits.page_words:
            raise PageUnreadable(number, f"It has {len(layout.words):,} words, more than a page for people can.")
        return layout

    def _pass_over(self, number: int, reason: str) -> int:
        """Leave a page out that the child could not cope with; the next page to read, past the last to give up."""
        self._stop()
        self._wasted += self._waited()
        last = self.page_count
        if number < last and self._allowance() > 0:
            with suppress(Silent, Ended, UnreadableBulletin):
                self._start(number + 1)
                self._wasted += self._waited()
                last = number
            if last > number:
                self._stop()
        first = number
        if self._draft:
            self._warned.append(ExtractionWarning("page_unreadable", f"{TEXT_ONLY.format(page=number)} {reason}"))
            first += 1
        if first <= last:
            self._warned.append(_left_out(first, last, reason))
        return last + 1

    def _allowance(self) -> float:
        """Seconds to wait for the next word of the child, from now on."""
        self._since = time.monotonic()
        return min(self._limits.page_seconds, self._left(), self._until - self._since)

    def _waited(self) -> float:
        """Seconds since `_allowance` was asked for."""
        return time.monotonic() - self._since

    def _left(self) -> float:
        """Seconds that pages may still take without giving anything: what others took useful time for allows more."""
        return self._limits.wasted_seconds + self._used - self._wasted

    def _exhausted(self) -> bool:
        return self._waited() >= self._left()


def _not_shown(layout: PageLayout) -> str:
    words = "word" if layout.hidden == 1 else "words"
    return (
        f"On page {layout.number} the file has {layout.hidden:,} {words} that the page does not show, under a box or"
        " without ink. Nothing of this was read. Look at the page."
    )


def _error(lost: Silent | Ended, limits: Limits) -> UnreadableBulletin:
    """Why a child was lost, for the file as a whole."""
    if isinstance(lost, Silent):
        return unreadable("time_limit", limit=f"{limits.page_seconds:g}")
    if lost.status == -signal.SIGXCPU:
        return unreadable("time_limit", limit=f"{limits.seconds:g}")
    if lost.status == -signal.SIGKILL or lost.peak_mb > NEARLY * limits.memory_mb:
        return unreadable("memory_limit", limit=limits.memory_mb)
    return unreadable("unreadable")


def _cause(error: UnreadableBulletin) -> str:
    """What happened, without what to do about the whole file."""
    return error.message.partition(". ")[0].removesuffix(".") + "."


def _left_out(first: int, last: int, reason: str) -> ExtractionWarning:
    pages, were = (f"Page {first}", "was") if first == last else (f"Pages {first} to {last}", "were")
    return ExtractionWarning("page_unreadable", f"{pages} could not be read and {were} left out. {reason}")
