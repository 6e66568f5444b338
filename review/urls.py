"""The addresses of the desk, under `review/`."""

from django.urls import path

from .views import coding, conflict, history, queue, workbench

urlpatterns = [
    path("", queue.queue, name="queue"),
    path("next/", queue.start, name="review_next"),
    path("coded/", coding.code, name="coded"),
    path("undo/", workbench.undo, name="review_undo"),
    path("<int:pk>/", workbench.workbench, name="workbench"),
    path("<int:pk>/claim/", workbench.claim, name="claim"),
    path("<int:pk>/settle/", conflict.settle, name="settle"),
    path("<int:pk>/history/", history.history, name="history"),
    path("<int:pk>/history/<int:number>/restore/", history.restore, name="restore"),
]
