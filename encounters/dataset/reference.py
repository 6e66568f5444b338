"""The parts of `docs/reference/` that follow the code: `manage.py write_reference` puts them there.

A document says where: what stands between `<!-- generated: columns -->` and `<!-- end -->` is replaced.

    fill("<!-- generated: a -->\\nold\\n<!-- end -->", {"a": "new"})  ->  "<!-- generated: a -->\\nnew\\n<!-- end -->"
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from encounters.extraction.catalogue import CATALOGUE
from encounters.extraction.contract import ENCOUNTER_KEYS

from .codebook import codes_of, column_rows, markdown_table
from .columns import ENCOUNTERS, EVENTS, OFFENSES, TABLES
from .readme import file_descriptions
from .schema import Column

BLOCK = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def fill(text: str, blocks: Mapping[str, str]) -> str:
    """`text` with every marked part made anew. Raises `KeyError` for a part that there is none of."""
    return BLOCK.sub(lambda found: f"{found[1]}{blocks[found[2]]}\n{found[3]}", text)


def blocks() -> dict[str, str]:
    """Every part by its name."""
    makers: dict[str, Callable[[], Iterable[str]]] = {
        "files": _files,
        "columns": _columns,
        "encounter_keys": lambda: _keys(ENCOUNTERS.columns, ENCOUNTER_KEYS),
        "offense_keys": lambda: _keys(OFFENSES.columns, ("text", "basis", "counts", "category")),
        "event_keys": lambda: _keys(EVENTS.columns, ("type", "on", "actor")),
        "codes": _codes,
        "warnings": _warnings,
    }
    return {name: "\n".join(make()) for name, make in makers.items()}


def _files() -> Iterator[str]:
    return markdown_table(("File", "What it is"), ([f"`{name}`", what] for name, what in file_descriptions().items()))


def _columns() -> Iterator[str]:
    for table in TABLES:
        yield from (f"### `{table.name}`", "", table.description, "")
        yield from column_rows(table.columns)
        yield ""


def _keys(columns: Iterable[Column[Any]], keys: Iterable[str]) -> Iterator[str]:
    by_name = {column.name: column for column in columns}
    return column_rows([by_name[key] for key in keys], head="Key")


def _codes() -> Iterator[str]:
    contract: list[Column[Any]] = [*ENCOUNTERS.columns, *OFFENSES.columns, *EVENTS.columns]
    for name in ("program_model", "basis", "entry_manner", "immigration_status", "type"):
        yield from (f"#### `{name}`", "")
        yield from codes_of(next(column for column in contract if column.name == name))
        yield ""


def _warnings() -> Iterator[str]:
    rows = ([f"`{e.code}`", e.title, e.message, e.advice] for e in CATALOGUE.values())
    return markdown_table(("Code", "Title", "What it says", "What to do"), rows)
