"""Fit confidence to what reviewers did, and show how far it could be believed before.

    python manage.py recalibrate --check                    the reliability table, nothing is written
    python manage.py recalibrate --figure reliability.svg   and its curve
    python manage.py recalibrate                            writes the calibration that the extractor reads

Counted are approved records that this version of the extractor read since its calibration was made: the value of the
first revision against that of the approved one.
"""

import argparse
import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from encounters.extraction import confidence, reliability
from encounters.extraction.coding.tables import DATA
from encounters.extraction.reliability import Judgement
from encounters.extraction.version import EXTRACTOR_VERSION
from encounters.models import Revision

LEAST = 100
"""Approved records without which nothing is written: with fewer, one busy day would move every confidence."""
FILE = DATA / "calibration.json"


class Command(BaseCommand):
    help = "Fits the confidence of extracted values to how often reviewers left them, and prints the reliability table."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="print the table and write nothing")
        parser.add_argument("--to", type=Path, default=FILE, help="where to write; default: what the extractor reads")
        parser.add_argument("--figure", type=Path, help="write the reliability curve there, as SVG")

    def handle(self, *args: Any, **options: Any) -> None:
        read = first_revisions(since=fitted_at())
        judgements = list(judged(read))
        bins = reliability.table(judgements)
        self.stdout.write(f"{len(read)} approved records, {len(judgements)} values")
        self.stdout.write("confidence    values  stated  left as it was")
        for entry in bins:
            row = f"{entry.low:.2f} to {entry.high:.2f}  {entry.values:6}  {entry.stated:.3f}   {entry.share:.3f}"
            self.stdout.write(row)
        if options["figure"]:
            options["figure"].write_text(reliability.figure(bins), encoding="utf-8")
        if options["check"]:
            return
        if len(read) < LEAST:
            raise CommandError(f"{len(read)} approved records are too few to go by: {LEAST} at least. Nothing changed.")
        options["to"].write_text(json.dumps(calibration(len(read), judgements), indent=1) + "\n", encoding="utf-8")
        self.stdout.write(f"Written to {options['to']}. Restart the workers: they have read the former one.")


def fitted_at() -> datetime.datetime | None:
    """When the calibration in use was fitted to reviewed records; None for one that was not."""
    written = json.loads(FILE.read_text(encoding="utf-8")).get("fitted_at")
    return datetime.datetime.fromisoformat(written) if written else None


def first_revisions(*, since: datetime.datetime | None) -> list[Revision]:
    """What this extractor read of records that are approved now."""
    found = Revision.objects.filter(
        number=1, extractor_version=EXTRACTOR_VERSION, encounter__approved_revision__isnull=False
    )
    found = found.filter(at__gte=since) if since else found
    return list(found.select_related("encounter__approved_revision__encounter").order_by("pk"))


def judged(read: list[Revision]) -> Iterator[Judgement]:
    for revision in read:
        approved = revision.encounter.approved_revision
        if approved is not None:
            yield from reliability.judged(revision.record, approved.record)


def calibration(records: int, judgements: list[Judgement]) -> dict[str, Any]:
    """The table that the extractor reads, with what it was made from."""
    return {
        "notes": "Points (raw confidence, share of values that reviewers left), by field. See reliability.py.",
        "made": f"manage.py recalibrate, {records} approved records, {len(judgements)} values,"
        f" extractor {EXTRACTOR_VERSION}",
        "fitted_at": timezone.now().isoformat(),
        "curves": reliability.recalibrated(confidence.curves(), judgements),
    }
