"""How, when and where the subject entered the United States, and whether after a removal.

"entered the United States on an unknown date and location without inspection"       without_inspection
"illegally re-entered ... after having been previously removed from the United States"   illegal_reentry
"entered ... near Laredo, Texas on May 3, 2019 without being inspected, admitted or paroled"
    without_inspection, "near Laredo, Texas", 2019-05-03
"was admitted to the United States on a B-2 visitor visa at Miami, Florida"           nonimmigrant_visa, "Miami, Florida"
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from encounters.extraction.codes import EntryManner
from encounters.extraction.found import Found
from encounters.extraction.narrative import Narrative

from . import printed_dates, sentences
from .folded import fold
from .printed_dates import Dated
from .sentences import Sentence
from .words import MONTHS, SAID, UNITED_STATES, has_any

# "illegally re-entered the United States", "was last admitted into the U.S.", "was paroled into the United States"
ENTERED = re.compile(
    rf"""\b(?P<adverb>(?:(?:illegally|unlawfully|lawfully|legally|last|first|initially|originally|again|subsequently|most
            |recently|later|also|previously)\s){{0,3}})
        (?P<verb>re-?\s?entered|re-?\s?entering|entered|entering|enter|admitted|paroled|returned|returning|arrived|came|crossed|brought|smuggled
            |(?:gained|obtained|granted)\s(?:\w+\s)?admission
            |granted\s(?:humanitarian|advance|immigration)\sparole|granted\sparole(?=\s(?:at|near|into|upon)\s)|gained\s(?:\w+\s)?entry|made\s(?:\w+\s)?entry|was\sgranted\s(?:\w+\s)?entry
            |(?:illegal|unlawful)\s(?:re-)?entry(?=\s(?:near|at|on)\s)|re-entry|entry)\b
        (?:\s(?:illegally|unlawfully|lawfully|legally))?(?:(?<=admitted|.paroled)\s{SAID})?
        (?: (?:\s(?:the\sborder|to|into|in|(?:on|at|through)\s[\w\s,.'-]{{1,50}}?\s(?:to|into)))?\s{UNITED_STATES}
          | (?<=dmission)(?=\s(?:as|on|under|at|in|with|to)\s)
          | (?<=admitted|.entered|lawfully|.legally|llegally)(?=\s(?:as|on\san?|under|with|without|near|at|through|illegally)\s)
          | (?<=admitted|.entered|lawfully|.legally|llegally)(?=\s(?:on|in)\s(?:or\sabout\s)?(?:(?:{MONTHS})\b|\d))
          | (?<=entry)(?=\s(?:was|occurred|took\splace)\s) | (?<=l\sentry|e-entry)(?=\s(?:near|at|on)\s)
          | (?<=arrived)(?=\s(?:at|through)\s[^.;]{{3,60}}?(?:[Aa]irport|[Pp]ort\sof\s[Ee]ntry)\b)
          | (?<=\sparole)(?=\s(?:at|on|near|in)\s)
          | (?<=returned)(?=\s(?:at|on)\san?\s(?:[\w/]+\s){0, 3}?unknown\s)
          | (?<=crossed)\s(?:the\s)?(?:(?:U\.S\.|southern|southwest(?:ern)?|northern|international)(?:\sand\sMexico)?\s)?border\b
          | (?<=.entered|lawfully|llegally)(?=\s*(?:[.;]|$)) )""",
    re.VERBOSE,
)
ENTRY = (
    "enter",
    "entry",
    "admitted",
    "parole",
    "return",
    "arrived",
    "came",
    "crossed",
    "dmission",
    "brought",
    "smuggled",
)
"""Of which one stands in every sentence that tells of an entry."""
# "applied for admission at the Otay Mesa Port of Entry on March 4, 2022, and was paroled into": where and when, in front
APPLIED = re.compile(
    r"""\b(?:(?:applied\sfor|sought|requested|presented\s\w+sel(?:f|ves)\sfor)\s(?:admission|entry|inspection|parole)
        |encountered|inspected|apprehended|presented\s\w+sel(?:f|ves)|arrived|drove|walked|flew|presented(?=\sat))\b(?!\sa\scitizen)""",
    re.VERBOSE,
)
# What follows the entry itself: a date or place behind it belongs to something else.
BEYOND = re.compile(
    r"""[\s,](?: (?:and|but|who|then|later|subsequently)\s(?:(?:then|later|subsequently|has|was|never|is)\s)*
            (?:failed|violated|adjusted|remained|overstayed|ordered|did|granted|became|currently|an?\simmigration)
          | (?:was|were|been)\s(?:\w+\s)?(?:removed|deported|ordered)
          | (?:with\s)?(?:authoriz\w+|permission|permitted|allowed)\sto\s(?:remain|stay) | until | not\sto\sexceed
          | after | following | having | despite | prior\sto | subsequent\sto )\b""",
    re.VERBOSE,
)

# "On May 3, 2018, | the subject | entered": only then is a date in front that of the entry.
SUBJECT_BETWEEN = re.compile(rf",?\s(?:{SAID})\s(?:(?:was|had|also|then)\s)*", re.VERBOSE)
OF_REMOVAL = re.compile(
    r"\b(?:removals?|removed|deportations?|deported)\b"
)  # "Following a removal in 2013, the subject"
ILLEGAL = re.compile(r"\b(?:illegal|unlawful)(?:ly)?\b")
REENTERED = re.compile(r"\bre-?\s?ent(?:er(?:ed|ing)|ry)\b|\breturn(?:ed|ing)\b")
REMOVED = r"(?<!ordered\s)(?:removed|deported|excluded)\b"
# "was removed on May 5, 2014, and illegally returned"
BACK_AGAIN = rf"""{REMOVED}\s(?:from|to|on|in)\s(?:U\.S\.|[^.]){{1,150}}?\b(?:later|subsequently|then|again|illegally|unlawfully|and|but)\s
    (?:\w+\s){{0,2}}?(?P<back>re-?\s?enter|return|came\sback|last\sentered)"""
RETURNED = re.compile(rf"\b{BACK_AGAIN}", re.VERBOSE)
AFTER_REMOVAL = re.compile(
    rf"""\b(?:after|following|having|despite|since|subsequent\sto|as)\s(?:[\w,-]+\s){{0,6}}?
         (?:{REMOVED}|(?:removals?|deportations?)\b)[^.;]{{0,30}}?(?=\s(?:from|on|in|to)\b|[.,;]|$)
         (?:\sfrom\s{UNITED_STATES})?""",
    re.VERBOSE,
)
WITHOUT_INSPECTION = re.compile(
    r"""\bwithout\s(?:first\s)?(?:having\s)?(?:been\s|being\s)?(?:any\s|proper\s|legal\s|lawful\s|valid\s|official\s)?
            (?:inspect|admi[ts]|parol|authoriz|permission|immigration\sdocument|document)\w*
            (?:(?:,\s|\s|,?\sand\s|,?\sor\s)(?:inspect|admi|parol)\w*)*(?:\sby\san?\s(?:U\.S\.\s)?immigration\s(?:officer|official)s?)?
      | \b(?:eluding|evading|avoiding|evaded|eluded|avoided)\s(?:\w+\s)?inspection\b
      | \bnot\s(?:\w+\s)?(?:inspected|admitted)\b[^.;]{0,60}
      | \b(?:other\sthan|not)\s(?:through\s|at\s|by\s)?(?:an?\s|the\s)?(?:\w+\s)?ports?[\s-]of[\s-]entry\b
      | \bbetween\s(?:\w+\s)?ports?[\s-]of[\s-]entry\b
      | \bEWI\b""",
    re.VERBOSE,
)
VISA_WAIVER = re.compile(r"\b(?:under\sthe\s)?(?:[Vv]isa\s?-?[Ww]aiver(?:\s(?:Pilot\s)?[Pp]rogram)?|VWP|ESTA)\b")
REFUGEE = re.compile(r"\b(?:as\san?\s)?refugee(?:\sstatus)?\b")
PAROLE = re.compile(
    r"\b(?:(?:humanitarian|advance|immigration|port)\s)?(?:paroled?|parolee)\b(?:\s(?:into|in|as|pending)\b)?",
)
IMMIGRANT = re.compile(
    r"""\b(?:as|under|with|on|through)\s(?:an?\s)?(?:\w+\s){0,2}?(?:lawful|legal|conditional)\s(?:lawful\s|legal\s)?
            (?:permanent\s)?(?:residen(?:t|ce|cy)|status)\b
      | \b(?:as|on|with|under|through)\san?\s(?:\w+\s){0,2}?(?<!non\s)immigrant\b(?:\svisa)?
      | \bas\san?\s(?:LPR|permanent\sresident)\b
      | \b(?:IR|CR|DV|IW|E)-?[1-9]\b""",
    re.VERBOSE,
)
NONIMMIGRANT = re.compile(
    r"""\b(?: (?:as|on|with|under|using|through|in)\s(?:an?\s|the\s)?(?:[\w-]+\s){0,3}?)?
        (?: non-?\s?immigrant(?:\s(?:visitor|visa|student|worker|crewman|alien)\b)*
          | (?:[A-Z]-?[1-4][ABCR]?\b|TN|TD)\s(?:[\w-]+\s){0,3}?(?:visa|visitor|status|student|worker|nonimmigrant|crewman)
          | visitor | tourist | student | crew\s?(?:man|men|member) | seaman | stowaway(?!.) | trainee | intern\b
          | (?:temporary|seasonal|agricultural|guest|religious|specialty)\s(?:[\w-]+\s){0,2}?workers?
          | exchange\s(?:visitor|student|alien)? | professional | athlete | au\spair | scholar | fianc[eé]e? | border\scrossing\s(?:card|visa) | laser\svisa
          | diplomat | in\stransit | transit | business\svisa | (?:\w+\s)?visa | treaty\s(?:trader|investor)
          | [ABCDFGHJKLMNOPQR]-?[1-5][ABCR]?\b | NATO\b )
        (?:\s(?:visa|visitor))?(?:\sfor\s(?:pleasure|business))?""",
    re.VERBOSE,
)
# "The subject's B-2 visa expired", "overstayed his student visa": nobody says that the subject entered
VISA_HELD = re.compile(
    r"\b(?:[Vv]isa|[Nn]on-?immigrant\sstatus)\s(?:(?:has|had|have|since)\s){0,2}expired\b|\bover-?stay(?:ed|ing)\s(?:an?|his|her|their|the)\s(?:[\w-]+\s){0,4}?visa\b"
)
VISA_CLASS = re.compile(r"\b(?:[BFHJKLMOPQR]-?[1-4][ABCR]?|tourist|student|visitor)\svisa\b")
PRESENT = re.compile(
    r"\bpresent\s(?:in\s[\w\s.]{5,20}?\s)?without\s(?:having\s)?(?:been\s|being\s)?(?:inspect|admi[ts]|parol)\w*"
)
ANOTHER_WAY = re.compile(
    r"""\b(?: (?:by|using|with|through|under|upon)\s(?:[\w'-]+\s){0,4}?
            (?:present|claim|fraud|false|counterfeit|another|misrepresent|imposter|impostor|conceal|hid)\w*[^.;]{0,40}
          | (?:as\san?\s|claiming\s|seeking\s|requesting\s)?asyl(?:um|ee)\b
          | Temporary\sProtected\sStatus | stowaway | unaccompanied\s(?:\w+\s)?(?:minor|child|juvenile) | smuggled )""",
    re.VERBOSE,
)

# "using a counterfeit border crossing card", "with another person's visa"
FALSE = re.compile(r"\b(?:fraudulent|counterfeit|false|fake|altered|stolen|another|someone)\b")

PREVIOUSLY_REMOVED = re.compile(
    rf"""\b(?: (?:previously|formerly|already|twice)\s(?:having\s)?(?:been\s|being\s|was\s)?{REMOVED}
          | (?:been|being|was|were)\s(?:previously|formerly|already|twice)\s{REMOVED}
          | (?:having|has|had|after|since|subsequent\sto|following)\s(?:previously\s|also\s)?(?:been|being)\s(?:previously\s)?{REMOVED}
          | (?:prior|previous|earlier|past|multiple|several|two|three|four|five)\s(?:(?:prior|previous|formal|known|immigration)\s)?
              (?:removals?|deportations?)\b(?!\s(?:of|or|orders?)\b)
          | (?:last|first|most\srecent|latest)\s(?:removal|deportation)\b(?!\s(?:order|hearing|proceeding))
          | (?:has|had)\s(?:previously\s|already\s)?{REMOVED}\s{SAID}
          | (?:after|following|since|despite)\s(?:his|her|their|an?|the)\s(?:[\w-]+\s)?(?:removal|deportation)\b
          | (?:after|following)\s(?:removal|deportation)\s(?:from|on|in)\b
          | {REMOVED}\s(?:from\s{UNITED_STATES}\s)?(?:previously|before|twice|once\sbefore
                |(?:on\s)?(?:\w+)\s(?:prior\s|previous\s|separate\s|other\s)*(?:times|occasions))
          | {BACK_AGAIN} )""",
    re.VERBOSE,
)
REMOVAL = ("remov", "deport", "exclu")
NEVER_REMOVED = re.compile(r"\b(?:never|not|no)\s(?:been\s|previously\s|prior\s|previous\s|any\s)*$")

# No places: "through the CBP One application", "under Uniting for Ukraine", "by U.S. Border Patrol"
_CAPITAL = rf"(?!(?:{MONTHS}|CBP|USCIS|DHS|ICE|INS|Uniting|Operation|Border\sPatrol)\b|United\sStates|U\.S\.|Visa)[A-Z][\w.'-]*"
_PLACE = rf"""{_CAPITAL}(?:[\s-](?:(?:of|de|del|la|las|los|el|the|and)\s)*{_CAPITAL})*
    (?:,\s(?!On\b|Form\b){_CAPITAL}(?:\s(?!Ports?\b){_CAPITAL})*)*
    (?:,?\s(?:[Pp]orts?|[Pp]oints?)[\s-]of[\s-][Ee]ntry|\s(?:border|international|airport|bridge|crossing))*(?:\sin\s{_CAPITAL}(?:,?\s{_CAPITAL})*)?"""
# "near Laredo, Texas", "at or near Nogales, Arizona", "at the San Ysidro Port of Entry", "through Miami, Florida"
PLACE = re.compile(
    rf"""\b(?:(?:(?:at\sor\s)?(?P<near>near\s(?:the\s)?))|(?:at|through|via|in|by\sway\sof|across(?!\sthe\sRio)|from|into|by)\s(?:the\s)?(?:city\sof\s)?)
         (?P<place>{_PLACE})""",
    re.VERBOSE,
)
NO_PLACE = re.compile(r"\s(?:parole|program|process)\b")  # "through the Cuban Haitian parole program"
SURE, LIKELY, DOUBTFUL = 0.99, 0.9, 0.6

type Clause = tuple[int, int, re.Match[str]]
"""Start and end of the words about an entry in the folded text, and the entry itself."""


def read_manner(narrative: Narrative) -> Found[EntryManner]:
    folded = fold(narrative.text)
    first: Found[EntryManner] | None = None
    for start, end, entered in _entries(narrative.text):
        manner, found, confidence = _manner(folded.text, start, end, entered)
        if manner is None:
            continue
        here = Found(manner, (folded.span(*found),), confidence)
        if manner is EntryManner.ILLEGAL_REENTRY:
            return here
        first = first or here
    if first is None and (present := PRESENT.search(folded.text)):
        return Found(EntryManner.WITHOUT_INSPECTION, (folded.span(*present.span()),), LIKELY)
    if first is None and (held := VISA_HELD.search(folded.text)):
        return Found(EntryManner.NONIMMIGRANT_VISA, (folded.span(*held.span()),), LIKELY)
    return first or Found.nothing(confidence=LIKELY if _entries(narrative.text) else SURE)


def read_date(narrative: Narrative) -> Found[str]:
    """`2019-05-03`, `2019-05` or `2019`; a date without a year is nothing."""
    dated = next(_dates(narrative.text), None)
    if dated is None:
        return Found.nothing(confidence=SURE)
    iso = dated.date.iso
    return Found(iso, (fold(narrative.text).span(dated.start, dated.end),) if iso else (), LIKELY)


def date_lacks_year(text: str) -> bool:
    """Whether the date of entry is printed without its year."""
    return any(dated.date.iso is None for dated in _dates(text))


def _dates(printed: str) -> Iterator[Dated]:
    """The dates of entries: behind the entry, else in front of it ("In May 2019, the subject entered")."""
    text = fold(printed).text
    for start, end, entered in _entries(printed):
        beyond = BEYOND.search(text, entered.end(), end)
        for begin, finish in ((entered.end("verb"), beyond.start() if beyond else end), (start, entered.start())):
            for dated in printed_dates.find(text[begin:finish]):
                applied = APPLIED.search(text, start, begin + dated.start)
                between = SUBJECT_BETWEEN.fullmatch(text, begin + dated.end, finish)
                removed = OF_REMOVAL.search(text, start, begin + dated.start)
                if finish == entered.start() and not applied and (removed or not between):
                    continue
                yield Dated(dated.date, begin + dated.start, begin + dated.end)


def read_place(narrative: Narrative) -> Found[str]:
    folded = fold(narrative.text)
    for begin, end, entered in _entries(narrative.text):
        beyond = BEYOND.search(folded.text, entered.end(), end)
        stop = beyond.start() if beyond else end
        match = PLACE.search(folded.text, entered.end("verb"), stop)
        if match is None and (applied := APPLIED.search(folded.text, begin, entered.start())):
            match = PLACE.search(folded.text, applied.end(), entered.start())
        if match and not NO_PLACE.match(folded.text, match.end(), end):
            start = match.start("near") if match["near"] else match.start("place")
            place = folded.text[start : match.end("place")].rstrip(" ,.")
            return Found(place, (folded.span(start, start + len(place)),), LIKELY)
    return Found.nothing(confidence=SURE)


def read_previously_removed(narrative: Narrative) -> Found[bool]:
    folded = fold(narrative.text)
    if not has_any(folded.text, REMOVAL):
        return Found(False, (), SURE)
    for match in PREVIOUSLY_REMOVED.finditer(folded.text):
        if not NEVER_REMOVED.search(folded.text, max(0, match.start() - 25), match.start()):
            return Found(True, (folded.span(*match.span()),), SURE)
    return Found(False, (), SURE)


def is_reentry(text: str) -> bool:
    """Whether the text tells of more than a first entry: "re-entered without inspection", "last entered"."""
    return any(REENTERED.search(entered[0]) or "last" in entered["adverb"] for _, _, entered in _entries(text))


@lru_cache(maxsize=512)
def _entries(printed: str) -> tuple[Clause, ...]:
    """The sentences that tell of an entry. Remembered, since four readers ask for them."""
    text = fold(printed).text
    told = [s for s in sentences.split(printed) if has_any(s.text, ENTRY)]
    found = ((s.start, s.end, _entered(text, s)) for s in told)
    return tuple((start, end, _last(text, entered, end)) for start, end, entered in found if entered)


def _entered(text: str, sentence: Sentence) -> re.Match[str] | None:
    """The entry of a sentence, also where who came to a port was paroled, without words of where to."""
    entered = ENTERED.search(text, sentence.start, sentence.end)
    if entered is None and "paroled" in sentence.text and AT_PORT.search(text, sentence.start, sentence.end):
        return PAROLED.search(text, sentence.start, sentence.end)
    return entered


def _last(text: str, entered: re.Match[str], end: int) -> re.Match[str]:
    """The entry behind a removal, where the sentence tells of both: "entered ..., was removed ... and re-entered"."""
    back = RETURNED.search(text, entered.end(), end)
    if back is None:
        return entered
    later = ENTERED.finditer(text, entered.end(), end)
    return next((match for match in later if match.end() >= back.end()), entered)


def _manner(
    text: str, start: int, end: int, entered: re.Match[str]
) -> tuple[EntryManner | None, tuple[int, int], float]:
    """The manner, where it is said, and how sure that is. The order of the questions is that of the contract."""
    again = REENTERED.search(entered[0])
    illegal = ILLEGAL.search(text, entered.start(), min(end, entered.end() + len(" unlawfully")))
    after_removal = AFTER_REMOVAL.search(text, start, end)
    if after_removal and PREVIOUSLY_REMOVED.search(text, start, end):
        return EntryManner.ILLEGAL_REENTRY, (entered.start(), max(entered.end(), after_removal.end())), SURE
    if (again and illegal) or RETURNED.search(text, start, end):
        return EntryManner.ILLEGAL_REENTRY, entered.span(), SURE
    if entered["verb"].endswith(("paroled", " parole")):
        return EntryManner.PAROLE, entered.span(), SURE
    inspected = entered["verb"] == "admitted" or (entered["verb"] == "arrived" and AT_PORT.search(text, start, end))
    for manner, pattern in _WAYS[1:] if inspected else _WAYS:
        if match := pattern.search(text, entered.end(), end):
            return manner, match.span(), SURE
    if admitted := _first_admission(text, entered.end(), end):
        return admitted
    if again:
        return EntryManner.ILLEGAL_REENTRY, entered.span(), LIKELY
    if illegal:
        return EntryManner.WITHOUT_INSPECTION, entered.span(), LIKELY
    if match := VISA_CLASS.search(text, start, entered.start()):
        return EntryManner.NONIMMIGRANT_VISA, match.span(), LIKELY
    if match := ANOTHER_WAY.search(text, entered.end(), end):
        return EntryManner.OTHER, match.span(), DOUBTFUL
    return None, entered.span(), LIKELY


PAROLED = re.compile(r"\b(?P<adverb>)(?P<verb>paroled)\b")
AT_PORT = re.compile(r"\b(?:at|through)\s[^.;]{3,60}?(?:[Aa]irport|[Pp]ort\sof\s[Ee]ntry)\b")
_WAYS = (
    (EntryManner.WITHOUT_INSPECTION, WITHOUT_INSPECTION),
    (EntryManner.VISA_WAIVER, VISA_WAIVER),
    (EntryManner.REFUGEE, REFUGEE),
)
_ADMISSIONS = (
    (EntryManner.IMMIGRANT_VISA, IMMIGRANT),  # first, since "an immigrant visa" is a visa too
    (EntryManner.NONIMMIGRANT_VISA, NONIMMIGRANT),
    (EntryManner.PAROLE, PAROLE),
)


def _first_admission(text: str, start: int, end: int) -> tuple[EntryManner, tuple[int, int], float] | None:
    """The kind of admission that is printed first: "as a crewman and adjusted status to that of a ... resident"."""
    found = [(manner, match) for manner, pattern in _ADMISSIONS if (match := pattern.search(text, start, end))]
    if not found:
        return None
    manner, match = min(found, key=lambda pair: (pair[1].start(), -pair[1].end()))
    if FALSE.search(match[0]):
        return EntryManner.OTHER, match.span(), DOUBTFUL
    return manner, match.span(), SURE
