"""Characters as people read them, whatever a font calls them.

clean("oﬃcer")         -> "officer"        typographic ligatures
clean("non‑immigrant") -> "non-immigrant"  hyphens that are not the keyboard's
clean("a\\0b\\u202e")    -> "ab"             what has no shape: controls, turns of direction, tags
clean("\\ud800")        -> "\\ufffd"        half a character, or nothing but controls
"""

LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
HYPHENS = dict.fromkeys("\u2010\u2011\u2043\x02\ufffe", "-")
CONTROLS = (*range(0x20), *range(0x7F, 0xA0))
DIRECTIONS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x2070))
NOTHING = (*range(0xFDD0, 0xFDF0), 0xFFFF, *range(0xE0000, 0xE0080))
"""Codes that stand for no character, and tags."""
SURROGATES = range(0xD800, 0xE000)
UNKNOWN = "\ufffd"
CLEANED = str.maketrans(
    dict.fromkeys((*CONTROLS, *DIRECTIONS, *NOTHING), "") | dict.fromkeys(SURROGATES, UNKNOWN) | LIGATURES | HYPHENS
)


def clean(text: str) -> str:
    """The text of a word in characters that can be shown, kept and sent; it may be empty."""
    if text.isascii() and text.isprintable():
        return text
    cleaned = text.translate(CLEANED)
    return cleaned if cleaned or not any(ord(character) in CONTROLS for character in text) else UNKNOWN
