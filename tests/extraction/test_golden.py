"""The sample bulletins: every printed form of a month gives the same records, and they are those of its gold file."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.scoring import Score
from encounters.extraction import extract
from encounters.extraction.contract import dump_encounter
from encounters.extraction.records import Extraction
from encounters.reading import pdfium

GOLDEN = Path(__file__).parent.parent / "golden"
FORMS = {
    "2020-01-word": "2020-01",
    "2020-01-two-column": "2020-01",
    "2020-01-flow": "2020-01",
    "2025-10-officer": "2025-10-officer",
}
PLACED = {"evidence", "page_first", "page_last", "confidence", "warnings"}


@pytest.fixture(scope="module")
def extractions() -> dict[str, Extraction]:
    found = {}
    for form in FORMS:
        with pdfium.opened(GOLDEN / f"{form}.pdf") as document:
            found[form] = extract([document.read(n) for n in range(1, document.page_count + 1)])
    return found


def gold(name: str) -> list[dict[str, Any]]:
    return json.loads((GOLDEN / f"{name}.gold.json").read_text(encoding="utf-8"))["encounters"]


@pytest.mark.parametrize("form", FORMS)
def test_every_value_is_that_of_the_gold(extractions: dict[str, Extraction], form: str) -> None:
    score = Score()
    score.add(form, gold(FORMS[form]), [dump_encounter(record) for record in extractions[form].encounters])
    assert score.differences == []
    assert set(score.figures().values()) == {1.0}


def test_layout_does_not_change_the_records(extractions: dict[str, Extraction]) -> None:
    """Only places differ; the scorer overlooks typography and spaces, this does not."""
    word, *others = (
        [
            {key: value for key, value in dump_encounter(r).items() if key not in PLACED}
            for r in extractions[form].encounters
        ]
        for form, month in FORMS.items()
        if month == "2020-01"
    )
    assert others == [word, word]


def test_templates_and_document_warnings(extractions: dict[str, Extraction]) -> None:
    templates = {form: extraction.template for form, extraction in extractions.items()}
    assert templates == dict.fromkeys(FORMS, "program") | {"2025-10-officer": "officer"}
    assert {extraction.warnings for extraction in extractions.values()} == {()}


@pytest.mark.parametrize("form", FORMS)
def test_every_value_that_is_printed_has_evidence_on_its_page(extractions: dict[str, Extraction], form: str) -> None:
    extraction = extractions[form]
    for record in extraction.encounters:
        printed = {
            key
            for key in (
                "agency",
                "citizenship_text",
                "encountered_on",
                "program_model",
                "entry_manner",
                "immigration_status",
            )
            if getattr(record, key) is not None
        }
        printed |= {key for key in ("detainer_placed", "warrant_placed", "previously_removed") if getattr(record, key)}
        printed |= {f"offenses.{n}" for n in range(len(record.offenses))} | {
            f"events.{n}" for n in range(len(record.events))
        }
        assert printed | {"narrative"} <= record.evidence.keys()
        assert record.evidence.keys() == record.spans.keys()
        for boxes in record.evidence.values():
            assert all(1 <= box.page <= extraction.page_count and box.width > 0 and box.height > 0 for box in boxes)


@pytest.mark.parametrize("form", FORMS)
def test_spans_spell_the_values(extractions: dict[str, Extraction], form: str) -> None:
    for record in extractions[form].encounters:
        for number, offense in enumerate(record.offenses):
            (span,) = record.spans[f"offenses.{number}"]
            assert record.narrative[slice(*span)] == offense.text
        (span,) = record.spans["agency"]
        assert record.narrative[slice(*span)].replace("’", "'") == record.agency
