"""Pages that no reader could read: people read them in the PDF, type their encounters, and an editor vouches for them.

Until then nothing is known of their words, so they keep the bulletin open (`closing`). The editor's word is a mark
without words, kept and undone as every other.
"""

import dataclasses
import datetime

from django.contrib.auth.models import User
from django.db import transaction

from encounters import policies
from encounters.extraction import read_narrative
from encounters.extraction.narrative import Narrative
from encounters.models import Bulletin, Encounter, Mark

from . import accounting, audit, drafts, readings, unread
from .marks import NotMarked, check_open


@transaction.atomic
def vouch(bulletin: Bulletin, page: int, *, reason: str, by: User, now: datetime.datetime) -> Mark:
    """An editor has read a page in the PDF: nothing on it is missing. Raises `NotMarked`, `PermissionDenied`."""
    policies.check_editor(by)
    bulletin = accounting.lock(bulletin)
    check_open(bulletin)
    reason = reason.strip()
    if not reason:
        raise NotMarked("Nothing was marked: say what stands on the page, in a word or a sentence.")
    if page not in unread.waiting(bulletin):
        raise NotMarked(f"Nothing was marked: page {page} was read, or somebody has vouched for it.")
    mark = Mark.objects.create(
        bulletin=bulletin, page=page, words=[], kind=Mark.Kind.READ_BY_EYE, reason=reason, by=by, at=now
    )
    data = {"mark": mark.pk, "kind": mark.kind, "page": page, "reason": reason}
    audit.record("bulletin.marked", subject=bulletin, by=by, now=now, data=data)
    return mark


@transaction.atomic
def type_in(
    bulletin: Bulletin, page: int, text: str, *, heading_state: str | None, by: User, now: datetime.datetime
) -> Encounter:
    """A record of a narrative that a person typed from such a page: the extractor fills its fields, without evidence.

    Raises `NotMarked`, `PermissionDenied`.
    """
    policies.check_reviewer(by)
    text = " ".join(text.split())
    if not text:
        raise NotMarked("Nothing was added: type the words of the encounter first.")
    if page not in unread.pages(bulletin):
        raise NotMarked(f"Nothing was added: page {page} was read. Choose the words on it instead.")
    narrative, sequence = Narrative.of_text(text), drafts.next_sequence(bulletin)
    period = readings.period(bulletin)
    record = read_narrative(narrative, heading_state=heading_state, sequence=sequence, period=period)
    record = dataclasses.replace(record, page_first=page, page_last=page, evidence={})
    return drafts.add(bulletin, record, by=by, reason="typed from a page that could not be read", now=now)
