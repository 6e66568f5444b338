"""What the offense coder sees of a charge: its words, pairs of them, pieces of words, and its terms, alone and in pairs.

    features("possession of cocaine")  -> buckets of "possession", "possession cocaine", "~<pos", "@possess", ...

Shared by training and run time, so a change here needs a new training.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from zlib import crc32

from .charge_terms import terms
from .charge_words import words

BUCKETS = 1 << 13
PIECE = 4
"""Characters of a piece of a word."""


def features(text: str) -> list[int]:
    """Numbers of the features of a charge, below `BUCKETS`, sorted, each once."""
    found = words(text)
    return sorted({crc32(name.encode()) % BUCKETS for name in _named(found, terms(found))})


def _named(found: Sequence[str], meant: Sequence[str]) -> Iterator[str]:
    yield from found
    for left, right in pairwise(["<", *found, ">"]):
        yield f"{left} {right}"
    for word in found:
        padded = f"<{word}>"
        for start in range(len(padded) - PIECE + 1):
            yield f"~{padded[start : start + PIECE]}"
    for term in meant:
        yield f"@{term}"
    for left, right in combinations(sorted(meant), 2):
        yield f"@{left}&{right}"
    if meant:
        yield f"@{meant[0]} first"
