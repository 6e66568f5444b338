"""What changed between two releases, in words of the domain.

    changes([(before, after)])  yields  Change("9f86d081884c-0001", (FieldChange("state", "GA", "FL"),)

A record keeps its id for ever, so records are compared by id. One whose approved revision is another but
whose values are the same is not changed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from .rows import CORRECTABLE, ReleasedRecord


@dataclass(frozen=True, slots=True)
class FieldChange:
    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Change:
    record_id: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Record ids; `split` and `merged` are for records that become several, or one."""

    added: tuple[str, ...] = ()
    changed: tuple[Change, ...] = ()
    withdrawn: tuple[str, ...] = ()
    split: tuple[tuple[str, tuple[str, ...]], ...] = ()
    merged: tuple[tuple[tuple[str, ...], str], ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.changed or self.withdrawn or self.split or self.merged)


def field_changes(before: ReleasedRecord, after: ReleasedRecord) -> tuple[FieldChange, ...]:
    """The values of one record that differ, in the order of the contract."""
    return tuple(
        FieldChange(key, before.values[key], after.values[key])
        for key in CORRECTABLE
        if before.values[key] != after.values[key]
    )


def changes(pairs: Iterable[tuple[ReleasedRecord, ReleasedRecord]]) -> Iterator[Change]:
    """Of pairs (before, after) of one record each, those whose values differ."""
    for before, after in pairs:
        if fields := field_changes(before, after):
            yield Change(after.record_id, fields)
