"""A lifeline between a supervisor and its processes: a pipe whose writing end the supervisor alone holds.

However the supervisor ends, `kill -9` included, the system closes that end, the reading ends see it,
and each process group ends itself. Nothing polls, and no process outlives the command that started it.
"""

import os
import signal
import threading
from collections.abc import Mapping

VARIABLE = "LIFELINE_FD"


def open_lifeline() -> tuple[int, dict[str, str]]:
    """In the supervisor: the descriptor that its processes inherit, and what their environment must say.

    The writing end is not inherited; it stays open until this process is gone.
    """
    reading, _writing = os.pipe()
    return reading, {VARIABLE: str(reading)}


def hold(environ: Mapping[str, str] = os.environ) -> None:
    """In a process that a supervisor started: end with it, and with the whole process group.

    Without a supervisor it does nothing: in a container, the container's own end is enough.
    """
    if VARIABLE in environ:
        reading = int(environ[VARIABLE])
        threading.Thread(target=_end_when_cut, args=(reading,), name="lifeline", daemon=True).start()


def _end_when_cut(reading: int) -> None:
    os.read(reading, 1)  # nobody ever writes: this returns when the writing end is closed
    os.killpg(0, signal.SIGKILL)
