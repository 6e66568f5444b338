"""A decision: who judged which revision how, and why. Append-only."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from encounters.models import Encounter, Revision


class Decision(models.Model):
    class Kind(models.TextChoices):
        APPROVE = "approve", "approved"
        REJECT = "reject", "rejected"
        RETURN = "return", "returned"
        REOPEN = "reopen", "reopened"

    encounter = models.ForeignKey(Encounter, on_delete=models.PROTECT, related_name="decisions")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=12, choices=Kind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["encounter_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["approve", "reject", "return", "reopen"]), name="decision_kind_known"
            ),
            models.CheckConstraint(condition=~Q(kind__in=["reject", "return"]) | ~Q(note=""), name="decision_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.encounter_id}"
