"""Pictures drawn in a child: a page that hurts costs its own picture, and nothing else."""

import io
import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image

from encounters.reading import painter
from encounters.reading.errors import PageUnreadable

from .hostile import HOSTILE, Hostile


@pytest.fixture
def paint() -> Iterator[painter.Painter]:
    made = painter.Painter()
    yield made
    made.rest()


def width_of(drawn: tuple[bytes, str]) -> int:
    data, media_type = drawn
    assert media_type == "image/webp"
    return Image.open(io.BytesIO(data)).width


def child_of(paint: painter.Painter) -> int:
    return paint._child._process.pid


def test_one_child_draws_page_after_page(paint: painter.Painter, golden: Path) -> None:
    assert width_of(paint.render(golden / "2020-01-word.pdf", 1, width=320)) == 320
    child = child_of(paint)
    assert width_of(paint.render(golden / "2020-01-scan.pdf", 2, width=640)) == 640
    assert child_of(paint) == child


def test_a_page_that_is_not_there_says_why(paint: painter.Painter, golden: Path, tmp_path: Path) -> None:
    with pytest.raises(PageUnreadable):
        paint.render(golden / "2020-01-word.pdf", 99, width=320)
    with pytest.raises(PageUnreadable, match="damaged"):
        paint.render(tmp_path / "gone.pdf", 1, width=320)
    assert width_of(paint.render(golden / "2020-01-word.pdf", 1, width=320)) == 320


def test_a_page_that_takes_too_long_is_given_up(paint: painter.Painter, golden: Path, monkeypatch) -> None:
    monkeypatch.setattr(painter, "SECONDS", 0.0)
    with pytest.raises(PageUnreadable, match="too much time"):
        paint.render(golden / "2020-01-word.pdf", 1, width=320)
    monkeypatch.undo()
    assert width_of(paint.render(golden / "2020-01-word.pdf", 1, width=320)) == 320


def test_a_child_that_died_is_replaced(paint: painter.Painter, golden: Path) -> None:
    paint.render(golden / "2020-01-word.pdf", 1, width=320)
    os.kill(child_of(paint), signal.SIGKILL)
    assert width_of(paint.render(golden / "2020-01-word.pdf", 2, width=320)) == 320


def test_a_child_rests_after_many_pages(paint: painter.Painter, golden: Path, monkeypatch) -> None:
    monkeypatch.setattr(painter, "PAGES", 1)
    paint.render(golden / "2020-01-word.pdf", 1, width=320)
    child = child_of(paint)
    paint.render(golden / "2020-01-word.pdf", 1, width=320)
    assert child_of(paint) != child


def test_a_child_ends_with_its_parent(paint: painter.Painter, golden: Path) -> None:
    paint.render(golden / "2020-01-word.pdf", 1, width=320)
    process = paint._child._process
    process.stdin.close()  # as the system does for a parent that dies
    assert process.wait(timeout=10) == 0


DRAWN = {"stream bomb", "image bomb", "path bomb", "pattern in itself"}


@pytest.mark.parametrize("hostile", [h for h in HOSTILE if h.name in DRAWN], ids=lambda hostile: hostile.name)
def test_bombs_are_drawn_or_given_up(
    hostile: Hostile, paint: painter.Painter, golden: Path, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr(painter, "SECONDS", 3.0)
    path = tmp_path / "hostile.pdf"
    path.write_bytes(hostile.make())
    started = time.monotonic()
    with suppress(PageUnreadable):
        assert width_of(paint.render(path, 1, width=640)) == 640
    assert time.monotonic() - started < painter.SECONDS + 10
    monkeypatch.undo()
    assert width_of(paint.render(golden / "2020-01-word.pdf", 1, width=320)) == 320


def test_who_is_not_patient_does_not_wait_for_others(paint: painter.Painter, golden: Path) -> None:
    with paint._lock, pytest.raises(painter.Busy):
        paint.render(golden / "2020-01-word.pdf", 1, width=320, patient=False)
    assert width_of(paint.render(golden / "2020-01-word.pdf", 1, width=320, patient=False)) == 320
