"""The trained coder: `data/offense_model.bin`, written by `scripts/train_offense_coder.py`.

The file is one line of JSON (`Header`) and, compressed by zlib, one signed byte for each bucket and category:
weights in units of `scale`. A charge's score for a category is the sum over its features, divided by the square
root of their number; scores become probabilities by softmax at `temperature`.
"""

import json
import math
import zlib
from dataclasses import dataclass
from functools import cache

from . import tables
from .charge_features import BUCKETS, features


@dataclass(frozen=True, slots=True)
class OffenseModel:
    categories: tuple[str, ...]
    scale: float
    temperature: float
    weights: tuple[memoryview, ...]
    """One row of signed bytes a bucket, one byte a category."""

    def probabilities(self, text: str) -> list[tuple[str, float]]:
        """Every category with its probability, likeliest first; nothing for a text without features."""
        rows = [self.weights[bucket] for bucket in features(text)]
        if not rows:
            return []
        unit = self.scale / math.sqrt(len(rows)) / self.temperature
        sums = list(map(sum, zip(*rows, strict=True)))
        most = max(sums)
        exponentials = [math.exp((total - most) * unit) for total in sums]
        whole = sum(exponentials)
        ranked = sorted(zip(exponentials, self.categories, strict=True), key=lambda pair: (-pair[0], pair[1]))
        return [(category, value / whole) for value, category in ranked]


@cache
def load() -> OffenseModel:
    header_line, _, packed = (tables.DATA / "offense_model.bin").read_bytes().partition(b"\n")
    header = json.loads(header_line)
    width = len(header["categories"])
    matrix = memoryview(zlib.decompress(packed)).cast("b")
    rows = tuple(matrix[bucket * width : (bucket + 1) * width] for bucket in range(BUCKETS))
    return OffenseModel(tuple(header["categories"]), header["scale"], header["temperature"], rows)
