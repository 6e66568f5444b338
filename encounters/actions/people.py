"""Accounts that commands make: the first administrator, and the user that a program acts for."""

import secrets
from collections.abc import Iterable

from django.contrib.auth.models import Group, User
from django.db import transaction

ADMINISTRATOR = "admin"


@transaction.atomic
def first_administrator() -> str | None:
    """Where nobody has an account yet, make the administrator. Returns the password, of which only a hash is kept."""
    if User.objects.exists():
        return None
    password = secrets.token_urlsafe(9)
    User.objects.create_superuser(ADMINISTRATOR, password=password)
    return password


def create(name: str) -> User:
    """A user without a password: it acts by token, until an administrator sets one. Raises `ValidationError`."""
    person = User(username=name)
    person.set_unusable_password()
    person.full_clean()
    person.save()
    return person


def give(person: User, roles: Iterable[str]) -> None:
    """Add roles (names of `policies.ROLES`) to those that the person has."""
    person.groups.add(*Group.objects.filter(name__in=list(roles)))
