"""Made bulletins: a record says the same in every form, and its boxes, read by another library, spell its values."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from benchmarks.extraction import pages_of, spells
from encounters.extraction import extract
from encounters.extraction.contract import dump_encounter
from encounters.reading import plumber
from tests.synthetic import layouts, narratives, office
from tests.synthetic.office_traits import any_form

GOLDEN = Path(__file__).parent.parent / "golden"
TEXT = ("2020-01-word", "2020-01-two-column", "2020-01-flow", "2025-10-officer")
FORMS = (
    "one-column",
    "hyphenated",
    "three-columns",
    "turned-90",
    "on-its-other-side",
    "run-in-headings",
    "row-major",
    "shuffled",
    "cropped",
)
PLACED = {"evidence", "page_first", "page_last", "confidence", "warnings"}
LEAST = 0.99


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, list[dict[str, Any]]]]:
    """File and records of one bulletin in each form."""
    folder = tmp_path_factory.mktemp("forms")
    composed = narratives.bulletin(31, template="mixed", encounters=8)
    printed = {}
    for form in FORMS:
        path = folder / f"{form}.pdf"
        bulletin = layouts.Bulletin(composed.sections, title=composed.title)
        path.write_bytes(layouts.render(bulletin, layouts.LAYOUTS[form], 1).pdf)
        printed[form] = path, records(path)
    return printed


def records(path: Path) -> list[dict[str, Any]]:
    return [dump_encounter(record) for record in extract(pages_of(path)).encounters]


def spelled(path: Path, found: list[dict[str, Any]]) -> Iterator[bool]:
    with plumber.opened(path) as document:
        words = {number: document.read(number).words for number in range(1, document.page_count + 1)}
    for record in found:
        yield from spells(record, words)


def test_a_record_says_the_same_in_every_form(made: dict[str, tuple[Path, list[dict[str, Any]]]]) -> None:
    said = {
        form: [{key: value for key, value in record.items() if key not in PLACED} for record in found]
        for form, (_, found) in made.items()
    }
    first = said["one-column"]
    assert len(first) == 8
    assert {form: found == first for form, found in said.items()} == dict.fromkeys(FORMS, True)


def test_boxes_read_again_spell_the_values(made: dict[str, tuple[Path, list[dict[str, Any]]]]) -> None:
    files = [*made.values(), *((path, records(path)) for path in (GOLDEN / f"{name}.pdf" for name in TEXT))]
    right = [right for path, found in files for right in spelled(path, found)]
    assert len(right) > 300
    assert sum(right) >= LEAST * len(right)


def test_forms_of_the_word_processor_hold_every_story_in_well_formed_documents() -> None:
    """`benchmarks.office_forms` prints them where LibreOffice is installed; here they need only be right."""
    composed = narratives.bulletin(31, template="mixed", encounters=8)
    bulletin = layouts.Bulletin(composed.sections, title=composed.title)
    for seed in range(40):
        form = any_form(random.Random(seed))  # noqa: S311 - a test form, no secret
        text = "".join(ElementTree.fromstring(office.document(bulletin, form)).itertext())  # noqa: S314 - our own
        if not form.notes and not form.soft:
            assert all(story in text for _, stories in composed.sections for story in stories), form
