"""The date of the encounter, as printed.

    "On January 3, 2020, the ... encountered"    PrintedDate(2020, 1, 3)
    "On Oct. 16, the ... encountered"            PrintedDate(None, 10, 16)

Which year a date without one has is for the bulletin's period to say (`pipeline.py`).
"""

from encounters.extraction.found import Found
from encounters.extraction.narrative import Narrative

from . import opening, printed_dates, sentences
from .folded import fold
from .printed_dates import PrintedDate

SURE, LIKELY, DOUBTFUL = 0.99, 0.85, 0.5
NEAR_THE_VERB = 70
"""Characters behind the verb within which a date belongs to it: "encountered on January 3, 2020, a citizen of"."""


def read(narrative: Narrative) -> Found[PrintedDate]:
    folded = fold(narrative.text)
    found = opening.find(narrative.text)
    if found is None:
        first = sentences.split(narrative.text)[:1]
        start, verb, confidence = (first[0].start, first[0].end, DOUBTFUL) if first else (0, 0, DOUBTFUL)
    else:
        start, verb, confidence = found.sentence.start, found.verb[0], SURE
    before = printed_dates.days(folded.text[start:verb])
    if before:
        return _found(folded.span(start + before[0].start, start + before[0].end), before[0].date, confidence)
    after = printed_dates.days(folded.text[verb : verb + NEAR_THE_VERB]) if found else ()
    if after:
        return _found(folded.span(verb + after[0].start, verb + after[0].end), after[0].date, LIKELY)
    return Found.nothing(confidence=DOUBTFUL)


def lacks_year(text: str) -> bool:
    """Whether the encounter's date is printed without its year."""
    found = opening.find(text)
    before = printed_dates.days(fold(text).text[found.sentence.start : found.verb[0]]) if found else ()
    return any(dated.date.year is None for dated in before[:1])


def _found(span: tuple[int, int], date: PrintedDate, confidence: float) -> Found[PrintedDate]:
    return Found(date, (span,), confidence)
