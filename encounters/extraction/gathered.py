"""What is known of one narrative while it is read: values with their places and confidence, by key of the contract."""

from dataclasses import dataclass, field
from typing import Any

from . import confidence
from .found import Found
from .narrative import Narrative
from .periods import Period
from .records import AgencyMatch, EncounterRecord, EventRecord, OffenseRecord, Span


@dataclass(slots=True)
class Gathered:
    """The draft of a record. `keep` is the only way in; `record` gives the result."""

    narrative: Narrative
    heading_state: str | None
    period: Period | None
    values: dict[str, Any] = field(default_factory=dict)
    spans: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    certainty: dict[str, float] = field(default_factory=dict)
    offenses: list[OffenseRecord] = field(default_factory=list)
    events: list[EventRecord] = field(default_factory=list)
    agency_match: AgencyMatch | None = None

    def keep(self, key: str, found: Found[Any]) -> None:
        """Keep a value under its key, with its places and its reader's certainty."""
        self.values[key] = found.value
        self.note(key, found)

    def add_offense(self, offense: OffenseRecord, found: Found[Any]) -> None:
        self.note(f"offenses.{len(self.offenses)}", found)
        self.offenses.append(offense)

    def add_event(self, event: EventRecord, found: Found[Any]) -> None:
        self.note(f"events.{len(self.events)}", found)
        self.events.append(event)

    def note(self, key: str, found: Found[Any]) -> None:
        self.spans.pop(key, None)
        if found.spans:
            self.spans[key] = found.spans
        self.certainty[key] = found.confidence

    def record(self, sequence: int) -> EncounterRecord:
        narrative = self.narrative
        whole = (0, len(narrative.text))
        pages = [word.box.page for word in narrative.words]
        spans = {"narrative": (whole,), **self.spans}
        return EncounterRecord(
            sequence=sequence,
            page_first=min(pages),
            page_last=max(pages),
            narrative=narrative.text,
            heading_state=self.heading_state,
            **self.values,
            offenses=tuple(self.offenses),
            events=tuple(self.events),
            evidence={key: tuple(box for span in of for box in narrative.boxes(*span)) for key, of in spans.items()},
            confidence=self._confidence(),
            spans=spans,
            agency_match=self.agency_match,
        )

    def _confidence(self) -> dict[str, float]:
        """By key; a list without an item has one for being empty."""
        words = confidence.of_narrative(self.narrative)
        found = {"narrative": round(words, 3)}
        for key, certainty in self.certainty.items():
            under = words if words == 1 else confidence.of_words(self.narrative, self.spans.get(key, ()))
            found[key] = confidence.of(key, certainty, under)
        for name, items in (("offenses", self.offenses), ("events", self.events)):
            if not items:
                found[name] = confidence.of(name, EMPTY[name], words)
        return found


EMPTY = {"offenses": 0.3, "events": 0.98}
"""How sure it is that a list is empty where nothing was found for it."""
