"""Signs the people of the shelf in, and gives back what an earlier run left open: `{"reviewer-1": "the session", ...}`.

python -m benchmarks.desk.people
"""

import json

import django


def sessions() -> dict[str, str]:
    """A session for each person, as signing in makes it."""
    from django.conf import settings
    from django.contrib.auth.models import User
    from django.test import Client

    from review.models import Claim

    Claim.objects.all().delete()
    signed_in = {}
    for person in User.objects.order_by("pk"):
        client = Client()
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        signed_in[person.username] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return signed_in


if __name__ == "__main__":
    django.setup()
    print(json.dumps(sessions()))
