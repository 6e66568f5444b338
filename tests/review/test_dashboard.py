"""What the dashboard counts."""

import datetime

import pytest

from encounters.models import Encounter
from review import dashboard
from review.actions import corrections, decisions
from tests.factories import NOW, make_bulletin, make_encounter, make_record

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def decide(encounter, by, now, *, state=""):
    if state:
        corrections.save(encounter, {"state": state}, by=by, reason="", now=now, version=encounter.version)
    decisions.approve(encounter, by=by, now=now, version=encounter.version)


def test_a_day_counts_from_its_first_moment_to_its_last(reviewer):
    last_night, morning = NOW.replace(hour=0) - datetime.timedelta(microseconds=1), NOW.replace(hour=0)
    for now in (last_night, morning, NOW, morning - DAY * (dashboard.DAYS - 1), morning - DAY * dashboard.DAYS):
        decide(make_encounter(), reviewer, now)
    counted = dict(dashboard.by_day(now=NOW))
    assert len(counted) == dashboard.DAYS
    assert counted[NOW.date()] == 2
    assert counted[last_night.date()] == 1
    assert counted[NOW.date() - DAY * (dashboard.DAYS - 1)] == 1
    assert sum(counted.values()) == 4


def test_corrections_are_those_of_approved_records_that_the_extractor_drafted(reviewer):
    make_bulletin([make_record(n) for n in range(1, 5)])
    as_read, corrected, again, waiting = Encounter.objects.order_by("sequence")
    decide(as_read, reviewer, NOW)
    decide(corrected, reviewer, NOW, state="GA")
    corrections.save(again, {"state": "FL"}, by=reviewer, reason="", now=NOW, version=again.version)
    decide(again, reviewer, NOW, state="GA")
    corrections.save(waiting, {"state": "GA"}, by=reviewer, reason="", now=NOW, version=waiting.version)
    found = dashboard.corrections()
    assert found.looked_at == 2
    assert [(field, number) for _, field, number in found.fields] == [("state", 2)]
    assert ("state", "TN · Tennessee", "GA · Georgia", 2) in found.examples


def test_what_was_corrected_is_named_as_people_read_it(reviewer):
    encounter = make_encounter()
    first, second = encounter.current.values["offenses"]
    offenses = [first | {"basis": "prior_conviction"}, second]
    said = {"encountered_on": "2020-01-04", "citizenship": "HND", "warrant_placed": False, "offenses": offenses}
    corrections.save(encounter, said, by=reviewer, reason="", now=NOW, version=encounter.version)
    decisions.approve(encounter, by=reviewer, now=NOW, version=encounter.version)
    found = dashboard.corrections()
    assert {field for _, field, _ in found.fields} == {"encountered on", "citizenship", "warrant placed", "offenses"}
    examples = {field: said for field, *said, _ in found.examples}
    assert examples["citizenship"] == ["MEX · Mexico", "HND · Honduras"]
    assert examples["warrant placed"] == ["yes", "no"]
    charge = "cocaine possession, {}, Drug possession, cocaine"
    assert examples["offenses"] == [charge.format("charged"), charge.format("prior conviction")]
