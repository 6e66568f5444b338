"""The calls on the dataset: rows of the newest release, for everybody."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.exceptions import APIException
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from encounters.dataset.rows import ReleasedRecord
from encounters.models import Release, ReleaseRow, released

from .dataset_filters import DatasetFilters
from .dataset_rows import DatasetRecordSerializer, DatasetRowSerializer
from .errors import refusal
from .pagination import NumberCursor
from .releases import published


class Withdrawn(APIException):
    """410: the record was published once, and is not in the newest release."""

    status_code = 410
    default_code = "withdrawn"


class DatasetCursor(NumberCursor):
    """Stays in the release it began with, should another be published between two pages."""

    ordering = "encounter_id"

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> Any:
        page: Any = super().paginate_queryset(queryset, request, view)
        if view.release:
            self.base_url = replace_query_param(request.build_absolute_uri(), "release", view.release.version)
        return page


class Dataset(mixins.ListModelMixin, viewsets.GenericViewSet[Any]):
    queryset = ReleaseRow.objects.all()
    serializer_class = DatasetRowSerializer
    permission_classes = [AllowAny]
    pagination_class = DatasetCursor
    filterset_class = DatasetFilters
    release: Release | None = None

    def get_queryset(self) -> QuerySet[ReleaseRow]:
        """Only which rows they are; `paginate_queryset` reads the records of one page."""
        version = self.request.query_params.get("release")
        self.release = get_object_or_404(published(), version=version) if version else published().first()
        return ReleaseRow.objects.filter(release=self.release).only("encounter_id")

    def paginate_queryset(self, queryset: Any) -> list[Any]:
        page = super().paginate_queryset(queryset) or []
        return list(released.stream(ReleaseRow.objects.filter(pk__in=[row.pk for row in page])))

    @extend_schema(responses={200: DatasetRecordSerializer, 410: refusal("withdrawn")})
    def retrieve(self, request: Request, record_id: str) -> Response:  # noqa: ARG002 - the arguments are DRF's
        """One record of the newest release, with its evidence and its history."""
        return Response(DatasetRecordSerializer(newest(record_id)).data)


def newest(record_id: str) -> ReleasedRecord:
    """The record in the newest release. Raises `Http404`, or `Withdrawn` where only older ones hold it."""
    rows = ReleaseRow.objects.filter(encounter__record_id=record_id, release__status=Release.Status.PUBLISHED)
    last = rows.select_related("release").defer("release__manifest").order_by("-release_id").first()
    if last is None:
        raise Http404
    if last.release != published().first():
        raise Withdrawn(f"The record was withdrawn. The last release that holds it is {last.release.version}.")
    [record] = released.stream(ReleaseRow.objects.filter(pk=last.pk))
    return record
