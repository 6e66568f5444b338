"""Confidence: a calibration curve never falls, keeps to its points, and is near what was judged."""

from hypothesis import given
from hypothesis import strategies as st

from encounters.extraction import confidence
from encounters.extraction.calibration import fit

share = st.floats(0, 1)
judged = st.lists(st.tuples(share, st.booleans()), max_size=60)


@given(judged)
def test_a_curve_never_falls_and_stays_within_bounds(pairs: list[tuple[float, bool]]) -> None:
    curve = fit(pairs)
    raws, values = zip(*curve, strict=True)
    assert list(raws) == sorted(raws)
    assert list(values) == sorted(values)
    assert (raws[0], raws[-1]) == (0.0, 1.0)
    assert all(0 <= value <= 1 for value in values)


@given(judged, share, share)
def test_calibration_keeps_the_order_of_values(pairs: list[tuple[float, bool]], left: float, right: float) -> None:
    curve = fit(pairs)
    low, high = sorted((left, right))
    assert confidence.calibrated(low, curve) <= confidence.calibrated(high, curve) + 1e-9


def test_without_judged_values_the_curve_is_the_straight_line() -> None:
    assert confidence.calibrated(0.37, fit([])) == 0.37


def test_many_judged_values_move_the_curve_to_their_share() -> None:
    pairs = [(0.65, number % 4 > 0) for number in range(4000)]
    assert abs(confidence.calibrated(0.65, fit(pairs)) - 0.75) < 0.005


def test_values_that_would_make_it_fall_are_pooled() -> None:
    curve = dict(fit([(0.6, True)] * 500 + [(0.8, False)] * 500, prior=0))
    assert curve[0.6] == curve[0.8] == 0.5


def test_every_curve_of_the_table_is_one() -> None:
    for curve in confidence.curves().values():
        assert list(curve) == sorted(curve)
        assert [value for _, value in curve] == sorted(value for _, value in curve)


def test_less_certain_words_lower_a_value() -> None:
    assert confidence.of("offenses.0", 0.98, 0.6) < confidence.of("offenses.0", 0.98, 1.0)
