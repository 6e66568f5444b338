"""The composition: pages to stories to records, each step in its order.

extract(pages)                 every encounter of a bulletin
read_narrative(narrative)      one encounter, from a paragraph that a reviewer marked by hand
"""

import dataclasses
from collections.abc import Sequence

from . import catalogue, garbage, periods
from .checks import check
from .codes import WordKind
from .gathered import Gathered
from .layout import PageLayout
from .narrative import Narrative
from .periods import Period
from .records import EncounterRecord, Extraction
from .segment import Segmented, segment
from .steps import STEPS
from .templates import template


@garbage.seldom()
def extract(pages: Sequence[PageLayout], *, filename: str | None = None) -> Extraction:
    """Read a bulletin. `filename` may declare its period, as published names do: "encounterReport_FY2020Jul.pdf"."""
    segmented = segment(pages)
    declared = periods.declared(segmented.title, _introduction(pages, segmented), filename)
    records = [
        _record(story.narrative, heading_state=story.heading_state, sequence=number, period=declared)
        for number, story in enumerate(segmented.stories, start=1)
    ]
    usual = declared or periods.usual(record.encountered_on for record in records)
    return Extraction(
        title=segmented.title,
        template=template(story.narrative.text for story in segmented.stories),
        ocr=any(page.source == "ocr" for page in pages),
        page_count=len(pages),
        encounters=tuple(dataclasses.replace(r, warnings=check(r, period=usual)) for r in records),
        unexplained=segmented.unexplained,
        warnings=() if records else (catalogue.warning("no_encounters"),),
        accounts=segmented.accounts,
    )


def read_narrative(
    narrative: Narrative, *, heading_state: str | None = None, sequence: int = 1, period: Period | None = None
) -> EncounterRecord:
    """The record of one narrative. `period` is what the bulletin declares to cover: it supplies a missing year."""
    record = _record(narrative, heading_state=heading_state, sequence=sequence, period=period)
    return dataclasses.replace(record, warnings=check(record, period=period))


def _record(
    narrative: Narrative, *, heading_state: str | None, sequence: int, period: Period | None
) -> EncounterRecord:
    """A record that is not checked yet."""
    gathered = Gathered(narrative, heading_state, period)
    for step in STEPS:
        step(gathered)
    return gathered.record(sequence)


def _introduction(pages: Sequence[PageLayout], segmented: Segmented) -> str:
    """What a bulletin says besides its narratives, in the order of the file: it may declare its period."""
    return " ".join(
        word.text
        for page, account in zip(pages, segmented.accounts, strict=True)
        for word, kind in zip(page.words, account.kinds, strict=True)
        if kind is not WordKind.NARRATIVE
    )
