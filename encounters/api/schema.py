"""What the OpenAPI document says beyond what the library reads from the code. `urls` loads this."""

from typing import Any

from drf_spectacular.contrib.knox_auth_token import KnoxTokenScheme
from drf_spectacular.extensions import OpenApiSerializerExtension, OpenApiSerializerFieldExtension


class ApiTokenScheme(KnoxTokenScheme):  # type: ignore[no-untyped-call]  # spectacular registers it
    target_class = "encounters.api.authentication.ApiToken"


class StrictSerializerSchema(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]
    """A request with a key that is not listed is refused, so the document says so."""

    target_class = "encounters.api.records.StrictSerializer"
    match_subclasses = True

    def map_serializer(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        schema: dict[str, Any] = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        return schema | {"additionalProperties": False} if direction == "request" else schema


class EvidenceSchema(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]
    target_class = "encounters.api.records.EvidenceField"

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        schema: dict[str, Any] = auto_schema._map_serializer_field(self.target, direction, bypass_extensions=True)
        return schema | {"propertyNames": {"pattern": self.target.places}}
