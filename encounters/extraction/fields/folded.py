"""The folded view of a narrative: what the patterns read, so that slips of print need no room in them.

    fold("the Knox County Sheriff’s Office287(g) ProgramA encountered").text
        -> "the Knox County Sheriff's Office 287(g) Program encountered"

Every folded character knows its place in the printed text, so that what is found is reported, and shown, as
printed. Letters keep their case.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from encounters.extraction.records import Span

from .words import MONTH_SLIPS

TYPOGRAPHY = str.maketrans("’‘‛ʼ´`“”„–—‐‑−\u00a0\u2009\u202f", "''''''\"\"\"-----   ")
"""Typographic marks and the plain ones they stand for, one for one."""

# Words of the templates as they are run together or misprinted, and as they are read.
MISPRINTED = {
    wrong: right
    for right, wrongs in (
        ("convicted of", "convictedof"),
        ("charged with", "chargedwith"),
        ("arrested for", "arrestedfor"),
        ("citizen of", "citizenof"),
        ("encountered a", "encountereda"),
        ("and placed", "andplaced"),
        ("placed an", "placedan"),
        ("immigration detainer", "immigrationdetainer"),
        ("detainer and", "detainerand"),
        ("and warrant", "andwarrant"),
        ("subject entered", "subjectentered"),
        ("without inspection", "withoutinspection|with out inspection"),
        ("United States", "United Sates|Untied States|UnitedStates|United Staes"),
        ("immigration", "immigraton|immigation|imigration|immigrtion"),
        ("detainer", "detainor|detanier|detainter"),
        ("convicted", "convited|convicited|convcited|convicetd"),
        ("charged", "chraged|charaged|chared"),
        ("inspection", "inspecton|inspetion"),
        ("previously", "previosuly|perviously|priviously|previoulsy"),
    )
    for wrong in wrongs.split("|")
}

# Each slip as it was seen in print: what must stand in a text that has it (nothing: any text may), its pattern, and what
# it is read as (or what tells it of the match). The first that matches at a place counts.
SLIPS: tuple[tuple[tuple[str, ...], str, str | Callable[[str], str]], ...] = (
    (tuple("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"), r"[\u200b-\u200f\u2060\ufeff\u00ad]+", ""),  # no width
    (("287(", "287 ("), r"(?<=[A-Za-z])(?=287\s?[({\[])", " "),  # Office287(g)
    (
        ("287", "2B7", "Z87", "ZB7"),  # 287 (g), 287(9), 287(g¢)
        r"\b(?!287\(g\))[2Z][8B]7\s?[({\[]\s?[gqG9¢&]{1,2}\s?[)}\]1]",
        "287(g)",
    ),
    (("287(g)", "287(9)"), r"(?<=287\([g9]\))(?=[A-Za-z])", " "),  # 287(g)Program
    (("U.",), r"\b(?!U\.S\.)U\.\s?S\.?(?![\w.])", "U.S."),  # U. S., U.S
    (("US ",), r"\bUS(?=\s(?!Highway|Route))", "U.S."),  # entered the US on
    (("A ",), r"A(?=\s|$)(?<=[a-z]A)", ""),  # fromA the, ProgramA encountered
    (("from A the",), r"(?<=\bfrom)\sA(?=\sthe\b)", ""),  # from A the
    (
        tuple(f"{word} {word} " for word in "the of a an and to in on for with was".split()),  # the the
        r"\b(?P<twice>the|of|a|an|and|to|in|on|for|with|was)\s(?P=twice)\b(?!-)",
        r"\g<twice>",
    ),
    (
        tuple(f"{slip} " for slip in MONTH_SLIPS),
        rf"\b(?:{'|'.join(MONTH_SLIPS)})(?=\s\d)",  # on october 10, 2025; on Feburary 3
        MONTH_SLIPS.__getitem__,
    ),
    (tuple(MISPRINTED), rf"\b(?:{'|'.join(MISPRINTED)})\b", MISPRINTED.__getitem__),  # convictedof, immigraton
    (
        (" Charged ", " Convicted ", " Arrested ", "he Subject", " Immigration ", " Warrant "),
        r"(?<=\s)(?:Charged(?=\swith\b)|Convicted(?=\sof\b)|Arrested(?=\s(?:for|on)\b)|Subject\b(?<=[Tt]he\sSubject)"
        r"|Immigration\s[Dd]etainer(?<=[Aa]n\sImmigration\s[Dd]etainer)|Warrant(?=\s(?:was|were|on\sthe)\b))",
        str.lower,
    ),
    (("287g", "287 g"), r"\b287\s?g\b", "287(g)"),
    (
        (),
        r"\b(?:of|the|with|from)(?=[A-Z][a-z])"  # citizen ofHonduras
        r"|\bwith(?=[a-z])(?<=charged\swith)(?!in|out|h|d)|\bof(?=[a-eg-z])(?<=convicted\sof)",  # convicted oftheft
        r"\g<0> ",
    ),
    (
        (".The", ".An", ".On", ".A"),  # the subject.The subject entered; (M1).An immigration detainer
        r"(?<=[a-z0-9)]\.)(?=(?:The|An|On|A)\s)|(?<=[A-Z]\.)(?=(?:The\ssubject|An\simmigration)\s)",
        " ",
    ),
    ((" _ ", " | ", " ~ ", " * ", " • ", " · ", " ' "), r"\s(?:[_|~*•·']\s)+(?=\w)", " "),  # specks of a scan
    ((" . ",), r"\s\.\s(?=[a-z])", " "),  # willful cruelty . to a child
    ((" ,", " ;", " ."), r"\s+(?=[,;.](?:\s|$)|,[0-9])", ""),  # January 3 , 2020
    ((" 's ", "' s "), r"\s(?='s\s)(?<=[a-z]\s)|(?<=[a-z]')\s(?=s\s)", ""),  # Sheriff 's Office
    ((), r",(?=[a-z])(?<=[a-z],)", ", "),  # assault,robbery
    (
        ("asa ", "ofa ", "ona ", "ina ", "toa ", "bya ", "fora ", "witha "),
        r"\b(?:as|of|on|in|to|by|for|with)(?=a\s)",
        r"\g<0> ",
    ),
    ((".a ", ".an "), r"\.(?=an?\s[a-z])(?<=[a-z]\.)", " "),  # encountered.a citizen
    ((". ",), r"\.(?=\s[a-z0-9])(?:(?<=\sa\.)|(?<=\san\.)|(?<=\sof\.)|(?<=\sthe\.))", ""),  # on March 13, a. 287(g)
    (("  ",), r"\s{2,}", " "),
)
_EACH = tuple((hints, re.compile(pattern)) for hints, pattern, _ in SLIPS)
_SLIP = re.compile("|".join(f"(?P<s{number}>{pattern})" for number, (_, pattern, _) in enumerate(SLIPS)))


@dataclass(frozen=True, slots=True)
class Folded:
    """`places[i]` is the index in the printed text, `original`, of the folded character `text[i]`."""

    original: str
    text: str
    places: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """The printed span of `text[start:end]`, which is not empty."""
        return self.places[start], self.places[end - 1] + 1

    def printed(self, start: int, end: int) -> str:
        """`text[start:end]` with its typographic marks, but without its slips."""
        first, last = self.span(start, end)
        if last - first == end - start:
            return self.original[first:last]
        marks = (self.original[self.places[place]] for place in range(start, end))
        return "".join(
            mark if mark.translate(TYPOGRAPHY) == plain else plain
            for mark, plain in zip(marks, self.text[start:end], strict=True)
        )


@lru_cache(maxsize=512)
def fold(printed: str) -> Folded:
    """The folded view of a printed text. Remembered, since every reader of a narrative asks for it."""
    plain = printed.replace("’", "'")  # which alone makes most narratives plain
    plain = plain if plain.isascii() else plain.translate(TYPOGRAPHY)
    if not any(_slips(plain)):
        return Folded(printed, plain, range(len(plain)))
    pieces: list[str] = []
    places: list[int] = []
    end = 0
    for slip in _SLIP.finditer(plain):
        start = slip.start()
        pieces.append(plain[end:start])
        places.extend(range(end, start))
        name = slip.lastgroup or ""
        read_as = SLIPS[int(name[1:])][2]
        reading = slip.expand(read_as) if isinstance(read_as, str) else read_as(slip[0])
        pieces.append(reading)
        last = max(start, slip.end() - 1)
        places.extend(min(start + offset, last) for offset in range(len(reading)))
        end = slip.end()
    pieces.append(plain[end:])
    places.extend(range(end, len(plain)))
    return Folded(printed, "".join(pieces), places)


def _slips(plain: str) -> Iterator[re.Match[str]]:
    """A slip of each kind that the text has."""
    odd = plain.replace(" 287(g) ", " ").replace("U.S. ", " ")  # what remains of these is no usual form
    for hints, pattern in _EACH:
        if (not hints or any(map(odd.__contains__, hints))) and (slip := pattern.search(plain)):
            yield slip
