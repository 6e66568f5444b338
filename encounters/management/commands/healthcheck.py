"""For a container's health check: ends with 0 where the part is well, else says what is not.

`healthcheck` asks the web server for everything; `healthcheck web` leaves the worker out, so that a web
server is not taken away because a worker is; `healthcheck worker` asks for the worker of this machine.
"""

import argparse
import json
import socket
import urllib.error
import urllib.request
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from encounters.actions import workers
from encounters.views.health import NO_WORKER, OK

TIMEOUT = 5


class Command(BaseCommand):
    help = "Ends with 0 where everything, or one part, is well."
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("part", nargs="?", choices=("web", "worker"))

    def handle(self, *args: Any, **options: Any) -> None:
        if options["part"] == "worker":
            check_worker(f"celery@{socket.gethostname()}")
            return
        parts = ask_web_server()
        if options["part"] == "web":
            parts.pop("worker", None)
        wrong = [state for state in parts.values() if state != OK]
        if wrong:
            raise CommandError(" ".join(wrong))


def check_worker(name: str) -> None:
    try:
        alive = workers.alive(now=timezone.now())
    except DatabaseError:
        raise CommandError("The database does not answer.") from None
    if name not in alive:
        raise CommandError(NO_WORKER)


def ask_web_server() -> dict[str, str]:
    """What `/healthz` on this machine says, with whatever status."""
    url = f"http://127.0.0.1:{settings.PORT}/healthz"
    parts: dict[str, str]
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT) as response:
            parts = json.load(response)
    except urllib.error.HTTPError as error:
        parts = json.load(error)
    except (OSError, ValueError):
        raise CommandError(f"The web server does not answer at {url}.") from None
    return parts
