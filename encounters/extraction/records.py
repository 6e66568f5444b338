"""What comes out of extraction. Frozen, and free of any database or file format.

`contract.py` turns these into the JSON of `encounter-extraction/1` and back. `spans` and
`agency_match` are for people who look at a record and are no part of that JSON.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from .codes import EntryManner, EventType, ImmigrationStatus, OffenseBasis, ProgramModel, Template, WordKind
from .layout import Box

type Span = tuple[int, int]
"""Start and end (exclusive) of characters in a narrative's text."""


@dataclass(frozen=True, slots=True)
class ExtractionWarning:
    """Something a reviewer should look at; `catalogue.py` has every code. `field` is null for the document."""

    code: str
    message: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class OffenseRecord:
    text: str
    basis: OffenseBasis
    counts: int | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True)
class EventRecord:
    type: EventType
    on: datetime.date | None = None
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class AgencyMatch:
    """A printed agency resolved to the reference list (`data/agencies.csv`).

    `ori` is the FBI's Originating Agency Identifier, which some agencies lack; `alternatives` are the
    names of other agencies that the print could mean, best first.
    """

    name: str
    state: str
    ori: str | None
    county: str | None
    county_fips: str | None
    confidence: float
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EncounterRecord:
    """One encounter. Field names and meanings are those of the contract (docs/reference/extraction.md)."""

    sequence: int
    page_first: int
    page_last: int
    narrative: str
    heading_state: str | None = None
    state: str | None = None
    encountered_on: datetime.date | None = None
    agency: str | None = None
    program_model: ProgramModel | None = None
    facility: str | None = None
    citizenship: str | None = None
    citizenship_text: str | None = None
    offenses: tuple[OffenseRecord, ...] = ()
    detainer_placed: bool = False
    warrant_placed: bool = False
    entry_manner: EntryManner | None = None
    entry_date: str | None = None
    entry_place: str | None = None
    previously_removed: bool = False
    immigration_status: ImmigrationStatus | None = None
    events: tuple[EventRecord, ...] = ()
    evidence: Mapping[str, tuple[Box, ...]] = field(default_factory=dict)
    confidence: Mapping[str, float] = field(default_factory=dict)
    warnings: tuple[ExtractionWarning, ...] = ()
    spans: Mapping[str, tuple[Span, ...]] = field(default_factory=dict, compare=False)
    agency_match: AgencyMatch | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Unexplained:
    """Words that are no narrative, heading or known boilerplate, one run on one page."""

    page: int
    text: str
    boxes: tuple[Box, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class PageAccount:
    """What became of each word of a page: `kinds` runs parallel to `PageLayout.words`."""

    number: int
    kinds: tuple[WordKind, ...]


@dataclass(frozen=True, slots=True)
class Extraction:
    title: str | None
    template: Template | None
    ocr: bool
    page_count: int
    encounters: tuple[EncounterRecord, ...] = ()
    unexplained: tuple[Unexplained, ...] = ()
    warnings: tuple[ExtractionWarning, ...] = ()
    accounts: tuple[PageAccount, ...] = field(default=(), compare=False)
