"""Write the parts of docs/reference/ that follow the code, or check that they are as the code has it.

./dev write_reference            writes them
./dev write_reference --check    changes nothing; exit status 1 where a document is out of date
"""

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from encounters.dataset.codebook import codebook, markdown_table
from encounters.dataset.reference import blocks, fill
from encounters.reading.errors import REASONS


class Command(BaseCommand):
    help = "Writes the parts of docs/reference/ that follow the code."
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail where a document is out of date")

    def handle(self, *args: Any, **options: Any) -> None:
        stale = []
        for path, text in documents().items():
            if path.read_text(encoding="utf-8") == text:
                continue
            stale.append(path.name)
            if not options["check"]:
                path.write_text(text, encoding="utf-8")
        if options["check"] and stale:
            raise CommandError(f"Out of date: {', '.join(stale)}. Run write_reference.")
        self.stdout.write(f"Written: {', '.join(stale)}." if stale else "Up to date.")


def documents() -> dict[Path, str]:
    """What each document should say."""
    folder = settings.BASE_DIR / "docs" / "reference"
    reasons = markdown_table(("Code", "What it says"), ([f"`{code}`", reason] for code, reason in REASONS.items()))
    parts = blocks() | {"errors": "\n".join(reasons)}
    filled = {path: fill(path.read_text(encoding="utf-8"), parts) for path in sorted(folder.glob("*.md"))}
    return filled | {folder / "codebook.md": codebook()}
