"""The calls that split and merge, and the addresses of records that gave way."""

import pytest
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from encounters.actions import marks, succession
from encounters.lifecycle import EncounterStatus
from encounters.models import Mark, Succession
from review.actions import claims, decisions
from tests.factories import NOW

from .bulletins import COBB, FIGURES, KNOX, SWALLOWED, read_bulletin, record, words_of

pytestmark = pytest.mark.django_db

CUT = len(COBB) + 1


@pytest.fixture
def api(reviewer):
    client = APIClient()
    client.force_authenticate(reviewer)
    return client


def split(api, encounter, at=CUT, etag=None):
    address = reverse("api-split", args=[encounter.pk])
    return api.post(address, {"at": at}, format="json", headers={"If-Match": etag or encounter.etag})


def merge(api, *encounters, **more):
    ids = [str(encounter.pk) for encounter in encounters]
    return api.post(reverse("api-merge"), {"ids": ids, **more}, format="json")


def code(answer):
    (error,) = answer.json()["errors"]
    return answer.status_code, error["code"], error["attr"]


def test_a_split_answers_with_both_records_and_the_old_address_names_them(api):
    old = record(read_bulletin(), 2)
    answer = split(api, old)
    assert answer.status_code == 201
    assert [one["narrative"] for one in answer.json()["encounters"]] == [COBB, SWALLOWED]
    addresses = [reverse("api-encounter", args=[one["id"]]) for one in answer.json()["encounters"]]
    moved = api.get(reverse("api-encounter", args=[old.pk]))
    assert (moved.status_code, moved.json()) == (300, {"successors": addresses})


def test_a_merge_answers_with_the_one_and_the_old_addresses_lead_there(api):
    bulletin = read_bulletin()
    knox, cobb = record(bulletin, 1), record(bulletin, 2)
    answer = merge(api, cobb, knox, etags=[cobb.etag, knox.etag])
    assert answer.status_code == 201
    (whole,) = answer.json()["encounters"]
    assert whole["narrative"] == f"{KNOX} {COBB} {SWALLOWED}"
    for old in (knox, cobb):
        moved = api.get(reverse("api-encounter", args=[old.pk]))
        assert (moved.status_code, moved["Location"]) == (307, reverse("api-encounter", args=[whole["id"]]))
    assert api.get(moved["Location"]).json()["id"] == whole["id"]


def test_undoing_answers_with_what_came_back(api):
    old = record(read_bulletin(), 2)
    split(api, old)
    address = reverse("api-succession-undo", args=[old.pk])
    answer = api.post(address)
    assert [(one["id"], one["status"]) for one in answer.json()["encounters"]] == [(str(old.pk), "awaiting_review")]
    assert api.get(reverse("api-encounter", args=[old.pk])).status_code == 200
    assert code(api.post(address)) == (409, "not_possible", None)


def test_a_record_that_gave_way_is_not_reopened_by_itself(api):
    old = record(read_bulletin(), 2)
    split(api, old)
    old.refresh_from_db()
    answer = api.post(reverse("api-reopen", args=[old.pk]), {}, format="json", headers={"If-Match": old.etag})
    assert code(answer) == (409, "invalid_transition", None)
    assert len(succession.successors(old)) == 2


def test_what_is_refused_says_why(api, editor):
    bulletin = read_bulletin()
    knox, cobb, hall = (record(bulletin, sequence) for sequence in (1, 2, 3))
    assert code(split(api, cobb, at=1)) == (400, "not_a_word", "at")
    assert code(split(api, cobb, at=0))[::2] == (400, "at")
    assert code(split(api, cobb, etag='"0.0"')) == (412, "stale", None)
    assert code(merge(api, knox, hall)) == (409, "not_possible", None)
    assert code(merge(api, knox, knox)) == (400, "repeated", "ids")
    assert code(merge(api, knox, cobb, etags=[knox.etag, '"0.0"'])) == (412, "stale", None)
    missing = api.post(reverse("api-merge"), {"ids": [str(knox.pk), "999999"]}, format="json")
    assert code(missing) == (400, "does_not_exist", "ids")
    claims.take(cobb, by=editor, now=timezone.now())
    assert code(split(api, cobb)) == (409, "held_by_another", None)
    assert code(merge(api, knox, cobb)) == (409, "held_by_another", None)
    decisions.approve(hall, by=editor, now=NOW, version=hall.version)
    assert code(split(api, hall, at=3)) == (409, "not_open", None)
    assert not Succession.objects.exists()


def test_a_split_names_the_version_that_was_read(api):
    old = record(read_bulletin(), 2)
    answer = api.post(reverse("api-split", args=[old.pk]), {"at": CUT}, format="json")
    assert code(answer) == (428, "precondition_required", None)


def test_only_reviewers_split_and_merge(uploader):
    client = APIClient()
    client.force_authenticate(uploader)
    bulletin = read_bulletin()
    knox, cobb = record(bulletin, 1), record(bulletin, 2)
    answers = [
        split(client, cobb),
        merge(client, knox, cobb),
        client.post(reverse("api-succession-undo", args=[cobb.pk])),
    ]
    assert {answer.status_code for answer in answers} == {403}


def test_a_bulletin_counts_what_is_still_unexplained(api, reviewer):
    bulletin = read_bulletin()
    address = reverse("api-bulletin", args=[bulletin.pk])
    assert api.get(address).json()["unexplained"] == 2
    marks.add(bulletin, Mark.Kind.BOILERPLATE, words_of(bulletin, FIGURES), by=reviewer, now=NOW)
    assert api.get(address).json()["unexplained"] == 1
    assert record(bulletin, 1).status == EncounterStatus.AWAITING_REVIEW
