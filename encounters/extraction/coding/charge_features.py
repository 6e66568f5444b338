"""What the offense coder sees of a charge: its words, pairs of words, and pieces of words.

    features("Poss. of cocaine <28g")  -> numbers of buckets, the same in training and at run time

Shared by `scripts/train_offense_coder.py` and `offense_model.py`; a change here needs a new training.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from zlib import crc32

from .folding import fold

BUCKETS = 1 << 13
PIECE = 4
"""Characters of a piece of a word."""

WORD = re.compile(r"[a-z]+|\d+")


def words(text: str) -> list[str]:
    """Lower-case words; a number is "#"."""
    return ["#" if word.isdigit() else word for word in WORD.findall(fold(text))]


def _named(text: str) -> Iterator[str]:
    tokens = words(text)
    yield from tokens
    for left, right in pairwise(tokens):
        yield f"{left} {right}"
    for token in tokens:
        padded = f"<{token}>"
        for start in range(len(padded) - PIECE + 1):
            yield f"~{padded[start : start + PIECE]}"


def features(text: str) -> list[int]:
    """Buckets of a charge's features, sorted, each once."""
    return sorted({crc32(name.encode()) % BUCKETS for name in _named(text)})
