"""Parts of files, copies that are still good, and HEAD."""

import pytest
from rest_framework.test import APIClient

from encounters.models import Bulletin

from .conftest import body, stored

CONTENT = b"%PDF-" + bytes(range(48, 98)) * 4
SIZE = len(CONTENT)


@pytest.fixture
def address(bulletin: Bulletin) -> str:
    return f"/api/v1/bulletins/{stored(bulletin, CONTENT).pk}/file/"


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-9", 0, 10),
        ("bytes=5-5", 5, 6),
        ("bytes=200-", 200, SIZE),
        ("bytes=-7", SIZE - 7, SIZE),
        ("bytes=-100000", 0, SIZE),
        ("bytes=100-100000", 100, SIZE),
    ],
)
def test_a_part(as_uploader: APIClient, address: str, asked: str, start: int, end: int) -> None:
    response = as_uploader.get(address, headers={"Range": asked})
    assert response.status_code == 206
    assert body(response) == CONTENT[start:end]
    assert response["Content-Range"] == f"bytes {start}-{end - 1}/{SIZE}"
    assert response["Content-Length"] == str(end - start)


@pytest.mark.parametrize("asked", ["bytes=205-", "bytes=205-300", "bytes=-0"])
def test_a_part_behind_the_end(as_uploader: APIClient, address: str, asked: str) -> None:
    response = as_uploader.get(address, headers={"Range": asked})
    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{SIZE}")
    assert response.json()["errors"][0]["code"] == "range_not_satisfiable"


@pytest.mark.parametrize("asked", ["bytes=9-3", "bytes=-", "bytes=0-1,3-4", "lines=0-9", "bytes=a-b"])
def test_what_is_no_single_range_of_bytes_gives_the_whole(as_uploader: APIClient, address: str, asked: str) -> None:
    response = as_uploader.get(address, headers={"Range": asked})
    assert (response.status_code, body(response)) == (200, CONTENT)


def test_a_part_of_an_older_file_gives_the_whole(as_uploader: APIClient, address: str, bulletin: Bulletin) -> None:
    older = as_uploader.get(address, headers={"Range": "bytes=0-9", "If-Range": '"another"'})
    same = as_uploader.get(address, headers={"Range": "bytes=0-9", "If-Range": f'"{bulletin.sha256}"'})
    assert (older.status_code, body(older)) == (200, CONTENT)
    assert (same.status_code, body(same)) == (206, CONTENT[:10])


def test_a_copy_that_is_still_good_is_not_sent_again(as_uploader: APIClient, address: str, bulletin: Bulletin) -> None:
    response = as_uploader.get(address, headers={"If-None-Match": f'"{bulletin.sha256}"', "Range": "bytes=0-9"})
    assert (response.status_code, response.content, response["ETag"]) == (304, b"", f'"{bulletin.sha256}"')


def test_head_has_the_size_and_no_body(as_uploader: APIClient, address: str) -> None:
    response = as_uploader.head(address)
    assert (response.status_code, response["Content-Length"]) == (200, str(SIZE))
    assert response["Accept-Ranges"] == "bytes"
    assert response.content == b""


@pytest.mark.parametrize("accept", ["application/pdf", "text/html", "image/*"])
def test_a_file_is_what_it_is_whatever_is_asked_for(as_uploader: APIClient, address: str, accept: str) -> None:
    response = as_uploader.get(address, headers={"Accept": accept})
    assert (response.status_code, response["Content-Type"], body(response)) == (200, "application/pdf", CONTENT)
