"""Everything on this machine by one command: `./dev up`. Ctrl-C ends all of it, and nothing is lost.

The web server, the worker and its scheduler are processes of their own, kept running by the supervisor.
They inherit a lock on `DATA_DIR`, so it is free only when none of them is left: whoever holds it may put back in line
what a killed worker had under way, since no other worker lives.
"""

import errno
import fcntl
import os
import socket
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils import timezone

from encounters.actions import bulletins, people, releases, workers
from encounters.management.supervisor import Child, KeepsDying, Supervisor

PATIENCE = 3.0
"""Seconds to wait for the lock: what is left of a killed installation is gone in less."""

ALONE = ("--without-gossip", "--without-mingle")
"""There is no other worker to ask, or to tell."""

FIRST_START = """
This is the first start: an administrator was made for this installation.

    user name   {name}
    password    {password}

It is shown only now. Lost it? ./dev changepassword {name}

Try it: upload the sample with one click on the Bulletins page, or
    ./dev import_bulletins encounters/samples/2020-01.pdf
"""


class Command(BaseCommand):
    help = "Starts the web server and a worker on this machine, on the data in DATA_DIR. Ctrl-C stops them."

    def handle(self, *args: Any, **options: Any) -> None:
        lock = take_lock(settings.DATA_DIR / "serve.lock")
        listening = listen(settings.HOST, settings.PORT)
        call_command("migrate", interactive=False, verbosity=0)
        self.greet(people.first_administrator())
        os.environ["CELERY_SKIP_CHECKS"] = "1"  # this command has run them
        children = [
            Child("web server", web_command(listening), before=close_connections),
            Child("worker", celery_command("worker", *ALONE), before=clear_after_worker),
            Child("scheduler", celery_command("beat"), before=close_connections),
        ]
        supervisor = Supervisor(children, inherit=(lock, listening.fileno()), cwd=str(settings.BASE_DIR))
        try:
            supervisor.run()
        except KeepsDying as error:
            raise CommandError(f"{error} What it said is above.") from None
        if settings.EMBEDDED:
            bulletins.forgive(now=timezone.now())
        clear_after_worker()
        self.stdout.write("Stopped. What was under way goes on at the next start.")

    def greet(self, password: str | None) -> None:
        if password:
            self.stdout.write(FIRST_START.format(name=people.ADMINISTRATOR, password=password))
        self.stdout.write(f"Bulletin Desk runs at http://{settings.HOST}:{settings.PORT}/ - Ctrl-C stops it.\n")
        self.stdout.flush()


def take_lock(path: Path) -> int:
    """A descriptor that holds the lock of this installation, for all its processes to inherit."""
    lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    until = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise CommandError(
                    f"It runs already on the data in {path.parent}. "
                    "Stop that one first, or set DATA_DIR to another folder."
                ) from None
            time.sleep(0.1)
        else:
            return lock


def listen(host: str, port: int) -> socket.socket:
    """The socket that the web server serves. It stays open while the server is started again."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=512)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CommandError(
                f"Something else serves port {port}. Choose another one: PORT={port + 1} ./dev up"
            ) from None
        raise CommandError(f"Cannot serve {host}, port {port}: {error.strerror}.") from None


def web_command(listening: socket.socket) -> list[str]:
    bind = f"fd://{listening.fileno()}"
    return [sys.executable, "-m", "gunicorn", "--config", "python:config.gunicorn", "--bind", bind, "config.wsgi"]


def celery_command(*command: str) -> list[str]:
    return [sys.executable, "-m", "celery", "--app", "config", "--quiet", *command]


def clear_after_worker() -> None:
    """No worker of this machine lives: put back in line what it had, and let `/healthz` say so.

    With a broker that other machines share, theirs may live; then leases alone say who is lost.
    """
    if settings.EMBEDDED:
        bulletins.take_back(now=timezone.now())
        releases.take_back()
        workers.leave_all()
    close_connections()


def close_connections() -> None:
    """A process that only waits holds no connection."""
    connections.close_all()
