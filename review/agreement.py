"""How far two independent readings agree, field by field. Pure.

    agreement([("MEX", "MEX"), ("MEX", "HND"), ...]) -> Agreement(n=2, same=1, kappa=0.0)

Cohen's kappa (1960): (observed - expected) / (1 - expected), where `expected` is the agreement of two
readers who would give each value as often as they did, but at random. It is null where both readers
always gave one and the same value, since chance alone would then agree as well.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from .changes import LISTS, NOT_VALUES

NOT_COMPARED = NOT_VALUES | {"page_first", "page_last", "narrative", "heading_state"}
"""What a reader does not judge anew: where the words stand."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """`n` pairs of readings, of which `same` say the same."""

    n: int
    same: int
    kappa: float | None

    @property
    def share(self) -> float | None:
        return self.same / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95 % interval (1927) of the share."""
        if not self.n:
            return None
        z, share = 1.96, self.same / self.n
        middle = (share + z * z / (2 * self.n)) / (1 + z * z / self.n)
        half = z / (1 + z * z / self.n) * sqrt(share * (1 - share) / self.n + z * z / (4 * self.n * self.n))
        return max(0.0, middle - half), min(1.0, middle + half)


def agreement(pairs: Sequence[tuple[Hashable, Hashable]]) -> Agreement:
    """Agreement over pairs of values, each the first and the second reader's."""
    n, same = len(pairs), sum(first == second for first, second in pairs)
    if not n:
        return Agreement(0, 0, None)
    firsts, seconds = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    expected = sum(firsts[value] * seconds[value] for value in firsts) / (n * n)
    kappa = None if expected == 1 else (same / n - expected) / (1 - expected)
    return Agreement(n, same, kappa)


def by_field(readings: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> dict[str, Agreement]:
    """Agreement by field of the contract, in its order; each reading is a record in the contract's form."""
    pairs: dict[str, list[tuple[Hashable, Hashable]]] = {}
    for first, second in readings:
        for field in first:
            if field not in NOT_COMPARED:
                pairs.setdefault(field, []).append((_plain(field, first[field]), _plain(field, second[field])))
    return {field: agreement(values) for field, values in pairs.items()}


def differing(first: Mapping[str, Any], second: Mapping[str, Any]) -> list[str]:
    """The fields on which two readings of one record differ."""
    return [f for f in first if f not in NOT_COMPARED and _plain(f, first[f]) != _plain(f, second[f])]


def _plain(field: str, value: Any) -> Hashable:
    """A list as a whole: its items in order, all their values."""
    return tuple(tuple(sorted(item.items())) for item in value) if field in LISTS else value
