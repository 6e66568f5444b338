"""A person's own account: what they may do, how they sign in, and their tokens for the HTTP API."""

from collections.abc import Callable

from allauth.account.decorators import reauthentication_required
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from knox.models import AuthToken

from encounters import policies
from encounters.actions import tokens

from .access import NO_ROLE, MemberRequest, View, members_only

password_asked_again: Callable[[View], View] = reauthentication_required(allow_get=True)


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
@password_asked_again
def account(request: MemberRequest) -> HttpResponse:
    """Shows the account. A POST, after the password was asked for again, makes a token and shows it this once."""
    text = ""
    if request.method == "POST":
        if not policies.is_member(request.user):
            raise PermissionDenied(NO_ROLE)
        _, text = tokens.issue(to=request.user)
    context = {
        "section": "account",
        "roles": [role for role in policies.ROLES if role in policies.roles(request.user)],
        "two_step": is_mfa_enabled(request.user),
        "tokens": AuthToken.objects.filter(user=request.user).order_by("-created"),
        "new_token": text,
    }
    return render(request, "encounters/account.html", context)


@require_POST
@members_only
def revoke(request: MemberRequest, token_key: str) -> HttpResponse:
    if tokens.revoke(token_key, of=request.user):
        messages.success(request, f"The token {token_key}… no longer works.")
    else:
        messages.warning(request, "There is no such token any more.")
    return redirect("account")
