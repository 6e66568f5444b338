"""Failures: grouped by cause, tried again one by one or all of a cause."""

import pytest
from django.utils import timezone

from encounters.actions import bulletins
from encounters.lifecycle import BulletinStatus
from encounters.models import Bulletin

pytestmark = pytest.mark.django_db
LOCKED = "The PDF is locked with a password."


@pytest.fixture
def failed() -> list[Bulletin]:
    """Two that are locked and one whose worker was lost."""
    return [fail(f"{n}.pdf", code) for n, code in enumerate(["encrypted_pdf", "encrypted_pdf", "worker_lost"])]


def fail(filename: str, code: str) -> Bulletin:
    now = timezone.now()
    made = Bulletin.objects.create(sha256=filename.zfill(64), filename=filename, byte_size=1, created_at=now)
    bulletin = bulletins.start(made.pk, now=now)
    bulletins.fail(bulletin, code=code, message=LOCKED if code == "encrypted_pdf" else "Lost.", now=now)
    return bulletin


def statuses() -> list[str]:
    return list(Bulletin.objects.order_by("pk").values_list("status", flat=True))


def test_failures_are_grouped_by_cause(as_uploader, failed):
    page = as_uploader.get("/bulletins/")
    assert [(f["error_code"], f["number"], f["message"]) for f in page.context["failures"]] == [
        ("encrypted_pdf", 2, LOCKED),
        ("worker_lost", 1, "Lost."),
    ]
    html = page.content.decode()
    assert "Retry these 2" in html
    assert "Retry it" in html


def test_a_cause_is_a_filter(as_uploader, failed):
    rows = as_uploader.get("/bulletins/", {"status": "failed", "cause": "worker_lost"}).context["rows"]
    assert [row.pk for row in rows] == [failed[2].pk]


def test_retry_of_one(as_uploader, failed, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        as_uploader.post(f"/bulletins/{failed[0].pk}/retry/")
    assert statuses() == ["received", "failed", "failed"]
    assert sent == [failed[0].pk]


def test_retry_of_a_cause_leaves_the_others(as_uploader, failed, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = as_uploader.post("/bulletins/retry/", {"cause": "encrypted_pdf"}, follow=True)
    assert "2 bulletins back in line." in response.content.decode()
    assert statuses() == ["received", "received", "failed"]
    assert sent == [failed[0].pk, failed[1].pk]


def test_what_has_not_failed_cannot_be_retried(as_uploader, failed):
    as_uploader.post(f"/bulletins/{failed[0].pk}/retry/")
    response = as_uploader.post(f"/bulletins/{failed[0].pk}/retry/", follow=True)
    assert "Only a bulletin that failed can be tried again." in response.content.decode()


def test_its_page_says_what_to_do(as_uploader, failed):
    html = as_uploader.get(f"/bulletins/{failed[0].pk}/").content.decode()
    assert LOCKED in html
    assert "The file is kept" in html
    assert "Retry" in html


def test_reviewers_cannot_retry(client, reviewer, failed):
    client.force_login(reviewer)
    assert client.post(f"/bulletins/{failed[0].pk}/retry/").status_code == 403
    assert client.post("/bulletins/retry/", {"cause": "encrypted_pdf"}).status_code == 403
    assert statuses() == [BulletinStatus.FAILED] * 3
    assert "Retry" not in client.get("/bulletins/").content.decode()
