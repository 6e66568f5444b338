"""The rows of the published tables, made from one approved record. Pure: no database row comes in here.

record = ReleasedRecord(record_id="9f86d081884c-0001", values={"sequence": 1, "state": "AR", ...}, ...)
offenses(record)    -> one OffenseRow a charge
corrections(record) -> one CorrectionRow a field in which the reviewer and the extractor differ
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from encounters.extraction.contract import ENCOUNTER_KEYS
from encounters.lifecycle import Verification

type Values = Mapping[str, Any]
"""An encounter as the contract's JSON has it: its keys, lists and objects, dates as texts."""

CORRECTABLE = tuple(key for key in ENCOUNTER_KEYS if key not in {"sequence", "evidence", "confidence", "warnings"})
"""The keys whose values a reviewer answers for."""


@dataclass(frozen=True, slots=True)
class ReleasedRecord:
    """One approved record: everything that its rows are made from.

    `machine` is what the extractor had read, null where a person entered the record or where nothing was
    changed; `extractor_version` is null for a record that no extractor found. `approved_at` is UTC, ISO 8601.
    `spans` are, by the keys of the evidence, [start, end) of characters in the narrative.
    """

    record_id: str
    bulletin_sha256: str
    bulletin_filename: str
    bulletin_title: str | None
    source_url: str | None
    values: Values
    agency_match: Mapping[str, Any] | None
    revision: int
    approved_at: str
    verification: Verification
    extractor_version: str | None
    spans: Mapping[str, list[list[int]]]
    machine: Values | None = None


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One entry of a record's `offenses` or `events`; `key` is its name in evidence and spans: `offenses.0`."""

    record: ReleasedRecord
    key: str
    position: int
    values: Values


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    record: ReleasedRecord
    field: str
    machine: Any
    approved: Any


def encounters(record: ReleasedRecord) -> tuple[ReleasedRecord]:
    return (record,)


def offenses(record: ReleasedRecord) -> Iterator[ListedRow]:
    return _listed(record, "offenses")


def events(record: ReleasedRecord) -> Iterator[ListedRow]:
    return _listed(record, "events")


def corrections(record: ReleasedRecord) -> Iterator[CorrectionRow]:
    """One row a field in which the approved value is not the machine's, in the order of the contract."""
    if record.machine is None:
        return
    for key in CORRECTABLE:
        machine, approved = record.machine[key], record.values[key]
        if machine != approved:
            yield CorrectionRow(record, key, machine, approved)


def evidence(record: ReleasedRecord) -> dict[str, Any]:
    """The boxes by field in one order, whatever order the database gave: that of the contract, then of the lists."""
    boxes = record.values["evidence"]
    return {key: _boxes(boxes[key]) for key in sorted(boxes, key=_place)}


def confidence(record: ReleasedRecord) -> dict[str, Any]:
    by_field = record.values["confidence"]
    return {key: by_field[key] for key in sorted(by_field, key=_place)}


def warnings(record: ReleasedRecord) -> list[dict[str, Any]]:
    return [
        {"code": warning["code"], "field": warning.get("field"), "message": warning["message"]}
        for warning in record.values["warnings"]
    ]


def listed_evidence(row: ListedRow) -> list[dict[str, Any]] | None:
    boxes = row.record.values["evidence"].get(row.key)
    return _boxes(boxes) if boxes else None


def quotes(record: ReleasedRecord) -> dict[str, str]:
    """The words of each value. The narrative's own are left out: they are the narrative."""
    return {key: _quote(record, key) for key in sorted(record.spans, key=_place) if key != "narrative"}


def quote(row: ListedRow) -> str | None:
    return _quote(row.record, row.key) if row.key in row.record.spans else None


def _quote(record: ReleasedRecord, key: str) -> str:
    narrative = record.values["narrative"]
    return " … ".join(narrative[start:end] for start, end in record.spans[key])


def _listed(record: ReleasedRecord, name: str) -> Iterator[ListedRow]:
    for position, values in enumerate(record.values[name]):
        yield ListedRow(record, f"{name}.{position}", position, values)


def _boxes(boxes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "page": box["page"],
            "x0": float(box["x0"]),
            "top": float(box["top"]),
            "x1": float(box["x1"]),
            "bottom": float(box["bottom"]),
        }
        for box in boxes
    ]


@lru_cache(maxsize=4096)
def _place(key: str) -> tuple[int, int, str]:
    """Where `offenses.10` stands: after `offenses.9`, and after every key that the contract names before it."""
    name, _, index = key.partition(".")
    rank = ENCOUNTER_KEYS.index(name) if name in ENCOUNTER_KEYS else len(ENCOUNTER_KEYS)
    return rank, int(index) if index.isdecimal() else 0, key
