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


# --- A list that two people changed ---------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Shared:
    """One item as three lists have it, by its place in each; null where a list has it not."""

    base: int | None
    theirs: int | None
    mine: int | None


def shared(
    base: Sequence[Mapping[str, Any]], theirs: Sequence[Mapping[str, Any]], mine: Sequence[Mapping[str, Any]]
) -> tuple[Shared, ...]:
    """Every item of `theirs` and of `mine` once, in the order of `theirs`, with what only `mine` has behind the item
    that it follows there. What both added counts as one item where its words are the same."""
    from_base = [_paired(base, theirs), _paired(base, mine)]
    of_theirs, of_mine = ({new: old for old, new in pairs.items()} for pairs in from_base)
    added = {place: item for place, item in enumerate(mine) if place not in of_mine}
    found = []
    for place, item in enumerate(theirs):
        old = of_theirs.get(place)
        own = from_base[1].get(old) if old is not None else None
        if old is None:
            own = next((other for other, each in added.items() if _words(each) == _words(item)), None)
        added.pop(-1 if own is None else own, None)
        found.append(Shared(old, place, own))
    for place in range(len(mine)):
        if all(each.mine != place for each in found):
            before = next((at for at, each in enumerate(found) if place and each.mine == place - 1), -1)
            found.insert(before + 1, Shared(of_mine.get(place), None, place))
    return tuple(found)


def _paired(old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    """The places of the same items in two lists: what is equal, then what has the same words, then place by place."""
    pairs: dict[int, int] = {}
    free = set(range(len(new)))
    for known_by in (_key, _words, None):
        for place in (each for each in range(len(old)) if each not in pairs):
            alike = sorted(free) if known_by else free & {place}
            same = next((n for n in alike if known_by is None or known_by(old[place]) == known_by(new[n])), None)
            if same is not None:
                pairs[place] = same
                free.remove(same)
    return pairs


def _words(item: Mapping[str, Any]) -> str:
    """What an item is known by: the printed charge, or what happened and when."""
    return str(item["text"] if "text" in item else (item["type"], item["on"])).casefold()
