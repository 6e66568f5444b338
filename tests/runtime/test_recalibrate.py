"""Confidence fitted to what reviewers did: what counts as left, what is refused, what is written."""

import dataclasses
import io
import json
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command

from encounters.extraction import reliability
from encounters.extraction.confidence import calibrated
from encounters.lifecycle import Verification
from encounters.management.commands import recalibrate
from encounters.models import Encounter
from tests.factories import NOW, make_encounter, make_record


def test_a_value_is_left_where_the_approved_record_says_the_same():
    read = make_record()
    approved = dataclasses.replace(read, agency="Knox County Jail", offenses=read.offenses[:1])
    assert list(reliability.judged(read, approved)) == [
        ("agency", 0.98, False),
        ("offenses", 0.95, True),
        ("offenses", 0.6, False),
    ]


def test_the_table_counts_every_value_once():
    judgements = [("agency", 1.0, True), ("agency", 0.98, False), ("events", 0.3, True)]
    bins = reliability.table(judgements)
    assert [(b.low, b.values, b.left) for b in bins] == [(0.0, 1, 1), (0.98, 2, 1)]
    assert reliability.figure(bins).count("<circle") == 2


def test_what_was_stated_too_high_comes_down_and_curves_never_fall():
    straight = {"default": ((0.0, 0.0), (0.95, 0.95), (1.0, 1.0))}
    judgements = [("agency", 0.95, number % 2 == 0) for number in range(1000)]
    curves = reliability.recalibrated(straight, judgements)
    assert 0.45 < calibrated(0.95, curves["agency"]) < 0.55
    assert all(left <= right for curve in curves.values() for (_, left), (_, right) in pairwise(curve))


@pytest.mark.django_db
def test_the_command_shows_refuses_and_writes(tmp_path, monkeypatch, django_user_model):
    encounter = make_encounter()
    person = django_user_model.objects.create_user("reviewer")
    Encounter.objects.filter(pk=encounter.pk).update(
        status="approved",
        verification=next(iter(Verification)),
        approved_revision=encounter.current_revision,
        approved_at=NOW,
        approved_by=person,
    )
    said, path, figure = io.StringIO(), tmp_path / "calibration.json", tmp_path / "reliability.svg"
    call_command("recalibrate", check=True, figure=figure, stdout=said)
    assert "1 approved records, 3 values" in said.getvalue()
    assert figure.read_text().startswith("<svg")
    with pytest.raises(CommandError, match="too few"):
        call_command("recalibrate", to=path, stdout=said)
    assert not path.exists()
    monkeypatch.setattr(recalibrate, "LEAST", 1)
    call_command("recalibrate", to=path, stdout=said)
    written = json.loads(path.read_text())
    assert "1 approved records" in written["made"]
    assert written["fitted_at"]
    assert set(written["curves"]) >= {"default", "agency", "offenses"}
