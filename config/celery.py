"""The Celery application. Tasks live in `encounters.tasks`; this names the settings and the schedule."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("bulletin_desk")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    "take up what waits too long": {"task": "encounters.tasks.sweep", "schedule": 30.0},
}
