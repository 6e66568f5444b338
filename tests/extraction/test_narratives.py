"""The narratives written by hand: how much of each set the extractor reads right, which must not fall again."""

import pytest

from encounters.extraction import openings
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


@pytest.mark.parametrize("name", narratives.SETS)
def test_every_narrative_is_seen_to_begin_a_story(name: str) -> None:
    texts = [case.gold["narrative"] for case in narratives.cases(name)]
    assert [text[:160] for text in texts if not openings.opens(text)] == []


def test_what_follows_is_not_taken_for_a_story() -> None:
    later = (
        "On January 8, 2020, ERO Boston arrested the subject at-large.",
        "On 01/08/2020, the subject was arrested by ERO Boston in Lynn, Massachusetts.",
        "On 8 January 2020, the man was arrested by ERO Boston.",
        "On January 8, 2020, ERO Boston arrested him in Framingham, Massachusetts, and the subject remains in custody.",
    )
    assert [text for text in later if openings.opens(text)] == []
