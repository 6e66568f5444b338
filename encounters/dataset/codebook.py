"""The codebook in Markdown: every table, column and code. Made from `columns.py`, so that it cannot lag."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from encounters.extraction.coding.offenses import CATEGORIES

from . import codes
from .about import LIMITS, TITLE
from .columns import TABLES
from .schema import CellType, Column, Table

HOW_TO_READ = """\
Every table is there as CSV and as JSON Lines, with the same columns. `record_id` joins them.

- **CSV** is UTF-8 with a header, fields separated by commas, lines ended by CR LF (RFC 4180). An empty cell is null.
  Truth values are `true` and `false`, lists and objects are JSON. A text that begins with one of `= + - @ '` or a tab
  has an apostrophe before it, so that no spreadsheet runs it as a formula: take one leading apostrophe away to have
  the text as it was printed.
- **JSON Lines** is UTF-8 with one object a line, texts as they are and null where nothing is said. Columns marked
  *JSON Lines only* are lists and objects that have a table of their own or serve programs.
"""


def codebook() -> str:
    """The whole codebook, one text."""
    return "\n".join([*_opening(), *(line for table in TABLES for line in _table(table)), *_categories()])


def bullets(sentences: Iterable[str]) -> list[str]:
    return [f"- {sentence}" for sentence in sentences]


def markdown_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Lines of a Markdown table; a bar inside a cell is escaped."""
    yield _row(head)
    yield _row(["---"] * len(head))
    yield from map(_row, rows)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _opening() -> list[str]:
    return [f"# Codebook: {TITLE}", "", "## Read this first", "", *bullets(LIMITS), "", "## Files", "", HOW_TO_READ]


def _table(table: Table[Any]) -> Iterator[str]:
    yield from (f"## Table `{table.name}`", "", table.description, "")
    yield f"Key: {', '.join(f'`{name}`' for name in table.key)}."
    yield ""
    yield from column_rows(table.columns)
    yield ""
    for column in table.columns:
        if column.codes and column.codes is not codes.CATEGORY:
            yield from (f"### Codes of `{table.name}.{column.name}`", "", *codes_of(column), "")


def column_rows(columns: Iterable[Column[Any]], head: str = "Column") -> Iterator[str]:
    """A table of columns: name, type, meaning."""
    rows = ([f"`{column.name}`", type_of(column), column.description] for column in columns)
    return markdown_table((head, "Type", "Meaning"), rows)


def codes_of(column: Column[Any]) -> Iterator[str]:
    """A table of the codes of a column."""
    return markdown_table(("Code", "Meaning"), ([f"`{code}`", meaning] for code, meaning in column.codes.items()))


def type_of(column: Column[Any]) -> str:
    """`string, may be empty, pattern [A-Z]{2}`."""
    kind = "as in `field`" if column.type is CellType.ANY else column.type.value
    parts = [kind]
    if column.nullable:
        parts.append("may be empty")
    if column.codes:
        parts.append("a code")
    if column.pattern:
        parts.append(f"`{column.pattern}`")
    if column.nested:
        parts.append("JSON Lines only")
    return ", ".join(parts)


def _categories() -> Iterator[str]:
    yield from ("### Codes of `offenses.category`", "")
    yield "They follow the categories of the National Corrections Reporting Program (Bureau of Justice Statistics)."
    yield ""
    rows = ([f"`{c.code}`", c.label, f"`{c.group}`", c.nibrs or "", c.scope] for c in CATEGORIES.values())
    yield from markdown_table(("Code", "Label", "Group", "NIBRS", "What falls under it"), rows)
    yield ""
