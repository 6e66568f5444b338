"""Pictures of pages."""

import pytest
from rest_framework.test import APIClient

from encounters.actions import page_images
from encounters.models import Bulletin


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """Pages and widths that were drawn."""
    asked: list[tuple[int, int]] = []

    def image(bulletin: Bulletin, number: int, width: int) -> tuple[bytes, str]:
        asked.append((number, width))
        return b"RIFF", "image/webp"

    monkeypatch.setattr(page_images, "image", image)
    return asked


def address(bulletin: Bulletin, number: int = 1) -> str:
    return f"/api/v1/bulletins/{bulletin.pk}/pages/{number}/image/"


def test_a_page_in_the_width_that_is_kept(as_reviewer: APIClient, bulletin: Bulletin, drawn) -> None:
    response = as_reviewer.get(address(bulletin), {"width": 900})
    assert (response.status_code, response["Content-Type"], response.content) == (200, "image/webp", b"RIFF")
    assert drawn == [(1, 960)]
    again = as_reviewer.get(address(bulletin), {"width": 950}, headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, len(drawn)) == (304, 1)


@pytest.mark.parametrize("width", ["0", "-1", "wide", "1e3", "10001"])
def test_a_width_that_is_none(as_reviewer: APIClient, bulletin: Bulletin, drawn, width: str) -> None:
    response = as_reviewer.get(address(bulletin), {"width": width})
    assert (response.status_code, response.json()["errors"][0]["attr"], drawn) == (400, "width", [])


def test_a_page_that_is_not_there(as_reviewer: APIClient, bulletin: Bulletin) -> None:
    response = as_reviewer.get(address(bulletin, 99))
    assert (response.status_code, response.json()["errors"][0]["code"]) == (404, "not_found")


def test_a_page_that_cannot_be_drawn(as_reviewer: APIClient, bulletin: Bulletin) -> None:
    response = as_reviewer.get(address(bulletin))  # its file is not in the storage
    assert (response.status_code, response.json()["errors"][0]["code"]) == (404, "page_unreadable")
