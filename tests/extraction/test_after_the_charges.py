"""Sentences that may follow the charges of a narrative, in many wordings: entry, removal, status and outcomes."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from encounters.extraction import read_narrative
from encounters.extraction.contract import dump_encounter
from encounters.extraction.narrative import Narrative

TABLE = Path(__file__).resolve().parents[1] / "tables" / "after_the_charges.toml"
OPENING = (
    "On October 7, 2025, a 287(g) Task Force Model Officer with the Lee County Sheriff’s Office, FL, encountered a"
    " citizen of Honduras charged with theft. An immigration detainer and warrant were placed on the subject. "
)
FIELDS = ("entry_manner", "entry_date", "entry_place", "immigration_status")


def event(said: dict[str, Any]) -> str:
    return f"{said['type']} {said['on'] or '-'} {said['actor'] or '-'}"


@pytest.mark.parametrize(
    "row", tomllib.loads(TABLE.read_text(encoding="utf-8"))["row"], ids=lambda row: row["text"][:60]
)
def test_what_follows_the_charges(row: dict[str, Any]) -> None:
    record = dump_encounter(read_narrative(Narrative.of_text(OPENING + row["text"]), heading_state="FL"))
    assert {key: record[key] for key in FIELDS} == {key: row.get(key) for key in FIELDS}
    assert record["previously_removed"] == row.get("previously_removed", False)
    assert [event(said) for said in record["events"]] == [line.replace("’", "'") for line in row.get("events", [])]
    assert [offense["text"] for offense in record["offenses"]] == ["theft"]
