"""Rows of the newest release: every column, a filter for each, one release from the first page to the last."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from encounters.api.dataset_filters import DatasetFilters
from encounters.dataset.columns import ENCOUNTERS
from encounters.extraction.records import AgencyMatch, ExtractionWarning
from encounters.models import Bulletin, Encounter
from review.actions import corrections, decisions
from tests.factories import NOW, make_bulletin, make_event, make_record

DATASET = "/api/v1/dataset/"
COLUMNS = [column.name for column in ENCOUNTERS.columns]
FULL = {
    "program_model": "jail_enforcement",
    "facility": "Knox County Jail",
    "entry_date": "2019-05",
    "entry_place": "near Laredo, Texas",
    "immigration_status": "overstay",
    "events": (make_event(),),
    "warnings": (ExtractionWarning("state_disagrees", "The heading says something else.", "state"),),
    "agency_match": AgencyMatch("Knox County Sheriff", "TN", "TN0470000", "Knox", "47093", 0.99),
}
"""Values for every column that a factory's record leaves empty."""


@pytest.fixture
def full(db: None) -> Encounter:
    bulletin = make_bulletin([make_record(1, **FULL)])
    Bulletin.objects.update(source_url="https://www.ice.gov/287g.pdf")
    return bulletin.encounters.get()


def rows(response: Any) -> list[dict[str, Any]]:
    assert response.status_code == 200, response.json()
    return response.json()["results"]


def test_rows_are_those_of_the_published_file(anonymous: APIClient, bulletin: Bulletin, publish) -> None:
    release = publish(*bulletin.encounters.all())
    published = (release.folder / "encounters.jsonl").read_text().splitlines()
    assert rows(anonymous.get(DATASET)) == [json.loads(line) for line in published]
    assert list(rows(anonymous.get(DATASET))[0]) == COLUMNS


def test_before_the_first_release_there_is_nothing(anonymous: APIClient, encounter: Encounter, publish) -> None:
    assert rows(anonymous.get(DATASET)) == []
    publish(encounter, build=False)
    assert rows(anonymous.get(DATASET)) == []


def value_to_ask_for(row: dict[str, Any], column: str) -> str:
    """What a filter is given to find the row by this column."""
    value = row[column]
    if column == "narrative":
        return value[:60]
    if column == "offenses":
        return value[0]["text"]
    if column == "events":
        return value[0]["type"]
    if column == "warnings":
        return value[0]["code"]
    if isinstance(value, dict):
        return next(iter(value))
    return json.dumps(value) if isinstance(value, bool) else str(value)


def test_every_column_has_a_filter_that_finds_its_value(anonymous: APIClient, full: Encounter, publish) -> None:
    publish(full)
    [row] = rows(anonymous.get(DATASET))
    empty = [column for column in COLUMNS if row[column] in (None, [], {})]
    assert empty == [], "give these columns values in FULL"
    asked = {column: value_to_ask_for(row, column) for column in COLUMNS}
    lost = {column: value for column, value in asked.items() if rows(anonymous.get(DATASET, {column: value})) != [row]}
    assert lost == {}


FILTERS = [
    ({"state": "AR"}, [2, 3]),
    ({"state": "GA"}, []),
    ({"agency": "county"}, [1, 2, 3]),
    ({"agency": "BENTON"}, [2]),
    ({"citizenship": "MEX", "state": "AR"}, [3]),
    ({"encountered_on": "2020-01-03"}, [1, 2, 3]),
    ({"encountered_on_min": "2020-01-04"}, []),
    ({"encountered_on_max": "2020-01-03"}, [1, 2, 3]),
    ({"approved_at_min": "2026-03-01T12:00:00Z"}, [1, 2, 3]),
    ({"approved_at": "2026-03-01T12:00:01Z"}, []),
    ({"detainer_placed": "false"}, []),
    ({"sequence": "2"}, [2]),
    ({"offenses": "intoxication"}, [1, 2, 3]),
    ({"offenses": "murder"}, []),
    ({"warnings": "no_such_warning"}, []),
    ({"evidence": "facility"}, []),
    ({"verification": "two_readers"}, []),
    ({"extractor_version": "0.0.0"}, []),
]
REFUSED = {
    "state": "Georgia",
    "detainer_placed": "yes",
    "sequence": "one",
    "encountered_on": "01/03/2020",
    "encountered_on_min": "2020-13-01",
    "approved_at": "yesterday",
    "entry_manner": "by_boat",
    "events": "gone",
    "evidence": "agncy",
    "record_id": "1",
    "sate": "GA",
    "agency": "x" * 2001,
    "facility": "",
}


def test_filters_leave_out_the_rest(anonymous: APIClient, bulletin: Bulletin, publish) -> None:
    publish(*bulletin.encounters.all())
    found = [[row["sequence"] for row in rows(anonymous.get(DATASET, asked))] for asked, _ in FILTERS]
    assert found == [expected for _, expected in FILTERS]


def test_what_no_value_looks_like_is_refused(anonymous: APIClient, encounter: Encounter, publish) -> None:
    publish(encounter)
    for name, value in REFUSED.items():
        response = anonymous.get(DATASET, {name: value})
        assert (response.status_code, response.json()["errors"][0]["attr"]) == (400, name)


def test_an_extractor_is_named_for_what_a_person_corrected_too(
    anonymous: APIClient, full: Encounter, reviewer: User, publish
) -> None:
    corrections.save(full, {"state": "GA"}, by=reviewer, reason="x", now=NOW, version=full.version)
    publish(full)
    [row] = rows(anonymous.get(DATASET))
    assert row["revision"] == 2
    assert rows(anonymous.get(DATASET, {"extractor_version": row["extractor_version"]})) == [row]


def test_all_pages_are_of_one_release(anonymous: APIClient, bulletin: Bulletin, reviewer: User, publish) -> None:
    first, second, third = bulletin.encounters.order_by("sequence")
    old = publish(first, second)
    page = anonymous.get(DATASET, {"page_size": 1}).json()
    first.refresh_from_db()
    decisions.reopen(first, by=reviewer, now=NOW, version=first.version)
    publish(third)
    following = anonymous.get(page["next"]).json()
    assert f"release={old.version}" in page["next"]
    assert [row["sequence"] for row in page["results"] + following["results"]] == [1, 2]
    assert following["next"] is None
    assert [row["sequence"] for row in rows(anonymous.get(following["previous"]))] == [1]
    assert [row["sequence"] for row in rows(anonymous.get(DATASET))] == [2, 3]
    assert anonymous.get(DATASET, {"release": "1999.1.0"}).status_code == 404


def test_a_page_is_read_in_a_constant_number_of_queries(anonymous: APIClient, bulletin: Bulletin, publish) -> None:
    first, *rest = bulletin.encounters.order_by("sequence")
    publish(first)
    with CaptureQueriesContext(connection) as few:
        assert len(rows(anonymous.get(DATASET))) == 1
    publish(*rest)
    with CaptureQueriesContext(connection) as many:
        assert len(rows(anonymous.get(DATASET))) == 3
    assert len(many) == len(few)


def test_one_record_with_its_evidence_and_its_history(
    anonymous: APIClient, bulletin: Bulletin, reviewer: User, publish
) -> None:
    first, second, third = bulletin.encounters.order_by("sequence")
    releases = [publish(first), publish(second)]
    first.refresh_from_db()
    decisions.reopen(first, by=reviewer, now=NOW, version=first.version)
    corrections.save(first, {"state": "GA"}, by=reviewer, reason="x", now=NOW, version=first.version)
    releases.append(publish(first, third))
    shown = anonymous.get(f"{DATASET}{first.record_id}/").json()
    [row] = rows(anonymous.get(DATASET, {"record_id": first.record_id}))
    assert shown == row | {"history": shown["history"]}
    assert shown["evidence"]["agency"]
    assert shown["history"] == [
        {"release": release.version, "published_at": "2026-03-01T12:00:00Z", "revision": number, "changes": changes}
        for release, number, changes in zip(releases, (1, 1, 2), ({}, {}, {"state": ["TN", "GA"]}), strict=True)
    ]


def test_a_record_that_was_withdrawn(anonymous: APIClient, bulletin: Bulletin, reviewer: User, publish) -> None:
    first, second, _ = bulletin.encounters.order_by("sequence")
    old = publish(first)
    first.refresh_from_db()
    decisions.reopen(first, by=reviewer, now=NOW, version=first.version)
    publish(second)
    response = anonymous.get(f"{DATASET}{first.record_id}/")
    assert (response.status_code, response.json()["errors"][0]["code"]) == (410, "withdrawn")
    assert old.version in response.json()["errors"][0]["detail"]


def test_what_is_not_released_is_not_there(anonymous: APIClient, encounter: Encounter, publish) -> None:
    publish(encounter, build=False)
    assert anonymous.get(f"{DATASET}{encounter.record_id}/").status_code == 404
    assert anonymous.get(f"{DATASET}nothing/").status_code == 404


def test_no_filter_is_for_a_column_that_is_not_published() -> None:
    bounds = {f"{name}_{end}" for name in ("encountered_on", "approved_at") for end in ("min", "max")}
    assert set(DatasetFilters.base_filters) == {*COLUMNS, *bounds, "release"}
