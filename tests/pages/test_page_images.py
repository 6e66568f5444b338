"""Pictures of pages: drawn once, kept, and never a reason to fail."""

import io

import pytest
from django.core.cache import cache
from django.core.files import File
from django.core.files.storage import storages
from PIL import Image

from encounters.actions import page_images
from encounters.models import Bulletin
from encounters.reading import painter
from encounters.reading.errors import PageUnreadable
from tests.factories import make_bulletin, make_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def bulletin(golden, settings, tmp_path) -> Bulletin:
    """An extracted bulletin whose file is the sample; the cache is empty."""
    settings.DATA_DIR = tmp_path
    cache.clear()
    made = make_bulletin([make_record()])
    with (golden / "2020-01-word.pdf").open("rb") as handle:
        storages["default"].save(made.file_name, File(handle))
    return made


@pytest.fixture
def get(client, reviewer, bulletin):
    client.force_login(reviewer)
    return lambda query="", number=1, **headers: client.get(
        f"/bulletins/{bulletin.pk}/pages/{number}/image/{query}", headers=headers
    )


@pytest.mark.parametrize(
    ("asked", "wide"),
    [("", 960), ("?width=1", 160), ("?width=160", 160), ("?width=700", 960), ("?width=9999", 1920), ("?width=x", 960)],
)
def test_few_widths(get, asked, wide):
    response = get(asked)
    assert response["Content-Type"] == "image/webp"
    assert Image.open(io.BytesIO(response.content)).width == wide


def test_a_browser_keeps_it_for_ever_and_never_asks_in_vain(get):
    response = get()
    assert response["Cache-Control"] == "private, max-age=31536000, immutable"
    again = get(**{"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert get("?width=320")["ETag"] != response["ETag"]


def test_it_is_drawn_once(get, bulletin, monkeypatch):
    first = get().content
    assert page_images.cached_at(bulletin, 1, 960).read_bytes() == first
    monkeypatch.setattr(painter, "render", lambda *_, **__: pytest.fail("drawn again"))
    assert get().content == first


def test_no_draft_is_left_beside_it(get, bulletin):
    get()
    assert [p.name for p in page_images.cached_at(bulletin, 1, 960).parent.iterdir()] == ["1-960.webp"]


@pytest.mark.parametrize("number", [0, 2, 999999])
def test_a_page_that_the_bulletin_does_not_have(get, number):
    assert get(number=number).status_code == 404


def test_a_page_that_cannot_be_drawn_is_shown_as_its_words(get, monkeypatch):
    def refuse(*_, **__):
        raise PageUnreadable(1)

    monkeypatch.setattr(painter, "render", refuse)
    response = get()
    assert (response.status_code, response["Content-Type"]) == (200, "image/svg+xml")
    assert response["Cache-Control"] == "private, max-age=60"
    assert ">Knox</text>" in response.content.decode()


def test_it_is_not_tried_again_at_once(get, monkeypatch):
    tried = []

    def refuse(path, number, *, width, **_):
        tried.append(width)
        raise PageUnreadable(number)

    monkeypatch.setattr(painter, "render", refuse)
    assert [get(f"?width={width}")["Content-Type"] for width in (320, 640)] == ["image/svg+xml"] * 2
    assert tried == [320]


def test_so_is_a_page_whose_file_is_gone(get, bulletin):
    storages["default"].delete(bulletin.file_name)
    assert get()["Content-Type"] == "image/svg+xml"


def test_the_file_is_given_as_it_came(client, reviewer, bulletin, golden):
    client.force_login(reviewer)
    response = client.get(f"/bulletins/{bulletin.pk}/file/")
    assert response.getvalue() == (golden / "2020-01-word.pdf").read_bytes()
    assert response["Content-Disposition"] == 'attachment; filename="bulletin.pdf"'
    storages["default"].delete(bulletin.file_name)
    assert client.get(f"/bulletins/{bulletin.pk}/file/").status_code == 404


def test_a_picture_ahead_of_need_waits_for_nobody(get, monkeypatch):
    def busy(*_, patient, **__):
        if not patient:
            raise painter.Busy
        return b"drawn", "image/webp"

    monkeypatch.setattr(painter, "render", busy)
    later = get(**{"X-Ahead": "1"})
    assert (later.status_code, later["Cache-Control"]) == (202, "no-store")
    assert get().content == b"drawn"
    assert get(**{"X-Ahead": "1"}).content == b"drawn"
