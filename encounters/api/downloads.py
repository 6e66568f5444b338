"""Files over HTTP: whole or in part, with an ETag, so that a download can be resumed and need not be repeated.

    Range: bytes=0-99      206, the first hundred bytes
    Range: bytes=-100      206, the last hundred
    Range: bytes=900-      of a file of 500 bytes: 416

Several ranges, or a unit other than bytes, give the whole file, as the standard allows.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework.exceptions import APIException
from rest_framework.negotiation import BaseContentNegotiation

from .errors import refusal

PIECE = 64 * 1024
RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
FILE_HEADERS = [
    OpenApiParameter("Range", str, OpenApiParameter.HEADER, description="A part of the file: `bytes=0-99`."),
    OpenApiParameter("If-None-Match", str, OpenApiParameter.HEADER, description="The ETag of the copy you have."),
    OpenApiParameter("ETag", str, OpenApiParameter.HEADER, response=[200, 206, 304]),
]


def file_responses(media_type: str) -> dict[Any, Any]:
    """What a call that answers with a file documents."""
    whole = OpenApiResponse(OpenApiTypes.BINARY, description="The bytes.")
    return {
        (200, media_type): whole,
        (206, media_type): OpenApiResponse(OpenApiTypes.BINARY, description="The part that was asked for."),
        304: OpenApiResponse(description="Your copy is the file."),
        416: refusal("range_not_satisfiable"),
    }


class RangeNotSatisfiable(APIException):
    status_code = 416
    default_code = "range_not_satisfiable"
    default_detail = "The file ends before the range begins."

    def __init__(self, size: int) -> None:
        super().__init__()
        self.headers = {"Content-Range": f"bytes */{size}"}


class AsItIs(BaseContentNegotiation):
    """A file is what it is, whatever `Accept` asks for; refusals are JSON."""

    def select_parser(self, request: Any, parsers: Any) -> Any:  # noqa: ARG002 - the names are DRF's
        return parsers[0]

    def select_renderer(self, request: Any, renderers: Any, format_suffix: str | None = None) -> Any:  # noqa: ARG002
        return renderers[0], renderers[0].media_type


def download(
    request: HttpRequest, path: Path, *, name: str, etag: str, media_type: str, cache: str
) -> HttpResponseBase:
    """The file at `path`, as the request asks for it. `etag` is quoted."""
    if unchanged := not_modified(request, etag=etag, cache=cache):
        return unchanged
    try:
        size = path.stat().st_size
    except FileNotFoundError as error:
        raise Http404(f"{name} is no longer in the storage.") from error
    headers = {
        "ETag": etag,
        "Accept-Ranges": "bytes",
        "Cache-Control": cache,
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
    }
    part = _part(request, size=size, etag=etag)
    status, start, length = (206, *part) if part else (200, 0, size)
    headers["Content-Length"] = str(length)
    if part:
        headers["Content-Range"] = f"bytes {start}-{start + length - 1}/{size}"
    if request.method == "HEAD":
        return HttpResponse(status=status, content_type=media_type, headers=headers)
    if part:
        return StreamingHttpResponse(
            _pieces(path, start, length), status=status, content_type=media_type, headers=headers
        )
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=media_type, headers=headers)


def not_modified(request: HttpRequest, *, etag: str, cache: str) -> HttpResponseBase | None:
    """304 where the caller has the same bytes already."""
    response = get_conditional_response(request, etag=etag)
    if response is not None:
        response["ETag"], response["Cache-Control"] = etag, cache
    return response


def _part(request: HttpRequest, *, size: int, etag: str) -> tuple[int, int] | None:
    """Where the part begins that is asked for and how long it is; None where the whole file is to be sent."""
    asked = RANGE.fullmatch(request.headers.get("Range", "").strip())
    if not asked or request.headers.get("If-Range", etag) != etag or asked[0] == "bytes=-":
        return None
    first, last = asked.groups()
    start = int(first) if first else max(size - int(last), 0)
    end = min(int(last), size - 1) if first and last else size - 1
    if first and last and int(last) < start:
        return None  # no range at all, so as if none was sent
    if start >= size or (not first and int(last) == 0):
        raise RangeNotSatisfiable(size)
    return start, end - start + 1


def _pieces(path: Path, start: int, length: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while length and (piece := file.read(min(PIECE, length))):
            length -= len(piece)
            yield piece
