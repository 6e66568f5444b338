"""What of each bulletin is done: counted by the database when asked for, never stored.

counted(Bulletin.objects.all()).get(pk=7).encounters_awaiting       5
"""

from typing import Any

from django.db.models import Count, F, Func, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from encounters.lifecycle import AWAITING, EncounterStatus

from .bulletin import Bulletin
from .encounter import Encounter


class JSONLength(Func):
    """The number of entries of a JSON list, counted where it lies."""

    function = "JSON_ARRAY_LENGTH"
    output_field = IntegerField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSONB_ARRAY_LENGTH", **context)


def counted(bulletins: QuerySet[Bulletin]) -> QuerySet[Bulletin]:
    """With `encounters_total`, `_awaiting`, `_approved`, `_rejected` and `unexplained_count`."""
    return bulletins.annotate(
        encounters_total=_encounters(),
        encounters_awaiting=_encounters(status__in=AWAITING),
        encounters_approved=_encounters(status=EncounterStatus.APPROVED),
        encounters_rejected=_encounters(status=EncounterStatus.REJECTED),
        unexplained_count=JSONLength(F("unexplained")),
    )


def _encounters(**which: object) -> Coalesce:
    """How many encounters of the bulletin there are: a subquery, so only for the rows of the page."""
    of_bulletin = Encounter.objects.filter(bulletin=OuterRef("pk"), **which).order_by().values("bulletin")
    return Coalesce(Subquery(of_bulletin.annotate(number=Count("*")).values("number")), 0)
