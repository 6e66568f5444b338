"""Makes what tests need, through the actions that make it in life: a bulletin with its records.

encounter = make_encounter(state="GA")
bulletin = make_bulletin([make_record(1), make_record(2, offenses=())])
"""

import dataclasses
import datetime
import hashlib
from collections.abc import Sequence
from itertools import count
from typing import Any

from encounters.actions import bulletins, drafts
from encounters.extraction.codes import EntryManner, EventType, OffenseBasis, Template, WordKind
from encounters.extraction.layout import Box, Line, PageLayout, Word
from encounters.extraction.narrative import Narrative
from encounters.extraction.records import EncounterRecord, EventRecord, Extraction, OffenseRecord, PageAccount
from encounters.models import Bulletin, Encounter

NOW = datetime.datetime(2026, 3, 1, 12, 0, tzinfo=datetime.UTC)
TEXT = (
    "On January 3, 2020, the Knox County Sheriff’s Office 287(g) Program encountered a citizen of Mexico charged with "
    "cocaine possession and public intoxication and placed an immigration detainer and warrant on the subject. "
    "The subject entered the United States on an unknown date and location without inspection."
)
numbers = count(1)


def print_lines(text: str, *, top: float = 100.0, page: int = 1, words_a_line: int = 12) -> list[Line]:
    """`text` as printed lines: each character 5 points wide, each line 14 points high."""
    words = text.split()
    lines = []
    for number in range(0, len(words), words_a_line):
        x, y, row = 72.0, top + 14 * len(lines), []
        for word in words[number : number + words_a_line]:
            row.append(Word(word, Box(page, x, y, x + 5 * len(word), y + 12)))
            x += 5 * len(word) + 4
        lines.append(Line(tuple(row)))
    return lines


def make_record(sequence: int = 1, text: str = TEXT, **values: Any) -> EncounterRecord:
    """A record whose narrative, agency, citizenship and offenses have their evidence."""
    narrative = Narrative.of(print_lines(text, top=100.0 * sequence))
    record = EncounterRecord(
        sequence=sequence,
        page_first=1,
        page_last=1,
        narrative=narrative.text,
        heading_state="TN",
        state="TN",
        encountered_on=datetime.date(2020, 1, 3),
        agency="Knox County Sheriff's Office",
        citizenship="MEX",
        citizenship_text="Mexico",
        offenses=(
            OffenseRecord("cocaine possession", OffenseBasis.CHARGED, None, "drug-possession-cocaine"),
            OffenseRecord("public intoxication", OffenseBasis.CHARGED, None, "drunkenness-disorderly"),
        ),
        detainer_placed=True,
        warrant_placed=True,
        entry_manner=EntryManner.WITHOUT_INSPECTION,
        confidence={"agency": 0.98, "offenses.0": 0.95, "offenses.1": 0.6},
    )
    spans = {
        key: ((narrative.text.index(words), narrative.text.index(words) + len(words)),)
        for key, words in {
            "agency": "Knox County Sheriff’s Office",
            "citizenship_text": "Mexico",
            "offenses.0": "cocaine possession",
            "offenses.1": "public intoxication",
        }.items()
        if words in narrative.text
    }
    evidence = {key: narrative.boxes(*runs[0]) for key, runs in spans.items()}
    evidence["narrative"] = narrative.boxes(0, len(narrative.text))
    return dataclasses.replace(record, spans=spans, evidence=evidence, **values)


def make_event(**values: Any) -> EventRecord:
    return EventRecord(
        **{"type": EventType.RELEASED, "on": datetime.date(2020, 1, 5), "actor": "Knox County", **values}
    )


def make_bulletin(records: Sequence[EncounterRecord] = (), *, now: datetime.datetime = NOW) -> Bulletin:
    """An extracted bulletin of one page that holds the narratives of `records`."""
    sha256 = hashlib.sha256(str(next(numbers)).encode()).hexdigest()
    bulletin = Bulletin.objects.create(sha256=sha256, filename="bulletin.pdf", byte_size=1000, created_at=now)
    held = bulletins.start(bulletin.pk, now=now)
    words = tuple(w for r in records for line in print_lines(r.narrative, top=100.0 * r.sequence) for w in line.words)
    layout = PageLayout(1, 612.0, 792.0, words)
    extraction = Extraction(
        title="287(g) Encounters",
        template=Template.PROGRAM,
        ocr=False,
        page_count=1,
        encounters=tuple(records),
        accounts=(PageAccount(1, (WordKind.NARRATIVE,) * len(words)),),
    )
    bulletins.finish(held, extraction, now=now)
    drafts.save(held, extraction, [layout], now=now)
    return held


def make_encounter(**values: Any) -> Encounter:
    """One encounter of its own bulletin, waiting for review."""
    return make_bulletin([make_record(**values)]).encounters.select_related("current_revision", "bulletin").get()
