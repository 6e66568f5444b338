"""The jail or prison named as the place of the encounter, without "the".

    "Rehabilitation and Reentry 287(g) program at the Eyman Complex encountered"    Eyman Complex
    "encountered a citizen of Mexico at the Gaston County Jail charged with"        Gaston County Jail
    "The subject was booked into the Wake County Detention Center on charges of"    Wake County Detention Center

A jail that acts ("the Barnstable County Correctional Facility released the subject") is no place.
"""

import re

from encounters.extraction.found import Found
from encounters.extraction.narrative import Narrative

from . import opening, sentences
from .folded import fold
from .words import FACILITY

AT = re.compile(rf"\b(?:at|inside|in|into)\s(?:the\s)?(?P<facility>{FACILITY})", re.VERBOSE)
HELD = re.compile(
    rf"""\b(?:booked|housed|incarcerated|held|detained|jailed|confined|lodged|processed|serving\s[\w\s]{{1,30}})\s
        (?:in|into|at|inside)\s(?:custody\s(?:at|in)\s)?(?:the\s)?(?P<facility>{FACILITY})""",
    re.VERBOSE,
)
OUTCOME = re.compile(r"\b(?:released|detainer|will\sremain|remains|pending|ERO|removed)\b")
SURE, LIKELY = 0.99, 0.9


def read(narrative: Narrative) -> Found[str]:
    folded = fold(narrative.text)
    found = opening.find(narrative.text)
    if found is None:
        return Found.nothing(confidence=LIKELY)
    places = ((found.agency[1], found.tail[1]), found.person, found.lead)
    match = next((m for place in places if (m := AT.search(folded.text, *place))), None)
    if match is None:
        later = [s for s in sentences.split(narrative.text) if s.start > found.sentence.start]
        held = (HELD.search(folded.text, s.start, s.end) for s in later if not OUTCOME.search(s.text))
        match = next((m for m in held if m), None)
    if match is None:
        return Found.nothing(confidence=SURE)
    return Found(match["facility"], (folded.span(*match.span("facility")),), LIKELY)
