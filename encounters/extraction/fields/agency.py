"""The partner agency, as printed, with `'` for a typographic apostrophe.

"the Craighead County Sheriff’s Office 287(g) Program encountered"                 Craighead County Sheriff's Office
"a 287(g) Task Force Model Officer with the Nebraska State Patrol, encountered"    Nebraska State Patrol
"Jasper Police Department, FL, encountered"                                       Jasper Police Department
"the Arizona Department of Corrections, Rehabilitation and Reentry 287(g) program at the Eyman Complex"
"""

import re

from encounters.extraction.found import Found
from encounters.extraction.narrative import Narrative

from . import opening
from .folded import fold

AGENCY_WORD = re.compile(
    r"""\b(?: Sheriffs? | Police | Department | Dept\. | Corrections? | Patrol | Troopers? | Marshal | Constable | Office
      | Bureau | Division | Commission | Agency | Authority | Jail | Center | Guard | Attorney | Safety | Facility
      | Commissioners | Force | Services | Council | Nation | Tribe | District | PD | SO )\b""",
    re.VERBOSE,
)
UNLIKE_A_NAME = re.compile(r"[.;:]\s|\b(?:encountered|arrested|citizen|subject|detainer)\b")
LONGEST = 110
"""Characters. The longest name in the list of agencies has 80."""

SURE, LIKELY, DOUBTFUL = 0.99, 0.9, 0.5


def read(narrative: Narrative) -> Found[str]:
    found = opening.find(narrative.text)
    if found is None or found.agency[0] == found.agency[1]:
        return Found.nothing(confidence=DOUBTFUL)
    folded = fold(narrative.text)
    name = folded.text[slice(*found.agency)]
    return Found(name, (folded.span(*found.agency),), _confidence(name))


def _confidence(name: str) -> float:
    if len(name) > LONGEST or UNLIKE_A_NAME.search(name) or not name[0].isupper():
        return DOUBTFUL
    return SURE if AGENCY_WORD.search(name) else LIKELY
