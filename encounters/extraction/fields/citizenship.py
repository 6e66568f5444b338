"""The country of citizenship, as printed, without "the".

"a citizen of Honduras convicted of"                  Honduras
"a citizen and national of Trinidad and Tobago, who"  Trinidad and Tobago
"a citizen of the Bahamas"                            Bahamas
"a Mexican national charged with"                     Mexican
"""

import re

from encounters.extraction.coding import countries
from encounters.extraction.found import Found
from encounters.extraction.narrative import Narrative

from . import opening, sentences
from .folded import Folded, fold

_LINK = r"(?:of\sthe|and\sthe|&\sthe|of|and|or|&|the|du|da|d'|de|la|et)"
_NAME = r"(?:d'|e(?=S))?[A-ZÀ-Þ][\w'./\-À-ÿ]*"
# "Trinidad and Tobago", "Congo, Democratic Republic of the", "Côte d'Ivoire", "Myanmar (Burma)"
COUNTRY = rf"""(?:former\s)?{_NAME}(?:\s(?:{_LINK}\s)?{_NAME})*
    (?:,\s(?:(?:Democratic|Federated|Islamic|Bolivarian|Plurinational)\s)?(?:Republic|States|State|People's\sRepublic)\sof(?:\sthe)?)?
    (?:,\s(?:North|South)\b)?"""
CITIZEN = r"(?:[Cc]itizens?|[Nn]ationals?|noncitizens?|subjects?)"
_OF_COUNTRY = rf"\s(?:of|from)\s(?:both\s)?(?:(?:the|The)\s)?(?P<country>{COUNTRY})"
CITIZEN_OF = re.compile(
    rf"\b(?:natives?\s?(?:and|/|or|,)\s?)?{CITIZEN}(?:\s?(?:and|/|or|,)\s?(?:{CITIZEN}|natives?))*{_OF_COUNTRY}",
    re.VERBOSE,
)
NATIVE_OF = re.compile(rf"\bnatives?{_OF_COUNTRY}", re.VERBOSE)
# "a citizen of mexico", "a citizen Mexico": counts only where the words name a country
UNCAPITALISED = re.compile(
    rf"\b{CITIZEN}(?:\sand\s{CITIZEN})?\s(?:(?:of|from)\s)?(?:the\s)?(?P<country>[A-Za-z]{{2,}}(?:\s[A-Za-z]{{3,}})?)",
    re.VERBOSE,
)
# "a Mexican national", "a 32-year-old Ecuadorian citizen", "a Salvadoran man"
DEMONYM = re.compile(
    rf"""\b[Aa]n?\s(?:[a-z0-9][\w-]*\s){{0,4}}?(?P<country>{_NAME}(?:\s{_NAME})?)\s
        (?:(?:national|citizen|noncitizen|native|alien|man|woman|male|female)\b
          |(?<=an\s|se\s|sh\s|no\s|li\s)(?=(?:charged|convicted|arrested|wanted|sentenced|with|who)\b))""",
    re.VERBOSE,
)
MAN_FROM = re.compile(
    rf"\b(?:man|woman|male|female|alien|national|individual|person)\sfrom\s(?:(?:the|The)\s)?(?P<country>{COUNTRY})",
    re.VERBOSE,
)
# What may go on behind it, where the whole is a country: "Virgin Islands, British", "Saint Martin (French part)"
LONGER = re.compile(
    rf"""(?: \s?\([\w\s]+\)(?:\s{_NAME})* | ,\s{_NAME}(?:(?:\s(?:of|and|the|da|de)\s|\s){_NAME})*(?:\sof(?:\sthe)?)? )
         (?![\w'])""",
    re.VERBOSE,
)
LINK = re.compile(r"\s(?:and|or|of)\s|,\s")
SURE, LIKELY, DOUBTFUL = 0.99, 0.9, 0.5
PATTERNS = ((CITIZEN_OF, SURE), (MAN_FROM, LIKELY), (DEMONYM, LIKELY), (NATIVE_OF, LIKELY))
"""In the order in which they count: who is a native of one country and a citizen of the next is a citizen."""


def read(narrative: Narrative) -> Found[str]:
    folded = fold(narrative.text)
    found = opening.find(narrative.text)
    start = found.person[0] if found else 0
    for pattern, confidence in PATTERNS:
        if match := _search(pattern, narrative.text, folded, start):
            place = match.start("country"), _country_end(match)
            sure = DOUBTFUL if _second(match, place[1]) else confidence
            return Found(folded.text[slice(*place)], (folded.span(*place),), sure)
    if lower := _search(UNCAPITALISED, narrative.text, folded, start):
        for length in (len(lower["country"]), lower["country"].find(" ")):
            if countries.code(lower["country"][: max(length, 0)]).confidence >= LIKELY:
                place = lower.start("country"), lower.start("country") + length
                return Found(folded.text[slice(*place)], (folded.span(*place),), LIKELY)
    return Found.nothing(confidence=DOUBTFUL)


def are_several(text: str) -> bool:
    """Whether the text names a second country behind the first: "a dual citizen of Mexico and Guatemala" """
    found = opening.find(text)
    match = _search(CITIZEN_OF, text, fold(text), found.person[0] if found else 0)
    return match is not None and _second(match, _country_end(match))


def _second(match: re.Match[str], end: int) -> bool:
    """Whether the country that ends at `end` is followed by another."""
    behind = match["country"][end - match.start("country") :]
    link = LINK.match(behind)
    return link is not None and countries.code(behind[link.end() :].removeprefix("the ")).alpha3 is not None


def _search(pattern: re.Pattern[str], printed: str, folded: Folded, start: int) -> re.Match[str] | None:
    """The first match in a sentence from `start` on: no match runs over the end of a sentence."""
    for sentence in sentences.split(printed):
        if sentence.end > start and (match := pattern.search(folded.text, max(start, sentence.start), sentence.end)):
            return match
    return None


def _country_end(match: re.Match[str]) -> int:
    """Where the longest known country ends: in "Mexico and Guatemala" that is after "Mexico"."""
    start = match.start("country")
    text = match["country"].rstrip(" .,'")
    longer = LONGER.match(match.string, start + len(text), match.endpos)
    if longer and countries.code(text + longer[0]).alpha3:
        return start + len((text + longer[0]).rstrip(" ."))
    known = countries.code(text)
    if known.alpha3 is None and known.confidence < LIKELY:
        for link in LINK.finditer(text):
            code = countries.code(text[: link.start()])
            if code.alpha3 and code.confidence >= LIKELY:
                return start + link.start()
    return start + len(text)
