"""Words that a line end breaks in two.

A hyphen at a line end stays where the word has one anyway ("re-/entered", "at-/large") and goes where the
printer put it ("immi-/gration" becomes "immigration"). A hyphen that goes becomes a soft hyphen, which
`Narrative` leaves out; its word keeps its place and length. A slash or long dash at a line end joins too.
"""

import re
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from copy import replace
from functools import cache
from itertools import pairwise

from .coding import tables
from .layout import Word, median
from .lines import PrintedLine

BROKEN = re.compile(r"(?P<head>[^\W\d_]+(?:-[^\W\d_]+)*)[-‐\u0002\ufffe]$")
KEEPS_HYPHEN = frozenset(
    ("re", "non", "ex", "self", "co", "pre", "anti", "semi", "multi", "post", "cross", "drive", "hit", "at", "half")
)
NUMBERS = frozenset("one two three four five six seven eight nine ten twelve first second third fourth fifth".split())
COUNTED = frozenset("year month day week count degree time term vehicle person".split())
# Words of narratives that begin as if with a prefix, and that no charge of the tables has.
WORDS = frozenset(
    "color comoros conditional conditions considered costa council counted county court courts executed"
    " execution exited expired expires extended extradited attempted attended postponed posted precinct"
    " preliminary prepared presence present presented prevented previous previously received recently"
    " recognizance record records refugee refused regional released releasing remain remained remaining remains"
    " removable removal removals remove removed reported reports republic request requested required residence"
    " residency resident residents responded returned returning revealed".split()
)
HYPHENS = ("-", "‐")
APART = 0.92
"""Spaces of its line by which a hyphen may stand apart from the word that it breaks; a dash has a space before it."""
JOINS = re.compile(r"\w[/—–]$|\d[-‐]$")


def mend(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The lines with `Word.breaks` set on every last word that goes on in the next line."""

    @cache
    def vocabulary() -> AbstractSet[str]:
        printed = {word.text for line in lines for word in line.words}
        return {text.casefold().strip(".,;:()") for text in printed}

    if not lines:
        return []
    mended = []
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        if following is None:
            mended.append(line)
            continue
        if line.words[-1].text[-1:].isalnum():  # as most lines end
            mended.append(line)
            continue
        if _hyphen_apart(line):
            mended.append(_without_gap(line, following.words[0], vocabulary))
            continue
        last = _mended(line.words[-1], following.words[0], vocabulary)
        mended.append(line if last is line.words[-1] else replace(line, words=(*line.words[:-1], last)))
    return mended


def _hyphen_apart(line: PrintedLine) -> bool:
    """Whether the hyphen that breaks a line's last word stands a little apart from it, as justification may set it."""
    if len(line.words) < 2 or line.words[-1].text not in HYPHENS or not line.words[-2].text[-1:].isalpha():
        return False
    spaces = [b.box.x0 - a.box.x1 for a, b in pairwise(line.words)]
    return 0 < spaces[-1] < APART * median(spaces)  # never where lines run up the page


def _without_gap(line: PrintedLine, following: Word, vocabulary: Callable[[], AbstractSet[str]]) -> PrintedLine:
    """The line with its last word and the hyphen behind it as parts of one word."""
    *before, head, hyphen = line.words
    if _is_dash(head.text.casefold(), following.text.casefold().strip(".,;:()"), vocabulary):
        return line
    whole = _mended(replace(head, text=head.text + "-"), following, vocabulary)
    if not whole.breaks:
        return line
    parts = replace(head, breaks=True), replace(hyphen, text=whole.text[-1], breaks=True)
    return replace(line, words=(*before, *parts))


def _is_dash(head: str, tail: str, vocabulary: Callable[[], AbstractSet[str]]) -> bool:
    """Whether both are words of charges and make none together: "larceny - / shoplifting", not "pos - / session"."""
    words = _words_of_charges()
    apart = head in words and tail in words and head not in KEEPS_HYPHEN
    return apart and not {head + tail, f"{head}-{tail}"} & (words | vocabulary())


def _mended(word: Word, following: Word, vocabulary: Callable[[], AbstractSet[str]]) -> Word:
    match = BROKEN.search(word.text)
    if match is None or not following.text[:1].isalpha():
        joins = JOINS.search(word.text) and following.text[:1].isalnum()
        return replace(word, breaks=True) if joins and not word.breaks else word
    if _keeps(match["head"].casefold(), following.text.casefold().strip(".,;:()"), vocabulary):
        return replace(word, text=word.text[:-1] + "-", breaks=True)
    return replace(word, text=word.text[:-1] + "\u00ad", breaks=True)


@cache
def _words_of_charges() -> frozenset[str]:
    """The words that charges are printed in; read at the first hyphen that they must settle."""
    return frozenset(
        word.strip(".,;:()").casefold() for row in tables.rows("offense_labels.csv") for word in row["text"].split()
    )


def _keeps(head: str, tail: str, vocabulary: Callable[[], AbstractSet[str]]) -> bool:
    """Whether the hyphen is the word's own, by the rest of the document, else by its first part."""
    if f"{head}-{tail}" in vocabulary():
        return True
    if head + tail in vocabulary():
        return False
    if head in NUMBERS and tail in COUNTED:
        return True
    if head in KEEPS_HYPHEN and (head + tail in WORDS or head + tail in _words_of_charges()):
        return f"{head}-{tail}" in _words_of_charges() or tail.startswith("ent")  # "re-entered", in most bulletins
    return head.rsplit("-", 1)[-1] in KEEPS_HYPHEN or not tail[:1].islower()
