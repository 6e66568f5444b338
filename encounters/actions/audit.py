"""The one place that writes audit entries."""

import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model

from encounters.models import AuditEntry


def record(
    action: str, *, subject: Model, by: User | None, now: datetime.datetime, data: dict[str, Any] | None = None
) -> AuditEntry:
    """Note that `by` (null: the software) did `action` to `subject`, in the caller's transaction."""
    return AuditEntry.objects.create(
        at=now, by=by, action=action, subject=subject._meta.model_name or "", subject_id=subject.pk, data=data or {}
    )
