"""The account of words that nobody has touched is what extraction said, word for word."""

import pytest
from django.core.files.base import ContentFile

from encounters.actions import accounting, bulletins, extraction
from encounters.extraction import accounting as words
from encounters.extraction.accounting import Standing
from encounters.models import Bulletin
from tests.factories import NOW

from .bulletins import COBB, FIGURES, KNOX, read_bulletin, words_of

pytestmark = pytest.mark.django_db


def check(bulletin):
    found = accounting.account(bulletin)
    for number, page in found.pages.items():
        assert [one.standing.value for one in found.accounts[number]] == page.kinds
        assert all((one.record is not None) == (one.standing is Standing.NARRATIVE) for one in found.accounts[number])
    assert [run.text for run in words.unexplained(found.stretches)] == [run["text"] for run in bulletin.unexplained]
    for encounter in bulletin.encounters.select_related("current_revision"):
        told = words.told(found.lines, found.places(encounter))
        assert words.narrative_of(told).text == encounter.current_revision.narrative


@pytest.mark.parametrize("name", ["2020-01-two-column.pdf", "2025-10-officer.pdf"])
def test_sample_bulletins(golden, name):
    content = (golden / name).read_bytes()
    received = bulletins.receive(ContentFile(content), filename=name, by=None, now=NOW, max_bytes=len(content) + 1)
    extraction.run(received.bulletin.pk)
    check(Bulletin.objects.get(pk=received.bulletin.pk))


def test_a_heading_and_what_nobody_can_explain_on_one_line():
    strange = "In this quarter the figures are shown elsewhere."
    bulletin = read_bulletin((KNOX, f"Georgia – {strange}", COBB))
    assert [run["text"] for run in bulletin.unexplained] == [strange]
    check(bulletin)


def test_words_without_visible_characters_are_no_work_for_anybody():
    bulletin = read_bulletin((KNOX, f"{FIGURES} \u200b", COBB))
    check(bulletin)
    assert [run["text"] for run in bulletin.unexplained] == [FIGURES]


def test_words_that_no_record_holds_any_more_are_unexplained():
    bulletin = read_bulletin()
    page = bulletin.pages.get(number=1)
    georgia = words_of(bulletin, "Georgia")
    page.kinds[georgia[0][1]] = "narrative"
    page.save()
    account = accounting.account(bulletin).accounts[1][georgia[0][1]]
    assert account == words.Account(Standing.UNEXPLAINED)
