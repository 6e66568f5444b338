"""What a worker process does beside its tasks: it says that it lives, and ends with its supervisor.

Imported by workers alone (`CELERY_IMPORTS`), once Django is set up.
"""

import warnings
from typing import Any

from billiard.exceptions import TimeLimitExceeded, WorkerLostError
from celery import Task, signals
from celery.platforms import SecurityWarning  # type: ignore[attr-defined] # missing in the stubs
from django.db import connections
from django.utils import timezone

from encounters import tasks
from encounters.actions import bulletins, releases, workers
from encounters.management import lifeline

warnings.filterwarnings("ignore", category=SecurityWarning)  # of pickle under root: messages are JSON alone


@signals.worker_ready.connect
def send_what_waits(**_: Any) -> None:
    """The broker may have lost everything while no worker was there to notice."""
    tasks.sweep()
    connections.close_all()  # pool processes are forked from this one: they must find no open connection


@signals.heartbeat_sent.connect
def report(sender: Any, **_: Any) -> None:
    """Celery's own heartbeat goes by way of the broker, so one that reports also hears its broker."""
    workers.report(sender.eventer.hostname, now=timezone.now())
    connections.close_all()


@signals.worker_shutdown.connect
def leave(sender: Any, **_: Any) -> None:
    workers.leave(sender.hostname)


@signals.task_failure.connect
def send_again(sender: "Task[[int], None]", exception: Exception, args: list[int], **_: Any) -> None:
    """The pool process that had the task is gone (killed, crashed, out of time): its lease need not run out."""
    if not isinstance(exception, (WorkerLostError, TimeLimitExceeded)):
        return
    if sender.name == tasks.extract.name:
        bulletins.take_back(now=timezone.now(), only=args[0])
    elif sender.name == tasks.build_release.name:
        releases.take_back(only=args[0])
    tasks.sweep()
    connections.close_all()


@signals.worker_process_init.connect
@signals.beat_init.connect
def hold_lifeline(**_: Any) -> None:
    """The pool and its parent are one process group: any pool process ends it all. The scheduler is alone."""
    lifeline.hold()
