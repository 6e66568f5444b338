"""A claim: who has an encounter open, or next in hand, and until when. Free for others once `until` is past."""

from django.conf import settings
from django.db import models

from encounters.models import Encounter


class Claim(models.Model):
    encounter = models.OneToOneField(Encounter, on_delete=models.CASCADE, related_name="claim")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="claims")
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    ahead = models.BooleanField(default=False)
    """Fetched for the person's next one and not on the screen yet: a short lease, and nothing read."""

    class Meta:
        indexes = [models.Index(fields=["by", "until"], name="claim_by_until")]

    def __str__(self) -> str:
        return f"{self.encounter_id} held by {self.by_id} until {self.until:%H:%M}"
