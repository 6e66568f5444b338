"""The head of the queue: what waits, how old it is, and how long it takes at the present pace."""

import datetime
import re

import pytest
from django.core.cache import cache
from django.utils import timezone

from encounters.models import Encounter
from review.actions import decisions
from tests.factories import make_bulletin, make_record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_remembered():
    cache.delete("review-outlook")


def head(client) -> str:
    text = client.get("/review/").content.decode()
    return " ".join(re.search(r'<span class="muted">(.*?)</span>', text, re.DOTALL)[1].replace("\xa0", " ").split())


def test_it_says_the_age_of_what_waits_and_that_there_is_no_pace(client, reviewer):
    client.force_login(reviewer)
    now = timezone.now()
    for days in (1, 3, 9):
        made = make_bulletin([make_record(1)])
        made.encounters.update(created_at=now - datetime.timedelta(days=days, minutes=1))
    assert (
        head(client)
        == "3 records wait for review · median age 3 days, the oldest 1 week, 2 days · no decision in the last 7 days"
    )


def test_it_says_how_long_that_takes_at_the_pace_of_the_last_days(client, reviewer):
    client.force_login(reviewer)
    now = timezone.now()
    make_bulletin([make_record(number) for number in range(1, 12)], now=now - datetime.timedelta(days=2, minutes=1))
    for encounter in Encounter.objects.select_related("current_revision", "bulletin")[:7]:
        decisions.approve(encounter, by=reviewer, now=now, version=1)
    assert head(client).endswith("the oldest 2 days · 4.0 days to clear, at 1.0 a day")


def test_nothing_waits(client, reviewer):
    client.force_login(reviewer)
    assert head(client) == "0 records wait for review"


def test_a_bulletin_and_a_state_say_how_many_wait(client, reviewer):
    client.force_login(reviewer)
    bulletin = make_bulletin([make_record(1), make_record(2)])
    page = client.get("/review/").content.decode()
    assert f">{bulletin} (2)<" in page
    assert ">TN · Tennessee (2)<" in page


@pytest.mark.parametrize(("query", "said"), [("", "2 wait with 0.20"), ("?doubt_min=0.5", "1 wait with 0.50"),
                                             ("?doubt_min=9", "2 wait with 0.20")])  # fmt: skip
def test_the_filter_for_doubt_says_how_many_wait(client, reviewer, query, said):
    make_bulletin([make_record(n, confidence={"agency": 1 - doubt}) for n, doubt in enumerate((0.1, 0.2, 0.6), 1)])
    client.force_login(reviewer)
    page = client.get(f"/review/{query}").content.decode()
    assert f'id="id_doubt_min_helptext">{said} or more<' in page
    assert 'aria-describedby="id_doubt_min_helptext' in page
