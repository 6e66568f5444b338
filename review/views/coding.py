"""What words that a person selected on the page mean for the field that has the focus."""

from django.http import JsonResponse
from django.views.decorators.http import require_safe

from encounters.extraction.coded import coded
from encounters.views.access import MemberRequest, members_only

LONGEST = 500


@members_only
@require_safe
def code(request: MemberRequest) -> JsonResponse:
    """`?field=citizenship&text=Honduras` -> the values to set, by field; empty where the words say nothing."""
    return JsonResponse(coded(request.GET.get("field", ""), request.GET.get("text", "")[:LONGEST]))
