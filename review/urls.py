"""The addresses of the desk, under `review/`."""

from django.urls import path

from .views import blind, bulk, coding, comments, conflict, dashboard, history, preferences, queue, workbench

urlpatterns = [
    path("", queue.queue, name="queue"),
    path("next/", queue.start, name="review_next"),
    path("coded/", coding.code, name="coded"),
    path("readings/", blind.readings, name="readings"),
    path("readings/next/", blind.next_reading, name="next_reading"),
    path("readings/<int:pk>/", blind.reading, name="reading"),
    path("readings/<int:pk>/settle/", blind.settle, name="settle_reading"),
    path("bulk/", bulk.preview, name="bulk_preview"),
    path("bulk/run/", bulk.run, name="bulk_run"),
    path("bulk/<int:pk>/", bulk.action, name="bulk_action"),
    path("bulk/<int:pk>/undo/", bulk.undo, name="bulk_undo"),
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("keys/", preferences.choose_keys, name="keys"),
    path("filters/save/", preferences.save_filter, name="save_filter"),
    path("filters/<int:pk>/forget/", preferences.forget_filter, name="forget_filter"),
    path("comments/<int:pk>/settle/", comments.settle, name="settle_comment"),
    path("undo/", workbench.undo, name="review_undo"),
    path("<int:pk>/", workbench.workbench, name="workbench"),
    path("<int:pk>/claim/", workbench.claim, name="claim"),
    path("<int:pk>/comments/", comments.say, name="say"),
    path("<int:pk>/settle/", conflict.settle, name="settle"),
    path("<int:pk>/history/", history.history, name="history"),
    path("<int:pk>/history/<int:number>/restore/", history.restore, name="restore"),
]
