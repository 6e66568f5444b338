"""If-Match: a change names the version of the record that its author saw, by the ETag that came with it."""

from django.utils.http import parse_etags
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from encounters.actions.encounters import Stale
from encounters.models import Encounter

from .errors import PreconditionRequired

IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, required=True, description='The ETag of the record, such as `"17.3"`.'
)
ETAG = OpenApiParameter(
    "ETag", str, OpenApiParameter.HEADER, response=[200, 201, 412], description="The record's version, for If-Match."
)


def seen_version(request: Request, encounter: Encounter) -> int:
    """The version that the request was made for: the one that is there.

    Raises `Stale` where another is there, `PreconditionRequired` where the request names none; `*`, which
    would overwrite whatever is there, names none.
    """
    etags = parse_etags(request.headers.get("If-Match", ""))
    if not etags or etags == ["*"]:
        raise PreconditionRequired
    if encounter.etag not in etags:
        raise Stale(encounter)
    return encounter.version
