"""Characters as people read them, whatever a font calls them.

clean("oﬃcer")         -> "officer"        typographic ligatures
clean("non‑immigrant") -> "non-immigrant"  hyphens that are not the keyboard's
"""

LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
HYPHENS = dict.fromkeys("\u2010\u2011\u2043\x02\ufffe", "-")
CLEANED = str.maketrans(LIGATURES | HYPHENS)


def clean(text: str) -> str:
    """The text of a word with ligatures spelled out and hyphens made plain."""
    return text if text.isascii() and "\x02" not in text else text.translate(CLEANED)
