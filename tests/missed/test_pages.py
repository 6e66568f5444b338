"""The pages where words are marked, records split and merged, and bulletins closed: by plain forms."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from encounters.actions import closing, marks, succession
from encounters.lifecycle import EncounterStatus
from encounters.models import Bulletin, Mark, Succession
from review.actions import claims, decisions, missed
from review.views.accounted import read_places, write_places
from tests.factories import NOW

from .bulletins import COBB, FIGURES, KNOX, MISSED, SWALLOWED, read_bulletin, record, words_of

pytestmark = pytest.mark.django_db

CUT = len(COBB) + 1


@pytest.fixture
def desk(client, reviewer):
    client.force_login(reviewer)
    return client


def page_of(bulletin):
    return reverse("accounting", args=[bulletin.pk])


def form_of(bulletin, text, **fields):
    written = {}
    for page, place in words_of(bulletin, text):
        written.setdefault(page, []).append(place)
    return {"words": [write_places(page, places) for page, places in written.items()], **fields}


def test_the_page_says_what_is_unexplained_first_and_offers_its_lines(desk):
    bulletin = read_bulletin()
    html = desk.get(page_of(bulletin)).content.decode()
    assert "9 words unexplained on page 1, 13 words unexplained on page 2" in html
    assert html.index(FIGURES) < html.index('class="leaves"')
    assert re.search(rf'<input type="checkbox" name="words" value="1:\d+-\d+" form="mark"> <span[^>]*>{FIGURES}', html)
    for encounter in bulletin.encounters.all():
        assert f'href="{reverse("workbench", args=[encounter.pk])}"' in html
    assert "style=" not in html
    assert "<script>" not in html


def test_each_word_of_a_page_is_text_over_its_image_with_its_place(desk):
    bulletin = read_bulletin()
    html = desk.get(page_of(bulletin)).content.decode()
    for page in bulletin.pages.all():
        sheet = html.partition(f'data-page="{page.number}"')[2].partition("</svg>")[0]
        assert re.findall(r'data-word="(\d+)"', sheet) == [str(place) for place in range(len(page.words))]
        assert f"{reverse('page_image', args=[bulletin.pk, page.number])}?width=" in html


def test_words_become_boilerplate_by_a_form(desk, reviewer):
    bulletin = read_bulletin()
    answer = desk.post(page_of(bulletin), form_of(bulletin, FIGURES, kind="boilerplate"), follow=True)
    assert "Boilerplate now: 9 words on page 1." in answer.content.decode()
    assert Mark.objects.get().by == reviewer
    assert "9 words unexplained" not in answer.content.decode()


def test_words_are_no_encounter_for_a_reason(desk):
    bulletin = read_bulletin()
    chosen = form_of(bulletin, FIGURES, kind="not_an_encounter")
    refused = desk.post(page_of(bulletin), chosen)
    assert refused.status_code == 409
    assert "say why this is not an encounter" in refused.content.decode()
    assert re.search(rf'value="{chosen["words"][0]}" form="mark" checked', refused.content.decode())
    answer = desk.post(page_of(bulletin), {**chosen, "reason": "a <table>"}, follow=True)
    assert "Not an encounter, a &lt;table&gt;: 9 words on page 1." in answer.content.decode()


def test_a_missed_encounter_becomes_a_record_to_check(desk):
    bulletin = read_bulletin()
    answer = desk.post(page_of(bulletin), form_of(bulletin, MISSED, kind="encounter"), follow=True)
    found = record(bulletin, 4)
    assert f'New encounter 4 of 13 words on page 2. <a href="{reverse("workbench", args=[found.pk])}">' in (
        answer.content.decode()
    )


def test_words_of_a_record_stay_there_and_a_split_is_offered(desk):
    bulletin = read_bulletin()
    answer = desk.post(page_of(bulletin), form_of(bulletin, SWALLOWED, kind="encounter"))
    html = answer.content.decode()
    assert answer.status_code == 409
    assert f"some of these words belong to record {record(bulletin, 2).name}" in html
    assert f'href="{reverse("split", args=[record(bulletin, 2).pk])}?at={CUT}"' in html


def test_of_two_people_the_second_is_told_who_was_first(client, reviewer, editor):
    bulletin = read_bulletin()
    marks.add(bulletin, Mark.Kind.BOILERPLATE, words_of(bulletin, FIGURES), by=editor, now=NOW)
    client.force_login(reviewer)
    answer = client.post(page_of(bulletin), form_of(bulletin, FIGURES, kind="encounter"))
    assert answer.status_code == 409
    assert "editor has marked some of these words on page 1 as boilerplate" in answer.content.decode()


@pytest.mark.parametrize(
    "fields",
    [
        {"words": ["1:0"], "kind": "other"},
        {"words": ["1:0"]},
        {"words": ["x"], "kind": "boilerplate"},
        {"words": ["1:0-999999"], "kind": "boilerplate"},
        {"words": ["1:5-"], "kind": "boilerplate"},
    ],
)
def test_a_form_that_no_page_sends_is_refused(desk, fields):
    assert desk.post(page_of(read_bulletin()), fields).status_code == 400
    assert not Mark.objects.exists()


def test_a_mark_is_undone_by_its_button(desk, reviewer):
    bulletin = read_bulletin()
    (mark,) = marks.add(bulletin, Mark.Kind.ENCOUNTER, words_of(bulletin, MISSED), by=reviewer, now=NOW)
    address = reverse("mark_undo", args=[mark.pk])
    assert f'action="{address}"' in desk.get(page_of(bulletin)).content.decode()
    assert "Undone" in desk.post(address, follow=True).content.decode()
    assert record(bulletin, 4).status == EncounterStatus.REJECTED
    assert "already" in desk.post(address, follow=True).content.decode()


def test_what_keeps_a_bulletin_open_is_said_with_links(desk, reviewer):
    bulletin = read_bulletin()
    html = desk.get(page_of(bulletin)).content.decode()
    assert "3 records wait for review." in html
    assert f'href="{reverse("queue")}?bulletin={bulletin.pk}"' in html
    assert reverse("bulletin_close", args=[bulletin.pk]) not in html
    refused = desk.post(reverse("bulletin_close", args=[bulletin.pk]), follow=True)
    assert "Not closed. 9 words unexplained on page 1." in refused.content.decode()
    for text in (FIGURES, MISSED):
        marks.add(bulletin, Mark.Kind.BOILERPLATE, words_of(bulletin, text), by=reviewer, now=NOW)
    for encounter in bulletin.encounters.all():
        decisions.approve(encounter, by=reviewer, now=NOW, version=encounter.version)
    assert reverse("bulletin_close", args=[bulletin.pk]) in desk.get(page_of(bulletin)).content.decode()
    closed = desk.post(reverse("bulletin_close", args=[bulletin.pk]), follow=True).content.decode()
    assert "closed by reviewer" in closed
    assert 'id="mark"' not in closed
    assert '<span class="tag ok">closed</span>' in desk.get(reverse("bulletin_list")).content.decode()
    desk.post(reverse("bulletin_reopen", args=[bulletin.pk]))
    assert Bulletin.objects.get().closed_at is None


def finished(by):
    """A closed bulletin of one approved record."""
    bulletin = read_bulletin(("Tennessee", KNOX))
    encounter = record(bulletin, 1)
    decisions.approve(encounter, by=by, now=NOW, version=encounter.version)
    return record(closing.close(bulletin, by=by, now=NOW), 1)


@pytest.mark.parametrize("by", ["reopen", "undo"])
def test_a_record_that_waits_again_says_that_its_bulletin_is_open_again(desk, reviewer, by):
    encounter = finished(reviewer)
    address = reverse("workbench", args=[encounter.pk])
    page = desk.get(address).content.decode()
    assert "Nothing more waits." in page
    assert "select words to fill" not in page
    assert "adds one" not in page
    form = {"action": "reopen", "version": encounter.version}
    answer = desk.post(*(reverse("review_undo"),) if by == "undo" else (address, form), follow=True)
    page = answer.content.decode()
    assert "Its bulletin was closed, and is open again." in page
    assert "Reopened by reviewer" not in page
    assert "This is the last that waits." in page
    assert Bulletin.objects.get().closed_at is None


def test_a_long_bulletin_is_shown_some_pages_at_a_time_from_the_first_unexplained(desk):
    pages = [(f"On January {day}, 2020, {KNOX.partition(', 2020, ')[2]}",) for day in range(1, 24)]
    pages[14] += (FIGURES,)
    bulletin = read_bulletin(*pages)
    html = desk.get(page_of(bulletin)).content.decode()
    assert re.findall(r'class="leaf" id="page-(\d+)"', html) == [str(n) for n in range(15, 21)]
    html = desk.get(page_of(bulletin), {"page": 1}).content.decode()
    assert re.findall(r'class="leaf" id="page-(\d+)"', html) == [str(n) for n in range(1, 7)]
    assert '<a href="?page=15">9 words on page 15</a>' in html
    assert '<a rel="next" href="?page=7">' in html
    back = desk.post(f"{page_of(bulletin)}?page=14", form_of(bulletin, FIGURES, kind="boilerplate"))
    assert back.url == f"{page_of(bulletin)}?page=14"


def test_who_may_only_look_gets_no_buttons(client, uploader):
    bulletin = read_bulletin()
    client.force_login(uploader)
    html = client.get(page_of(bulletin)).content.decode()
    assert FIGURES in html
    assert 'type="checkbox"' not in html
    assert client.post(page_of(bulletin), form_of(bulletin, FIGURES, kind="boilerplate")).status_code == 403
    assert client.post(reverse("split", args=[record(bulletin, 2).pk]), {"at": CUT, "version": 2}).status_code == 403


def test_strangers_are_sent_to_sign_in(client):
    bulletin = read_bulletin()
    for address in (page_of(bulletin), *(reverse(name, args=[record(bulletin, 2).pk]) for name in ("split", "merge"))):
        assert reverse("account_login") in client.get(address).url


def test_a_bulletin_that_is_not_extracted_has_no_words_yet(desk):
    bulletin = Bulletin.objects.create(sha256="0" * 64, filename="a.pdf", byte_size=1, created_at=NOW)
    assert "has not been extracted" in desk.get(page_of(bulletin)).content.decode()


def test_a_split_is_looked_at_before_it_is_made(desk):
    bulletin = read_bulletin()
    old = record(bulletin, 2)
    address = reverse("split", args=[old.pk])
    html = desk.get(address).content.decode()
    assert html.count('type="radio"') == len(f"{COBB} {SWALLOWED}".split()) - 1
    assert ">Split</button>" not in html
    html = desk.get(address, {"at": CUT}).content.decode()
    assert f">{COBB}</td>" in html
    assert f">{SWALLOWED}</td>" in html
    assert not Succession.objects.exists()
    answer = desk.post(address, {"at": CUT, "version": old.version})
    first, second = succession.successors(old)
    assert answer.url == reverse("workbench", args=[first.pk])
    assert second.current_revision.narrative == SWALLOWED


@pytest.mark.parametrize("at", ["", "x", "1", "-5", "99999999999", "²"])
def test_a_split_at_no_word_is_refused_in_words(desk, at):
    old = record(read_bulletin(), 2)
    answer = desk.post(reverse("split", args=[old.pk]), {"at": at, "version": old.version})
    assert answer.status_code == 409
    assert "No second record can begin" in answer.content.decode()
    assert desk.get(reverse("split", args=[old.pk]), {"at": at}).status_code in (200, 409)


def test_a_split_from_an_old_page_is_refused(desk):
    old = record(read_bulletin(), 2)
    answer = desk.post(reverse("split", args=[old.pk]), {"at": CUT, "version": old.version - 1})
    assert answer.status_code == 409
    assert "This record has changed since you opened it" in answer.content.decode()


def test_a_split_of_a_record_that_others_have_open_is_refused(desk, editor):
    old = record(read_bulletin(), 2)
    claims.take(old, by=editor, now=timezone.now())
    answer = desk.post(reverse("split", args=[old.pk]), {"at": CUT, "version": old.version})
    assert "editor has record" in answer.content.decode()
    assert not Succession.objects.exists()


def test_the_address_of_a_split_record_names_both_and_undoes_the_split(desk, reviewer):
    old = record(read_bulletin(), 2)
    first, second = missed.split(old, at=CUT, by=reviewer, now=NOW, version=old.version)
    html = desk.get(reverse("workbench", args=[old.pk])).content.decode()
    assert "This record was split" in html
    for new in (first, second):
        assert f'href="{reverse("workbench", args=[new.pk])}"' in html
    answer = desk.post(reverse("succession_undo", args=[old.pk]))
    assert answer.url == reverse("workbench", args=[old.pk])
    assert desk.get(answer.url).status_code == 200
    assert (
        "neither split nor merged" in desk.post(reverse("succession_undo", args=[old.pk]), follow=True).content.decode()
    )


def test_records_are_merged_and_their_addresses_lead_to_the_one(desk):
    bulletin = read_bulletin()
    knox, cobb = record(bulletin, 1), record(bulletin, 2)
    address = reverse("merge", args=[knox.pk])
    html = desk.get(address).content.decode()
    assert f">{KNOX} {COBB} {SWALLOWED}</td>" in html
    answer = desk.post(address, {"version": knox.version, "other": cobb.pk, "other_version": cobb.version})
    (whole,) = succession.successors(knox)
    assert answer.url == reverse("workbench", args=[whole.pk])
    for old in (knox, cobb):
        assert desk.get(reverse("workbench", args=[old.pk])).url == answer.url
    html = desk.get(page_of(bulletin)).content.decode()
    assert f'Records 1 and 2 merged into <a href="{answer.url}">4</a>' in html


def test_the_last_record_has_none_to_merge_with(desk):
    assert "No record comes after" in desk.get(reverse("merge", args=[record(read_bulletin(), 3).pk])).content.decode()


def test_a_decided_record_says_that_it_must_be_reopened_first(desk, reviewer):
    bulletin = read_bulletin()
    knox, cobb = record(bulletin, 1), record(bulletin, 2)
    decisions.approve(cobb, by=reviewer, now=NOW, version=cobb.version)
    for name in ("split", "merge"):
        assert "Reopen it" in desk.get(reverse(name, args=[cobb.pk])).content.decode()
    html = desk.get(reverse("merge", args=[knox.pk])).content.decode()
    assert "Record 2 is approved." in html
    assert ">Merge</button>" not in html
    answer = desk.post(
        reverse("merge", args=[knox.pk]), {"version": knox.version, "other": cobb.pk, "other_version": cobb.version}
    )
    assert answer.status_code == 409


def test_places_are_written_and_read():
    assert write_places(2, (27, 14, 15, 16)) == "2:14-16,27"
    assert read_places(["2:14-16,27", "3:1"]) == {(2, 14), (2, 15), (2, 16), (2, 27), (3, 1)}


def test_the_page_asks_the_database_the_same_number_of_times_however_many_pages(desk, django_assert_max_num_queries):
    bulletin = read_bulletin(*[(f"Part {n}", KNOX) for n in range(8)])
    with django_assert_max_num_queries(22):
        desk.get(page_of(bulletin))
