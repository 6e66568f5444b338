"""The words that bulletins are written in, and which of them a misread word was.

is_known("trespass")        True
likeliest("tespass", 0.5)   "trespass"
likeliest("lowa", 0.9)      "Iowa"
likeliest("Barrow", 0.3)    None: nothing tells that it was misread
"""

import re
from collections import Counter
from functools import cache

from encounters.extraction.coding import tables

from .quality import COMMON

# What the sentences around the charges are made of.
OF_NARRATIVES = frozenset(
    "about above abroad according additional adjusted administrative admission admitted against age agency alien"
    " aliens also although anyone approximately arrest arrested arresting arrival arrived authorities authority"
    " authorization authorized bail because been before being believed between border both but cases charge"
    " charged charges charging citizens commit committed conditional convict convicted conviction convictions"
    " corrections country counts county course court crewman criminal current currently custody dated days"
    " deceived declined deferred denied depart departed department departure deported despite detained detainer"
    " detainers detention did does due during each eight encounter encountered encounters enforcement enter"
    " entered entering entry expired facility failed federal felony fifth filed final five following former found"
    " four fourth fugitive further granted guilty had has have having held her him his history honor honored"
    " honoring hours however identified identity illegal illegally immigrant immigrants incident include includes"
    " including indicted inspected inspection into issued jail judge jurisdiction known last later lawful lawfully"
    " least legal local location lodged longer made manner may months national nationals near nine non"
    " nonimmigrant not notice notification notifying numerous occasion occasions offense offenses officer officers"
    " official officials once one only order ordered other outstanding over overstay overstayed parole paroled"
    " partner pending period permanent permission permit permitted person placed pleaded pleasure pled police port"
    " possession previous previously prior prison probation proceedings process processed program prosecution"
    " recognizance record records reentered reentry refugee refused released remain remained remains removal"
    " removed request required resident residents result returned said same sentence sentenced served serves"
    " serving seven several she sheriff since six some status stay still student subject subjects subsequently"
    " surrender taken temporary ten terms than them then there these they third those three through time together"
    " tourist transferred treaty trial twice two under undocumented united university unknown unlawful unlawfully"
    " until upon used using valid vehicle violated visa visitor waiver wanted warrant warrants was well were when"
    " where while within without work worker would years yet".split()
)
OF_AGENCIES = frozenset("force marshal model patrol sheriffs task tribal".split())
SHORT = frozenset("a all an any as at be by do he if in is it its no of on or our own so to up we".split())
OF_LETTERS = re.compile(r"(?<![\w.])[a-z]+(?![\w.])")
OFTEN = 2
"""Times that a word stands among the labelled charges, at least: once it may be a slip."""
LEAST = 4
"""Letters of a word of charges that is no abbreviation."""
LONG = 6
"""Letters of a word in which one that is lost, added or mistaken leaves no doubt what it was."""
BELIEVED, DOUBTED, HARDLY = 0.85, 0.6, 0.3
"""Certainty of a word that is left as it is; under which a letter may be lost, added or mistaken; or even a capital."""
ALIKE = (
    *(("!", "l"), ("|", "l"), ("1", "l"), ("I", "l"), ("0", "o"), ("5", "s"), ("$", "s"), ("é", "e"), ("€", "e")),
    *(("rn", "m"), ("m", "rn"), ("vv", "w"), ("w", "tr"), ("c", "e"), ("e", "c"), ("g", "q"), ("q", "g"), ("d", "cl")),
    *(("a", "ci"), ("ri", "n"), ("li", "ll")),
)
"""What recognition takes for something else."""
MARKED = {"Dofia": "Doña", "Curagao": "Curaçao", "Tiirkiye": "Türkiye", "Céte": "Côte", "C6te": "Côte"}
"""Names of counties and countries with a mark that recognition does not know, as it reads them and as nobody prints
them."""
SMALL_L = re.compile(r"l(?=[A-Z]|[cdfghjkmnp-tvwxz]|b(?!s?\b)|ll|owa\b)")
"""What no English word begins with: an I, as in "Indiana", "ICE" and "Iowa"."""


@cache
def words() -> frozenset[str]:
    """In small letters."""
    printed = Counter(
        word
        for table in ("offense_labels.csv", "offense_labels_more.csv")
        for row in tables.rows(table)
        for word in OF_LETTERS.findall(row["text"].casefold())
    )
    of_charges = (word for word, times in printed.items() if len(word) >= LEAST and times >= OFTEN)
    return frozenset(of_charges) | OF_NARRATIVES | OF_AGENCIES | SHORT | COMMON


def is_known(word: str) -> bool:
    return word.casefold() in words()


def likeliest(word: str, confidence: float, *, within: bool = False) -> str | None:
    """The word that a misread one was; None where it may be right, or none is nearest.

    `confidence` is that of recognition, 0 to 1: the less certain, the more is taken for misread. `within` a sentence
    a capital may be misread too.
    """
    if word in MARKED:
        return MARKED[word]
    if SMALL_L.match(word):
        return f"I{word[1:]}"
    if word.endswith("!") and (word == "E!" or is_known(f"{word[:-1]}l")):
        return f"{word[:-1]}l"
    if confidence >= BELIEVED or is_known(word):
        return None
    for seen, printed in ALIKE:
        if word.count(seen) == 1 and is_known(word.replace(seen, printed)):
            return word.replace(seen, printed)
    if confidence >= DOUBTED or len(word) < LONG or not word.isalpha():
        return None
    near = _near(word) if word.islower() else set()
    if within and confidence < HARDLY and word[1:].islower() and not near:
        near = _near(word.casefold()) & OF_NARRATIVES
    return near.pop() if len(near) == 1 else None


def _near(word: str) -> set[str]:
    """Known words from which one letter is lost, added or mistaken; not one that is its plural, or the like."""
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    letters = "abcdefghijklmnopqrstuvwxyz"
    added = {a + letter + b for a, b in cuts[:-1] for letter in letters}
    mistaken = {a + letter + b[1:] for a, b in cuts[:-1] for letter in letters}
    lost = {a + b[1:] for a, b in cuts[:-2]}
    return (added | mistaken | lost) & words()
