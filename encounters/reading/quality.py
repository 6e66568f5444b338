"""Whether the words of a page are language, or what a broken font encoding makes of it.

common_words(words)     how many of them are everyday English
plausible(words)        False for "7KH VXEMHFW HQWHUHG", for boxes, and for words run together
"""

import re
from collections.abc import Sequence

from encounters.extraction.layout import Word

COMMON = re.compile(
    "a|after|an|and|are|as|at|be|by|citizen|county|date|for|from|have|immigration|in|into|is|law|of|on|or"
    "|program|state|states|subject|that|the|their|this|to|united|was|were|which|who|will|with",
    re.IGNORECASE,
)
FEWEST = 12
"""Words with letters that are enough to judge a language by."""
LEAST_COMMON = 0.12
MOST_STRANGE = 0.08


def common_words(words: Sequence[Word]) -> int:
    """How many words are among the commonest of these bulletins."""
    return sum(COMMON.fullmatch(word.text.strip(".,;:()")) is not None for word in words)


def plausible(words: Sequence[Word]) -> bool:
    """Whether text reads as English. Too little text to tell counts as plausible if its characters are."""
    text = "".join(word.text for word in words)
    strange = sum(not (character.isprintable() or character in "\u200b\u200c\u200d\ufeff\u00ad") for character in text)
    private = sum("\ue000" <= character <= "\uf8ff" or character == "\ufffd" for character in text)
    if strange + private > MOST_STRANGE * len(text):
        return False
    lettered = sum(any(character.isalpha() for character in word.text) for word in words)
    return lettered < FEWEST or common_words(words) >= LEAST_COMMON * lettered
