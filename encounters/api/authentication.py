"""Who asks: by token (`manage.py create_token`), or by the session of the pages."""

from typing import Any

from knox.auth import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed


class ApiToken(TokenAuthentication):  # type: ignore[misc]  # knox has no types
    """Knox's tokens; what could be none is refused before it is looked for."""

    def authenticate_credentials(self, token: bytes) -> Any:
        if not token.isalnum():
            raise AuthenticationFailed("Invalid token.")
        return super().authenticate_credentials(token)
