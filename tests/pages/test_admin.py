"""The administrator's pages: the record is looked at there, people and tokens are managed."""

from pathlib import Path

import pytest
from auditlog.models import LogEntry
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from knox.models import AuthToken

from encounters.actions import bulletins
from encounters.models import Bulletin, Release
from review.actions import claims, decisions
from review.models import Claim
from tests.conftest import person
from tests.factories import make_bulletin, make_encounter, make_record

pytestmark = pytest.mark.django_db
RECORD = ("encounters", "review")


@pytest.fixture
def as_admin(client, administrator):
    client.force_login(administrator)
    return client


@pytest.fixture
def everything(administrator, reviewer):
    """A row of every table that the admin shows."""
    encounter = make_encounter()
    claims.take(make_encounter(), by=reviewer, now=timezone.now())
    decisions.approve(encounter, by=reviewer, now=timezone.now(), version=1)
    Release.objects.create(version="2026.1.0", created_at=timezone.now(), created_by=administrator)
    AuthToken.objects.create(user=reviewer)


def lists() -> list[str]:
    return [f"/admin/{model._meta.app_label}/{model._meta.model_name}/" for model in admin.site._registry]


def test_every_list_and_every_row_can_be_opened(as_admin, everything):
    for model, shown in admin.site._registry.items():
        address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        assert as_admin.get(address).status_code == 200, address
        searched = as_admin.get(address, {"q": "a b 1"})
        assert searched.status_code == 200, address
        row = shown.get_queryset(searched.wsgi_request).first()
        if row is not None:
            assert as_admin.get(f"{address}{row.pk}/change/").status_code == 200, address


def test_the_record_is_written_nowhere_here(rf, administrator):
    request = rf.get("/")
    request.user = administrator
    for model, shown in admin.site._registry.items():
        if model._meta.app_label in RECORD:
            may = shown.has_add_permission(request), shown.has_change_permission(request)
            assert may == (False, False), model
            assert not shown.has_delete_permission(request), model


def test_lists_ask_the_database_no_more_often_for_more_rows(as_admin, everything):
    def queries() -> dict[str, int]:
        counted = {}
        for address in lists():
            with CaptureQueriesContext(connection) as captured:
                as_admin.get(address)
            counted[address] = len(captured)
        return counted

    few = queries()
    by = User.objects.get(username="reviewer")
    for encounter in make_bulletin([make_record(n) for n in range(1, 5)]).encounters.select_related("current_revision"):
        claims.take(encounter, by=by, now=timezone.now())
    for n in range(4):
        AuthToken.objects.create(user=person(f"somebody {n}", "reviewer"))
    assert queries() == few


def test_lists_read_no_large_columns(as_admin, everything):
    large = ["narrative", "evidence", "spans", "unexplained", "manifest"]
    for address in ("bulletin", "encounter", "revision", "release"):
        with CaptureQueriesContext(connection) as captured:
            as_admin.get(f"/admin/encounters/{address}/")
        read = [name for name in large for query in captured if f'."{name}"' in query["sql"]]
        assert read == [], address


def test_failed_bulletins_are_retried_from_the_list(as_admin, monkeypatch, django_capture_on_commit_callbacks):
    sent: list[int] = []
    monkeypatch.setattr("encounters.tasks.extract.delay", sent.append)
    now = timezone.now()
    bulletin = Bulletin.objects.create(sha256="f" * 64, filename="f.pdf", byte_size=1, created_at=now)
    bulletins.fail(bulletins.start(bulletin.pk, now=now), code="worker_lost", message="Lost.", now=now)
    chosen = [bulletin.pk, make_bulletin().pk]
    with django_capture_on_commit_callbacks(execute=True):
        page = as_admin.post(
            "/admin/encounters/bulletin/", {"action": "retry", "_selected_action": chosen}, follow=True
        )
    assert "1 back in line. 1 had not failed and were left as they are." in page.content.decode()
    assert sent == [bulletin.pk]


def test_claims_are_released(as_admin, reviewer):
    claims.take(make_encounter(), by=reviewer, now=timezone.now())
    chosen = [Claim.objects.get().pk]
    as_admin.post("/admin/review/claim/", {"action": "release", "_selected_action": chosen})
    assert not Claim.objects.exists()


def test_a_person_gets_a_role_with_the_account(as_admin):
    form = {"username": "new", "usable_password": "true", "password1": "a-long-word-1", "password2": "a-long-word-1"}
    as_admin.post("/admin/auth/user/add/", form | {"groups": [Group.objects.get(name="reviewer").pk]})
    made = User.objects.get(username="new")
    assert [group.name for group in made.groups.all()] == ["reviewer"]
    assert made.check_password("a-long-word-1")


def test_people_and_roles_are_not_deleted(as_admin, reviewer):
    role = Group.objects.get(name="reviewer")
    assert as_admin.post(f"/admin/auth/user/{reviewer.pk}/delete/", {"post": "yes"}).status_code == 403
    assert as_admin.post(f"/admin/auth/group/{role.pk}/delete/", {"post": "yes"}).status_code == 403
    other = Group.objects.create(name="auditors")
    assert as_admin.post(f"/admin/auth/group/{other.pk}/delete/", {"post": "yes"}).status_code == 302


def test_a_token_is_shown_once(as_admin, reviewer):
    page = as_admin.post(
        "/admin/knox/authtoken/add/", {"user": reviewer.pk, "expiry_0": "", "expiry_1": ""}, follow=True
    )
    kept = AuthToken.objects.get(user=reviewer)
    (message,) = (str(message) for message in page.context["messages"] if "copy it now" in str(message))
    assert f"The token of reviewer is {kept.token_key}" in message
    assert message not in as_admin.get("/admin/knox/authtoken/").content.decode()


def test_changes_to_people_are_logged(as_admin, reviewer):
    roles = [Group.objects.get(name=name).pk for name in ("reviewer", "editor")]
    as_admin.post(
        f"/admin/auth/user/{reviewer.pk}/change/", {"username": "reviewer", "is_active": "on", "groups": roles}
    )
    assert {group.name for group in reviewer.groups.all()} == {"reviewer", "editor"}
    newest = LogEntry.objects.filter(object_repr="reviewer").latest("id")
    assert newest.changes_dict["groups"]["objects"] == ["editor"]
    assert newest.actor.username == "administrator"
    assert as_admin.get("/admin/auditlog/logentry/").status_code == 200


COLOURS = {
    "bg": "body-bg",
    "surface": "darkened-bg",
    "line": "hairline-color",
    "ink": "body-fg",
    "muted": "body-quiet-color",
    "accent": "link-fg",
    "bad": "error-fg",
}
"""Tokens of the house, and the admin's variables that repeat them."""


@pytest.mark.parametrize(("token", "variable"), COLOURS.items())
def test_the_admin_has_the_colours_of_the_house(token, variable):
    house, here = (Path(finders.find(f"encounters/{name}.css")).read_text() for name in ("desk", "admin"))
    value = house.split(f"--{token}: ")[1].split(";")[0]
    assert f"--{variable}: {value};" in here
