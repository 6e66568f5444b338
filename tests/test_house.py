"""The house is in order: names, migrations, vendored files, what a server must have set."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from scripts import vendor

ROOT = Path(settings.BASE_DIR)
PACKAGES = ("config", "encounters", "review", "scripts")
VAGUE = {"util", "utils", "helper", "helpers", "common", "core", "misc", "manager", "managers", "service", "services"}


def modules() -> Iterator[Path]:
    for package in PACKAGES:
        yield from (ROOT / package).rglob("*.py")


def test_every_module_says_in_its_name_what_it_is_about() -> None:
    vague = [path for path in modules() if path.stem in VAGUE or path.parent.name in VAGUE]
    assert vague == []


@pytest.mark.django_db
def test_the_migrations_are_what_the_models_say() -> None:
    out = io.StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=out)
    assert "No changes detected" in out.getvalue()


def test_vendored_files_are_those_of_the_lock() -> None:
    assert vendor.differing() == []
    locked = json.loads(vendor.LOCK.read_text())
    folder = ROOT / json.loads(vendor.WANTED.read_text())["folder"]
    assert {path.relative_to(ROOT).as_posix() for path in folder.iterdir()} == set(locked)


def test_a_server_behind_https_passes_djangos_own_checks(tmp_path: Path) -> None:
    server = {
        "DATA_DIR": str(tmp_path),
        "SECRET_KEY": "a key of some sixty characters, as the documentation tells one to make",
        "REDIS_URL": "redis://127.0.0.1:1",
        "ALLOWED_HOSTS": "desk.example.org",
        "HTTPS": "1",
        "EMAIL_HOST": "mail.example.org",
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    check = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=server,
        capture_output=True,
        text=True,
        check=False,
    )
    assert check.returncode == 0, check.stderr
