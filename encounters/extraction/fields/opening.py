"""The opening of a narrative, parted: who encountered whom. Five readers look at its parts.

On October 22, 2025, a 287(g) Task Force Model Officer with the Cherokee County Sheriff's Office, North Carolina
287(g) Program, encountered a citizen of Mexico charged with ...

sentence   the whole; `verb` "encountered"
lead       "On October 22, 2025, "
officer    "a 287(g) Task Force Model Officer"    (None in the template `program`)
agency     "Cherokee County Sheriff's Office"
tail       ", North Carolina 287(g) Program, "
person     "a citizen of Mexico charged with ..."
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from encounters.extraction.coding import states

from . import printed_dates, sentences
from .folded import fold
from .sentences import Sentence
from .words import FACILITY

STATE = rf"(?:{states.NAME_PATTERN}|{states.ABBREVIATION_PATTERN}|(?:{'|'.join(states.NAMES)})\b)"
"""A state as printed in full, abbreviated, or by its USPS code."""

VERB = r"""(?:enc?ou?n?\w{3,6}d|encounters?|arrested|identified|apprehended|interviewed|located|detained|processed|contacted
    | stopped(?:\san?\s(?:vehicle|car|truck|motorist)\s(?:driven|operated|occupied)\sby)?
    | came\s(?:in|into|upon|across)(?:\scontact\swith)? | made\scontact\swith | took\s(?:into\scustody|custody\sof)
    | took(?=\san?\s(?:citizen|national))
    | (?:served|placed|lodged|issued)\san?\s(?:immigration\s)?detainer[\w\s]{0,40}?\s(?:on|against|for))"""
PERSON = r"""(?:an?|one|two|another)\s(?:[\w-]+\s){0,5}?
    (?:[Cc]itizens?|[Nn]ationals?|natives?|aliens?|noncitizens?|non-citizens?|man|woman|male|female|subject|individual|person)\b
    | an?\s(?:[\w-]+\s){0,3}?[A-Z][a-z]+(?:an|ese|ish|ino|ali)(?=,?\s(?:charged|convicted|arrested|wanted|sentenced|with|who)\b)"""

# "..., encountered a citizen of", "arrested a 32-year-old citizen of"
# "encountered two passengers, one of them a citizen of", "encountered the driver, a citizen of"
COMPANY = r"""(?:(?:an?|the|two|three|four|several)\s(?:[\w-]+\s){0,6}?[\w-]+,\s(?:(?:one|both)\sof\s(?:them|whom)\s(?:(?:was|is)\s)?
    |who\s(?:is|was)\s|including\s)?)?"""
# "encountered, under its 287(g) agreement, a citizen of"
ACTIVE = re.compile(
    rf"\b(?P<verb>{VERB})(?:,\s[^,;.]{{3,90}})?,?\s{COMPANY}(?P<person>{PERSON}|citizen(?=\sof\s))", re.VERBOSE
)
# "a citizen of Mexico was encountered by the Knox County Sheriff's Office 287(g) Program and charged with"
PASSIVE = re.compile(
    rf"""(?P<person>\b[Aa]n?\s(?:[\w-]+\s){{0,5}}?(?:citizen|national|native)\b.{{1,60}}?)\s
         (?P<verb>(?:was|were)\s{VERB})\sby\s""",
    re.VERBOSE,
)
PASSIVE_END = re.compile(
    r"(?=\s(?:after|and\s(?:was|charged|convicted|arrested)|for|on\s[A-Z]|who|while|following)\b|\.?$)"
)

# "In Arkansas on June 4, the", "On June 4, in Arkansas, the", "In Arkansas, the"
STATE_INSIDE = re.compile(
    rf"\b[Ii]n\s(?:the\s[Ss]tate\sof\s)?(?P<state>{STATE})(?=,?\s(?:on\b|the\b|an?\b)|,)", re.VERBOSE
)
LEAD_IN = re.compile(
    rf"""[\s,]*(?:(?:in|In)\s(?:the\s[Ss]tate\sof\s)?{STATE}[\s,]+)?
         (?:(?:at\s(?:about|approximately)\s[\d:]+\s[ap]\.?m\.?)[\s,]+)?
         (?:(?:at|inside|in)\s(?:the\s)?{FACILITY},\s)?
         (?:(?:during|following|after|while|as\spart\sof|in\sthe\scourse\sof)\s[^,;]{{3,80}},\s)?(?:(?:the|The|THE)\s)?""",
    re.VERBOSE,
)
# "a 287(g) Jail Enforcement Model Officer from the", "287(g)-trained deputies with", "an officer assigned to the"
OFFICER = re.compile(
    r"""(?P<officer>(?:(?:an?|An?|the|The|two|Two|its)\s)?(?:[^\s,]+\s){0,8}?
            (?:[Oo]fficers?|OFFICER|[Dd]eput(?:y|ies)|[Aa]gents?|[Dd]etectives?|[Tt]roopers?|[Mm]embers?|[Pp]ersonnel
              |[Ss]ergeants?|[Ii]nvestigators?|Official|official)\b
            |287\(g\)\s(?:[\w-]+\s){0,4}?(?:[Pp]rogram|[Uu]nit|[Tt]eam)\b(?=\s(?:at|of|with|in|from)\s))
        (?:\s\((?P<model>[\w\s()]{2,40}?)\))?,?\s
        (?:(?:assigned|attached)\sto|(?:employed|designated)\sby|(?:working|serving)\s(?:for|at|with|in|under)
          |from|with|at|of|for|in|representing)\s(?:(?:the|The)\s)?""",
    re.VERBOSE,
)
# Where the agency's name ends: "287(g) Program", ", operating under the", " at the Eyman Complex"
AGENCY_END = re.compile(
    rf"""(?:'s)?[\s,(]{{0,4}}287\(g\)
      | [\s,]{{0,4}}\b(?:Jail\sEnforcement|Task\sForce|Warrant\sService|Tribal\sTask\sForce)\s(?:Model|Officers?|Program)
      | ,?\s(?:operating|acting|assigned|attached|deputized|designated|certified|trained|credentialed|authorized|serving|through|participating|pursuant|working|under|using|during|while|who|whose|recently|also
            |has|have|located|which|conducted|initiated|stopped|responded|observed|assisted|executed|and\sICE|in\spartnership|in\scoordination|in\scollaboration)\b
      | \s(?:deput(?:y|ies)|officers?|troopers?|agents?|detectives?|investigators?|personnel)\b
      | ,?\s(?:at|inside|in)\s(?:the\s)?(?={FACILITY})
      | ,?\sin\s(?=(?:[A-Z][\w.'-]*\s){{1,3}}County\b)
      | ,?\s(?:on|On)\s(?=[A-Z][a-z]{2})""",
    re.VERBOSE,
)
# ", FL", ", Florida,", "(FL)", " in Oklahoma": the state that closes an agency's name
STATE_BEHIND = re.compile(rf"(?:,\s*|\s*\(|,?\s+in\s)(?P<state>{STATE})\)?[\s,]*$", re.VERBOSE)


@dataclass(frozen=True, slots=True)
class Opening:
    """Places in the folded text. `agency` is empty (start == end) where no agency is named."""

    sentence: Sentence
    verb: tuple[int, int]
    lead: tuple[int, int]
    officer: tuple[int, int] | None
    agency: tuple[int, int]
    tail: tuple[int, int]
    person: tuple[int, int]


@lru_cache(maxsize=512)
def find(printed: str) -> Opening | None:
    """The opening of a printed narrative, None where it has none. Remembered, since five readers ask for it."""
    for sentence in sentences.split(printed)[:4]:
        text = fold(printed).text
        if active := ACTIVE.search(text, sentence.start, sentence.end):
            return _active(text, sentence, active)
        if passive := PASSIVE.search(text, sentence.start, sentence.end):
            return _passive(text, sentence, passive)
    return None


def _active(text: str, sentence: Sentence, match: re.Match[str]) -> Opening:
    before = text[sentence.start : match.start("verb")]
    dated = printed_dates.days(before)
    start = sentence.start + (dated[-1].end if dated else 0)
    if not dated and (inside := STATE_INSIDE.match(text, sentence.start, match.start("verb"))):
        start = inside.end()
    return _opening(text, sentence, match, start, match.start("verb"), (match.start("person"), sentence.end))


def _passive(text: str, sentence: Sentence, match: re.Match[str]) -> Opening:
    end = PASSIVE_END.search(text, match.end(), sentence.end)
    stop = end.start() if end else sentence.end
    return _opening(text, sentence, match, match.end(), stop, (match.start("person"), sentence.end))


def _opening(
    text: str, sentence: Sentence, match: re.Match[str], start: int, stop: int, person: tuple[int, int]
) -> Opening:
    lead_in = LEAD_IN.match(text, start, stop)
    begin = lead_in.end() if lead_in else start
    officer = None
    if officers := OFFICER.match(text, begin, stop):
        officer = (officers.start("officer"), max(officers.end("officer"), officers.end("model")))
        begin = officers.end()
    cut = AGENCY_END.search(text, begin, stop)
    agency_end = cut.start() if cut else stop
    if behind := STATE_BEHIND.search(text, begin, agency_end):
        agency_end = behind.start()
    agency_end = begin + len(text[begin:agency_end].rstrip(" ,"))
    return Opening(
        sentence,
        match.span("verb"),
        (sentence.start, begin if officer is None else officer[0]),
        officer,
        (begin, agency_end),
        (agency_end, stop),
        person,
    )
