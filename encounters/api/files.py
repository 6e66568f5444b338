"""The calls that answer with a bulletin's own bytes, and with the picture of a page."""

from pathlib import Path

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.views import APIView

from encounters.actions import page_images
from encounters.models import Bulletin

from .downloads import FILE_HEADERS, AsItIs, download, file_responses, not_modified

OWN_COPY = "private, max-age=31536000, immutable"
"""What is filed by the hash of its bytes never changes; it is nobody else's to keep."""


class BulletinFile(APIView):
    content_negotiation_class = AsItIs

    @extend_schema(operation_id="bulletins_file", parameters=FILE_HEADERS, responses=file_responses("application/pdf"))
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """The file as it was handed in, byte for byte."""
        bulletin = get_object_or_404(Bulletin.objects.only("sha256", "filename"), pk=pk)
        return download(
            request,
            Path(bulletin.path),
            name=bulletin.filename,
            etag=f'"{bulletin.sha256}"',
            media_type="application/pdf",
            cache=OWN_COPY,
        )


class WidthSerializer(serializers.Serializer[dict[str, int]]):
    width = serializers.IntegerField(
        min_value=1,
        max_value=10_000,
        default=page_images.DEFAULT_WIDTH,
        help_text=f"Pixels; the next larger of {', '.join(map(str, page_images.WIDTHS))} is sent, or the largest.",
    )


class PageImage(APIView):
    content_negotiation_class = AsItIs

    @extend_schema(
        operation_id="bulletins_page_image",
        parameters=[
            WidthSerializer,
            OpenApiParameter("If-None-Match", str, OpenApiParameter.HEADER),
            OpenApiParameter("ETag", str, OpenApiParameter.HEADER, response=[200, 304]),
        ],
        responses={
            (200, "image/webp"): OpenApiResponse(OpenApiTypes.BINARY, description="The page as WebP or PNG."),
            (200, "image/png"): OpenApiResponse(OpenApiTypes.BINARY, description="The page as WebP or PNG."),
            304: OpenApiResponse(description="Your copy is the picture."),
        },
    )
    def get(self, request: Request, pk: int, number: int) -> HttpResponseBase:
        """A page as a picture. 404 also where the page is there and cannot be drawn: code `page_unreadable`."""
        asked = WidthSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        width = page_images.snapped(asked.validated_data["width"])
        bulletin = get_object_or_404(Bulletin.objects.only("sha256", "page_count"), pk=pk)
        etag = f'"{bulletin.sha256[:16]}-{number}-{width}"'
        if unchanged := not_modified(request, etag=etag, cache=OWN_COPY):
            return unchanged
        picture, media_type = page_images.image(bulletin, number, width)
        return HttpResponse(picture, content_type=media_type, headers={"ETag": etag, "Cache-Control": OWN_COPY})
