"""A comment on a record or one of its fields, with the people it mentions."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from encounters.models import Encounter
from review.highlights import label


class Comment(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.PROTECT, related_name="comments")
    field = models.CharField(max_length=60, blank=True)
    """The key of the contract (`agency`, `offenses.1`); empty for the whole record."""
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    mentions = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="mentioned_in", blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["encounter_id", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="comment_has_text"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="comment_settled_at_by",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def about(self) -> str:
        """The field in words; empty for the whole record."""
        return label(self.field)
