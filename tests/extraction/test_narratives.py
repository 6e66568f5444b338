"""The narratives written by hand: how much of each set the extractor reads right, which must not fall again."""

from collections.abc import Mapping

import pytest

from benchmarks.scoring import Score
from tests.extraction import narratives

EVERY_FIELD, LEAST = (
    0.98,
    {"offenses F1": 0.97, "events F1": 0.95, "offense category": 0.93, "whole record exact": 0.93},
)


def figures(name: str) -> tuple[Mapping[str, float], list[str]]:
    score = Score()
    for number, case in enumerate(narratives.cases(name), start=1):
        score.add(f"{name} {number}", [case.gold], [narratives.read(case)])
    return score.figures(), score.differences


@pytest.mark.parametrize("name", ["first", "second", "third"])
def test_a_set_is_read_as_well_as_promised(name: str) -> None:
    reached, differences = figures(name)
    missed = {key: value for key, value in reached.items() if value < LEAST.get(key, EVERY_FIELD)}
    assert missed == {}, "\n".join(differences)
