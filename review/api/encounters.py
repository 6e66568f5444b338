"""The calls on encounters: read, correct, add what was missed, decide."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import mixins, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from encounters.api.errors import invalid, refusal
from encounters.api.permissions import ReviewersWrite, person
from encounters.api.records import ValuesSerializer
from encounters.extraction.contract import dump_encounter
from encounters.extraction.records import EncounterRecord
from encounters.models import Bulletin, Encounter
from review.actions import corrections, decisions

from . import successions
from .errors import StaleSerializer
from .filters import EncounterFilters
from .preconditions import ETAG, IF_MATCH, seen_version
from .records import CorrectionSerializer, EncounterSerializer, MissedRecordSerializer, NoteSerializer, shown

STALE = OpenApiResponse(StaleSerializer, description="Code `stale`: somebody changed it; `current` is how it is now.")
UNSEEN = refusal("precondition_required")
decision = extend_schema(
    request=NoteSerializer,
    parameters=[IF_MATCH, ETAG],
    responses={
        200: EncounterSerializer,
        403: refusal("permission_denied", "own_work"),
        409: refusal("invalid_transition"),
        412: STALE,
        428: UNSEEN,
    },
)


class Encounters(mixins.ListModelMixin, viewsets.GenericViewSet[Encounter]):
    queryset = Encounter.objects.all()
    serializer_class = EncounterSerializer
    permission_classes = [ReviewersWrite]
    filterset_class = EncounterFilters

    def get_queryset(self) -> QuerySet[Encounter]:
        return shown()

    @extend_schema(parameters=[ETAG, successions.LOCATION], responses={200: EncounterSerializer, **successions.MOVED})
    def retrieve(self, request: Request, pk: int) -> Response:  # noqa: ARG002 - the arguments are DRF's
        """One record; where it was split or merged, the records that stand in its place."""
        return successions.moved(pk) or self.answer(pk)

    @extend_schema(request=MissedRecordSerializer, parameters=[ETAG], responses={201: EncounterSerializer})
    def create(self, request: Request) -> Response:
        """Add a record that the extractor missed, with the boxes of its words."""
        values = accepted(MissedRecordSerializer, request)
        bulletin = Bulletin.objects.filter(pk=values.pop("bulletin")).first()
        if bulletin is None:
            raise invalid("bulletin", "There is no such bulletin.", code="does_not_exist")
        reason = values.pop("reason", "")
        unsaid = EncounterRecord(1, values["page_first"], values["page_last"], values["narrative"])
        record = {key: value for key, value in dump_encounter(unsaid).items() if key != "sequence"} | values
        encounter = corrections.add(bulletin, record, by=person(request), reason=reason, now=timezone.now())
        return self.answer(
            encounter.pk, status=201, headers={"Location": reverse("api-encounter", args=[encounter.pk])}
        )

    @extend_schema(
        request=CorrectionSerializer,
        parameters=[IF_MATCH, ETAG],
        responses={200: EncounterSerializer, 409: refusal("not_open"), 412: STALE, 428: UNSEEN},
    )
    def partial_update(self, request: Request, pk: int) -> Response:
        """Correct values, as the next revision. Where nothing differs, nothing is written."""
        encounter = self.subject(pk)
        version = seen_version(request, encounter)
        values = accepted(CorrectionSerializer, request)
        reason = values.pop("reason")
        corrections.save(encounter, values, by=person(request), reason=reason, now=timezone.now(), version=version)
        return self.answer(pk)

    @decision
    def approve(self, request: Request, pk: int) -> Response:
        """It says what the page says. With two readers, the first approval passes it on to the second."""
        return self.decide(request, pk, decisions.approve)

    @decision
    def reject(self, request: Request, pk: int) -> Response:
        """It is no record, or a wrong one that nobody will mend."""
        return self.decide(request, pk, decisions.reject)

    @decision
    def return_(self, request: Request, pk: int) -> Response:
        """Back to review, with a reason."""
        return self.decide(request, pk, decisions.return_)

    @decision
    def reopen(self, request: Request, pk: int) -> Response:
        """Take a decision back; the record waits for review again."""
        return self.decide(request, pk, decisions.reopen)

    def decide(self, request: Request, pk: int, decide: Callable[..., Encounter]) -> Response:
        encounter = self.subject(pk)
        version = seen_version(request, encounter)
        note = NoteSerializer(data=request.data)
        note.is_valid(raise_exception=True)
        decide(encounter, by=person(request), now=timezone.now(), version=version, note=note.validated_data["note"])
        return self.answer(pk)

    def subject(self, pk: int) -> Encounter:
        return get_object_or_404(Encounter.objects.select_related("current_revision"), pk=pk)

    def answer(self, pk: int, *, status: int = 200, headers: dict[str, str] | None = None) -> Response:
        encounter = get_object_or_404(shown(), pk=pk)
        headers = {"ETag": encounter.etag} | (headers or {})
        return Response(EncounterSerializer(encounter).data, status=status, headers=headers)


def accepted(form: type[ValuesSerializer], request: Request) -> dict[str, Any]:
    """What was sent, as it was sent, once every field of it is right."""
    form(data=request.data).is_valid(raise_exception=True)
    return dict(request.data)
