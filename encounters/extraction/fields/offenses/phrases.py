"""What kind of phrase the words of a piece are: a charge, a qualifier, an act that waits for its object, an object."""

import re
from collections.abc import Sequence

from encounters.extraction.coding import states

from .vocabulary import load

type Words = Sequence[str]

PREPOSITIONS = frozenset(
    "of with without by in on at for to from while against under over into upon during between within through w/ when"
    " where involving causing resulting using as less more".split()
)
NUMBER = re.compile(
    r"[$<>=.#]*\d[\d,./-]*(?:st|nd|rd|th|g|kg|oz|lbs?|mph|k|%|\+)?\.?$|^[ivx]{1,4}$|^(?:one|two|three|four|five|six|seven|eight|nine|ten|half)$"
)
ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)$|^(?:first|second|third|fourth|fifth|sixth)$")
HARMING = frozenset(
    "impede impair obstruct restrict choke strangle cause inflict intend threaten strike touch push display exhibit".split()
)
ASSAULTS = frozenset(
    "assault assaulting battery assaults batteries strangulation violence stalking harassment menacing".split()
)
NOTHING_MORE = frozenset("and or".split())
GRADES = frozenset("degree offense class felony misdemeanor level count counts cts".split())


def initial(words: Words) -> list[str]:
    """The words before the first preposition: the noun phrase that a phrase begins with."""
    for number, word in enumerate(words):
        if word in PREPOSITIONS and number:
            return list(words[:number])
    return list(words)


def is_gerund(word: str) -> bool:
    return word.endswith("ing") and len(word) > 5


def is_opening(words: Words) -> bool:
    """Whether the first words are a beginning that the vocabulary lists."""
    vocabulary = load()
    if words[0] == "no":
        return len(words) > 1 and not denies(words)
    return any(tuple(words[:length]) in vocabulary.phrases for length in (1, 2, 3))


def is_charge(words: Words) -> bool:
    """Whether the words make a charge of their own: a head, a gerund or a listed beginning before any preposition."""
    vocabulary = load()
    if is_opening(words) or _opens_behind_modifiers(words):
        return True
    phrase = initial(words)
    if any(_is_head(word) for word in phrase):
        return True
    if phrase[0] in vocabulary.openers and len(words) > 1 and phrase[0] != "no":
        return True
    first = next((word for word in phrase if word not in vocabulary.modifiers and not word.endswith("ly")), None)
    return any(is_gerund(word) and word not in vocabulary.trailing_gerunds for word in (first, phrase[-1]) if word)


def _opens_behind_modifiers(words: Words) -> bool:
    """ "simple criminal damage to property" """
    behind = next((place for place, word in enumerate(words) if word not in load().modifiers), len(words))
    return any(is_opening(words[place:]) for place in range(1, min(behind + 1, len(words))))


def begins_charge(words: Words) -> bool:
    """Whether the words are a charge, or begin as one with a verb: "swear/curse" of "swear/curse or drunk in public"."""
    return is_charge(words) or any(part in load().verbs for part in words[0].split("/"))


def _is_head(word: str) -> bool:
    heads = load().heads
    return word in heads or any(part in heads for part in re.split(r"[/-]", word) if part)


def only_modifiers(words: Words) -> bool:
    """Whether the words only describe something yet to come; "habitual criminal", "criminal attempt" are complete."""
    complete = len(words) > 1 and words[-1] in ("criminal", "felony", "misdemeanor", "attempt")
    return not complete and all(word in load().modifiers for word in words)


def is_qualifier(words: Words) -> bool:
    """Whether every word belongs to a degree, grade, age, quantity or enhancement, and one of them surely does."""
    vocabulary = load()
    if words[0] in vocabulary.parties and list(words[1:2]) != ["not"] and not any(_is_head(word) for word in words[1:]):
        return True
    if is_opening(words) or _opens_behind_modifiers(words) or ("violence" in words and not is_violence(words)):
        return False
    strong = False
    for word in words:
        parts = [part for part in re.split(r"[/-]", word) if part] or [word]
        for part in parts:
            if part in vocabulary.strong_qualifiers or ORDINAL.search(part) or NUMBER.search(part):
                strong = True
            elif part not in vocabulary.weak_qualifiers:
                return False
    return strong


def is_degree(words: Words) -> bool:
    """Whether the words grade a charge and cannot be one: "second offense", "first degree"; not "domestic violence" """
    return words[-1] in GRADES and is_qualifier(words)


def denies(words: Words) -> bool:
    """ "no force", "no injury"; not "no insurance" or "no contact order violation", which are charges."""
    denied = words[0] == "no" and len(words) > 1 and words[1] in load().harmless
    return denied and not any(_is_head(word) for word in words[2:])


def is_dangling(words: Words) -> bool:
    """Whether a participle at the end describes what is still to come: "possession of a forged", not "to a minor"."""
    last = words[-1]
    describes = last in load().modifiers and (last.endswith(("ed", "en", "less", "ous", "ent")) or last in DESCRIBING)
    return describes and len(words) > 1 and words[-2] in ARTICLES


ARTICLES = frozenset("a an the of any with".split())
DESCRIBING = frozenset("counterfeit false fictitious fraudulent illegal dangerous deadly".split())


def are_series(left: Words, right: Words) -> bool:
    """Whether the words around a separator are of one series: "pointing and presenting", "abuse, neglect"."""
    return (left[-1], right[0]) in load().series


def is_violence(words: Words) -> bool:
    """ "family violence", "domestic violence", "domestic abuse": of an assault the qualifier, else a charge."""
    named = "violence" in words or ("domestic" in words and "abuse" in words)
    return named and set(words) <= {"family", "domestic", "dating", "violence", "household", "abuse"}


def is_citation(words: Words) -> bool:
    """Whether the words only cite a statute: "VTL 1192.3", "PC 273.5", "§ 18.2-57", "A.R.S. 13-1204"."""
    if not all(word in CITING or CITED.match(word) for word in words):
        return False
    numbers = [word for word in words if word not in CITING]
    return bool(numbers) and (len(numbers) < len(words) or any(PARTED.search(word) for word in numbers))


CITING = frozenset(
    "§ §§ section sections sec s ss statute code penal law vtl pl p.l pc tpc hs h&s hsc vc cvc bp b&p ars a.r.s rcw orc o.r.c ors"
    " mca nrs nmsa rs r.s usc u.s.c fs f.s fss tca t.c.a cgs c.g.s mcl ocga o.c.g.a ic rsmo ksa k.s.a crs c.r.s ucr statutes".split()
) | frozenset(word for name in states.NAMES.values() for word in name.lower().split())
CITED = re.compile(r"§*(?:\d[\w.:-]*|[a-z]{1,2}\d+[.:-]\d[\w.:-]*)$")
PARTED = re.compile(r"\d[.:-]\d")


def is_assault(words: Words) -> bool:
    return any(word in ASSAULTS for word in words)


def open_act(words: Words) -> str | None:
    """The form of an act at the end of the words that still needs its object: "noun", "gerund", "verb", or None."""
    vocabulary = load()
    last, before = words[-1], tuple(words[:-1])
    free = only_modifiers(before)
    if last in vocabulary.bare_acts and free:
        return "noun"
    adverbs = all(word.endswith("ly") for word in before)  # "vehicular eluding", "improper passing" are complete
    if (
        is_gerund(last)
        and adverbs
        and last not in vocabulary.whole_gerunds
        and last not in vocabulary.heads - OPEN_HEADS
    ):
        return "gerund"
    if last in vocabulary.verbs and (before[-1:] == ("to",) or (adverbs and last not in vocabulary.heads)):
        return "verb"
    return None


ALONE = frozenset("resisting obstructing eluding evading fleeing".split())
"""Gerunds that often stand without their object in a list: "eluding, theft"."""

OPEN_HEADS = frozenset(
    "resisting obstructing disarming threatening tampering operating driving violating delivery eluding evading fleeing"
    " brandishing carrying discharging impersonating interfering disturbing neglecting endangering abandoning furnishing"
    " producing promoting procuring compelling enticing luring possessing receiving manufacturing transporting".split()
)


def begins_with(form: str, words: Words) -> bool:
    """Whether the words begin with an act of a form, behind modifiers; or with a modifier."""
    vocabulary = load()
    if form == "modifier":
        return words[0] in vocabulary.modifiers
    first = next((word for word in words if word not in vocabulary.modifiers), words[0])
    if form == "noun":
        return first in vocabulary.bare_acts
    if form == "gerund":
        return is_gerund(first)
    return begins_with_verb(words)


def begins_with_verb(words: Words) -> bool:
    """Whether the first word is a verb in its base form; that of "traffic offense" is none."""
    vocabulary = load()
    first, second, heads = words[0], words[1] if len(words) > 1 else "", vocabulary.heads
    if first not in vocabulary.verbs:
        return False
    return second in ("a", "an", "the") if first in heads else second not in heads


def object_class(words: Words) -> str | None:
    """The class of the things that the words are, where they are nothing else: "a firearm" is a weapon."""
    phrase = initial(words)
    return load().objects.get(phrase[-1])


def object_classes(words: Words) -> set[str]:
    objects = load().objects
    return {objects[word] for word in words if word in objects}


def has_slot(words: Words) -> bool:
    """Whether the words have a place for an object: a preposition, or a gerund at the beginning."""
    return any(word in PREPOSITIONS for word in words[1:]) or is_gerund(words[0])
