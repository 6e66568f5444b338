"""What becomes of files that were made to hurt, with the limits that bulletins are read with.

    python -m benchmarks.hostile                the table: file, what came of it, seconds, peak MB of the child
    python -m benchmarks.hostile --only bomb    those whose name holds a word
    python -m benchmarks.hostile --words        with what the user is told

Each is written, read by the sandbox and extracted, one after the other. The exit status is 1 where an outcome is none
of those that are right for the file, or it took more than 60 seconds or 2 GiB.
"""

import argparse
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from encounters.reading import process, sandbox
from encounters.reading.errors import UnreadableBulletin
from tests.reading.hostile import BLANK, HOSTILE, LARGE, OTHER, READS, TEXT, Hostile
from tests.reading.invariants import accounted, holds

SECONDS = 60.0
MEGABYTES = 2_048.0
PEAK = "VmHWM:"


@dataclass(frozen=True)
class Row:
    """What came of a file: the outcome, records, seconds, MB at the most, and what was said."""

    name: str
    outcome: str
    records: int | None
    seconds: float
    megabytes: float
    said: tuple[str, ...]
    right: bool


class Watched(process.Child):
    """A child whose memory is looked up whenever it speaks, and when it has ended. The largest of all is kept."""

    largest = 0.0

    def next(self, seconds: float) -> dict[str, Any]:
        message = super().next(seconds)
        self._saw(peak(self._process.pid))
        return message

    def end(self) -> None:
        if self._process.returncode is None:
            self._saw(peak(self._process.pid))
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            _, status, usage = os.wait4(self._process.pid, 0)
            self._process.returncode = os.waitstatus_to_exitcode(status)
            self._counted(usage.ru_maxrss / 1024)
        super().end()

    def _ended(self) -> process.Ended:
        ended = super()._ended()
        self._counted(ended.peak_mb)
        return ended

    def _counted(self, megabytes: float) -> None:
        """What the system counted, which begins with the memory of the process that started the child."""
        if megabytes > resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:
            self._saw(megabytes)

    @staticmethod
    def _saw(megabytes: float) -> None:
        Watched.largest = max(Watched.largest, megabytes)


def peak(pid: int) -> float:
    """The most resident memory of a process so far, in MB; 0 for one that is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    kilobytes = (line.split()[1] for line in status.splitlines() if line.startswith(PEAK))
    return int(next(kilobytes, 0)) / 1024


def measured(hostile: Hostile, folder: Path) -> Row:
    path = folder / "hostile.pdf"
    path.write_bytes(hostile.make())
    Watched.largest, records = 0.0, None
    started = time.monotonic()
    try:
        with sandbox.read(path) as reading:
            pages = list(reading)
        holds(pages)
        records = len(accounted(pages).encounters)
        text = " ".join(word.text for page in pages for word in page.words)
        outcome = READS if text.count(TEXT) == hostile.times else OTHER if text else BLANK
        said = tuple(warning.message for warning in reading.warnings)
        codes = {"", *(warning.code for warning in reading.warnings)}
    except UnreadableBulletin as error:
        outcome, said, codes = error.code, (error.message,), {"", error.code}
    seconds = time.monotonic() - started
    left = [each for each in folder.iterdir() if each != path]
    within = seconds < SECONDS and Watched.largest < MEGABYTES and not left
    right = outcome in hostile.outcomes and (hostile.warns in codes or outcome != READS) and within
    return Row(hostile.name, outcome, records, seconds, Watched.largest, said, right)


def rows(only: str) -> Iterator[Row]:
    sandbox.Child = Watched
    with tempfile.TemporaryDirectory() as folder:
        tempfile.tempdir = folder
        for hostile in (*HOSTILE, *LARGE):
            if only in hostile.name:
                yield measured(hostile, Path(folder))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", metavar="WORD")
    parser.add_argument("--words", action="store_true", help="say what the user is told")
    options = parser.parse_args()
    print("| file | outcome | records | seconds | MB |\n| --- | --- | --- | --- | --- |", flush=True)
    wrong = 0
    for row in rows(options.only):
        records = "" if row.records is None else row.records
        mark = "" if row.right else " **wrong**"
        print(f"| {row.name} | {row.outcome}{mark} | {records} | {row.seconds:.1f} | {row.megabytes:.0f} |", flush=True)
        wrong += not row.right
        for message in row.said if options.words else ():
            print(f"    {message}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
