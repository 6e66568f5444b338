"""A record as a person corrects it: what they changed, and what follows from it.

    revise(record, {"state": "GA"}, narrative=narrative)

Values come in the form of the contract. A changed text is looked up in the narrative, and its words
become its evidence; `evidence` among the values (of words that the person selected on the page) wins over
that. What a person set has confidence 1, the agency is resolved again, and the checks run anew. Where the
narrative itself is corrected, spans move with their words; a span whose words changed is dropped.
"""

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from .checks import check
from .coding import agencies
from .contract import dump_encounter, load_encounter
from .invisible import visible
from .layout import Box, Line, PageLayout, Word
from .narrative import Narrative
from .records import EncounterRecord, Span

SCALARS = (
    "heading_state", "state", "encountered_on", "agency", "program_model", "facility", "citizenship",
    "citizenship_text", "detainer_placed", "warrant_placed", "entry_manner", "entry_date", "entry_place",
    "previously_removed", "immigration_status",
)  # fmt: skip
APOSTROPHES = "['’‘]"


@dataclasses.dataclass(slots=True)
class Support:
    """What stands behind the values of a record, by evidence key."""

    evidence: dict[str, tuple[Box, ...]]
    spans: dict[str, tuple[Span, ...]]
    confidence: dict[str, float]

    def drop(self, key: str) -> None:
        for part in (self.evidence, self.spans, self.confidence):
            part.pop(key, None)

    def move(self, other: "Support", source: str, to: str) -> None:
        """Take over what `other` has for `source`, under the key `to`."""
        if source in other.evidence:
            self.evidence[to] = other.evidence[source]
        if source in other.spans:
            self.spans[to] = other.spans[source]
        if source in other.confidence:
            self.confidence[to] = other.confidence[source]


def revise(record: EncounterRecord, values: Mapping[str, Any], *, narrative: Narrative) -> EncounterRecord:
    """The record with `values` in place of its own; `evidence` need hold only the keys that change.

    Raises `ContractError` naming the value that is wrong.
    """
    revised = load_encounter({**dump_encounter(record), **values})
    spans = moved(record.spans, before=record.narrative, after=revised.narrative)
    old = Support(dict(record.evidence), dict(spans), dict(record.confidence))
    new = Support(dict(record.evidence), dict(spans), dict(record.confidence))
    _follow_scalars(record, revised, new, narrative)
    for name, item_text in (("offenses", "text"), ("events", "actor")):
        _follow_list(name, item_text, record, revised, old, new, narrative)
    for key, boxes in revised.evidence.items():
        if boxes != record.evidence.get(key):
            new.evidence[key] = boxes
            new.confidence[key] = 1.0
            new.spans.pop(key, None)
            selected = {key: spans_under(boxes, narrative)}
            new.spans.update(moved(selected, before=narrative.text, after=revised.narrative) if selected[key] else {})
    return _checked(dataclasses.replace(revised, evidence=new.evidence, spans=new.spans, confidence=new.confidence))


def moved(spans: Mapping[str, tuple[Span, ...]], *, before: str, after: str) -> Mapping[str, tuple[Span, ...]]:
    """Where the same words stand in a corrected narrative; spans whose words were changed themselves are left out."""
    if before == after:
        return spans
    same = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()

    def follow(runs: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(
            (start + block.b - block.a, end + block.b - block.a)
            for start, end in runs
            for block in same
            if block.a <= start and end <= block.a + block.size
        )

    return {key: found for key, runs in spans.items() if (found := follow(runs))}


def _checked(record: EncounterRecord) -> EncounterRecord:
    match = agencies.match(record.agency, record.state) if record.agency else None
    record = dataclasses.replace(record, agency_match=match, warnings=())
    return dataclasses.replace(record, warnings=check(record))


def _follow_scalars(before: EncounterRecord, after: EncounterRecord, support: Support, narrative: Narrative) -> None:
    for key in SCALARS:
        value = getattr(after, key)
        if value == getattr(before, key):
            continue
        if value is None or value is False:
            support.drop(key)
        else:
            _place(key, value, support, narrative)
        support.confidence[key] = 1.0


def _follow_list(
    name: str,
    text: str,
    before: EncounterRecord,
    after: EncounterRecord,
    old: Support,
    new: Support,
    narrative: Narrative,
) -> None:
    """Pair the items of the new list with those of the old, first by likeness, then by place."""
    was, now = getattr(before, name), getattr(after, name)
    for index in range(len(was)):
        new.drop(f"{name}.{index}")
    sources = _pair(was, now)
    for index, item in enumerate(now):
        key, source = f"{name}.{index}", sources[index]
        if source is not None:
            new.move(old, f"{name}.{source}", key)
        if source is None or was[source] != item:
            new.confidence[key] = 1.0
        if source is None or getattr(was[source], text) != getattr(item, text):
            _place(key, getattr(item, text), new, narrative)


def _pair(was: Sequence[object], now: Sequence[object]) -> list[int | None]:
    free = set(range(len(was)))
    sources: list[int | None] = []
    for item in now:
        same = next((i for i in sorted(free) if was[i] == item), None)
        free.discard(-1 if same is None else same)
        sources.append(same)
    for index, source in enumerate(sources):
        if source is None and index in free:
            sources[index] = index
            free.discard(index)
    return sources


def _place(key: str, value: object, support: Support, narrative: Narrative) -> None:
    """Where the narrative has the value word for word, that is its evidence; else the old words stay."""
    span = find(str(value), narrative) if isinstance(value, str) else None
    if span:
        support.evidence[key], support.spans[key] = narrative.boxes(*span), (span,)


def find(text: str, narrative: Narrative) -> Span | None:
    """The characters of the narrative that spell `text`, whatever the case, spaces and apostrophes."""
    words = [re.sub(APOSTROPHES, APOSTROPHES, re.escape(word)) for word in text.split()]
    found = re.search(rf"(?<!\w){r'\s+'.join(words)}(?!\w)", narrative.text, re.IGNORECASE) if words else None
    return found.span() if found else None


def spans_under(boxes: Iterable[Box], narrative: Narrative) -> tuple[Span, ...]:
    """The stretches of the narrative whose words lie in `boxes`, which were drawn around whole words."""
    boxes = tuple(boxes)
    spans: list[Span] = []
    behind = -1
    for number, (word, start) in enumerate(zip(narrative.words, narrative.starts, strict=True)):
        if not any(box.page == word.box.page and _lies_in(word, box) for box in boxes):
            continue
        end = min(start + len(visible(word.text)), len(narrative.text))
        if number == behind:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        behind = number + 1
    return tuple(spans)


def narrative_under(boxes: Iterable[Box], pages: Mapping[int, PageLayout]) -> Narrative:
    """The narrative whose printed lines `boxes` surround, in their order, from the words of the pages."""
    lines = []
    for box in boxes:
        inside = [word for word in pages[box.page].words if _lies_in(word, box)] if box.page in pages else []
        if inside:
            lines.append(Line(tuple(sorted(inside, key=lambda word: word.box.x0))))
    return Narrative.of(lines)


def _lies_in(word: Word, box: Box) -> bool:
    across = (word.box.x0 + word.box.x1) / 2
    return box.x0 <= across <= box.x1 and box.top <= word.box.middle <= box.bottom
