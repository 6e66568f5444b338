"""The calls of the desk, under `/api/v1/`."""

from django.urls import path

from .encounters import Encounters
from .queue import Next
from .revisions import Revisions
from .successions import Merge, Split, UndoSuccession

MOVES = {"approve": "approve", "reject": "reject", "return": "return_", "reopen": "reopen"}

urlpatterns = [
    path("encounters/", Encounters.as_view({"get": "list", "post": "create"}), name="api-encounters"),
    path(
        "encounters/<id:pk>/",
        Encounters.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="api-encounter",
    ),
    path("encounters/merge/", Merge.as_view(), name="api-merge"),
    path("encounters/<id:pk>/split/", Split.as_view(), name="api-split"),
    path("encounters/<id:pk>/succession/undo/", UndoSuccession.as_view(), name="api-succession-undo"),
    path("encounters/<id:pk>/revisions/", Revisions.as_view({"get": "list"}), name="api-revisions"),
    *(
        path(f"encounters/<id:pk>/{move}/", Encounters.as_view({"post": method}), name=f"api-{move}")
        for move, method in MOVES.items()
    ),
    path("review/next/", Next.as_view(), name="api-next"),
]
