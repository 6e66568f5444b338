"""Clients of the API, each with the token of somebody in one role."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from knox.models import AuthToken
from rest_framework.test import APIClient

from encounters import tasks
from encounters.actions import releases
from encounters.models import Bulletin, Encounter, Release
from review.actions import decisions
from tests.conftest import person
from tests.factories import NOW, make_bulletin, make_record

PDF = b"%PDF-1.4\n% what a bulletin begins with\n"
KNOX, BENTON, COLLIER = (f"{county} County Sheriff's Office" for county in ("Knox", "Benton", "Collier"))


def client_of(user: User) -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {AuthToken.objects.create(user)[1]}")
    return client


@pytest.fixture
def anonymous() -> APIClient:
    return APIClient()


@pytest.fixture
def as_nobody(db: None) -> APIClient:
    """Somebody with an account and no role."""
    return client_of(person("nobody"))


@pytest.fixture
def as_uploader(uploader: User) -> APIClient:
    return client_of(uploader)


@pytest.fixture
def as_reviewer(reviewer: User) -> APIClient:
    return client_of(reviewer)


@pytest.fixture
def as_editor(editor: User) -> APIClient:
    return client_of(editor)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The bulletins that a worker was asked for."""
    ids: list[int] = []
    monkeypatch.setattr(tasks.extract, "delay", ids.append)
    return ids


@pytest.fixture
def bulletin(db: None) -> Bulletin:
    """Three records that differ in what lists are filtered by."""
    return make_bulletin(
        [
            make_record(1, state="TN", agency=KNOX, citizenship="MEX", confidence={"agency": 0.99}),
            make_record(2, state="AR", agency=BENTON, citizenship="HND", confidence={"agency": 0.6}),
            make_record(3, state="AR", agency=COLLIER, citizenship="MEX", confidence={"agency": 0.9}),
        ]
    )


@pytest.fixture
def encounter(bulletin: Bulletin) -> Encounter:
    return bulletin.encounters.get(sequence=1)


def pdf(name: str = "2020-01.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


def stored(bulletin: Bulletin, content: bytes = PDF) -> Bulletin:
    """With a file in the storage."""
    storages["default"].save(bulletin.file_name, pdf(content=content))
    return bulletin


def body(response: Any) -> bytes:
    """The bytes of a file that was answered. Closing the response would close the test's database connection too."""
    content = response.getvalue()
    if file := getattr(response, "file_to_stream", None):
        file.close()
    return content


@pytest.fixture
def publish(editor: User, reviewer: User) -> Callable[..., Release]:
    """Approve these encounters and publish what is approved."""

    def make(*encounters: Encounter, build: bool = True) -> Release:
        for encounter in encounters:
            encounter.refresh_from_db()
            decisions.approve(encounter, by=reviewer, now=NOW, version=encounter.version)
        release = releases.publish(by=editor, note="First look.", now=NOW)
        if build:
            releases.build(release.pk)
            release.refresh_from_db()
        return release

    return make
