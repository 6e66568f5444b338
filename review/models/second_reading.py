"""A second reading: another person reads an approved record anew, without seeing what the first one said."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from encounters.models import Encounter, Revision


class SecondReading(models.Model):
    class Because(models.TextChoices):
        SAMPLE = "sample", "drawn at random"
        FAST = "fast", "decided faster than it can be read"

    class Outcome(models.TextChoices):
        WAITING = "waiting", "waiting for a reader"
        AGREED = "agreed", "both say the same"
        DIFFERS = "differs", "to be settled"
        SETTLED = "settled", "settled"
        VOID = "void", "no longer needed"

    encounter = models.ForeignKey(Encounter, on_delete=models.PROTECT, related_name="second_readings")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    """The approved revision that the second reading is held against."""
    because = models.CharField(max_length=8, choices=Because)
    chosen_at = models.DateTimeField()
    first_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.WAITING)
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    held_until = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(null=True)
    values = models.JSONField(null=True)
    """What the second reader says the record is, in the contract's form."""
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["outcome", "id"], name="second_reading_outcome")]
        constraints = [
            models.UniqueConstraint(fields=["encounter", "revision"], name="second_reading_once"),
            models.CheckConstraint(
                condition=Q(outcome__in=["waiting", "void"])
                | Q(by__isnull=False, at__isnull=False, values__isnull=False),
                name="second_reading_by_at_values",
            ),
            models.CheckConstraint(
                condition=Q(outcome="settled", settled_by__isnull=False, settled_at__isnull=False)
                | (~Q(outcome="settled") & Q(settled_by__isnull=True, settled_at__isnull=True)),
                name="second_reading_settled_at_by",
            ),
            models.CheckConstraint(
                condition=Q(by__isnull=True) | ~Q(by=models.F("first_by")), name="second_reading_by_another"
            ),
        ]

    def __str__(self) -> str:
        return f"second reading of {self.encounter_id}"
