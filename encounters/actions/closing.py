"""Closing a bulletin: a person says that nothing more is to be done in it. It holds until something is."""

import datetime
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from django.contrib.auth.models import User
from django.db import transaction

from encounters import policies
from encounters.lifecycle import AWAITING, BulletinStatus
from encounters.models import Bulletin

from . import accounting, audit, unread


class Reason(StrEnum):
    """Why a bulletin cannot be closed."""

    NOT_EXTRACTED = "not_extracted"
    UNREAD = "unread"
    UNEXPLAINED = "unexplained"
    AWAITING = "awaiting"


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing that keeps a bulletin open; `count` words or records, `page` where it lies on one."""

    reason: Reason
    count: int = 0
    page: int | None = None

    def __str__(self) -> str:
        one = self.count == 1
        match self.reason:
            case Reason.NOT_EXTRACTED:
                return "The bulletin has not been extracted."
            case Reason.UNREAD:
                return f"Page {self.page} could not be read, and no editor has read it by eye."
            case Reason.UNEXPLAINED:
                return f"{self.count} word{'' if one else 's'} unexplained on page {self.page}."
            case Reason.AWAITING:
                return f"{self.count} record{' waits' if one else 's wait'} for review."


class NotFinished(Exception):
    """The bulletin cannot be closed yet; `stops` say what is left."""

    def __init__(self, stops: tuple[Stop, ...]) -> None:
        self.stops = stops
        super().__init__(" ".join(str(stop) for stop in stops))


def stops(bulletin: Bulletin) -> tuple[Stop, ...]:
    """What keeps a bulletin from being closed, page by page; nothing where it can be."""
    if bulletin.status != BulletinStatus.EXTRACTED:
        return (Stop(Reason.NOT_EXTRACTED),)
    words: Counter[int] = Counter()
    for run in bulletin.unexplained:
        words[run["page"]] += len(run["text"].split())
    found = [Stop(Reason.UNREAD, page=page) for page in unread.waiting(bulletin)]
    found += [Stop(Reason.UNEXPLAINED, count, page) for page, count in sorted(words.items())]
    waiting = bulletin.encounters.filter(status__in=AWAITING).count()
    return (*found, Stop(Reason.AWAITING, waiting)) if waiting else tuple(found)


@transaction.atomic
def close(bulletin: Bulletin, *, by: User, now: datetime.datetime) -> Bulletin:
    """Say that a bulletin is done; one that is closed already stays as it is. Raises `NotFinished`."""
    policies.check_reviewer(by)
    bulletin = accounting.lock(bulletin)
    if bulletin.closed_at:
        return bulletin
    left = stops(bulletin)
    if left:
        raise NotFinished(left)
    _set(bulletin, closed_at=now, closed_by=by)
    audit.record("bulletin.closed", subject=bulletin, by=by, now=now)
    return bulletin


@transaction.atomic
def reopen(bulletin: Bulletin, *, by: User, now: datetime.datetime) -> Bulletin:
    """Take that back; one that is open stays as it is."""
    policies.check_reviewer(by)
    return open_again(bulletin, by=by, now=now)


def open_again(bulletin: Bulletin, *, by: User, now: datetime.datetime) -> Bulletin:
    """Hold the bulletin's row, and reopen it where it is closed: something in it is about to wait again."""
    bulletin = accounting.lock(bulletin)
    if bulletin.closed_at:
        _set(bulletin, closed_at=None, closed_by=None)
        audit.record("bulletin.reopened", subject=bulletin, by=by, now=now)
    return bulletin


def _set(bulletin: Bulletin, *, closed_at: datetime.datetime | None, closed_by: User | None) -> None:
    bulletin.closed_at, bulletin.closed_by = closed_at, closed_by
    bulletin.save(update_fields=["closed_at", "closed_by"])
