"""Who may see the desk: anyone with a role. What they may do there is for the policies."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from encounters import policies

type View = Callable[..., HttpResponse]


def members_only(view: View) -> View:
    @login_required
    @wraps(view)
    def checked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not policies.is_member(request.user):
            raise PermissionDenied("Your account has no role yet. An administrator can give it one.")
        return view(request, *args, **kwargs)

    return checked
