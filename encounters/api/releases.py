"""The calls on releases: what is published is for everybody, publishing is for editors."""

from pathlib import Path

from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import mixins, viewsets
from rest_framework.permissions import AllowAny, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from encounters import policies
from encounters.actions import releases
from encounters.dataset.manifest import MEDIA_TYPES
from encounters.models import Release, released
from encounters.tasks import enqueue_build

from .downloads import FILE_HEADERS, AsItIs, download, file_responses
from .errors import refusal
from .pagination import NewestFirst
from .permissions import EditorsWrite, person
from .release_serializers import DifferenceSerializer, PublishSerializer, ReleaseSerializer

FOR_EVERYBODY = "public, max-age=31536000, immutable"
KINDS = MEDIA_TYPES | {".json": "application/json", ".zip": "application/zip"}
TEXT = "text/plain"


class Releases(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Release]):
    queryset = Release.objects.all()
    serializer_class = ReleaseSerializer
    pagination_class = NewestFirst
    lookup_field = "version"

    def get_permissions(self) -> list[BasePermission]:
        """What is published is for everybody, so the document says that reading needs no login."""
        return [EditorsWrite()] if self.action == "create" else [AllowAny()]

    def get_queryset(self) -> QuerySet[Release]:
        """What is still being built is seen by those who have a role."""
        shown = super().get_queryset().defer("manifest")
        if policies.is_member(self.request.user):
            return shown
        return shown.filter(status=Release.Status.PUBLISHED)

    @extend_schema(
        request=PublishSerializer,
        responses={
            202: OpenApiResponse(ReleaseSerializer, description="Pinned; a worker builds its files. Ask for it again."),
            409: refusal("nothing_new"),
        },
    )
    def create(self, request: Request) -> Response:
        """Publish every approved record as the next release."""
        asked = PublishSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        release = releases.publish(by=person(request), note=asked.validated_data["note"], now=timezone.now())
        enqueue_build(release.pk)
        address = reverse("api-release", args=[release.version])
        return Response(ReleaseSerializer(release).data, status=202, headers={"Location": address})


class ReleaseFile(APIView):
    permission_classes = [AllowAny]
    content_negotiation_class = AsItIs

    @extend_schema(operation_id="releases_file", parameters=FILE_HEADERS, responses=file_responses("*/*"))
    def get(self, request: Request, version: str, name: str) -> HttpResponseBase:
        """One file of a release; its media type is that of its name."""
        release = get_object_or_404(published(), version=version)
        entry = next((entry for entry in release.files if entry["name"] == name), None)
        if entry is None:
            raise Http404
        return download(
            request,
            release.folder / name,
            name=name,
            etag=f'"{entry["sha256"]}"',
            media_type=media_type(name),
            cache=FOR_EVERYBODY,
        )


class ReleaseDifference(APIView):
    permission_classes = [AllowAny]

    @extend_schema(operation_id="releases_difference", responses=DifferenceSerializer)
    def get(self, request: Request, before: str, after: str) -> Response:  # noqa: ARG002 - the arguments are DRF's
        """What changed from one release to another, whichever is the older."""
        first, second = (get_object_or_404(published(), version=version) for version in (before, after))
        return Response(DifferenceSerializer(released.difference(first, second)).data)


def media_type(name: str) -> str:
    """`encounters.csv` is `text/csv; charset=utf-8`."""
    kind = KINDS.get(Path(name).suffix, TEXT)
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def published() -> QuerySet[Release]:
    return Release.objects.defer("manifest").filter(status=Release.Status.PUBLISHED)
