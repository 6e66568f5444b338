"""Who may make which call: permission classes that ask `encounters.policies`.

Anyone with a role reads working data; only what is marked public answers without a login.
"""

from collections.abc import Callable
from typing import Any, cast

from django.contrib.auth.models import User
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from encounters import policies


class MembersRead(BasePermission):
    """Reading needs a role, whichever; what writes needs more."""

    check_write: Callable[[Any], None] | None = None

    def has_permission(self, request: Request, view: object) -> bool:  # noqa: ARG002 - the name is DRF's
        if not request.user.is_authenticated:
            return False
        if request.method in SAFE_METHODS:
            return policies.is_member(request.user)
        if self.check_write is not None:
            self.check_write(request.user)
        return True


class UploadersWrite(MembersRead):
    check_write = staticmethod(policies.check_uploader)


class ReviewersWrite(MembersRead):
    check_write = staticmethod(policies.check_reviewer)


class EditorsWrite(MembersRead):
    check_write = staticmethod(policies.check_editor)


def person(request: Request) -> User:
    """Who asks, behind a permission that lets nobody through who has not signed in."""
    return cast(User, request.user)
