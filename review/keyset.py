"""Pages of a sorted list without counting past what came before: "everything behind this row".

The condition is written as `first >= x and not (first = x and second <= y)`, which both databases answer
from the index; an OR of two comparisons would read the whole of it.
"""

from dataclasses import dataclass

from django.db.models import Model, QuerySet


@dataclass(frozen=True, slots=True)
class Keyset:
    """An order by two columns that together are unique; the second ascends, the first as its sign says."""

    first: str
    second: str

    @property
    def column(self) -> str:
        return self.first.removeprefix("-")

    def sort[M: Model](self, rows: QuerySet[M]) -> QuerySet[M]:
        return rows.order_by(self.first, self.second)

    def position(self, row: Model) -> str:
        """Where `row` stands, for an address."""
        return f"{getattr(row, self.column)}~{getattr(row, self.second)}"

    def behind[M: Model](self, rows: QuerySet[M], position: str) -> QuerySet[M]:
        """The rows behind a position; all of them where it is none."""
        value, separator, tie = position.partition("~")
        if not separator:
            return rows
        return self.past(rows, value, tie)

    def past[M: Model](self, rows: QuerySet[M], value: object, tie: object) -> QuerySet[M]:
        """The rows behind the one with these two values."""
        lookup = "lte" if self.first.startswith("-") else "gte"
        return rows.filter(**{f"{self.column}__{lookup}": value}).exclude(
            **{self.column: value, f"{self.second}__lte": tie}
        )
