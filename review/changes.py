"""What differs between two records, field by field, in the contract's words. Pure.

    differences(before, after) -> (Change("state", "FL", "GA"), Change("offenses.1", None, {"text": ...}))

Items of a list are paired as a person would: an offense put in front does not change those behind it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from encounters.extraction.contract import dump_encounter
from encounters.extraction.records import EncounterRecord

NOT_VALUES = frozenset({"sequence", "evidence", "confidence", "warnings"})
LISTS = ("offenses", "events")


@dataclass(frozen=True, slots=True)
class Change:
    """One field, or one item of a list, as JSON values; null before means added, null after removed."""

    field: str
    before: Any
    after: Any


def differences(before: EncounterRecord, after: EncounterRecord) -> tuple[Change, ...]:
    return tuple(between(dump_encounter(before), dump_encounter(after)))


def between(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    """The same for records in the form of the contract, in its order; what is no value is left out."""
    for field in before:
        if field in NOT_VALUES or before[field] == after[field]:
            continue
        if field in LISTS:
            yield from _items(field, before[field], after[field])
        else:
            yield Change(field, before[field], after[field])


def _items(field: str, before: Sequence[Any], after: Sequence[Any]) -> Iterator[Change]:
    matcher = SequenceMatcher(None, [_key(item) for item in before], [_key(item) for item in after], autojunk=False)
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        for offset in range(max(i_end - i, j_end - j)):
            old = before[i + offset] if i + offset < i_end else None
            new = after[j + offset] if j + offset < j_end else None
            yield Change(f"{field}.{j + offset if new else i + offset}", old, new)


def _key(item: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple(sorted(item.items()))
