"""Check a release with nothing but its own files: sums, counts, types, codes, keys, and that its forms agree.

    ./dev verify_release 287g-encounters-2026.11.0.zip      an archive, or the folder it was unpacked to
    ./dev verify_release 2026.11.0                          the files that this installation serves

A path needs neither the database nor a network; a version is also compared with the sums that were published.
One line on standard error for each problem. Exit status: 0 where there is none, 1 where there is one.
"""

import argparse
import json
import sys
import zipfile
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from encounters.dataset.manifest import FileEntry
from encounters.dataset.release import MANIFEST
from encounters.dataset.verify import problems
from encounters.models import Release


class Command(BaseCommand):
    help = "Checks a release, by path or by version."
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("release", metavar="PATH|VERSION", help="a folder, a .zip, or the version of a release")

    def handle(self, *_args: Any, **options: Any) -> None:
        path = Path(options["release"])
        if path.exists():
            folder = _opened(path)
            found = problems(folder)
        else:
            release = _published(options["release"])
            folder = release.folder
            found = _unlike_published(release) or problems(folder)
        for problem in found:
            self.stderr.write(problem)
        if found:
            sys.exit(1)
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        self.stdout.write(f"Release {manifest['version']} is as it was published: {manifest['description']}")


def _opened(path: Path) -> Traversable:
    """A folder as it is, an archive at the one folder in it."""
    if path.is_dir():
        return path
    if not zipfile.is_zipfile(path):
        raise CommandError(f"{path} is neither a folder nor a .zip archive.")
    inside = list(zipfile.Path(path).iterdir())
    return inside[0] if len(inside) == 1 and inside[0].is_dir() else zipfile.Path(path)


def _published(version: str) -> Release:
    release = Release.objects.filter(version=version, status=Release.Status.PUBLISHED).first()
    if release is None:
        raise CommandError(f"There is no file or folder {version!r}, and no published release of that version.")
    return release


def _unlike_published(release: Release) -> list[str]:
    """The files, the manifest and the archive among them, that are not what the database says was published."""
    unlike = []
    for published in release.files:
        path = release.folder / published["name"]
        if not path.exists():
            unlike.append(f"{path.name}: missing")
        elif FileEntry.of(path) != FileEntry(**published):
            unlike.append(f"{path.name}: not the file that was published")
    return unlike
