"""Handing in, looking, trying again, and the bytes."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from encounters.actions import bulletins, extraction
from encounters.lifecycle import BulletinStatus
from encounters.models import Bulletin
from review.actions import decisions
from tests.factories import NOW, make_bulletin, make_record
from tests.reading.hostile import HOSTILE

from .conftest import PDF, body, pdf, stored

BULLETINS = "/api/v1/bulletins/"
KEYS = {
    "id", "sha256", "filename", "byte_size", "page_count", "title", "template", "status", "error", "progress",
    "encounters", "unexplained", "created_at", "created_by", "extractor_version",
}  # fmt: skip


def failed(bulletin: Bulletin) -> Bulletin:
    Bulletin.objects.filter(pk=bulletin.pk).update(
        status=BulletinStatus.FAILED, error_code="encrypted_pdf", error_message="Save it without a password."
    )
    bulletin.refresh_from_db()
    return bulletin


def test_a_new_file_is_kept_and_a_worker_is_asked(as_uploader, sent, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        response = as_uploader.post(BULLETINS, {"file": pdf()}, format="multipart")
    bulletin = Bulletin.objects.get()
    assert response.status_code == 201
    assert response["Location"] == f"/api/v1/bulletins/{bulletin.pk}/"
    assert response.json().keys() == KEYS | {"duplicate"}
    assert response.json()["duplicate"] is False
    assert response.json()["id"] == str(bulletin.pk)
    assert response.json()["status"] == "received"
    assert response.json()["created_by"] == "uploader"
    assert sent == [bulletin.pk]


def test_the_same_bytes_answer_with_the_first_bulletin(as_uploader, sent, django_capture_on_commit_callbacks) -> None:
    first = as_uploader.post(BULLETINS, {"file": pdf()}, format="multipart").json()
    with django_capture_on_commit_callbacks(execute=True):
        again = as_uploader.post(BULLETINS, {"file": pdf("other-name.pdf")}, format="multipart")
    assert again.status_code == 200
    assert again.json() == first | {"duplicate": True}
    assert sent == []


@pytest.mark.parametrize(
    ("content", "status", "code"), [(b"", 400, "empty_file"), (b"hello", 400, "not_a_pdf"), (PDF, 413, "too_large")]
)
def test_what_cannot_be_read_is_refused_at_once(
    as_uploader: APIClient, settings: Any, content: bytes, status: int, code: str
) -> None:
    settings.MAX_UPLOAD_BYTES = len(PDF) - 1
    response = as_uploader.post(BULLETINS, {"file": pdf(content=content)}, format="multipart")
    assert response.status_code == status
    assert [error["code"] for error in response.json()["errors"]] == [code]
    assert response.json()["errors"][0]["attr"] == ("file" if status == 400 else None)
    assert not Bulletin.objects.exists()


def test_an_address_that_is_none_is_refused(as_uploader: APIClient) -> None:
    response = as_uploader.post(BULLETINS, {"file": pdf(), "source_url": "nowhere"}, format="multipart")
    assert response.status_code == 400
    assert response.json()["errors"][0]["attr"] == "source_url"


def test_json_is_no_upload(as_uploader: APIClient) -> None:
    response = as_uploader.post(BULLETINS, {"file": "x"}, format="json")
    assert (response.status_code, response.json()["errors"][0]["code"]) == (415, "unsupported_media_type")


def test_the_detail_counts_decisions(as_uploader: APIClient, bulletin: Bulletin, reviewer) -> None:
    first, second, _ = bulletin.encounters.order_by("sequence")
    decisions.approve(first, by=reviewer, now=NOW, version=first.version)
    decisions.reject(second, by=reviewer, now=NOW, version=second.version, note="Not a record.")
    Bulletin.objects.update(unexplained=[{"page": 1, "text": "stray", "boxes": []}])
    shown = as_uploader.get(f"{BULLETINS}{bulletin.pk}/").json()
    assert shown.keys() == KEYS
    assert shown["encounters"] == {"total": 3, "awaiting": 1, "approved": 1, "rejected": 1}
    assert shown["unexplained"] == 1
    assert shown["progress"]["stage"] == "done"
    assert shown["error"] is None
    assert shown["created_at"] == "2026-03-01T12:00:00Z"


def test_the_list_is_newest_first_and_costs_the_same_whatever_it_holds(as_uploader: APIClient) -> None:
    made = [make_bulletin([make_record(1)]) for _ in range(2)]
    with CaptureQueriesContext(connection) as few:
        shown = as_uploader.get(BULLETINS).json()
    assert [row["id"] for row in shown["results"]] == [str(bulletin.pk) for bulletin in reversed(made)]
    for _ in range(5):
        make_bulletin([make_record(1), make_record(2)])
    with CaptureQueriesContext(connection) as many:
        assert len(as_uploader.get(BULLETINS).json()["results"]) == 7
    assert len(many) == len(few)
    assert not any('"narrative"' in query["sql"] or '."warnings"' in query["sql"] for query in many)


def test_the_list_is_filtered_by_status_and_hash(as_uploader: APIClient) -> None:
    done, broken = make_bulletin(), failed(make_bulletin())
    by_status = as_uploader.get(BULLETINS, {"status": "failed"}).json()["results"]
    by_hash = as_uploader.get(BULLETINS, {"sha256": done.sha256}).json()["results"]
    assert [row["id"] for row in by_status] == [str(broken.pk)]
    assert by_status[0]["error"] == {"code": "encrypted_pdf", "message": "Save it without a password."}
    assert [row["id"] for row in by_hash] == [str(done.pk)]


def test_a_failed_one_is_tried_again(as_uploader, sent, django_capture_on_commit_callbacks) -> None:
    bulletin = failed(make_bulletin())
    with django_capture_on_commit_callbacks(execute=True):
        response = as_uploader.post(f"{BULLETINS}{bulletin.pk}/retry/")
    assert response.status_code == 202
    assert (response.json()["status"], response.json()["error"]) == ("received", None)
    assert sent == [bulletin.pk]


def test_only_a_failed_one_is_tried_again(as_uploader: APIClient, bulletin: Bulletin) -> None:
    response = as_uploader.post(f"{BULLETINS}{bulletin.pk}/retry/")
    assert (response.status_code, response.json()["errors"][0]["code"]) == (409, "not_failed")


def test_the_file_comes_back_byte_for_byte(as_uploader: APIClient, bulletin: Bulletin) -> None:
    response = as_uploader.get(f"{BULLETINS}{stored(bulletin).pk}/file/")
    assert response.status_code == 200
    assert body(response) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["ETag"] == f'"{bulletin.sha256}"'
    assert 'filename="bulletin.pdf"' in response["Content-Disposition"]


def test_a_file_that_the_storage_lost_is_not_found(as_uploader: APIClient, bulletin: Bulletin) -> None:
    assert as_uploader.get(f"{BULLETINS}{bulletin.pk}/file/").status_code == 404


def test_a_worker_is_not_told_of_what_was_refused(as_uploader, sent, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        as_uploader.post(BULLETINS, {"file": pdf(content=b"no")}, format="multipart")
    assert sent == []


def test_progress_is_that_of_the_worker(as_uploader: APIClient, uploader) -> None:
    received = bulletins.receive(pdf(), filename="a.pdf", by=uploader, now=NOW, max_bytes=1000)
    held = bulletins.start(received.bulletin.pk, now=NOW)
    bulletins.report(held, stage="reading", done=2, total=9, now=NOW + datetime.timedelta(seconds=1))
    shown = as_uploader.get(f"{BULLETINS}{held.pk}/").json()
    assert (shown["status"], shown["progress"]) == ("extracting", {"stage": "reading", "done": 2, "total": 9})


HOSTILE_ENDS = {
    "cut before its table": ("extracted", None),
    "page missing": ("extracted", None),
    "script and attachment": ("extracted", None),
    "user's password": ("failed", "encrypted_pdf"),
    "header and noise": ("failed", "damaged_pdf"),
    "no pages": ("failed", "no_pages"),
    "many pages": ("failed", "too_many_pages"),
}


def test_hostile_files_come_to_their_end(as_uploader: APIClient, sent: list[int]) -> None:
    """Handed in, read in the sandbox and looked up again: extracted, or failed with the code of the contract."""
    ends = {}
    for name in HOSTILE_ENDS:
        content = next(hostile for hostile in HOSTILE if hostile.name == name).make()
        url = as_uploader.post(BULLETINS, {"file": pdf(f"{name}.pdf", content)}, format="multipart")["Location"]
        extraction.run(int(url.rstrip("/").rpartition("/")[2]))
        shown = as_uploader.get(url).json()
        ends[name] = shown["status"], shown["error"] and shown["error"]["code"]
    assert ends == HOSTILE_ENDS
