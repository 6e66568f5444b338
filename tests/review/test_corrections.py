"""What a person says a record is becomes its next revision."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from encounters.actions.encounters import Stale
from encounters.extraction.contract import ContractError, dump_encounter
from encounters.models import Encounter, Revision
from review.actions import corrections, decisions
from review.policies import NotOpen
from tests.factories import NOW, make_bulletin, make_encounter, make_record

pytestmark = pytest.mark.django_db


def save(encounter, by, values, **options):
    return corrections.save(
        encounter, values, by=by, now=NOW, **{"reason": "", "version": encounter.version, **options}
    )


def test_a_correction_is_a_new_revision_and_the_old_one_stays(reviewer):
    encounter = make_encounter()
    revision = save(encounter, reviewer, {"state": "GA"}, reason="misread")
    assert (revision.number, revision.by, revision.reason, revision.state) == (2, reviewer, "misread", "GA")
    assert list(encounter.revisions.values_list("number", "state")) == [(1, "TN"), (2, "GA")]
    encounter.refresh_from_db()
    assert (encounter.current_revision, encounter.state, encounter.version) == (revision, "GA", 2)


def test_what_does_not_differ_writes_nothing(reviewer):
    encounter = make_encounter()
    assert save(encounter, reviewer, {"state": "TN"}) is None
    assert Revision.objects.count() == 1


def test_what_does_not_differ_is_not_looked_up_on_the_page(reviewer):
    encounter = make_encounter()
    values = dump_encounter(encounter.current_revision.record)
    unchanged = {name: values[name] for name in ("state", "agency", "offenses", "events", "detainer_placed")}
    with CaptureQueriesContext(connection) as asked:
        assert save(encounter, reviewer, unchanged) is None
    assert not [query for query in asked if "encounters_page" in query["sql"]]


@pytest.mark.parametrize("value", [1, 1.0, "true"])
def test_what_only_looks_the_same_is_refused(reviewer, value):
    with pytest.raises(ContractError, match="detainer_placed"):
        save(make_encounter(), reviewer, {"detainer_placed": value})


def test_the_words_of_a_corrected_text_become_its_evidence(reviewer):
    encounter = make_encounter()
    record = save(encounter, reviewer, {"agency": "Knox County"}).record
    (box,) = record.evidence["agency"]
    assert (box.x0, box.width) == (187, 5 * len("Knox County") - 1)
    assert record.confidence["agency"] == 1


def test_evidence_follows_an_offense_that_moves_up(reviewer):
    encounter = make_encounter()
    before = encounter.current_revision.record
    offenses = dump_encounter(before)["offenses"][1:]
    after = save(encounter, reviewer, {"offenses": offenses}).record
    assert after.evidence["offenses.0"] == before.evidence["offenses.1"]
    assert after.confidence["offenses.0"] == before.confidence["offenses.1"]
    assert "offenses.1" not in after.evidence


def test_boxes_that_a_person_selected_win(reviewer):
    encounter = make_encounter()
    box = {"page": 1, "x0": 10.0, "top": 20.0, "x1": 30.0, "bottom": 40.0}
    record = save(encounter, reviewer, {"facility": "County Jail", "evidence": {"facility": [box]}}).record
    assert record.evidence["facility"][0].x0 == 10
    assert record.evidence["agency"]


def test_doubt_goes_where_a_person_set_the_value(reviewer):
    encounter = make_encounter()
    assert encounter.doubt == pytest.approx(0.4)
    offenses = dump_encounter(encounter.current_revision.record)["offenses"]
    offenses[1]["category"] = "liquor-law-violations"
    save(encounter, reviewer, {"offenses": offenses})
    assert encounter.doubt == pytest.approx(0.05)


def test_a_wrong_value_says_where(reviewer):
    with pytest.raises(ContractError, match="encountered_on: expected a date"):
        save(make_encounter(), reviewer, {"encountered_on": "3 January"})
    assert Revision.objects.count() == 1


def test_an_old_version_writes_nothing(reviewer, editor):
    encounter = make_encounter()
    seen = encounter.version
    save(encounter, editor, {"state": "GA"})
    with pytest.raises(Stale):
        save(encounter, reviewer, {"state": "AL"}, version=seen)
    assert Revision.objects.count() == 2


def test_what_is_decided_is_reopened_first(reviewer):
    encounter = make_encounter()
    decisions.approve(encounter, by=reviewer, now=NOW, version=encounter.version)
    with pytest.raises(NotOpen):
        save(encounter, reviewer, {"state": "GA"})


def test_a_record_that_the_extractor_missed_gets_the_next_number(reviewer):
    bulletin = make_bulletin([make_record(1)])
    values = {key: value for key, value in dump_encounter(make_record(7)).items() if key != "sequence"}
    encounter = corrections.add(bulletin, values, by=reviewer, reason="missed", now=NOW)
    assert (encounter.sequence, encounter.record_id) == (2, f"{bulletin.sha256[:12]}-0002")
    assert Encounter.objects.get(pk=encounter.pk).current_revision.by == reviewer


def test_values_keep_their_words_when_the_narrative_is_corrected(reviewer):
    encounter = make_encounter()
    before = encounter.current.record
    narrative = before.narrative.replace("On January 3, 2020", "On or about January 3, 2020").replace(
        "Mexico", "Mexiko"
    )
    record = save(encounter, reviewer, {"narrative": narrative}).record
    said = {key: [record.narrative[start:end] for start, end in runs] for key, runs in record.spans.items()}
    assert said["agency"] == ["Knox County Sheriff’s Office"]
    assert said["offenses.1"] == ["public intoxication"]
    assert "citizenship_text" not in said, "its words are no longer in the text"
    assert record.evidence == before.evidence


def test_the_words_of_the_narrative_under_selected_boxes_are_known(reviewer):
    encounter = make_encounter()
    (mexico,) = encounter.current.record.evidence["citizenship_text"]
    box = {"page": 1, "x0": mexico.x0, "top": mexico.top, "x1": mexico.x1 + 40, "bottom": mexico.bottom}
    record = save(encounter, reviewer, {"citizenship_text": "Mexico", "evidence": {"citizenship_text": [box]}}).record
    ((start, end),) = record.spans["citizenship_text"]
    assert record.narrative[start:end] == "Mexico charged"


def test_evidence_lies_on_the_pages_of_the_record(reviewer):
    box = {"page": 2, "x0": 10.0, "top": 20.0, "x1": 30.0, "bottom": 40.0}
    with pytest.raises(ContractError, match=r"evidence\.facility: expected boxes on the record's pages, 1 to 1"):
        save(make_encounter(), reviewer, {"facility": "County Jail", "evidence": {"facility": [box]}})
    assert Revision.objects.count() == 1
