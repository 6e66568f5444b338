"""Read bulletins and print what they say, as the extraction contract has it: no database, no broker, no network.

    manage.py extract_bulletin 2020-01.pdf
    manage.py extract_bulletin --format jsonl *.pdf > 2020.jsonl

Exit status: 0 where every file was read, 1 where one was not, 2 for wrong usage.
"""

import dataclasses
import hashlib
import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from encounters.extraction import extract
from encounters.extraction.contract import SCHEMA, dump
from encounters.reading import sandbox
from encounters.reading.errors import UNEXPECTED, UnreadableBulletin


class Command(BaseCommand):
    help = "Reads bulletins and prints their encounters as JSON, without touching the database."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a PDF")
        parser.add_argument(
            "--format",
            choices=("json", "jsonl"),
            default="json",
            help="json: one file, indented; jsonl: any number of files, one object a line, in the order given",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        files, indent = options["files"], 2 if options["format"] == "json" else None
        if indent and len(files) > 1:
            raise CommandError("--format json takes one file; use --format jsonl for several.", returncode=2)
        failed = False
        for path in files:
            try:
                document = extracted(path)
            except UnreadableBulletin as error:
                failed = True
                self.stderr.write(f"{_shown(path)}: {error.code}: {error.message}")
                document = {
                    "schema": SCHEMA,
                    "filename": _shown(path),
                    "error": {"code": error.code, "message": error.message},
                }
            self.stdout.write(json.dumps(document, ensure_ascii=False, indent=indent))
            self.stdout.flush()
        if failed:
            sys.exit(1)


def extracted(path: Path) -> dict[str, Any]:
    """The document of the contract for one file. Raises `UnreadableBulletin`."""
    try:
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        with sandbox.read(path) as reading:
            pages = list(reading)
    except OSError as error:
        raise UnreadableBulletin("unreadable", f"The file cannot be opened: {error.strerror}.") from error
    try:
        extraction = extract(pages, filename=path.name)
    except Exception as error:  # one file's fault must not end the reading of those behind it
        raise UnreadableBulletin("unreadable", UNEXPECTED) from error
    extraction = dataclasses.replace(
        extraction, page_count=reading.page_count, warnings=(*reading.warnings, *extraction.warnings)
    )
    return dump(extraction, sha256=sha256, filename=_shown(path))


def _shown(path: Path) -> str:
    """A file's name in characters that can be written; the bytes of a name need not be text."""
    return path.name.encode("utf-8", "replace").decode()
