"""What the trained offense coder sees of a charge.

    found = words("possession of cocaine")
    features(found, terms(found))  -> buckets of "possession", "possession cocaine", "~<pos", "@possess", ...

Its words, neighbouring words, pieces of words (so that a slip of print changes little), and its terms, alone, in
pairs, and which comes first. Shared by training and run time, so a change here needs a new training.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from zlib import crc32

BUCKETS = 1 << 13
PIECE = 4
"""Characters of a piece of a word."""


def features(found: Sequence[str], meant: Sequence[str]) -> list[int]:
    """Numbers of a charge's features, below `BUCKETS`, sorted, each once, from its words and its terms."""
    return sorted({crc32(name.encode()) % BUCKETS for name in _named(found, meant)})


def _named(found: Sequence[str], meant: Sequence[str]) -> Iterator[str]:
    yield from found
    for left, right in pairwise(("<", *found, ">")):
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
