"""What one record becomes: its lists, its corrections, its evidence in one order."""

from encounters.dataset import rows
from tests.dataset.records import record, values

BOX = {"x1": 301.5, "bottom": 324, "top": 310.2, "page": 2, "x0": 72}  # the order that a database may give


def test_evidence_follows_the_contract_and_the_lists():
    scrambled = {"state": [BOX], "offenses.10": [BOX], "offenses.9": [BOX], "events.0": [BOX], "narrative": [BOX]}
    ordered = rows.evidence(record(evidence=scrambled))
    assert list(ordered) == ["narrative", "state", "offenses.9", "offenses.10", "events.0"]
    assert list(ordered["state"][0].items()) == [
        ("page", 2), ("x0", 72.0), ("top", 310.2), ("x1", 301.5), ("bottom", 324.0),
    ]  # fmt: skip


def test_confidence_and_warnings_have_one_order_too():
    known = record(confidence={"state": 0.5, "narrative": 1.0}, warnings=[{"message": "Look.", "code": "look"}])
    assert list(rows.confidence(known)) == ["narrative", "state"]
    assert list(rows.warnings(known)[0].items()) == [("code", "look"), ("field", None), ("message", "Look.")]


def test_a_listed_row_has_its_own_evidence_and_words():
    offenses = [
        {"text": text, "basis": "charged", "counts": None, "category": None} for text in ("rape", "On January 3")
    ]
    known = record(offenses=offenses, evidence={"offenses.1": [BOX]}, spans={"offenses.1": [[0, 12]]})
    first, second = rows.offenses(known)
    assert (first.position, rows.listed_evidence(first), rows.quote(first)) == (0, None, None)
    assert (second.position, rows.quote(second)) == (1, "On January 3")
    assert rows.listed_evidence(second)[0]["page"] == 2


def test_quotes_are_the_words_of_the_narrative():
    narrative = "On January 3, 2020, ... a citizen of Honduras."
    spans = {"narrative": [[0, 46]], "encountered_on": [[3, 18]], "citizenship": [[26, 33], [37, 45]]}
    quotes = rows.quotes(record(narrative=narrative, spans=spans))
    assert quotes == {"encountered_on": "January 3, 2020", "citizenship": "citizen … Honduras"}


def test_only_what_differs_is_a_correction():
    machine = values(state="GA", detainer_placed=True, offenses=[{"text": "rape"}], confidence={"state": 0.4})
    corrected = record(state="FL", detainer_placed=True, machine=machine)
    assert [(row.field, row.machine, row.approved) for row in rows.corrections(corrected)] == [
        ("state", "GA", "FL"),
        ("offenses", [{"text": "rape"}], []),
    ]


def test_a_record_that_the_machine_did_not_read_has_no_corrections():
    assert list(rows.corrections(record(machine=None))) == []
