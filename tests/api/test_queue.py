"""The next record, for one person at a time."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from rest_framework.test import APIClient

from encounters.models import Bulletin
from review.actions import claims, decisions
from review.models import Claim

from .conftest import client_of

NEXT = "/api/v1/review/next/"


@pytest.fixture
def other(django_user_model: type[User], reviewer: User) -> APIClient:
    made = django_user_model.objects.create_user("other")
    made.groups.set(reviewer.groups.all())
    return client_of(made)


def test_two_people_get_two_records(as_reviewer: APIClient, other: APIClient, bulletin: Bulletin) -> None:
    mine, theirs = as_reviewer.post(NEXT), other.post(NEXT)
    assert (mine.status_code, theirs.status_code) == (200, 200)
    assert (mine.json()["sequence"], theirs.json()["sequence"]) == (1, 2)
    assert (mine.json()["claimed_by"], theirs.json()["claimed_by"]) == ("reviewer", "other")
    assert mine["ETag"] == bulletin.encounters.get(sequence=1).etag
    until = datetime.datetime.fromisoformat(mine.json()["claimed_until"])
    assert datetime.timedelta(minutes=14) < until - timezone.now() <= claims.LEASE


def test_a_claim_of_mine_is_handed_out_again(as_reviewer: APIClient, bulletin: Bulletin) -> None:
    assert as_reviewer.post(NEXT).json()["id"] == as_reviewer.post(NEXT).json()["id"]
    assert Claim.objects.count() == 1


def test_nothing_waits_but_others_hold_some(as_reviewer: APIClient, other: APIClient, bulletin: Bulletin) -> None:
    first, *rest = bulletin.encounters.order_by("sequence")
    assert other.post(NEXT).json()["id"] == str(first.pk)
    reviewer = User.objects.get(username="reviewer")
    for encounter in rest:
        decisions.approve(encounter, by=reviewer, now=timezone.now(), version=encounter.version)
    response = as_reviewer.post(NEXT)
    assert (response.status_code, response["X-Held-By-Others"], response.content) == (204, "1", b"")


def test_nothing_waits_at_all(as_reviewer: APIClient) -> None:
    response = as_reviewer.post(NEXT)
    assert (response.status_code, response["X-Held-By-Others"]) == (204, "0")
