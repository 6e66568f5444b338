"""How sure a value is: the probability that a reviewer leaves it as it is.

    raw = the reader's own certainty x the certainty of the words it stands on

and a calibration table, made from reviewed records, says how often values of that raw confidence were left.
Between two of its points the table is read on a straight line. It never falls, so the order of values stays.
"""

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from .coding.tables import DATA
from .narrative import Narrative
from .records import Span

type Curve = tuple[tuple[float, float], ...]
"""Points (raw, calibrated), both rising."""

DEFAULT = "default"
DOUBTFUL_BELOW = 0.8
"""A field with less confidence than this is one that a reviewer is told to look at."""


def of(key: str, certainty: float, words: float) -> float:
    """The confidence of a value; `key` is its evidence key, such as `agency` or `offenses.1`."""
    return _of_family(key.partition(".")[0], certainty * words)


@lru_cache(maxsize=1024)
def _of_family(family: str, raw: float) -> float:
    known = curves()
    return round(calibrated(raw, known.get(family, known[DEFAULT])), 3)


def of_words(narrative: Narrative, spans: Sequence[Span]) -> float:
    """The certainty of the words under `spans`; where a value is absent, that of the narrative's words on average."""
    if spans:
        return min(narrative.confidence(*span) for span in spans)
    return of_narrative(narrative)


def of_narrative(narrative: Narrative) -> float:
    """The certainty of the narrative's words on average, 1 for a text layer."""
    certainties = [word.confidence for word in narrative.words]
    return sum(certainties) / len(certainties) if certainties else 1.0


def calibrated(raw: float, curve: Curve) -> float:
    """The value of a curve at `raw`; beyond its ends, that of the nearest."""
    raws = [point[0] for point in curve]
    place = bisect_right(raws, raw)
    if place == 0:
        return curve[0][1]
    if place == len(curve):
        return curve[-1][1]
    (low, left), (high, right) = curve[place - 1], curve[place]
    return left + (right - left) * (raw - low) / (high - low)


@cache
def curves() -> Mapping[str, Curve]:
    """The curves of `data/calibration.json`: by evidence key, that of a list for its items; else "default"."""
    table = json.loads((DATA / "calibration.json").read_text(encoding="utf-8"))
    return {family: tuple((raw, value) for raw, value in points) for family, points in table["curves"].items()}
