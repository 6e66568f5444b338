"""Pictures of pages, drawn once and kept on disk.

    image(bulletin, 2, width=900)       (b"RIFF...WEBP...", "image/webp"), 960 pixels wide

The cache may be deleted at any time. It is filed by the bulletin's hash, so a picture never grows old.
"""

import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.cache import cache

from encounters.models import Bulletin
from encounters.reading import painter
from encounters.reading.errors import PageUnreadable

WIDTHS = (160, 320, 640, 960, 1280, 1920)
"""Pixels. Few, so that the cache stays small and is hit often."""
DEFAULT_WIDTH = 960
TRY_AGAIN = 600
"""Seconds after which a page that could not be drawn is tried again: some cost all the time that they are given."""


class NoSuchPage(Exception):
    """The bulletin has no page of this number, or is not extracted yet."""


class NotDrawable(Exception):
    """The page is there and cannot be drawn."""


def snapped(width: int) -> int:
    """The smallest of `WIDTHS` that is not smaller than `width`, else the largest."""
    return next((allowed for allowed in WIDTHS if allowed >= width), WIDTHS[-1])


def image(bulletin: Bulletin, number: int, width: int = DEFAULT_WIDTH, *, patient: bool = True) -> tuple[bytes, str]:
    """The bytes and the media type of page `number`, `snapped(width)` pixels wide.

    Raises `NoSuchPage` and `NotDrawable`, and `Busy` where it is still to be drawn and somebody who is not `patient`
    would have to wait until others are served.
    """
    if not 1 <= number <= (bulletin.page_count or 0):
        raise NoSuchPage(f"Bulletin {bulletin.pk} has no page {number}.")
    width = snapped(width)
    path = cached_at(bulletin, number, width)
    try:
        return path.read_bytes(), "image/webp"
    except FileNotFoundError:
        pass
    given_up = f"undrawable:{bulletin.sha256}:{number}"
    if cache.get(given_up):
        raise NotDrawable(f"Page {number} of bulletin {bulletin.pk} could not be drawn lately.")
    try:
        data, media_type = painter.render(Path(bulletin.path), number, width=width, patient=patient)
    except PageUnreadable as error:
        cache.set(given_up, True, TRY_AGAIN)
        raise NotDrawable(f"Page {number} of bulletin {bulletin.pk} cannot be drawn.") from error
    _keep(path, data)
    return data, media_type


def cached_at(bulletin: Bulletin, number: int, width: int) -> Path:
    sha256 = bulletin.sha256
    return settings.DATA_DIR / "cache" / "pages" / sha256[:2] / sha256 / f"{number}-{width}.webp"


def _keep(path: Path, data: bytes) -> None:
    """Whole or not at all, whoever else draws the same page at the same moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as draft:
        draft.write(data)
    os.replace(draft.name, path)
