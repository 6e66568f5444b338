"""How refusals look: `{"type", "errors": [{"code", "detail", "attr"}]}`, with codes that never change.

Actions raise the exceptions of the domain; here each becomes its HTTP status and code, in one table.
`review.api.errors` adds those of the desk.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.utils import OpenApiResponse
from drf_standardized_errors.handler import ExceptionHandler as StandardHandler
from rest_framework import exceptions, serializers
from rest_framework.response import Response

from encounters.actions.bulletins import NotFailed
from encounters.actions.page_images import NoSuchPage, NotDrawable
from encounters.actions.releases import NothingNew
from encounters.reading.errors import UnreadableBulletin

from .vocabularies import ERROR_TYPES

NO_SUCH_CALL = "There is no such call. docs/reference/api.md and /api/v1/docs/ list those there are."


class Conflict(exceptions.APIException):
    """409: what was asked does not go with how things stand now."""

    status_code = 409
    default_code = "conflict"


class TooLarge(exceptions.APIException):
    status_code = 413
    default_code = "too_large"


def invalid(field: str, message: str, *, code: str = "invalid") -> exceptions.ValidationError:
    """400 for one field of what was sent."""
    return exceptions.ValidationError({field: [exceptions.ErrorDetail(message, code=code)]})


def conflict(code: str) -> Callable[[Exception], Conflict]:
    return lambda error: Conflict(str(error), code=code)


def _unreadable(error: UnreadableBulletin) -> exceptions.APIException:
    if error.code == TooLarge.default_code:
        return TooLarge(error.message)
    return invalid("file", error.message, code=error.code)


class ExceptionHandler(StandardHandler):
    """The library's handler, which knows the exceptions of the domain."""

    conversions: Mapping[type[Exception], Callable[[Any], exceptions.APIException]] = {
        UnreadableBulletin: _unreadable,
        NotFailed: conflict("not_failed"),
        NothingNew: conflict("nothing_new"),
        NoSuchPage: lambda error: exceptions.NotFound(str(error)),
        NotDrawable: lambda error: exceptions.NotFound(str(error), code="page_unreadable"),
        PermissionDenied: lambda error: exceptions.PermissionDenied(str(error) or None),
        SuspiciousOperation: lambda error: exceptions.ParseError(str(error) or None),
    }

    def convert_known_exceptions(self, exc: Exception) -> Exception:
        for kind, convert in self.conversions.items():
            if isinstance(exc, kind):
                return convert(exc)
        return super().convert_known_exceptions(exc)

    def get_response(self, exc: exceptions.APIException, data: dict[str, Any]) -> Response:
        """An exception may bring more keys for the body, and headers."""
        response = super().get_response(exc, data | getattr(exc, "body", {}))
        for name, value in getattr(exc, "headers", {}).items():
            response[name] = value
        return response


class ErrorSerializer(serializers.Serializer[Any]):
    code = serializers.CharField(help_text="A word for programs; it never changes.")
    detail = serializers.CharField(help_text="What is wrong and what to do, for people.")
    attr = serializers.CharField(allow_null=True, help_text="The field or parameter, such as `offenses.0.basis`.")


class ErrorsSerializer(serializers.Serializer[Any]):
    type = serializers.ChoiceField(choices=ERROR_TYPES)
    errors = ErrorSerializer(many=True)  # type: ignore[assignment]  # a field hides the method of this name


def refusal(*codes: str) -> OpenApiResponse:
    """Documents a refusal with one of `codes`."""
    return OpenApiResponse(ErrorsSerializer, description=f"Code {' or '.join(f'`{code}`' for code in codes)}.")


@csrf_exempt  # there is nothing here to protect, and an answer in JSON is expected
def no_such_call(_request: HttpRequest) -> JsonResponse:
    """Whatever else is asked for under `/api/v1/`."""
    error = {"code": "not_found", "detail": NO_SUCH_CALL, "attr": None}
    return JsonResponse({"type": "client_error", "errors": [error]}, status=404)
