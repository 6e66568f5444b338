"""Running headers, footers, page numbers and separators: print that belongs to the page, not to its text.

Known by form ("Page 2 of 5", "ENFORCEMENT AND REMOVAL OPERATIONS (ERO) 1", "‧ ‧ •") or by standing at the
same height of several pages, apart from the text.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from .beside import MARK
from .boilerplate import is_column_titles, is_furniture
from .headings import printed, state_of
from .layout import PageLayout
from .lines import PrintedLine
from .stamps import EXEMPTION

SEPARATOR = re.compile(r"[\W_]*|(?=.*\*)(?:(?:[kKxX]?\*|[kKxX])\s?){2,}")
"""Marks, or stars of which recognition took some for letters: "* K *"."""
PAGE_NUMBER = re.compile(
    r"(?: -\s*)? (?: page \s+ )? \d{1,3} (?: \s* (?:of|/) \s* \d{1,3} )? (?: \s*- | \s*\|\s* p\s?a\s?g\s?e )?",
    re.VERBOSE | re.IGNORECASE,
)
NUMBERED = re.compile(
    r"^(?:page\s+)?\d{1,3}\s*[|–—-]?\s+|\s+[|–—-]?\s*(?:page\s+)?\d{1,3}(?:\s+of\s+\d{1,3})?$", re.IGNORECASE
)
BATES = re.compile(r"(?:(?:[A-Z]{2,}|(?:19|20)\d\d)[\s_-]*)(?:[A-Z0-9]+[\s_-]+)*[A-Z]*\d{3,8}")
"""A number that an archive or a court stamps on every page: "ICE-2020-000123", "2021-ICLI-00017 123", "DHS 00042"."""
NO_TEXT = re.compile(
    r"(?:\.\s?){5,}\d{1,3}$|^\W*(?:this )?page (?:is |was )?intentionally left blank\W*$", re.IGNORECASE
)
"""A line of a table of contents, and what an empty page says."""
WITHHELD = re.compile(r"\b(?:FOIA|EXEMPT|WITHHELD)", re.IGNORECASE)
FILED = re.compile(r"^(?:case|document|doc\.)\s.*\bfiled\b.*\bpage\b", re.IGNORECASE)
"""What a court prints on every page that is filed: "Case 1:20-cv-01234 Document 45-2 Filed 03/04/21 Page 3 of 12"."""
PERIOD = re.compile(r"(?:[A-Z][a-z]+\.?\s+)?(?:\d{1,2},\s+)?(?:FY\s?)?20\d\d")
LEADS_ON = re.compile(r"\b(?:an?|after|and|at|before|by|from|in|of|on|or|since|the|to|until|with)$", re.IGNORECASE)
"""What no sentence ends with."""
RUNS_ON = re.compile(rf"[.,;]$|{LEADS_ON.pattern}|^\d{{1,2}},\s\d{{4}}\b", re.IGNORECASE)
"""What a page may cut from its sentence: "2016.", "immigration official.", "June 22, 2019, and", "6, 2012"."""
CLOSE = 0.8
"""White over the next line of a text, in heights of a line, at most."""
ENDED = re.compile(r"[.!?][”\")\]]*$")
ABBREVIATED = re.compile(r"(?:\b[A-Z]\.){2,}$|\b(?:St|Mt|Ft|No|Dr|Jr|Sr|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.$")
"""What ends with a full stop and no sentence: "U.S.", "on Nov."."""
SENTENCE = re.compile(r"^(?:[a-z]|On\s)|[.,;:]$")
TOLD = re.compile(
    r"\b(?:encountered|arrested)\b|287\(g\) program\b"
    r"|\b(?:Office|Department|Police|Patrol|Corrections|Center) 287\(g\) Program$"
)
"""What makes "287(g) Program encountered a", "Office 287(g) Program" pieces of a story, like a footer as they are."""
OUTERMOST = 3
"""Lines at the head or foot of a page that may repeat."""
LONGEST_FOOT = 12
"""Lines of notes at the foot of a column."""
SAME_PLACE = 6.0
"""Points by which a running line may move from page to page."""


def is_separator(text: str) -> bool:
    """A line of marks only, or of nothing visible."""
    return (not text[:1].isalnum() or text[:1] in "kKxX") and SEPARATOR.fullmatch(printed(text)) is not None


def is_stamp(text: str) -> bool:
    """A line that says by which rule something is withheld, and nothing else: "FOIA EXEMPT (b)(6)"."""
    return WITHHELD.search(text) is not None and EXEMPTION.fullmatch(printed(text)) is not None


def is_known_form(text: str) -> bool:
    """A header or footer by its words, with or without a page number."""
    line = printed(text)
    return len(line) < 90 and not TOLD.search(line) and is_furniture(NUMBERED.sub("", line))


def furniture(pages: Sequence[PageLayout], lines: Sequence[PrintedLine]) -> set[int]:
    """Indexes into `lines` of those that are headers, footers and page numbers."""
    found = {
        i for i, line in enumerate(lines) if _footer(line.text) or is_stamp(line.text) or NO_TEXT.search(line.text)
    }
    found |= set(_column_titles(lines))
    found |= set(_repeated(pages, lines))
    found |= set(_numbers(lines, found))
    found |= set(_notes(lines, found))
    return found


def _column_titles(lines: Sequence[PrintedLine]) -> Iterator[int]:
    """The heads of a table's columns: two titles or more on one level."""
    titles = [i for i, line in enumerate(lines) if is_column_titles(line.text)]
    for i in titles:
        level = [
            lines[j] for j in titles if lines[j].page == lines[i].page and abs(lines[j].top - lines[i].top) < SAME_PLACE
        ]
        if sum(len(line.words) for line in level) > 1:
            yield i


def _notes(lines: Sequence[PrintedLine], known: set[int]) -> Iterator[int]:
    """Notes at the foot of a column or page: from a line that begins with the raised number of a word above, on."""
    marks = {(line.page, line.text) for line in lines if line.aside and MARK.fullmatch(line.text)}
    foot: list[int] = []
    for i in range(len(lines) - 1, -1, -1):
        line = lines[i]
        if i in known or line.aside:
            continue
        if foot and (lines[foot[-1]].page, lines[foot[-1]].block) != (line.page, line.block):
            foot = []
        foot.append(i)
        text = printed(line.text)
        number, _, rest = text.partition(" ")
        if (line.page, number) in marks and rest[:1].isupper() and len(foot) <= LONGEST_FOOT:
            yield from foot
            foot = []


def _footer(text: str) -> bool:
    line = printed(text).upper()
    return line.startswith("ENFORCEMENT AND REMOVAL OPERATIONS") and len(line) < 60


def _repeated(pages: Sequence[PageLayout], lines: Sequence[PrintedLine]) -> Iterator[int]:
    """Lines that stand at the same height of more than one page, outermost and no part of a sentence."""
    edges: list[tuple[int, str, float]] = []
    by_page = _by_page(lines, (i for i, line in enumerate(lines) if not line.aside))
    for page in pages:
        by_height = sorted(by_page.get(page.number, ()), key=lambda i: lines[i].top)
        for i in {*by_height[:OUTERMOST], *by_height[-OUTERMOST:]}:
            text = printed(lines[i].text)
            if text and not SENTENCE.search(text) and state_of(text) is None:
                edges.append((i, re.sub(r"\d+", "#", text.casefold()), lines[i].top))
    counts = Counter((text, round(top / SAME_PLACE)) for _, text, top in edges)
    for i, text, top in edges:
        place = round(top / SAME_PLACE)
        if sum(counts[text, near] for near in (place - 1, place, place + 1)) >= 2:
            on_page = by_page[lines[i].page]
            if _apart(lines[i], [lines[other] for other in on_page if other != i]):
                yield i


def _by_page(lines: Sequence[PrintedLine], numbers: Iterable[int]) -> dict[int, list[int]]:
    """The numbers of lines by their page."""
    by_page: dict[int, list[int]] = {}
    for number in numbers:
        by_page.setdefault(lines[number].page, []).append(number)
    return by_page


def _apart(line: PrintedLine, others: Iterable[PrintedLine]) -> bool:
    """Whether a line stands away from the nearest other text of its page."""
    gaps = [max(other.top - line.bottom, line.top - other.bottom) for other in others if abs(other.top - line.top) > 3]
    return min(gaps, default=100.0) >= 0.6 * (line.bottom - line.top)


def _unfinished_before(lines: Sequence[PrintedLine], index: int, known: set[int]) -> bool:
    """Whether the text in front of a line breaks off within a sentence."""
    before = (lines[i].text for i in range(index - 1, -1, -1) if i not in known and not _only_number(lines[i].text))
    text = next(before, ".")
    ended = ENDED.search(printed(text)) is not None and ABBREVIATED.search(text) is None
    return not ended and state_of(text) is None


def _goes_on(lines: Sequence[PrintedLine], index: int) -> bool:
    """Whether a line is the next one of a text that breaks off: "released him. On" over "September 3, 2025,"."""
    line, before = lines[index], lines[index - 1] if index else lines[index]
    under = line.block == before.block and 0 <= line.top - before.bottom < CLOSE * line.height
    aligned = abs(line.x0 - before.x0) < line.height and abs(line.height - before.height) < CLOSE * line.height / 2
    return line.page == before.page and under and aligned and LEADS_ON.search(before.text) is not None


def _of_a_page(text: str) -> bool:
    """Whether a line counts or dates its page."""
    return any(form.fullmatch(text) for form in (PAGE_NUMBER, PERIOD, BATES)) or FILED.match(text) is not None


def _only_number(text: str) -> bool:
    return is_separator(text) or PAGE_NUMBER.fullmatch(printed(text)) is not None


def _numbers(lines: Sequence[PrintedLine], known: set[int]) -> Iterator[int]:
    """Page numbers, known headers, and periods that stand outermost on their page."""
    apart = (i for i, line in enumerate(lines) if not (i in known or line.aside or is_separator(line.text)))
    for on_page in _by_page(lines, apart).values():
        by_height = sorted(on_page, key=lambda i: lines[i].top)
        for side in (by_height, by_height[::-1]):
            for i in side:
                text = printed(lines[i].text)
                if not (_of_a_page(text) or is_known_form(text)):
                    break
                if (RUNS_ON.search(text) and _unfinished_before(lines, i, known)) or _goes_on(lines, i):
                    break
                yield i
