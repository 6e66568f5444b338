"""What comes next is what the reviewer chose: filters and order go along in the address."""

import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from encounters.extraction.catalogue import warning
from encounters.models import Encounter, FiledWarning
from review.actions import claims, corrections, walks
from review.actions.walks import Walk
from review.models import Claim
from review.views.walking import waiting_by_state
from tests.factories import NOW, make_bulletin, make_encounter, make_record
from tests.plans import on_sqlite, plan_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def five(reviewer):
    """Five records of one bulletin, from the surest to the most doubtful; the fourth is from Georgia."""
    make_bulletin(
        [make_record(n, confidence={"agency": 1 - n / 10}, **({"state": "GA"} if n == 4 else {})) for n in range(1, 6)],
        now=timezone.now(),
    )
    return list(Encounter.objects.order_by("sequence"))


def names(found):
    return sorted(found.values_list("sequence", flat=True))


def test_filters(five, reviewer, editor):
    def matching(**filters):
        return names(walks.matching(filters, by=reviewer, now=timezone.now()))

    assert matching() == [1, 2, 3, 4, 5]
    assert matching(state="GA") == [4]
    assert matching(doubt_min=0.4) == [4, 5]
    assert matching(status="approved") == []
    assert matching(days=0) == [1, 2, 3, 4, 5]
    assert matching(days=1) == []
    Encounter.objects.filter(sequence=2).update(created_at=timezone.now() - datetime.timedelta(days=3))
    assert matching(days=3) == [2]
    walks.take_next(Walk({"state": "GA"}), by=reviewer, now=timezone.now())
    assert matching(mine=True) == [4]


def test_a_warning_is_found_until_a_correction_ends_it(reviewer):
    said = (warning("state_disagrees", field="state", heading="Florida", printed="Georgia"), warning("date_missing"))
    encounter = make_encounter(heading_state="FL", state="GA", warnings=said)
    make_encounter()
    found = walks.matching({"warning": "state_disagrees"}, by=reviewer, now=NOW)
    assert list(found) == [encounter]
    corrections.save(encounter, {"state": "FL"}, by=reviewer, reason="", now=NOW, version=1)
    current = {each["code"] for each in encounter.current.warnings}
    assert set(FiledWarning.objects.filter(encounter=encounter).values_list("code", flat=True)) == current
    assert "state_disagrees" not in current


def test_next_stays_in_the_filter_and_in_the_order(five, reviewer):
    walk = Walk({"doubt_min": 0.2, "state": "TN"}, "doubt")
    seen, after = [], None
    for _ in range(3):
        after, walk = walks.take_next(walk, by=reviewer, now=NOW, after=after)
        seen.append(after.sequence)
    assert seen == [5, 3, 2]
    assert walks.take_next(walk, by=reviewer, now=NOW, after=after)[0].sequence == 5  # what was skipped comes again


@pytest.mark.parametrize("behind", [None, 1, 4, 5])
@pytest.mark.parametrize(
    "filters",
    [
        {}, {"status": "awaiting_second"}, {"status": "awaiting_review"}, {"status": "any"}, {"status": "approved"},
        {"state": "GA"}, {"state": "TN", "doubt_min": 0.3}, {"doubt_min": 0.2}, {"doubt_min": 0.0, "days": 3},
        {"days": 0}, {"days": 1}, {"warning": "date_missing"}, {"warning": "state_disagrees"}, {"mine": True},
        {"bulletin": "one"}, {"bulletin": "other", "state": ""},
    ],
)  # fmt: skip
def test_the_one_that_is_claimed_is_the_one_that_was_to_come(five, reviewer, editor, filters, behind):
    other = make_encounter(state="GA")
    second, third = five[1:3]
    Encounter.objects.filter(pk=second.pk).update(created_at=NOW - datetime.timedelta(days=4), status="awaiting_second")
    FiledWarning.objects.create(encounter=third, code="date_missing")
    claims.take(five[4], by=reviewer, now=NOW)
    claims.take(other, by=editor, now=NOW)
    if "bulletin" in filters:
        filters = filters | {"bulletin": (five[0] if filters["bulletin"] == "one" else other).bulletin}
    after = five[behind - 1] if behind else None
    expected = walks.following(Walk(filters), by=reviewer, now=NOW, after=after)
    assert walks.take_next(Walk(filters), by=reviewer, now=NOW, after=after) == expected
    if expected:
        assert Claim.objects.get(encounter=expected[0]).by == reviewer


def test_what_is_composed_once_serves_other_people_values_and_times(five, reviewer, editor):
    def took(person, now, **filters):
        step = walks.take_next(Walk(filters), by=person, now=now)
        return step and step[0].sequence

    assert took(reviewer, NOW, state="GA") == 4
    assert took(editor, NOW, state="GA") is None
    assert took(editor, NOW, state="TN") == 1
    assert took(editor, NOW + claims.LEASE, state="GA") == 4
    assert took(reviewer, NOW, doubt_min=0.45) == 5
    assert took(reviewer, NOW, doubt_min=0.25) == 3


def test_one_that_another_person_has_open_is_passed_over(five, reviewer, editor):
    walk = Walk({}, "doubt")
    first, _ = walks.take_next(walk, by=editor, now=NOW)
    second, _ = walks.take_next(walk, by=reviewer, now=NOW)
    assert first != second


def test_the_address_carries_the_walk_from_the_queue_through_the_workbench(client, five, reviewer):
    client.force_login(reviewer)
    query = "?doubt_min=0.2&order=doubt"
    answer = client.post(reverse("review_next") + query)
    address = urlsplit(answer["Location"])
    assert address.path == reverse("workbench", args=[five[4].pk])
    asked = parse_qs(address.query)
    assert (asked["doubt_min"], asked["order"]) == (["0.2"], ["doubt"])
    answer = client.post(answer["Location"], {"action": "skip", "version": 1})
    assert urlsplit(answer["Location"]).path == reverse("workbench", args=[five[3].pk])
    assert "doubt_min=0.2" in answer["Location"]
    page = client.get(answer["Location"]).content.decode()
    assert f'href="{reverse("queue")}?doubt_min=0.2&amp;order=doubt#row-{five[3].pk}"' in page


def test_where_the_view_is_empty_it_says_so_and_stays(client, five, reviewer):
    client.force_login(reviewer)
    answer = client.post(f"{reverse('review_next')}?state=GA", follow=True)
    client.post(answer.redirect_chain[-1][0], {"action": "reject", "note": "a duplicate", "version": 1})
    answer = client.post(f"{reverse('review_next')}?state=GA", follow=True)
    assert answer.redirect_chain[-1][0] == f"{reverse('queue')}?state=GA"
    assert "Nothing more waits in this view; 4 records wait in all." in answer.content.decode()


def test_pages_of_the_doubtful_queue_show_each_record_once(client, reviewer):
    make_bulletin([make_record(n, confidence={"agency": 1 - n / 100}) for n in range(1, 71)])
    client.force_login(reviewer)
    shown, address = [], f"{reverse('queue')}?order=doubt"
    while address:
        context = client.get(address).context
        shown += [row.encounter.pk for row in context["rows"]]
        address = f"{reverse('queue')}?order=doubt&after={context['following']}" if context["following"] else ""
    assert len(shown) == 70 == len(set(shown))


@pytest.mark.parametrize("after", ["x", "0.1", "!", "~", "0.1~2!3", "1~2~3"])
@pytest.mark.parametrize("order", ["reading", "doubt"])
def test_an_address_that_somebody_typed_shows_the_queue(client, five, reviewer, order, after):
    client.force_login(reviewer)
    assert client.get(reverse("queue"), {"order": order, "after": after}).status_code == 200


@pytest.mark.parametrize("query", ["", "order=doubt"])
def test_the_queue_asks_the_database_no_more_for_more_records(client, reviewer, query, django_assert_num_queries):
    client.force_login(reviewer)
    make_encounter()
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("queue"), QueryDict(query))
    make_bulletin([make_record(n) for n in range(1, 8)])
    with django_assert_num_queries(len(one)):
        assert client.get(reverse("queue"), QueryDict(query)).content.count(b'aria-label="Choose ') == 8


@on_sqlite
def test_what_waits_is_counted_from_the_smallest_index():
    with CaptureQueriesContext(connection) as asked:
        waiting_by_state()
    (plan,) = plan_of(asked[0]["sql"])
    assert plan.endswith("USING INDEX waiting_count")
