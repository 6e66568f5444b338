"""The field readers, by tables of printed words and what they mean. A bug in a reader is a new row."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from encounters.extraction.fields import (
    agency,
    citizenship,
    dates,
    entry,
    events,
    facility,
    model,
    offenses,
    placements,
    state,
    status,
)
from encounters.extraction.fields.offenses import grammar, pieces
from encounters.extraction.fields.printed_dates import PrintedDate
from encounters.extraction.narrative import Narrative

TABLES = Path(__file__).parent.parent / "tables"
BRISTOL = "On January 1, 2020, the Bristol County Sheriff’s Office 287(g) Program"
OPENING = f"{BRISTOL} encountered a citizen of Portugal {{charges}} "
CHARGED = OPENING.format(charges="charged with theft and placed an immigration detainer and warrant on the subject.")


def rows(table: str) -> list[Any]:
    """The rows of a table, each a test of its own."""
    content = tomllib.loads((TABLES / f"{table}.toml").read_text(encoding="utf-8"))
    return [pytest.param(row, id=row.get("name", row["text"][:60])) for row in content["row"]]


def printed(date: PrintedDate | None) -> str | None:
    """A date in the notation of the tables."""
    if date is None or date.year is not None:
        return date and date.iso
    return f"--{date.month:02}-{date.day:02}"


def words(text: str, found: Any) -> list[str]:
    return [text[start:end] for start, end in found.spans]


@pytest.mark.parametrize("row", rows("agency"))
def test_agency(row: dict) -> None:
    found = agency.read(Narrative.of_text(row["text"]))
    assert found.value == row.get("expect")
    assert [w.replace("’", "'") for w in words(row["text"], found)] == ([found.value] if found else [])


@pytest.mark.parametrize("row", rows("state"))
def test_state(row: dict) -> None:
    assert state.read(Narrative.of_text(row["text"])).value == row.get("expect")


@pytest.mark.parametrize("row", rows("encountered_on"))
def test_encountered_on(row: dict) -> None:
    assert printed(dates.read(Narrative.of_text(row["text"])).value) == row.get("expect")


@pytest.mark.parametrize("row", rows("citizenship"))
def test_citizenship(row: dict) -> None:
    assert citizenship.read(Narrative.of_text(row["text"])).value == row.get("expect")


@pytest.mark.parametrize("row", rows("model"))
def test_model(row: dict) -> None:
    assert model.read(Narrative.of_text(row["text"])).value == row.get("expect")


@pytest.mark.parametrize("row", rows("facility"))
def test_facility(row: dict) -> None:
    assert facility.read(Narrative.of_text(row["text"])).value == row.get("expect")


@pytest.mark.parametrize("row", rows("placements"))
def test_placements(row: dict) -> None:
    narrative = Narrative.of_text(row["text"])
    detainer, warrant = placements.read_detainer(narrative), placements.read_warrant(narrative)
    assert (detainer.value, warrant.value) == (row["detainer"], row["warrant"])
    assert (bool(detainer.spans), bool(warrant.spans)) == (row["detainer"], row["warrant"])


@pytest.mark.parametrize("row", rows("entry"))
def test_entry(row: dict) -> None:
    narrative = Narrative.of_text(row["text"])
    read = (
        entry.read_manner(narrative).value,
        entry.read_date(narrative).value,
        entry.read_place(narrative).value,
        entry.read_previously_removed(narrative).value,
    )
    assert read == (row.get("manner"), row.get("date"), row.get("place"), row.get("removed", False))


@pytest.mark.parametrize("row", rows("immigration_status"))
def test_immigration_status(row: dict) -> None:
    assert status.read(Narrative.of_text(row["text"])).value == row.get("expect")


@pytest.mark.parametrize("row", rows("events"))
def test_events(row: dict) -> None:
    text = CHARGED + row["text"]
    found = events.read(Narrative.of_text(text))
    assert [[f.value.type, printed(f.value.on) or "", f.value.actor or ""] for f in found] == row["expect"]
    for f in found:
        evidence = " ".join(words(text, f)).replace("’", "'")
        assert f.value.actor is None or f.value.actor in evidence


@pytest.mark.parametrize("row", rows("offenses"))
def test_offenses(row: dict) -> None:
    text = OPENING.format(charges=row["text"])
    found = offenses.read(Narrative.of_text(text))
    assert [[f.value.text, f.value.basis, f.value.counts or 0] for f in found] == row["expect"]
    assert [words(text, f) for f in found] == [[f.value.text] for f in found]


@pytest.mark.parametrize("row", rows("grammar"))
def test_grammar(row: dict) -> None:
    text = row["text"]
    parsed = grammar.parse(pieces.cut(text, 0, len(text)))
    assert [text[charge.start : charge.end] for charge in parsed] == row["expect"]
