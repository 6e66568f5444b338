"""A damaged file is put through the whole of reading and extraction, and what must be true of it is checked.

with Trials() as trials:
    trials.attempt(pdf)         "damaged_pdf", or "read", or "read, 2 pages left out"; fails where a rule is broken
    trials.slowest              seconds
    trials.largest              MB, of the largest child
"""

import os
import resource
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from encounters.extraction.layout import PageLayout
from encounters.reading import sandbox
from encounters.reading.errors import REASONS, UnreadableBulletin

from .invariants import accounted, holds

LIMITS = sandbox.Limits(page_seconds=10.0, wasted_seconds=20.0, memory_mb=1_024)
SECONDS = 60.0
MEGABYTES = 2_048.0


class Trials:
    """A folder of its own for the files under trial and for whatever a reader might leave behind."""

    def __init__(self, *, recognise: bool = False) -> None:
        self._environment = {} if recognise else {"PATH": ""}  # so Tesseract is not found
        self.slowest = self.largest = 0.0

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory()
        self._before = {name: os.environ.get(name) for name in ("PATH", "TMPDIR")}
        self.path = Path(self._folder.name) / "hostile.pdf"
        self.scratch = Path(self._folder.name) / "scratch"
        self.scratch.mkdir()
        os.environ.update({"TMPDIR": str(self.scratch), **self._environment})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for name, value in self._before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        self._folder.cleanup()

    def attempt(self, pdf: bytes) -> str:
        """What becomes of a file. Raises `AssertionError`, and whatever else should never be raised."""
        self.path.write_bytes(pdf)
        started = time.monotonic()
        outcome = self._outcome()
        seconds = time.monotonic() - started
        self.slowest = max(self.slowest, seconds)
        self.largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        assert seconds < SECONDS
        assert self.largest < MEGABYTES
        assert sorted(self.path.parent.iterdir()) == [self.path, self.scratch]
        assert not list(self.scratch.iterdir())
        return outcome

    def _outcome(self) -> str:
        try:
            with sandbox.read(self.path, limits=LIMITS) as reading:
                pages = list(reading)
        except UnreadableBulletin as error:
            refused = error
        else:
            return self._read(pages, reading)
        assert refused.code in REASONS
        assert refused.message.endswith(".")
        return refused.code

    @staticmethod
    def _read(pages: list[PageLayout], reading: sandbox.Reading) -> str:
        assert 1 <= len(pages) <= reading.page_count
        holds(pages)
        accounted(pages)
        left_out = reading.page_count - len(pages)
        assert reading.warnings or not left_out
        return f"read, {left_out} of its pages left out" if left_out else "read"
