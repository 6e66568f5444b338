"""What a release says about itself: `manifest.json`, and `datapackage.json` for tools that read Frictionless.

Both depend on the pinned records and on the edition alone, never on when or where the files were built.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from encounters.extraction.contract import SCHEMA as CONTRACT

from .about import TITLE, Edition, citation
from .columns import TABLES
from .rows import ReleasedRecord
from .schema import CellType, Column, Table

SCHEMA = "bulletin-desk-release/1"
MEDIA_TYPES = {".csv": "text/csv", ".jsonl": "application/x-ndjson", ".md": "text/markdown"}


@dataclass(frozen=True, slots=True)
class FileEntry:
    name: str
    bytes: int
    sha256: str

    @classmethod
    def of(cls, path: Path) -> "FileEntry":
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256")
        return cls(path.name, path.stat().st_size, digest.hexdigest())


@dataclass(slots=True)
class Counts:
    """What is counted while the tables are written."""

    tables: dict[str, int] = field(default_factory=lambda: {table.name: 0 for table in TABLES})
    extractors: Counter[str] = field(default_factory=Counter)
    verification: Counter[str] = field(default_factory=Counter)
    states: set[str] = field(default_factory=set)
    bulletins: set[str] = field(default_factory=set)
    first_on: str | None = None
    last_on: str | None = None

    def count_rows(self, table: str, rows: int) -> None:
        self.tables[table] += rows

    def count_record(self, record: ReleasedRecord) -> None:
        self.extractors[record.extractor_version or "none"] += 1
        self.verification[record.verification] += 1
        self.bulletins.add(record.bulletin_sha256)
        if state := record.values["state"]:
            self.states.add(state)
        if on := record.values["encountered_on"]:
            self.first_on = min(on, self.first_on or on)
            self.last_on = max(on, self.last_on or on)


def what_it_holds(counts: Counts) -> str:
    """`8 encounters reported in 1 bulletin, from 2020-01-01 to 2020-01-31, in 6 states: a sample ...`"""
    period = f", from {counts.first_on} to {counts.last_on}" if counts.first_on else ""
    return (
        f"{_many(counts.tables['encounters'], 'encounter')} reported in {_many(len(counts.bulletins), 'bulletin')}"
        f"{period}, in {_many(len(counts.states), 'state')}: a sample chosen by the agency."
    )


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def manifest(edition: Edition, counts: Counts, files: Iterable[FileEntry]) -> dict[str, Any]:
    """`extractors` and `verification` count records; "none" are those that a person entered."""
    return {
        "schema": SCHEMA,
        "version": edition.version,
        "published_at": edition.published_at,
        "note": edition.note,
        "citation": citation(edition),
        "description": what_it_holds(counts),
        "previous": asdict(edition.previous) if edition.previous else None,
        "publisher": edition.publisher,
        "records": counts.tables["encounters"],
        "tables": counts.tables,
        "bulletins": len(counts.bulletins),
        "states": len(counts.states),
        "encountered_on": {"first": counts.first_on, "last": counts.last_on},
        "verification": dict(sorted(counts.verification.items())),
        "extractors": dict(sorted(counts.extractors.items())),
        "contract": CONTRACT,
        "software": {"name": "Bulletin Desk", "version": edition.software},
        "files": [asdict(entry) for entry in files],
    }


def data_package(edition: Edition, counts: Counts, files: Iterable[FileEntry]) -> dict[str, Any]:
    """A Frictionless Data Package: each CSV with its schema, every other file as it is."""
    entries = {entry.name: entry for entry in files}
    tables = {f"{table.name}.csv": table for table in TABLES}
    return {
        "profile": "data-package",
        "name": "287g-encounters",
        "title": TITLE,
        "description": what_it_holds(counts),
        "version": edition.version,
        "created": edition.published_at,
        "contributors": [{"title": edition.publisher, "role": "publisher"}],
        "resources": [
            *(_table_resource(table, entries[name]) for name, table in tables.items()),
            *(_file_resource(entry) for name, entry in entries.items() if name not in tables),
        ],
    }


def _file_resource(entry: FileEntry) -> dict[str, Any]:
    return {
        "name": entry.name.lower().replace(".", "-"),
        "type": "file",
        "path": entry.name,
        "mediatype": MEDIA_TYPES.get(Path(entry.name).suffix, "text/plain"),
        "bytes": entry.bytes,
        "hash": f"sha256:{entry.sha256}",
    }


def _table_resource(table: Table[Any], entry: FileEntry) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column, unique=table.key == (column.name,)) for column in table.flat],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    if table.name != "encounters":
        reference = {"resource": "encounters", "fields": ["record_id"]}
        schema["foreignKeys"] = [{"fields": ["record_id"], "reference": reference}]
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": table.description,
        "path": entry.name,
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "bytes": entry.bytes,
        "hash": f"sha256:{entry.sha256}",
        "schema": schema,
    }


def _field(column: Column[Any], *, unique: bool) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": not column.nullable}
    if unique:
        constraints["unique"] = True
    if column.codes:
        constraints["enum"] = list(column.codes)
    if column.pattern:
        constraints["pattern"] = column.pattern
    described: dict[str, Any] = {
        "name": column.name,
        "type": column.type.value,
        "description": column.description,
        "constraints": constraints,
    }
    if column.type is CellType.BOOLEAN:
        described |= {"trueValues": ["true"], "falseValues": ["false"]}
    return described
