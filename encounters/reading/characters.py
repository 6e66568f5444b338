"""Characters as people read them, whatever a font calls them.

clean("oﬃcer")         -> "officer"        typographic ligatures
clean("Barth´elemy")   -> "Barthélemy"     accents that are printed over a letter
clean("non‑immigrant") -> "non-immigrant"  hyphens that are not the keyboard's
clean("a\\0b\\u202e")    -> "ab"             what has no shape: controls, turns of direction, tags
clean("\\ud800")        -> "\\ufffd"        half a character, or nothing but controls
"""

import re
from functools import lru_cache
from unicodedata import normalize

LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
HYPHENS = dict.fromkeys("\u2010\u2011\u2043\u2212\x02\ufffe", "-")
CONTROLS = (*range(0x20), *range(0x7F, 0xA0))
DIRECTIONS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x2070))
NOTHING = (*range(0xFDD0, 0xFDF0), 0xFFFF, *range(0xE0000, 0xE0080))
"""Codes that stand for no character, and tags."""
SURROGATES = range(0xD800, 0xE000)
UNKNOWN = "\ufffd"
CLEANED = str.maketrans(
    dict.fromkeys((*CONTROLS, *DIRECTIONS, *NOTHING), "") | dict.fromkeys(SURROGATES, UNKNOWN) | LIGATURES | HYPHENS
)


BARE_LIGATURE = re.compile(r"(?<=[A-Za-z])[\x0b\x0c\x0e\x0f\x1b-\x1f]|[\x0b\x0c\x0e\x0f\x1b-\x1f](?=[a-z])")
BARE_LIGATURES = dict(zip("\x0b\x0c\x0e\x0f\x1b\x1c\x1d\x1e\x1f", "ﬀﬁﬃﬄﬀﬁﬂﬃﬄ", strict=True))
"""Codes of ligatures in TeX's fonts, which reach the page as they are where a font does not say what they mean."""
ACCENT = re.compile(r"([´`¨ˆ˜¸ˇ˚])\s?([A-Za-zı])")
COMBINING = dict(zip("´`¨ˆ˜¸ˇ˚", "\u0301\u0300\u0308\u0302\u0303\u0327\u030c\u030a", strict=True))


def spelled_out(text: str) -> str:
    """The text of a page, its ligatures as such where they are bare codes; as long as before."""
    if not any(code in text for code in BARE_LIGATURES):  # as in almost every text; a search takes longer
        return text
    return BARE_LIGATURE.sub(lambda match: BARE_LIGATURES[match[0]], text)


@lru_cache(maxsize=1_000)
def clean(text: str) -> str:
    """The text of a word in characters that can be shown, kept and sent; it may be empty."""
    if text.isascii() and text.isprintable():
        return text
    cleaned = text.translate(CLEANED)
    if ACCENT.search(cleaned):
        cleaned = ACCENT.sub(lambda match: normalize("NFC", match[2].replace("ı", "i") + COMBINING[match[1]]), cleaned)
    return cleaned if cleaned or not any(ord(character) in CONTROLS for character in text) else UNKNOWN
