"""What the words around a recognised word tell of it: specks that were read as signs, signs that were lost.

    mended(words)

    "two." before "prior"       two         nothing ends there
    "El]", "has'"               El, has     nothing opened it
    "US." before "on"           U.S.
    "dan." before "6,"          Jan.
    "warrant.on"                warrant, on
    "tespass", hardly read      trespass    the only word of bulletins that is near
    "ee", alone at the foot     nothing

Each of these is something that nobody prints. What may have been printed stays as it was read.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from encounters.extraction.fields.words import MONTH_NUMBERS, MONTHS
from encounters.extraction.headings import state_of
from encounters.extraction.layout import Word

from .known_words import HARDLY, SHORT, is_known, likeliest

PARENTHESIS = 20
"""Words that stand between brackets or quotes at most."""
CLOSES = {")": "(", "]": "[", "}": "{", "”": "“"}
OPENS = {opening: closing for closing, opening in CLOSES.items()}
CLOSED, OPENED = re.compile(r"[A-Za-z]{2,}[.,;]?([)\]}”])"), re.compile(r"([(\[{“])[A-Za-z]{2,}[.,;:]?")
LISTED = re.compile(r"[ivx]+\)")
APOSTROPHES = "’'"
SURE = 0.85
"""Certainty of a word that is believed to its last sign; the apostrophe of another is taken for what most are."""
DIRTY = 0.4
"""Certainty under which a short word that stands alone is dirt."""
SHORTEST = 4
ALONE = 10.0
"""Heights of a word within which others stand beside it on its line."""
WIDER = 1.75
"""Space before the next word of a sentence, in spaces before the last one, at most: more may part columns."""
WIDEST = 1.5
"""The same in heights of the last word, where no space is before it."""
CLOSE = 3.0
"""Heights of a word within which the next one of its sentence stands at the beginning of the next line."""
STOPPED, SMALL, ENDED = re.compile(r"[a-z]+[.:]"), re.compile(r"[a-z]"), re.compile(r"[a-z]{2,}\.")
ON, DAY_OF, YEAR, MONTH = (
    re.compile(r"[Oo]n[.,:]"),
    re.compile(r"([1-3]?\d)[.:;]"),
    re.compile(r"[12]\d{3}\b"),
    re.compile(MONTHS),
)
OF_CLASS, NUMERAL = frozenset("class degree group level schedule tier type".split()), re.compile(r"(?=.*I)[Il1|]{2,3}")
SPELLED = re.compile(r"(?P<core>\w[\w!|$€]*?)(?P<end>[.,;:)]*)", re.DOTALL)
TOGETHER = re.compile(r"(?P<one>[a-z]{2,}(?=\.)|\d+(?=—))[.—](?P<other>[a-z]{2,}[.,;]?)")
DASHED = re.compile(r"[-—](?P<core>[a-z]{3,}[.,;]?)")
CAPITAL, VERBS = re.compile(r"[CKOPSUVWXZ][a-z]+"), frozenset("are been has is was were who".split())
"""Words whose first letter has one shape in both sizes, and what a name hardly follows."""
INNER_CAPITAL = re.compile(r"[a-z]+[A-Z][a-z]+")
A = re.compile(r"a[^\x00-\x7f]|[éàáâäåã]")
US = re.compile(r"U\.?S\.|U\.S")
DAY = re.compile(r"[1-3]?\d,?")
BEFORE_DATES = frozenset("about after around before by from of on since until".split())


def mended(words: Iterable[Word]) -> tuple[Word, ...]:
    """The words of a page, in the order in which they were recognised."""
    found = [*_closed(_without_dirt(tuple(words)))]
    found = [*_spelled(found)]
    return _alike([part for word in _in_sentence(found) for part in _parted(word)])


def _without_dirt(words: Sequence[Word]) -> Iterator[Word]:
    """Words without the short ones that were hardly recognised, mean nothing, and stand beside no other."""
    for word in words:
        text = word.text.strip(".,;:")
        doubtful = word.confidence < DIRTY and len(word.text) <= SHORTEST and not any(map(str.isdecimal, text))
        meant = (len(text) == SHORTEST and is_known(text)) or state_of(text)
        if not doubtful or meant or _accompanied(word, words):
            yield word


def _accompanied(word: Word, words: Sequence[Word]) -> bool:
    reach = ALONE * word.box.height
    return any(
        other.box.top <= word.box.middle <= other.box.bottom
        and other.box.x0 - reach <= word.box.x1
        and word.box.x0 <= other.box.x1 + reach
        for other in words
        if other.confidence >= DIRTY
    )


def _closed(words: Iterator[Word]) -> Iterator[Word]:
    """Words without the brackets and quotes that have no other: "counts)" is a word and a speck."""
    found = tuple(words)
    signs = [_unpaired(word.text) for word in found]
    for place, word in enumerate(found):
        if signs[place]:
            near: set[str] = set().union(*signs[max(0, place - PARENTHESIS) : place])
            after: set[str] = set().union(*signs[place + 1 : place + 1 + PARENTHESIS])
            end = CLOSED.fullmatch(word.text)
            if end and end[1] == "]" and not is_known(word.text[:-1]) and is_known(f"{word.text[:-1]}l"):
                word = word._replace(text=f"{word.text[:-1]}l")
            elif end and CLOSES[end[1]] not in near and not LISTED.fullmatch(word.text):
                word = word._replace(text=word.text[:-1])
            elif (start := OPENED.fullmatch(word.text)) and OPENS[start[1]] not in after:
                word = word._replace(text=word.text[1:])
        yield word


def _unpaired(text: str) -> set[str]:
    """The brackets and quotes of a word whose others are not in it."""
    return {sign for sign in text if text.count(sign) > text.count(CLOSES.get(sign) or OPENS.get(sign) or sign)}


def _spelled(words: Sequence[Word]) -> Iterator[Word]:
    """Words that recognition took for none, as the word that they must be."""
    for before, word, after in zip([None, *words], words, [*words[1:], None], strict=False):
        match = SPELLED.fullmatch(word.text)
        if match is None:
            dash = DASHED.fullmatch(word.text) if word.confidence < HARDLY else None
            yield word._replace(text=dash["core"]) if dash and is_known(dash["core"].strip(".,;")) else word
            continue
        core, end = match["core"], match["end"]
        if A.fullmatch(core) and not end:
            yield word._replace(text="a")
            continue
        verb_before = before is not None and before.text in VERBS and CAPITAL.fullmatch(core)
        if (verb_before or INNER_CAPITAL.fullmatch(core)) and is_known(core):
            yield word._replace(text=word.text.lower())
            continue
        if before and before.text.casefold() in OF_CLASS and NUMERAL.fullmatch(core):
            yield word._replace(text="I" * len(core) + end)
            continue
        if core == "on" and before and ENDED.fullmatch(before.text) and after and MONTH.match(after.text):
            yield word._replace(text="On")
            continue
        dated = before and before.text.casefold() in BEFORE_DATES and after and DAY.fullmatch(after.text)
        printed = _month(core) if dated else None
        within = before is not None and before.text.islower() and before.text.isalpha()
        printed = printed or likeliest(core, word.confidence, within=within)
        yield word._replace(text=printed + end) if printed else word


def _month(text: str) -> str | None:
    """The only month from which one letter of a text differs."""
    if is_known(text) or text in MONTH_NUMBERS:
        return None
    same = [month for month in MONTH_NUMBERS if len(month) == len(text)]
    near = {month for month in same if sum(a != b for a, b in zip(month, text, strict=True)) == 1}
    return near.pop() if len(near) == 1 else None


def _in_sentence(words: Sequence[Word]) -> Iterator[Word]:
    """Words without the stops that stand where a sentence goes on, and with those of "U.S."."""
    start: Word | None = None
    space = 0.0
    for word, after in zip(words, [*words[1:], None], strict=False):
        start = start or word
        wide = max(WIDEST * word.box.height, WIDER * space)
        beside = after is not None and _beside(word, after, wide)
        if after and SMALL.match(after.text) and (beside or _begins_the_next(start, word, after)):
            if US.fullmatch(word.text):
                word = word._replace(text="U.S.")
            elif STOPPED.fullmatch(word.text) and is_known(word.text[:-1]) and is_known(after.text.strip(".,;:")):
                word = word._replace(text=word.text[:-1])
        elif after and ON.fullmatch(word.text) and MONTH.match(after.text):
            word = word._replace(text=word.text[:-1])
        elif after and (day := DAY_OF.fullmatch(word.text)) and YEAR.match(after.text):
            word = word._replace(text=f"{day[1]},")
        space = after.box.x0 - word.box.x1 if after and beside else 0.0
        start = start if beside else after
        yield word


def _beside(word: Word, after: Word, wide: float) -> bool:
    """Whether a word is the next one on a line, at no more than a wide space."""
    level = word.box.top < after.box.bottom and after.box.top < word.box.bottom
    return level and -word.box.height < after.box.x0 - word.box.x1 <= wide


def _begins_the_next(start: Word, word: Word, after: Word) -> bool:
    """Whether a word stands under `start`, with which the line of the last one began."""
    height = max(word.box.height, after.box.height)
    below = after.box.top >= word.box.middle and after.box.top - word.box.top < CLOSE * height
    return below and abs(after.box.x0 - start.box.x0) < CLOSE * height


def _parted(word: Word) -> Iterator[Word]:
    """Two words that a speck has joined: "warrant.on"; or none but a space that was too small: "asa"."""
    match = TOGETHER.fullmatch(word.text)
    one, other = (match["one"], match["other"]) if match else (word.text[:-1], word.text[-1:])
    glued = other == "a" and one in SHORT and not is_known(word.text)
    if not (glued or (match and (is_known(one) or one.isdecimal()) and is_known(other.strip(".,;")))):
        yield word
        return
    box = word.box
    share = box.width / len(word.text)
    yield word._replace(text=one, box=box._replace(x1=box.x0 + share * len(one)))
    yield word._replace(text=other, box=box._replace(x0=box.x1 - share * len(other)))


def _alike(words: Sequence[Word]) -> tuple[Word, ...]:
    """Words whose apostrophes, where they were hard to recognise, are those of the rest of the page."""
    sure = "".join(word.text for word in words if word.confidence >= SURE)
    usual, other = sorted(APOSTROPHES, key=sure.count, reverse=True)
    if sure.count(usual) == sure.count(other):
        return tuple(words)
    return tuple(
        word._replace(text=word.text.replace(other, usual)) if other in word.text and word.confidence < SURE else word
        for word in words
    )
