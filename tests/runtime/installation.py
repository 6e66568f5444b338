"""A whole installation in a folder of its own, started as `./dev up` starts it, and looked at from outside."""

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0


class Installation:
    """`serve` and other commands on the data in `folder`. Nothing of it is left when `remove` returns."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.environment = {
            **os.environ,
            "DATA_DIR": str(folder),
            "PORT": str(self.port),
            "DATABASE_URL": "",
            "REDIS_URL": "",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        self.process: subprocess.Popen[bytes] | None = None
        self.log = folder / "serve.log"

    # --- Starting and ending -----------------------------------------------------------------------
    def start(self) -> None:
        """Start it, and wait until everything is alive."""
        self.launch()
        self.wait_until(lambda: self.ended() or self.health()[0] == 200, "everything is alive")
        assert not self.ended(), self.log.read_text()

    def launch(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def ended(self) -> bool:
        return self.process.poll() is not None

    def kill(self) -> None:
        """What a lost machine does, but for the disk: the supervisor ends without a word."""
        self.process.kill()
        self.process.wait()

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def remove(self) -> None:
        for pid in self.processes():
            os.kill(pid, signal.SIGKILL)
        if self.process:
            self.process.wait()

    # --- Using it ----------------------------------------------------------------------------------
    def run(self, *command: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def health(self) -> tuple[int, dict[str, str]]:
        """What `/healthz` answers; 0 where nothing listens."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as response:
                return response.status, json.load(response)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)
        except OSError:
            return 0, {}

    def query(self, sql: str) -> list[tuple]:
        with closing(sqlite3.connect(self.folder / "db.sqlite3", timeout=10)) as database:
            return database.execute(sql).fetchall()

    def execute(self, sql: str) -> None:
        with closing(sqlite3.connect(self.folder / "db.sqlite3", timeout=10)) as database, database:
            database.execute(sql)

    def last(self, column: str) -> object:
        """A column of the last bulletin that was handed in."""
        ((value,),) = self.query(f"SELECT {column} FROM encounters_bulletin ORDER BY id DESC LIMIT 1")
        return value

    def statuses(self) -> list[str]:
        return [status for (status,) in self.query("SELECT status FROM encounters_bulletin ORDER BY id")]

    # --- Watching it -------------------------------------------------------------------------------
    def processes(self, pattern: str = "") -> list[int]:
        """Every process on this installation's data whose command line has `pattern`, the oldest first."""
        mark = f"DATA_DIR={self.folder}\0".encode()
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                ours = mark in (entry / "environ").read_bytes() and pattern in (entry / "cmdline").read_text()
                alive = ours and not re.search(r"^State:\s+Z", (entry / "status").read_text(), re.MULTILINE)
            except OSError:  # gone meanwhile
                continue
            if alive:
                found.append(int(entry.name))
        return sorted(found)

    def wait_until(self, holds: Callable[[], bool], what: str, patience: float = PATIENCE) -> float:
        """Seconds until `holds()`."""
        since = time.monotonic()
        while not holds():
            assert time.monotonic() - since < patience, f"not within {patience} s: {what}\n{self.log.read_text()}"
            time.sleep(0.03)
        return time.monotonic() - since


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]
