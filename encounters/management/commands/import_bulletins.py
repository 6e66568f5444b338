"""Hand in files and folders of PDFs.

    ./dev import_bulletins press/2020 march.pdf --source-url https://www.ice.gov/...

    march.pdf: not_a_pdf: The file is not a PDF. Open it in the program that made it and export it as PDF.
    12 received, 1 here already, 1 refused.

A worker extracts them; with `--wait` this process does, so that no worker need run. A line on standard
error for each file that failed, then the summary. Exit status: 0 where every file is in, 1 where one is not.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import URLValidator
from django.utils import timezone
from tqdm import tqdm

from encounters import policies, tasks
from encounters.actions import bulletins, extraction
from encounters.lifecycle import BulletinStatus
from encounters.models import Bulletin
from encounters.reading.errors import UnreadableBulletin


class Command(BaseCommand):
    help = "Hands in PDF bulletins: files, and folders with all the *.pdf below them."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a PDF, or a folder of them")
        parser.add_argument("--by", metavar="USER", help="the user in whose name they are handed in; else nobody's")
        parser.add_argument("--source-url", default="", metavar="URL", help="the address they were published at")
        parser.add_argument("--wait", action="store_true", help="extract them here and now, without a worker")

    def handle(self, *_args: Any, **options: Any) -> None:
        by = _person(options["by"])
        _check_address(options["source_url"])
        paths = list(_files(options["paths"]))
        if not paths:
            raise CommandError("There is no PDF under these paths.")
        counts: Counter[str] = Counter()
        waiting: list[int] = []
        for path in _shown(paths, "handing in"):
            received = self._hand_in(path, by=by, source_url=options["source_url"])
            counts["refused" if received is None else "here already" if received.duplicate else "received"] += 1
            if received and received.bulletin.is_under_way:
                waiting.append(received.bulletin.pk)
        if options["wait"]:
            counts["not readable"] = self._extract(waiting)
        else:
            for pk in waiting:
                tasks.enqueue_extraction(pk)
        said = (f"{counts[name]:,} {name}" for name in ("received", "here already", "refused", "not readable"))
        self.stdout.write(", ".join(text for text in said if not text.startswith("0 ")) + ".")
        if counts["refused"] or counts["not readable"]:
            sys.exit(1)

    def _hand_in(self, path: Path, *, by: User | None, source_url: str) -> bulletins.Received | None:
        """Keep one file, or say on one line why not."""
        try:
            with path.open("rb") as handle:
                return bulletins.receive(
                    File(handle, name=path.name),
                    filename=path.name,
                    by=by,
                    now=timezone.now(),
                    max_bytes=settings.MAX_UPLOAD_BYTES,
                    source_url=source_url,
                )
        except UnreadableBulletin as error:
            self._complain(path, f"{error.code}: {error.message}")
        except OSError as error:
            self._complain(path, error.strerror or str(error))
        return None

    def _extract(self, ids: list[int]) -> int:
        """Extract here. Returns how many could not be read."""
        failed = 0
        for pk in _shown(ids, "extracting"):
            extraction.run(pk)
            bulletin = Bulletin.objects.only("status", "filename", "error_code", "error_message").get(pk=pk)
            if bulletin.status == BulletinStatus.FAILED:
                failed += 1
                self._complain(bulletin.filename, f"{bulletin.error_code}: {bulletin.error_message}")
        return failed

    def _complain(self, what: Path | str, why: str) -> None:
        tqdm.write(f"{what}: {why}", file=sys.stderr)


def _person(name: str | None) -> User | None:
    if name is None:
        return None
    person = User.objects.filter(username=name).first()
    if person is None:
        raise CommandError(f"There is no user {name!r}.")
    try:
        policies.check_uploader(person)
    except PermissionDenied as error:
        raise CommandError(f"{name}: {error}") from error
    return person


def _check_address(url: str) -> None:
    if not url:
        return
    try:
        URLValidator(schemes=["http", "https"])(url)
    except ValidationError as error:
        raise CommandError(f"{url!r} is no URL.") from error


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and those in the folders named, sorted. A path that is not there is handed on, to be said."""
    for path in paths:
        if path.is_dir():
            yield from sorted(found for found in path.rglob("*") if found.suffix.lower() == ".pdf" and found.is_file())
        else:
            yield path


def _shown[T](items: list[T], what: str) -> Iterable[T]:
    """With a progress bar on standard error, where a person looks at it."""
    return tqdm(items, desc=what, unit="file", disable=None, file=sys.stderr)
