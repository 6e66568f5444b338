"""The words that introduce a list of charges, and the basis they give it.

"convicted of", "sentenced to 5 years imprisonment for the conviction of"       convicted
"charged with", "on charges of"                                                 charged
"arrested for", "arrested by the Mobile Police Department for"                   arrested
"with an outstanding warrant for", "arrested on an outstanding warrant for"      wanted
"also has two pending charges of"                                               pending, and a count of two
"has previous convictions for", "criminal record includes convictions for"       prior_conviction
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from encounters.extraction.codes import OffenseBasis
from encounters.extraction.fields.sentences import Sentence

from .counts import NUMBER, number

_NEAR = r"[^;]"
_OF = r"(?:of|for|including|on|involving|to\sinclude|which\sinclude|that\sinclude)"
_CONVICTIONS = r"convictions?\s(?:[\w-]+\s){0,3}?"
_TERM = r"(?:years?|months?|days?|life|prison|imprisonment|jail|incarceration|probation|confinement|custody|death|time|sentence)"
# "in Mexico", "in the Superior Court of Cobb County", "by the 5th District Court on March 3, 2018": no part of a charge.
_WHERE = rf"(?:,?\s(?:in|by|at|on|before|out\sof|from)\s{_NEAR}{{1,70}}?,?)?"
# A court's name may hold an "of": "convicted in the Superior Court of Cobb County of robbery".
_COURT_TAIL = r"(?:(?:[A-Z][a-z][\w.'-]*,?\s)+(?:on\s[\w\s,]{3,18}?,?\s)?(?:of|for)\s)?"
_WARRANT = r"(?:(?:felony|misdemeanor|criminal|arrest|bench|fugitive|local|state|county|out-of-state|out-of-county|[A-Z]\w+)\s){0,3}warrants?"
_OFFENSE_OF = r"(?:(?:(?:the|an?)\s)?(?:following\s)?(?:(?:felony|misdemeanor|criminal|state|local|additional|other)\s){0,2}(?:charges?|offenses?|crimes?)(?:\sof\s|:\s|\sincluding\s))?"

# In the order in which they are tried at a place. Each ends where the list begins.
_BASES: tuple[tuple[str, OffenseBasis, str], ...] = (
    (
        "prior",  # has a previous conviction of; previously convicted of; criminal record includes convictions for
        OffenseBasis.PRIOR_CONVICTION,
        rf"""(?: (?P<prior_count>{NUMBER}\s)?(?:previous|prior|past)\s(?:[\w-]+\s){{0,3}}?{_CONVICTIONS}{_WHERE}\s?{_OF}\s
               | (?:previously|formerly)\s(?:been\s)?convicted{_WHERE}\s{_OF}\s{_COURT_TAIL}
               | convicted\s(?:previously|before){_WHERE}\s{_OF}\s
               | (?:criminal|arrest)\s(?:record|history)\s(?:also\s)?(?:includes?|contains?|shows?|reveals?|lists?)\s
                 (?:(?:an?|multiple|several|{NUMBER})\s)?(?:(?:previous|prior|past)\s)?(?:{_CONVICTIONS}{_OF}\s)?
               | (?:previous|prior)\scriminal\s(?:record|history)\s(?:of|for|includes?|including)\s(?:{_CONVICTIONS}{_OF}\s)? )""",
    ),
    (
        "pending",  # also has two pending charges of; has charges pending for; faces local criminal charges of
        OffenseBasis.PENDING,
        rf"""(?: (?P<pending_count>{NUMBER}\s)?pending\s(?:[\w-]+\s){{0,4}}?(?:charges?|cases?|counts?|prosecution)\s?
                 (?:against\s\w+\s(?:\w+\s)?)?(?:in\s{_NEAR}{{1,50}}?\s)?{_OF}\s
               | (?:charges?|cases?)\s(?:are\s|is\s|were\s)?(?:currently\s|still\s)?pending{_WHERE}\s{_OF}\s
               | (?:faces|facing|faced)\s(?:[\w-]+\s){{0,5}}?charges?\s{_OF}\s
               | (?:pending|awaiting)\strial{_WHERE}\s{_OF}\s{_OFFENSE_OF} )""",
    ),
    (
        "wanted",  # with an outstanding warrant for; arrested on an outstanding warrant for; wanted in Mexico for
        OffenseBasis.WANTED,
        rf"""(?: (?:(?:arrested|detained|held|booked|apprehended)\s(?:by\s{_NEAR}{{1,60}}?\s)?)?
                 (?:(?:on|with|has|had|having|under|for|by|from|pursuant\sto|subject\sof|due\sto|because\sof)\s)?
                 (?:(?:an?|the|{NUMBER}|multiple|several)\s)?
                 (?:(?:outstanding|active|open|existing|valid|unserved)\s{_WARRANT}|(?:felony|bench|fugitive|criminal|local|county)\swarrants?)
                 {_WHERE}\s(?:for|on|of|charging\s\w+\s(?:\w+\s)?with|alleging|related\sto)\s{_OFFENSE_OF}
               | (?:arrested\s)?on\s(?:an?\s|the\s)(?:[\w-]+\s){{0,2}}?warrant{_WHERE}\s(?:for|charging\s\w+\s(?:\w+\s)?with)\s{_OFFENSE_OF}
               | (?:[Ww]anted)(?:\s(?:by|in)\s{_NEAR}{{1,60}}?)?\s(?:for|on)\s{_OFFENSE_OF} )""",
    ),
    (
        "convicted",  # was convicted of; sentenced to 5 years imprisonment for the conviction of; pleaded guilty to
        OffenseBasis.CONVICTED,
        rf"""(?: (?:sentenced|serving|served)\s(?:{_NEAR}(?!\bconvicted\b|\bplaced\b)){{1,110}}?\b(?:for|following|after|on|upon)\s
                   (?:(?:the|an?|his|her|their|being|a\sprior)\s)?(?:{_CONVICTIONS}{_OF}\s|convicted\sof\s){_OFFENSE_OF}
               | (?:sentenced|serving|served)\s(?:{_NEAR}(?!\bconvicted\b|\bplaced\b)){{1,90}}?\b{_TERM}\sfor\s{_OFFENSE_OF}
               | convicted{_WHERE}\s(?:of|for)\s{_COURT_TAIL}{_OFFENSE_OF}
               | (?:found|adjudicated|adjudged|pleaded|pled|plead)\s(?:guilty|delinquent|no\scontest|nolo\scontendere)
                   {_WHERE}\s(?:of|to|for)\s{_OFFENSE_OF}
               | (?P<conviction_count>{NUMBER}\s)?convictions?{_WHERE}\s{_OF}\s{_OFFENSE_OF}
               | (?:incarcerated|imprisoned)\s(?:in\s{_NEAR}{{1,50}}?\s|at\s{_NEAR}{{1,50}}?\s)?for\s{_OFFENSE_OF}
               | convicted\s(?!of\b|for\b|in\b|by\b|on\b|and\b|at\b|felon\b|sex\b) )""",
    ),
    (
        "charged",  # charged with; charged him with; indicted for; on charges of
        OffenseBasis.CHARGED,
        rf"""(?: charg(?:ed|ing)\s(?:(?:the\s)?\w+\s)?{_WHERE}\s?with\s{_OFFENSE_OF}
               | charged\s(?:for|on|in\sconnection\swith)\s{_OFFENSE_OF}
               | (?:indicted|arraigned){_WHERE}\s(?:for|on|with)\s{_OFFENSE_OF}
               | accused\sof\s{_OFFENSE_OF}
               | (?:on|with|for|under)\s(?:(?:an?|the|{NUMBER})\s)?(?:(?!pending\b)[\w-]+\s){{0,2}}?(?<!drug\s)charges?\s(?:of|for|including)\s )""",
    ),
    (
        "arrested",  # arrested for; arrested by the Mobile Police Department for; booked into the jail for
        OffenseBasis.ARRESTED,
        rf"""(?: (?:arrested|apprehended|detained|booked|jailed|held|custody|arrests?)
                   (?:(?:\s(?:by|in|at|on|into|locally|and\sbooked|and\sdetained|previously)\b)\s?{_NEAR}{{0,70}}?)?\s(?:for|on\ssuspicion\sof)\s
                   {_OFFENSE_OF}
               | (?<=citizen\sof\s)[A-Z][\w.'-]*(?:\s(?:(?:of|and|the)\s){{0,2}}[A-Z][\w.'-]*){{0,4}},?\sfor\s{_OFFENSE_OF} )""",
    ),
)
_BASIS = re.compile("|".join(rf"(?P<{name}>\b{pattern})" for name, _, pattern in _BASES), re.VERBOSE)
_BY_NAME = {name: basis for name, basis, _ in _BASES}
# Most sentences introduce no charges, and this tells it sooner; an introduction begins at most `BEFORE_HINT` before it.
HINT = re.compile(
    r"convict|charg|arrest|warrant|[Ww]anted|sentenced|serv(?:ing|ed)|guilty|adju|accused|indicted|arraigned|pending|awaiting"
    r"|record|history|incarcerated|imprisoned|apprehended|detained\s|booked|jailed|held\s|custody|contest|delinquent|citizen\sof"
)
BEFORE_HINT = 60
"""Characters: "faces five local criminal charges of"."""
# Not an offense: "arrested the subject for immigration violations", "held for ICE", "warrant for arrest of alien"
NO_OFFENSE = re.compile(
    r"""(?:(?:(?:civil|administrative)\s)?immigration\s(?:purposes|reasons|proceedings|detainers?|custody)
      | ICE\s(?:custody|officers|detainers?) | (?:his|her|the)?\s?removal\s(?:from|proceedings|purposes)
      | arrest\sof\salien | being\s(?:in\sthe|illegally|unlawfully) | further\sprocessing | deportation\sproceedings)\b""",
    re.VERBOSE,
)
IMMIGRATION_WARRANT = re.compile(r"\b(?:immigration|administrative|ICE|ERO)\s(?:[\w-]+\s)?warrants?\b")
BARE = re.compile(r"convicted\s$")


@dataclass(frozen=True, slots=True)
class Introduction:
    """`start` is where the introducing words begin, `end` where the list does. `count` is that of "two pending charges of"."""

    basis: OffenseBasis
    start: int
    end: int
    count: int | None
    bare: bool
    """ "convicted aggravated assault": the "of" is missing, so the reading is less sure."""


def find(text: str, sentence: Sentence) -> Iterator[Introduction]:
    """The introductions in a sentence, in order. `text` is the whole folded narrative."""
    hint = HINT.search(text, sentence.start, sentence.end)
    if hint is None:
        return
    for match in _BASIS.finditer(text, max(sentence.start, hint.start() - BEFORE_HINT), sentence.end):
        if NO_OFFENSE.match(text, match.end()) or IMMIGRATION_WARRANT.search(match[0]):
            continue
        counts = (match[name] for name in ("prior_count", "pending_count", "conviction_count") if match[name])
        basis = _BY_NAME[next(name for name in _BY_NAME if match[name] is not None)]
        yield Introduction(
            basis, match.start(), match.end(), number(next(counts, "")), BARE.fullmatch(match[0]) is not None
        )
