"""Folding of printed names to the keys that tables are looked up by.

fold("Côte d’Ivoire")        -> "cote divoire"
fold("St. Kitts & Nevis")    -> "st kitts and nevis"
one_edit_apart("mexco", {"mexico": ...})  -> ["mexico"]
"""

import re
import unicodedata
from collections.abc import Container

_SILENT = re.compile(r"[.'’‘`´]")
_BETWEEN = re.compile(r"[^\w&]+")
_LETTERS = "abcdefghijklmnopqrstuvwxyz "
LONGEST = 120


def fold(printed: str) -> str:
    """Lower case without accents; full stops and apostrophes gone, other punctuation a space, "&" is "and"."""
    if not printed.isascii():
        decomposed = unicodedata.normalize("NFKD", printed)
        printed = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(_BETWEEN.sub(" ", _SILENT.sub("", printed.casefold())).replace("&", " and ").split())


def fold_country(printed: str) -> str:
    """`fold`, and "the" in front or behind a comma is no part of a country's name; "Saint" is printed "St."."""
    words = fold(printed).split()
    if words[:1] == ["the"]:
        words = words[1:]
    if words[-1:] == ["the"]:
        words = words[:-1]
    return " ".join("st" if word == "saint" else word for word in words)


def one_edit_apart(key: str, known: Container[str]) -> list[str]:
    """Members of `known` that one slip turns into `key`, sorted: a character dropped, added, changed, or two swapped.

    Costs some 50 look-ups a character of `key`, so it is for names that no table has; a longer one than `LONGEST` is
    no name.
    """
    if len(key) > LONGEST:
        return []
    found: set[str] = set()
    for i in range(len(key) + 1):
        head, tail = key[:i], key[i:]
        candidates = [head + letter + tail for letter in _LETTERS]
        if tail:
            candidates.append(head + tail[1:])
            candidates += [head + letter + tail[1:] for letter in _LETTERS]
        if len(tail) > 1:
            candidates.append(head + tail[1] + tail[0] + tail[2:])
        found.update(candidate for candidate in candidates if candidate in known)
    found.discard(key)
    return sorted(found)
