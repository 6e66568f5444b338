"""A succession: a record that was split or merged, and one that came of it; the old address leads to the new.

A split has two rows with one `old`, a merge two with one `new`. A row is never changed, only undone.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .encounter import Encounter


class Succession(models.Model):
    class Kind(models.TextChoices):
        SPLIT = "split", "split"
        MERGE = "merge", "merged"

    old = models.ForeignKey(Encounter, on_delete=models.PROTECT, related_name="succeeded_by")
    new = models.ForeignKey(Encounter, on_delete=models.PROTECT, related_name="succeeds")
    kind = models.CharField(max_length=8, choices=Kind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="succession_once"),
            models.CheckConstraint(condition=Q(kind__in=["split", "merge"]), name="succession_kind_known"),
            models.CheckConstraint(condition=~Q(old=F("new")), name="succession_of_another"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="succession_undone_at_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} {self.get_kind_display()} into {self.new_id}"
