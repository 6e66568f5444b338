"""What a published table and a published column are.

    Column("state", CellType.STRING, "USPS code of ...", itemgetter("state"), nullable=True)

`columns.py` lists them; CSV, JSON Lines, data package and codebook are made from that list and from nothing else.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from .rows import ReleasedRecord

type Cell = str | int | float | bool | list[Any] | dict[str, Any] | None
"""A value as JSON has it; dates and times are ISO 8601 texts."""


class CellType(StrEnum):
    """The types of Frictionless Table Schema that the dataset uses."""

    STRING = "string"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    ARRAY = "array"
    OBJECT = "object"
    ANY = "any"  # the value of another column, whose name stands beside it


@dataclass(frozen=True, slots=True)
class Column[Row]:
    """A published column. `codes` are its permitted values with their meanings, where they are a closed list.

    A `nested` column holds a list or an object that has a table of its own or is of use to programs
    only: it is in the JSON Lines and not in the CSV.
    """

    name: str
    type: CellType
    description: str
    value: Callable[[Row], Cell]
    nullable: bool = False
    codes: Mapping[str, str] = field(default_factory=dict)
    pattern: str | None = None
    nested: bool = False


@dataclass(frozen=True, slots=True)
class Table[Row]:
    """A published table: `rows` are those that one record gives, `key` the columns that tell them apart."""

    name: str
    title: str
    description: str
    rows: Callable[[ReleasedRecord], Iterable[Row]]
    columns: tuple[Column[Row], ...]
    key: tuple[str, ...]

    @property
    def flat(self) -> tuple[Column[Row], ...]:
        """The columns of the CSV."""
        return tuple(column for column in self.columns if not column.nested)
