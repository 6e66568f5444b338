"""The folded view of a narrative: what the patterns read, so that slips of print need no room in them.

    fold("the Knox County Sheriff’s Office287(g) ProgramA encountered").text
        -> "the Knox County Sheriff's Office 287(g) Program encountered"

Every folded character knows its place in the printed text, so that what is found is reported, and shown, as
printed. Letters keep their case.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from encounters.extraction.records import Span

TYPOGRAPHY = str.maketrans("’‘‛ʼ´`“”„–—‐‑−\u00a0\u2009\u202f", "''''''\"\"\"-----   ")
"""Typographic marks and the plain ones they stand for, one for one."""

# Each slip as it was seen in print, and what it is read as. The first that matches at a place counts.
SLIPS: tuple[tuple[str, str], ...] = (
    (r"[\u200b-\u200f\u2060\ufeff\u00ad]+", ""),  # characters of no width
    (r"(?<=[A-Za-z])(?=287\s?[({\[])", " "),  # Office287(g)
    (r"\b(?!287\(g\))[2Z][8B]7\s?[({\[]\s?[gqG9¢&]{1,2}\s?[)}\]1]", "287(g)"),  # 287 (g), 287(9), 287(g¢)
    (r"(?<=287\([g9]\))(?=[A-Za-z])", " "),  # 287(g)Program
    (r"\b(?!U\.S\.)U\.\s?S\.?(?![\w.])", "U.S."),  # U. S., U.S
    (r"\bUS(?=\s(?!Highway|Route))", "U.S."),  # entered the US on
    (r"(?<=[a-z])A(?=\s|$)", ""),  # fromA the, ProgramA encountered
    (r"(?<=\bfrom)\sA(?=\sthe\b)", ""),  # from A the
    (r"\b(?P<twice>the|of|a|an|and|to|in|on|for|with|was)\s(?P=twice)\b(?!-)", r"\g<twice>"),  # the the
    (r"\b(?:of|the|with|from)(?=[A-Z][a-z])", r"\g<0> "),  # citizen ofHonduras
    (r"(?<=[a-z]\.)(?=(?:The|An|On|A)\s)", " "),  # the subject.The subject entered
    (r"\s+(?=[,;.](?:\s|$)|,[0-9])", ""),  # January 3 , 2020
    (r"(?<=[a-z]),(?=[a-z])", ", "),  # assault,robbery
    (r"\s{2,}", " "),
)
_EACH = tuple(re.compile(pattern) for pattern, _ in SLIPS)
_SLIP = re.compile("|".join(f"(?P<s{number}>{pattern})" for number, (pattern, _) in enumerate(SLIPS)))


@dataclass(frozen=True, slots=True)
class Folded:
    """`places[i]` is the index in the printed text of the folded character `text[i]`."""

    text: str
    places: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """The printed span of `text[start:end]`, which is not empty."""
        return self.places[start], self.places[end - 1] + 1


@lru_cache(maxsize=64)
def fold(printed: str) -> Folded:
    """The folded view of a printed text. Remembered, since every reader of a narrative asks for it."""
    plain = printed.translate(TYPOGRAPHY)
    if not any(slip.search(plain) for slip in _EACH):
        return Folded(plain, range(len(plain)))
    pieces: list[str] = []
    places: list[int] = []
    end = 0
    for slip in _SLIP.finditer(plain):
        start = slip.start()
        pieces.append(plain[end:start])
        places.extend(range(end, start))
        name = slip.lastgroup or ""
        reading = slip.expand(SLIPS[int(name[1:])][1])
        pieces.append(reading)
        last = max(start, slip.end() - 1)
        places.extend(min(start + offset, last) for offset in range(len(reading)))
        end = slip.end()
    pieces.append(plain[end:])
    places.extend(range(end, len(plain)))
    return Folded("".join(pieces), places)
