"""The list of bulletins, and one bulletin."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from encounters.actions import bulletins
from encounters.models import Bulletin, Encounter, Page
from encounters.models.bulletin import Stage
from encounters.views import bulletins as views
from review.actions import decisions
from tests.factories import make_bulletin, make_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_uploader(client, uploader):
    client.force_login(uploader)
    return client


def waiting(number: int) -> Bulletin:
    return Bulletin.objects.create(
        sha256=str(number).zfill(64), filename=f"{number}.pdf", byte_size=10, created_at=timezone.now()
    )


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


class TestList:
    def test_says_in_words_how_far_each_is(self, as_uploader):
        waiting(1)
        read = bulletins.start(waiting(2).pk, now=timezone.now())
        bulletins.report(read, stage=Stage.READING, done=3, total=12, now=timezone.now())
        html = text_of(as_uploader.get("/bulletins/"))
        assert "waiting for a worker" in html
        assert "reading pages" in html
        assert '<progress max="12" value="3"' in html
        assert "page 3 of 12" in html

    def test_counts_what_people_decided(self, as_uploader, reviewer):
        bulletin = make_bulletin([make_record(n) for n in (1, 2, 3, 4)])
        one, two, *_ = Encounter.objects.select_related("current_revision")
        decisions.approve(one, by=reviewer, now=timezone.now(), version=1)
        decisions.reject(two, by=reviewer, now=timezone.now(), version=1, note="none")
        Bulletin.objects.filter(pk=bulletin.pk).update(unexplained=[{"page": 1, "text": "x", "boxes": []}] * 3)
        (row,) = as_uploader.get("/bulletins/").context["rows"]
        counted = row.encounters_total, row.encounters_awaiting, row.encounters_approved, row.encounters_rejected
        assert counted == (4, 2, 1, 1)
        assert row.unexplained_count == 3

    def test_asks_again_only_while_something_is_under_way(self, as_uploader):
        make_bulletin()
        assert "every 1s" not in text_of(as_uploader.get("/bulletins/"))
        waiting(1)
        assert "every 1s" in text_of(as_uploader.get("/bulletins/"))

    def test_answers_a_poll_with_the_list_alone(self, as_uploader):
        waiting(1)
        html = text_of(as_uploader.get("/bulletins/", headers={"HX-Request": "true"}))
        assert html.startswith('<div id="list"')
        assert "<header" not in html

    def test_filters_by_status(self, as_uploader):
        waiting(1)
        done = make_bulletin()
        page = as_uploader.get("/bulletins/", {"status": "extracted"})
        assert [row.pk for row in page.context["rows"]] == [done.pk]
        assert [(f["key"], f["count"]) for f in page.context["facets"]] == [
            ("", 2),
            ("under_way", 1),
            ("extracted", 1),
            ("failed", 0),
        ]

    def test_pages_by_key_newest_first(self, as_uploader, monkeypatch):
        monkeypatch.setattr(views, "ROWS", 2)
        made = [waiting(n).pk for n in range(5)]
        seen, address = [], "/bulletins/"
        while True:
            page = as_uploader.get(address)
            seen += [row.pk for row in page.context["rows"]]
            if page.context["older"] is None:
                break
            address = f"/bulletins/?before={page.context['older']}"
        assert seen == made[::-1]

    def test_costs_the_same_for_many_and_never_reads_large_columns(self, as_uploader):
        def queries() -> list[str]:
            with CaptureQueriesContext(
                connection,
            ) as captured:
                as_uploader.get("/bulletins/")
            return [query["sql"] for query in captured]

        make_bulletin([make_record(1)])
        few = queries()
        for _ in range(5):
            make_bulletin([make_record(1), make_record(2)])
        many = queries()
        assert len(many) == len(few)
        assert not any('"encounters_bulletin"."warnings"' in sql for sql in many)
        assert not any('"encounters_bulletin"."unexplained",' in sql for sql in many)


class TestDetail:
    def test_lists_its_encounters_and_leads_to_each(self, as_uploader):
        bulletin = make_bulletin([make_record(1), make_record(2, offenses=())])
        html = text_of(as_uploader.get(f"/bulletins/{bulletin.pk}/"))
        for encounter in bulletin.encounters.all():
            assert f'<a href="/review/{encounter.pk}/">TN · {encounter.sequence}</a>' in html
        assert "Knox County Sheriff&#x27;s Office" in html
        assert 'cocaine possession <span class="muted">and 1 more</span>' in html
        assert "all await review" in html

    def test_shows_progress_and_asks_again_while_under_way(self, as_uploader):
        bulletin = waiting(1)
        html = text_of(as_uploader.get(f"/bulletins/{bulletin.pk}/"))
        assert "The file is safe." in html
        assert "every 1s" in html
        polled = text_of(as_uploader.get(f"/bulletins/{bulletin.pk}/", headers={"HX-Request": "true"}))
        assert polled.startswith('<div id="bulletin"')

    def test_puts_unexplained_text_first(self, as_uploader):
        bulletin = make_bulletin([make_record()])
        Bulletin.objects.filter(pk=bulletin.pk).update(unexplained=[{"page": 1, "text": "Strange words.", "boxes": []}])
        html = text_of(as_uploader.get(f"/bulletins/{bulletin.pk}/"))
        assert f'href="/review/bulletins/{bulletin.pk}/?page=1#page-1"' in html
        assert html.index("Strange words.") < html.index("Encounters</h2>")

    def test_paints_what_is_accounted_for(self, as_uploader):
        bulletin = make_bulletin([make_record()])
        page = Page.objects.get()
        html = text_of(as_uploader.get(f"/bulletins/{bulletin.pk}/"))
        assert html.count('<rect class="narrative" x=') >= len({top for _, _, top, *_ in page.words})
        assert f"Page 1: {len(page.words)} words narrative, 0 words heading" in html

    def test_says_what_to_do_about_a_warning(self, as_uploader):
        bulletin = make_bulletin()
        warnings = [{"code": "no_encounters", "message": "No encounter was found in this file."}]
        Bulletin.objects.filter(pk=bulletin.pk).update(warnings=[*warnings, {"code": "of_old", "message": "Old."}])
        html = text_of(as_uploader.get(f"/bulletins/{bulletin.pk}/"))
        assert "No encounter was found in this file. Check that the file is a bulletin" in html
        assert "Old." in html

    def test_goes_on_in_lots(self, as_uploader, monkeypatch):
        monkeypatch.setattr(views, "ENCOUNTERS", 2)
        bulletin = make_bulletin([make_record(n) for n in range(1, 6)])
        seen, address = [], f"/bulletins/{bulletin.pk}/"
        while True:
            context = as_uploader.get(address).context
            seen += [encounter.sequence for encounter in context["encounters"]]
            if context["more_encounters"] is None:
                break
            address = f"/bulletins/{bulletin.pk}/?after={context['more_encounters']}"
        assert seen == [1, 2, 3, 4, 5]

    @pytest.mark.parametrize(
        "query", ["?before=x", "?after=%00", "?page=99999999999999999999", "?status=odd&cause=odd"]
    )
    def test_odd_addresses_do_no_harm(self, as_uploader, query):
        bulletin = make_bulletin([make_record()])
        assert as_uploader.get(f"/bulletins/{bulletin.pk}/{query}").status_code == 200
        assert as_uploader.get(f"/bulletins/{query}").status_code == 200
