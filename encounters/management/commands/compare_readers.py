"""Read every PDF of a folder with PDFium and with pdfplumber, and print where they differ.

    manage.py compare_readers bulletins/

    2020-01.pdf: 752 words, the same
    2020-02.pdf: 801 words, 2 differences
        page 1, 421.0 from the left, 646.7 from the top: only pdfium reads '•'
        page 1, 421.0 from the left, 647.7 from the top: only pdfplumber reads '(cid:127)'

Exit status: 0 where the two agree on every file, 1 where they do not. Pages that are scans have no words to compare.
"""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from encounters.reading import sandbox
from encounters.reading.comparison import Difference, differences
from encounters.reading.errors import UnreadableBulletin

SHOWN = 20
"""Differences of one file that are printed, if not all are asked for."""


class Command(BaseCommand):
    help = "Reads the PDFs of a folder with PDFium and with pdfplumber, and prints where words or boxes differ."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER", help="read with everything below it")
        parser.add_argument("--all", action="store_true", help=f"print all differences, not {SHOWN} a file")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() == ".pdf")
        if not paths:
            raise CommandError(f"There is no PDF in {folder}.")
        alike = [self.compare(path, path.relative_to(folder), everything=options["all"]) for path in paths]
        self.stdout.write(f"{sum(alike)} of {len(paths)} files are read alike.")
        if not all(alike):
            sys.exit(1)

    def compare(self, path: Path, name: Path, *, everything: bool) -> bool:
        try:
            words, found, unread = compared(path)
        except UnreadableBulletin as error:
            self.stdout.write(f"{name}: {error.code}: {error.message}")
            return False
        told = f"{len(found)} difference{'s' if len(found) != 1 else ''}" if found else "the same"
        self.stdout.write(f"{name}: {words:,} words, {told}")
        for line in [*unread, *(found if everything else found[:SHOWN])]:
            self.stdout.write(f"    {line}")
        if len(found) > SHOWN and not everything:
            self.stdout.write(f"    and {len(found) - SHOWN} more")
        return not found and not unread


def compared(path: Path) -> tuple[int, list[Difference], list[str]]:
    """How many words PDFium reads, the differences, and what is to be said of pages that one reader cannot read."""
    with sandbox.read(path, reader="pdfium") as first, sandbox.read(path, reader="pdfplumber") as second:
        pages, others = ({layout.number: layout for layout in reading} for reading in (first, second))
    both = sorted(pages.keys() & others.keys())
    found = [difference for number in both for difference in differences(pages[number], others[number])]
    unread = [
        f"{reader} cannot: {warning.message}"
        for reader, reading in (("pdfium", first), ("pdfplumber", second))
        for warning in reading.warnings
    ]
    return sum(len(layout.words) for layout in pages.values()), found, unread
