"""The account page: roles, and tokens that are shown once."""

import pytest
from knox.models import AuthToken

from tests.conftest import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_uploader(client, uploader):
    client.force_login(uploader)
    return client


def make_token(client, password: str) -> str:
    """Asks for a token, gives the password that is asked for, and reads the token."""
    asked = client.post("/account/")
    assert asked.url.startswith("/accounts/reauthenticate/")
    response = client.post(asked.url, {"password": password})
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    return response.context["new_token"]


def test_says_what_a_person_may_do(as_uploader):
    page = as_uploader.get("/account/")
    assert page.context["roles"] == ["uploader"]
    assert "Change the password" in page.content.decode()


def test_a_token_needs_the_password_and_is_shown_once(as_uploader, uploader):
    text = make_token(as_uploader, "uploader")
    kept = AuthToken.objects.get()
    assert kept.user == uploader
    assert text.startswith(kept.token_key)
    assert text not in kept.digest
    later = as_uploader.get("/account/").content.decode()
    assert kept.token_key in later
    assert text not in later


def test_it_opens_the_api_until_it_is_revoked(as_uploader, client):
    text = make_token(as_uploader, "uploader")
    client.logout()

    def ask() -> int:
        return client.get("/api/v1/bulletins/", headers={"Authorization": f"Token {text}"}).status_code

    assert ask() == 200
    client.login(username="uploader", password="uploader")
    client.post(f"/account/tokens/{AuthToken.objects.get().token_key}/revoke/")
    client.logout()
    assert ask() == 401


def test_nobody_revokes_what_is_another_persons(as_uploader, client):
    make_token(as_uploader, "uploader")
    client.force_login(person("other", "reviewer"))
    client.post(f"/account/tokens/{AuthToken.objects.get().token_key}/revoke/")
    assert AuthToken.objects.count() == 1


def test_a_wrong_password_makes_none(as_uploader):
    asked = as_uploader.post("/account/")
    as_uploader.post(asked.url, {"password": "wrong"})
    assert not AuthToken.objects.exists()


def test_without_a_role_there_are_no_tokens(client):
    client.force_login(person("newcomer"))
    assert "Make a token" not in client.get("/account/").content.decode()
    asked = client.post("/account/")
    assert client.post(asked.url, {"password": "newcomer"}).status_code == 403
    assert not AuthToken.objects.exists()
