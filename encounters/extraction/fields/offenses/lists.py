"""Where a list of charges begins and ends in a narrative, and what stands in it that is no charge.

"charged with breaking and entering and cocaine possession and placed an immigration detainer ..."
              ------------------------------------------- charged
"has previous convictions for criminal mischief in Harris County, Texas, and theft"
                              ----------------- aside ----------------------------  prior_conviction
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from encounters.extraction.codes import OffenseBasis
from encounters.extraction.coding import states
from encounters.extraction.fields import printed_dates, sentences
from encounters.extraction.fields.folded import fold
from encounters.extraction.fields.words import SAID
from encounters.extraction.narrative import Narrative
from encounters.extraction.records import Span

from . import bases
from .bases import Introduction

# The verb of a new clause, which ends a list: "..., and placed an immigration detainer", "and was ordered removed"
CLAUSE_VERB = re.compile(
    r"""(?<=[\s,;])(?<!been\s)(?: placed | lodged | issued | filed | served | entered | re-?entered | was | were | is | are | has | had | have | did
          | released | admitted | transferred | remains | received | will | currently\s(?:in|serving) | pleaded | pled
          | (?:(?<=and\s)|(?<=but\s)|(?<=who\s)|(?<=,\s))(?:sentenced|charged|convicted|arrested|wanted|booked|indicted|detained|held|accused|found\sguilty)(?=\s|,|$) )\b""",
    re.VERBOSE,
)
# ... unless it tells of whom or what the charge is: "a person who is 13, 14 or 15 years old", "where drugs are used"
OF_THE_CHARGE = re.compile(
    r"""\b(?: (?:where|in\swhich|by\swhich)\s(?:[\w-]+\s){1,4} (?:is|are|was|were)\b
          | (?:who|that|which)\s(?:is|are|was|were|has|had)\s(?=not\b|at\s(?:least|or)\b|less\b|under\b|over\b|between\b|\d|mentally|physically
              |incapable|unable|unconscious|helpless|pregnant|asleep|disabled|elderly|intoxicated|(?:thir|four|fif|six|seven|eigh)teen|twelve
              |the\svictim|an?\s(?:minor|child|juvenile|inmate|student|family|household|law|police|peace|public)|been\sconvicted) )""",
    re.VERBOSE,
)
# What stands before a clause's verb and belongs to it: ", and ICE officers subsequently", "and an immigration detainer"
CLAUSE_LEAD = re.compile(
    rf"""\s* (?: [,;] | \b(?:and|but|who|which|then)\b )
        (?: [\s,;:]+ | \b(?: and | but | then | also | later | subsequently | currently | last | illegally | unlawfully | again
          | previously | who | which | {SAID} | it | they | ICE | ERO | officers? | deputies | an? | the | two | one | three
          | with | on | for | other | immigration | detainers? | warrants? | additional | in\saddition | however | both | record
          | criminal | subject's | his | her | all | charges? | cases? )\b | (?<=and)\s[Tt]he\s(?:[A-Z][\w.']*\s){{1,7}} )*$""",
    re.VERBOSE,
)
# What stands before the next introduction: "charged with theft | with an | outstanding warrant for assault"
INTRODUCTION_LEAD = re.compile(
    r"(?:\s(?:with|on|has|had|having|under|by|from|pursuant\sto|subject\sof|due\sto|because\sof|an?|the|multiple|several|also))+\s$"
)
# What a charge may follow and go on to tell: "remaining after being forbidden", "driving after being declared habitual"
_TOLD = r"forbidden|warned|told|asked|ordered\s(?:off|out|to\sleave)|directed|notified|requested|declared|adjudicated|disqualified|barred"
ENDINGS = re.compile(
    rf"""[\s,]{{1,4}}(?: pursuant\sto | after\s(?:being(?!\s(?:{_TOLD})\b)|having|his|her|he|she|an?\s(?:traffic\sstop|arrest))\b | following\s(?:his|her)\s
          | prior\sto | before\s(?:being|the) | while\s(?:in\s(?:custody|jail)|incarcerated|serving|at\sthe)
          | among\sother | and\s(?:other|related|various|several\sother)\s(?:[\w-]+\s)?(?:charges|offenses|crimes)
          | (?:and\s)?(?:was\s)?sentenced\b | for\swhich | as\swell\sas\san?\simmigration | in\saddition\sto\san?\simmigration
          | by\s(?:the\s|an?\s)?(?=[A-Z0-9][\w.'-]*\s(?:[\w.'-]+\s){{0,5}}?(?:Police|Sheriff|Department|Court|Office|Patrol|District))
          | pending\s(?:trial|court|sentencing|adjudication) | remain\s(?:\w+\s)?pending\b )""",
    re.VERBOSE,
)
# The court, country or place of a conviction, its date: "in Mexico", "in Harris County, Texas", "on March 3, 2018"
_PLACE_WORD = r"(?!United\b|U\.S\.|Schedule\b|Class\b|Penalty\b|Group\b|Level\b|DUI|DWI|PG)(?:[A-Z][\w.'-]*|\d{1,2}(?:st|nd|rd|th)(?=\s[A-Z]))"
PLACE = re.compile(
    rf"""[\s,]{{1,4}}(?:in|at|by|before|from|out\sof)\s(?:the\s)?(?:[Ss]tate\sof\s|[Cc]ounty\sof\s|[Cc]ity\sof\s)?
         (?:(?:U\.S\.|United\sStates)\s(?=District\sCourt|Federal|Court))?{_PLACE_WORD}(?:\s(?:(?:of|and|the|for|de)\s){{0,2}}{_PLACE_WORD})*
         (?:,\s(?:{states.NAME_PATTERN}|{states.ABBREVIATION_PATTERN}|(?:{"|".join(states.NAMES)})\b))?""",
    re.VERBOSE,
)
# "ERO Boston arrested the subject for immigration violations": what follows is no list of charges.
ICE_ARREST = re.compile(rf"\b(?:ICE|ERO|HSI)\b[^.;]{{0,80}}?\b(?:arrested|apprehended|detained)\s{SAID}")
LONGEST_LEAD = 160
"""Characters of a clause before its verb, or of what stands before an introduction, that may still be a lead."""
DATE_LEAD = re.compile(r"[\s,]+(?:on|in|dated|since|from|of)\s(?:or\sabout\s)?$")


@dataclass(frozen=True, slots=True)
class ChargeList:
    """Places are in the folded text; `asides` are spans inside that are no charge."""

    introduction: Introduction
    start: int
    end: int
    asides: tuple[Span, ...]

    @property
    def basis(self) -> OffenseBasis:
        return self.introduction.basis


def find(narrative: Narrative) -> list[ChargeList]:
    """The lists of charges of a narrative, in printed order."""
    text = fold(narrative.text).text
    return [found for sentence in sentences.split(narrative.text) for found in _in_sentence(text, sentence)]


def _in_sentence(text: str, sentence: sentences.Sentence) -> Iterator[ChargeList]:
    introductions = list(bases.find(text, sentence))
    arrest = ICE_ARREST.search(text, sentence.start, sentence.end) if introductions else None
    outcome = arrest.start() if arrest else sentence.end
    for number, introduction in enumerate(introductions):
        if introduction.start > outcome:
            continue
        stop = introductions[number + 1].start if number + 1 < len(introductions) else sentence.end
        end = _end(text, introduction.end, introduction.until or stop)
        if text[introduction.end : end].strip(" ,.;:"):
            yield ChargeList(introduction, introduction.end, end, tuple(_asides(text, introduction.end, end)))


def _end(text: str, start: int, stop: int) -> int:
    """Where the list ends that begins at `start`, `stop` at the latest."""
    told = [match.span() for match in OF_THE_CHARGE.finditer(text, start, stop)]
    verbs = (match.start() for match in CLAUSE_VERB.finditer(text, start, stop))
    stop = next((verb for verb in verbs if not any(first <= verb < last for first, last in told)), stop)
    if match := ENDINGS.search(text, start, stop):
        stop = match.start()
    for pattern in (INTRODUCTION_LEAD, CLAUSE_LEAD):
        if lead := pattern.search(text, max(start, stop - LONGEST_LEAD), stop):
            stop = lead.start()
    while stop > start and text[stop - 1] in " ,.;:":
        stop -= 1
    return stop


def _asides(text: str, start: int, end: int) -> Iterator[Span]:
    for match in PLACE.finditer(text, start, end):
        yield match.span()
    for dated in printed_dates.find(text[start:end]):
        if text[start + dated.start - 2 : start + dated.start] == " (" and text[start + dated.end : end][:1] == ")":
            yield start + dated.start - 2, start + dated.end + 1  # "DUI (2015)"
        lead = DATE_LEAD.search(text, start, start + dated.start)
        if lead:
            yield lead.start(), start + dated.end
