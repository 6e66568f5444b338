"""A worker: one Celery process that takes tasks, and when it was last seen at it."""

from django.db import models


class Worker(models.Model):
    name = models.CharField(max_length=255, unique=True)
    """Celery's name of it: `celery@` and the machine's."""
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
