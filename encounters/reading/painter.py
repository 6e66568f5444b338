"""Pictures of pages of files that nobody trusts, drawn in a child process that goes on from page to page.

    painter.render(path, 1, width=960)      (b"RIFF...WEBP...", "image/webp")

A page that takes too long, or that ends the child, is given up; the next one gets a new child. So a hostile page
costs its own picture and `SECONDS`, and never the web server that asked.
"""

import atexit
import base64
import os
import sys
from pathlib import Path
from threading import Lock

import encounters

from .errors import PageUnreadable
from .process import Child, Ended, Silent

ROOT = Path(encounters.__file__).parent.parent
SECONDS = 10.0
"""For one page; a page of a bulletin takes 0.1."""
PAGES = 500
"""That one child draws, so that what PDFium may keep of each does not add up."""


class Busy(Exception):
    """The child is drawing for somebody else."""


class Painter:
    """One child, which is asked by one thread at a time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._child: Child | None = None
        self._drawn = 0
        atexit.register(self.rest)

    def render(self, path: Path, number: int, *, width: int, patient: bool = True) -> tuple[bytes, str]:
        """The bytes and the media type of a page, `width` pixels wide. Raises `PageUnreadable`.

        Who is not `patient` gets `Busy` at once where others are served first.
        """
        if not self._lock.acquire(blocking=patient):
            raise Busy
        try:
            rested = self._drawn > 0 and self._child is not None
            message = self._ask(path, number, width)
            if message is None and rested:  # the child may have died of something else meanwhile
                message = self._ask(path, number, width)
        finally:
            self._lock.release()
        if message is None or "error" in message:
            raise PageUnreadable(number, message["error"] if message else "Drawing it took too much time or memory.")
        return base64.b64decode(message["picture"]), message["media_type"]

    def rest(self) -> None:
        """End the child; the next page starts another."""
        if self._child:
            self._child.end()
            self._child = None
        self._drawn = 0

    def _ask(self, path: Path, number: int, width: int) -> dict[str, str] | None:
        """What the child says of a page, or None where it did not live to say it in time."""
        if self._drawn >= PAGES:
            self.rest()
        if self._child is None:
            command = [sys.executable, "-m", "encounters.reading.painter_child"]
            self._child = Child(command, {**os.environ, "PYTHONPATH": str(ROOT)}, listens=True)
        try:
            self._child.tell({"path": str(path.resolve()), "number": number, "width": width})
            message = self._child.next(SECONDS)
        except (Ended, Silent):
            self.rest()
            return None
        self._drawn += 1
        return message


_painter = Painter()
render = _painter.render
