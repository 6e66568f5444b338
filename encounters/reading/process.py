"""A child process that says one JSON object a line, and is not waited for longer than agreed."""

import json
import os
import select
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

PIECE = 1 << 16
LONGEST_LINE = 64 << 20
"""Bytes; a page of 100,000 words fits."""


class Silent(Exception):
    """The child said nothing in the time that it had."""


class Ended(Exception):
    """The child ended without saying more. `status` is its exit status, negative for a signal; `peak_mb` its memory."""

    def __init__(self, status: int, peak_mb: float) -> None:
        super().__init__(f"status {status}")
        self.status = status
        self.peak_mb = peak_mb


class Child:
    """A running child process. `end` must be called. One that `listens` can be told things on its standard input."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], *, listens: bool = False) -> None:
        out, into = os.pipe()
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                command,
                env=environment,
                stdin=subprocess.PIPE if listens else subprocess.DEVNULL,
                stdout=into,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        finally:
            os.close(into)
        self._out = out
        self._poll = select.poll()
        self._poll.register(out, select.POLLIN)
        self._buffer = bytearray()

    def tell(self, message: Mapping[str, Any]) -> None:
        """Say one JSON object to a child that listens. Raises `Ended` where it is there no more."""
        into = self._process.stdin
        if into is None:
            raise ValueError("this child was started without listening")
        try:
            into.write(json.dumps(message).encode() + b"\n")
            into.flush()
        except BrokenPipeError:
            raise self._ended() from None

    def next(self, seconds: float) -> dict[str, Any]:
        """The next message. Raises `Silent` after `seconds`, and `Ended` when there is none."""
        until = time.monotonic() + seconds
        searched = 0
        while (end := self._buffer.find(b"\n", searched)) < 0:
            searched = len(self._buffer)
            if not self._poll.poll(max(0.0, until - time.monotonic()) * 1000):
                raise Silent
            piece = os.read(self._out, PIECE)
            if not piece or searched > LONGEST_LINE:
                raise self._ended()
            self._buffer += piece
        try:
            message = json.loads(self._buffer[:end])
        except (ValueError, RecursionError):
            raise self._ended() from None
        if not isinstance(message, dict):
            raise self._ended()
        del self._buffer[: end + 1]
        return message

    def end(self) -> None:
        """Kill the child and whatever it started."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        if self._process.stdin:
            with suppress(BrokenPipeError):  # what it did not live to hear
                self._process.stdin.close()
        os.close(self._out)

    def _ended(self) -> Ended:
        os.kill(self._process.pid, signal.SIGKILL)  # if it only closed its output; one that ended keeps its own status
        _, status, usage = os.wait4(self._process.pid, 0)
        self._process.returncode = os.waitstatus_to_exitcode(status)
        return Ended(self._process.returncode, usage.ru_maxrss / 1024)
