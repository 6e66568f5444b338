"""Labelled charges for training and measuring the offense coder, and folds that keep near-duplicates together.

Not a command: `train_offense_coder.py` and `evaluate_offense_coder.py` import it.
"""

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from encounters.extraction.coding import tables
from encounters.extraction.coding.charge_words import words

HAND = "offense_labels.csv"
COMPOSED = "offense_labels_more.csv"

FOLDS = 5
SEED = 5
ALIKE = 0.75
"""Jaccard similarity of the words of two charges from which they may not be on both sides of a split."""

COMMON = frozenset({"degree", "first", "second", "third", "fourth", "offense", "#"})
"""Words that make no difference between near-duplicates."""


@dataclass(frozen=True, slots=True)
class Charge:
    text: str
    category: str
    source: str


def read() -> list[Charge]:
    """Every labelled charge of the project, those labelled by hand first."""
    return [
        Charge(row["text"], row["category"], row["source"]) for name in (HAND, COMPOSED) for row in tables.rows(name)
    ]


def splits(charges: Sequence[Charge], *, folds: int = FOLDS) -> Iterator[tuple[list[Charge], list[Charge]]]:
    """(training, test) for each fold: near-duplicates on one side, and only charges labelled by hand in the test."""
    group = _groups([_signature(charge.text) for charge in charges])
    order = sorted(set(group))
    random.Random(SEED).shuffle(order)  # noqa: S311 (a repeatable order, nothing secret)
    fold = {number: i % folds for i, number in enumerate(order)}
    for held in range(folds):
        training = [charge for charge, number in zip(charges, group, strict=True) if fold[number] != held]
        test = [charge for charge, number in zip(charges, group, strict=True) if fold[number] == held]
        yield training, [charge for charge in test if charge.source == "hand"]


def _signature(text: str) -> frozenset[str]:
    found = words(text)
    return frozenset(word for word in found if word not in COMMON) or frozenset(found)


def _groups(signatures: Sequence[frozenset[str]]) -> list[int]:
    """For each charge the number of the first one that a chain of likenesses leads to."""
    parent = list(range(len(signatures)))

    def root(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    holding: dict[str, list[int]] = defaultdict(list)
    for i, signature in enumerate(signatures):
        shared = Counter(j for word in signature for j in holding[word])
        for j, common in shared.items():
            if common / len(signature | signatures[j]) >= ALIKE:
                low, high = sorted((root(i), root(j)))
                parent[high] = low
        for word in signature:
            holding[word].append(i)
    return [root(i) for i in range(len(signatures))]
