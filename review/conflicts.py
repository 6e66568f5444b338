"""A record that two people wrote at once: where they differ, what is chosen, and the correction that comes of it.

    differences = Differences(mine, opened, base, theirs, layouts)
    differences.choices()           what is to be chosen, a field or an item of a list at a time
    mine.correction(theirs)         {"state": "GA", "evidence": {...}}: what was chosen, to write on theirs

Records are in the form of the contract.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from encounters.extraction.layout import Box
from encounters.extraction.revise import narrative_under
from review.changes import LISTS, NOT_VALUES, Shared, shared
from review.wording import in_words

type Boxes = Mapping[str, list[dict[str, Any]]]
"""Evidence in the form of the contract, by key."""


class NotAsked(ValueError):
    """What was chosen does not fit what was asked: no page of ours has sent it."""


@dataclass(frozen=True, slots=True)
class Mine:
    """What a person has for the record: values by field, and the evidence that they selected for them.

    `taken` are the fields in which they chose their own; `items` what they chose of each item of a list, by the list.
    `revision` is the number of the one that they had before their eyes, `opened` of the one on which they began, and
    `reason` why they changed something.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    evidence: Boxes = field(default_factory=dict)
    revision: str = ""
    opened: str = ""
    reason: str = ""
    taken: frozenset[str] | None = None
    items: Mapping[str, tuple["Taken", ...]] = field(default_factory=dict)

    def evidence_of(self, name: str) -> Boxes:
        return {key: boxes for key, boxes in self.evidence.items() if key.partition(".")[0] == name}

    def correction(self, theirs: Mapping[str, Any]) -> dict[str, Any]:
        """The values to write on `theirs`, with their evidence. Raises `NotAsked` where the lists are not those
        that were chosen from."""
        taken = self.taken or frozenset()
        evidence = {key: boxes for name in taken for key, boxes in self.evidence_of(name).items()}
        values = {name: self.values[name] for name in taken}
        for name, items in self.items.items():
            mine = self.values.get(name, [])
            if sorted(each.theirs for each in items if each.theirs is not None) != list(range(len(theirs[name]))):
                raise NotAsked(f"Not every item of {name} was asked for.")
            if any(each.mine is not None and each.mine >= len(mine) for each in items):
                raise NotAsked(f"No such item of {name}.")
            sides = {"theirs": theirs[name], "mine": mine}
            kept = [each for item in items for each in item.kept]
            values[name] = [sides[side][place] for side, place in kept]
            for at, (side, place) in enumerate(kept):
                if side == "mine" and f"{name}.{place}" in self.evidence:
                    evidence[f"{name}.{at}"] = self.evidence[f"{name}.{place}"]
        return values | ({"evidence": evidence} if evidence else {})

    def took(self, name: str, item: Shared, *, theirs: Any, seen: list[Any]) -> str:
        """What was chosen of an item before, while `theirs` is what it was then; `seen` is their list of that time."""
        for each in self.items[name]:
            then = seen[each.theirs] if each.theirs is not None and each.theirs < len(seen) else None
            if (each.mine, then) == (item.mine, theirs):
                return each.take
        return "theirs"


@dataclass(frozen=True, slots=True)
class Taken:
    """What was chosen of one item, by its places in their list and in mine: `theirs`, `mine`, `both` or `neither`."""

    theirs: int | None
    mine: int | None
    take: str

    @property
    def kept(self) -> list[tuple[str, int]]:
        """What of it is in the list: whose, and its place there."""
        sides = (("theirs", self.theirs), ("mine", self.mine))
        return [(side, place) for side, place in sides if place is not None and self.take in (side, "both")]


@dataclass(frozen=True, slots=True)
class Side:
    """A value of a field, and the words of the page that somebody selected for it, where that is in question."""

    name: str
    value: Any
    words: str = ""
    absent: str = ""
    """What is said where there is no such item in a list."""

    @property
    def shown(self) -> Any:
        return in_words(self.name, self.value)


@dataclass(frozen=True, slots=True)
class Choice:
    """One field or item of a list on which two people differ, in the value or in its words; `take` is chosen at first.

    `places` are those of an item in both lists, for the form. Of an item that `is_settled` nothing is asked.
    """

    name: str
    label: str
    base: Side
    theirs: Side
    mine: Side
    take: str
    places: str = ""
    is_settled: bool = False

    @property
    def mine_json(self) -> str:
        return json.dumps(self.mine.value)

    @property
    def more(self) -> dict[str, str]:
        """What else may be meant where both have the item."""
        has_both = self.places and self.theirs.value is not None and self.mine.value is not None
        return {"both": "both of them", "neither": "neither: leave it out"} if has_both else {}


@dataclass(frozen=True, slots=True)
class Differences:
    """What two people have, and what was there when this one last looked and when they began: each in the form of the
    contract, with the pages for its words."""

    mine: Mine
    opened: Mapping[str, Any]
    base: Mapping[str, Any]
    theirs: Mapping[str, Any]
    layouts: Mapping[int, Any]

    def choices(self) -> list[Choice]:
        """Where `mine` differs from `theirs`, the items of a list one by one. A person's own is chosen at first where
        nobody else changed it; when they have chosen before, only where they chose it."""
        found: list[Choice] = []
        for name in self.mine.values:
            if name in LISTS:
                items = list(self._items(name))
                found += items if any(not each.is_settled for each in items) else []
            elif name not in NOT_VALUES:
                found += self._field(name)
        return found

    def _field(self, name: str) -> Iterator[Choice]:
        mine, base, theirs = self.mine.values[name], self.base[name], self.theirs[name]
        keys = list(self.mine.evidence_of(name))
        if mine == theirs and self._same(self.theirs, keys):
            return
        own = base == theirs and self._same_words(keys) and (self.mine.taken is None or name in self.mine.taken)
        yield Choice(
            name,
            name.replace("_", " "),
            base=Side(name, base, self._quoted(self.base["evidence"], keys)),
            theirs=Side(name, theirs, self._quoted(self.theirs["evidence"], keys)),
            mine=Side(name, mine, self._quoted(self.mine.evidence, keys)),
            take="mine" if own else "theirs",
        )

    def _items(self, name: str) -> Iterator[Choice]:
        # An item of mine is known by the list on which I began, not by one in which others have put theirs since.
        for number, each in enumerate(shared(self.opened[name], self.theirs[name], self.mine.values[name])):
            base = self._side(name, each.base, self.opened, self.opened["evidence"], each)
            theirs = self._side(name, each.theirs, self.theirs, self.theirs["evidence"], each)
            mine = self._side(name, each.mine, self.mine.values, self.mine.evidence, each)
            if name in self.mine.items:
                take = self.mine.took(name, each, theirs=theirs.value, seen=self.base[name])
            else:
                take = "mine" if base == theirs else "theirs"
            yield Choice(
                f"{name}.{number}",
                f"{name.removesuffix('s')} {number + 1}",
                base,
                theirs,
                mine,
                take=take,
                places="~".join("" if place is None else str(place) for place in (each.theirs, each.mine)),
                is_settled=theirs == mine,
            )

    def _side(self, name: str, place: int | None, record: Mapping[str, Any], evidence: Boxes, item: Shared) -> Side:
        """An item as one list has it; its words only where mine were selected, and so are in question."""
        if place is None:
            return Side(name, None, absent="not in the list")
        asked = item.mine is not None and f"{name}.{item.mine}" in self.mine.evidence
        return Side(name, record[name][place], self._quoted(evidence, [f"{name}.{place}"]) if asked else "")

    def _same(self, record: Mapping[str, Any], keys: Iterable[str]) -> bool:
        return all(self.mine.evidence[key] == record["evidence"].get(key) for key in keys)

    def _same_words(self, keys: Iterable[str]) -> bool:
        return all(self.base["evidence"].get(key) == self.theirs["evidence"].get(key) for key in keys)

    def _quoted(self, evidence: Boxes, keys: Iterable[str]) -> str:
        boxes = [Box(**box) for key in keys for box in evidence.get(key, ())]
        return narrative_under(boxes, self.layouts).text
