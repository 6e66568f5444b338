"""Trains the offense coder and writes `encounters/extraction/data/offense_model.bin`.

    python scripts/train_offense_coder.py

Softmax regression by stochastic gradient descent. Only additions, multiplications, divisions and square roots of
double precision are used, which are the same on every machine, so the file is reproducible byte for byte.
"""

import json
import random
import sys
import zlib
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from encounters.extraction.coding import tables  # noqa: E402  (the project is not an installed package)
from encounters.extraction.coding.charge_features import BUCKETS, features  # noqa: E402
from encounters.extraction.coding.offenses import CATEGORIES  # noqa: E402

EPOCHS = 20
RATE = 0.5
DECAY = 1e-4


def exponential(x):
    """exp by repeated squaring: exact to about 1e-6, and the same on every machine."""
    y = np.maximum(1 + x / 1024, 0)
    for _ in range(10):
        y = y * y
    return y


def train(charges):
    categories = list(CATEGORIES)
    number = {code: i for i, code in enumerate(categories)}
    weights = np.zeros((BUCKETS, len(categories)))
    squares = np.full((BUCKETS, len(categories)), 1e-2)
    examples = [(np.array(features(text)), number[category]) for text, category in charges]
    shuffled = random.Random(1)  # noqa: S311 (a repeatable order, nothing secret)
    for _ in range(EPOCHS):
        shuffled.shuffle(examples)
        for buckets, target in examples:
            norm = 1 / np.sqrt(np.float64(len(buckets)))
            scores = np.add.reduce(weights[buckets], axis=0) * norm
            p = exponential(scores - scores.max())
            p = p / p.sum()
            p[target] -= 1
            gradient = p * norm + DECAY * weights[buckets]
            squares[buckets] += gradient * gradient
            weights[buckets] -= RATE * gradient / np.sqrt(squares[buckets])
    return categories, weights


def main():
    charges = [
        (row["text"], row["category"])
        for name in ("offense_labels.csv", "offense_labels_more.csv")
        for row in tables.rows(name)
    ]
    categories, weights = train(charges)
    scale = float(np.abs(weights).max() / 127)
    header = {"categories": categories, "scale": scale, "temperature": 1.0}
    packed = zlib.compress(np.rint(weights / scale).astype(np.int8).tobytes(), 9)
    (tables.DATA / "offense_model.bin").write_bytes(json.dumps(header).encode() + b"\n" + packed)


if __name__ == "__main__":
    main()
