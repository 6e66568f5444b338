"""Publish everything that is approved as the next release, and write its files here and now.

    ./dev publish_release --note "January 2020"

    2026.11.0: 8 encounters reported in 1 bulletin, ...
    /srv/desk/data/files/releases/2026.11.0/encounters.csv  11,370 bytes  sha256 5d41...

Exit status: 0 where it is published, 1 where there is nothing new or the person may not publish.
"""

import argparse
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from encounters import policies
from encounters.actions import releases
from encounters.models import Release


class Command(BaseCommand):
    help = "Publishes everything that is approved as the next release, and writes its files."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--note", required=True, metavar="TEXT", help="what readers should know; may be empty")
        parser.add_argument("--by", metavar="USER", help="who publishes; needed where there is more than one editor")

    def handle(self, *_args: Any, **options: Any) -> None:
        by = _person(options["by"])
        try:
            release = releases.publish(by=by, note=options["note"], now=timezone.now())
        except (releases.NothingNew, PermissionDenied) as refused:
            raise CommandError(str(refused)) from None
        releases.build(release.pk)
        release = Release.objects.get(pk=release.pk)
        if not release.is_published:  # a worker's sweep was quicker, and is at it
            self.stdout.write(f"{release.version}: pinned; a worker is writing its files.")
            return
        self.stdout.write(f"{release.version}: {release.manifest['description']}")
        for entry in release.files:
            path = release.folder / entry["name"]
            self.stdout.write(f"{path}  {entry['bytes']:,} bytes  sha256 {entry['sha256']}")


def _person(name: str | None) -> User:
    """The user of that name, or the only editor."""
    if name:
        named = User.objects.filter(username=name).first()
        if named is None:
            raise CommandError(f"There is no user {name!r}.")
        return named
    editors = [user for user in User.objects.filter(is_active=True) if policies.is_editor(user)]
    if len(editors) != 1:
        raise CommandError(f"There are {len(editors)} editors. Say with --by who publishes.")
    return editors[0]
