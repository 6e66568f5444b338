"""A place to measure in: a folder, a filled database, and the server on both as it runs in life.

On SQLite the server is `manage.py serve`, all in one; on PostgreSQL it is gunicorn with two processes and Redis, as
docker-compose.yml has them. `DATABASE_URL` and `REDIS_URL` say where those two are.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
POSTGRES = "postgres://postgres@127.0.0.1:5432/postgres"
REDIS = "redis://127.0.0.1:6379/0"
PATIENCE = 120.0
"""Seconds in which the server has to be there."""
BLIND_SHARE = "0.05"


@dataclass(frozen=True)
class Place:
    """`database` is `sqlite` or `postgresql`; what is in `folder` is used again where it is filled already."""

    database: str
    encounters: int
    folder: Path

    @property
    def name(self) -> str:
        return f"desk_{self.encounters}"

    @property
    def environment(self) -> dict[str, str]:
        own = {"DATA_DIR": str(self.folder), "DJANGO_SETTINGS_MODULE": "config.settings", "HOST": "127.0.0.1"}
        own |= {"REVIEW_BLIND_SHARE": BLIND_SHARE, "DEBUG": "", "HTTPS": "", "WORKER_PROCESSES": "1"}
        if self.database == "sqlite":
            return os.environ | own | {"DATABASE_URL": "", "REDIS_URL": ""}
        server = os.environ.get("DATABASE_URL") or POSTGRES
        own |= {"DATABASE_URL": f"{server.rpartition('/')[0]}/{self.name}", "WEB_PROCESSES": "2"}
        return os.environ | own | {"REDIS_URL": os.environ.get("REDIS_URL") or REDIS}

    # --- Its database ----------------------------------------------------------------------------------
    def fill(self) -> None:
        """Make the database, unless it is there; bring it to the schema of this code in either case."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.database == "postgresql":
            if not self._on_server("SELECT 1 FROM pg_database WHERE datname = %s", self.name):
                self._on_server(f'CREATE DATABASE "{self.name}"')
            self._manage("collectstatic", "--noinput", "--verbosity", "0")
        self._manage("migrate", "--verbosity", "0")
        self.run("filling", str(self.encounters))

    def remove(self) -> None:
        """Drop the database on the server; the folder is the caller's."""
        if self.database == "postgresql":
            self._on_server(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    def run(self, module: str, *options: str, said: object = None) -> Any:
        """What a module of this package says (JSON) in a process of its own on this database, told `said` (JSON)."""
        command = [sys.executable, "-m", f"benchmarks.desk.{module}", *options]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=self.environment,
            check=True,
            stdout=subprocess.PIPE,
            input=json.dumps(said).encode(),
        )
        return json.loads(done.stdout) if done.stdout.strip() else None

    def _manage(self, *command: str) -> None:
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=self.environment, check=True)

    def _on_server(self, statement: str, *values: str) -> list[tuple[Any, ...]]:
        import psycopg

        with psycopg.connect(os.environ.get("DATABASE_URL") or POSTGRES, autocommit=True) as connection:
            cursor = connection.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []

    # --- Its server ------------------------------------------------------------------------------------
    @contextmanager
    def serving(self) -> Iterator[str]:
        """The address of the server, which runs until the block is left."""
        port = _free_port()
        command = ["manage.py", "serve"]
        if self.database == "postgresql":
            command = ["-m", "gunicorn", "--config", "python:config.gunicorn", "config.wsgi"]
        with (self.folder / "server.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, *command],
                cwd=ROOT,
                env=self.environment | {"PORT": str(port)},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(address, process)
            yield address
        finally:
            process.send_signal(signal.SIGINT if self.database == "sqlite" else signal.SIGTERM)
            process.wait(PATIENCE)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5):  # noqa: S310 - our own address
                return
        except urllib.error.HTTPError:  # it answers: only its worker does not
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"The server did not come up within {PATIENCE} s; its folder has server.log.")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])
