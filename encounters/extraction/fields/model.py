"""The 287(g) program model that the opening names.

"a 287(g) Jail Enforcement Model Officer from"   jail_enforcement
"a 287(g) Deportation Officer with"              no model: None
"the Knox County Sheriff's Office 287(g) Program"   None: the text does not say
"""

import re

from encounters.extraction.codes import ProgramModel
from encounters.extraction.found import Found
from encounters.extraction.narrative import Narrative

from . import opening
from .folded import fold

MODELS = re.compile(
    r"""\b(?: (?P<tribal_task_force> Tribal\sTask\sForce(?:\s\(TTF[MO]?\))? | TTF[MO]?\b )
      | (?P<jail_enforcement> Jail\s(?:Enforcement|Model) | JE[MO]\b )
      | (?P<task_force> Task\sForce\s(?:Model|Officers?|Program|Agreement|Agents?|Deput(?:y|ies)) | TF[MO]\b )
      | (?P<warrant_service_officer> Warrant\sServices?(?:\sOfficers?)? | WSO\b ) )
      (?:\s(?:Model|Officers?|Program)\b){0,2}""",
    re.VERBOSE | re.IGNORECASE,
)
SURE, LIKELY = 0.99, 0.9


def read(narrative: Narrative) -> Found[ProgramModel]:
    found = opening.find(narrative.text)
    if found is None:
        return Found.nothing(confidence=LIKELY)
    folded = fold(narrative.text)
    for place in (found.officer, found.tail, found.lead, (found.verb[1], found.person[0])):
        if place and (match := MODELS.search(folded.text, *place)):
            return Found(ProgramModel(match.lastgroup or ""), (folded.span(*match.span()),), SURE)
    if is_officer_without_model(narrative.text):
        return Found.nothing(confidence=LIKELY)
    return Found.nothing(confidence=SURE)


def is_officer_without_model(text: str) -> bool:
    """Whether an officer of 287(g) acts whose title names no model: "a 287(g) Deportation Officer"."""
    found = opening.find(text)
    if found is None or found.officer is None:
        return False
    officer = fold(text).text[slice(*found.officer)]
    return "287(g)" in officer and MODELS.search(officer) is None
