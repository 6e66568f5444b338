"""THE list of what is published: every table, every column, what it means and where its value comes from.

CSV, JSON Lines, data package and codebook follow this list; nothing is published that is not on it, and
who reviewed a record is not. Columns have the names of the extraction contract.
"""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from encounters.extraction.coding.offenses import CATEGORIES

from . import codes, rows
from .rows import CorrectionRow, ListedRow, ReleasedRecord
from .schema import CellType, Column, Table

STRING, INTEGER, BOOLEAN = CellType.STRING, CellType.INTEGER, CellType.BOOLEAN
DATE, DATETIME = CellType.DATE, CellType.DATETIME
ARRAY, OBJECT, ANY = CellType.ARRAY, CellType.OBJECT, CellType.ANY
USPS = "[A-Z]{2}"
SHA256 = "[0-9a-f]{64}"


def _value(key: str) -> Callable[[ReleasedRecord | ListedRow], Any]:
    return lambda row: row.values[key]


def _agency(key: str) -> Callable[[ReleasedRecord], Any]:
    return lambda record: record.agency_match[key] if record.agency_match else None


def _category(attribute: str) -> Callable[[ListedRow], Any]:
    return lambda row: getattr(CATEGORIES.get(row.values["category"]), attribute, None)


RECORD_ID = (
    "The record's name for ever: the first 12 digits of the bulletin's SHA-256 and the record's number in it. "
    "It is the same in every release."
)
EXTRACTOR_VERSION = "Version of the software that read the bulletin; empty where a person entered the record."

ENCOUNTERS = Table[ReleasedRecord](
    name="encounters",
    title="Encounters",
    description="One row an encounter, as one paragraph of a bulletin tells it, approved by a person.",
    rows=rows.encounters,
    key=("record_id",),
    columns=(
        Column("record_id", STRING, RECORD_ID, attrgetter("record_id")),
        Column(
            "bulletin_sha256",
            STRING,
            "SHA-256 of the bulletin's file: whoever has the same file has the same source.",
            attrgetter("bulletin_sha256"),
            pattern=SHA256,
        ),
        Column("bulletin_filename", STRING, "Name of the file as it was handed in.", attrgetter("bulletin_filename")),
        Column("bulletin_title", STRING, "Title printed on the bulletin.", attrgetter("bulletin_title"), nullable=True),
        Column(
            "source_url",
            STRING,
            "Address that the file was taken from, as its uploader gave it.",
            attrgetter("source_url"),
            nullable=True,
        ),
        Column("sequence", INTEGER, "The record's number in its bulletin, 1 for the first.", _value("sequence")),
        Column("page_first", INTEGER, "Page on which the paragraph begins, 1 for the first.", _value("page_first")),
        Column("page_last", INTEGER, "Page on which the paragraph ends.", _value("page_last")),
        Column(
            "narrative",
            STRING,
            "The whole paragraph as printed, its lines joined. Everything else in the row was read from it.",
            _value("narrative"),
        ),
        Column(
            "heading_state",
            STRING,
            "USPS code of the state in whose section of the bulletin the paragraph stands.",
            _value("heading_state"),
            nullable=True,
            pattern=USPS,
        ),
        Column(
            "state",
            STRING,
            "USPS code of the state of the agency. What the paragraph says wins over the heading.",
            _value("state"),
            nullable=True,
            pattern=USPS,
        ),
        Column("encountered_on", DATE, "Day of the encounter that the bulletin gives.", _value("encountered_on"), True),
        Column(
            "agency",
            STRING,
            "The partner agency as printed, with straight apostrophes, without the words 287(g) Program and "
            "without a state at its end. `agency_name` has it in one spelling.",
            _value("agency"),
            nullable=True,
        ),
        Column(
            "program_model",
            STRING,
            "Model of the agency's 287(g) agreement, where the paragraph names it.",
            _value("program_model"),
            nullable=True,
            codes=codes.PROGRAM_MODEL,
        ),
        Column("facility", STRING, "Jail or prison named as the place.", _value("facility"), nullable=True),
        Column(
            "citizenship",
            STRING,
            "Country of citizenship that the bulletin gives, ISO 3166-1 alpha-3.",
            _value("citizenship"),
            nullable=True,
            pattern="[A-Z]{3}",
        ),
        Column("citizenship_text", STRING, "The country as printed.", _value("citizenship_text"), nullable=True),
        Column(
            "offenses",
            ARRAY,
            "The offenses in printed order; table `offenses` has a row for each. A charge is not a conviction: "
            "see `basis`.",
            _value("offenses"),
            nested=True,
        ),
        Column(
            "detainer_placed",
            BOOLEAN,
            "Whether the paragraph says, or takes for granted, that an immigration detainer was placed. False "
            "means that it does not say so.",
            _value("detainer_placed"),
        ),
        Column(
            "warrant_placed",
            BOOLEAN,
            "Likewise for the immigration warrant that goes with a detainer; a criminal warrant does not count.",
            _value("warrant_placed"),
        ),
        Column(
            "entry_manner",
            STRING,
            "How the bulletin says that the subject last came into the United States.",
            _value("entry_manner"),
            nullable=True,
            codes=codes.ENTRY_MANNER,
        ),
        Column(
            "entry_date",
            STRING,
            "Day, month or year of that entry, as exactly as the bulletin gives it.",
            _value("entry_date"),
            nullable=True,
            pattern="[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?",
        ),
        Column("entry_place", STRING, "Place of that entry as printed.", _value("entry_place"), nullable=True),
        Column(
            "previously_removed",
            BOOLEAN,
            "Whether the paragraph says that the subject had been removed before. False means that it does not.",
            _value("previously_removed"),
        ),
        Column(
            "immigration_status",
            STRING,
            "Standing in immigration law that the bulletin gives the subject.",
            _value("immigration_status"),
            nullable=True,
            codes=codes.IMMIGRATION_STATUS,
        ),
        Column(
            "events",
            ARRAY,
            "What happened afterwards, in printed order; table `events` has a row for each.",
            _value("events"),
            nested=True,
        ),
        Column(
            "agency_ori",
            STRING,
            "The FBI's Originating Agency Identifier of the agency that the print means, where one was found.",
            _agency("ori"),
            nullable=True,
        ),
        Column("agency_name", STRING, "Name of that agency in one spelling.", _agency("name"), nullable=True),
        Column("agency_county", STRING, "County that the agency serves.", _agency("county"), nullable=True),
        Column(
            "agency_county_fips",
            STRING,
            "FIPS code of that county, five digits; a text, since it may begin with 0.",
            _agency("county_fips"),
            nullable=True,
            pattern="[0-9]{5}",
        ),
        Column(
            "evidence",
            OBJECT,
            "Where each value stands: by column the boxes of its words, one a printed line. `page` counts from 1; "
            "`x0`, `top`, `x1`, `bottom` are points (1/72 inch) from the top left of the page. Offenses and events are "
            "`offenses.0`, `events.0` and so on.",
            rows.evidence,
        ),
        Column("quotes", OBJECT, "The words of the narrative that each value was read from, by column.", rows.quotes),
        Column(
            "confidence",
            OBJECT,
            "By column, how probable the software held it that a reviewer would leave the value, 0 to 1.",
            rows.confidence,
            nested=True,
        ),
        Column(
            "warnings",
            ARRAY,
            "What the software told the reviewer to look at.",
            rows.warnings,
            nested=True,
        ),
        Column(
            "revision",
            INTEGER,
            "Number of the approved revision: 1 is what was first recorded, each correction makes the next.",
            attrgetter("revision"),
        ),
        Column("approved_at", DATETIME, "When it was approved, UTC.", attrgetter("approved_at")),
        Column(
            "verification",
            STRING,
            "How the record was checked against its page.",
            attrgetter("verification"),
            codes=codes.VERIFICATION,
        ),
        Column("extractor_version", STRING, EXTRACTOR_VERSION, attrgetter("extractor_version"), nullable=True),
    ),
)

OFFENSES = Table[ListedRow](
    name="offenses",
    title="Offenses",
    description=(
        "One row an offense that the bulletin names, convicted or not: a charge is not a conviction, and the column "
        "basis says which it is."
    ),
    rows=rows.offenses,
    key=("record_id", "position"),
    columns=(
        Column("record_id", STRING, "The encounter, in table `encounters`.", attrgetter("record.record_id")),
        Column("position", INTEGER, "Place in the list, 0 for the first, as in `evidence`.", attrgetter("position")),
        Column(
            "text", STRING, "The offense as printed, without its basis and without a number of counts.", _value("text")
        ),
        Column(
            "basis",
            STRING,
            "On what ground the bulletin names it. Keep it with every figure about offenses.",
            _value("basis"),
            codes=codes.BASIS,
        ),
        Column("counts", INTEGER, "Number of counts, where the bulletin gives one.", _value("counts"), nullable=True),
        Column(
            "category",
            STRING,
            "Category of the offense, coded from its text by software and approved with the record; empty where it "
            "cannot be told.",
            _value("category"),
            nullable=True,
            codes=codes.CATEGORY,
        ),
        Column("category_label", STRING, "The category in words.", _category("label"), nullable=True),
        Column(
            "category_group",
            STRING,
            "The group of categories that it belongs to.",
            _category("group"),
            nullable=True,
            codes=codes.CATEGORY_GROUP,
        ),
        Column(
            "nibrs",
            STRING,
            "Offense code of the FBI's NIBRS, where the whole category falls under one.",
            _category("nibrs"),
            nullable=True,
        ),
        Column("evidence", ARRAY, "Boxes of its words, as in `encounters`.", rows.listed_evidence, nullable=True),
        Column("quote", STRING, "The words of the narrative that it was read from.", rows.quote, nullable=True),
    ),
)

EVENTS = Table[ListedRow](
    name="events",
    title="Events",
    description="One row a thing that, by the bulletin, happened after the encounter.",
    rows=rows.events,
    key=("record_id", "position"),
    columns=(
        Column("record_id", STRING, "The encounter, in table `encounters`.", attrgetter("record.record_id")),
        Column("position", INTEGER, "Place in the list, 0 for the first, as in `evidence`.", attrgetter("position")),
        Column("type", STRING, "What happened.", _value("type"), codes=codes.EVENT_TYPE),
        Column("on", DATE, "The day, where the bulletin gives it.", _value("on"), nullable=True),
        Column("actor", STRING, "Who did it, as printed.", _value("actor"), nullable=True),
        Column("evidence", ARRAY, "Boxes of its words, as in `encounters`.", rows.listed_evidence, nullable=True),
        Column("quote", STRING, "The words of the narrative that it was read from.", rows.quote, nullable=True),
    ),
)

CORRECTIONS = Table[CorrectionRow](
    name="corrections",
    title="Corrections",
    description=(
        "One row a value that a reviewer approved otherwise than the software had read it. Together "
        "with the encounters it gives back everything that the software read."
    ),
    rows=rows.corrections,
    key=("record_id", "field"),
    columns=(
        Column("record_id", STRING, "The encounter, in table `encounters`.", attrgetter("record.record_id")),
        Column(
            "field",
            STRING,
            "The column of `encounters`; a list counts as one value.",
            attrgetter("field"),
        ),
        Column("machine_value", ANY, "What the software had read.", attrgetter("machine"), True),
        Column("approved_value", ANY, "What was approved.", attrgetter("approved"), True),
        Column("extractor_version", STRING, EXTRACTOR_VERSION, attrgetter("record.extractor_version")),
    ),
)

TABLES: tuple[Table[Any], ...] = (ENCOUNTERS, OFFENSES, EVENTS, CORRECTIONS)
