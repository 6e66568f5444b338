"""An event: what happened after an encounter, a child of a revision and as immutable."""

from django.db import models
from django.db.models import Q

from encounters.extraction.codes import EventType

from .choices import choices, values
from .revision import Revision


class Event(models.Model):
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="events")
    position = models.PositiveSmallIntegerField()
    type = models.CharField(max_length=24, choices=choices(EventType))
    on = models.DateField(null=True)
    actor = models.CharField(max_length=300, null=True)

    class Meta:
        ordering = ["revision_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "position"], name="event_position_once"),
            models.CheckConstraint(condition=Q(type__in=values(EventType)), name="event_type_known"),
        ]

    def __str__(self) -> str:
        return self.get_type_display()
