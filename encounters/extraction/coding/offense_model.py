"""The trained part of the offense coder: `data/offense_model.bin`, written by `scripts/train_offense_coder.py`.

The file is one line of JSON (the header) and then, for each bucket, one signed byte a category: a weight in units of
`scale`. A charge's score for a category is the sum over its features, divided by the square root of their number;
softmax makes probabilities of the scores, and the header's calibration says what they were worth in cross-validation.
"""

import json
import math
import struct
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from . import tables

type Knots = Sequence[Sequence[float]]
"""Pairs (as computed, as measured), rising in both."""

LANE = 4
"""Bytes of a long integer that hold the sum of one category."""
OFFSET = 128
"""What makes a signed byte positive, so that no lane borrows from the next."""


class Rows(dict[int, int]):
    """The weights of a bucket as one long integer with a lane a category: adding two adds all their categories.

    Rows are made when they are asked for: a bulletin uses a third of them.
    """

    def __init__(self, matrix: bytes, width: int) -> None:
        self.matrix, self.width = matrix, width

    def __missing__(self, bucket: int) -> int:
        lanes = bytearray(LANE * self.width)
        lanes[::LANE] = self.matrix[bucket * self.width : (bucket + 1) * self.width].translate(RAISED)
        self[bucket] = row = int.from_bytes(lanes, "little")
        return row


RAISED = bytes((byte + OFFSET) % 256 for byte in range(256))
"""The byte of each weight plus `OFFSET`."""


@dataclass(frozen=True, slots=True)
class OffenseModel:
    categories: tuple[str, ...]
    scale: float
    calibration: Knots
    agreed: float
    """How often a rule that the model agrees with was right; `alone`, one that it does not."""
    alone: float
    weights: Mapping[int, int]
    """By bucket, see `Rows`."""

    def best(self, features: Sequence[int]) -> tuple[str, float]:
        """The likeliest category of a charge with these features, and its probability before calibration."""
        count = len(self.categories)
        added = sum(map(self.weights.__getitem__, features))
        sums = struct.unpack(f"<{count}I", added.to_bytes(LANE * count, "little"))
        most = max(sums)
        unit = self.scale / math.sqrt(len(features))
        return self.categories[sums.index(most)], 1 / sum([math.exp((total - most) * unit) for total in sums])

    def calibrated(self, probability: float) -> float:
        """The share of charges coded with this probability that were coded right, between the measured points."""
        computed = [knot[0] for knot in self.calibration]
        right = min(max(bisect_right(computed, probability), 1), len(computed) - 1)
        (x0, y0), (x1, y1) = self.calibration[right - 1], self.calibration[right]
        share = min(max((probability - x0) / (x1 - x0), 0.0), 1.0)
        return y0 + share * (y1 - y0)


@cache
def load() -> OffenseModel:
    header_line, _, matrix = (tables.DATA / "offense_model.bin").read_bytes().partition(b"\n")
    header = json.loads(header_line)
    return OffenseModel(
        tuple(header["categories"]),
        header["scale"],
        header["calibration"],
        header["rules"]["agreed"],
        header["rules"]["alone"],
        Rows(matrix, len(header["categories"])),
    )
