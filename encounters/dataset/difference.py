"""What changed between two releases, in words of the domain.

    changes([(before, after)])  yields  Change("9f86d081884c-0001", (FieldChange("state", "GA", "FL"),)

A record keeps its id for ever, so records are compared by id. One whose approved revision is another but
whose values are the same is not changed; one that was verified otherwise is.
"""

from collections import defaultdict
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
    """Record ids. A record that was `split` is given with what came of it, those that were `merged` with what
    they became; neither is among the added and the withdrawn.
    """

    added: tuple[str, ...] = ()
    changed: tuple[Change, ...] = ()
    withdrawn: tuple[str, ...] = ()
    split: tuple[tuple[str, tuple[str, ...]], ...] = ()
    merged: tuple[tuple[tuple[str, ...], str], ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.changed or self.withdrawn or self.split or self.merged)


@dataclass(frozen=True, slots=True)
class Step:
    """One record that was split or merged, and one that came of it. `kind` is `split` or `merge`."""

    kind: str
    old: str
    new: str


def compared(
    added: Iterable[str], changed: Iterable[Change], withdrawn: Iterable[str], steps: Iterable[Step]
) -> Difference:
    """The difference, with what `steps` tie together taken out of the added and the withdrawn."""
    split: dict[str, list[str]] = defaultdict(list)
    merged: dict[str, list[str]] = defaultdict(list)
    gone, come = set(), set()
    for step in steps:
        gone.add(step.old)
        come.add(step.new)
        if step.kind == "split":
            split[step.old].append(step.new)
        else:
            merged[step.new].append(step.old)
    return Difference(
        added=tuple(record_id for record_id in added if record_id not in come),
        changed=tuple(changed),
        withdrawn=tuple(record_id for record_id in withdrawn if record_id not in gone),
        split=tuple((old, tuple(news)) for old, news in split.items()),
        merged=tuple((tuple(olds), new) for new, olds in merged.items()),
    )


def field_changes(before: ReleasedRecord, after: ReleasedRecord) -> tuple[FieldChange, ...]:
    """The values of one record that differ, in the order of the contract, then its grade."""
    pairs = [(key, before.values[key], after.values[key]) for key in CORRECTABLE]
    pairs.append(("verification", before.verification, after.verification))
    return tuple(FieldChange(field, old, new) for field, old, new in pairs if old != new)


def changes(pairs: Iterable[tuple[ReleasedRecord, ReleasedRecord]]) -> Iterator[Change]:
    """Of pairs (before, after) of one record each, those whose values differ."""
    for before, after in pairs:
        if fields := field_changes(before, after):
            yield Change(after.record_id, fields)
