"""Files made to hurt: each gives a code or a correct reading, in bounded time and memory, and never a traceback."""

import resource
import tempfile
import time
from pathlib import Path

import pytest

from encounters.reading import sandbox
from encounters.reading.errors import UnreadableBulletin

from .hostile import BLANK, BOMBS, HOSTILE, OTHER, READS, TEXT, Hostile, bombs
from .invariants import holds

LIMITS = sandbox.Limits(page_seconds=30.0)
QUICK = sandbox.Limits(page_seconds=3.0, wasted_seconds=6.0, memory_mb=768)
"""For files that are sure to meet a limit: the sooner, the quicker the test."""
SECONDS = 60.0
MEGABYTES = 2_048


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)
def test_it_gives_a_code_or_a_correct_reading(hostile: Hostile, tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "hostile.pdf"
    path.write_bytes(hostile.make())
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr(tempfile, "tempdir", None)
    started = time.monotonic()
    outcome, said = read(path, hostile, QUICK if hostile in BOMBS else LIMITS)
    assert time.monotonic() - started < SECONDS
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024 < MEGABYTES
    assert outcome in hostile.outcomes
    assert hostile.warns in {"", *(code for code, _ in said)}
    assert all(message.endswith(".") for _, message in said)
    assert sorted(tmp_path.iterdir()) == [path, scratch]
    assert not list(scratch.iterdir())


def read(path: Path, hostile: Hostile, limits: sandbox.Limits) -> tuple[str, list[tuple[str, str]]]:
    """The outcome of a file, and the codes and messages of what was said about it."""
    try:
        with sandbox.read(path, limits=limits) as reading:
            pages = list(reading)
    except UnreadableBulletin as error:
        return error.code, [(error.code, error.message)]
    holds(pages)
    text = " ".join(word.text for page in pages for word in page.words)
    said = [(warning.code, warning.message) for warning in reading.warnings]
    return READS if text.count(TEXT) == hostile.times else OTHER if text else BLANK, said


def test_a_child_does_not_outlive_its_reading(tmp_path: Path) -> None:
    path = tmp_path / "slow.pdf"
    path.write_bytes(made("path bomb"))
    limits = sandbox.Limits(page_seconds=0.7, wasted_seconds=1.0)
    reading = sandbox.read(path, limits=limits)
    with pytest.raises(UnreadableBulletin) as raised, reading:
        list(reading)
    assert raised.value.code == "time_limit"
    assert reading._child is None


def test_words_are_kept_where_only_the_picture_under_them_is_a_bomb(tmp_path: Path) -> None:
    path = tmp_path / "pattern.pdf"
    path.write_bytes(made("pattern in itself"))
    with sandbox.read(path, limits=QUICK) as reading:
        (page,) = reading
    assert " ".join(word.text for word in page.words) == TEXT
    (warning,) = reading.warnings
    assert warning.message.startswith("Of page 1 only the text was read, not its picture. Reading ")


def test_a_picture_that_is_a_bomb_uncovers_nothing(tmp_path: Path) -> None:
    path = tmp_path / "pattern.pdf"
    path.write_bytes(bombs.pattern_in_itself(before=b" q 0 g 0 600 150 150 re f Q"))
    with sandbox.read(path, limits=QUICK) as reading:
        (page,) = reading
    left = [word.text for word in page.words]
    assert 0 < len(left) == len(TEXT.split()) - page.hidden < len(TEXT.split())
    assert TEXT.endswith(" ".join(left))
    assert len(reading.warnings) == 2


def test_pages_without_a_word_are_not_looked_at_for_ever(tmp_path: Path) -> None:
    path = tmp_path / "pictures.pdf"
    path.write_bytes(bombs.pages_of_pictures(500))
    limits = sandbox.Limits(wasted_seconds=2.0)
    with pytest.raises(UnreadableBulletin) as raised, sandbox.read(path, limits=limits) as reading:
        list(reading)
    assert raised.value.code == "unreadable"
    assert reading.warnings[-1].message.endswith(
        "to 500 could not be read and were left out. Too much time had gone into pages that gave nothing to read."
    )


def made(name: str) -> bytes:
    return next(hostile for hostile in HOSTILE if hostile.name == name).make()
