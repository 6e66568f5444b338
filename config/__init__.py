"""How the applications are put together: settings, urls, the Celery application, the WSGI entry."""

from .celery import app

__all__ = ["app"]
