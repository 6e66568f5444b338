"""Whether an immigration detainer, and the warrant served with it, were placed.

    "and placed an immigration detainer and warrant on the subject"          both
    "An immigration detainer was lodged against the subject"                 the detainer
    "the New Bedford District Court did not honor the immigration detainer"  the detainer: it is presupposed
    "No immigration detainer was lodged"                                     neither

An outstanding warrant for an offense is none of these.
"""

import re

from encounters.extraction.found import Found
from encounters.extraction.narrative import Narrative

from . import sentences
from .folded import fold

_PLACED = r"(?:placed|lodged|issued|filed|served|submitted|executed|place|lodge|issue|file|serve)"
DETAINER = (
    r"(?:(?:immigration|ICE|ERO|federal|civil|active|an?|the)\s){0,3}(?:[Dd]etainers?|I-247[AGXND]?(?:\sforms?)?)\b"
)
# "placed an immigration detainer", "immigration detainer and warrant were placed", "did not honor the detainer"
DETAINER_SAID = re.compile(
    rf"""(?:\b{_PLACED}\s(?:[\w-]+\s){{0,3}}?)?{DETAINER}
         (?:[\w\s-]{{0,50}}?\s(?:was|were|has\sbeen|have\sbeen)\s(?:[\w-]+\s)?{_PLACED}\b)?""",
    re.VERBOSE,
)
# "no detainer was lodged", "did not place a detainer", "without lodging a detainer"; not "did not honor the detainer"
NOT_PLACED = re.compile(
    rf"""\b(?: [Nn]o\s(?:[\w-]+\s){{0,2}}(?:detainers?|warrants?)
         | (?:did\snot|has\snot|had\snot|could\snot|declined\sto|unable\sto|will)\s
              (?:[\w-]+\s)?{_PLACED}\s[\w\s-]{{0,25}}?(?:detainer|warrant)
         | without\s(?:placing|lodging|issuing|filing|serving)\s[\w\s-]{{0,25}}?(?:detainer|warrant)
         | (?:detainers?|warrants?)\s(?:was|were)\snot\s(?:[\w-]+\s)?{_PLACED} )\b""",
    re.VERBOSE,
)
_ADMINISTRATIVE = r"(?:immigration|administrative|ICE|ERO|federal\simmigration|civil\simmigration|DHS)"
WARRANT_SAID = re.compile(
    rf"""\b(?: (?:detainers?|I-247[AGXND]?),?\s(?:[\w\s-]{{0,30}}?\s)??
              (?:and|with|plus|together\swith|along\swith|as\swell\sas|accompanied\sby|supported\sby)
              \s(?:(?:an?|the|its|his|her|signed|arrest|accompanying|{_ADMINISTRATIVE})\s){{0,4}}warrants?(?!\sservice)
          | detainers?/warrants? | warrants?/detainers?
          | warrants?\s(?:and|with)\s(?:(?:an?|the|{_ADMINISTRATIVE})\s){{0,2}}detainers?
          | {_ADMINISTRATIVE}\s(?:(?:arrest|removal)\s)?warrants?\b(?!\sservice)
          | [Ww]arrants?\s(?:for|of)\s(?:the\s)?(?:[Aa]rrest\sof\s(?:an?\s)?[Aa]lien|[Rr]emoval(?!\sof)|[Dd]eportation)
          | (?:detainers?|[Pp]laced|served)\b[^.;]{{0,40}}\bwarrants?\s(?:for|of)\sarrest
          | (?:Form\s)?I-20[05]\b )""",
    re.VERBOSE,
)
MENTIONS = ("etainer", "arrant", "I-2")
BEFORE_MENTION = 90
"""Characters: "submitted to the jail an active federal immigration detainer"."""
NEAR = 40
"""Characters around a mention within which a denial belongs to it."""
SURE, LIKELY = 0.99, 0.9


def read_detainer(narrative: Narrative) -> Found[bool]:
    """True where the text says or presupposes that a detainer was placed."""
    return _read(narrative, DETAINER_SAID)


def read_warrant(narrative: Narrative) -> Found[bool]:
    """True where the text says or presupposes that an immigration warrant was served with it."""
    return _read(narrative, WARRANT_SAID)


def _read(narrative: Narrative, pattern: re.Pattern[str]) -> Found[bool]:
    folded = fold(narrative.text)
    denied = False
    for sentence in sentences.split(narrative.text):
        mentions = [at for mention in MENTIONS if (at := folded.text.find(mention, sentence.start, sentence.end)) >= 0]
        if not mentions:
            continue
        for match in pattern.finditer(folded.text, max(sentence.start, min(mentions) - BEFORE_MENTION), sentence.end):
            around = max(sentence.start, match.start() - NEAR), min(sentence.end, match.end() + NEAR)
            if NOT_PLACED.search(folded.text, *around):
                denied = True
                continue
            return Found(True, (folded.span(*match.span()),), SURE)
    return Found(False, (), LIKELY if denied else SURE)
