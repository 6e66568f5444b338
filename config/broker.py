"""The embedded broker: messages as files in one folder, for the processes of one machine.

A message appears by a rename, complete, and is taken by a rename, by one worker: nobody ever sees half
of one. Whoever puts one there rings a bell (a named pipe), on which the worker's event loop sleeps. What
a killed worker held is gone; the database is the truth of every task, and the sweep sends it again
(docs/adr/0003-embedded-broker.md).
"""

import os
import time
import uuid
from collections import deque
from contextlib import suppress
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.asynchronous import Hub
from kombu.transport import virtual
from kombu.utils.json import dumps, loads

BELL = "bell"


class Channel(virtual.Channel):
    """A message's name is `<nanoseconds>-<random>.<queue>`, so that sorted names are in order of age."""

    def __init__(self, connection: "Transport", **kwargs: Any) -> None:
        super().__init__(connection, **kwargs)
        self.folder = connection.folder
        self.seen: dict[str, deque[str]] = {}
        """The names of a queue at the last look into the folder, which is looked into again when they are used up."""

    def _put(self, queue: str, message: dict[str, Any], **kwargs: Any) -> None:  # noqa: ARG002 - kombu's signature
        self.folder.mkdir(parents=True, exist_ok=True)  # whoever empties the broker may delete the folder too
        name = f"{time.time_ns()}-{uuid.uuid4().hex}"
        draft = self.folder / name
        draft.write_text(dumps(message))
        draft.rename(self.folder / f"{name}.{queue}")
        ring(self.folder)

    def _get(self, queue: str, timeout: float | None = None) -> dict[str, Any]:  # noqa: ARG002 - kombu's signature
        names = self.seen.get(queue) or deque(sorted(self._waiting(queue)))
        self.seen[queue] = names
        while names:
            name = names.popleft()
            taken = self.folder / f"{name}.{os.getpid()}"
            try:
                (self.folder / name).rename(taken)
            except FileNotFoundError:
                continue  # another worker was first
            message: dict[str, Any] = loads(taken.read_text())
            taken.unlink()
            return message
        raise Empty

    def _size(self, queue: str) -> int:
        return len(self._waiting(queue))

    def _purge(self, queue: str) -> int:
        names = self._waiting(queue)
        for name in names:
            (self.folder / name).unlink(missing_ok=True)
        return len(names)

    def _waiting(self, queue: str) -> list[str]:
        try:
            return [name for name in os.listdir(self.folder) if name.endswith(f".{queue}")]
        except FileNotFoundError:
            return []


class Transport(virtual.Transport):
    """Works in Celery's event loop, as Redis does: then each process of the pool has pipes of its own, and one
    that is killed cannot die with a lock that the others wait for."""

    Channel = Channel
    driver_type = driver_name = "files"
    implements = virtual.Transport.implements.extend(asynchronous=True)

    @property
    def folder(self) -> Path:
        return Path(self.client.transport_options["folder"])

    def register_with_event_loop(self, connection: Any, loop: Hub) -> None:  # noqa: ARG002 - kombu's signature
        """Wake up when the bell rings; look for messages then, and whenever the loop is awake anyway."""
        bell = hang(self.folder)
        loop.add_reader(bell, os.read, bell, 4096)
        loop.on_tick.add(self.deliver)
        loop.on_close.add(lambda _: os.close(bell))

    def deliver(self) -> None:
        """Hand out messages until there are none, or nobody may take another."""
        delivered = False
        with suppress(Empty):
            while True:
                self.cycle.get(self._deliver)
                delivered = True
        if delivered:
            ring(self.folder)  # the pool may have had its turn: the loop has to go round once more before it sleeps


def hang(folder: Path) -> int:
    """The reading end of the bell."""
    folder.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        os.mkfifo(folder / BELL)
    return os.open(folder / BELL, os.O_RDWR | os.O_NONBLOCK)  # for writing too: so it never reads an end of file


def ring(folder: Path) -> None:
    """Wake the worker. Where none listens it will look when it starts; a full pipe has woken it already."""
    with suppress(OSError):
        bell = os.open(folder / BELL, os.O_WRONLY | os.O_NONBLOCK)
        try:
            os.write(bell, b"!")
        finally:
            os.close(bell)
