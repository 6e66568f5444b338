"""One command starts everything, says what a newcomer needs, and ends everything."""

import os
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from .installation import Installation

pytestmark = [pytest.mark.network, pytest.mark.worker]


def test_a_first_start_says_how_to_sign_in(installation: Installation) -> None:
    installation.start()
    said = installation.log.read_text()
    password = said.split("password")[1].split()[0]
    assert f"http://127.0.0.1:{installation.port}/" in said
    assert "admin" in said
    assert len(password) >= 12
    kept = [path for path in installation.folder.rglob("*") if path.is_file() and path != installation.log]
    assert not any(password.encode() in path.read_bytes() for path in kept)


def test_a_second_one_on_the_same_data_is_refused(installation: Installation) -> None:
    first = installation.process
    installation.launch()
    assert installation.process.wait(20) == 1
    assert "It runs already on the data in" in installation.log.read_text()
    installation.process = first
    assert installation.health()[0] == 200


def test_an_upload_is_taken_up_at_once(installation: Installation, bulletin: Callable[[int], Path]) -> None:
    installation.run("import_bulletins", str(bulletin(1)))
    installation.wait_until(lambda: installation.statuses() == ["extracted"], "the bulletin is extracted")
    ((waited,),) = installation.query(
        "SELECT (julianday(finished_at) - julianday(created_at)) * 86400 FROM encounters_bulletin"
    )
    assert waited < 10


def test_it_ends_within_seconds_of_ctrl_c_and_tells_no_password_again(installation: Installation) -> None:
    since = time.monotonic()
    assert installation.stop(signal.SIGINT) == 0
    assert time.monotonic() - since < 10
    assert installation.processes() == []
    installation.log.unlink()
    installation.start()
    assert "password" not in installation.log.read_text()


def test_a_bulletin_is_not_to_blame_for_being_interrupted(
    installation: Installation, bulletin: Callable[[int], Path]
) -> None:
    installation.run("import_bulletins", str(bulletin(150)))
    installation.wait_until(lambda: "extracting" in installation.statuses(), "the bulletin is taken")
    for pid in installation.processes("celery"):
        os.kill(pid, signal.SIGSTOP)  # too slow to end in good order
    assert installation.stop(signal.SIGTERM) == 0
    assert installation.processes() == []
    assert installation.query("SELECT attempts FROM encounters_bulletin WHERE status = 'extracting'") == [(0,)]


def test_a_port_in_use_is_named_with_what_to_do(installation: Installation) -> None:
    with socket.create_server(("127.0.0.1", installation.port)):
        installation.launch()
        assert installation.process.wait(20) == 1
    said = installation.log.read_text()
    assert f"PORT={installation.port + 1} ./dev up" in said
    assert "Traceback" not in said
