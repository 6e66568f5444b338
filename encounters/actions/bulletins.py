"""Bulletins: handing them in, and the lease under which one worker extracts each.

A worker that takes a bulletin renews its heartbeat page by page; one that is silent for `LEASE` is
taken to be lost. Every write of a worker names its attempt, so one that wakes up late writes nothing.
"""

import datetime
import hashlib
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.files import File
from django.core.files.storage import storages
from django.db import IntegrityError, transaction
from django.db.models import F, Q

from encounters import policies
from encounters.extraction.records import Extraction
from encounters.extraction.version import EXTRACTOR_VERSION
from encounters.lifecycle import BulletinStatus, target
from encounters.models import Bulletin
from encounters.models.bulletin import Stage
from encounters.reading.check import check_file

from . import audit

LEASE = datetime.timedelta(minutes=2)
RESEND = datetime.timedelta(minutes=1)
MOST_ATTEMPTS = 3
WORKER_LOST = "worker_lost"
"""The one code of a failure that no reader gives: see `reading.errors.REASONS` for the others."""
CHUNK = 1024 * 1024


class NotFailed(Exception):
    """Only a bulletin that failed can be tried again."""


class LeaseLost(Exception):
    """Another worker has taken the bulletin over; what this one found is dropped."""


@dataclass(frozen=True, slots=True)
class Received:
    bulletin: Bulletin
    duplicate: bool
    """The bytes were known already; `bulletin` is the first one."""


def receive(
    file: "File[bytes]", *, filename: str, by: User | None, now: datetime.datetime, max_bytes: int, source_url: str = ""
) -> Received:
    """Keep a file and its row. When this returns both are safe; the caller then asks a worker.

    Raises `UnreadableBulletin` (`empty_file`, `not_a_pdf`, `too_large`) and keeps nothing.
    """
    if by is not None:
        policies.check_uploader(by)
    check_file(file, size=file.size, max_bytes=max_bytes)
    sha256 = _sha256(file)
    known = Bulletin.objects.filter(sha256=sha256).first()
    if known:
        return Received(known, duplicate=True)
    bulletin = Bulletin(
        sha256=sha256,
        filename=filename[-255:],
        byte_size=file.size,
        source_url=source_url,
        created_at=now,
        created_by=by,
    )
    _store(file, bulletin)
    try:
        with transaction.atomic():
            bulletin.save(force_insert=True)
            audit.record(
                "bulletin.received", subject=bulletin, by=by, now=now, data={"filename": filename, "sha256": sha256}
            )
    except IntegrityError:  # the same bytes came twice at the same moment
        return Received(Bulletin.objects.get(sha256=sha256), duplicate=True)
    return Received(bulletin, duplicate=False)


def start(bulletin_id: int, *, now: datetime.datetime) -> Bulletin | None:
    """Take a bulletin's lease, or None where it is done, or in another worker's hands."""
    free = Q(status=BulletinStatus.RECEIVED) | Q(status=BulletinStatus.EXTRACTING, heartbeat_at__lt=now - LEASE)
    taken = Bulletin.objects.filter(free, pk=bulletin_id).update(
        status=BulletinStatus.EXTRACTING,
        heartbeat_at=now,
        attempts=F("attempts") + 1,
        stage=Stage.READING,
        progress_done=0,
        progress_total=0,
    )
    if not taken:
        return None
    bulletin = Bulletin.objects.get(pk=bulletin_id)
    if bulletin.attempts > MOST_ATTEMPTS:
        message = (
            f"The worker was lost {MOST_ATTEMPTS} times while it read this file. "
            "It may need more memory or time than is allowed; raise the limits, or split the file, and retry."
        )
        fail(bulletin, code=WORKER_LOST, message=message, now=now)
        return None
    return bulletin


def report(bulletin: Bulletin, *, stage: Stage, done: int, total: int, now: datetime.datetime) -> None:
    """Say how far the work is, and that the worker lives."""
    _write(bulletin, stage=stage, progress_done=done, progress_total=total, heartbeat_at=now)


def finish(bulletin: Bulletin, extraction: Extraction, *, now: datetime.datetime) -> None:
    """The extraction's facts about the whole document; the caller saves the records in the same transaction."""
    unexplained = [
        {"page": u.page, "text": u.text, "boxes": [[b.page, b.x0, b.top, b.x1, b.bottom] for b in u.boxes]}
        for u in extraction.unexplained
    ]
    _write(
        bulletin,
        status=target(BulletinStatus.EXTRACTING, "finish"),
        stage=Stage.DONE,
        finished_at=now,
        page_count=extraction.page_count,
        title=extraction.title,
        template=extraction.template,
        ocr=extraction.ocr,
        extractor_version=EXTRACTOR_VERSION,
        unexplained=unexplained,
        warnings=[{"code": w.code, "message": w.message} for w in extraction.warnings],
    )
    audit.record(
        "bulletin.extracted", subject=bulletin, by=None, now=now, data={"encounters": len(extraction.encounters)}
    )


@transaction.atomic
def fail(bulletin: Bulletin, *, code: str, message: str, now: datetime.datetime) -> None:
    """The file cannot be extracted, for a reason that a person can act on."""
    status = target(BulletinStatus.EXTRACTING, "fail")
    _write(bulletin, status=status, error_code=code, error_message=message, finished_at=now)
    audit.record("bulletin.failed", subject=bulletin, by=None, now=now, data={"code": code})


@transaction.atomic
def retry(bulletin: Bulletin, *, by: User, now: datetime.datetime) -> Bulletin:
    """Put a failed bulletin back in line, with all its attempts. Raises `NotFailed`."""
    policies.check_uploader(by)
    again = Bulletin.objects.filter(pk=bulletin.pk, status=BulletinStatus.FAILED).update(
        status=target(BulletinStatus.FAILED, "retry"),
        error_code="",
        error_message="",
        attempts=0,
        stage=Stage.WAITING,
        heartbeat_at=None,
        finished_at=None,
        sent_at=None,
    )
    if not again:
        raise NotFailed("Only a bulletin that failed can be tried again.")
    audit.record("bulletin.retried", subject=bulletin, by=by, now=now)
    bulletin.refresh_from_db()
    return bulletin


def retry_all(*, cause: str, by: User, now: datetime.datetime) -> list[int]:
    """Put every bulletin that failed with the code `cause` back in line, one transaction each. Returns their ids."""
    policies.check_uploader(by)
    again = []
    failed = Bulletin.objects.filter(status=BulletinStatus.FAILED, error_code=cause).order_by("created_at", "pk")
    for bulletin in failed.only("pk"):
        try:
            again.append(retry(bulletin, by=by, now=now).pk)
        except NotFailed:  # somebody else was quicker
            continue
    return again


def overdue(*, now: datetime.datetime, limit: int = 20) -> list[int]:
    """The bulletins to ask a worker for again: waiting and not asked for lately, or with a lost worker.

    At most `limit` at a time, the oldest first, so that a long queue is not sent over and over.
    """
    unsent = Q(sent_at__isnull=True) | Q(sent_at__lt=now - RESEND)
    lost = Q(status=BulletinStatus.EXTRACTING, heartbeat_at__lt=now - LEASE)
    waiting = Bulletin.objects.filter((Q(status=BulletinStatus.RECEIVED) & unsent) | lost)
    ids = list(waiting.order_by("created_at", "pk").values_list("pk", flat=True)[:limit])
    Bulletin.objects.filter(pk__in=ids).update(sent_at=now)
    return ids


def forgive(*, now: datetime.datetime) -> None:
    """The workers were told to stop: what they had under way is not to blame, and those attempts do not count."""
    held = Bulletin.objects.filter(status=BulletinStatus.EXTRACTING, heartbeat_at__gte=now - LEASE)
    held.update(attempts=F("attempts") - 1)


def take_back(*, now: datetime.datetime, only: int | None = None) -> int:
    """Put what is under way back in line, where the caller knows that its worker is gone. Returns how many.

    `only`: this one; else everything, where no worker lives at all.
    """
    under_way = Bulletin.objects.filter(status=BulletinStatus.EXTRACTING)
    if only is not None:
        under_way = under_way.filter(pk=only)
    return under_way.update(heartbeat_at=now - 2 * LEASE, sent_at=None)


def _write(bulletin: Bulletin, **columns: object) -> None:
    """Write under the lease of this attempt, or raise `LeaseLost`."""
    held = Bulletin.objects.filter(pk=bulletin.pk, status=BulletinStatus.EXTRACTING, attempts=bulletin.attempts)
    if not held.update(**columns):
        raise LeaseLost(f"bulletin {bulletin.pk} is no longer in attempt {bulletin.attempts}")
    for name, value in columns.items():
        setattr(bulletin, name, value)


def _sha256(file: "File[bytes]") -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks(CHUNK):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _store(file: "File[bytes]", bulletin: Bulletin) -> None:
    """Write the bytes under their hash. A file there without a row is what a killed upload left."""
    storage = storages["default"]
    if storage.exists(bulletin.file_name):
        storage.delete(bulletin.file_name)
    storage.save(bulletin.file_name, file)
