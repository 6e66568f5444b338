"""Releases: pinning what is approved, and building the files of what is pinned.

`publish` decides what a release holds, at once and for ever. `build` then writes its files, in a worker, under a
lease that its heartbeat renews: a build that is killed leaves nothing that anyone can see, and is taken up again.
"""

import datetime
import json
import shutil
import time
import uuid
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.utils import timezone

from encounters import __version__, policies
from encounters.dataset import release as files
from encounters.dataset.about import Edition
from encounters.dataset.manifest import FileEntry
from encounters.lifecycle import EncounterStatus
from encounters.models import Release, released

from . import audit
from .release_preview import preview

type Clock = Callable[[], datetime.datetime]

LEASE = datetime.timedelta(minutes=2)
RESEND = datetime.timedelta(seconds=30)
BETWEEN_BEATS = 1.0
"""Seconds between two signs of life."""
PIN = """
INSERT INTO encounters_releaserow (release_id, encounter_id, revision_id, approved_at, approved_by_id, verification)
SELECT %s, id, approved_revision_id, approved_at, approved_by_id, verification
FROM encounters_encounter WHERE status = %s ORDER BY id
"""


class NothingNew(Exception):
    """A release now would hold nothing, or just what the last one holds; the message says which."""


class LeaseLost(Exception):
    """Another worker has taken the build over."""


def publish(*, by: User, note: str, now: datetime.datetime) -> Release:
    """Pin every approved revision as the next release. Its files are still to be built, by `build`.

    Raises `NothingNew`, or `PermissionDenied`, and writes nothing then.
    """
    policies.check_editor(by)
    try:
        return _publish(by=by, note=note, now=now)
    except IntegrityError:  # somebody published at the same moment; what they did not pin is still new
        return _publish(by=by, note=note, now=now)


@transaction.atomic
def _publish(*, by: User, note: str, now: datetime.datetime) -> Release:
    proposed = preview(now=now)
    if proposed.stop:
        raise NothingNew(proposed.stop)
    release = Release.objects.create(version=proposed.version, note=note.strip(), created_at=now, created_by=by)
    with connection.cursor() as cursor:
        cursor.execute(PIN, [release.pk, EncounterStatus.APPROVED])
        data = {"version": release.version, "records": cursor.rowcount}
    audit.record("release.published", subject=release, by=by, now=now, data=data)
    return release


def build(release_id: int, *, clock: Clock = timezone.now) -> None:
    """Write the files of a release and publish it, unless that is done or in another worker's hands."""
    release = _take(release_id, now=clock())
    if release is None:
        return
    try:
        _build(release, clock)
    except LeaseLost:
        return
    except Exception as error:
        Release.objects.filter(pk=release_id, heartbeat_at=release.heartbeat_at).update(build_error=str(error))
        raise


def overdue(*, now: datetime.datetime) -> list[int]:
    """The releases to ask a worker for again: nobody took them, or whoever did is lost."""
    untaken = Q(heartbeat_at__isnull=True, created_at__lt=now - RESEND)
    lost = Q(heartbeat_at__lt=now - LEASE)
    waiting = Release.objects.filter(untaken | lost, status=Release.Status.BUILDING)
    return list(waiting.order_by("pk").values_list("pk", flat=True))


def take_back(*, only: int | None = None) -> int:
    """Free a build, or every build, where the caller knows that its worker is gone. Returns how many."""
    under_way = Release.objects.filter(status=Release.Status.BUILDING)
    if only is not None:
        under_way = under_way.filter(pk=only)
    return under_way.update(heartbeat_at=None)


def _edition(release: Release, *, alive: Callable[[], None]) -> Edition:
    """What names a release in its files: nothing here depends on when they are built."""
    before = Release.objects.filter(pk__lt=release.pk).order_by("-pk").first()
    return Edition(
        version=release.version,
        published_at=released.timestamp(release.created_at),
        note=release.note,
        previous=released.since(before, release, alive=alive) if before else None,
        publisher=settings.DATASET_PUBLISHER,
        software=__version__,
    )


def _take(release_id: int, *, now: datetime.datetime) -> Release | None:
    free = Q(heartbeat_at__isnull=True) | Q(heartbeat_at__lt=now - LEASE)
    waiting = Release.objects.filter(free, pk=release_id, status=Release.Status.BUILDING)
    if not waiting.update(heartbeat_at=now, progress_done=0):
        return None
    return Release.objects.get(pk=release_id)


def _build(release: Release, clock: Clock) -> None:
    """Into a folder of its own, then under the release's name in one step, then into the database."""
    folder = release.folder
    for abandoned in folder.parent.glob(f".{release.version}-*"):
        shutil.rmtree(abandoned, ignore_errors=True)
    draft = folder.with_name(f".{release.version}-{uuid.uuid4().hex}")
    draft.mkdir(parents=True)
    beat = _heart(release, clock)
    try:
        edition = _edition(release, alive=lambda: beat(0))
        entries = files.write(draft, edition, released.stream(release.rows.all()), progress=beat)
        _renew(release, now=clock())
        _move(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    _finish(release, entries, now=clock())


def _move(draft: Path, folder: Path) -> None:
    """A folder that is there already is that of a build which was killed before it could say so."""
    shutil.rmtree(folder, ignore_errors=True)
    draft.rename(folder)
    files.flush(folder.parent)


@transaction.atomic
def _finish(release: Release, entries: list[FileEntry], *, now: datetime.datetime) -> None:
    """The moment of publication is that of the pinning, however long the build took."""
    manifest = json.loads((release.folder / files.MANIFEST).read_text(encoding="utf-8"))
    _renew(
        release,
        now=now,
        status=Release.Status.PUBLISHED,
        published_at=release.created_at,
        progress_done=manifest["records"],
        build_error="",
        manifest=manifest,
        files=[asdict(entry) for entry in entries],
    )
    audit.record("release.built", subject=release, by=None, now=now, data={"files": release.files})


def _heart(release: Release, clock: Clock) -> Callable[[int], None]:
    """What is called all the time with the records written so far, and now and then says that the worker lives."""
    beaten = time.monotonic()

    def beat(done: int) -> None:
        nonlocal beaten
        if time.monotonic() - beaten >= BETWEEN_BEATS:
            beaten = time.monotonic()
            _renew(release, now=clock(), progress_done=done)

    return beat


def _renew(release: Release, *, now: datetime.datetime, **columns: object) -> None:
    """Write under the lease, whose sign is the last heartbeat, or raise `LeaseLost`."""
    held = Release.objects.filter(pk=release.pk, status=Release.Status.BUILDING, heartbeat_at=release.heartbeat_at)
    columns["heartbeat_at"] = now
    if not held.update(**columns):
        raise LeaseLost(f"release {release.version} is built by another worker")
    for name, value in columns.items():
        setattr(release, name, value)
