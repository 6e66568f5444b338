"""Characters that take no room in print: zero-width spaces and joiners, the byte order mark, soft hyphens.

visible("immi\u00adgration")    -> "immigration"
"""

import re
from collections.abc import Sequence

from .layout import Word

INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")


def visible(text: str) -> str:
    """Text without characters of no width."""
    return text if text.isascii() else INVISIBLE.sub("", text)


def visible_texts(words: Sequence[Word]) -> list[str]:
    """The texts of words without characters of no width."""
    return [text if (text := word.text).isascii() else INVISIBLE.sub("", text) for word in words]
