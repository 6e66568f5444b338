"""A person who hands in, and files to hand in."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client


@pytest.fixture
def as_uploader(client: Client, uploader: User) -> Client:
    client.force_login(uploader)
    return client


@pytest.fixture
def pdf() -> Callable[..., SimpleUploadedFile]:
    """`pdf("a.pdf", b"more")`: a file that begins like a PDF."""

    def made(name: str = "a.pdf", more: bytes = b"") -> SimpleUploadedFile:
        return SimpleUploadedFile(name, b"%PDF-1.7\n" + more, content_type="application/pdf")

    return made


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The bulletins that workers were asked for."""
    asked: list[int] = []
    monkeypatch.setattr("encounters.tasks.extract.delay", asked.append)
    return asked
