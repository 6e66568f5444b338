"""Makes a calibration curve from values that were judged: how often a value of a raw confidence turned out right.

    fit([(0.65, True), (0.65, False), (0.98, True), ...])    ((0.0, 0.0), (0.65, 0.71), (0.98, 0.985), (1.0, 0.99))

Isotonic regression: values of one raw confidence are pooled, and neighbours that would make the curve fall are
pooled with them. A prior of imagined values that are right as often as their raw confidence says keeps a curve
near the straight line where few were judged, and away from certainty everywhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .confidence import Curve

PRIOR = 20.0
"""Imagined values at each raw confidence."""
GRAIN = 2
"""Decimals to which raw confidences are pooled."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Judged values of raw confidences from `low` to `high`: how many, and how many of them right."""

    low: float
    high: float
    weight: float
    right: float

    @property
    def share(self) -> float:
        return self.right / self.weight

    def with_next(self, other: "Pool") -> "Pool":
        return Pool(self.low, other.high, self.weight + other.weight, self.right + other.right)


def fit(judged: Iterable[tuple[float, bool]], *, prior: float = PRIOR) -> Curve:
    """The curve of (raw confidence, whether right) pairs; the straight line where there are none."""
    weight: dict[float, float] = defaultdict(lambda: prior)
    right: dict[float, float] = {}
    for raw, was_right in judged:
        raw = round(raw, GRAIN)
        right[raw] = right.get(raw, prior * raw) + was_right
        weight[raw] += 1
    pools: list[Pool] = []
    for raw in sorted(right):
        pools.append(Pool(raw, raw, weight[raw], right[raw]))
        while len(pools) > 1 and pools[-2].share > pools[-1].share:
            last = pools.pop()
            pools[-1] = pools[-1].with_next(last)
    return _curve(pools)


def _curve(pools: Sequence[Pool]) -> Curve:
    points = {0.0: 0.0}
    for pool in pools:
        points[pool.low] = points[pool.high] = round(pool.share, 4)
    points.setdefault(1.0, max(1.0 if not pools else 0.0, *points.values()))
    return tuple(sorted(points.items()))
