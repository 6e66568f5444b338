"""Files made to hurt: each gives a code or a correct reading, in bounded time and memory, and never a traceback."""

import resource
import time
from pathlib import Path

import pytest

from encounters.reading import sandbox
from encounters.reading.errors import UnreadableBulletin

from .hostile import BLANK, HOSTILE, OTHER, READS, TEXT, Hostile

LIMITS = sandbox.Limits(page_seconds=15.0, wasted_seconds=20.0)
SECONDS = 60.0
MEGABYTES = 2_048


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)
def test_it_gives_a_code_or_a_correct_reading(hostile: Hostile, tmp_path: Path) -> None:
    path = tmp_path / "hostile.pdf"
    path.write_bytes(hostile.make())
    started = time.monotonic()
    outcome, said = read(path)
    assert time.monotonic() - started < SECONDS
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024 < MEGABYTES
    assert outcome in hostile.outcomes
    assert hostile.warns in {"", *(code for code, _ in said)}
    assert all(message.endswith(".") for _, message in said)


def read(path: Path) -> tuple[str, list[tuple[str, str]]]:
    """The outcome of a file, and the codes and messages of what was said about it."""
    try:
        with sandbox.read(path, limits=LIMITS) as reading:
            text = " ".join(word.text for page in reading for word in page.words)
    except UnreadableBulletin as error:
        return error.code, [(error.code, error.message)]
    said = [(warning.code, warning.message) for warning in reading.warnings]
    return READS if TEXT in text else OTHER if text else BLANK, said


def test_a_child_does_not_outlive_its_reading(tmp_path: Path) -> None:
    path = tmp_path / "slow.pdf"
    path.write_bytes(next(hostile for hostile in HOSTILE if hostile.name == "laughing forms").make())
    limits = sandbox.Limits(page_seconds=0.7, wasted_seconds=1.0)
    with pytest.raises(UnreadableBulletin) as raised, sandbox.read(path, limits=limits) as reading:
        list(reading)
    assert raised.value.code == "time_limit"
    assert reading._child is None
