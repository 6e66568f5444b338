"""Approve, reject, return, reopen: every move from every status, and who may not."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from encounters.lifecycle import TRANSITIONS, EncounterStatus
from encounters.models import Encounter
from review.actions import claims, decisions
from review.models import Decision
from tests.factories import NOW

from .conftest import client_of

MOVES = ("approve", "reject", "return", "reopen")


@pytest.fixture
def second(django_user_model: type[User], reviewer: User) -> User:
    made = django_user_model.objects.create_user("second")
    made.groups.set(reviewer.groups.all())
    return made


def decide(client: APIClient, encounter: Encounter, move: str, note: str = "Because.", **headers: str) -> Any:
    encounter.refresh_from_db()
    address = f"/api/v1/encounters/{encounter.pk}/{move}/"
    return client.post(address, {"note": note}, headers={"If-Match": encounter.etag} | headers)


def bring_to(encounter: Encounter, status: EncounterStatus, by: User, settings: Any) -> None:
    settings.REVIEW_READERS = 2 if status == EncounterStatus.AWAITING_SECOND else 1
    steps = {
        EncounterStatus.AWAITING_REVIEW: (),
        EncounterStatus.AWAITING_SECOND: (decisions.approve,),
        EncounterStatus.APPROVED: (decisions.approve,),
        EncounterStatus.REJECTED: (decisions.reject,),
    }[status]
    for step in steps:
        step(encounter, by=by, now=NOW, version=encounter.version, note="Because.")
    settings.REVIEW_READERS = 1


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("status", list(EncounterStatus))
def test_every_move_from_every_status(
    as_reviewer: APIClient, encounter: Encounter, second: User, settings: Any, status: EncounterStatus, move: str
) -> None:
    bring_to(encounter, status, second, settings)
    response = decide(as_reviewer, encounter, move)
    leads_to = TRANSITIONS.get((status, move))
    if leads_to is None:
        assert (response.status_code, response.json()["errors"][0]["code"]) == (409, "invalid_transition")
        encounter.refresh_from_db()
        assert encounter.status == status
    else:
        assert response.status_code == 200
        assert response.json()["status"] == leads_to
        encounter.refresh_from_db()
        assert response["ETag"] == encounter.etag
        decision = Decision.objects.latest("pk")
        assert (decision.kind, decision.note, decision.by.username) == (move, "Because.", "reviewer")


def test_with_two_readers_the_first_approval_passes_it_on(
    as_reviewer: APIClient, encounter: Encounter, second: User, settings: Any
) -> None:
    settings.REVIEW_READERS = 2
    assert decide(as_reviewer, encounter, "approve").json()["status"] == "awaiting_second"
    own = decide(as_reviewer, encounter, "approve")
    assert (own.status_code, own.json()["errors"][0]["code"]) == (403, "own_work")
    assert decide(client_of(second), encounter, "approve").json()["status"] == "approved"


@pytest.mark.parametrize("move", ["reject", "return"])
@pytest.mark.parametrize("note", ["", "   "])
def test_what_sends_away_says_why(
    as_reviewer: APIClient, encounter: Encounter, second: User, settings: Any, move: str, note: str
) -> None:
    bring_to(encounter, EncounterStatus.AWAITING_SECOND, second, settings)
    response = decide(as_reviewer, encounter, move, note)
    assert response.status_code == 400
    assert response.json()["type"] == "validation_error"
    assert [(error["attr"], error["code"]) for error in response.json()["errors"]] == [("note", "required")]


def test_no_body_is_no_note(as_reviewer: APIClient, encounter: Encounter) -> None:
    address = f"/api/v1/encounters/{encounter.pk}/approve/"
    response = as_reviewer.post(address, headers={"If-Match": encounter.etag})
    assert (response.status_code, Decision.objects.get().note) == (200, "")


@pytest.mark.parametrize("move", MOVES)
def test_a_decision_names_the_version_that_was_seen(as_reviewer: APIClient, encounter: Encounter, move: str) -> None:
    unseen = as_reviewer.post(f"/api/v1/encounters/{encounter.pk}/{move}/", {"note": "x"})
    old = decide(as_reviewer, encounter, move, **{"If-Match": '"0.0"'})
    assert (unseen.status_code, unseen.json()["errors"][0]["code"]) == (428, "precondition_required")
    assert (old.status_code, old.json()["errors"][0]["code"]) == (412, "stale")
    assert old.json()["current"]["id"] == str(encounter.pk)
    assert not Decision.objects.exists()


def test_somebody_else_was_quicker(
    as_reviewer: APIClient, encounter: Encounter, second: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The version is compared again where it is written, not only where the request is read."""
    approve = decisions.approve

    def outrun(mine: Encounter, **given: Any) -> Encounter:
        theirs = Encounter.objects.get(pk=mine.pk)
        decisions.reject(theirs, by=second, now=NOW, version=theirs.version, note="Quicker.")
        return approve(mine, **given)

    monkeypatch.setattr(decisions, "approve", outrun)
    response = decide(as_reviewer, encounter, "approve")
    assert response.status_code == 412
    assert response.json()["current"]["status"] == "rejected"
    encounter.refresh_from_db()
    assert response["ETag"] == encounter.etag


def test_a_decision_gives_the_claim_back(as_reviewer: APIClient, encounter: Encounter, reviewer: User) -> None:
    claims.take(encounter, by=reviewer, now=NOW)
    assert decide(as_reviewer, encounter, "approve").json()["claimed_by"] is None
