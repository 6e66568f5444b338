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
_AMONG = r"(?:,\samong\sother\s(?:things|charges|offenses|crimes),)?"
_OF = rf"(?:of|for|including(?:,?\sbut\snot\slimited\sto,?)?|include|includes|on|involving|to\sinclude|which\sinclude|that\sinclude){_AMONG}"
_CONVICTIONS = r"convictions?\b(?:\s[\w-]+){0,3}?"
_LISTED = rf"(?:\s{_OF}:?|:)\s"
_TERM = r"(?:years?|months?|days?|life|prison|imprisonment|jail|incarceration|probation|confinement|custody|death|time|sentence|parole)"
_DATED = r"(?:\son\s[A-Z][a-z]{2,8}\.?\s\d{1,2},?\s\d{4},?)?"
# "in Mexico", "in the Superior Court of Cobb County", "by the 5th District Court on March 3, 2018": no part of a charge.
_WHERE = rf"(?:,?\s(?:in|by|at|on(?!\s{NUMBER}\s(?:felony\s|misdemeanor\s)?counts?\b)|before|out\sof|from)\s{_NEAR}{{1,70}}?,?)?"
_ON = r"on(?!\s[A-Z][a-z]+\.?\s\d)"  # not "on March 3"
# The place of an arrest by nothing but names: "in Houston, Texas,", "near the Florida Turnpike"
_THERE = r"(?:,?\s(?:in|at|near)\s(?:the\s)?[A-Z][\w.'-]*(?:,?\s[A-Z][\w.'-]*){0,5})?"
# A court's name may hold an "of": "convicted in the Superior Court of Cobb County of robbery".
# ... or more: "in the United States District Court | for the Northern District of Texas of | illegal re-entry"
_COURT_TAIL = r"(?:(?:the\s)?(?:[A-Z][a-z][\w.'-]*,?\s){1,6}(?:on\s[\w\s,]{3,18}?,?\s)?(?:of|for)\s){0,2}"
_WARRANT = r"(?:(?:felony|misdemeanor|criminal|arrest|bench|fugitive|local|state|county|out-of-state|out-of-county|[A-Z]\w+)\s){0,3}(?:warrants?|capias(?:es)?)"
_OFFENSE_OF = (
    r"(?:(?:(?:the|an?)\s)?(?:following\s)?(?:(?:felony|misdemeanor|criminal|state|local|additional|other)\s){0,2}(?:charges?|offenses?|crimes?)(?:\sof\s|:\s|\sincluding\s)"
    rf"|(?:(?:{NUMBER}|several|multiple|various)\s)?(?:felonies|misdemeanors)(?::\s|(?:\sin\s[A-Z][\w\s]{{2,30}}?)?,?\s(?:including|to\sinclude)\s))?"
)

_HELD = r"(?:arrested|detained|held|booked|apprehended)"
_OUTSTANDING = (
    rf"(?:(?:out-of-county\s|out-of-state\s)?(?:outstanding|active|open|existing|valid|unserved)\s{_WARRANT}"
    r"|(?:out-of-county\s|out-of-state\s)?(?:felony|bench|fugitive|criminal|local|county)\swarrants?)"
)
_FOR_OFFENSE = rf"(?:,?\s(?:for|on|of(?!\s[A-Z])|charging\s\w+\s(?:\w+\s)?with|alleging|related\sto)\s{_OFFENSE_OF}|:\s(?=one\sfor\s))"
_GUARD = rf"(?:{_NEAR}(?!\bconvicted\b|\bplaced\b))"

# The printed forms, in the order in which they are tried at a place; each ends where the list begins. An alternative
# begins with a letter wherever it can, which spares the engine most places.
_PRIOR, _PENDING, _WANTED = OffenseBasis.PRIOR_CONVICTION, OffenseBasis.PENDING, OffenseBasis.WANTED
_CONVICTED, _CHARGED, _ARRESTED = OffenseBasis.CONVICTED, OffenseBasis.CHARGED, OffenseBasis.ARRESTED
_FORMS: tuple[tuple[OffenseBasis | None, str], ...] = (
    # has a previous conviction of; previously convicted of; criminal record includes convictions for
    (_PRIOR, rf"[Pp]revious\s(?:[\w-]+\s){{0,3}}?{_CONVICTIONS}{_WHERE}{_LISTED}"),
    (_PRIOR, rf"[Pp]rior\s(?:[\w-]+\s){{0,3}}?{_CONVICTIONS}{_WHERE}{_LISTED}"),
    (_PRIOR, rf"[Pp]ast\s(?:[\w-]+\s){{0,3}}?{_CONVICTIONS}{_WHERE}{_LISTED}"),
    (_PRIOR, rf"[Pp]reviously\s(?:been\s)?convicted(?:\sthe\ssubject|\shim|\sher)?{_WHERE}\s{_OF}\s{_COURT_TAIL}"),
    (_PRIOR, rf"formerly\s(?:been\s)?convicted{_WHERE}\s{_OF}\s{_COURT_TAIL}"),
    (_PRIOR, rf"[Pp]reviously\sserved\s{_GUARD}{{1,90}}?\b{_TERM}\sfor\s"),
    (_PRIOR, rf"convicted\s(?:previously|before){_WHERE}\s{_OF}\s"),
    (
        _PRIOR,
        rf"""[Cc]riminal\s(?:record|history),?\s(?:(?:that|which)\s)?(?:also\s)?(?:includ(?:es?|ing)|contains?|shows?|reveals?|lists?
                |consists?\sof|of)\s
            (?:(?:an?|multiple|several)\s)?
            (?:(?:previous|prior|past)\s)?(?:{_CONVICTIONS}{_LISTED})?""",
    ),
    # has three prior DUI convictions
    (
        _PRIOR,
        rf"""ha(?:s|d|ve|ving)\s(?:also\s)?(?:(?:an?|multiple|several|(?P<of>{NUMBER}))\s)?(?:previous|prior|past)\s
            (?=(?:[\w'/-]+\s){{1,6}}?convictions?\b(?!\s(?:of|for|in|on|includ)))""",
    ),
    # also has two pending charges of; has charges pending for; faces local criminal charges of; awaiting trial for
    (
        _PENDING,
        rf"""pending\s(?:[\w-]+\s){{0,4}}?(?:charges?|cases?|counts?|prosecution)\s?
            (?:against\s\w+\s(?:\w+\s)?)?(?:in\s{_NEAR}{{1,50}}?\s)?{_OF}\s""",
    ),
    (_PENDING, rf"charges?\s(?:are\s|is\s|were\s)?(?:currently\s|still\s)?pending{_WHERE}\s{_OF}\s"),
    (_PENDING, r"pending\s(?:[\w-]+\s){0,3}?charges?:\s"),
    (_PENDING, r"[Cc]harges?\s(?:of|for)\s(?=[^.;]{1,200}?\s(?:are|is|remains?)\s(?:\w+\s)?pending\b)"),
    (_PENDING, rf"fac(?:es|ing|ed)\s(?:[\w-]+\s){{0,5}}?charges?\s{_OF}\s"),
    (_PENDING, rf"pending\strial{_WHERE}\s{_OF}\s{_OFFENSE_OF}"),
    (_PENDING, rf"awaiting\strial{_WHERE}\s{_OF}\s{_OFFENSE_OF}"),
    # arrested on an outstanding warrant for; with an outstanding warrant for; on a June warrant charging him with
    (
        _WANTED,
        rf"""{_HELD}\s(?:by\s{_NEAR}{{1,60}}?\s)?(?:on|under|for|pursuant\sto|by|with|due\sto)\s
            (?:(?:an?|the|{NUMBER}|multiple|several)\s)?{_OUTSTANDING}{_WHERE}{_FOR_OFFENSE}""",
    ),
    (_WANTED, rf"{_OUTSTANDING}{_WHERE}{_FOR_OFFENSE}"),
    (
        _WANTED,
        rf"arrested\son\s(?:(?:an?|the|{NUMBER}|multiple|several)\s)?(?:[\w-]+\s){{0,2}}?(?:warrants?|capias(?:es)?){_WHERE}\s(?:for|charging\s\w+\s(?:\w+\s)?with)\s{_OFFENSE_OF}",
    ),
    (
        _WANTED,
        rf"on\s(?:an?|the)\s(?:[\w-]+\s){{0,2}}?warrant{_WHERE}\s(?:for|charging\s\w+\s(?:\w+\s)?with)\s{_OFFENSE_OF}",
    ),
    # named in a warrant out of Ford County for; while serving an arrest warrant for
    (
        _WANTED,
        rf"""(?:and|in|of|under|by|from|has|had|with|was|revealed|confirmed|serving|executing)\s(?:an?|the|{NUMBER}|multiple|several)\s
            {_WARRANT}{_WHERE}\s(?:for|charging\s\w+\s(?:\w+\s)?with)\s{_OFFENSE_OF}""",
    ),
    (
        _WANTED,
        rf"[Ww]anted(?:\sthere|\s(?:by|in)\s{_NEAR}{{1,60}}?)?\s(?:for|on)\s(?:an?\s{_WARRANT}\sfor\s)?{_OFFENSE_OF}",
    ),
    (_WANTED, rf"[Rr]ed\s[Nn]otice{_WHERE}\sfor\s{_OFFENSE_OF}"),
    # arrested on a parole violation | warrant
    (
        _WANTED,
        r"""on\san?\s(?=(?P<until>(?:[\w-]+\s){0,3}?(?:violation|appear|contempt|theft|assault|battery|robbery|burglary|DUI|DWI))
            \swarrants?\b(?!\sfor\b))""",
    ),
    # was convicted of; sentenced to 5 years imprisonment for the conviction of; pleaded guilty to; has a conviction for
    (
        _CONVICTED,
        rf"""se(?:ntenced|rving|rved)\s{_GUARD}{{1,110}}?\b(?:for|following|after|on|upon)\s
            (?:(?:the|an?|his|her|their|being|a\sprior)\s)?(?:{_CONVICTIONS}{_LISTED}|convicted\sof\s){_OFFENSE_OF}""",
    ),
    (_CONVICTED, rf"se(?:ntenced|rving|rved)\s{_GUARD}{{1,90}}?\b{_TERM}{_DATED}\sfor\s{_OFFENSE_OF}"),
    (_CONVICTED, rf"convicted(?:\sthere)?{_WHERE}\s(?:of|for){_AMONG}\s{_COURT_TAIL}{_OFFENSE_OF}"),
    (_CONVICTED, rf"convicted\son\s(?={NUMBER}\s(?:felony\s|misdemeanor\s)?counts?\sof\s)"),
    (_CONVICTED, rf"found\sguilty{_WHERE}\s(?:of|for)\s{_OFFENSE_OF}"),
    (_CONVICTED, rf"adjud(?:g|icat)ed\s(?:guilty|delinquent){_WHERE}\s(?:of|for)\s{_OFFENSE_OF}"),
    (
        _CONVICTED,
        rf"pl(?:ed|ead(?:ed)?)\s(?:guilty|no\scontest|nolo\scontendere){_WHERE}\s(?:of|to|for)\s{_OFFENSE_OF}",
    ),
    (_CONVICTED, rf"guilty\sto\s{_OFFENSE_OF}"),
    (_CONVICTED, rf"convictions?{_WHERE}\s{_OF}\s{_OFFENSE_OF}"),
    (_CONVICTED, rf"i(?:ncarcerat|mprison)ed\s(?:(?:in|at)\s{_NEAR}{{1,50}}?\s)?for\s{_OFFENSE_OF}"),
    (_CONVICTED, r"convicted\s(?!of\b|for\b|in\b|by\b|on\b|and\b|at\b|felon\b|sex\b)"),
    # charged with; charged him with; indicted for; accused of; on charges of; not "failure to appear on charges of", "violation of probation on a charge of"
    (
        _CHARGED,
        rf"(?:charg(?:ed|ing)|charge(?=\swith\s))(?:\s(?:the\s)?(?!with\b)\w+)?{_WHERE}\swith(?:\sthe\sfollowing)?:?\s{_OFFENSE_OF}",
    ),
    (_CHARGED, rf"charged\s(?:for|{_ON}|in\sconnection\swith)\s{_OFFENSE_OF}"),
    (
        _CHARGED,
        rf"(?:indicted|arraigned)\s(?:for|on|with)\s(?:(?:(?:an?|the)\s)?(?:[\w-]+\s){{0,2}}?charges?\sof\s|(?={NUMBER}\scounts?\sof\s))",
    ),
    (_CHARGED, rf"indicted{_WHERE}\s(?:for|{_ON}|with)\s{_OFFENSE_OF}"),
    (_CHARGED, rf"arraigned{_WHERE}\s(?:for|{_ON}|with)\s{_OFFENSE_OF}"),
    (_CHARGED, rf"accused\sof\s{_OFFENSE_OF}"),
    (_CHARGED, rf"(?:cited|citations?){_WHERE}\sfor\s{_OFFENSE_OF}"),
    (
        _CHARGED,
        rf"""(?<!appear\s)(?<!appearance\s)(?<!probation\s)(?<!parole\s)(?:on|with|for|under)\s(?:(?:an?|the|{NUMBER})\s)?(?:(?!pending\b)[\w-]+\s){{0,2}}?(?<!drug\s)charges?\s
            (?:of|for|including)\s""",
    ),
    (_CHARGED, r"[Cc]harges?\s(?:of|for)\s(?=[^.;]{1,150}?\s(?:was|were|been)\s(?:\w+\s)?(?:filed|brought|added)\b)"),
    # Charges include: theft; the charges against him are as follows: theft
    (
        _CHARGED,
        r"""[Cc]harges?(?:\sagainst\s\w+(?:\s\w+)?)?(?::|\s(?:include[sd]?|consist(?:s|ed)?\sof|(?:are|were)(?:\sas\sfollows)?(?=:))(?:,|:)?)\s
            (?!pending\b)""",
    ),
    # arrested for; arrested by the Mobile Police Department for; booked into the jail for; arrested a citizen of Mexico for
    (
        _ARRESTED,
        rf"""(?:arrest(?:ed|s)?|apprehended|detained|booked|jailed|held|custody)
            (?:\s(?:by|in|at|on|into|locally|and\sbooked|and\sdetained|previously)\b\s?(?:{_NEAR}(?!\bcharges?\b)){{0,70}}?
              |\s(?:[\w-]+\s){{0,3}}(?:before|earlier|ago|later|day|prior|recently))?\s(?:for|on\ssuspicion\sof)\s
            {_OFFENSE_OF}""",
    ),
    # booked on two counts of
    (_ARRESTED, rf"{_HELD}\son\s(?={NUMBER}\s(?:felony\s|misdemeanor\s)?counts?\sof\s)"),
    # held on a probation violation
    (
        _ARRESTED,
        rf"{_HELD}\son\s(?:an?\s)?(?=(?:probation|parole|bond|pretrial|DUI|DWI|OVI|OWI)\b(?!(?:\s[\w-]+)?\swarrant)|failure\sto\s)",
    ),
    (
        _ARRESTED,
        rf"(?<=citizen\sof\s)[A-Z][\w.'-]*(?:\s(?:(?:of|and|the)\s){{0,2}}[A-Z][\w.'-]*){{0,4}}{_THERE},?\sfor\s{_OFFENSE_OF}",
    ),
    # arrested on October 2, 2025, for theft | and again on November 18, 2025, for: as the introduction before it
    (
        None,
        r"""and\s(?:then\s)?(?:again\s(?:(?:on|in)\s[A-Z][a-z]{2,8}\.?(?:\s\d{1,2},?)?(?:\s\d{4})?,?\s)?
            |by\s[A-Z][\w\s.']{2,50}?,?\s(?=for\s)
            |(?:on|in)\s[A-Z][a-z]{2,8}\.?(?:\s\d{1,2},?)?(?:\s\d{4})?,?\s|in\s\d{4},?\s)(?:with|for|of)\s""",
    ),
)
# An empty group at the end of each tells which it was.
_FORM = re.compile(
    r"\b(?:" + "|".join(rf"{pattern}(?P<f{number}>)" for number, (_, pattern) in enumerate(_FORMS)) + ")", re.VERBOSE
)
# "also has | two | pending charges of", "has | three | prior convictions for"
COUNT_BEFORE = re.compile(rf"\b(?P<number>{NUMBER})\s(?:(?:additional|other|separate|local|criminal|earlier)\s)?$")
COUNTED = re.compile(r"(?:[Pp]revious|[Pp]rior|[Pp]ast|pending|convictions?)\s")
# Most sentences introduce no charges, and this tells it sooner; an introduction begins at most `BEFORE_HINT` before it.
HINT = re.compile(
    r"convict|[Cc]harg|arrest|warrant|[Ww]anted|sentenced|serv(?:ing|ed)|guilty|adju|accused|cited|citation|indicted|arraigned|pending|awaiting"
    r"|record|history|[Nn]otice|incarcerated|imprisoned|apprehended|detained\s|booked|jailed|held\s|custody|contest|delinquent|citizen\sof"
)
BEFORE_HINT = 60
"""Characters: "faces five local criminal charges of"."""
# Not an offense: "arrested the subject for immigration violations", "held for ICE", "warrant for arrest of alien"
NO_OFFENSE = re.compile(
    r"""(?:(?:(?:civil|administrative)\s)?immigration\s(?:purposes|reasons|proceedings|detainers?|custody)
      | ICE\s(?:custody|officers|detainers?) | (?:his|her|the)?\s?removal\s(?:from|proceedings|purposes)
      | (?:his|her|their|the)?\s?arrest\b | being\s(?:in\sthe|illegally|unlawfully) | further\sprocessing | deportation\sproceedings)\b""",
    re.VERBOSE,
)
IMMIGRATION_WARRANT = re.compile(r"\b(?:immigration|administrative|ICE|ERO)\s(?:[\w-]+\s)?warrants?\b")
DENIED = re.compile(r"\b(?:never|not|[Nn]o)\s(?:been\s|yet\s|ever\s|known\s|criminal\s){0,2}$")
DENIAL = 30
"""Characters in which "has never been | convicted of", "no known | prior convictions for" are denied."""
BARE = re.compile(r"convicted\s$")


@dataclass(frozen=True, slots=True)
class Introduction:
    """`start` is where the introducing words begin, `end` where the list does. `count` is that of "two pending charges of"."""

    basis: OffenseBasis
    start: int
    end: int
    count: int | None
    until: int | None
    """Where the list ends at the latest: "a parole violation | warrant"."""
    bare: bool
    """ "convicted aggravated assault": the "of" is missing, so the reading is less sure."""


def find(text: str, sentence: Sentence) -> Iterator[Introduction]:
    """The introductions in a sentence, in order. `text` is the whole folded narrative."""
    hint = HINT.search(text, sentence.start, sentence.end)
    if hint is None:
        return
    before: OffenseBasis | None = None
    for match in _FORM.finditer(text, max(sentence.start, hint.start() - BEFORE_HINT), sentence.end):
        if NO_OFFENSE.match(text, match.end()) or IMMIGRATION_WARRANT.search(match[0]):
            continue
        if DENIED.search(text, max(sentence.start, match.start() - DENIAL), match.start()):
            continue
        basis, _ = _FORMS[int((match.lastgroup or "f0")[1:])]
        if before is _PRIOR and match[0].startswith("conviction"):  # "history includes theft and a conviction for"
            basis = _PRIOR
        basis = basis or before
        if basis is None:
            continue
        before = basis
        count = COUNT_BEFORE.search(text[sentence.start : match.start()]) if COUNTED.match(match[0]) else None
        of = match["of"] or (count and count["number"])
        yield Introduction(
            basis,
            sentence.start + count.start() if count else match.start(),
            match.end(),
            number(of) if of else None,
            match.end("until") if match["until"] else None,
            BARE.fullmatch(match[0]) is not None,
        )
