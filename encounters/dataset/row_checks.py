"""One row of a published CSV against the schema that the release declares for its table."""

import datetime
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from .cells import unguard
from .schema import CellType


class RowCheck:
    """The checks of one table. It remembers the keys it has seen.

    `record_ids` are those of the encounters: the table without a foreign key adds to them, the others look
    their records up in them.
    """

    def __init__(self, schema: dict[str, Any], record_ids: set[str]) -> None:
        self.fields: list[dict[str, Any]] = schema["fields"]
        self.names: list[str] = [field["name"] for field in self.fields]
        self.types: dict[str, str] = {field["name"]: field["type"] for field in self.fields}
        self._key = [self.names.index(name) for name in schema["primaryKey"]]
        self._record = self.names.index("record_id")
        self._refers = "foreignKeys" in schema
        self._record_ids = record_ids
        self._seen: set[tuple[str, ...]] = set()

    def problems(self, row: list[str]) -> Iterator[str]:
        if len(row) != len(self.names):
            yield f"{len(row)} cells, not {len(self.names)}"
            return
        for field, cell in zip(self.fields, row, strict=True):
            if problem := _cell_problem(field, cell):
                yield f"{field['name']}: {problem}"
        yield from self._key_problems(row)

    def _key_problems(self, row: list[str]) -> Iterator[str]:
        key = tuple(row[index] for index in self._key)
        if key in self._seen:
            yield f"a second row for {', '.join(key)}"
        self._seen.add(key)
        record_id = row[self._record]
        if not self._refers:
            self._record_ids.add(record_id)
        elif record_id not in self._record_ids:
            yield f"no encounter {record_id}"


def _cell_problem(field: dict[str, Any], cell: str) -> str | None:
    constraints = field["constraints"]
    if not cell:
        return "empty" if constraints["required"] else None
    try:
        _READERS.get(field["type"], str)(cell)
    except ValueError:
        return f"{cell!r} is no {field['type']}"
    if "enum" in constraints and cell not in constraints["enum"]:
        return f"{cell!r} is none of its codes"
    if "pattern" in constraints and not re.fullmatch(constraints["pattern"], unguard(cell)):
        return f"{cell!r} has not the form {constraints['pattern']}"
    return None


def _boolean(cell: str) -> bool:
    if cell not in ("true", "false"):
        raise ValueError(cell)
    return cell == "true"


_READERS: dict[str, Callable[[str], object]] = {
    CellType.INTEGER: int,
    CellType.BOOLEAN: _boolean,
    CellType.DATE: datetime.date.fromisoformat,
    CellType.DATETIME: datetime.datetime.fromisoformat,
    CellType.ARRAY: json.loads,
    CellType.OBJECT: json.loads,
}
