"""Whether the words of a page are language, or what a broken font encoding makes of it.

common_words(words)     how many of them are everyday English
garbled(words)          True for "Rho1e Is|and 5tate Police"
plausible(words)        False for "7KH VXEMHFW HQWHUHG", for boxes, and for words run together
"""

import re
from collections.abc import Sequence

from encounters.extraction.layout import Word

COMMON = frozenset(
    "a after an and are as at be by citizen county date for from have immigration in into is law of on or program"
    " state states subject that the their this to united was were which who will with".split()
)
UNKNOWN = "\ufffd"
INVISIBLE = "\u200b\u200c\u200d\ufeff\u00ad"
"""Characters without width that word processors leave in a text."""
GARBLED = re.compile(r"[a-z][\d|!$][a-z]|[a-z][|!]|[|!][a-z]|\d[a-z]{3}")
"""What poor recognition leaves in words: "Rho1e", "m|sdemeanor", "5tate"."""
MOST_GARBLED = 0.02
FEWEST = 12
"""Words with letters that are enough to judge a language by."""
LEAST_COMMON = 0.12
MOST_STRANGE = 0.08


def common_words(words: Sequence[Word]) -> int:
    """How many words are among the commonest of these bulletins."""
    return sum(word.text.strip(".,;:()").casefold() in COMMON for word in words)


def plausible(words: Sequence[Word]) -> bool:
    """Whether text reads as English. Too little text to tell counts as plausible if its characters are."""
    text = "".join([word.text for word in words])
    if _strange(text) > MOST_STRANGE * len(text):
        return False
    common = common_words(words)
    if common >= LEAST_COMMON * len(words):
        return True
    lettered = sum(any(character.isalpha() for character in word.text) for word in words)
    return lettered < FEWEST or common >= LEAST_COMMON * lettered


def garbled(words: Sequence[Word]) -> bool:
    """Whether text reads as what poor recognition made of a page."""
    odd = " ".join([word.text for word in words if not word.text.isalpha()])
    return len(GARBLED.findall(odd)) > MOST_GARBLED * len(words)


def _strange(text: str) -> int:
    """How many characters nobody prints: of a font's private use, controls, the one for an unknown character."""
    if text.isprintable() and UNKNOWN not in text:
        return 0
    return sum(character == UNKNOWN or not (character.isprintable() or character in INVISIBLE) for character in text)
