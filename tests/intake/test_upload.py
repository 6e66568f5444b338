"""Handing in by the page: with a plain form, and one file at a time from its script."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from kombu.exceptions import OperationalError

from encounters.models import AuditEntry, Bulletin

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


def hand_in(client, *files, headers=None, **fields):
    return client.post("/bulletins/", {"files": list(files), **fields}, headers=headers or {})


def said(client, response) -> list[str]:
    return [str(message) for message in client.get(response.url).context["messages"]]


def test_several_files_are_kept_and_sent_to_workers(
    as_uploader, uploader, pdf, sent, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        response = hand_in(as_uploader, pdf("a.pdf"), pdf("b.pdf", b"b"), source_url="https://www.ice.gov/a")
    assert said(as_uploader, response) == ["2 files received."]
    kept = Bulletin.objects.order_by("pk")
    assert [(b.filename, b.status, b.created_by, b.source_url) for b in kept] == [
        ("a.pdf", "received", uploader, "https://www.ice.gov/a"),
        ("b.pdf", "received", uploader, "https://www.ice.gov/a"),
    ]
    assert sent == [b.pk for b in kept]
    assert AuditEntry.objects.filter(action="bulletin.received", by=uploader).count() == 2


def test_a_bad_file_stops_no_other(as_uploader, pdf, settings):
    settings.MAX_UPLOAD_BYTES = 1000
    response = hand_in(
        as_uploader,
        SimpleUploadedFile("note.txt", b"hello"),
        SimpleUploadedFile("empty.pdf", b""),
        pdf("large.pdf", b"x" * 1000),
        pdf("good.pdf"),
    )
    received, *problems = said(as_uploader, response)
    assert received == "1 file received."
    assert [problem.split(". ")[0] for problem in problems] == [
        "note.txt: The file is not a PDF",
        "empty.pdf: The file is empty",
        "large.pdf: The file is larger than 0.001 MB",
    ]
    assert [b.filename for b in Bulletin.objects.all()] == ["good.pdf"]


def test_a_duplicate_leads_to_the_first(as_uploader, pdf):
    hand_in(as_uploader, pdf("first.pdf"), headers=JSON)
    first = Bulletin.objects.get()
    (message,) = said(as_uploader, hand_in(as_uploader, pdf("second.pdf")))
    assert message.startswith("second.pdf: Already here since")
    assert "as first.pdf" in message
    assert f'<a href="/bulletins/{first.pk}/">' in message
    assert Bulletin.objects.count() == 1


def test_names_of_files_are_escaped(as_uploader):
    (message,) = said(as_uploader, hand_in(as_uploader, SimpleUploadedFile("<b>.pdf", b"hello")))
    assert message.startswith("&lt;b&gt;.pdf:")


@pytest.mark.parametrize(
    ("name", "content", "status", "outcome"),
    [("a.pdf", b"%PDF-1.7 a", 201, "received"), ("a.pdf", b"", 400, "refused"), ("a.txt", b"hello", 400, "refused")],
)
def test_the_script_gets_each_outcome(as_uploader, name, content, status, outcome):
    response = hand_in(as_uploader, SimpleUploadedFile(name, content), headers=JSON)
    assert (response.status_code, response.json()["outcome"]) == (status, outcome)
    assert response.json()["message"]


def test_the_script_gets_the_first_of_a_duplicate(as_uploader, pdf):
    first = hand_in(as_uploader, pdf(), headers=JSON).json()
    again = hand_in(as_uploader, pdf("again.pdf"), headers=JSON)
    assert (again.status_code, again.json()["outcome"]) == (200, "duplicate")
    assert again.json()["url"] == first["url"] == reverse("bulletin_detail", args=[Bulletin.objects.get().pk])


@pytest.mark.parametrize(
    ("fields", "problem"),
    [({"source_url": "not a URL"}, "Nothing was kept"), ({}, "No file was chosen")],
)
def test_a_form_that_cannot_be_used_keeps_nothing(as_uploader, pdf, fields, problem):
    files = [pdf()] if fields else []
    (message,) = said(as_uploader, hand_in(as_uploader, *files, **fields))
    assert message.startswith(problem)
    scripted = hand_in(as_uploader, *files, headers=JSON, **fields)
    assert (scripted.status_code, scripted.json()["outcome"]) == (400, "refused")
    assert not Bulletin.objects.exists()


def test_an_upload_outlives_a_broker_that_does_not_answer(
    as_uploader, pdf, monkeypatch, django_capture_on_commit_callbacks
):
    def refuse(_bulletin_id):
        raise OperationalError("no broker")

    monkeypatch.setattr("encounters.tasks.extract.delay", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        response = hand_in(as_uploader, pdf())
    assert said(as_uploader, response) == ["1 file received."]
    assert Bulletin.objects.get().status == "received"


def test_reviewers_may_look_and_not_hand_in(client, reviewer, pdf):
    client.force_login(reviewer)
    assert hand_in(client, pdf()).status_code == 403
    assert not Bulletin.objects.exists()
    assert b'type="file"' not in client.get("/bulletins/").content


def test_the_sample_is_one_click(as_uploader, sent, django_capture_on_commit_callbacks):
    assert b"Try the sample" in as_uploader.get("/bulletins/").content
    with django_capture_on_commit_callbacks(execute=True):
        response = as_uploader.post("/bulletins/sample/")
    bulletin = Bulletin.objects.get()
    assert response.url == f"/bulletins/{bulletin.pk}/"
    assert sent == [bulletin.pk]
    assert b"Try the sample" not in as_uploader.get("/bulletins/").content
