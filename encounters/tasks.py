"""What workers do. A task loads by id and calls one action; the database is the truth of every task."""

import structlog
from celery import Task, shared_task
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from .actions import bulletins, extraction, releases

log = structlog.get_logger(__name__)


@shared_task
def extract(bulletin_id: int) -> None:
    """Extract one bulletin. A message that comes twice finds it taken, and does nothing."""
    extraction.run(bulletin_id)


@shared_task
def build_release(release_id: int) -> None:
    """Write the files of a release that is being built, and publish it."""
    releases.build(release_id)


@shared_task
def sweep() -> None:
    """Send again what waits, or whose worker is lost: a broker may forget everything."""
    now = timezone.now()
    for bulletin_id in bulletins.overdue(now=now):
        extract.delay(bulletin_id)
    for release_id in releases.overdue(now=now):
        build_release.delay(release_id)


def enqueue_extraction(bulletin_id: int) -> None:
    """Ask a worker for a bulletin, once its row is committed."""
    _ask(extract, bulletin_id)


def enqueue_build(release_id: int) -> None:
    """Ask a worker for the files of a release, once its row is committed."""
    _ask(build_release, release_id)


def _ask(task: "Task[[int], None]", pk: int) -> None:
    """A broker that does not answer is no failure of the request: the row waits, and `sweep` asks again."""

    def send() -> None:
        try:
            task.delay(pk)
        except OperationalError as error:
            log.warning("broker does not answer; the sweep will send it", task=task.name, id=pk, error=str(error))

    transaction.on_commit(send)
