"""What differs between two records."""

import dataclasses
import datetime

from encounters.extraction.codes import OffenseBasis
from encounters.extraction.records import OffenseRecord
from review.changes import Change, differences
from tests.factories import make_record

THEFT = OffenseRecord("theft", OffenseBasis.CHARGED)


def test_equal_records_do_not_differ():
    assert differences(make_record(), make_record()) == ()


def test_values_are_named_by_the_contract_and_given_as_json():
    before = make_record()
    after = dataclasses.replace(before, state="GA", encountered_on=datetime.date(2020, 2, 3))
    assert differences(before, after) == (
        Change("state", "TN", "GA"),
        Change("encountered_on", "2020-01-03", "2020-02-03"),
    )


def test_an_offense_put_in_front_does_not_change_those_behind_it():
    before = make_record()
    after = dataclasses.replace(before, offenses=(THEFT, *before.offenses))
    assert [(c.field, c.before, c.after["text"]) for c in differences(before, after)] == [("offenses.0", None, "theft")]


def test_a_removed_offense_is_named_by_its_old_place():
    before = make_record()
    after = dataclasses.replace(before, offenses=before.offenses[:1])
    (change,) = differences(before, after)
    assert (change.field, change.before["text"], change.after) == ("offenses.1", "public intoxication", None)


def test_evidence_confidence_and_warnings_are_no_values():
    before = make_record()
    assert differences(before, dataclasses.replace(before, evidence={}, confidence={})) == ()
