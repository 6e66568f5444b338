"""The call that hands out work."""

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from encounters.api.permissions import ReviewersWrite, person
from review.actions import claims

from .preconditions import ETAG
from .records import EncounterSerializer, shown

HELD = OpenApiParameter(
    "X-Held-By-Others",
    int,
    OpenApiParameter.HEADER,
    response=[204],
    description="How many records wait in other people's hands.",
)


class Next(APIView):
    permission_classes = [ReviewersWrite]

    @extend_schema(
        operation_id="review_next",
        request=None,
        parameters=[ETAG, HELD],
        responses={200: EncounterSerializer, 204: OpenApiResponse(description="Nothing waits for you.")},
    )
    def post(self, request: Request) -> Response:
        """Claim the next record that waits, for 15 minutes."""
        now = timezone.now()
        encounter = claims.take_next(by=person(request), now=now)
        if encounter is None:
            held = claims.held_by_others(by=person(request), now=now)
            return Response(status=204, headers={"X-Held-By-Others": str(held)})
        return Response(EncounterSerializer(shown().get(pk=encounter.pk)).data, headers={"ETag": encounter.etag})
