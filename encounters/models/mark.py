"""A mark: what a person says some words of a page are, where the extractor could not tell.

A page that no reader could read has no words: an editor's word that it was read by eye is a mark too.
Words that became a record by a person's hand (marked as a new encounter, or parted or joined by a split or a
merge) have a mark too: it holds the words of that record. A mark is never changed, only undone.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from .bulletin import Bulletin
from .encounter import Encounter


class Mark(models.Model):
    class Kind(models.TextChoices):
        ENCOUNTER = "encounter", "encounter"
        BOILERPLATE = "boilerplate", "boilerplate"
        NOT_AN_ENCOUNTER = "not_an_encounter", "not an encounter"
        READ_BY_EYE = "read_by_eye", "read by eye"

    bulletin = models.ForeignKey(Bulletin, on_delete=models.PROTECT, related_name="marks")
    page = models.PositiveIntegerField()
    words = models.JSONField()
    """Indexes into `Page.words`, ascending."""
    kind = models.CharField(max_length=16, choices=Kind)
    reason = models.CharField(max_length=500, blank=True)
    encounter = models.ForeignKey(Encounter, null=True, on_delete=models.PROTECT, related_name="marks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["bulletin_id", "id"]
        indexes = [models.Index(fields=["bulletin", "page"], name="mark_page")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["encounter", "boilerplate", "not_an_encounter", "read_by_eye"]),
                name="mark_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(kind="encounter", encounter__isnull=False)
                | (~Q(kind="encounter") & Q(encounter__isnull=True)),
                name="mark_encounter_iff_kind",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["not_an_encounter", "read_by_eye"]) | ~Q(reason=""), name="mark_says_why"
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="mark_undone_at_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on page {self.page}"

    @property
    def size(self) -> int:
        """How many words it covers."""
        return len(self.words)
