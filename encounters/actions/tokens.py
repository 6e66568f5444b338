"""Tokens of the HTTP API: made for a person, shown once, kept as a hash, taken back at any time."""

from django.contrib.auth.models import User
from knox.models import AuthToken


def issue(*, to: User) -> tuple[AuthToken, str]:
    """A new token of `to`, and its text, which nobody can read again."""
    kept, text = AuthToken.objects.create(user=to)
    return kept, text


def revoke(token_key: str, *, of: User) -> bool:
    """Take back the token of `of` that begins with `token_key`; false where there is none."""
    deleted, _ = AuthToken.objects.filter(user=of, token_key=token_key).delete()
    return bool(deleted)
