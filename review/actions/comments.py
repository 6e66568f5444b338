"""Comments: what people say to each other about a record. `@name` mentions a person who can see it."""

import datetime
import re

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet

from encounters import policies
from encounters.models import Encounter
from review.highlights import hue
from review.models import Comment

MENTION = re.compile(r"(?<![\w@])@([\w.+-]*\w)")
OFFERED = 8
"""People that are offered while a name is typed."""


class NothingSaid(Exception):
    """A comment has words."""


@transaction.atomic
def add(encounter: Encounter, *, text: str, field: str = "", by: User, now: datetime.datetime) -> Comment:
    """Say something about a record, or about one field of it."""
    policies.check_reviewer(by)
    text = text.strip()
    if not text:
        raise NothingSaid("Write the comment first.")
    field = field[:60] if hue(field) else ""
    comment = Comment.objects.create(encounter=encounter, field=field, text=text, by=by, at=now)
    people = User.objects.filter(username__in=MENTION.findall(text), is_active=True)
    comment.mentions.set(person for person in people if policies.is_member(person))
    return comment


def unknown(comment: Comment) -> list[str]:
    """The names behind an @ that are nobody's who could be asked: they find nothing in their queue."""
    known = {person.get_username() for person in comment.mentions.all()}
    return [name for name in dict.fromkeys(MENTION.findall(comment.text)) if name not in known]


def people(text: str) -> list[str]:
    """Names that begin with `text`, then those that contain it, of people who can be mentioned."""
    named = User.objects.filter(username__icontains=text, is_active=True).order_by("username")
    found = [
        person.get_username()
        for person in named[: OFFERED * 8].prefetch_related("groups")
        if MENTION.fullmatch(f"@{person.get_username()}") and policies.is_member(person)
    ]
    return sorted(found, key=lambda name: not name.lower().startswith(text.lower()))[:OFFERED]


def settle(comment: Comment, *, by: User, now: datetime.datetime) -> None:
    """The matter is dealt with; the comment stays readable."""
    policies.check_reviewer(by)
    Comment.objects.filter(pk=comment.pk, settled_at__isnull=True).update(settled_at=now, settled_by=by)


def waiting_for(person: User) -> QuerySet[Comment]:
    """Open comments that mention a person, the oldest first."""
    return Comment.objects.filter(mentions=person, settled_at__isnull=True).select_related(
        "by", "encounter__current_revision"
    )
