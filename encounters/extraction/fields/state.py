"""The state that the narrative itself gives the agency, as a USPS code.

    "In Arkansas on June 4, the Benton County Sheriff's Office"        AR
    "with the Cherokee County Sheriff's Office, North Carolina 287(g) Program"    NC
    "the Georgia Department of Corrections 287(g) Program"             GA
    "the Washington County Sheriff's Office"                           nothing: a county's name

A state named for something else (a border crossing, a court) is not read.
"""

import re

from encounters.extraction.coding import states
from encounters.extraction.found import Found
from encounters.extraction.narrative import Narrative

from . import opening
from .folded import fold
from .opening import STATE, STATE_INSIDE

# "Georgia Department of Corrections", "Nebraska State Patrol"; not "Virginia Beach", "Kansas City", "Texas County".
STATE_AGENCY = re.compile(
    rf"""(?:State\sof\s)?(?P<state>{states.NAME_PATTERN})\s
        (?: State | Department | Dept\. | Bureau | Division | Commission | Highway | Corrections | Fish | Game | Wildlife
          | Parks | Natural\sResources | National\sGuard | Army | Military | Attorney | Office\sof | Law\sEnforcement
          | Public\sSafety | Alcohol | Board | Capitol | Lottery | Gaming | Rangers | Turnpike
          | (?:[A-Z]\w+\s){{0,2}}(?:University|College) )\b""",
    re.VERBOSE,
)
# ", North Carolina 287(g)", ", WV,", " 287(g) Program, Oklahoma,"
BEHIND_AGENCY = re.compile(rf"(?:,\s*|\(|\bin\s|\bof\s)(?P<state>{STATE})(?=[\s,)]|$)")
# "Lake County, Florida Sheriff's Office", "Wake County (NC) Sheriff's Office"
INSIDE_AGENCY = re.compile(rf"[,(]\s?(?P<state>{STATE})\)?,?\s(?=[A-Z])")
# "encountered a citizen of Mexico in Cobb County, Georgia, charged with"
AT_PERSON = re.compile(rf"\bin\s(?:[A-Z][\w.]*(?:\s[A-Z][\w.]*)*,\s)?(?P<state>{STATE})(?=[\s,.])")
PERSON_ENDS = re.compile(r"\b(?:convicted|charged|wanted|arrested|sentenced|with|who|for|and)\b")
SURE, LIKELY = 0.99, 0.85


def read(narrative: Narrative) -> Found[str]:
    found = opening.find(narrative.text)
    if found is None:
        return Found.nothing()
    text = fold(narrative.text).text
    person_ends = PERSON_ENDS.search(text, *found.person)
    person_end = person_ends.start() if person_ends else found.person[1]
    places = (
        (BEHIND_AGENCY.search(text, *found.tail), SURE),
        (STATE_INSIDE.search(text, *found.lead), SURE),
        (STATE_AGENCY.match(text, *found.agency), SURE),
        (INSIDE_AGENCY.search(text, *found.agency), SURE),
        (AT_PERSON.search(text, found.person[0], person_end), LIKELY),
    )
    for match, confidence in places:
        if match and (usps := states.usps(match["state"])):
            return Found(usps, (fold(narrative.text).span(*match.span("state")),), confidence)
    return Found.nothing()
