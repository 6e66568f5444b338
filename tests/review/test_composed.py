"""A query that is composed once is sent with the values of each time, as parameters."""

import datetime

import pytest
from django.db import connection

from encounters.models import Encounter
from review.composed import Composed, Named
from tests.factories import NOW, make_bulletin, make_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def between():
    """Records of one state from one number on that came by some time, and never one with another number."""
    make_bulletin([make_record(n) for n in range(1, 5)], now=NOW)
    rows = Encounter.objects.filter(state=Named("state"), sequence__gte=Named("first"), created_at__lte=Named("by"))
    return Composed.of(rows.exclude(sequence=Named("not")).exclude(sequence=3).values("sequence"))


def asked(composed, **values):
    with connection.cursor() as cursor:
        cursor.execute(composed.sql, composed.bound(values))
        return [number for (number,) in cursor.fetchall()]


def test_the_same_text_with_other_values(between):
    assert asked(between, **{"state": "TN", "first": 1, "by": NOW, "not": 9}) == [1, 2, 4]
    assert asked(between, **{"state": "TN", "first": 2, "by": NOW, "not": 4}) == [2]
    assert asked(between, **{"state": "GA", "first": 1, "by": NOW, "not": 9}) == []
    assert asked(between, **{"state": "TN", "first": 1, "by": NOW - datetime.timedelta(seconds=1), "not": 9}) == []


def test_a_value_is_never_part_of_the_text(between):
    assert asked(between, **{"state": "TN' OR 1=1 --", "first": 1, "by": NOW, "not": 9}) == []
    assert "TN" not in between.sql


def test_a_value_that_is_not_given_is_missed(between):
    with pytest.raises(KeyError, match="state"):
        between.bound({"first": 1, "by": NOW, "not": 9})


def test_it_gives_what_the_query_with_the_values_in_it_gives(between):
    plain = Encounter.objects.filter(state="TN", sequence__gte=2, created_at__lte=NOW).exclude(sequence=4)
    plain = plain.exclude(sequence=3).values("sequence")
    assert Composed.of(plain).sql == between.sql.replace("(%s)", "%s")
    assert Composed.of(plain).bound({}) == between.bound({"state": "TN", "first": 2, "by": NOW, "not": 4})
