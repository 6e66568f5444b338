"""Records for tests of the dataset: one from few words, any by Hypothesis, those of the gold files."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from encounters.dataset.rows import ReleasedRecord
from encounters.extraction.contract import dump_encounter
from encounters.extraction.records import EncounterRecord
from encounters.lifecycle import Verification
from tests.extraction.test_contract import encounter

GOLD = Path(__file__).parent.parent / "golden"
SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
NARRATIVE = (
    "On January 3, 2020, the Craighead County Sheriff’s Office 287(g) Program encountered a citizen of Honduras."
)


def values(**changed: Any) -> dict[str, Any]:
    """An encounter in the form of the contract."""
    return dump_encounter(EncounterRecord(sequence=1, page_first=1, page_last=1, narrative=NARRATIVE)) | changed


def record(number: int = 1, **changed: Any) -> ReleasedRecord:
    """A record whose values are `changed`; the names of other facts about it are those of `ReleasedRecord`."""
    facts = {name: changed.pop(name) for name in list(changed) if name in ReleasedRecord.__dataclass_fields__}
    whole = ReleasedRecord(
        record_id=f"{SHA256[:12]}-{number:04d}",
        bulletin_sha256=SHA256,
        bulletin_filename="2020-01.pdf",
        bulletin_title=None,
        source_url=None,
        values=values(sequence=number) | changed,
        agency_match=None,
        revision=1,
        approved_at="2026-11-03T14:05:06Z",
        verification=Verification.ONE_READER,
        extractor_version="1.0.0",
        spans={},
    )
    return replace(whole, **facts)


def gold(name: str) -> list[dict[str, Any]]:
    """The encounters of a gold file. Where it allows several categories, the first is taken."""
    encounters = json.loads((GOLD / name).read_text(encoding="utf-8"))["encounters"]
    for labelled in encounters:
        for offense in labelled["offenses"]:
            offense["category"] = offense["category"][0] if offense["category"] else None
    return encounters


any_record = st.builds(
    lambda values, machine: record(values.sequence, **dump_encounter(values), machine=machine),
    encounter,
    st.none() | encounter.map(dump_encounter),
)
