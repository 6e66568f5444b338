"""The first page: a stranger learns what this is, a colleague goes on to their work."""

import pytest
from django.utils import timezone

from encounters.models import Release
from tests.conftest import person

pytestmark = pytest.mark.django_db


def test_a_stranger_learns_what_this_is_and_may_sign_in(client):
    html = client.get("/").content.decode()
    assert "section 287(g)" in html
    assert "Nothing is published yet" in html
    assert 'class="button main" href="/accounts/login/"' in html


def test_the_newest_release_is_there_for_all(client, administrator):
    now = timezone.now()
    for version, published in (("2026.10.0", now), ("2026.11.0", now), ("2026.12.0", None)):
        Release.objects.create(
            version=version,
            status="published" if published else "building",
            published_at=published,
            created_at=now,
            created_by=administrator,
        )
    page = client.get("/")
    assert page.context["newest"].version == "2026.11.0"
    assert b"/releases/2026.11.0/" in page.content


@pytest.mark.parametrize(
    ("who", "where"), [("reviewer", "/review/"), ("editor", "/review/"), ("uploader", "/bulletins/")]
)
def test_a_colleague_goes_on_to_their_work(client, who, where):
    client.force_login(person(who, who))
    assert client.get("/").url == where


def test_somebody_without_a_role_learns_whom_to_ask(client):
    client.force_login(person("newcomer"))
    html = client.get("/").content.decode()
    assert "Your account has no role yet." in html
    assert "ask the" in html
    assert "administrator" in html
