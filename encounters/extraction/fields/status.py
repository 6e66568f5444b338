"""The immigration status that the narrative gives the subject.

"who failed to depart the United States as required", "remained beyond the terms of his visa"    overstay
"entered ... as a temporary worker and violated the terms of that admission"                     status_violator
"admitted ... as a conditional lawful resident but violated the terms of his admission"          conditional_resident
"is currently a lawful permanent resident", "adjusted status to that of a lawful permanent resident"
"was ordered removed by an immigration judge", "has a final order of removal"                    removal_order
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import chain

from encounters.extraction.codes import ImmigrationStatus
from encounters.extraction.found import Found
from encounters.extraction.narrative import Narrative

from . import sentences
from .folded import fold
from .words import has_any

PATTERNS: dict[ImmigrationStatus, re.Pattern[str]] = {
    ImmigrationStatus.REMOVAL_ORDER: re.compile(
        r"""\b(?: order(?:ed|ing|s)\s(?:[\w'-]+\s){0,4}?(?:be\s)?(?:removed|deported|excluded)
              | (?:removal|deportation)\sorders?
              | orders?\sof\s(?:removal|deportation|exclusion) )\b""",
        re.VERBOSE,
    ),
    ImmigrationStatus.CONDITIONAL_RESIDENT: re.compile(
        r"\bconditional\s(?:(?:lawful|legal|permanent)\s)*(?:residen(?:t|ce|cy)|status)\b"
    ),
    ImmigrationStatus.PERMANENT_RESIDENT: re.compile(
        r"""\b(?<!conditional\s) (?: (?:lawful|legal)\s(?:lawful\s|legal\s)?permanent\sresiden(?:t|ce|cy)
              | (?:lawful|legal)\sresident | permanent\sresident | LPR | green\scard )\b""",
        re.VERBOSE,
    ),
    ImmigrationStatus.OVERSTAY: re.compile(
        r"""\b(?: (?:failed|failing|refused|neglected)\sto\s(?:timely\s)?(?:depart|leave)
              | (?:did|has|had)\s(?:not|never)\s(?:timely\s)?(?:depart|leave|left|departed)(?:ed)? | never\s(?:departed|left)
              | did\snot\sreturn\sto\s(?:[A-Z]\w+|(?:his|her|their)\s(?:home\s)?country)\sas\srequired
              | over-?stay(?:ed|ing|s)?
              | remain(?:ed|ing|s)?\s(?:[\w.]+\s){0,6}?(?:beyond|past|longer\sthan|in\sexcess\sof|after\s(?:his|her|the|that))
              | (?:stay|admission)\s(?:has\s|had\s)?(?:ended|expired)\b[^.]{0,60}?\b(?:remained|stayed)
              | exceed(?:ed|ing)\s(?:[\w']+\s){0,4}?(?:stay|admission|visa|time|period)
              | stayed\s(?:[\w.]+\s){0,5}?(?:beyond|past|longer) )\b""",
        re.VERBOSE,
    ),
    ImmigrationStatus.STATUS_VIOLATOR: re.compile(
        r"""\b(?: violat(?:ed|ing|ion\sof)\s(?:[\w'-]+\s){0,5}?(?:terms?|conditions?|admission|status|visa)
              | (?:fail(?:ed|ing|ure)\sto|did\snot)\smaintain\s(?:[\w'-]+\s){0,4}?status
              | no\slonger\sin\s(?:lawful\s|valid\s)?status
              | (?:fail(?:ed|ing)\sto|did\snot)\s(?:comply|abide)\s(?:with|by)\s(?:[\w'-]+\s){0,3}?(?:terms?|conditions?)
              | (?:fell|is|was|went)\sout\sof\sstatus )\b""",
        re.VERBOSE,
    ),
}
HINTS: dict[ImmigrationStatus, tuple[str, ...]] = {
    ImmigrationStatus.REMOVAL_ORDER: ("order",),
    ImmigrationStatus.CONDITIONAL_RESIDENT: ("conditional",),
    ImmigrationStatus.PERMANENT_RESIDENT: ("residen", "LPR", "green"),
    ImmigrationStatus.OVERSTAY: ("depart", "leave", "left", "stay", "remain", "exceed", "return"),
    ImmigrationStatus.STATUS_VIOLATOR: ("violat", "fail", "comply", "abide", "status"),
}
"""Of which one stands in every sentence that gives a status."""
ANY_HINT = tuple(chain.from_iterable(HINTS.values()))
# A sentence of charges ("refused to leave") says nothing of an immigration status.
ABOUT_IMMIGRATION = re.compile(
    r"""\b(?: (?:re-?)?entered | admi(?:tted|ssion) | [Vv]isa | residen(?:t|ce|cy) | over-?stay | remained | United\sStates | U\.S\.
      | ordered\s(?:[\w'-]+\s){0,4}?(?:be\s)?(?:removed|deported) | orders?\sof\s(?:removal|deportation) | removal\sorder
      | [Nn]on-?immigrant | (?:card|permit|status|stay)\sexpired | deportation\sorder | voluntary\sdeparture | out\sof\sstatus | LPR | green\scard )""",
    re.VERBOSE,
)
# "has never been a", "as the child of a | lawful permanent resident"
DENIED = re.compile(
    r"\b(?:not|never|no|(?:child|spouse|wife|husband|son|daughter|parent|relative)\sof\san?)\s(?:\w+\s){0,2}$"
)
SURE, LIKELY, DOUBTFUL = 0.99, 0.9, 0.75

type Place = tuple[int, int, int]
"""Start, end, and the number of the sentence."""


@lru_cache(maxsize=512)
def said(text: str) -> Mapping[ImmigrationStatus, Place]:
    """Every status that the text names, and where. Remembered, since a check asks for it too."""
    folded = fold(text)
    found: dict[ImmigrationStatus, Place] = {}
    for number, sentence in enumerate(sentences.split(text)):
        if not has_any(sentence.text, ANY_HINT) or not ABOUT_IMMIGRATION.search(sentence.text):
            continue
        for status, pattern in PATTERNS.items():
            if not has_any(sentence.text, HINTS[status]):
                continue
            match = pattern.search(folded.text, sentence.start, sentence.end)
            if match and not DENIED.search(folded.text, sentence.start, match.start()):
                found[status] = (*match.span(), number)
    return found


def read(narrative: Narrative) -> Found[ImmigrationStatus]:
    found = said(narrative.text)
    if not found:
        return Found.nothing(confidence=SURE)
    status = _settled(found)
    start, end, _ = found[status]
    return Found(status, (fold(narrative.text).span(start, end),), SURE if len(found) == 1 else DOUBTFUL)


def _settled(found: Mapping[ImmigrationStatus, Place]) -> ImmigrationStatus:
    """The status that counts where the text says several: an order of removal before all, else as below."""
    status = ImmigrationStatus
    if status.REMOVAL_ORDER in found:
        return status.REMOVAL_ORDER
    resident = found.get(status.PERMANENT_RESIDENT)
    conditional = found.get(status.CONDITIONAL_RESIDENT)
    if conditional and not (resident and resident[2] > conditional[2]):
        return status.CONDITIONAL_RESIDENT
    violated = found.get(status.STATUS_VIOLATOR)
    overstay = found.get(status.OVERSTAY)
    if overstay and not (resident and resident[0] > overstay[0]):
        return status.OVERSTAY
    if violated and not (resident and resident[2] != violated[2]):
        return status.STATUS_VIOLATOR
    return status.PERMANENT_RESIDENT
