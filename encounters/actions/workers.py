"""Workers say that they live, in the database: the one place that one machine and many have in common."""

import datetime

from encounters.models import Worker

EVERY = datetime.timedelta(seconds=5)
"""How often a worker reports: what `--heartbeat-interval` is given."""
SILENT = 3 * EVERY
"""One that has not reported for so long counts as lost."""
FORGET = datetime.timedelta(days=1)


def report(name: str, *, now: datetime.datetime) -> None:
    """The worker `name` lives and hears its broker. Rows of workers long gone are dropped."""
    _, new = Worker.objects.update_or_create(name=name, defaults={"seen_at": now})
    if new:
        Worker.objects.filter(seen_at__lt=now - FORGET).delete()


def leave(name: str) -> None:
    """The worker `name` ends in good order."""
    Worker.objects.filter(name=name).delete()


def leave_all() -> None:
    """Every worker is gone, as the caller knows."""
    Worker.objects.all().delete()


def alive(*, now: datetime.datetime) -> list[str]:
    """The names of the workers that reported lately."""
    return list(Worker.objects.filter(seen_at__gt=now - SILENT).values_list("name", flat=True))
