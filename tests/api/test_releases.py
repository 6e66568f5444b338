"""Publishing, what is published, its files, and what changed between two releases."""

import csv
import hashlib
import io

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from encounters import tasks
from encounters.dataset.difference import Difference
from encounters.models import Bulletin, Encounter, Release, released
from review.actions import corrections, decisions
from tests.factories import NOW

from .conftest import body

RELEASES = "/api/v1/releases/"
KEYS = {"version", "status", "published_at", "note", "records", "written", "files"}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The releases that a worker was asked to build."""
    ids: list[int] = []
    monkeypatch.setattr(tasks.build_release, "delay", ids.append)
    return ids


def test_publishing_pins_and_asks_a_worker(
    as_editor, anonymous, encounter, reviewer, asked, django_capture_on_commit_callbacks
) -> None:
    decisions.approve(encounter, by=reviewer, now=NOW, version=encounter.version)
    with django_capture_on_commit_callbacks(execute=True):
        response = as_editor.post(RELEASES, {"note": "First look."})
    release = Release.objects.get()
    assert response.status_code == 202
    assert response.json().keys() == KEYS
    assert (response.json()["status"], response.json()["records"], response.json()["files"]) == ("building", 1, [])
    assert (response.json()["note"], response.json()["published_at"]) == ("First look.", None)
    assert response["Location"] == f"{RELEASES}{release.version}/"
    assert asked == [release.pk]
    assert as_editor.get(response["Location"]).json() == response.json()
    assert anonymous.get(response["Location"]).status_code == 404
    assert anonymous.get(RELEASES).json()["results"] == []


def test_nothing_new_is_not_published(as_editor: APIClient, encounter: Encounter, publish) -> None:
    empty = as_editor.post(RELEASES)
    publish(encounter)
    same = as_editor.post(RELEASES, {})
    assert [(r.status_code, r.json()["errors"][0]["code"]) for r in (empty, same)] == [(409, "nothing_new")] * 2
    assert Release.objects.count() == 1


def test_everybody_reads_what_is_published(anonymous: APIClient, bulletin: Bulletin, publish) -> None:
    release = publish(*bulletin.encounters.all())
    [listed] = anonymous.get(RELEASES).json()["results"]
    assert listed == anonymous.get(f"{RELEASES}{release.version}/").json()
    assert (listed["version"], listed["published_at"]) == (release.version, "2026-03-01T12:00:00Z")
    assert (listed["records"], listed["written"]) == (3, 3)
    assert {"encounters.csv", "offenses.csv", "events.csv"} <= {entry["name"] for entry in listed["files"]}


def test_every_file_is_as_the_release_says(anonymous: APIClient, bulletin: Bulletin, publish) -> None:
    release = publish(*bulletin.encounters.all())
    for entry in anonymous.get(f"{RELEASES}{release.version}/").json()["files"]:
        response = anonymous.get(f"{RELEASES}{release.version}/files/{entry['name']}")
        content = body(response)
        assert (response.status_code, len(content)) == (200, entry["bytes"])
        assert hashlib.sha256(content).hexdigest() == entry["sha256"]
        assert response["ETag"] == f'"{entry["sha256"]}"'


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("encounters.csv", "text/csv; charset=utf-8"),
        ("encounters.jsonl", "application/x-ndjson"),
        ("manifest.json", "application/json"),
        ("README.md", "text/markdown; charset=utf-8"),
        ("SHA256SUMS", "text/plain; charset=utf-8"),
    ],
)
def test_a_file_has_the_type_of_its_name(
    anonymous: APIClient, encounter: Encounter, publish, name: str, media_type: str
) -> None:
    response = anonymous.get(f"{RELEASES}{publish(encounter).version}/files/{name}")
    assert body(response)
    assert response["Content-Type"] == media_type
    assert f'filename="{name}"' in response["Content-Disposition"]
    assert response["Cache-Control"].startswith("public")


def test_a_download_is_resumed(anonymous: APIClient, bulletin: Bulletin, publish) -> None:
    address = f"{RELEASES}{publish(*bulletin.encounters.all()).version}/files/encounters.csv"
    whole = anonymous.get(address)
    content = body(whole)
    part = anonymous.get(address, headers={"Range": "bytes=100-", "If-Range": whole["ETag"]})
    unchanged = anonymous.get(address, headers={"If-None-Match": whole["ETag"]})
    assert (part.status_code, body(part)) == (206, content[100:])
    assert unchanged.status_code == 304
    assert [row["state"] for row in csv.DictReader(io.StringIO(content.decode()))] == ["TN", "AR", "AR"]


@pytest.mark.parametrize("name", ["nothing.csv", "..%2F..%2Fsecret_key", "%2Fetc%2Fpasswd", "manifest.json%00"])
def test_only_what_the_release_lists_is_served(anonymous: APIClient, encounter: Encounter, publish, name: str) -> None:
    assert anonymous.get(f"{RELEASES}{publish(encounter).version}/files/{name}", follow=True).status_code == 404


def test_files_of_a_release_that_is_being_built_are_nobodys(
    as_editor: APIClient, encounter: Encounter, publish
) -> None:
    release = publish(encounter, build=False)
    assert as_editor.get(f"{RELEASES}{release.version}/files/encounters.csv").status_code == 404


def test_what_changed_between_two_releases(anonymous: APIClient, bulletin: Bulletin, reviewer: User, publish) -> None:
    kept, changed, added = bulletin.encounters.order_by("sequence")
    before = publish(kept, changed)
    for encounter in (kept, changed):
        encounter.refresh_from_db()
        decisions.reopen(encounter, by=reviewer, now=NOW, version=encounter.version)
    corrections.save(changed, {"state": "GA"}, by=reviewer, reason="x", now=NOW, version=changed.version)
    after = publish(changed, added)
    found = anonymous.get(f"{RELEASES}{before.version}/difference/{after.version}/").json()
    back = anonymous.get(f"{RELEASES}{after.version}/difference/{before.version}/").json()
    assert found == {
        "added": [added.record_id],
        "changed": [{"record_id": changed.record_id, "changes": {"state": ["AR", "GA"]}}],
        "withdrawn": [kept.record_id],
        "split": [],
        "merged": [],
    }
    assert (back["added"], back["changed"][0]["changes"]) == ([kept.record_id], {"state": ["GA", "AR"]})


def test_splits_and_merges_are_named(
    anonymous: APIClient, encounter: Encounter, publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Difference(split=(("a-0001", ("a-0004", "a-0005")),), merged=((("a-0002", "a-0003"), "a-0006"),))
    monkeypatch.setattr(released, "difference", lambda *_: found)
    version = publish(encounter).version
    shown = anonymous.get(f"{RELEASES}{version}/difference/{version}/").json()
    assert shown["split"] == [{"record_id": "a-0001", "into": ["a-0004", "a-0005"]}]
    assert shown["merged"] == [{"record_ids": ["a-0002", "a-0003"], "into": "a-0006"}]


@pytest.mark.parametrize("address", ["1999.1.0/", "1999.1.0/difference/1999.1.1/", "1999.1.0/files/encounters.csv"])
def test_what_was_never_published(anonymous: APIClient, db: None, address: str) -> None:
    response = anonymous.get(f"{RELEASES}{address}")
    assert (response.status_code, response.json()["errors"][0]["code"]) == (404, "not_found")


def test_the_list_costs_the_same_whatever_it_holds(anonymous: APIClient, bulletin: Bulletin, publish) -> None:
    first, *rest = bulletin.encounters.order_by("sequence")
    publish(first)
    with CaptureQueriesContext(connection) as few:
        assert len(anonymous.get(RELEASES).json()["results"]) == 1
    for encounter in rest:
        publish(encounter)
    with CaptureQueriesContext(connection) as many:
        assert len(anonymous.get(RELEASES).json()["results"]) == 3
    assert len(many) == len(few)
    assert not any("manifest" in query["sql"] for query in many)
