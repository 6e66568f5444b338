"""Where a story begins.

    "On January 3, 2020, the Craighead County Sheriff’s Office 287(g) Program encountered a citizen of"
    "On Oct. 16, the Knox County ... 287(g) Program encountered a citizen of"
    "In Arkansas on June 4, the Benton County ... 287(g) program encountered a citizen of"
    "On October 11, 2025, a 287(g) Jail Enforcement Model Officer from the ..., FL, encountered a citizen of"
    "On May 2, 2025, a 287(g) Task Force Model Officer with the ... arrested a citizen and national of"
    "On 05/02/2025, a citizen of Mexico was encountered by a 287(g) Task Force Model Officer with the"

A date alone is no beginning: "On January 8, 2020, ERO Boston arrested the subject at-large." stands inside a
story. The patterns bear what optical recognition makes of the words ("0n", "encountcred").
"""

import re

from .fields.words import MONTH_SLIPS, MONTHS

MONTH = rf"(?: (?: {MONTHS} | {'|'.join(MONTH_SLIPS)} ) \.? )"
DAY = rf"""(?: {MONTH} \W* [\dlIOo]{{1,2}} (?:st|nd|rd|th)? (?: \W* [\dlIOo]{{4}} )?
    | \d{{1,2}} (?: \s+ {MONTH} ,? \s+ | / \d{{1,2}} / ) \d{{4}} )"""
ON = r"(?: \b[O0QC] n )"
VERB = r"""(?: en[cor]\w{2,8}da? | encounters? | arre[s5]ted | apprehended | identified | interviewed | located
    | detained | processed | contacted | stopped(?:\s an? \s \w+ \s \w+ \s by)? )"""
PERSON = r"""(?: [Cc][il1|]t[il1|]zen\w* | [Nn]at[il1|]ona[l1I|]\w* | noncitizen\w* | native | a[l1I]ien\w*
    | m[ae]n | wom[ae]n )"""
SOMEBODY = rf"""(?: (?: an? \W* | (?: two | three | four | the ) \W+ ) (?: [\w-]+ \W+ ){{0,5}}? {PERSON}
    | citizen \s of )"""

INSIDE = rf"(?: \b In \s+ (?:\w+ \s+){{1,4}} on \s+ {DAY} )"
"""The state inside the sentence: "In Arkansas on June 4"."""

DATED = re.compile(rf"{ON} \s+ {DAY}", re.VERBOSE)
OPENING = re.compile(
    rf"""
    (?: {ON} \W+ {DAY} | {INSIDE} )
    (?: (?! {ON} \s+ {DAY} | {INSIDE} | \.\s+ The \s+ subject | \. \s+ An? \s+ imm ) .){{5,400}}?
    (?: {VERB} \W+ (?: (?: [^,;.]{{3,90}} , \W+ )? {SOMEBODY}
          | (?:an?|the) \s+ (?:subject|individual|inmate|person|male|female) )
      | \b an? \W+ (?: [\w-]+ \W+ ){{0,5}}? {PERSON} [^.;]{{1,150}}? \s was \s+ {VERB} \s+ by \s )
    """,
    re.VERBOSE,
)
UNDATED = re.compile(
    rf"""
    (?: The | An? | Officers | Deputies | ERO | ICE ) \s
    (?: (?! {ON} \s+ {DAY} | \.\s+ (?:The|An?) \s ) . ){{5,200}}?
    \b {VERB} \W+ {SOMEBODY}""",
    re.VERBOSE,
)
FIRST_WORD = re.compile(r"(?:On|0n|Qn|Cn|In|The|An|A|Officers|Deputies|ERO|ICE)\b")
"""The first word of any opening; spelled out, since a search is quick where each form begins with a letter."""
REACH = 520
"""Characters in which an opening is over."""


def opens(text: str, start: int = 0) -> bool:
    """Whether a dated story begins at `text[start]`, where a sentence may begin."""
    match = OPENING.match(text, start, start + REACH)
    return match is not None and not re.search(r"\b(?:arrested|located|encountered)\s+the\s+subject", match[0])


def opens_undated(text: str, start: int = 0) -> bool:
    """Whether a story begins at `text[start]` without its date: "The Duval (Fla.) Sheriff’s Office encountered a"."""
    return UNDATED.match(text, start, start + REACH) is not None
