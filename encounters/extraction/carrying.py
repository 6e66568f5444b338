"""What people corrected in a record, and what of it holds for another record with some of the same words. Pure.

A record that is split or merged is read again. A correction carries over where its words lie in the new
narrative; a correction that took a value away, where the words of that value do.

    corrected(read, now)                  ("agency", "offenses.1")
    carried(read, now, narrative_boxes)   {"agency": "Knox County Sheriff's Office", "evidence": {"agency": [...]}}
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from .contract import dump_encounter
from .layout import Box
from .records import EncounterRecord
from .revise import SCALARS

LISTS = ("offenses", "events")
TWINS = {"citizenship": "citizenship_text", "citizenship_text": "citizenship"}
"""Values read from the same words."""
SLACK = 1.0
"""Points by which words may stick out of the narrative's lines."""


def corrected(read: EncounterRecord, now: EncounterRecord) -> tuple[str, ...]:
    """The values in which a record differs from what the extractor read, lists item by item.

    The narrative and its heading are not among them: every new record has its own, and what a person corrected in
    the text of a narrative goes with its words (`actions.succession_plan`).
    """
    changed = [key for key in SCALARS if key != "heading_state" and getattr(read, key) != getattr(now, key)]
    for name in corrected_lists(read, now):
        changed += [f"{name}.{index}" for index in range(len(getattr(now, name)))] or [name]
    return tuple(changed)


def carried(
    read: EncounterRecord, now: EncounterRecord, narrative: Sequence[Box], *, lists: Collection[str] | None = None
) -> dict[str, Any]:
    """The corrections whose words lie in `narrative` (a box a printed line), as values for `revise`.

    A list that was corrected anywhere goes over item by item; `lists` names those to take, where another
    record's corrections decide it too.
    """
    document = dump_encounter(now)
    changed = corrected(read, now)
    values: dict[str, Any] = {}
    evidence: dict[str, Any] = {}
    for key in changed:
        if key in SCALARS and _lies_in(_words(key, read, now), narrative):
            values[key] = document[key]
            if now.evidence.get(key):
                evidence[key] = document["evidence"][key]
    for name in corrected_lists(read, now) if lists is None else lists:
        kept = [i for i in range(len(getattr(now, name))) if _lies_in(now.evidence.get(f"{name}.{i}", ()), narrative)]
        values[name] = [document[name][i] for i in kept]
        evidence |= {f"{name}.{to}": document["evidence"][f"{name}.{i}"] for to, i in enumerate(kept)}
    return values | {"evidence": evidence} if values else {}


def corrected_lists(read: EncounterRecord, now: EncounterRecord) -> tuple[str, ...]:
    return tuple(name for name in LISTS if getattr(read, name) != getattr(now, name))


def left_behind(read: EncounterRecord, now: EncounterRecord, narratives: Iterable[Sequence[Box]]) -> tuple[str, ...]:
    """The corrections whose words lie in none of the new narratives: a person has to make them again."""
    parts = list(narratives)
    return tuple(
        key
        for key in corrected(read, now)
        if key not in LISTS and not any(_lies_in(_words(key, read, now), part) for part in parts)
    )


def joined(values: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The corrections of several records as those of one: of two for one value the first holds, lists go on."""
    whole: dict[str, Any] = {}
    evidence: dict[str, Any] = {}
    for each in values:
        given = each.get("evidence", {})
        for key in SCALARS:
            if key in each and key not in whole:
                whole[key] = each[key]
                evidence |= {key: given[key]} if key in given else {}
        for name in LISTS:
            items = whole.setdefault(name, []) if name in each else []
            for index, item in enumerate(each.get(name, ())):
                evidence[f"{name}.{len(items)}"] = given[f"{name}.{index}"]
                items.append(item)
    return whole | {"evidence": evidence} if whole else {}


def _words(key: str, read: EncounterRecord, now: EncounterRecord) -> Sequence[Box]:
    """The words of a value; where it has none any more, those of the value that the extractor read."""
    for record in (now, read) if key in SCALARS else (now,):
        for name in (key, TWINS.get(key, key)):
            if record.evidence.get(name):
                return record.evidence[name]
    return ()


def _lies_in(boxes: Sequence[Box], narrative: Sequence[Box]) -> bool:
    """Whether every one of some boxes lies in a line of the narrative; no box lies nowhere."""
    return bool(boxes) and all(any(_inside(box, line) for line in narrative) for box in boxes)


def _inside(box: Box, line: Box) -> bool:
    return (
        box.page == line.page
        and line.x0 - SLACK <= box.x0
        and box.x1 <= line.x1 + SLACK
        and line.top - SLACK <= box.top
        and box.bottom <= line.bottom + SLACK
    )
