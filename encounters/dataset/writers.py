"""The data files of a release, written row by row: memory stays flat, and the same rows give the same bytes.

CSV follows RFC 4180: UTF-8 without a mark, a header, CR LF line ends, quotes only where needed; `cells.py`
has the text of a cell. JSON Lines is UTF-8, one object a line, keys in the order of the columns, LF line ends.
"""

import csv
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from itertools import batched
from pathlib import Path
from typing import Any, TextIO

from .cells import compact_json, csv_text, json_text
from .columns import TABLES
from .manifest import Counts
from .rows import ReleasedRecord
from .schema import Cell, CellType, Column, Table

BATCH = 500
"""Records between two reports of progress."""

type Row = tuple[Cell, ...]
"""The cells of all columns of a table, nested ones too; lists and objects as their JSON."""
JSON_TYPES = frozenset({CellType.ARRAY, CellType.OBJECT})


def write_tables(folder: Path, records: Iterable[ReleasedRecord], *, progress: Callable[[int], None]) -> Counts:
    """Write every table as CSV and JSON Lines, and count. `progress` is told how many records are written."""
    counts = Counts()
    with ExitStack() as files:
        outputs = [(table, *_open(table, folder, files)) for table in TABLES]
        done = 0
        for batch in batched(records, BATCH, strict=False):
            for table, write_csv, write_json_lines in outputs:
                rows = [row for record in batch for row in _rows(table, record)]
                write_csv(rows)
                write_json_lines(rows)
                counts.count_rows(table.name, len(rows))
            for record in batch:
                counts.count_record(record)
            done += len(batch)
            progress(done)
    return counts


type Write = Callable[[list[Row]], None]


def _open(table: Table[Any], folder: Path, files: ExitStack) -> tuple[Write, Write]:
    def open_one(extension: str) -> TextIO:
        path = folder / f"{table.name}.{extension}"
        return files.enter_context(path.open("w", encoding="utf-8", newline=""))

    return csv_writer(table, open_one("csv")), json_lines_writer(table, open_one("jsonl"))


def _rows(table: Table[Any], record: ReleasedRecord) -> list[Row]:
    return [tuple(_cell(column, row) for column in table.columns) for row in table.rows(record)]


def _cell(column: Column[Any], row: Any) -> Cell:
    """The value; of a list or an object its JSON, which is costly to make and stands in both files."""
    value = column.value(row)
    return compact_json(value) if column.type in JSON_TYPES and value is not None else value


def csv_writer(table: Table[Any], file: TextIO) -> Write:
    output = csv.writer(file, lineterminator="\r\n")
    output.writerow([column.name for column in table.flat])
    texts = [
        (index, _json_or("") if column.type in JSON_TYPES else csv_text(column.type))
        for index, column in enumerate(table.columns)
        if not column.nested
    ]

    def write(rows: list[Row]) -> None:
        output.writerows([[text(row[index]) for index, text in texts] for row in rows])

    return write


def json_lines_writer(table: Table[Any], file: TextIO) -> Write:
    texts = [_json_or("null") if column.type in JSON_TYPES else json_text(column.type) for column in table.columns]
    line = ",".join(f"{compact_json(column.name)}:%s" for column in table.columns)

    def write(rows: list[Row]) -> None:
        file.writelines(
            f"{{{line % tuple(text(cell) for text, cell in zip(texts, row, strict=True))}}}\n" for row in rows
        )

    return write


def _json_or(null: str) -> Callable[[Cell], str]:
    return lambda cell: null if cell is None else str(cell)
