"""Comments: what people say to each other about a record. `@name` mentions a person who can see it."""

import datetime
import re

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet

from encounters import policies
from encounters.models import Encounter
from review.models import Comment

MENTION = re.compile(r"(?<![\w@])@([\w.+-]*\w)")


class NothingSaid(Exception):
    """A comment has words."""


@transaction.atomic
def add(encounter: Encounter, *, text: str, field: str = "", by: User, now: datetime.datetime) -> Comment:
    """Say something about a record, or about one field of it."""
    policies.check_reviewer(by)
    text = text.strip()
    if not text:
        raise NothingSaid("Write the comment first.")
    comment = Comment.objects.create(encounter=encounter, field=field, text=text, by=by, at=now)
    people = User.objects.filter(username__in=MENTION.findall(text), is_active=True)
    comment.mentions.set(person for person in people if policies.is_member(person))
    return comment


def settle(comment: Comment, *, by: User, now: datetime.datetime) -> None:
    """The matter is dealt with; the comment stays readable."""
    policies.check_reviewer(by)
    Comment.objects.filter(pk=comment.pk, settled_at__isnull=True).update(settled_at=now, settled_by=by)


def waiting_for(person: User) -> QuerySet[Comment]:
    """Open comments that mention a person, the oldest first."""
    return Comment.objects.filter(mentions=person, settled_at__isnull=True).select_related(
        "by", "encounter__current_revision"
    )
