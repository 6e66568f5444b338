"""Pages for what goes wrong, and signing in: they say what happened and what to do, in the look of the house."""

import pytest
from django.test import Client, RequestFactory
from django.views.defaults import bad_request, server_error

from tests.conftest import person

pytestmark = pytest.mark.django_db
HOUSE = '<a class="brand"'


def test_403_says_whom_to_ask(client):
    client.force_login(person("newcomer"))
    response = client.get("/bulletins/")
    html = response.content.decode()
    assert response.status_code == 403
    assert "Your account has no role yet. An administrator can give it one." in html
    assert HOUSE in html


def test_404(client):
    response = client.get("/no/such/page")
    assert response.status_code == 404
    assert "There is no such page" in response.content.decode()


def test_a_form_from_another_time(uploader):
    client = Client(enforce_csrf_checks=True)
    client.force_login(uploader)
    response = client.post("/bulletins/sample/")
    assert response.status_code == 403
    assert "The form was not accepted" in response.content.decode()


@pytest.mark.parametrize(
    ("view", "said"), [(server_error, "Something broke"), (bad_request, "could not be understood")]
)
def test_pages_that_must_work_when_nothing_else_does(view, said, django_assert_num_queries):
    with django_assert_num_queries(0):
        html = view(RequestFactory().get("/"), *([None] if view is bad_request else [])).content.decode()
    assert said in html
    assert HOUSE in html


def test_signing_in_and_out(client, uploader):
    page = client.get("/accounts/login/?next=/bulletins/").content.decode()
    assert page.count("<form") == 1
    assert "sign up" not in page.lower()
    assert (
        client.post("/accounts/login/?next=/bulletins/", {"login": "uploader", "password": "wrong"}).status_code == 200
    )
    response = client.post("/accounts/login/?next=/bulletins/", {"login": "uploader", "password": "uploader"})
    assert response.url == "/bulletins/"
    assert client.post("/accounts/logout/").url == "/"


def test_nobody_signs_up(client):
    assert "Closed" in client.get("/accounts/signup/").content.decode()


def test_the_admin_is_entered_by_the_same_door(client, administrator):
    assert client.get("/admin/").url.startswith("/admin/login/")
    assert client.get("/admin/login/").url.startswith("/accounts/login/")
