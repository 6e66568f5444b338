"""The calls on bulletins: hand in, look how far they are, try again."""

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import mixins, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from encounters.actions import bulletins
from encounters.models import Bulletin
from encounters.models.tally import counted
from encounters.tasks import enqueue_extraction

from .errors import refusal
from .filters import Matching
from .pagination import NewestFirst
from .permissions import UploadersWrite, person
from .serializers import BulletinSerializer, ReceivedSerializer, UploadSerializer
from .vocabularies import BULLETIN_STATUSES


class BulletinFilters(filters.FilterSet):
    status = filters.ChoiceFilter(choices=BULLETIN_STATUSES)
    sha256 = Matching(regex="^[0-9a-f]{64}$", help_text="The SHA-256 of a file, to ask whether it is here already.")


class Bulletins(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Bulletin]):
    queryset = Bulletin.objects.all()
    serializer_class = BulletinSerializer
    permission_classes = [UploadersWrite]
    pagination_class = NewestFirst
    filterset_class = BulletinFilters

    def get_queryset(self) -> QuerySet[Bulletin]:
        return counted(super().get_queryset().select_related("created_by").defer("unexplained", "warnings"))

    @extend_schema(
        operation_id="bulletins_create",
        request={"multipart/form-data": UploadSerializer},
        responses={
            201: OpenApiResponse(ReceivedSerializer, description="Kept; a worker is asked to extract it."),
            200: OpenApiResponse(ReceivedSerializer, description="The bytes were known; here is the first bulletin."),
            413: refusal("too_large"),
        },
    )
    def create(self, request: Request) -> Response:
        """Hand in a PDF. Refused at once: `empty_file`, `not_a_pdf`, `too_large`."""
        upload = UploadSerializer(data=request.data)
        upload.is_valid(raise_exception=True)
        file = upload.validated_data["file"]
        received = bulletins.receive(
            file,
            filename=file.name,
            by=person(request),
            now=timezone.now(),
            max_bytes=settings.MAX_UPLOAD_BYTES,
            source_url=upload.validated_data.get("source_url", ""),
        )
        if not received.duplicate:
            enqueue_extraction(received.bulletin.pk)
        bulletin = self.get_queryset().get(pk=received.bulletin.pk)
        return Response(
            BulletinSerializer(bulletin).data | {"duplicate": received.duplicate},
            status=200 if received.duplicate else 201,
            headers={"Location": reverse("api-bulletin", args=[bulletin.pk])},
        )

    @extend_schema(request=None, responses={202: BulletinSerializer, 409: refusal("not_failed")})
    def retry(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - `get_object` reads it from the address
        """Put a bulletin that failed back in line."""
        bulletin = bulletins.retry(self.get_object(), by=person(request), now=timezone.now())
        enqueue_extraction(bulletin.pk)
        return Response(BulletinSerializer(self.get_object()).data, status=202)
