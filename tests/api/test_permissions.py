"""Every call, by everybody: the whole truth table. A call that the OpenAPI document has and the table has not fails."""

from collections.abc import Callable
from itertools import product

import pytest
from drf_spectacular.generators import SchemaGenerator
from rest_framework.test import APIClient

from encounters.models import Bulletin, Encounter

from .conftest import body, stored

PEOPLE = ("anonymous", "nobody", "uploader", "reviewer", "editor")
PUBLIC = PEOPLE
MEMBERS = ("uploader", "reviewer", "editor")
UPLOADERS = ("uploader", "editor")
REVIEWERS = ("reviewer", "editor")
EDITORS = ("editor",)

CALLS = {
    ("GET", "/bulletins/"): (MEMBERS, 200),
    ("POST", "/bulletins/"): (UPLOADERS, 400),  # nothing was handed in
    ("GET", "/bulletins/{id}/"): (MEMBERS, 200),
    ("POST", "/bulletins/{id}/retry/"): (UPLOADERS, 409),
    ("GET", "/bulletins/{id}/file/"): (MEMBERS, 200),
    ("GET", "/bulletins/{id}/pages/{number}/image/"): (MEMBERS, 404),  # the file is no PDF that could be drawn
    ("GET", "/encounters/"): (MEMBERS, 200),
    ("POST", "/encounters/"): (REVIEWERS, 400),
    ("GET", "/encounters/{id}/"): (MEMBERS, 200),
    ("PATCH", "/encounters/{id}/"): (REVIEWERS, 428),
    ("GET", "/encounters/{id}/revisions/"): (MEMBERS, 200),
    ("POST", "/encounters/{id}/approve/"): (REVIEWERS, 428),
    ("POST", "/encounters/{id}/reject/"): (REVIEWERS, 428),
    ("POST", "/encounters/{id}/return/"): (REVIEWERS, 428),
    ("POST", "/encounters/{id}/reopen/"): (REVIEWERS, 428),
    ("POST", "/encounters/{id}/split/"): (REVIEWERS, 428),
    ("POST", "/encounters/merge/"): (REVIEWERS, 400),
    ("POST", "/encounters/{id}/succession/undo/"): (REVIEWERS, 409),
    ("POST", "/review/next/"): (REVIEWERS, 200),
    ("GET", "/releases/"): (PUBLIC, 200),
    ("POST", "/releases/"): (EDITORS, 409),  # nothing is new
    ("GET", "/releases/{version}/"): (PUBLIC, 200),
    ("GET", "/releases/{version}/files/{name}"): (PUBLIC, 200),
    ("GET", "/releases/{before}/difference/{after}/"): (PUBLIC, 200),
    ("GET", "/dataset/"): (PUBLIC, 200),
    ("GET", "/dataset/{record_id}/"): (PUBLIC, 200),
}


@pytest.fixture
def client_named(anonymous, as_nobody, as_uploader, as_reviewer, as_editor) -> dict[str, APIClient]:
    return dict(zip(PEOPLE, (anonymous, as_nobody, as_uploader, as_reviewer, as_editor), strict=True))


@pytest.fixture
def address_of(bulletin: Bulletin, encounter: Encounter, publish: Callable) -> Callable[[str], str]:
    stored(bulletin)
    released = bulletin.encounters.get(sequence=3)
    version = publish(released).version

    def fill(path: str) -> str:
        subject = encounter.pk if path.startswith("/encounters/") else bulletin.pk
        names = {"before": version, "after": version, "version": version, "name": "encounters.csv", "number": 1}
        return "/api/v1" + path.format(id=subject, record_id=released.record_id, **names)

    return fill


def test_the_table_has_every_call() -> None:
    document = SchemaGenerator().get_schema(public=True)
    described = {
        (method.upper(), path.removeprefix("/api/v1"))
        for path, methods in document["paths"].items()
        for method in methods
    }
    assert described == set(CALLS)


def test_every_call_by_everybody(client_named: dict[str, APIClient], address_of: Callable[[str], str]) -> None:
    answered, expected = {}, {}
    for ((method, path), (allowed, status)), name in product(CALLS.items(), PEOPLE):
        response = client_named[name].generic(method, address_of(path))
        if response.streaming:
            assert body(response)
        answered[method, path, name] = response.status_code
        expected[method, path, name] = status if name in allowed else 401 if name == "anonymous" else 403
    assert answered == expected


def test_head_and_options_are_for_whoever_may_read(
    client_named: dict[str, APIClient], address_of: Callable[[str], str]
) -> None:
    answered, expected = {}, {}
    for (path, (allowed, status)), name in product(
        [(path, who) for (method, path), who in CALLS.items() if method == "GET"], ("anonymous", "uploader")
    ):
        head = client_named[name].head(address_of(path))
        options = client_named[name].options(address_of(path))
        answered[path, name] = (head.status_code, head.getvalue(), options.status_code)
        expected[path, name] = (status, b"", 200) if name in allowed else (401, b"", 401)
        if name in allowed:
            assert {"GET", "HEAD", "OPTIONS"} <= set(options["Allow"].split(", "))
            get = client_named[name].get(address_of(path))
            assert body(get)
            assert (path, head["Content-Type"]) == (path, get["Content-Type"])
            assert status != 200 or (path, head["Content-Length"]) == (path, get["Content-Length"])
    assert answered == expected
