"""Reading records: the keys of the contract, filters, pages, who holds them, their history."""

import base64
import datetime

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from encounters.extraction.contract import ENCOUNTER_KEYS, dump_encounter
from encounters.models import Bulletin, Encounter
from review.actions import claims, corrections, decisions
from tests.factories import NOW, make_bulletin, make_event, make_record

ENCOUNTERS = "/api/v1/encounters/"
ABOUT = {"id", "record_id", "bulletin", "status", "revision", "claimed_by", "claimed_until"}


def sequences(response: object) -> list[int]:
    return [row["sequence"] for row in response.json()["results"]]


def test_a_record_is_what_the_contract_says_and_who_holds_it(as_uploader: APIClient, encounter: Encounter) -> None:
    response = as_uploader.get(f"{ENCOUNTERS}{encounter.pk}/")
    shown = response.json()
    assert response["ETag"] == encounter.etag
    assert shown.keys() == ABOUT | set(ENCOUNTER_KEYS)
    assert {key: shown[key] for key in ENCOUNTER_KEYS} == dump_encounter(encounter.current_revision.record)
    assert (shown["id"], shown["bulletin"]) == (str(encounter.pk), str(encounter.bulletin_id))
    assert (shown["record_id"], shown["status"], shown["revision"]) == (encounter.record_id, "awaiting_review", 1)


def test_events_are_shown_with_their_day(as_uploader: APIClient, db: None) -> None:
    encounter = make_bulletin([make_record(1, events=(make_event(), make_event(on=None)))]).encounters.get()
    events = as_uploader.get(f"{ENCOUNTERS}{encounter.pk}/").json()["events"]
    assert events == dump_encounter(encounter.current_revision.record)["events"]
    assert [event["on"] for event in events] == ["2020-01-05", None]


def test_who_holds_it(as_uploader: APIClient, encounter: Encounter, reviewer: User) -> None:
    now = timezone.now()
    claim = claims.take(encounter, by=reviewer, now=now)
    shown = as_uploader.get(f"{ENCOUNTERS}{encounter.pk}/").json()
    assert shown["claimed_by"] == "reviewer"
    assert datetime.datetime.fromisoformat(shown["claimed_until"]) == claim.until
    claims.take(encounter, by=reviewer, now=now - datetime.timedelta(hours=1))
    shown = as_uploader.get(f"{ENCOUNTERS}{encounter.pk}/").json()
    assert (shown["claimed_by"], shown["claimed_until"]) == (None, None)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, [1, 2, 3]),
        ({"state": "AR"}, [2, 3]),
        ({"citizenship": "MEX"}, [1, 3]),
        ({"state": "AR", "citizenship": "MEX"}, [3]),
        ({"doubt_min": "0.1"}, [2, 3]),
        ({"doubt_min": "0.4"}, [2]),
        ({"q": "KNOX COUNTY"}, [1, 2, 3]),
        ({"q": "county knox"}, []),
        ({"status": "awaiting_review"}, [1, 2, 3]),
        ({"status": "approved"}, []),
    ],
)
def test_filters(as_uploader: APIClient, bulletin: Bulletin, asked: dict[str, str], expected: list[int]) -> None:
    assert sequences(as_uploader.get(ENCOUNTERS, asked)) == expected


def test_filter_by_bulletin_and_status(as_uploader: APIClient, bulletin: Bulletin, reviewer: User) -> None:
    other = make_bulletin([make_record(1)]).encounters.get()
    decisions.approve(other, by=reviewer, now=NOW, version=other.version)
    assert sequences(as_uploader.get(ENCOUNTERS, {"bulletin": bulletin.pk})) == [1, 2, 3]
    approved = as_uploader.get(ENCOUNTERS, {"status": "approved"}).json()["results"]
    assert [row["id"] for row in approved] == [str(other.pk)]


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("state", "XX", "invalid_choice"),
        ("citizenship", "Mexico", "invalid_choice"),
        ("status", "done", "invalid_choice"),
        ("bulletin", "x", "invalid"),
        ("doubt_min", "2", "max_value"),
        ("doubt_min", "much", "invalid"),
        ("stat", "AR", "unknown"),
        ("state", "", "blank"),
        ("q", " ", "blank"),
        ("page_size", "0", "invalid"),
        ("page_size", "201", "invalid"),
        ("page_size", "ten", "invalid"),
    ],
)
def test_a_filter_that_would_select_nothing_is_refused(
    as_uploader: APIClient, bulletin: Bulletin, name: str, value: str, code: str
) -> None:
    response = as_uploader.get(ENCOUNTERS, {name: value})
    assert response.status_code == 400
    assert [(error["attr"], error["code"]) for error in response.json()["errors"]] == [(name, code)]


def test_a_filter_that_is_given_twice_is_refused(as_uploader: APIClient, bulletin: Bulletin) -> None:
    response = as_uploader.get(f"{ENCOUNTERS}?state=AR&state=TN")
    assert (response.status_code, response.json()["errors"][0]["code"]) == (400, "repeated")


def test_pages_join_without_gap_or_repetition(as_uploader: APIClient, bulletin: Bulletin) -> None:
    make_bulletin([make_record(number) for number in range(1, 5)])
    seen, address = [], f"{ENCOUNTERS}?page_size=2"
    while address:
        page = as_uploader.get(address).json()
        seen += [row["id"] for row in page["results"]]
        assert page.keys() == {"next", "previous", "results"}
        assert len(page["results"]) <= 2
        address, last = page["next"], page
    assert seen == [str(pk) for pk in Encounter.objects.order_by("pk").values_list("pk", flat=True)]
    before = as_uploader.get(last["previous"]).json()
    assert [row["id"] for row in before["results"]] == seen[4:6]


@pytest.mark.parametrize("tokens", ["p=abc", "p=1&r=x", "o=-1", "é", "p=-1"])
def test_a_cursor_that_is_none(as_uploader: APIClient, bulletin: Bulletin, tokens: str) -> None:
    cursor = base64.b64encode(tokens.encode()).decode()
    response = as_uploader.get(ENCOUNTERS, {"cursor": cursor})
    assert (response.status_code, response.json()["errors"][0]["code"]) == (404, "not_found")


def test_a_list_reads_what_it_shows_in_a_constant_number_of_queries(as_uploader: APIClient, bulletin: Bulletin) -> None:
    with CaptureQueriesContext(connection) as few:
        assert len(as_uploader.get(ENCOUNTERS).json()["results"]) == 3
    make_bulletin([make_record(number) for number in range(1, 20)])
    with CaptureQueriesContext(connection) as many:
        assert len(as_uploader.get(ENCOUNTERS).json()["results"]) == 22
    assert len(many) == len(few)
    assert not any("spans" in query["sql"] or "agency_match" in query["sql"] for query in many)
    assert not any("encounters_bulletin" in query["sql"] for query in many)


def test_every_revision_says_what_it_changed(as_uploader: APIClient, encounter: Encounter, reviewer: User) -> None:
    offenses = dump_encounter(encounter.current_revision.record)["offenses"]
    values = {"state": "GA", "offenses": offenses[:1]}
    corrections.save(encounter, values, by=reviewer, reason="Misread.", now=NOW, version=encounter.version)
    corrections.save(encounter, {"state": "TN"}, by=reviewer, reason="No.", now=NOW, version=encounter.version)
    response = as_uploader.get(f"{ENCOUNTERS}{encounter.pk}/revisions/")
    first, second, third = response.json()["results"]
    assert first.keys() == {"number", "by", "at", "reason", "extractor_version", "changes"}
    assert (first["number"], first["by"], first["changes"]) == (1, None, {})
    assert (second["number"], second["by"], second["reason"]) == (2, "reviewer", "Misread.")
    assert second["changes"] == {"state": ["TN", "GA"], "offenses.1": [offenses[1], None]}
    assert (third["changes"], third["at"]) == ({"state": ["GA", "TN"]}, "2026-03-01T12:00:00Z")


def test_a_page_of_revisions_knows_the_one_before_it(
    as_uploader: APIClient, encounter: Encounter, reviewer: User
) -> None:
    for state in ("GA", "AL"):
        corrections.save(encounter, {"state": state}, by=reviewer, reason="x", now=NOW, version=encounter.version)
    address = f"{ENCOUNTERS}{encounter.pk}/revisions/?page_size=1"
    for expected in ({}, {"state": ["TN", "GA"]}, {"state": ["GA", "AL"]}):
        page = as_uploader.get(address).json()
        assert [row["changes"] for row in page["results"]] == [expected]
        address = page["next"]
    assert address is None


@pytest.mark.parametrize("address", ["999999/", "999999/revisions/", "x/", "9999999999999999999999/"])
def test_what_is_not_there(as_uploader: APIClient, bulletin: Bulletin, address: str) -> None:
    response = as_uploader.get(f"{ENCOUNTERS}{address}")
    assert (response.status_code, response.json()["errors"][0]["code"]) == (404, "not_found")
