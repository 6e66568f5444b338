"""What stands behind a comma and only describes the charge in front of it, though no word of degree or quantity says so.

    theft | , loss of more than $200                              a measure
    hit and run | , unattended vehicle                            a thing or person, and how it was
    child abuse | , knowingly or recklessly                       the manner
    substantial battery | , intend bodily harm                    the harm that an assault is about
    possession with intent to distribute | , narcotic             the drug of an act that names none
    deadly conduct | , discharging a firearm at a person          what the law says of a charge of that name

`rules.py` asks these in turn. Each sees the words of the charge so far and those of the piece behind the comma.
"""

from collections.abc import Callable

from . import phrases
from .phrases import Words
from .vocabulary import load

ASSAULTIVE = phrases.ASSAULTS | frozenset("abuse robbery menacing sexual cruelty kidnapping crash accident".split())
RANKS = frozenset("highest high higher total aggregate".split())
LONGEST_KIND = 3
TELLING, LONGEST_TOLD = frozenset("active activated".split()), 4
COMPARING = frozenset("exceeding unknown not greater at up below above was is".split())
OF_THINGS = frozenset("of under over less with by during".split())
DRUG_ACTS = frozenset("deliver distribute sell manufacture dispense intent nuisance premises place".split())


def describes(charge: Words, right: Words) -> bool:
    """Whether `right` says more of the charge instead of being one. `charge` is every word of the charge so far."""
    return any(kind(right) for kind in OF_ITSELF) or any(kind(charge, right) for kind in OF_A_CHARGE)


def _is_measure(right: Words) -> bool:
    """ "damage of $200 or more", "value less than $500"; not "damage to property", "damage or destruction" """
    measures = load().measures
    amount = right[0] in measures or (right[0] in RANKS and right[1:2] and right[1] in measures)
    return bool(amount) and "to" not in right and (len(right) == 1 or right[0] in RANKS or _is_how_much(right[1]))


def _is_how_much(word: str) -> bool:
    known = word in phrases.PREPOSITIONS or word in load().measures or word in COMPARING
    return known or phrases.NUMBER.match(word) is not None


def _is_thing(charge: Words, right: Words) -> bool:
    """ "unattended vehicle", "serious physical injury", "victim"; a weapon or harm only of an assault, no "stolen vehicle" """
    words = load()
    phrase = phrases.initial(right)
    plain = all(word in words.objects or word in words.plain or word in words.states for word in phrase)
    behind = right[len(phrase)] if len(right) > len(phrase) else "of"
    if not plain or behind not in OF_THINGS or phrases.is_opening(right) or not words.heads.isdisjoint(phrase):
        return False
    kinds = phrases.object_classes(phrase)
    if kinds & {"substance", "document"}:
        return False
    return bool(kinds) and (kinds.isdisjoint({"weapon", "injury"}) or any(word in ASSAULTIVE for word in charge))


def _is_state(right: Words) -> bool:
    """ "lights and siren active", "unattended", "DUI related" """
    told = right[-1] in TELLING and len(right) <= LONGEST_TOLD and not phrases.is_gerund(right[0])
    related = right[-1] == "related" and len(right) == len(("DUI", "related"))
    return told or related or (right[0] in load().states and not phrases.is_charge(right))


def _is_manner(right: Words) -> bool:
    """ "physically helpless to resist", "knowingly or recklessly", "negligently cause" """
    rest = [word for word in right if word not in load().manners and word not in ("or", "and")]
    return right[0] in load().manners and (not rest or rest[0] in phrases.HARMING or not phrases.begins_charge(rest))


def _is_harm(charge: Words, right: Words) -> bool:
    """ "intend bodily harm", "cause injury"; not "inflict corporal injury on a spouse", which is a charge"""
    harm = phrases.object_classes(right) & {"injury"} and not phrases.is_opening(right)
    return right[0] in phrases.HARMING and bool(harm) and any(word in ASSAULTIVE for word in charge)


def _is_drug(charge: Words, right: Words) -> bool:
    """The drug of an act that names none: "possession with intent to sell, narcotic"; not "theft, narcotics" """
    named = "substance" in phrases.object_classes(charge)
    acts = any(word in DRUG_ACTS for word in charge)
    return acts and not named and phrases.object_class(right) == "substance" and not phrases.is_charge(right)


def _is_listed(charge: Words, right: Words) -> bool:
    """What `details` of the vocabulary lists for a charge of that name."""
    if right[1:3] == ("to", "appear"):
        return False  # of no crash, but of a court
    whole = "-".join(right[:3])
    told = {whole} if phrases.is_opening(right) else {right[0], "-".join(right[:2]), whole}
    text = f" {' '.join(charge)} ".replace("/", " ")
    return any(f" {name} " in text and told & details for name, details in load().details.items())


def may_be_kind(charge: Words, right: Words) -> bool:
    """Whether `right`, though it could be a charge, may only say which kind of the charge in front is meant.

    "second degree assault, strangulation"; "lascivious acts with a child, solicitation"; nothing in the list tells.
    """
    kinds = load().kinds
    if len(right) > LONGEST_KIND or not phrases.only_modifiers(right[:-1]):
        return False
    return any(right[-1] in kinds[word] for word in charge if word in kinds)


OF_ITSELF: tuple[Callable[[Words], bool], ...] = (_is_measure, _is_state, _is_manner)
OF_A_CHARGE: tuple[Callable[[Words, Words], bool], ...] = (_is_thing, _is_harm, _is_drug, _is_listed)
