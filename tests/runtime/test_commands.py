"""The commands that operators and programs call, and what `/healthz` says of a lost worker."""

import datetime
import io

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from knox.models import AuthToken

from encounters import policies
from encounters.actions import people, workers

pytestmark = pytest.mark.django_db


def created_token(*arguments: str) -> str:
    out = io.StringIO()
    call_command("create_token", *arguments, stdout=out)
    return out.getvalue()


def test_a_token_is_all_that_is_printed_and_opens_the_api(client: Client) -> None:
    printed = created_token("press", "--create", "--role", "uploader", "--role", "reviewer")
    token = printed.removesuffix("\n")
    assert token
    assert not set(token) & set(" \n")
    answer = client.get("/api/v1/bulletins/", headers={"authorization": f"Token {token}"})
    assert answer.status_code == 200
    person = User.objects.get(username="press")
    assert policies.roles(person) == {"uploader", "reviewer"}
    assert not person.has_usable_password()
    assert token not in str(AuthToken.objects.values())


def test_a_role_is_added_to_those_that_somebody_has() -> None:
    created_token("press", "--create", "--role", "uploader")
    created_token("press", "--role", "editor")
    assert policies.roles(User.objects.get(username="press")) == {"uploader", "editor"}
    assert AuthToken.objects.count() == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nobody"], "There is no user 'nobody'. Add --create to make one."),
        (["no body", "--create"], "valid username"),
        (["gone"], "The user 'gone' is not active"),
        (["press", "--create", "--role", "owner"], "invalid choice: 'owner'"),
    ],
)
def test_what_cannot_have_a_token_is_told_plainly(arguments: list[str], says: str) -> None:
    User.objects.create_user("gone", is_active=False)
    with pytest.raises(CommandError, match=says):
        created_token(*arguments)
    assert not AuthToken.objects.exists()


def test_the_first_administrator_is_made_once(client: Client) -> None:
    password = people.first_administrator()
    assert client.login(username=people.ADMINISTRATOR, password=password)
    assert people.first_administrator() is None


@pytest.mark.parametrize(
    ("silent_for", "status"),
    [(datetime.timedelta(seconds=1), 200), (workers.SILENT, 503), (datetime.timedelta(hours=1), 503)],
)
def test_health_depends_on_a_worker_that_reports(client: Client, silent_for: datetime.timedelta, status: int) -> None:
    workers.report("celery@here", now=timezone.now() - silent_for)
    answer = client.get("/healthz")
    assert answer.status_code == status
    assert answer.json()["database"] == "ok"
    assert (answer.json()["worker"] == "ok") == (status == 200)


def test_health_knows_no_worker_that_left(client: Client) -> None:
    workers.report("celery@here", now=timezone.now())
    workers.leave("celery@here")
    assert client.get("/healthz").status_code == 503


def test_workers_of_the_day_before_are_forgotten() -> None:
    now = timezone.now()
    workers.report("celery@old", now=now - workers.FORGET - workers.EVERY)
    workers.report("celery@new", now=now)
    assert workers.Worker.objects.values_list("name", flat=True).get() == "celery@new"


def test_a_container_asks_for_its_own_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: "here")
    workers.report("celery@there", now=timezone.now())
    with pytest.raises(CommandError, match="No worker has reported"):
        call_command("healthcheck", "worker")
    workers.report("celery@here", now=timezone.now())
    call_command("healthcheck", "worker")
