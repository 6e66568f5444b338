"""Refusals that every call shares: who asks, in what form, how often, and for what."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from knox.models import AuthToken
from rest_framework.test import APIClient
from rest_framework.throttling import AnonRateThrottle

from encounters.api.dataset import Dataset

BULLETINS = "/api/v1/bulletins/"


def errors(response) -> list[tuple[str, str | None]]:
    shown = response.json()
    assert shown.keys() == {"type", "errors"}
    assert all(error.keys() == {"code", "detail", "attr"} for error in shown["errors"])
    return [(error["code"], error["attr"]) for error in shown["errors"]]


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (None, "not_authenticated"),
        ("Basic YTpi", "not_authenticated"),
        ("Token", "authentication_failed"),
        ("Token two words", "authentication_failed"),
        (f"Token {'0' * 64}", "authentication_failed"),
        ("Token not-hex", "authentication_failed"),
        ("Token \xff\xfe", "authentication_failed"),
    ],
)
def test_without_a_token_that_is_known(db: None, header: str | None, code: str) -> None:
    response = APIClient().get(BULLETINS, headers={"Authorization": header} if header else {})
    assert (response.status_code, errors(response)) == (401, [(code, None)])
    assert response["WWW-Authenticate"] == "Token"


def test_the_token_of_somebody_who_left(uploader: User) -> None:
    token = AuthToken.objects.create(uploader)[1]
    uploader.is_active = False
    uploader.save()
    response = APIClient().get(BULLETINS, headers={"Authorization": f"Token {token}"})
    assert (response.status_code, errors(response)) == (401, [("authentication_failed", None)])


def test_a_session_reads_and_needs_its_csrf_token_to_write(editor: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    assert client.get(BULLETINS).status_code == 200
    response = client.post("/api/v1/releases/", "{}", content_type="application/json")
    assert (response.status_code, errors(response)) == (403, [("permission_denied", None)])
    client.cookies["csrftoken"] = "x" * 32
    response = client.post(
        "/api/v1/releases/", "{}", content_type="application/json", headers={"X-CSRFToken": "x" * 32}
    )
    assert (response.status_code, errors(response)) == (409, [("nothing_new", None)])


def test_who_may_is_said_in_words(as_reviewer: APIClient) -> None:
    response = as_reviewer.post("/api/v1/releases/")
    assert errors(response) == [("permission_denied", None)]
    assert "role editor" in response.json()["errors"][0]["detail"]


@pytest.mark.parametrize(
    ("method", "address", "status", "code"),
    [
        ("get", "/api/v1/", 404, "not_found"),
        ("get", "/api/v1/nothing/", 404, "not_found"),
        ("post", "/api/v1/bulletins/x/", 404, "not_found"),
        ("delete", "/api/v1/dataset/", 405, "method_not_allowed"),
        ("put", "/api/v1/bulletins/1/", 401, "not_authenticated"),
    ],
)
def test_what_there_is_not(anonymous: APIClient, db: None, method: str, address: str, status: int, code: str) -> None:
    response = getattr(anonymous, method)(address)
    assert (response.status_code, errors(response)) == (status, [(code, None)])


def test_only_json_is_spoken(as_editor: APIClient) -> None:
    asked = as_editor.get(BULLETINS, headers={"Accept": "text/html"})
    sent = as_editor.generic("POST", "/api/v1/releases/", "note=x", content_type="application/x-www-form-urlencoded")
    assert (asked.status_code, errors(asked)) == (406, [("not_acceptable", None)])
    assert (sent.status_code, errors(sent)) == (415, [("unsupported_media_type", None)])


def test_a_form_that_is_none(as_uploader: APIClient) -> None:
    response = as_uploader.generic("POST", BULLETINS, b"--x", content_type="multipart/form-data")
    assert (response.status_code, errors(response)) == (400, [("parse_error", None)])


def test_more_files_than_a_form_may_hold(as_uploader: APIClient) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\nx\r\n'
    content_type = "multipart/form-data; boundary=x"
    response = as_uploader.generic("POST", BULLETINS, part * 101 + b"--x--", content_type=content_type)
    assert (response.status_code, errors(response)) == (400, [("parse_error", None)])


def test_strangers_may_not_ask_without_end(
    anonymous: APIClient, as_nobody: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AnonRateThrottle, "THROTTLE_RATES", {"anon": "2/min"})
    monkeypatch.setattr(Dataset, "throttle_classes", [AnonRateThrottle])
    answers = [anonymous.get("/api/v1/dataset/") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert errors(answers[2]) == [("throttled", None)]
    assert 0 < int(answers[2]["Retry-After"]) <= 60
    elsewhere = anonymous.get("/api/v1/dataset/", headers={"X-Forwarded-For": "203.0.113.9"})
    assert elsewhere.status_code == 429  # nobody behind no proxy gets away by saying so
    assert [as_nobody.get("/api/v1/dataset/").status_code for _ in range(3)] == [200, 200, 200]
