"""May this person do this to this encounter now? `check_x` raises, `can_x` answers.

How many people must read a record is the project's choice (`Policy`): with two, nobody gives the approval
that follows their own. Until an editor decides it, the settings of the installation hold.
"""

from django.conf import settings
from django.contrib.auth.models import User

from encounters import policies
from encounters.lifecycle import AWAITING, EncounterStatus
from encounters.models import Encounter

from .models import Decision, Policy


class OwnWork(Exception):
    """Policy wants a second person here."""


class NotOpen(Exception):
    """The record is decided; it must be reopened before it can be corrected."""


def in_force() -> Policy:
    """How the project reviews now; unsaved where nobody has decided it yet."""
    decided = Policy.objects.order_by("-id").first()
    return decided or Policy(readers=settings.REVIEW_READERS, blind_share=settings.REVIEW_BLIND_SHARE)


def needs_second(encounter: Encounter) -> bool:
    """The next approval is the first of two."""
    return encounter.status == EncounterStatus.AWAITING_REVIEW and in_force().readers == 2


def check_correct(person: User, encounter: Encounter) -> None:
    policies.check_reviewer(person)
    if encounter.status not in AWAITING:
        raise NotOpen(f"This record is {encounter.get_status_display()}. Reopen it before you change it.")


def check_approve(person: User, encounter: Encounter) -> None:
    """A second approval comes from somebody who neither gave the first nor wrote the values."""
    policies.check_reviewer(person)
    why = own_work(person, encounter)
    if why:
        raise OwnWork(why)


def own_work(person: User, encounter: Encounter) -> str:
    """Why the approval has to be another person's, and what this one can do; nothing where it has not."""
    if encounter.status != EncounterStatus.AWAITING_SECOND:
        return ""
    passed_on = [Decision.Kind.APPROVE, Decision.Kind.UNSURE]
    first = Decision.objects.filter(encounter=encounter, kind__in=passed_on).order_by("-id").first()
    if first and first.by_id == person.pk:
        return "You read this record before. A second person has to approve it: skip it to go on."
    if encounter.current.by_id == person.pk:
        return "These values are yours. A second person has to approve them: save what you changed, and skip to go on."
    return ""
