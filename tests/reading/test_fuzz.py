"""A few seconds of `benchmarks/fuzz.py`, the same ones every time."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from .bulletins import bulletins
from .hostile import build
from .mutations import Mutated, mutated, opened
from .trials import Trials

ORIGINALS = bulletins()


@pytest.fixture(scope="module")
def trials() -> Iterator[Trials]:
    with Trials() as trials:
        yield trials


@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(file=mutated(ORIGINALS))
def test_a_damaged_bulletin_gives_a_code_or_a_reading_that_keeps_every_rule(file: Mutated, trials: Trials) -> None:
    trials.attempt(file.pdf)


@pytest.mark.parametrize("name", ORIGINALS)
def test_a_bulletin_that_is_taken_apart_and_not_changed_is_sound(name: str, trials: Trials) -> None:
    assert trials.attempt(opened(ORIGINALS[name]).written()) == "read"


def test_a_page_without_a_word_is_read(trials: Trials) -> None:
    assert trials.attempt(build.bare(build.stream(b""))) == "read"
