"""The next record, asked for ahead: claimed for a short while, opened by the decision before it, given back."""

import pytest
from django.test import Client

from encounters.models import Encounter
from review.models import Claim, Decision
from tests.factories import make_bulletin, make_record

from .forms import form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(reviewer, client: Client) -> list[Encounter]:
    make_bulletin([make_record(number) for number in (1, 2, 3)])
    client.force_login(reviewer)
    return list(Encounter.objects.order_by("sequence"))


def held() -> dict[int, bool]:
    """By the number of the record whether it is only held ahead."""
    return dict(Claim.objects.values_list("encounter__sequence", "ahead"))


def take(client: Client, after: Encounter, query: str = "") -> str | None:
    answer = client.post(f"/review/{after.pk}/ahead/{query}")
    return answer.url if answer.status_code == 302 else None


def test_it_leads_to_the_next_records_one_behind_the_other(client, three):
    first, second, third = three
    client.post(f"/review/{first.pk}/claim/")
    assert take(client, first) == f"/review/{second.pk}/"
    assert take(client, second) == f"/review/{third.pk}/"
    assert take(client, third) == f"/review/{second.pk}/", "from the front, and never what is open"
    assert held() == {1: False, 2: True, 3: True}


def test_it_follows_the_walk(client, three):
    first, second, _ = three
    assert take(client, first, "?state=TN") == f"/review/{second.pk}/?state=TN"
    assert take(client, first, "?state=GA") is None


def test_two_people_never_have_the_same_record_ahead(client, three, editor):
    first, _, third = three
    take(client, first)
    other = Client()
    other.force_login(editor)
    assert take(other, first) == f"/review/{third.pk}/"


def test_a_decision_opens_what_is_ahead_and_says_so(client, three):
    first, second, _ = three
    take(client, first)
    answer = client.post(f"/review/{first.pk}/", form_of(first, action="approve", ahead=second.pk))
    assert answer.json() == {
        "encounter": second.pk, "version": second.version, "said": "Approved: Tennessee · Knox County.",
        "total": 3, "decided": 1,
    }  # fmt: skip
    assert held() == {2: False}
    assert not client.get("/review/").context["messages"]


def test_skipping_opens_what_is_ahead_and_decides_nothing(client, three):
    first, second, _ = three
    take(client, first)
    answer = client.post(f"/review/{first.pk}/", {"action": "skip", "ahead": second.pk})
    assert (answer.json()["encounter"], answer.json()["said"]) == (second.pk, "")
    assert not Decision.objects.exists()


def test_where_it_is_no_longer_ones_own_the_plain_way_is_gone(client, three, editor):
    first, second, third = three
    take(client, first)
    Claim.objects.update(by=editor)
    answer = client.post(f"/review/{first.pk}/", form_of(first, action="approve", ahead=second.pk))
    assert (answer.status_code, answer.url) == (302, f"/review/{third.pk}/")


def test_what_is_refused_opens_nothing(client, three):
    first, second, _ = three
    take(client, first)
    answer = client.post(f"/review/{first.pk}/", form_of(first, action="reject", note="", ahead=second.pk))
    assert answer.status_code == 422
    assert held() == {2: True}
    assert not Decision.objects.exists()


@pytest.mark.parametrize("ahead", ["", "x", "9" * 40, "٣"])
def test_what_names_no_record_is_the_plain_way(client, three, ahead):
    first, second, _ = three
    answer = client.post(f"/review/{first.pk}/", {"action": "skip", "ahead": ahead})
    assert (answer.status_code, answer.url) == (302, f"/review/{second.pk}/")


def test_leaving_gives_all_back_and_takes_from_nobody(client, three, editor):
    first, second, third = three
    client.post(f"/review/{first.pk}/claim/")
    take(client, first)
    Claim.objects.create(encounter=third, by=editor, opened_at=first.created_at, until=first.created_at)
    everything = [first.pk, second.pk, third.pk, "x", "9" * 30]
    assert client.post("/review/leave/", {"encounter": everything}).status_code == 204
    assert held() == {3: False}


def test_the_picture_of_the_next_page_is_fetched_without_javascript_too(client, three):
    first, second, _ = three
    page = client.get(f"/review/{first.pk}/").content.decode()
    assert f'<noscript><link rel="prefetch" as="image" href="/bulletins/{second.bulletin_id}/pages/1/image/' in page


def test_what_is_to_be_said_waits_for_the_page_that_is_seen(client, three):
    first, second, _ = three
    client.post(f"/review/{first.pk}/", form_of(first, action="save", facility="County Jail"))
    unseen = client.get(f"/review/{second.pk}/", headers={"X-Ahead": "1"})
    assert b"Saved, revision 2." not in unseen.content
    assert b"Saved, revision 2." in client.get(f"/review/{first.pk}/").content
