"""Trains the offense coder and writes `encounters/extraction/data/offense_model.bin`. Takes about a minute.

    python scripts/train_offense_coder.py

Softmax regression by stochastic gradient descent (AdaGrad) over the charges of `offense_labels.csv` and
`offense_labels_more.csv`. Everything is computed by additions, multiplications, divisions and square roots of double
precision in a fixed order, which give the same bits on every machine, so the file is reproducible byte for byte.
"""

import hashlib
import json
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import labelled_charges
import numpy as np
from labelled_charges import Charge

from encounters.extraction.coding import offense_rules, tables
from encounters.extraction.coding.charge_features import BUCKETS, features
from encounters.extraction.coding.charge_terms import terms
from encounters.extraction.coding.charge_words import words
from encounters.extraction.coding.offenses import CATEGORIES

EPOCHS = 20
RATE = 0.5
DECAY = 1e-4
FIRST_SQUARE = 1e-2
"""AdaGrad's sum of squared gradients starts here, so that a first step is no leap."""

BINS = 8
"""Points of the calibration curve, each measured on as many charges."""

SOURCES = (
    *("offense_labels.csv", "offense_labels_more.csv"),
    *("charge_abbreviations.csv", "charge_terms.csv", "offense_rules.csv", "offense_categories.json"),
)
"""Files of `data/` that the model is made from; their hashes are written into it."""

type Matrix = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Trained:
    weights: Matrix
    """Buckets by categories."""

    def best(self, text: str) -> tuple[str, float]:
        """The likeliest category and its probability."""
        buckets = seen(text)
        scores = np.add.reduce(self.weights[buckets], axis=0) / math.sqrt(len(buckets))
        likely = exponential(scores - scores.max())
        return list(CATEGORIES)[int(scores.argmax())], float(likely.max() / np.add.reduce(likely))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the coder says of a charge that it was not trained on, and whether that is right."""

    charge: Charge
    ruled: str | None
    likeliest: str
    probability: float

    @property
    def category(self) -> str:
        return self.ruled or self.likeliest

    @property
    def right(self) -> bool:
        return self.category == self.charge.category


def seen(text: str) -> list[int]:
    found = words(text)
    return features(found, terms(found))


def exponential(x: Matrix) -> Matrix:
    """exp(x) for x <= 0 by ten squarings: close enough for a gradient, and the same on every machine."""
    power = np.maximum(1 + x / 1024, 0)
    for _ in range(10):
        power = power * power
    return power


def train(charges: Sequence[Charge]) -> Trained:
    number = {code: i for i, code in enumerate(CATEGORIES)}
    weights = np.zeros((BUCKETS, len(number)))
    squares = np.full_like(weights, FIRST_SQUARE)
    examples = [(np.array(seen(charge.text)), number[charge.category]) for charge in charges]
    order = random.Random(1)  # noqa: S311 (a repeatable order, nothing secret)
    for _ in range(EPOCHS):
        order.shuffle(examples)
        for buckets, target in examples:
            share = 1 / math.sqrt(len(buckets))
            scores = np.add.reduce(weights[buckets], axis=0) * share
            gradient = exponential(scores - scores.max())
            gradient = gradient / np.add.reduce(gradient)
            gradient[target] -= 1
            step = gradient * share + DECAY * weights[buckets]
            squares[buckets] += step * step
            weights[buckets] -= RATE * step / np.sqrt(squares[buckets])
    return Trained(weights)


def cross_validated(charges: Sequence[Charge]) -> list[Verdict]:
    """A verdict on every charge labelled by hand, each by a coder that saw neither it nor one like it."""
    verdicts = []
    for training, test in labelled_charges.splits(charges):
        trained = train(training)
        for charge in test:
            ruled = offense_rules.category(terms(words(charge.text)))
            verdicts.append(Verdict(charge, ruled, *trained.best(charge.text)))
    return verdicts


def smoothed(right: int, of: int) -> float:
    """A share that stays below 1: as if one more had been right and one wrong."""
    return round((right + 1) / (of + 2), 4)


def calibration(verdicts: Sequence[Verdict]) -> list[list[float]]:
    """Points (mean probability, share right) over equally filled bins of rising probability, made monotone."""
    ranked = sorted((v.probability, v.right) for v in verdicts if v.ruled is None)
    edges = [len(ranked) * i // BINS for i in range(BINS + 1)]
    bins = [ranked[low:high] for low, high in pairwise(edges)]
    points: list[list[float]] = [[0.0, 0.0]]
    for members in bins:
        mean = round(math.fsum(probability for probability, _ in members) / len(members), 4)
        points.append([mean, max(smoothed(sum(right for _, right in members), len(members)), points[-1][1])])
    return [*points, [1.0, points[-1][1]]]


def rule_shares(verdicts: Sequence[Verdict]) -> dict[str, float]:
    """How often a rule was right, with the model agreeing and without."""
    ruled = [v for v in verdicts if v.ruled is not None]
    agreed = [v.right for v in ruled if v.ruled == v.likeliest]
    alone = [v.right for v in ruled if v.ruled != v.likeliest]
    return {"agreed": smoothed(sum(agreed), len(agreed)), "alone": smoothed(sum(alone), len(alone))}


def digests() -> dict[str, str]:
    return {name: hashlib.sha256((tables.DATA / name).read_bytes()).hexdigest() for name in SOURCES}


def packed(charges: Sequence[Charge]) -> bytes:
    """The whole file for these charges."""
    verdicts = cross_validated(charges)
    weights = train(charges).weights
    scale = float(np.abs(weights).max() / 127)
    header = {
        "schema": "offense-model/1",
        "categories": list(CATEGORIES),
        "scale": scale,
        "calibration": calibration(verdicts),
        "rules": rule_shares(verdicts),
        "charges": len(charges),
        "cross_validated_accuracy": round(sum(v.right for v in verdicts) / len(verdicts), 4),
        "sources": digests(),
    }
    return json.dumps(header).encode() + b"\n" + np.rint(weights / scale).astype(np.int8).tobytes()


def main() -> None:
    content = packed(labelled_charges.read())
    (tables.DATA / "offense_model.bin").write_bytes(content)
    header = json.loads(content.partition(b"\n")[0])
    print(f"{header['charges']} charges; {header['cross_validated_accuracy']} right in cross-validation; ", end="")
    print(f"{len(content)} bytes, SHA-256 {hashlib.sha256(content).hexdigest()}")


if __name__ == "__main__":
    main()
