"""The narratives written by hand: how much of each set the extractor reads right, which must not fall again."""

import pytest

from tests.extraction import narratives

EVERY_FIELD, LEAST = (
    0.98,
    {"offenses F1": 0.97, "events F1": 0.95, "offense category": 0.93, "whole record exact": 0.93},
)


@pytest.mark.parametrize("name", narratives.SETS)
def test_a_set_is_read_as_well_as_promised(name: str) -> None:
    score = narratives.scored(name)
    missed = {key: value for key, value in score.figures().items() if value < LEAST.get(key, EVERY_FIELD)}
    assert missed == {}, "\n".join(score.differences)
