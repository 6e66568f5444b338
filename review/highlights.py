"""What is lit on a page and in a narrative, in which hue, and what is doubtful. Pure.

A hue means a family of fields and nothing else: `offenses.2` and `offenses.0` are both `offense`. Lengths
are PDF points, origin at the top left of the page.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from encounters.extraction.confidence import DOUBTFUL_BELOW
from encounters.extraction.layout import Box, around
from encounters.extraction.records import EncounterRecord, Span

HUES = {
    "encountered_on": "date",
    "agency": "agency",
    "state": "agency",
    "program_model": "agency",
    "facility": "agency",
    "citizenship": "citizenship",
    "citizenship_text": "citizenship",
    "offenses": "offense",
    "detainer_placed": "placed",
    "warrant_placed": "placed",
    "entry_manner": "entry",
    "entry_date": "entry",
    "entry_place": "entry",
    "previously_removed": "entry",
    "immigration_status": "status",
    "events": "event",
}


def hue(key: str) -> str:
    """The hue of an evidence key, or "" for one that is not lit (the narrative itself, a heading)."""
    return HUES.get(key.partition(".")[0], "")


def label(key: str) -> str:
    """An evidence key in words: `program model`, `offense b`."""
    name, _, place = key.partition(".")
    if name in ("offenses", "events") and place.isdecimal():
        return f"{name[:-1]} {letter(int(place))}"
    return name.replace("_", " ")


def letter(place: int) -> str:
    """The letter of an item of a list: `a` for the first; those behind `z` have none."""
    return chr(ord("a") + place) if place < 26 else ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the narrative that the same values rest on; `keys` are separated by spaces, the first gives the hue."""

    text: str
    keys: str
    hue: str


def pieces(text: str, spans: Mapping[str, Sequence[Span]]) -> list[Piece]:
    """The narrative cut wherever the words of a value begin or end. Where values share words, all are named."""
    marks = [(start, end, key) for key, runs in spans.items() if hue(key) for start, end in runs]
    cuts = sorted({0, len(text), *(edge for start, end, _ in marks for edge in (start, end) if 0 <= edge <= len(text))})
    found = []
    for start, end in pairwise(cuts):
        over = sorted((to - frm, key) for frm, to, key in marks if frm <= start and end <= to)
        keys = [key for _, key in over]
        found.append(Piece(text[start:end], " ".join(keys), hue(keys[0]) if keys else ""))
    return found


@dataclass(frozen=True, slots=True)
class Lit:
    """One evidence box on a page."""

    key: str
    hue: str
    box: Box

    @property
    def label(self) -> str:
        return label(self.key)


def lit(evidence: Mapping[str, Sequence[Box]], page: int) -> list[Lit]:
    return [Lit(key, hue(key), box) for key, boxes in evidence.items() if hue(key) for box in boxes if box.page == page]


def frames(boxes: Iterable[Box], *, margin: float = 5) -> list[Box]:
    """Frames around a narrative's lines: one for each column of each page that it stands on."""
    runs: list[list[Box]] = []
    for box in boxes:
        last = runs[-1][-1] if runs else None
        if last and last.page == box.page and box.top > last.top and box.x0 < last.x1 and last.x0 < box.x1:
            runs[-1].append(box)
        else:
            runs.append([box])
    return [
        Box(whole.page, whole.x0 - margin, whole.top - margin, whole.x1 + margin, whole.bottom + margin)
        for whole in map(around, runs)
    ]


def doubtful(record: EncounterRecord) -> dict[str, float]:
    """The keys of what a reviewer should look at first, with their confidence, the most doubtful first."""
    low = {key: value for key, value in record.confidence.items() if value < DOUBTFUL_BELOW and key != "narrative"}
    return dict(sorted(low.items(), key=lambda item: item[1]))


def printed(record: EncounterRecord, key: str) -> str:
    """The words that a value rests on, as printed; runs that stand apart are joined by an ellipsis."""
    return " … ".join(record.narrative[start:end] for start, end in record.spans.get(key, ()))


def by_page(boxes: Iterable[Box]) -> dict[int, list[Box]]:
    ordered = sorted(boxes, key=lambda box: box.page)
    return {page: list(group) for page, group in groupby(ordered, key=lambda box: box.page)}
