"""Hostile files the whole way: handed in, read by a real worker, and told of in words for their uploader."""

import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from encounters.actions import bulletins, extraction
from encounters.lifecycle import BulletinStatus
from encounters.models import Bulletin
from encounters.reading.errors import UNEXPECTED
from tests.reading.hostile import HOSTILE, READS, Hostile

WITHIN = 400.0
"""Seconds until the worker must have dealt with all of them."""
NAMES = {
    "user's password",
    "owner's password only",
    "no pages",
    "many pages",
    "page missing",
    "strange characters",
    "script and attachment",
    "bomb between pages",
    "blank page between",
}
CHOSEN = [hostile for hostile in HOSTILE if hostile.name in NAMES]


def hand_in(client: Client, hostile: Hostile) -> None:
    client.post("/bulletins/", {"files": [SimpleUploadedFile(f"{hostile.name}.pdf", hostile.make())]})


def settled() -> dict[str, Bulletin]:
    until = time.monotonic() + WITHIN
    while any(bulletin.is_under_way for bulletin in Bulletin.objects.all()):
        assert time.monotonic() < until, list(Bulletin.objects.values_list("filename", "status", "stage"))
        time.sleep(0.2)
    return {bulletin.filename.removesuffix(".pdf"): bulletin for bulletin in Bulletin.objects.all()}


def test_each_is_read_or_refused_in_words_and_the_worker_goes_on(worker: None, as_uploader: Client) -> None:
    for hostile in CHOSEN:
        hand_in(as_uploader, hostile)
    found = settled()
    assert found.keys() == NAMES
    for hostile in CHOSEN:
        bulletin = found[hostile.name]
        shown = as_uploader.get(f"/bulletins/{bulletin.pk}/").content.decode()
        if bulletin.status == BulletinStatus.FAILED:
            assert bulletin.error_code in hostile.outcomes
            assert bulletin.error_message in shown
        else:
            assert hostile.outcomes & {READS, "other", "blank"}
            assert hostile.warns in {"", *(warning["code"] for warning in bulletin.warnings)}
            assert all(warning["message"].partition(". ")[0] in shown for warning in bulletin.warnings)
        assert bulletin.attempts == 1


@pytest.mark.django_db
def test_a_fault_of_the_extractor_is_told_at_once_and_not_tried_three_times(as_uploader: Client, monkeypatch) -> None:
    hand_in(as_uploader, next(hostile for hostile in HOSTILE if hostile.name == "newer page"))
    bulletin = Bulletin.objects.get()

    def astray(*_: object, **__: object) -> None:
        raise IndexError("astray")

    monkeypatch.setattr(extraction, "extract", astray)
    extraction.run(bulletin.pk)
    bulletin.refresh_from_db()
    assert (bulletin.status, bulletin.error_code, bulletin.attempts) == ("failed", "unreadable", 1)
    assert bulletin.error_message == UNEXPECTED
    assert bulletins.start(bulletin.pk, now=timezone.now()) is None
