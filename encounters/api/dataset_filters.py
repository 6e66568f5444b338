"""The filters of the dataset: one for every published column, made from the list of columns.

    ?state=FL                         codes, ids, numbers, true and false: exactly this
    ?agency=knox                      other text: has these words, whatever their case
    ?encountered_on_min=2020-01-01    days and times: exactly, from, up to
    ?offenses=theft  ?events=released  ?warnings=state_disagrees  ?evidence=agency
                                      lists and objects: an entry is this, or is for this column

What has not the form of the column's values is refused.
"""

import datetime
from collections.abc import Callable
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django_filters import rest_framework as filters

from encounters.dataset.columns import ENCOUNTERS
from encounters.dataset.schema import CellType, Column
from encounters.models import Event, Offense, ReleaseRow, Revision

from .filters import Day, Matching, TrueOrFalse, WholeNumber, Words
from .records import EvidenceField
from .vocabularies import EVENT_TYPES

type Rows = QuerySet[ReleaseRow]

PATHS = {
    "record_id": "encounter__record_id",
    "bulletin_sha256": "encounter__bulletin__sha256",
    "bulletin_filename": "encounter__bulletin__filename",
    "bulletin_title": "encounter__bulletin__title",
    "source_url": "encounter__bulletin__source_url",
    "sequence": "encounter__sequence",
    "agency_ori": "revision__agency_match__ori",
    "agency_name": "revision__agency_match__name",
    "agency_county": "revision__agency_match__county",
    "agency_county_fips": "revision__agency_match__county_fips",
    "quotes": "revision__spans",
    "revision": "revision__number",
    "approved_at": "approved_at",
    "verification": "verification",
}
"""Where the value of a column stands, seen from a row of a release; the others are the revision's own."""
WHOLE = {
    "record_id": r"^[0-9a-f]{12}-[0-9]{4,9}$",
    "extractor_version": r"^[!-~]{1,40}$",
    "warnings": r"^[a-z][a-z0-9_]*$",
}
"""Texts that are names: they are compared as a whole."""


def of_second(rows: Rows, name: str, value: datetime.datetime) -> Rows:
    """Published times have no fractions of a second; those in the database do."""
    start = value.replace(microsecond=0)
    return rows.filter(**{f"{name}__range": (start, start + datetime.timedelta(microseconds=999_999))})


def by_offense(rows: Rows, _name: str, value: str) -> Rows:
    return rows.filter(revision__in=Offense.objects.filter(text__icontains=value).values("revision"))


def by_event(rows: Rows, _name: str, value: str) -> Rows:
    return rows.filter(revision__in=Event.objects.filter(type=value).values("revision"))


def by_warning(rows: Rows, name: str, value: str) -> Rows:
    return rows.filter(**{f"{name}__icontains": f'"{value}"'})


def by_extractor(rows: Rows, _name: str, value: str) -> Rows:
    """What the extractor last read up to the pinned revision, which a person may have written."""
    read = Revision.objects.filter(encounter=OuterRef("encounter"), by=None, number__lte=OuterRef("revision__number"))
    version = Subquery(read.order_by("-number").values("extractor_version")[:1])
    return rows.alias(read_by=version).filter(read_by=value)


ORDERED: dict[CellType, type[filters.Filter]] = {
    CellType.DATE: Day,
    CellType.DATETIME: filters.IsoDateTimeFilter,
}
METHODS: dict[str, Callable[[Rows, str, Any], Rows]] = {
    "approved_at": of_second,
    "offenses": by_offense,
    "events": by_event,
    "warnings": by_warning,
    "extractor_version": by_extractor,
}


def column_filter(column: Column[Any]) -> filters.Filter:
    name = column.name
    options: dict[str, Any] = {"field_name": path(name), "help_text": column.description}
    if method := METHODS.get(name):
        options["method"] = method
    if codes := EVENT_TYPES if name == "events" else list(column.codes.items()):
        return filters.ChoiceFilter(**options, choices=codes)
    match column.type:
        case CellType.BOOLEAN:
            return TrueOrFalse(**options)
        case CellType.INTEGER:
            return WholeNumber(**options)
        case CellType.DATE | CellType.DATETIME:
            return ORDERED[column.type](**options)
        case CellType.OBJECT:
            return Matching(**options, lookup_expr="has_key", regex=EvidenceField.places)
    if regex := WHOLE.get(name) or (f"^{column.pattern}$" if column.pattern else None):
        return Matching(**options, regex=regex)
    return Words(**options)


def bounds(column: Column[Any]) -> dict[str, filters.Filter]:
    """`?encountered_on_min=` and `?encountered_on_max=`."""
    kind = ORDERED[column.type]
    return {
        f"{column.name}_{end}": kind(
            field_name=path(column.name), lookup_expr=lookup, help_text=f"`{column.name}`, {words}."
        )
        for end, lookup, words in (("min", "gte", "this or later"), ("max", "lte", "this or earlier"))
    }


def path(name: str) -> str:
    return PATHS.get(name, f"revision__{name}")


class ByRelease(filters.FilterSet):
    release = Matching(
        field_name="release__version",
        regex=r"^[0-9]{4}\.[0-9]{1,2}\.[0-9]{1,9}$",
        help_text="The version of a release; the newest if not given.",
    )


DatasetFilters = type(
    "DatasetFilters",
    (ByRelease,),
    {column.name: column_filter(column) for column in ENCOUNTERS.columns}
    | {
        name: bound for column in ENCOUNTERS.columns if column.type in ORDERED for name, bound in bounds(column).items()
    },
)
