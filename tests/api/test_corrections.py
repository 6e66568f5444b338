"""Correcting values and adding records: what is written, and what is wrong with what was sent, field by field."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from encounters.extraction.contract import dump_encounter
from encounters.models import Bulletin, Encounter, Revision

ENCOUNTERS = "/api/v1/encounters/"
BOX = {"page": 1, "x0": 72.0, "top": 700.0, "x1": 300.0, "bottom": 712.0}
OFFENSE = {"text": "theft", "basis": "charged", "counts": None, "category": None}
MISSED = {"page_first": 1, "page_last": 1, "narrative": "On May 1 ...", "evidence": {"narrative": [BOX]}}


def patch(client: APIClient, encounter: Encounter, values: Any, *, etag: str | None = None) -> Any:
    headers = {"If-Match": etag or encounter.etag}
    return client.patch(f"{ENCOUNTERS}{encounter.pk}/", values, headers=headers)


def wrong(response: Any) -> dict[str, str]:
    """The codes of a refusal by field."""
    assert response.status_code == 400
    assert response.json()["type"] == "validation_error"
    return {error["attr"]: error["code"] for error in response.json()["errors"]}


def test_a_correction_is_the_next_revision(as_reviewer: APIClient, encounter: Encounter) -> None:
    response = patch(as_reviewer, encounter, {"state": "GA", "reason": "The heading is another state's."})
    encounter.refresh_from_db()
    assert response.status_code == 200
    assert (response.json()["state"], response.json()["revision"]) == ("GA", 2)
    assert response["ETag"] == encounter.etag
    assert encounter.current_revision.reason == "The heading is another state's."
    assert encounter.current_revision.by.username == "reviewer"
    assert response.json()["confidence"]["state"] == 1.0


def test_lists_and_evidence_are_replaced(as_reviewer: APIClient, encounter: Encounter) -> None:
    offense = {"text": "simple assault", "basis": "charged", "counts": 2, "category": None}
    event = {"type": "released", "on": "2020-02-01", "actor": None}
    values = {"offenses": [offense], "events": [event], "evidence": {"state": [BOX]}, "reason": "Read again."}
    shown = patch(as_reviewer, encounter, values).json()
    assert (shown["offenses"][0]["text"], shown["events"]) == ("simple assault", [event])
    assert shown["evidence"]["state"] == [BOX]
    assert shown["evidence"]["narrative"]  # what was not sent stays


def test_where_nothing_differs_nothing_is_written(as_reviewer: APIClient, encounter: Encounter) -> None:
    response = patch(as_reviewer, encounter, {"state": encounter.state, "reason": "None."})
    assert (response.status_code, response["ETag"]) == (200, encounter.etag)
    assert Revision.objects.filter(encounter=encounter).count() == 1


def test_an_old_etag_answers_with_the_record_as_it_is_now(as_reviewer: APIClient, encounter: Encounter) -> None:
    seen = encounter.etag
    current = patch(as_reviewer, encounter, {"state": "GA", "reason": "First."})
    response = patch(as_reviewer, encounter, {"state": "AL", "reason": "Second."}, etag=seen)
    assert response.status_code == 412
    assert [error["code"] for error in response.json()["errors"]] == ["stale"]
    assert response.json()["current"] == current.json()
    assert response["ETag"] == current["ETag"]
    assert Revision.objects.filter(encounter=encounter).count() == 2


@pytest.mark.parametrize("etag", [None, "", "*", "17.1"])
def test_a_change_names_the_version_that_was_seen(as_reviewer: APIClient, encounter: Encounter, etag: str) -> None:
    headers = {} if etag is None else {"If-Match": etag}
    response = as_reviewer.patch(f"{ENCOUNTERS}{encounter.pk}/", {"state": "GA", "reason": "x"}, headers=headers)
    assert (response.status_code, response.json()["errors"][0]["code"]) == (428, "precondition_required")


@pytest.mark.parametrize("etag", ['"0.1"', 'W/"{pk}.1"', '"{pk}.2", "{pk}.3"'])
def test_an_etag_of_another_version_is_stale(as_reviewer: APIClient, encounter: Encounter, etag: str) -> None:
    response = patch(as_reviewer, encounter, {"reason": "x"}, etag=etag.format(pk=encounter.pk))
    assert (response.status_code, response.json()["errors"][0]["code"]) == (412, "stale")


def test_one_of_several_etags_will_do(as_reviewer: APIClient, encounter: Encounter) -> None:
    response = patch(as_reviewer, encounter, {"state": "GA", "reason": "x"}, etag=f'"0.0", {encounter.etag}')
    assert response.status_code == 200


def test_every_field_that_is_wrong_is_named_at_once(as_reviewer: APIClient, encounter: Encounter) -> None:
    values = {
        "state": "Georgia",
        "encountered_on": "3 January 2020",
        "agency": " Knox",
        "detainer_placed": "perhaps",
        "entry_manner": "by_boat",
        "offenses": [{"text": "theft", "basis": "guilty", "counts": 0, "category": "naughtiness"}],
        "evidence": {"agency": [{**BOX, "page": 0}]},
        "sequence": 9,
        "narratve": "x",
    }
    assert wrong(patch(as_reviewer, encounter, values)) == {
        "reason": "required",
        "state": "invalid_choice",
        "encountered_on": "invalid",
        "agency": "invalid",
        "detainer_placed": "invalid",
        "entry_manner": "invalid_choice",
        "offenses.0.basis": "invalid_choice",
        "offenses.0.counts": "min_value",
        "offenses.0.category": "invalid_choice",
        "evidence.agency.0.page": "min_value",
        "sequence": "unknown",
        "narratve": "unknown",
    }
    assert Revision.objects.filter(encounter=encounter).count() == 1


@pytest.mark.parametrize(
    ("values", "attr"),
    [
        ({"encountered_on": "2020-02-30"}, "encountered_on"),
        ({"detainer_placed": "true"}, "detainer_placed"),
        ({"agency": 7}, "agency"),
        ({"agency": "Knox\n"}, "agency"),
        ({"agency": "a\x00b"}, "agency"),
        ({"facility": "x" * 301}, "facility"),
        ({"offenses": [OFFENSE | {"counts": 10**30}]}, "offenses.0.counts"),
        ({"offenses": [{"text": "theft"}]}, "offenses.0.basis"),
        ({"offenses": "theft"}, "offenses.non_field_errors"),
        ({"offenses": [OFFENSE] * 501}, "offenses.non_field_errors"),
        ({"evidence": {"agncy": [BOX]}}, "evidence"),
        ({"evidence": {"agency": []}}, "evidence.agency"),
        ({"evidence": {"agency": [{**BOX, "x0": 10**400}]}}, "evidence.agency.0.x0"),
        ({"evidence": {"agency": [{**BOX, "x0": "1"}]}}, "evidence.agency.0.x0"),
    ],
)
def test_what_the_contract_or_the_database_would_not_take(
    as_reviewer: APIClient, encounter: Encounter, values: dict[str, Any], attr: str
) -> None:
    assert attr in wrong(patch(as_reviewer, encounter, {**values, "reason": "x"}))


@pytest.mark.parametrize("sent", ["[]", "7", '"x"', "null"])
def test_what_is_no_object_is_refused(as_reviewer: APIClient, encounter: Encounter, sent: str) -> None:
    headers = {"If-Match": encounter.etag}
    address = f"{ENCOUNTERS}{encounter.pk}/"
    response = as_reviewer.generic("PATCH", address, sent, content_type="application/json", headers=headers)
    assert response.status_code == 400


@pytest.mark.parametrize(
    "sent", ["{", '{"state": NaN}', b"\xff", r'{"\ud800": 1}', r'{"state": "\udc00"}', "[" * 200_000]
)
def test_what_is_no_json_is_refused(as_reviewer: APIClient, encounter: Encounter, sent: str) -> None:
    headers = {"If-Match": encounter.etag}
    address = f"{ENCOUNTERS}{encounter.pk}/"
    response = as_reviewer.generic("PATCH", address, sent, content_type="application/json", headers=headers)
    assert (response.status_code, response.json()["errors"][0]["code"]) == (400, "parse_error")


def test_what_is_decided_is_reopened_first(as_reviewer: APIClient, encounter: Encounter) -> None:
    etag = as_reviewer.post(f"{ENCOUNTERS}{encounter.pk}/approve/", headers={"If-Match": encounter.etag})["ETag"]
    response = patch(as_reviewer, encounter, {"state": "GA", "reason": "x"}, etag=etag)
    assert (response.status_code, response.json()["errors"][0]["code"]) == (409, "not_open")


def test_a_record_that_was_missed(as_reviewer: APIClient, bulletin: Bulletin) -> None:
    sent = MISSED | {"bulletin": str(bulletin.pk), "state": "GA", "reason": "At the foot of page 1."}
    response = as_reviewer.post(ENCOUNTERS, sent)
    added = bulletin.encounters.get(sequence=4)
    assert response.status_code == 201
    assert response["Location"] == f"{ENCOUNTERS}{added.pk}/"
    assert response["ETag"] == added.etag
    assert (response.json()["status"], response.json()["revision"]) == ("awaiting_review", 1)
    assert response.json()["offenses"] == []
    assert dump_encounter(added.current_revision.record)["evidence"] == {"narrative": [BOX]}
    assert (added.state, added.current_revision.by.username) == ("GA", "reviewer")
    assert added.current_revision.reason == "At the foot of page 1."


@pytest.mark.parametrize(
    ("changed", "attr", "code"),
    [
        ({"bulletin": "999999"}, "bulletin", "does_not_exist"),
        ({"bulletin": 1}, "bulletin", "invalid"),
        ({"narrative": ""}, "narrative", "blank"),
        ({"page_first": 2}, "page_last", "invalid"),
        ({"page_last": 9}, "page_last", "invalid"),
        ({"evidence": {"narrative": [{**BOX, "page": 9}]}}, "evidence.narrative", "invalid"),
        ({"id": "7"}, "id", "unknown"),
        ({"confidence": {}}, "confidence", "unknown"),
    ],
)
def test_what_is_no_record(
    as_reviewer: APIClient, bulletin: Bulletin, changed: dict[str, Any], attr: str, code: str
) -> None:
    sent = {"bulletin": str(bulletin.pk)} | MISSED | changed
    assert wrong(as_reviewer.post(ENCOUNTERS, sent)) == {attr: code}
    assert bulletin.encounters.count() == 3
