"""A decision: who judged which revision how, and why. Append-only."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from encounters.models import Encounter, Revision

from .bulk_action import BulkAction


class Decision(models.Model):
    class Kind(models.TextChoices):
        APPROVE = "approve", "approved"
        REJECT = "reject", "rejected"
        RETURN = "return", "returned"
        REOPEN = "reopen", "reopened"
        UNSURE = "unsure", "unsure"

    encounter = models.ForeignKey(Encounter, on_delete=models.PROTECT, related_name="decisions")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=12, choices=Kind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(blank=True)
    seconds = models.FloatField(null=True)
    """From opening the record to deciding; null where nobody held it; 0 in a bulk action, which nobody reads."""

    bulk = models.ForeignKey(BulkAction, null=True, on_delete=models.PROTECT, related_name="decisions")
    """The bulk action that it was part of."""

    class Meta:
        ordering = ["encounter_id", "id"]
        indexes = [
            models.Index(fields=["by", "-id"], name="decision_by_newest"),
            models.Index(fields=["encounter", "by"], name="decision_encounter_by"),
            models.Index(fields=["at"], name="decision_at"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["approve", "reject", "return", "reopen", "unsure"]), name="decision_kind_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["reject", "return", "unsure"]) | ~Q(note=""), name="decision_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.encounter_id}"
