"""The JSON of published rows, and its description: both follow `dataset.columns`."""

from collections.abc import Iterator
from typing import Any, TypedDict

from drf_spectacular.extensions import OpenApiSerializerExtension
from rest_framework import serializers

from encounters.dataset.columns import ENCOUNTERS
from encounters.dataset.difference import field_changes
from encounters.dataset.rows import ReleasedRecord
from encounters.dataset.schema import CellType, Column
from encounters.models import Release, ReleaseRow, released

TYPES: dict[CellType, dict[str, Any]] = {
    CellType.DATE: {"type": "string", "format": "date"},
    CellType.DATETIME: {"type": "string", "format": "date-time"},
    CellType.ARRAY: {"type": "array", "items": {}},
}
"""Those whose JSON type has another name."""
HISTORY = {
    "type": "array",
    "description": "Every release that holds the record, the oldest first, and what it changed in the one before.",
    "items": {
        "type": "object",
        "properties": {
            "release": {"type": "string"},
            "published_at": {"type": "string", "format": "date-time"},
            "revision": {"type": "integer"},
            "changes": {
                "type": "object",
                "additionalProperties": {"type": "array", "minItems": 2, "maxItems": 2, "items": {}},
                "description": "By field, the value before and the value after.",
            },
        },
        "required": ["release", "published_at", "revision", "changes"],
    },
}


class Edition(TypedDict):
    """A record in one release."""

    release: str
    published_at: str
    revision: int
    changes: dict[str, list[Any]]


class DatasetRowSerializer(serializers.BaseSerializer[ReleasedRecord]):
    """A row of table `encounters`, with every column."""

    def to_representation(self, record: ReleasedRecord) -> dict[str, Any]:
        return {column.name: column.value(record) for column in ENCOUNTERS.columns}


class DatasetRecordSerializer(DatasetRowSerializer):
    """A row, and its `history`."""

    def to_representation(self, record: ReleasedRecord) -> dict[str, Any]:
        return super().to_representation(record) | {"history": list(history(record.record_id))}


def history(record_id: str) -> Iterator[Edition]:
    """The record in every release that holds it, the oldest first."""
    rows = ReleaseRow.objects.filter(encounter__record_id=record_id, release__status=Release.Status.PUBLISHED)
    before: ReleasedRecord | None = None
    pinned: tuple[int, str] | None = None
    for row in rows.select_related("release").defer("release__manifest").order_by("release_id"):
        if before is None or (row.revision_id, row.verification) != pinned:
            [record] = released.stream(ReleaseRow.objects.filter(pk=row.pk))
        else:
            record = before
        changes = field_changes(before, record) if before else ()
        yield {
            "release": row.release.version,
            "published_at": released.timestamp(row.release.created_at),  # the moment of the pinning
            "revision": record.revision,
            "changes": {change.field: [change.before, change.after] for change in changes},
        }
        before, pinned = record, (row.revision_id, row.verification)


class DatasetRowSchema(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]
    target_class = DatasetRowSerializer

    def map_serializer(self, auto_schema: Any, direction: str) -> dict[str, Any]:  # noqa: ARG002 - the names are the library's
        columns = {column.name: described(column) for column in ENCOUNTERS.columns}
        return {"type": "object", "properties": columns, "required": list(columns)}


class DatasetRecordSchema(DatasetRowSchema):  # type: ignore[no-untyped-call]
    target_class = DatasetRecordSerializer

    def map_serializer(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        row = super().map_serializer(auto_schema, direction)
        return row | {"properties": row["properties"] | {"history": HISTORY}, "required": [*row["required"], "history"]}


def described(column: Column[Any]) -> dict[str, Any]:
    """A column as JSON Schema; its codes with what each means."""
    schema = dict(TYPES.get(column.type, {"type": column.type.value}))
    if column.codes:
        meanings = [{"const": code, "description": meaning} for code, meaning in column.codes.items()]
        return {
            "oneOf": [*meanings, *([{"type": "null"}] if column.nullable else [])],
            "description": column.description,
        }
    if column.nullable:
        schema["type"] = [schema["type"], "null"]
    if column.pattern:
        schema["pattern"] = f"^{column.pattern}$"
    return schema | {"description": column.description}
