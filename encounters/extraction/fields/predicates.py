"""The predicates of outcomes: the verbs that make a sentence an event, and what keeps them from being one.

"did not honor the immigration detainer"    detainer_declined, active
"was released"                              released, passive
"will be removed", "after being deported"   none: it has not happened, or it happened before
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from encounters.extraction.codes import EventType

from . import printed_dates
from .entry import ENTERED
from .sentences import Sentence
from .words import SAID

ICE = re.compile(
    r"\b(?:ICE|ERO|HSI|DHS|[Ii]mmigration|[Dd]eportation|Enforcement\sand\sRemoval|Homeland\sSecurity|[Ff]ugitive\sOperations)\b"
)
_WHOM = rf"(?:{SAID}|subject|the\s[\w-]+)"
_SOON = r"(?:(?:then|later|first|last|most\srecently|subsequently|also|immediately|again|successfully|eventually|ultimately|not\sonly)\s)?"
_DETAINER = r"(?:[\w-]+\s){0,5}?detainers?"
_NO_NOTICE = r"(?!without|notif|notice|prior|before|despite|and\b)[\w.'-]+"
_TO_ICE = rf"(?:in)?to\s(?:{_NO_NOTICE}\s){{0,5}}?(?:ICE|ERO|[Ii]mmigration|DHS)\b(?:\scustody)?"

# (name, type, passive, pattern). The first that matches at a place counts.
_PREDICATES: tuple[tuple[str, EventType, bool, str], ...] = (
    (
        "declined",  # the court did not honor the immigration detainer; disregarding the active immigration detainer
        EventType.DETAINER_DECLINED,
        False,
        rf"""(?: (?:(?:did|would|does)\snot|failed\sto|declined\sto|refused\sto|(?:chose|opted|elected)\snot\sto|neglected\sto
                |(?:was|were)\sunable\sto)\s(?:[\w]+ly\s)?
                (?:honor|honour|comply\swith|act\s(?:up)?on|recognize|accept|enforce|respect|acknowledge|cooperate\swith)\s{_DETAINER}
             | (?:[Ii]gnor|[Dd]isregard|[Rr]eject|[Dd]eclin|[Rr]efus|[Dd]ishonor|den|dismiss)(?:ed|ing|ied|ying)\s{_DETAINER}
             | without\shonoring\s{_DETAINER} )""",
    ),
    (
        "detainer_not_honored",  # The immigration detainer was not honored by the jail
        EventType.DETAINER_DECLINED,
        True,
        r"""detainers?\s(?:[\w-]+,?\s){0,7}?(?:was|were)\s(?:not\s(?:honored|honoured|complied\swith|acted\s(?:up)?on|recognized
            |accepted|enforced)|(?:ignored|disregarded|declined|rejected|refused|denied|dishonored))""",
    ),
    (
        "to_ice",  # was taken into ICE custody; was turned over to ERO Boston; was sentenced and released to ICE
        EventType.ICE_ARREST,
        True,
        rf"""(?: (?:was|were)\s{_SOON}(?:taken|transferred|turned\sover|released|transported|remanded|placed|handed\sover|surrendered
            |booked|delivered|discharged|transitioned)\s(?:{_NO_NOTICE}\s){{0,9}}?(?:{_TO_ICE}|in\sICE\scustody)
          | (?<=and\s){_SOON}(?:transferred|turned\sover|released|transported|handed\sover)\s{_TO_ICE} )""",
    ),
    (
        "handed_over",  # The jail transferred the subject to ICE custody; released the subject into the custody of ERO
        EventType.ICE_ARREST,
        False,
        rf"""(?:transferred|turned|released|handed|surrendered|delivered|remanded)\s(?:over\s)?(?:{_NO_NOTICE}\s){{1,6}}?
            {_TO_ICE}""",
    ),
    ("came_to_ice", EventType.ICE_ARREST, True, r"(?:came\sinto|entered)\sICE\scustody"),
    (
        "took_custody",  # ICE took custody of the subject; ERO Miami took the subject into custody
        EventType.ICE_ARREST,
        False,
        rf"(?:took|assumed|gained|obtained)\s(?:(?:\w+\s)?custody(?:\sof|(?=\son\s|\.|,|$))|{_WHOM}\sinto\s(?:\w+\s)?custody)",
    ),
    (
        "arrest",  # ERO Boston arrested the subject at-large; officers located and apprehended
        EventType.ICE_ARREST,
        False,
        rf"""(?:(?:located|encountered|found|identified)\sand\s)?(?:re-?)?(?:arrested|apprehended|captured|detained)
            (?=\s(?:{_WHOM}|without))""",
    ),
    (
        "arrested",  # The subject was arrested by ERO Boston; was taken into custody by ICE
        EventType.ICE_ARREST,
        True,
        rf"""(?:(?:was|were)\s|(?<=and\s)){_SOON}(?:(?:located|found)\sand\s)?(?:re-?)?(?:arrested|apprehended|captured|detained|picked\sup
                |taken\sinto\s(?:federal\s)?custody)
            (?=\s(?:by|at-large|at\slarge|in\s[A-Z]|at\s|on\s[A-Z]|without))
            (?!\s(?:by\s(?:[\w.'-]+\s){{1,8}}?|on\s[\w\s,.]{{1,20}}?)(?:for|and\scharged|on\scharges)\s)""",
    ),
    (
        "handed_on",  # was released from the Kinney County Jail to the custody of the U.S. Marshals Service
        EventType.OTHER,
        True,
        rf"(?:was|were)\s{_SOON}released\s(?:{_NO_NOTICE}\s){{0,9}}?(?:in)?to\s(?:the\s)?custody\sof\s(?:the\s)?(?=[A-Z])",
    ),
    (
        "released",  # was released on bond; posted bond and was released
        EventType.RELEASED,
        True,
        rf"""(?: (?:(?:posted|made)\s(?:\w+\s)?(?:bond|bail)\sand\s)?(?:was|were|is|being|been|getting)\s{_SOON}
                (?:released|freed|let\sgo|discharged\sfrom)
             | (?:bonded|bailed)\sout | (?:posted|made)\s(?:(?:an?|cash|surety|his|her)\s)*(?:bond|bail)\b(?!.*\breleased) )""",
    ),
    (
        "release",  # released the subject without notification to ICE; ordered his release
        EventType.RELEASED,
        False,
        rf"""(?: released\b(?=\s(?:{_WHOM}|without|on|from|despite|into|to)|[,.]|$) | freed\s{_WHOM} | let\s{_WHOM}\sgo
             | releasing\s{_WHOM}
             | (?:ordered|granted|authorized|allowed|approved|directed)\s(?:(?:{_WHOM}|his|her|their)(?:'s)?\s)?
                 (?:to\sbe\s)?(?:released?|the\srelease\sof) )""",
    ),
    (
        "removed",  # The subject was removed to Mexico; was deported to Honduras
        EventType.REMOVED,
        True,
        rf"(?:was|were)\s{_SOON}(?:removed|deported|repatriated|returned\sto\s(?!ICE|ERO|[A-Z][\w\s]{{1,40}}?(?:Jail|County|Center|Court|Prison|Police))(?=[A-Z]))\b",
    ),
    (
        "remove",  # ICE removed the subject from the United States to Mexico
        EventType.REMOVED,
        False,
        rf"(?:removed|deported|repatriated)\s{_WHOM}",
    ),
    (
        "other",  # was transferred to the custody of the U.S. Marshals Service; departed the United States voluntarily
        EventType.OTHER,
        True,
        rf"""(?:was|were)\s{_SOON}(?:transferred|transported|extradited|turned\sover|remanded|returned|granted|denied
            |placed\sin\sremoval\sproceedings|issued\sa\s[Nn]otice\sto\s[Aa]ppear|served\swith\sa\s[Nn]otice\sto\s[Aa]ppear)""",
    ),
    (
        "acted",
        EventType.OTHER,
        False,
        rf"(?:escaped|absconded|fled|died|self-deported|departed\s(?:the\sUnited\sStates\s)?voluntarily|voluntarily\sdeparted|(?:granted|denied)\s{_WHOM})",
    ),
)
# An empty group at the end of each tells which it was.
_PREDICATE = re.compile(
    r"\b(?:" + "|".join(rf"{pattern}(?P<{name}>)" for name, _, _, pattern in _PREDICATES) + ")", re.VERBOSE
)
_BY_NAME = {name: (kind, passive) for name, kind, passive, _ in _PREDICATES}

# Most sentences hold no predicate, and this tells it sooner; a predicate begins at most `BEFORE_HINT` in front of it.
HINT = re.compile(
    r"\b(?:honor|releas|custody|bond|bail|removed|deported|repatriat|arrested|re-arrested|apprehend|captur|detained|transfer"
    r"|turned|taken|granted|denied|escap|[Ii]gnor|[Dd]isregard|[Dd]eclin|[Rr]efus|[Rr]eject|dismiss|dishonor|extradit|fled|abscond"
    r"|died|transport|surrender|handed|recogni|freed|let\s|took|compl|accept|enforc|respect|acknowledg|cooperat|act\s|departed"
    r"|voluntarily|self-deported|picked\sup|remanded|returned|issued|served|placed\sin|acted|authorized|allowed|approved|directed|ordered|deliver)"
)
BEFORE_HINT = 90
"""Characters: "detainer lodged with the ... was not honored" begins before its hint."""
# What has not happened, or was denied: "will be", "pending", "refused to", "before ICE could"
NOT_HAPPENED = re.compile(
    r"""\b(?:will|would|may|could|can|should|must|to|not|never|pending|until|unless|if|upon|seeking|attempt(?:ed|ing|s)?
        |before|prior\sto|scheduled|awaiting)\s(?:\w+\s){0,2}$"""
)
# What happened before the encounter: "after having been", "previously"
EARLIER = re.compile(r"\b(?:after|having|previously|prior|has|had|ordered|since)\s(?:\w+\s){0,3}$")
WHOSE_OFFENSE = re.compile(r"\b(?:convicted|charged\swith|sentenced|wanted\sfor|convictions?\s(?:for|of))\b")


@dataclass(frozen=True, slots=True)
class Predicate:
    """`arrest`: whose arrest it is, the subject of the clause decides."""

    type: EventType
    passive: bool
    arrest: bool
    start: int
    end: int


def find(text: str, sentence: Sentence, start: int) -> list[Predicate]:
    """The predicates of a sentence from `start` on, in order. `text` is the whole folded narrative."""
    hint = HINT.search(text, start, sentence.end)
    if hint is None:
        return []
    found = []
    for match in _PREDICATE.finditer(text, max(start, hint.start() - BEFORE_HINT), sentence.end):
        name = match.lastgroup or ""
        kind, passive = _BY_NAME[name]
        if _happened(kind, text, sentence, match):
            found.append(Predicate(kind, passive, name in ("took_custody", "arrest", "arrested"), *match.span()))
    if any(predicate.type is not EventType.OTHER for predicate in found):
        return found
    dated = printed_dates.days(text[start : sentence.end])
    return found if dated and not WHOSE_OFFENSE.search(sentence.text) else []


@lru_cache(maxsize=64)
def _enters(sentence: Sentence) -> bool:
    return ENTERED.search(sentence.text) is not None


def _happened(kind: EventType, text: str, sentence: Sentence, match: re.Match[str]) -> bool:
    begin = max(sentence.start, match.start() - BEFORE_HINT)
    if NOT_HAPPENED.search(text, begin, match.start()):
        return False
    if kind is EventType.RELEASED and _enters(sentence):  # "entered as a minor and was released to a sponsor"
        return bool(printed_dates.days(text[match.end() : sentence.end]))
    if kind is EventType.REMOVED:
        return not (EARLIER.search(text, begin, match.start()) or _enters(sentence))
    return True
