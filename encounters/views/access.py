"""Who may see what is not public: anyone with a role. What they may do there is for the policies."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from encounters import policies


class MemberRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: User


type View = Callable[..., HttpResponseBase]

NO_ROLE = "Your account has no role yet. An administrator can give it one."


def members_only(view: View) -> View:
    """Anonymous people are sent to sign in and come back; people without a role are told whom to ask."""

    @login_required
    @wraps(view)
    def checked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not policies.is_member(request.user):
            raise PermissionDenied(NO_ROLE)
        return view(request, *args, **kwargs)

    return checked
