"""Roles, and what each may do to the record. `is_x` answers, `check_x` raises `PermissionDenied`.

The roles are Django groups: `uploader`, `reviewer`, `editor`. A superuser has every role.
"""

from typing import cast

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied

UPLOADER, REVIEWER, EDITOR = ROLES = ("uploader", "reviewer", "editor")

type Person = User | AnonymousUser


def roles(person: Person) -> frozenset[str]:
    """The roles of a person; asked of the database once for each object, so once a request."""
    if not person.is_authenticated or not person.is_active:
        return frozenset()
    if person.is_superuser:
        return frozenset(ROLES)
    if "_roles" not in person.__dict__:
        names = person.groups.filter(name__in=ROLES).values_list("name", flat=True)
        person.__dict__["_roles"] = frozenset(names)
    return cast(frozenset[str], person.__dict__["_roles"])


def is_member(person: Person) -> bool:
    """Anyone with a role may read everything that is not public."""
    return bool(roles(person))


def is_uploader(person: Person) -> bool:
    return bool(roles(person) & {UPLOADER, EDITOR})


def is_reviewer(person: Person) -> bool:
    return bool(roles(person) & {REVIEWER, EDITOR})


def is_editor(person: Person) -> bool:
    return EDITOR in roles(person)


def check_uploader(person: Person) -> None:
    if not is_uploader(person):
        raise PermissionDenied("Handing in bulletins needs the role uploader. An administrator can give it.")


def check_reviewer(person: Person) -> None:
    if not is_reviewer(person):
        raise PermissionDenied("Reviewing needs the role reviewer. An administrator can give it.")


def check_editor(person: Person) -> None:
    if not is_editor(person):
        raise PermissionDenied("Publishing needs the role editor. An administrator can give it.")
