"""The embedded broker: messages as files in one folder, for the processes of one machine.

A message appears by a rename, complete, and is taken by a rename, by one worker: nobody ever sees half
of one. What a killed worker held is gone; the database is the truth of every task, and the sweep sends
it again (docs/adr/0003-one-machine-without-a-broker.md).
"""

import os
import time
import uuid
from collections import deque
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import virtual
from kombu.utils.json import dumps, loads

LOOK_UP = 0.5
"""Seconds."""


class Channel(virtual.Channel):
    """A message's name is `<nanoseconds>-<random>.<queue>`, so that sorted names are in order of age."""

    def __init__(self, connection: virtual.Transport, **kwargs: Any) -> None:
        super().__init__(connection, **kwargs)
        options: Any = connection.client.transport_options  # type: ignore[union-attr] # a connection has its client
        self.folder = Path(options["folder"])
        self.seen: dict[str, deque[str]] = {}
        """The names of a queue at the last look into the folder, which is looked into again when they are used up."""

    def _put(self, queue: str, message: dict[str, Any], **kwargs: Any) -> None:  # noqa: ARG002 - kombu's signature
        self.folder.mkdir(parents=True, exist_ok=True)  # whoever empties the broker may delete the folder too
        name = f"{time.time_ns()}-{uuid.uuid4().hex}"
        draft = self.folder / name
        draft.write_text(dumps(message))
        draft.rename(self.folder / f"{name}.{queue}")

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
    Channel = Channel
    driver_type = driver_name = "files"

    def drain_events(self, connection: Any, timeout: float | None = None, **kwargs: Any) -> None:
        """Wait for a message, yet not for long: a worker that was asked to stop looks up only in between."""
        super().drain_events(connection, timeout=min(timeout or LOOK_UP, LOOK_UP), **kwargs)
