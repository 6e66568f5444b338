"""The charges of a narrative: text, basis, counts.

    "charged with five counts of battery on a correctional officer, and robbery by sudden snatching"
        battery on a correctional officer   charged, 5 counts
        robbery by sudden snatching         charged

`lists.py` finds the lists, `pieces.py` cuts them at their separators, `grammar.py` decides by `rules.py` which
separators part charges, `counts.py` takes the counts off.
"""

from dataclasses import dataclass

from encounters.extraction.codes import OffenseBasis
from encounters.extraction.fields.folded import Folded, fold
from encounters.extraction.found import Found
from encounters.extraction.narrative import Narrative

from . import counts, grammar, lists, pieces
from .counts import Counted
from .lists import ChargeList

BARE, SURE = 0.8, 0.99


@dataclass(frozen=True, slots=True)
class PrintedOffense:
    text: str
    basis: OffenseBasis
    counts: int | None


def read(narrative: Narrative) -> tuple[Found[PrintedOffense], ...]:
    """The charges in printed order."""
    folded = fold(narrative.text)
    return tuple(found for charges in lists.find(narrative) for found in _charges(folded, charges))


def _charges(folded: Folded, charges: ChargeList) -> list[Found[PrintedOffense]]:
    parsed = grammar.parse(pieces.cut(folded.text, charges.start, charges.end, charges.asides))
    counted = [counts.part(folded.text, charge.start, charge.end) for charge in parsed]
    numbers = _counts(counted, charges.introduction.count)
    certain = BARE if charges.introduction.bare else SURE
    found = []
    for charge, place, count in zip(parsed, counted, numbers, strict=True):
        confidence = min(certain, charge.confidence)
        offense = PrintedOffense(folded.printed(place.start, place.end), charges.basis, count)
        found.append(Found(offense, (folded.span(place.start, place.end),), confidence))
    return found


def _counts(counted: list[Counted], of_list: int | None) -> list[int | None]:
    """The counts of each: its own, that of "three counts each of", or that of "two pending charges of" one charge."""
    if of_list and all(place.counts for place in counted[1:]):  # "two convictions for theft and one for burglary"
        return [counted[0].counts or of_list, *(place.counts for place in counted[1:])]
    numbers: list[int | None] = []
    each: int | None = None
    for place in counted:
        each = place.counts if place.each else each
        numbers.append(place.counts or each)
    return numbers
