"""An audit entry: who or what did what to the record, and when. Append-only.

What administrators do to users, groups and settings is kept by django-auditlog instead.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q


class AuditEntry(models.Model):
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    """Null where the software acted for nobody: a worker, a sweep."""
    action = models.CharField(max_length=40)
    """`bulletin.received`, `encounter.approve`, `release.published`, ..."""
    subject = models.CharField(max_length=20)
    subject_id = models.PositiveBigIntegerField()
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "audit entries"
        indexes = [models.Index(fields=["subject", "subject_id", "id"], name="audit_subject")]
        constraints = [models.CheckConstraint(condition=~Q(action=""), name="audit_has_action")]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_id}"
