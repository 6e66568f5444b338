"""Keeps a few processes running, and ends them all with itself.

Each child leads its own session, so Ctrl-C in a terminal reaches the supervisor alone, and what a dead
child leaves behind (a pool, a scheduler) is ended as its group. The supervisor has no threads and does
not poll: it sleeps until a child dies or a signal comes.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import FrameType

from .lifeline import open_lifeline

QUICK = 5.0
"""Seconds: a child that lives for less has not come to work."""
MOST_QUICK_DEATHS = 5
GRACE = 8.0
"""Seconds that children have to finish what they are at, once they are asked to stop."""


class Asked(BaseException):
    """SIGINT, SIGTERM or SIGHUP came. Not an `Exception`: nothing on the way may swallow it."""


class KeepsDying(Exception):
    """A child ends as soon as it is started; starting it again would go on for ever."""


@dataclass(frozen=True, slots=True)
class Child:
    name: str
    command: Sequence[str]
    before: Callable[[], object]
    """Called before every start, when no process of this child is left."""


class Running:
    """A child at work."""

    def __init__(self, child: Child, process: subprocess.Popen[bytes], quick_deaths: int) -> None:
        self.child = child
        self.process = process
        self.quick_deaths = quick_deaths
        """How often in a row it has died as soon as it was started."""
        self.since = time.monotonic()

    def end(self) -> None:
        """End what is left of its session, and wait until it is gone."""
        with suppress(ProcessLookupError, PermissionError):  # none left, or (macOS) only a dead one
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Supervisor:
    """`Supervisor(children, inherit=(lock, socket), cwd=...).run()` returns when it was asked to stop."""

    def __init__(self, children: Sequence[Child], *, inherit: Sequence[int], cwd: str) -> None:
        self.children = children
        self.cwd = cwd
        reading, self.environment = open_lifeline()
        self.inherit = (*inherit, reading)
        self.running: dict[int, Running] = {}

    def run(self) -> None:
        """Start the children, and start each again that dies. Raises `KeepsDying`."""
        listen_to_signals()
        try:
            for child in self.children:
                self.start(child)
            while True:
                pid, _ = os.wait()
                if pid in self.running:
                    self.restart(self.running.pop(pid))
        except Asked:
            pass
        finally:
            self.stop()

    def start(self, child: Child, quick_deaths: int = 0) -> None:
        child.before()
        process = subprocess.Popen(  # noqa: S603 - our own commands
            child.command,
            cwd=self.cwd,
            env=os.environ | self.environment,
            pass_fds=self.inherit,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.running[process.pid] = Running(child, process, quick_deaths)

    def restart(self, dead: Running) -> None:
        dead.end()
        quick_deaths = dead.quick_deaths + 1 if time.monotonic() - dead.since < QUICK else 0
        if quick_deaths == MOST_QUICK_DEATHS:
            raise KeepsDying(f"The {dead.child.name} ended {MOST_QUICK_DEATHS} times as soon as it was started.")
        sys.stderr.write(f"The {dead.child.name} ended unexpectedly; it is started again.\n")
        time.sleep(0.2 * (2**quick_deaths - 1))
        self.start(dead.child, quick_deaths)

    def stop(self) -> None:
        """Ask every child to end, wait for `GRACE`, end what is left. Asked again meanwhile, end it at once."""
        until = time.monotonic() + GRACE
        try:
            for each in self.running.values():
                each.process.terminate()
            for each in self.running.values():
                with suppress(subprocess.TimeoutExpired):
                    each.process.wait(max(0.0, until - time.monotonic()))
        except Asked:
            pass
        finally:
            for each in self.running.values():
                each.end()


def listen_to_signals() -> None:
    """SIGINT and SIGTERM always ask to stop; SIGHUP does where `nohup` has not said otherwise."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _ask)


def _ask(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - a handler's signature
    raise Asked
