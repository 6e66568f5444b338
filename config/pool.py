"""The pool of a worker on one machine, whose queue survives the death of any of its processes.

All processes of a blocking pool read from one pipe, and one of them waits there holding the lock. The
library's lock is a semaphore: where its owner is killed it stays locked, and no process ever reads again,
though the worker lives and says so. A record lock of the kernel ends with its owner.

What remains: a process that dies in the microseconds between the two reads of one message spoils the pipe.
"""

import fcntl
import os
import tempfile
from typing import Any

from billiard.pool import Pool
from celery.concurrency import prefork


class LockOfTheLiving:
    """A lock between processes that is free once its owner is dead. Children inherit it by fork.

    The owner is the process: threads of one process do not exclude each other.
    """

    def __init__(self) -> None:
        self._file, path = tempfile.mkstemp(prefix="bulletin-desk-lock-")
        os.unlink(path)

    def acquire(self) -> bool:
        fcntl.lockf(self._file, fcntl.LOCK_EX)
        return True

    def release(self) -> None:
        fcntl.lockf(self._file, fcntl.LOCK_UN)

    def __enter__(self) -> None:
        self.acquire()

    def __exit__(self, *_: object) -> None:
        self.release()


class SteadyPool(Pool):
    def _setup_queues(self) -> None:
        super()._setup_queues()  # type: ignore[misc] # missing in the stubs, as the queues are
        for queue in (self._inqueue, self._outqueue):  # type: ignore[attr-defined]
            queue._rlock, queue._wlock = LockOfTheLiving(), LockOfTheLiving()


class TaskPool(prefork.TaskPool):
    """Celery's prefork pool with the queue above, where the broker cannot be waited for by an event loop."""

    BlockingPool: Any = SteadyPool
