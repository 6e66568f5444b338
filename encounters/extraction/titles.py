"""The printed title of a bulletin: lines above everything on its first page that are large, or name report and period.

    "287(g) Encounter Report" / "January 2020"    -> "287(g) Encounter Report January 2020"

Where there is none, a running header that names the report will do; "Overview" is a section, no title.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from .boilerplate import is_section_heading
from .headings import printed, state_of
from .layout import median
from .lines import PrintedLine
from .openings import DAY, INSIDE, ON

LARGE = 1.15
"""Height of a title's line, in heights of the usual line."""
LONGEST = 14
"""Words in a line of a title."""
NAMES_REPORT = re.compile(r"287\s?\(\s?g\s?\)|\bencounters?\b|\b(?:report|bulletin)\b", re.IGNORECASE)
# "On January 3, 2020, the Knox County Sheriff’s Office 287(g) Program encountered": names both, and begins a story
TELLS = re.compile(rf"^(?: {ON} \W+ {DAY} | {INSIDE} ) | \b encountered \b", re.VERBOSE)
PERIOD = re.compile(r"(?:(?:[A-Z][a-z]{2,8}\.?)(?:\s+\d{1,2},)?|FY|Fiscal Year)?\s*20\d\d")


def title_lines(lines: Sequence[PrintedLine]) -> list[int]:
    """Indexes of the lines that are the title, in reading order."""
    if not lines:
        return []
    usual = median(line.height for line in lines)
    first_page = [i for i, line in enumerate(lines) if line.page == lines[0].page]
    above = list(takewhile(lambda i: _may_be_title(lines[i]), first_page))
    found: list[int] = []
    for i in above:
        if lines[i].height >= LARGE * usual or (found and PERIOD.fullmatch(printed(lines[i].text))):
            found.append(i)
    dated = any(PERIOD.search(printed(lines[i].text)) for i in found)
    return found if dated else _named(lines, above) or found


def _named(lines: Sequence[PrintedLine], above: Sequence[int]) -> list[int]:
    """The line, or two, that name the report and its period: "287(g) Monthly Encounter Report, August 2020"."""
    for i in above:
        for taken in ([i], [i, i + 1]):
            text = " ".join(printed(lines[j].text) for j in taken if j in above)
            if NAMES_REPORT.search(text) and PERIOD.search(text):
                return taken
    return []


def header_title(lines: Iterable[PrintedLine]) -> str | None:
    """The name of the report, if one of the running lines gives it; rather one with its period."""
    texts = [printed(line.text) for line in lines]
    named = [text for text in texts if NAMES_REPORT.search(text) and len(text) > len("287(g) Program")]
    return next((text for text in named if PERIOD.search(text)), next(iter(named), None))


def _may_be_title(line: PrintedLine) -> bool:
    text = printed(line.text)
    return (
        len(line.words) <= LONGEST
        and not text.endswith(".")
        and not TELLS.search(text)
        and not is_section_heading(text)
        and state_of(text) is None
    )
