"""Separators that part nothing, whatever stands around them: the "and" of a fixed pair, the "and" of a range.

malicious damage | and hit | and run       "hit and run" is one piece
between 5 | and 10 items                   so is this
"""

import re
from collections.abc import Sequence

from . import phrases
from .pieces import Piece
from .vocabulary import load

PARTS = re.compile(r"[/-]")


def joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces that make a fixed pair as one: "hit" and "run" behind "malicious damage and"."""
    paired: list[Piece] = []
    for piece in pieces:
        if paired and is_pair(paired[-1], piece) and not _may_be_two(paired[-1], piece):
            left = paired.pop()
            words = (*left.words, piece.separator, *piece.words)
            paired.append(Piece(words, left.start, piece.end, left.separator, left.comma, left.counted))
        else:
            paired.append(piece)
    return paired


def is_pair(left: Piece, right: Piece) -> bool:
    if right.comma or right.separator not in ("and", "or"):
        return False
    if left.words[-1].endswith("-") or _is_range(left, right):
        return True
    last, first = PARTS.split(left.words[-1])[-1], PARTS.split(right.words[0])[0]  # "hit and | run-serious injury"
    return not {(left.words[-1], right.words[0]), (last, first)}.isdisjoint(load().pairs)


def _is_range(left: Piece, right: Piece) -> bool:
    """ "between 5 | and 10 items" """
    numbers = phrases.NUMBER.match(left.words[-1]) and phrases.NUMBER.match(right.words[0])
    return bool(numbers) and "between" in left.words[-4:]


def _may_be_two(left: Piece, right: Piece) -> bool:
    """ "sexual assault and battery" is one charge in one state and two in the next."""
    return right.words[0] == "battery" and len(left.words) > 1 and phrases.is_charge(left.words)
