"""Pages to stories: which words are narrative, heading, boilerplate, or none that anybody can explain.

    segmented = segment(pages)
    segmented.stories[0].heading_state      "AR"
    segmented.stories[0].narrative.text     "On January 3, 2020, the Craighead County Sheriff’s Office ..."

A story begins at its opening (`openings.py`) and goes on over lines, columns, pages, footers and headings to
the next one. What a heading cuts off belongs to the story before it; the heading governs what begins after it.
Every word of every page becomes exactly one `WordKind`.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby, repeat
from operator import add

from . import boilerplate, furniture, openings
from .beginnings import LISTED, MOST_LISTED
from .codes import WordKind
from .headings import printed
from .hyphens import mend
from .invisible import visible_texts
from .layout import Line, PageLayout, Word
from .lines import PrintedLine, reading_order
from .narrative import Narrative
from .paragraphs import Heading, Paragraph, paragraphs
from .records import PageAccount, Unexplained
from .titles import header_title, title_lines

FINISHED = re.compile(r"[.!?][”\")\]]*$")
NOTE = re.compile(r"(?:\d{1,2}|[*†‡§¹²³])\s*[A-Z]")
MOST_WORDS = 2_000
"""Words of a story; one has 45, and what goes on without end is none."""
SMALL = 0.88
"""Height of a note's lines, in heights of the narratives'."""
SHORTEST = 4
"""Characters of what goes on behind a whole story; less is a separator that recognition took for letters."""
GOES_ON = re.compile(r"[a-z(]|\d+(?!\w)")
NARRATES = re.compile(
    r"\b(?:the subject|he|she|detainer|warrant|convict\w+|charge\w*|released|removed|deported|entered|re-entered"
    r"|arrested|inspection|custody|court|ERO|citizen|sentenced|probation|bond|visa|resident)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Story:
    """One narrative and the USPS code of the state heading it stands under, or None."""

    narrative: Narrative
    heading_state: str | None


@dataclass(frozen=True, slots=True)
class Segmented:
    """What the words of a document turned out to be. `accounts` has one entry a page, in the order of the pages."""

    title: str | None
    stories: tuple[Story, ...]
    unexplained: tuple[Unexplained, ...]
    accounts: tuple[PageAccount, ...]


@dataclass(slots=True)
class _Draft:
    """The state of a walk over a document."""

    kinds: dict[int, list[WordKind]]  # by page
    stories: list[tuple[list[PrintedLine], str | None]] = field(default_factory=list)
    state: str | None = None
    title: str | None = None
    introducing: bool = False  # the introduction broke off within a sentence
    strayed: bool = False  # the text before this is none of a story's

    def mark(self, lines: Iterable[PrintedLine], kind: WordKind) -> None:
        for line in lines:
            kinds = self.kinds[line.page]
            for place in line.places:
                kinds[place] = kind

    def add(self, lines: Iterable[PrintedLine]) -> None:
        """Give lines to the last story, as far as it has room; the rest stays unexplained."""
        story = self.stories[-1][0]
        room = MOST_WORDS - sum(len(line.words) for line in story)
        for line in lines:
            if room <= 0:
                return
            taken = line if len(line.words) <= room else line.cut(room)[0]
            room -= len(taken.words)
            story.append(taken)
            self.mark((taken,), WordKind.NARRATIVE)


def segment(pages: Sequence[PageLayout]) -> Segmented:
    """Account for every word of a document."""
    lines = reading_order(pages)
    draft = _Draft({page.number: [WordKind.UNEXPLAINED] * len(page.words) for page in pages})
    titles = title_lines(lines)
    draft.mark((lines[i] for i in titles), WordKind.HEADING)
    aside = furniture.furniture(pages, lines) - set(titles)
    draft.title = printed(" ".join(lines[i].text for i in titles)) or header_title(lines[i] for i in sorted(aside))
    aside |= {i for i, line in enumerate(lines) if line.aside or furniture.is_separator(line.text)}
    draft.mark((lines[i] for i in aside), WordKind.BOILERPLATE)
    text = mend([line for i, line in enumerate(lines) if i not in aside and i not in titles])
    items = paragraphs(text)
    starts = _starts([item for item in items if isinstance(item, Paragraph)])
    for item in items:
        if isinstance(item, Heading):
            draft.mark(item.lines, WordKind.HEADING)
            draft.state = item.state or draft.state
        else:
            for lines_of, opening in _cut(item, starts):
                _place(draft, lines_of, opening=opening)
    return Segmented(draft.title, _stories(draft), _unexplained(lines, draft), _accounts(pages, draft))


def _starts(blocks: Sequence[Paragraph]) -> dict[int, set[int]]:
    """The places of the words at which a story begins, or what follows the last one, by page."""
    flow = _Flow.of(blocks)
    found: dict[int, set[int]] = {}
    for number in flow.beginning(openings.FIRST_WORD):
        start, ended = flow.starts[number], flow.ended(number - 1)
        if number not in flow.firsts and not ended:
            continue
        undated = ended and flow.firsts.get(number) == 0
        if openings.opens(flow.text, start) or (undated and openings.opens_undated(flow.text, start)):
            page, place = flow.keys[number]
            found.setdefault(page, set()).add(place)
    for number in flow.beginning(boilerplate.closing()):
        if number in flow.firsts and flow.ended(number - 1):
            page, place = flow.keys[number]
            found.setdefault(page, set()).add(place)
    return found


@dataclass(frozen=True, slots=True)
class _Flow:
    """All paragraphs as one text: where each word stands in it, and on its page.

    `firsts` are the first words of lines, each with the number of its line in the paragraph.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    keys: Sequence[tuple[int, int]]
    firsts: Mapping[int, int]

    @classmethod
    def of(cls, blocks: Sequence[Paragraph]) -> "_Flow":
        words: list[Word] = []
        keys: list[tuple[int, int]] = []
        firsts = {}
        for block in blocks:
            for number, line in enumerate(block.lines):
                firsts[len(words)] = number
                words += line.words
                keys += zip(repeat(line.page), line.places)
        texts = visible_texts(words)
        pieces = [text if word.breaks else text + " " for text, word in zip(texts, words, strict=True)]
        starts = list(accumulate(map(len, pieces), initial=0))[:-1]
        ends = list(map(add, starts, map(len, texts)))
        return cls("".join(pieces), starts, ends, keys, firsts)

    def beginning(self, pattern: re.Pattern[str]) -> Iterator[int]:
        """The words that begin with a pattern, or with nothing visible in front of it."""
        for match in pattern.finditer(self.text):
            number = bisect_left(self.starts, match.start())
            while number < len(self.starts) and self.starts[number] == match.start():
                yield number
                number += 1

    def ended(self, number: int) -> bool:
        """Whether a word ends a sentence, or is the mark of a story in a list; so does what stands before the first."""
        if number < 0:
            return True
        end = self.ends[number]
        if FINISHED.search(self.text, self.starts[number], end):
            return True
        first = next((i for i in range(number, max(-1, number - MOST_LISTED), -1) if i in self.firsts), None)
        return first is not None and LISTED.fullmatch(self.text, self.starts[first], end) is not None


def _cut(block: Paragraph, starts: Mapping[int, set[int]]) -> Iterable[tuple[list[PrintedLine], bool]]:
    """A paragraph in pieces, each of which begins at an opening or is the rest of something."""
    piece: list[PrintedLine] = []
    opening = False
    for line in block.lines:
        rest = line
        for place in sorted(starts.get(line.page, set()).intersection(line.places), key=line.places.index):
            before = rest.places.index(place)
            if before:
                head, rest = rest.cut(before)
                piece.append(head)
            if piece:
                yield piece, opening
            piece, opening = [], True
        piece.append(rest)
    yield piece, opening


def _place(draft: _Draft, lines: list[PrintedLine], *, opening: bool) -> None:
    """Give a piece of a paragraph to a new story, the story before it, or none."""
    text = printed(" ".join(line.text for line in lines))
    if opening and not boilerplate.closing().match(text):
        _unlist(draft)
        draft.strayed = False
        draft.stories.append(([], draft.state))
        draft.add(lines)
        return
    if not draft.stories:
        known = boilerplate.introduces(text) or draft.introducing or LISTED.fullmatch(text) is not None
        draft.introducing = known and not FINISHED.search(text)
    elif (
        opening
        or boilerplate.closing().match(text)
        or boilerplate.is_known(text)
        or (LISTED.fullmatch(text) and _told(draft))
    ):
        known = True
    elif not _is_note(draft, lines, text) and _goes_on(draft, text):
        draft.add(lines)
        return
    else:
        known = False
    draft.strayed = not known
    draft.mark(lines, WordKind.BOILERPLATE if known else WordKind.UNEXPLAINED)


def _is_note(draft: _Draft, lines: Sequence[PrintedLine], text: str) -> bool:
    """Whether text behind a whole story is a note at the foot: numbered, in smaller print."""
    smaller = lines[0].height < SMALL * draft.stories[-1][0][-1].height
    return smaller and _told(draft) and NOTE.match(text) is not None


def _goes_on(draft: _Draft, text: str) -> bool:
    """Whether text without an opening belongs to the story before it."""
    if not _told(draft):
        return True
    if len(text) < SHORTEST:
        return False
    if GOES_ON.match(text) and not draft.strayed:
        return True
    return len({match.casefold() for match in NARRATES.findall(text)}) >= 2


def _told(draft: _Draft) -> bool:
    """Whether the last story ends with a sentence."""
    return FINISHED.search(printed(draft.stories[-1][0][-1].text)) is not None


def _unlist(draft: _Draft) -> None:
    """Take the number or mark of the story to come from the end of the one before it."""
    lines = draft.stories[-1][0] if draft.stories else []
    if len(lines) > 1 and LISTED.fullmatch(printed(lines[-1].text)) and FINISHED.search(printed(lines[-2].text)):
        draft.mark([lines.pop()], WordKind.BOILERPLATE)


def _stories(draft: _Draft) -> tuple[Story, ...]:
    return tuple(Story(Narrative.of([line.line for line in lines]), state) for lines, state in draft.stories)


def _unexplained(lines: Sequence[PrintedLine], draft: _Draft) -> tuple[Unexplained, ...]:
    """Runs of words that nobody can explain, each on one page. A line may hold a heading and such words."""
    runs = []
    for (page, strange), run in groupby(_parts(lines, draft), key=lambda part: (part[1].page, part[0])):
        if strange:
            found = [line for _, line in run]
            text = printed(" ".join(line.text for line in found))
            if text:
                runs.append(Unexplained(page, text, tuple(line.box for line in found)))
    return tuple(runs)


def _parts(lines: Sequence[PrintedLine], draft: _Draft) -> Iterator[tuple[bool, Line]]:
    """Lines, cut where unexplained words begin or end; none of a page whose words are all explained."""
    strange_pages = {page for page, kinds in draft.kinds.items() if WordKind.UNEXPLAINED in kinds}
    for line in lines:
        if line.page not in strange_pages:
            continue
        kinds = draft.kinds[line.page]
        strange = [kinds[place] is WordKind.UNEXPLAINED for place in line.places]
        if not any(strange):
            yield False, line.line
            continue
        for is_strange, part in groupby(zip(strange, line.words, strict=True), key=lambda word: word[0]):
            yield is_strange, Line(tuple(word for _, word in part))


def _accounts(pages: Sequence[PageLayout], draft: _Draft) -> tuple[PageAccount, ...]:
    return tuple(PageAccount(page.number, tuple(draft.kinds[page.number])) for page in pages)
