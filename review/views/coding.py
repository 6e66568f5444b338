"""What words mean for the field that has the focus: those selected on the page, and those being typed."""

from django.http import JsonResponse
from django.views.decorators.http import require_safe

from encounters.extraction.coded import coded
from encounters.extraction.coding import suggestions
from encounters.views.access import MemberRequest, members_only

LONGEST = 500


@members_only
@require_safe
def code(request: MemberRequest) -> JsonResponse:
    """`?field=citizenship&text=Honduras` -> the values to set, by field; empty where the words say nothing."""
    return JsonResponse(coded(request.GET.get("field", ""), request.GET.get("text", "")[:LONGEST]))


@members_only
@require_safe
def suggest(request: MemberRequest) -> JsonResponse:
    """`?field=agency&text=knox&state=TN` -> `{"names": [...]}`, the names that may be meant, the likeliest first."""
    field, text, state = (request.GET.get(name, "")[:LONGEST] for name in ("field", "text", "state"))
    answer = JsonResponse({"names": suggestions.names(field, text, state=state or None)})
    answer["Cache-Control"] = "private, max-age=3600"
    return answer
