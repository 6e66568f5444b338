"""Killed at any moment, it loses nothing: what was under way completes, once, and no process is left."""

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from .installation import Installation

pytestmark = [pytest.mark.network, pytest.mark.worker]

COPIES = 150


@pytest.fixture
def at_work(installation: Installation, bulletin: Callable[[int], Path]) -> Installation:
    """The installation in the middle of an extraction."""
    if installation.health()[0] != 200:
        installation.start()
    installation.run("import_bulletins", str(bulletin(COPIES)))
    installation.wait_until(lambda: reading(installation), "pages are being read")
    return installation


def reading(installation: Installation) -> bool:
    return installation.last("status") == "extracting" and installation.last("progress_done") > 0


def completes_once(installation: Installation) -> None:
    installation.wait_until(lambda: installation.last("status") == "extracted", "the bulletin is extracted", 180)
    bulletin = installation.last("id")
    (pages,) = installation.query(f"SELECT count(*) FROM encounters_page WHERE bulletin_id = {bulletin}")
    assert pages == (installation.last("page_count"),)
    (records,) = installation.query(
        f"SELECT count(*), count(DISTINCT sequence) FROM encounters_encounter WHERE bulletin_id = {bulletin}"
    )
    assert records[0] == records[1]


def test_a_process_of_the_pool(at_work: Installation) -> None:
    *_, busy = at_work.processes("worker")
    os.kill(busy, signal.SIGKILL)
    completes_once(at_work)


def test_idle_processes_of_the_pool(installation: Installation, bulletin: Callable[[int], Path]) -> None:
    """One of them holds the lock of the queue that all read from: its death must not close the queue."""
    if installation.health()[0] != 200:
        installation.start()
    for _ in range(3):
        _, *others = installation.processes("worker")
        for pid in others:
            os.kill(pid, signal.SIGKILL)
        installation.wait_until(lambda gone=others: not set(gone) & set(installation.processes()), "they are gone", 30)
        installation.run("import_bulletins", str(bulletin(2)))
        completes_once(installation)


def test_the_worker(at_work: Installation) -> None:
    main, *others = at_work.processes("worker")
    os.kill(main, signal.SIGKILL)
    at_work.wait_until(lambda: not set(others) & set(at_work.processes()), "its pool is gone", 30)
    at_work.wait_until(lambda: at_work.health()[0] == 503, "the loss is known", 30)
    assert at_work.health()[1]["database"] == "ok"
    at_work.wait_until(lambda: at_work.health()[0] == 200, "the worker is back")
    completes_once(at_work)


def test_the_scheduler(installation: Installation, tmp_path: Path) -> None:
    """Another one is started, and its sweep finds a bulletin whose message is lost."""
    if installation.health()[0] != 200:
        installation.start()
    (scheduler,) = installation.processes("beat")
    os.kill(scheduler, signal.SIGKILL)
    installation.wait_until(lambda: installation.processes("beat") not in ([], [scheduler]), "another one is started")
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing")
    installation.run("import_bulletins", str(broken))
    installation.wait_until(lambda: installation.last("status") == "failed", "it is tried")
    first = installation.last("finished_at")
    installation.execute(  # as `bulletins.retry` leaves it, where the message is lost
        "UPDATE encounters_bulletin SET status = 'received', error_code = '', error_message = '', attempts = 0,"
        " heartbeat_at = NULL, finished_at = NULL, sent_at = NULL WHERE status = 'failed'"
    )
    installation.wait_until(lambda: installation.last("finished_at") not in (None, first), "it is tried again")
    assert installation.last("status") == "failed"


def test_the_web_server(at_work: Installation) -> None:
    for pid in at_work.processes("gunicorn"):
        os.kill(pid, signal.SIGKILL)
    at_work.wait_until(lambda: at_work.health()[0] == 200, "the web server answers")
    completes_once(at_work)


def test_the_supervisor(at_work: Installation) -> None:
    at_work.kill()
    at_work.wait_until(lambda: at_work.processes() == [], "every process is gone", 30)
    assert at_work.last("status") == "extracting"
    at_work.start()
    completes_once(at_work)


def test_the_supervisor_and_started_again_while_the_rest_is_still_dying(at_work: Installation) -> None:
    at_work.kill()
    at_work.start()
    completes_once(at_work)


def test_everything_at_once_and_the_broker_forgets(at_work: Installation) -> None:
    for pid in at_work.processes():
        os.kill(pid, signal.SIGKILL)
    at_work.process.wait()
    shutil.rmtree(at_work.folder / "broker")
    at_work.start()
    completes_once(at_work)
