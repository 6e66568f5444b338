"""`GET /healthz`: is everything alive that the site needs? For monitors, load balancers, containers.

    200 {"web": "ok", "database": "ok", "worker": "ok"}
    503 {"web": "ok", "database": "ok", "worker": "No worker has reported for 15 seconds."}

Without login, and cheap: one row by its index. A worker's report goes by way of its broker, so a lost
broker shows here too.
"""

from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from encounters.actions import workers

OK = "ok"
NO_WORKER = f"No worker has reported for {workers.SILENT.seconds} seconds."


@never_cache
@require_safe
def healthz(_: HttpRequest) -> JsonResponse:
    parts = {"web": OK, **check()}
    well = all(state == OK for state in parts.values())
    return JsonResponse(parts, status=200 if well else 503)


def check() -> dict[str, str]:
    """What stands behind the web server: `ok`, or what is wrong, of each part."""
    try:
        alive = workers.alive(now=timezone.now())
    except DatabaseError:
        return {"database": "The database does not answer.", "worker": "Not known without the database."}
    return {"database": OK, "worker": OK if alive else NO_WORKER}
