"""The calls on the record, under `/api/v1/`. Those on encounters, which are review, are in `review.api`."""

from django.urls import path
from rest_framework.parsers import MultiPartParser

from . import addresses as addresses  # names the converter `id`
from . import schema as schema
from .bulletins import Bulletins
from .dataset import Dataset
from .files import BulletinFile, PageImage
from .releases import ReleaseDifference, ReleaseFile, Releases

urlpatterns = [
    path(
        "bulletins/",
        Bulletins.as_view({"get": "list", "post": "create"}, parser_classes=[MultiPartParser]),
        name="api-bulletins",
    ),
    path("bulletins/<id:pk>/", Bulletins.as_view({"get": "retrieve"}), name="api-bulletin"),
    path("bulletins/<id:pk>/retry/", Bulletins.as_view({"post": "retry"}), name="api-bulletin-retry"),
    path("bulletins/<id:pk>/file/", BulletinFile.as_view(), name="api-bulletin-file"),
    path("bulletins/<id:pk>/pages/<int:number>/image/", PageImage.as_view(), name="api-page-image"),
    path("releases/", Releases.as_view({"get": "list", "post": "create"}), name="api-releases"),
    path("releases/<str:version>/", Releases.as_view({"get": "retrieve"}), name="api-release"),
    path("releases/<str:version>/files/<str:name>", ReleaseFile.as_view(), name="api-release-file"),
    path("releases/<str:before>/difference/<str:after>/", ReleaseDifference.as_view(), name="api-difference"),
    path("dataset/", Dataset.as_view({"get": "list"}), name="api-dataset"),
    path("dataset/<str:record_id>/", Dataset.as_view({"get": "retrieve"}), name="api-dataset-record"),
]
