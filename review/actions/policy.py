"""How the project reviews is decided by an editor, with a reason, and every such decision is kept."""

import datetime

from django.contrib.auth.models import User
from django.db import transaction

from encounters import policies as roles
from encounters.actions import audit
from review.models import Policy


@transaction.atomic
def decide(*, readers: int, blind_share: float, reason: str, by: User, now: datetime.datetime) -> Policy:
    """Put a policy in force for the approvals that come; those that were given stand. Raises `PermissionDenied`."""
    roles.check_editor(by)
    policy = Policy.objects.create(readers=readers, blind_share=blind_share, reason=reason.strip(), by=by, at=now)
    data = {"readers": readers, "blind_share": blind_share, "reason": policy.reason}
    audit.record("policy.decided", subject=policy, by=by, now=now, data=data)
    return policy
