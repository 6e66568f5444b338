"""Confident records are mixed into the order of doubt: each once, in one order all day, another for another person."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from encounters.lifecycle import AWAITING
from encounters.models import Encounter
from encounters.models.encounter import LOTS
from review.mixing import Mixed, Place
from tests.factories import make_bulletin, make_record
from tests.plans import on_sqlite, plan_of

pytestmark = pytest.mark.django_db
DOUBTFUL = 12
ALL = 60


@pytest.fixture
def parts():
    """Twelve doubtful records and 48 confident ones of rising doubt, two of which wait for a second reader."""
    doubts = [*(0.3 + place / 100 for place in range(DOUBTFUL)), *(place / 1000 for place in range(ALL - DOUBTFUL))]
    make_bulletin([make_record(n, confidence={"agency": 1 - doubt}) for n, doubt in enumerate(doubts, start=1)])
    Encounter.objects.filter(sequence__in=(3, 40)).update(status="awaiting_second")
    return [Encounter.objects.filter(status=status) for status in AWAITING]


def walk(mixed, parts, size):
    """All records in order, a page of `size` at a time, each page found from the written place of the one before."""
    found, place = [], Place()
    while page := mixed.rows(parts, Place.read(str(place)), size):
        found += [row for row, _ in page]
        place = page[-1][1]
    return found


@pytest.mark.parametrize("seed", ["1 2026-03-01", "2 2026-03-01", "1 2026-03-02"])
@pytest.mark.parametrize("size", [1, 7, 50])
def test_pages_of_any_size_show_every_record_once_in_one_order(parts, seed, size):
    whole = Mixed(seed, LOTS).rows(parts, Place(), ALL + 1)
    assert [row.pk for row in walk(Mixed(seed, LOTS), parts, size)] == [row.pk for row, _ in whole]
    assert len({row.pk for row, _ in whole}) == ALL == len(whole)


def test_the_doubtful_stay_in_their_order_and_confident_ones_come_between(parts):
    for seed in map(str, range(20)):
        shown = walk(Mixed(seed, LOTS), parts, 50)
        doubtful = [row.doubt for row in shown if row.doubt >= 0.2]
        assert doubtful == sorted(doubtful, reverse=True)
    firsts = [walk(Mixed(str(seed), LOTS), parts, 50)[: DOUBTFUL + 3] for seed in range(20)]
    mixed_in = [sum(row.doubt < 0.2 for row in first) for first in firsts]
    assert 0.1 < sum(mixed_in) / (20 * (DOUBTFUL + 3)) < 0.35


def test_what_is_mixed_in_differs_by_person_and_day(parts):
    drawn = {tuple(row.pk for row in walk(Mixed(f"{who} {day}", LOTS), parts, 50)) for who in "12" for day in "34"}
    assert len(drawn) == 4


def test_what_is_decided_leaves_and_the_rest_keeps_its_place(parts):
    mixed = Mixed("1 2026-03-01", LOTS)
    first, second, *rest = walk(mixed, parts, 50)
    place = mixed.rows(parts, Place(), 1)[0][1]
    Encounter.objects.filter(pk=second.pk).update(status="rejected")
    left = {row.pk for row, _ in mixed.rows(parts, place, ALL)}
    assert left == {row.pk for row in rest}
    assert first.pk not in left


def test_what_waits_is_in_the_same_order_whether_it_is_asked_for_whole_or_by_status(parts):
    mixed = Mixed("1 2026-03-01", LOTS)
    whole = walk(mixed, [Encounter.objects.filter(waits=True)], 7)
    assert [row.pk for row in whole] == [row.pk for row in walk(mixed, parts, 7)]


def test_a_page_asks_for_both_orders_and_the_rows_and_for_the_second_lap_only_where_the_first_is_over(
    parts, django_assert_num_queries
):
    waits, orders = [Encounter.objects.filter(waits=True)], [Mixed(str(seed), LOTS) for seed in range(100)]
    early, late = (how(orders, key=lambda each: each.first_lot) for how in (min, max))
    with django_assert_num_queries(3):
        assert len(early.rows(waits, Place(), ALL // 2)) == ALL // 2
    with django_assert_num_queries(4):
        assert len(late.rows(waits, Place(), ALL)) == ALL


@on_sqlite
def test_an_index_gives_both_orders_of_what_waits(parts):
    place = Place((0.35, 1), (0, 1))
    for start in (Place(), place):
        with CaptureQueriesContext(connection) as asked:
            Mixed("1", LOTS).rows([Encounter.objects.filter(waits=True)], start, 5)
        plans = [" ".join(plan_of(query["sql"])) for query in asked.captured_queries[:2]]
        for plan, index in zip(plans, ("waiting_doubt", "waiting_lot"), strict=True):
            assert f"USING INDEX {index}" in plan
            assert "TEMP B-TREE" not in plan


def test_rows_come_as_they_are_to_be_shown(parts, django_assert_num_queries):
    rows = Mixed("1 2026-03-01", LOTS).rows(parts, Place(), 5, Encounter.objects.select_related("bulletin"))
    with django_assert_num_queries(0):
        assert {row.bulletin.pk for row, _ in rows} == {rows[0][0].bulletin_id}


def test_the_doubtful_have_no_lot(parts):
    assert Encounter.objects.filter(lot=None).count() == DOUBTFUL
    assert Encounter.objects.exclude(lot=None).values("lot").distinct().count() == ALL - DOUBTFUL


@pytest.mark.parametrize("written", ["x", "0.1", "0.1~x!", "!3", "0.1~2!~"])
def test_a_place_that_somebody_typed_is_refused(written):
    with pytest.raises(ValueError, match=r"convert|invalid"):
        Place.read(written)
