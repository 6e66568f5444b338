"""Queries that are composed once and sent many times, each time with other values.

To compose a query takes Django far longer than the database takes to claim a record by it. So what changes from one
time to the next is `Named` where the query is written, and given its value when it is sent:

    by_number = Composed.of(Encounter.objects.filter(sequence=Named("number")).values("pk"))
    cursor.execute(by_number.sql, by_number.bound({"number": 7}))

Values are parameters of the statement as everywhere else, never part of its text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.db import connection
from django.db.models import Expression, QuerySet


class Named(Expression):
    """A value that the query is told when it is sent, by its name; never null. For a foreign key it is the id."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, *_: Any, **__: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


@dataclass(frozen=True, slots=True)
class Composed:
    """The text of a query for the database that is in use, and its parameters, of which some are `Named`."""

    sql: str
    params: tuple[Any, ...]

    @classmethod
    def of(cls, rows: QuerySet[Any, Any]) -> Self:
        sql, params = rows.query.sql_with_params()
        return cls(sql, tuple(params))

    def bound(self, values: Mapping[str, Any]) -> list[Any]:
        """The parameters with their values. Raises `KeyError` where one has none."""
        adapt = connection.ops.adapt_unknown_value
        return [adapt(values[param.name]) if isinstance(param, Named) else param for param in self.params]
