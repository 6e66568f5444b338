"""The pages that the workbench shows: image, words, and what of them is lit.

A record's own pages come with it. The other pages of its bulletin are fetched one by one, as somebody turns to them;
nothing is lit there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from encounters.extraction.layout import Box, PageLayout
from encounters.extraction.records import EncounterRecord
from encounters.extraction.revise import narrative_under
from encounters.models import Encounter, Page
from encounters.views.access import MemberRequest, members_only
from review import highlights

from . import paper

WIDTHS = (640, 960, 1280, 1920)
"""Of the page's picture: the browser takes the one that its screen needs."""


@dataclass(frozen=True, slots=True)
class Sheet:
    page: Page
    lit: list[highlights.Lit]
    frames: list[Box]
    words: SafeString


@dataclass(frozen=True, slots=True)
class Sheets:
    """`aligned` tells whether the characters of the record's text are those of the words on its pages."""

    pages: list[Sheet]
    aligned: bool
    layouts: Mapping[int, PageLayout]

    def printed(self, record: EncounterRecord, key: str) -> str:
        """The words that a value rests on: of the narrative, else those of the page that somebody selected."""
        within = highlights.printed(record, key)
        return within or narrative_under(record.evidence.get(key, ()), self.layouts).text


def of(encounter: Encounter, record: EncounterRecord) -> Sheets:
    """The pages that the record stands on."""
    rows = _pages(encounter, range(record.page_first, record.page_last + 1))
    layouts = {page.number: page.layout for page in rows}
    lines = record.evidence.get("narrative", ())
    narrative = narrative_under(lines, layouts)
    starts = paper.starts(narrative)
    framed = highlights.by_page(highlights.frames(lines))
    shown = [
        Sheet(
            page,
            highlights.lit(record.evidence, page.number),
            framed.get(page.number, []),
            paper.words(layouts[page.number], starts),
        )
        for page in rows
    ]
    return Sheets(shown, narrative.text == record.narrative, layouts)


def _pages(encounter: Encounter, numbers: Iterable[int]) -> list[Page]:
    return list(Page.objects.filter(bulletin=encounter.bulletin_id, number__in=list(numbers)).defer("kinds"))


@members_only
@require_safe
def sheet(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """One page of the record's bulletin, for somebody who looks around the record."""
    encounter = get_object_or_404(Encounter.objects.only("bulletin_id"), pk=pk)
    page = get_object_or_404(Page.objects.defer("kinds"), bulletin=encounter.bulletin_id, number=number)
    shown = Sheet(page, [], [], paper.words(page.layout, {}))
    context = {"view": shown, "bulletin": encounter.bulletin, "widths": WIDTHS}
    return render(request, "review/_sheet.html", context)
