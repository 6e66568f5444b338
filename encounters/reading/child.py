"""The process in which a file is read: `python -m encounters.reading.child PATH FIRST LIMITS [READER]`.

It says one JSON object a line on standard output, which `sandbox.py` reads; it trusts nothing in the file.

    {"pages": 3, "repaired": false}
    {"page": 1, ...}                                            see `wire.py`
    {"draft": {"page": 2, ...}}                                 its text, before it is drawn or recognised
    {"skipped": 2, "reason": "Its contents are damaged."}
    {"error": "encrypted_pdf", "message": "The PDF is locked with a password. ..."}
"""

import json
import os
import resource
import signal
import sys
from contextlib import suppress
from ctypes import CDLL
from pathlib import Path
from typing import Any

from encounters.extraction import garbage

from . import readers, wire
from .damage import repaired
from .errors import DAMAGED, PageUnreadable, UnreadableBulletin, unreadable
from .limits import Limits

PARENT_DEATH_SIGNAL = 1


@garbage.seldom()
def main(path: Path, first: int, limits: Limits, reader: str | None) -> None:
    """Read the pages from `first` on and say them. `reader` is as in `readers.opened`."""
    _confine(limits)
    try:
        with readers.opened(path, only=reader, draft=lambda layout: say({"draft": wire.dump(layout)})) as document:
            if document.page_count > limits.pages:
                raise unreadable("too_many_pages", limit=f"{limits.pages:,}")
            say({"pages": document.page_count, "repaired": repaired(path)})
            for number in range(first, document.page_count + 1):
                try:
                    say(wire.dump(document.read(number)))
                except PageUnreadable as error:
                    say({"skipped": number, "reason": error.reason})
                except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError):
                    say({"skipped": number, "reason": DAMAGED})  # what only a page that makes no sense can lead to
    except UnreadableBulletin as error:
        _refuse(error)
    except MemoryError:
        _refuse(unreadable("memory_limit", limit=limits.memory_mb))


def say(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message, separators=(",", ":")) + "\n")
    sys.stdout.flush()


def _refuse(error: UnreadableBulletin) -> None:
    say({"error": error.code, "message": error.message})


def _confine(limits: Limits) -> None:
    """No more memory and time than allowed, no core file, and no life after the parent's."""
    memory, seconds = limits.memory_mb * 1024 * 1024, int(limits.seconds) + 1
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # a platform without this limit, or a lower one already set
            resource.setrlimit(what, (most, most))
    if sys.platform == "linux":
        CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), Limits(**json.loads(sys.argv[3])), next(iter(sys.argv[4:]), None))
    os._exit(0)  # all is said, and the parent waits: nothing is left to take apart
