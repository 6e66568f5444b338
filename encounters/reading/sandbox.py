"""Reading a file that nobody trusts, in a child process with limits.

    with sandbox.read(path) as reading:
        reading.page_count              3, before any page is read
        for layout in reading:          PageLayouts, as they come
            ...
        reading.warnings                (ExtractionWarning("page_unreadable", "Page 2 could not be read. ..."),)

Raises `UnreadableBulletin` where nothing of the file can be read. A page that kills or stops the child is left
out with a warning, and a new child reads on behind it. It works in a daemonic process (a Celery pool) too.
"""

import dataclasses
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
from .errors import PageUnreadable, UnreadableBulletin, unreadable
from .limits import Limits
from .process import Child, Ended, Silent

__all__ = ["Limits", "Reading", "read"]

ROOT = Path(encounters.__file__).parent.parent
REPAIRED = "The file is damaged; what could be recovered of it was read. Compare the records with the original."
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
        self._until = self._since = self._wasted = 0.0  # seconds
        self._repaired = False
        self._skipped: list[tuple[int, int, str]] = []
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
            except PageUnreadable as error:
                failure = UnreadableBulletin("unreadable", f"No page could be read. {error.reason}")
                self._skipped.append((number, number, error.reason))
                number += 1
                continue
            except (Silent, Ended) as lost:
                failure = _error(lost, self._limits)
                number = self._pass_over(number, failure.message)
                continue
            number += 1
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
        return (*damaged, *(_warning(*skipped) for skipped in self._skipped))

    def _start(self, first: int) -> None:
        """A child that reads from page `first` on. Raises `UnreadableBulletin`, `Silent`, `Ended`."""
        limits = json.dumps(dataclasses.asdict(self._limits))
        command = [sys.executable, "-m", "encounters.reading.child", str(self._path.resolve()), str(first), limits]
        command += [self._reader] if self._reader else []
        self._child = Child(command, {**os.environ, "PYTHONPATH": str(ROOT)})
        message = self._child.next(self._allowance())
        if "error" in message:
            raise UnreadableBulletin(message["error"], message["message"])
        self.page_count, self._repaired = message["pages"], message["repaired"]

    def _stop(self) -> None:
        if self._child:
            self._child.end()
            self._child = None

    def _next(self, number: int) -> PageLayout:
        """A page as the child read it. Raises `PageUnreadable` where it could not, `Silent` and `Ended`."""
        if self._child is None:
            raise Silent
        message = self._child.next(self._allowance())
        if message.get("error") == "memory_limit":
            raise Ended(-signal.SIGKILL, self._limits.memory_mb)
        if message.get("skipped") == number:
            raise PageUnreadable(number, str(message.get("reason")))
        try:
            return wire.load(message, number)
        except ValueError:  # a child that a file has taken over may say anything
            raise Ended(1, 0.0) from None

    def _pass_over(self, number: int, reason: str) -> int:
        """Leave a page out that the child could not cope with; the next page to read, past the last to give up."""
        self._stop()
        since = time.monotonic()
        self._wasted += since - self._since
        if number < self.page_count and self._allowance() > 0:
            with suppress(Silent, Ended, UnreadableBulletin):
                self._start(number + 1)
                self._wasted += time.monotonic() - since
                self._skipped.append((number, number, reason))
                return number + 1
            self._stop()
        self._skipped.append((number, self.page_count, reason))
        return self.page_count + 1

    def _allowance(self) -> float:
        """Seconds to wait for the next word of the child."""
        self._since = time.monotonic()
        limits = self._limits
        return min(limits.page_seconds, limits.wasted_seconds - self._wasted, self._until - self._since)


def _error(lost: Silent | Ended, limits: Limits) -> UnreadableBulletin:
    """Why a child was lost, for the file as a whole."""
    if isinstance(lost, Silent):
        return unreadable("time_limit", limit=f"{limits.page_seconds:g}")
    if lost.status == -signal.SIGXCPU:
        return unreadable("time_limit", limit=f"{limits.seconds:g}")
    if lost.status == -signal.SIGKILL or lost.peak_mb > NEARLY * limits.memory_mb:
        return unreadable("memory_limit", limit=limits.memory_mb)
    return unreadable("unreadable")


def _warning(first: int, last: int, reason: str) -> ExtractionWarning:
    pages, were = (f"Page {first}", "was") if first == last else (f"Pages {first} to {last}", "were")
    return ExtractionWarning("page_unreadable", f"{pages} could not be read and {were} left out. {reason}")
