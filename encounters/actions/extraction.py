"""The extraction of one bulletin, from its file to its drafts: what a worker does."""

import dataclasses
import datetime
import time
from collections.abc import Callable

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from encounters.extraction import extract
from encounters.extraction.layout import PageLayout
from encounters.extraction.records import Extraction
from encounters.models import Bulletin
from encounters.models.bulletin import Stage
from encounters.reading import sandbox
from encounters.reading.errors import UNEXPECTED, UnreadableBulletin

from . import bulletins, drafts

log = structlog.get_logger(__name__)

type Clock = Callable[[], datetime.datetime]

BETWEEN_REPORTS = 0.5
"""Seconds: often enough for a person who watches, seldom enough for the database."""


def run(bulletin_id: int, *, clock: Clock = timezone.now) -> None:
    """Extract the bulletin, unless it is done or in another worker's hands. Safe to call any number of times."""
    bulletin = bulletins.start(bulletin_id, now=clock())
    if bulletin is None:
        return
    try:
        layouts, extraction = read(bulletin, clock)
        with transaction.atomic():
            bulletins.finish(bulletin, extraction, now=clock())
            drafts.save(bulletin, extraction, layouts, now=clock())
    except UnreadableBulletin as error:
        bulletins.fail(bulletin, code=error.code, message=error.message, now=clock())
    except bulletins.LeaseLost:
        return
    except (OperationalError, InterfaceError):  # the database is away or busy: the sweep sends the work again
        raise
    except Exception:
        log.exception("extraction failed", bulletin=bulletin_id)
        bulletins.fail(bulletin, code="unreadable", message=UNEXPECTED, now=clock())


def read(bulletin: Bulletin, clock: Clock) -> tuple[list[PageLayout], Extraction]:
    """Read the file in a child process and find its encounters, saying page by page how far it is."""
    limits = sandbox.Limits(
        pages=settings.EXTRACTION_MAX_PAGES,
        seconds=settings.EXTRACTION_TIME_LIMIT,
        memory_mb=settings.EXTRACTION_MEMORY_MB,
    )
    layouts: list[PageLayout] = []
    reported = 0.0
    with sandbox.read(bulletin.path, limits=limits) as reading:
        for layout in reading:
            layouts.append(layout)
            if time.monotonic() - reported > BETWEEN_REPORTS:
                reported = time.monotonic()
                bulletins.report(
                    bulletin, stage=Stage.READING, done=len(layouts), total=reading.page_count, now=clock()
                )
    total = reading.page_count
    bulletins.report(bulletin, stage=Stage.EXTRACTING, done=total, total=total, now=clock())
    extraction = extract(layouts, filename=bulletin.filename)
    bulletins.report(bulletin, stage=Stage.SAVING, done=total, total=total, now=clock())
    return layouts, dataclasses.replace(
        extraction, page_count=total, warnings=(*reading.warnings, *extraction.warnings)
    )
