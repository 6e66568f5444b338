"""A real Celery worker for a test, on the test's own database."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.utils import timezone

from config.celery import app
from encounters.actions import workers

READY = 120.0


@contextmanager
def started_worker() -> Iterator[subprocess.Popen[bytes]]:
    """Starts one with an empty broker, waits until it reports, and ends it with all its processes."""
    app.control.purge() if settings.REDIS_URL else shutil.rmtree(settings.DATA_DIR / "broker", ignore_errors=True)
    workers.leave_all()
    command = ["celery", "--app", "config", "--quiet", "worker", "--concurrency", "1", "--without-gossip"]
    process = subprocess.Popen(
        [sys.executable, "-m", *command, "--without-mingle"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": test_database_url()},
        start_new_session=True,
    )
    try:
        until = time.monotonic() + READY
        while not workers.alive(now=timezone.now()):
            assert process.poll() is None, "the worker ended as soon as it was started"
            assert time.monotonic() < until, "the worker does not report"
            time.sleep(0.05)
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_database_url() -> str:
    """`DATABASE_URL` of the database that the tests run on."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
