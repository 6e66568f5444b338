"""Lines to headings and paragraphs, by their places and by the words of state headings.

A blank line need not be a border: it stands inside sentences too. So a paragraph here is only what the print
sets apart, and `segment.py` decides what belongs together.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from . import openings
from .beginnings import LISTED, run_in
from .boilerplate import is_section_heading
from .headings import is_short, printed, state_of
from .layout import median
from .lines import PrintedLine

CONTINUED = re.compile(r"\(?\s*cont(?:inued|’d|'d|\.)\s*\)?", re.IGNORECASE)
ENDED = re.compile(r"[.!?][”\")]*$")
PLACE = re.compile(
    r"(?:[A-Z][\w.’'-]*\s+){1,4}(?:County|COUNTY|Parish|PARISH|Borough|Sheriff[’']?s?\s(?:Office|Department)"
    r"|Police\sDepartment|Department\sof\s\w+)(?:,\s[A-Z][\w.\s]+)?(?:\s\([A-Z]+\))?:?"
)
"""A heading below a state's: "Greene County", "Greene County, Missouri", "Greene County Sheriff’s Office (JEM)"."""
LONGEST_ABOVE = 3
"""Words in the first line of a heading that stands beside its story: "District of" over "Columbia"."""
CENTRED = 4.0
"""Heights of a line by which a heading in the middle stands right of the text around it."""
APART = 0.45
"""Space above a line, beyond the usual, that sets it apart; in heights of a line."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of one or more lines; `state` is a USPS code, or None for one that names no state."""

    lines: tuple[PrintedLine, ...]
    state: str | None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that the print does not set apart from each other."""

    lines: tuple[PrintedLine, ...]


def paragraphs(lines: Sequence[PrintedLine]) -> list[Heading | Paragraph]:
    """Headings and paragraphs in reading order; every word of `lines` is in exactly one."""
    usual = _usual_space(lines)
    items: list[Heading | Paragraph] = []
    current: list[PrintedLine] = []
    position = 0
    while position < len(lines):
        heading, used, rest = _heading(lines, position, usual)
        if current and (heading or _set_apart(lines, position, usual)):
            items.append(Paragraph(tuple(current)))
            current = []
        if heading:
            items.append(heading)
        if rest:
            current.append(rest)
        position += used
    if current:
        items.append(Paragraph(tuple(current)))
    return items


def _heading(
    lines: Sequence[PrintedLine], position: int, usual: float
) -> tuple[Heading | None, int, PrintedLine | None]:
    """The heading that starts at a line, how many lines are used up, and what is left of the last one."""
    line = lines[position]
    for count in (2, 1):
        taken = lines[position : position + count]
        if len(taken) < count or not is_short([*chain.from_iterable(part.words for part in taken)]):
            continue
        text = "".join(part.text + ("" if part.words[-1].breaks else " ") for part in taken).strip()
        usps = state_of(text)
        if (usps and not _in_sentence(lines, position, count, usual)) or is_section_heading(text, exactly=count == 2):
            return Heading(tuple(taken), usps), count, None
    if len(line.words) == 1 and CONTINUED.fullmatch(line.text):
        return Heading((line,), None), 1, None
    if _names_place(lines, position):
        return Heading((line,), None), 1, None
    if (beside := run_in(line.text)) and not _ends_sentence(lines, position, beside[1]):
        head, rest = line.cut(beside[1])
        return Heading((head,), beside[0]), 1, rest
    return _two_line_run_in(lines, position) or (None, 1, line)


def _names_place(lines: Sequence[PrintedLine], position: int) -> bool:
    """Whether a line is a heading below a state's: it names a county or an agency, and a story begins behind it."""
    if position + 1 >= len(lines) or not PLACE.fullmatch(printed(lines[position].text)):
        return False
    before = lines[position - 1].text if position else "."
    begins = openings.FIRST_WORD.match(lines[position + 1].text) or LISTED.match(lines[position + 1].text)
    return begins is not None and bool(
        ENDED.search(before) or state_of(before) or is_section_heading(before, exactly=True)
    )


def _ends_sentence(lines: Sequence[PrintedLine], position: int, count: int) -> bool:
    """Whether a state before "On" or "The" only ends the sentence of the line above: "citizen of" / "Georgia. The"."""
    if lines[position].words[count - 1].text[-1:] in ":–—-" or position == 0:
        return False
    before = lines[position - 1].text
    return not (ENDED.search(before) or state_of(before) or is_section_heading(before, exactly=True))


def _two_line_run_in(lines: Sequence[PrintedLine], position: int) -> tuple[Heading, int, PrintedLine] | None:
    """ "North" over "Carolina On July 1, 2020, the": a heading in two lines beside its story."""
    pair = lines[position : position + 2]
    count = len(pair[0].words)
    if len(pair) < 2 or count > LONGEST_ABOVE or pair[0].page != pair[1].page:
        return None
    beside = run_in(" ".join(line.text for line in pair))
    if not beside or beside[1] <= count:
        return None
    head, rest = pair[1].cut(beside[1] - count)
    return Heading((pair[0], head), beside[0]), 2, rest


def _in_sentence(lines: Sequence[PrintedLine], position: int, count: int, usual: float) -> bool:
    """Whether a line that reads as a state only stands within a sentence: the lines around it are close and
    go on, and the next word would not have fitted on it."""
    if position == 0 or position + count >= len(lines):
        return False
    before, line, after = lines[position - 1], lines[position], lines[position + count]
    if before.block != line.block or before.page != line.page or after.page != line.page:
        return False
    centred = line.x0 > max(before.x0, after.x0) + CENTRED * line.height
    if centred or state_of(before.text) or is_section_heading(before.text, exactly=True):
        return False
    if _set_apart(lines, position, usual) or _set_apart(lines, position + count, usual):
        return False
    ended = ENDED.search(before.text) is not None
    right = max(before.x1, after.x1)
    fits = line.x1 + after.words[0].box.width + 0.5 * line.height < right
    return not ended and not fits


def _space(before: PrintedLine, line: PrintedLine) -> float:
    """Space between two lines of one block, in heights of a line."""
    return (line.top - before.bottom) / max(line.height, 1.0)


def _usual_space(lines: Sequence[PrintedLine]) -> float:
    spaces = [_space(a, b) for a, b in pairwise(lines) if _neighbours(a, b)]
    return median(spaces) if spaces else 0.0


def _neighbours(before: PrintedLine, line: PrintedLine) -> bool:
    return (before.page, before.block) == (line.page, line.block)


def _set_apart(lines: Sequence[PrintedLine], position: int, usual: float) -> bool:
    """Whether a line begins a column or page, or has white above it."""
    if position == 0:
        return True
    before, line = lines[position - 1], lines[position]
    return not _neighbours(before, line) or _space(before, line) > usual + APART


def words_of(lines: Sequence[PrintedLine]) -> Iterator[tuple[int, int]]:
    """Positions of all words of lines: line, word."""
    for i, line in enumerate(lines):
        for j in range(len(line.words)):
            yield i, j
