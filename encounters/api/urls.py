"""The calls on the record, under `/api/v1/`. Those on encounters, which are review, are in `review.api`."""

from django.urls import path
from rest_framework.parsers import MultiPartParser

from . import addresses as addresses  # names the converter `id`
from . import schema as schema
from .bulletins import Bulletins

urlpatterns = [
    path(
        "bulletins/",
        Bulletins.as_view({"get": "list", "post": "create"}, parser_classes=[MultiPartParser]),
        name="api-bulletins",
    ),
    path("bulletins/<id:pk>/", Bulletins.as_view({"get": "retrieve"}), name="api-bulletin"),
    path("bulletins/<id:pk>/retry/", Bulletins.as_view({"post": "retry"}), name="api-bulletin-retry"),
]
