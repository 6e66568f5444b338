"""How a project reviews: a row for each time that an editor decided it. The newest is in force."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q


class Policy(models.Model):
    readers = models.PositiveSmallIntegerField(choices=[(1, "one"), (2, "two")])
    """How many people must approve a record."""
    blind_share = models.FloatField(validators=[MinValueValidator(0), MaxValueValidator(1)])
    """The share of approved records that a second person reads blind."""
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "policies"
        constraints = [
            models.CheckConstraint(condition=Q(readers__in=[1, 2]), name="policy_readers_known"),
            models.CheckConstraint(condition=Q(blind_share__gte=0, blind_share__lte=1), name="policy_share_of_one"),
            models.CheckConstraint(condition=~Q(reason=""), name="policy_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.get_readers_display()} to read each, {self.blind_share:.0%} read again blind"

    @property
    def percent(self) -> str:
        """`5`, `0.5`: the blind share without a trailing zero."""
        return f"{self.blind_share * 100:g}"
