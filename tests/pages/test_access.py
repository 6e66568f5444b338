"""Who may open what: every address of intake and account, for every kind of person."""

import pytest
from django.contrib.auth.models import User
from django.core.files import File
from django.core.files.storage import storages
from django.urls import get_resolver, reverse

from encounters.models import Bulletin
from tests.conftest import person
from tests.factories import make_bulletin, make_record

pytestmark = pytest.mark.django_db

PEOPLE = ("anonymous", "nobody", "uploader", "reviewer", "editor", "administrator")
LOGIN, NO, YES, MOVED = "sign in", 403, 200, 302

GET = {  # address: what each of PEOPLE gets
    "home": (YES, YES, MOVED, MOVED, MOVED, MOVED),
    "account": (LOGIN, YES, YES, YES, YES, YES),
    "bulletin_list": (LOGIN, NO, YES, YES, YES, YES),
    "bulletin_detail": (LOGIN, NO, YES, YES, YES, YES),
    "bulletin_file": (LOGIN, NO, YES, YES, YES, YES),
    "page_image": (LOGIN, NO, YES, YES, YES, YES),
}
POST = {
    "account": (LOGIN, MOVED, MOVED, MOVED, MOVED, MOVED),  # to the question for the password
    "token_revoke": (LOGIN, NO, MOVED, MOVED, MOVED, MOVED),
    "bulletin_list": (LOGIN, NO, MOVED, NO, MOVED, MOVED),
    "bulletin_sample": (LOGIN, NO, MOVED, NO, MOVED, MOVED),
    "bulletin_retry": (LOGIN, NO, MOVED, NO, MOVED, MOVED),
    "bulletin_retry_cause": (LOGIN, NO, MOVED, NO, MOVED, MOVED),
}
ELSEWHERE = {"healthz"} | {name for name in get_resolver().reverse_dict if str(name).startswith("release_")}
"""Addresses of the record whose own tests say who may."""


@pytest.fixture
def bulletin(golden) -> Bulletin:
    made = make_bulletin([make_record()])
    with (golden / "2020-01-word.pdf").open("rb") as handle:
        storages["default"].save(made.file_name, File(handle))
    return made


def address(name: str, bulletin: Bulletin) -> str:
    arguments = {
        "page_image": [bulletin.pk, 1],
        "token_revoke": ["abcdefgh"],
        "bulletin_detail": [bulletin.pk],
        "bulletin_file": [bulletin.pk],
        "bulletin_retry": [bulletin.pk],
    }
    return reverse(name, args=arguments.get(name, []))


def sign_in(client, who: str) -> None:
    if who == "administrator":
        client.force_login(User.objects.create_superuser(who, password=who))
    elif who != "anonymous":
        client.force_login(person(who, *([] if who == "nobody" else [who])))


def outcome(response) -> object:
    response.close()  # a file is open for as long as it is sent
    if response.status_code == 302 and response.url.startswith("/accounts/login/"):
        return LOGIN
    return response.status_code


def test_every_address_has_its_place_here():
    names = {pattern.name for pattern in get_resolver("encounters.urls").url_patterns}
    assert names - ELSEWHERE == GET.keys() | POST.keys()


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("name", GET)
def test_get(client, bulletin, name, who):
    sign_in(client, who)
    assert outcome(client.get(address(name, bulletin))) == GET[name][PEOPLE.index(who)]


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("name", POST)
def test_post(client, bulletin, name, who):
    sign_in(client, who)
    assert outcome(client.post(address(name, bulletin))) == POST[name][PEOPLE.index(who)]


@pytest.mark.parametrize("name", sorted(POST.keys() - GET.keys()))
def test_what_writes_is_never_a_get(client, administrator, bulletin, name):
    client.force_login(administrator)
    assert client.get(address(name, bulletin)).status_code == 405
