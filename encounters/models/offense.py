"""An offense: one charge as a prosecutor would file it, a child of a revision and as immutable."""

from django.db import models
from django.db.models import Q

from encounters.extraction.codes import OffenseBasis

from .choices import choices, values
from .revision import Revision


class Offense(models.Model):
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="offenses")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    basis = models.CharField(max_length=24, choices=choices(OffenseBasis))
    counts = models.PositiveIntegerField(null=True)
    category = models.CharField(max_length=60, null=True)

    class Meta:
        ordering = ["revision_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "position"], name="offense_position_once"),
            models.CheckConstraint(condition=Q(basis__in=values(OffenseBasis)), name="offense_basis_known"),
            models.CheckConstraint(condition=Q(counts__isnull=True) | Q(counts__gte=1), name="offense_counts_positive"),
            models.CheckConstraint(condition=~Q(text=""), name="offense_has_text"),
        ]

    def __str__(self) -> str:
        return self.text
