"""The web server: `gunicorn --config python:config.gunicorn config.wsgi`."""

from importlib import import_module

from django.conf import settings
from gunicorn.workers.base import Worker

from encounters.management import lifeline

bind = f"{settings.HOST}:{settings.PORT}"
worker_class = "gthread"
workers = settings.WEB_PROCESSES
threads = settings.WEB_THREADS
timeout = 60
graceful_timeout = 5
"""Seconds that requests have to end when the server is stopped."""
loglevel = settings.LOG_LEVEL.lower()
control_socket_disable = True


def post_worker_init(worker: Worker) -> None:  # noqa: ARG001 - gunicorn's signature
    """The worker and its master are one process group: one holds the lifeline for both. Every page's code is imported
    here, so that the first person does not wait a third of a second for it."""
    lifeline.hold()
    import_module(settings.ROOT_URLCONF)
