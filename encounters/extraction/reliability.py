"""How far confidence can be believed: of the values that say 0.9, how many did reviewers leave? And new curves of that.

    judged(read, approved)     ("agency", 0.98, True), ("offenses", 0.64, False), ...
    table(judgements)          Bin(0.95, 0.98, values=212, left=205), ...
    recalibrated(curves, judgements)    the curves in use, put through what reviewers did

A value was left where the approved record says the same as the extractor's; an item of a list, where it is among them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .calibration import fit
from .confidence import DEFAULT, Curve, calibrated
from .records import EncounterRecord

EDGES = (0.0, 0.6, 0.8, 0.9, 0.95, 0.98, 1.0)
OFTEN = 200
"""Judged values that a field needs for a curve of its own."""
LISTS = ("offenses", "events")

type Judgement = tuple[str, float, bool]
"""The field, the confidence that was stated, and whether the value was left as it was."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Values of a confidence from `low` to `high`: how many, how many were left, and the mean they stated."""

    low: float
    high: float
    values: int
    left: int
    stated: float

    @property
    def share(self) -> float:
        return self.left / self.values


def judged(read: EncounterRecord, approved: EncounterRecord) -> Iterator[Judgement]:
    """Every value of `read` that has a confidence, against the record that people approved."""
    for key, confidence in read.confidence.items():
        family, _, place = key.partition(".")
        if family in LISTS:
            kept = getattr(approved, family)
            item = getattr(read, family)[int(place)] if place else None
            yield family, confidence, item in kept if place else not kept
        else:
            yield family, confidence, getattr(read, family) == getattr(approved, family)


def table(judgements: Iterable[Judgement]) -> list[Bin]:
    """The bins that hold values, from the least confidence to the greatest."""
    pairs = [(confidence, left) for _, confidence, left in judgements]
    bins = []
    for low, high in pairwise(EDGES):
        inside = [pair for pair in pairs if low <= pair[0] < high or (high == 1.0 and pair[0] == 1.0)]
        if inside:
            mean = sum(confidence for confidence, _ in inside) / len(inside)
            bins.append(Bin(low, high, len(inside), sum(left for _, left in inside), mean))
    return bins


def recalibrated(curves: Mapping[str, Curve], judgements: Iterable[Judgement]) -> dict[str, Curve]:
    """New curves: each of those in use followed by what its stated values turned out to be."""
    by_family: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for family, confidence, left in judgements:
        by_family[family].append((confidence, left))
    everything = fit(pair for pairs in by_family.values() for pair in pairs)
    new = {DEFAULT: _followed(curves[DEFAULT], everything)}
    for family in sorted({*curves, *by_family} - {DEFAULT}):
        pairs = by_family.get(family, [])
        turned_out = fit(pairs) if len(pairs) >= OFTEN else everything
        new[family] = _followed(curves.get(family, curves[DEFAULT]), turned_out)
    return new


def _followed(stated: Curve, turned_out: Curve) -> Curve:
    """One curve after the other, with the corners of the first."""
    return tuple((raw, round(calibrated(value, turned_out), 4)) for raw, value in stated)


def figure(bins: Sequence[Bin]) -> str:
    """The reliability curve as SVG: stated confidence across, share left up, a circle a bin by how many it holds."""
    size, margin = 320, 40
    most = max((entry.values for entry in bins), default=1)

    def place(share: float) -> float:
        return round(margin + share * size, 1)

    circles = "".join(
        f'<circle cx="{place(b.stated)}" cy="{place(1 - b.share)}" r="{3 + 9 * (b.values / most) ** 0.5:.1f}">'
        f"<title>{b.stated:.3f} stated, {b.share:.3f} left, {b.values} values</title></circle>"
        for b in bins
    )
    whole = size + 2 * margin
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" role="img" font-family="sans-serif"'
        f' font-size="12"><title>Reliability of confidence</title>'
        f'<rect width="{whole}" height="{whole}" fill="#fff"/>'
        f'<path d="M{margin} {margin}V{margin + size}H{margin + size}" fill="none" stroke="#444"/>'
        f'<path d="M{margin} {margin + size}L{margin + size} {margin}" stroke="#888" stroke-dasharray="4"/>'
        f'<g fill="#1b5fae" fill-opacity="0.7">{circles}</g>'
        f'<text x="{whole / 2}" y="{whole - 12}" text-anchor="middle">stated confidence, 0 to 1</text>'
        f'<text transform="rotate(-90)" x="{-whole / 2}" y="22" text-anchor="middle">share left</text></svg>\n'
    )
