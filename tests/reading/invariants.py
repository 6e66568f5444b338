"""What is true of every reading and every extraction, whatever file they come from.

holds(pages)                the words of a reading can be shown and kept, and lie on their pages
accounted(pages)            the extraction of the pages, of which all that follows is true:
                            every word is accounted for once, evidence lies on the page, the contract is kept
"""

import json
import math
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import Any

import jsonschema

import encounters.extraction
from encounters.extraction import contract, extract
from encounters.extraction.layout import Box, PageLayout
from encounters.extraction.records import EncounterRecord, Extraction
from encounters.reading.wire import NEVER

SCHEMA = json.loads((files(encounters.extraction) / "extraction.schema.json").read_text(encoding="utf-8"))
VALID = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
SLACK = 0.02
"""Points: boxes of evidence are rounded to a hundredth."""


def holds(pages: Sequence[PageLayout]) -> None:
    numbers = [page.number for page in pages]
    assert numbers == sorted(set(numbers))
    for page in pages:
        assert 0 < page.width < math.inf
        assert 0 < page.height < math.inf
        for word in page.words:
            assert word.text
            assert NEVER.isdisjoint(word.text)
            assert 0 <= word.confidence <= 1
        on_page((word.box for word in page.words), {page.number: page})


def on_page(boxes: Iterable[Box], pages: dict[int, PageLayout]) -> None:
    for box in boxes:
        page = pages[box.page]
        assert -SLACK <= box.x0 <= box.x1 <= page.width + SLACK, box
        assert -SLACK <= box.top <= box.bottom <= page.height + SLACK, box


def accounted(pages: Sequence[PageLayout]) -> Extraction:
    extraction = extract(pages)
    assert [(page.number, len(page.words)) for page in pages] == [
        (account.number, len(account.kinds)) for account in extraction.accounts
    ]
    by_number = {page.number: page for page in pages}
    for record in extraction.encounters:
        consistent(record)
        for boxes in record.evidence.values():
            on_page(boxes, by_number)
    for strange in extraction.unexplained:
        on_page(strange.boxes, by_number)
    kept(extraction)
    return extraction


def consistent(record: EncounterRecord) -> None:
    """What is true of a record by itself."""
    for spans in record.spans.values():
        assert all(0 <= start < end <= len(record.narrative) for start, end in spans), spans
    assert all(0 <= confidence <= 1 for confidence in record.confidence.values())
    assert contract.load_encounter(contract.dump_encounter(record)) == record


def kept(extraction: Extraction) -> dict[str, Any]:
    """The extraction as the contract has it: valid, and the same when it is read again."""
    document = contract.dump(extraction, sha256="0" * 64, filename="hostile.pdf")
    text = json.dumps(document, ensure_ascii=False, allow_nan=False)
    text.encode()
    VALID.validate(document)
    assert contract.load(json.loads(text)) == extraction
    return document
