"""The calls that split a record or merge two, that take it back, and where the addresses of the old ones lead."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from encounters.actions import succession
from encounters.actions.encounters import Stale
from encounters.api.errors import invalid, refusal
from encounters.api.filters import ID, LARGEST
from encounters.api.permissions import ReviewersWrite, person
from encounters.api.records import StrictSerializer, WordsField
from encounters.extraction.parting import NotAWord
from encounters.models import Encounter
from review.actions import missed

from .errors import StaleSerializer
from .preconditions import IF_MATCH, seen_version
from .records import EncounterSerializer, shown

STALE = OpenApiResponse(StaleSerializer, description="Code `stale`: somebody changed it; `current` is how it is now.")
REFUSED = refusal("not_open", "held_by_another", "not_possible")


class SplitSerializer(StrictSerializer):
    at = serializers.IntegerField(
        min_value=1,
        max_value=LARGEST,
        help_text="The character of `narrative`, from 0, at which the second record begins: the first of a word.",
    )


class MergeSerializer(StrictSerializer):
    ids = serializers.ListField(
        child=WordsField(ID), min_length=2, max_length=2, help_text="Two neighbours, in any order."
    )
    etags = serializers.ListField(
        child=serializers.CharField(max_length=60),
        required=False,
        min_length=2,
        max_length=2,
        help_text="The ETags of the two as you read them, in the same order: where one has changed, nothing is merged.",
    )


class EncountersSerializer(serializers.Serializer[Any]):
    """The records that stand now."""

    encounters = EncounterSerializer(many=True)


class MovedSerializer(serializers.Serializer[Any]):
    """Where the address of a record that was split leads."""

    successors = serializers.ListField(
        child=serializers.CharField(), help_text="The addresses of the records, in order."
    )


MOVED = {
    300: OpenApiResponse(MovedSerializer, description="It was split: these records stand in its place."),
    307: OpenApiResponse(description="It was merged: `Location` is the record that stands in its place."),
}
LOCATION = OpenApiParameter(
    "Location", str, OpenApiParameter.HEADER, response=[307], description="The record that stands in its place."
)


def moved(pk: int) -> Response | None:
    """The answer at the address of a record that was split or merged; None where it stands."""
    addresses = [reverse("api-encounter", args=[new.pk]) for new in succession.successors(Encounter(pk=pk))]
    if not addresses:
        return None
    if len(addresses) == 1:
        return Response(status=307, headers={"Location": addresses[0]})
    return Response({"successors": addresses}, status=300)


def answer(encounters: list[Encounter], *, status: int = 201) -> Response:
    rows = {row.pk: row for row in shown().filter(pk__in=[encounter.pk for encounter in encounters])}
    documents = EncounterSerializer([rows[encounter.pk] for encounter in encounters], many=True).data
    return Response({"encounters": documents}, status=status)


class Split(APIView):
    permission_classes = [ReviewersWrite]

    @extend_schema(
        operation_id="encounters_split",
        request=SplitSerializer,
        parameters=[IF_MATCH],
        responses={201: EncountersSerializer, 409: REFUSED, 412: STALE, 428: refusal("precondition_required")},
    )
    def post(self, request: Request, pk: int) -> Response:
        """Part a record in two. Both are read again; what people corrected carries over where its words lie."""
        encounter = subject(pk)
        version = seen_version(request, encounter)
        asked = SplitSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        at = asked.validated_data["at"]
        try:
            parts = missed.split(encounter, at=at, by=person(request), now=timezone.now(), version=version)
        except NotAWord as error:
            raise invalid("at", str(error), code="not_a_word") from error
        return answer(list(parts))


class Merge(APIView):
    permission_classes = [ReviewersWrite]

    @extend_schema(
        operation_id="encounters_merge",
        request=MergeSerializer,
        responses={201: EncountersSerializer, 409: REFUSED, 412: STALE},
    )
    def post(self, request: Request) -> Response:
        """Make one record of two neighbours in one bulletin."""
        asked = MergeSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        ids = [int(pk) for pk in asked.validated_data["ids"]]
        found = {encounter.pk: encounter for encounter in encounters().filter(pk__in=ids)}
        if len(found) < len(set(ids)):
            raise invalid("ids", "There is no such encounter.", code="does_not_exist")
        if len(found) < len(ids):
            raise invalid("ids", "Name two encounters.", code="repeated")
        first, second = (found[pk] for pk in ids)
        for encounter, etag in zip((first, second), asked.validated_data.get("etags", ()), strict=False):
            if etag != encounter.etag:
                raise Stale(encounter)
        versions = (first.version, second.version)
        return answer([missed.merge(first, second, by=person(request), now=timezone.now(), versions=versions)])


class UndoSuccession(APIView):
    permission_classes = [ReviewersWrite]

    @extend_schema(
        operation_id="encounters_succession_undo",
        request=None,
        responses={200: EncountersSerializer, 409: refusal("held_by_another", "not_possible"), 412: STALE},
    )
    def post(self, request: Request, pk: int) -> Response:
        """Take back the split or merge that this record went into or came of. Answers with those that came back."""
        return answer(missed.undo(subject(pk), by=person(request), now=timezone.now()), status=200)


def encounters() -> QuerySet[Encounter]:
    return Encounter.objects.select_related("bulletin", "current_revision")


def subject(pk: int) -> Encounter:
    return get_object_or_404(encounters(), pk=pk)
