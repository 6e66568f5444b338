"""What every test finds: people in their roles, a signed-in browser, a worker, the sample bulletins.

A test that uses `page` drives a browser, one that uses `worker` starts processes; on PostgreSQL only the
tests that use the database are run, without the browser's.
"""

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import connection
from django.db.models.signals import post_migrate
from django.test import Client, TransactionTestCase
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from encounters.policies import EDITOR, REVIEWER, ROLES, UPLOADER
from scripts.browser import chromium

from . import append_only
from .requirements import missing
from .worker import started_worker

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in the thread that uses the database

expect.set_options(timeout=20_000)  # ms: a slow machine is no failure

_redis = urlsplit(settings.REDIS_URL)
REDIS = (_redis.hostname, _redis.port) if settings.REDIS_URL else None
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


def pytest_configure() -> None:
    append_only.lift_on_flush()
    post_migrate.connect(add_roles)


def pytest_unconfigure() -> None:
    shutil.rmtree(settings.DATA_DIR, ignore_errors=True)


def add_roles(**_: Any) -> None:
    """A flush empties the tables that migrations filled, and then sends this signal."""
    for name in ROLES:
        Group.objects.get_or_create(name=name)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if "page" in item.fixturenames:
            item.add_marker("browser")
        if "worker" in item.fixturenames:
            item.add_marker("worker")
    if connection.vendor == "postgresql":
        elsewhere = [item for item in items if not uses_database(item) or item.get_closest_marker("browser")]
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if item not in elsewhere]


def uses_database(item: pytest.Item) -> bool:
    by_class = item.cls is not None and issubclass(item.cls, TransactionTestCase)
    by_mark = item.get_closest_marker("django_db") is not None
    return by_class or by_mark or bool(DATABASE_FIXTURES & set(item.fixturenames))


@pytest.fixture(autouse=True)
def _no_sockets(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A unit test reaches nothing over a network; what says that it does may."""
    may = ("browser", "worker", "network")
    if any(request.node.get_closest_marker(name) for name in may) or "live_server" in request.fixturenames:
        return

    connect = socket.socket.connect

    def refuse(self: socket.socket, address: Any) -> None:
        if address == REDIS:  # the cache of the servers: as much the test's own as the database
            return connect(self, address)
        raise AssertionError(f"A unit test tried to connect to {address!r}.")

    monkeypatch.setattr(socket.socket, "connect", refuse)


# --- People ----------------------------------------------------------------------------------------
def person(name: str, *roles: str) -> User:
    made = User.objects.create_user(name, password=name)
    made.groups.set(Group.objects.filter(name__in=roles))
    return made


@pytest.fixture
def uploader(db: None) -> User:
    return person("uploader", UPLOADER)


@pytest.fixture
def reviewer(db: None) -> User:
    return person("reviewer", REVIEWER)


@pytest.fixture
def editor(db: None) -> User:
    return person("editor", EDITOR)


@pytest.fixture
def administrator(db: None) -> User:
    return User.objects.create_superuser("administrator", password="administrator")


# --- Browser ---------------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    found = chromium()
    if found is None:
        missing("Chromium")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": str(found), "args": sandbox}


@pytest.fixture
def sign_in(page: Page, live_server: LiveServer) -> Callable[[User], Page]:
    """`page = sign_in(reviewer)`: the page of somebody who has signed in, on the site at `live_server.url`."""

    def signed_in_as(someone: User) -> Page:
        client = Client()
        client.force_login(someone)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        return page

    return signed_in_as


@pytest.fixture
def signed_in(sign_in: Callable[[User], Page], administrator: User) -> Page:
    """The page of an administrator, who may do everything."""
    return sign_in(administrator)


# --- Work ------------------------------------------------------------------------------------------
@pytest.fixture
def worker(transactional_db: None) -> Iterator[None]:
    """A real Celery worker on the test's database, through the broker of the settings."""
    with started_worker():
        yield


@pytest.fixture(scope="session")
def golden() -> Path:
    """The folder of the sample bulletins and what they say."""
    return Path(__file__).parent / "golden"
