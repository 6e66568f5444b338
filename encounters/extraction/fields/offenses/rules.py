"""The rules that know whether a separator stands inside a charge or between two; `grammar.py` asks them in order.

    continuation(joint)     joined, sure: "assault | , with a deadly weapon"
                            None: nothing that this rule knows

A rule says how sure it is, and tells by examples, in which "|" stands before each piece.
"""

from . import details, pairs, phrases
from .joints import LIKELY, SURE, UNSURE, Joint, Verdict
from .pieces import Piece
from .vocabulary import load

HINDERING = frozenset("impede obstruct restrict".split())
OF_BREATH = ("breath", "air", "circul", "blood", "throat", "neck")
DISTURBING = frozenset(
    "disorderly mischief damage trespass trespassing threats menacing intimidation imprisonment".split()
)
"""Of these "domestic violence" is as often a mark of the court as a charge of its own."""
GRADING = frozenset("simple aggravated domestic".split())


def surely_new(joint: Joint) -> Verdict | None:
    """A semicolon, or "two counts of" in front; but a degree is no charge: "driving while intoxicated; second offense" """
    right = joint.right
    if right.separator == ";" and not right.counted and phrases.is_degree(right.words):
        return Verdict(True, LIKELY)
    return Verdict(False, SURE) if right.separator == ";" or right.counted else None


def citation(joint: Joint) -> Verdict | None:
    """The statute of a charge, behind it or in front: "assault, PC 240"; "VTL 1192.3, driving while intoxicated" """
    leads = phrases.is_citation(joint.charge[0].words)
    if phrases.is_citation(joint.right.words):
        return Verdict(joint.right.separator == "," and not leads, LIKELY)
    return Verdict(True, LIKELY) if leads and len(joint.charge) == 1 and joint.right.separator == "," else None


def fixed_pair(joint: Joint) -> Verdict | None:
    """ "aggravated assault and battery"; other pairs were joined before."""
    return Verdict(True, LIKELY) if pairs.is_pair(joint.left, joint.right) else None


def waiting_for_object(joint: Joint) -> Verdict | None:
    """ "manufacture, sale and delivery of a controlled substance", "lewd and lascivious acts", "wear, carry or transport" """
    left, right = joint.left.words, joint.right.words
    closed = len(joint.charge) > 1 and joint.left.separator in (
        "and",
        "or",
    )  # "breaking and entering | and brandishing"
    form = None if closed else phrases.open_act(left)
    if phrases.is_dangling(left) and joint.right.separator != ";":
        return Verdict(True, LIKELY)
    owed = any("to" in piece.words for piece in joint.charge)  # "refusing to leave"
    complete = owed and form == "verb" and left[-1] in load().duties and right[0] not in load().duties
    goes_on = joint.right.separator == "or" or right[0] in ("attempting", "using") or phrases.are_series(left, right)
    if form == "gerund" and left[-1] in phrases.ALONE and not goes_on:
        return None if len(right) == 1 else Verdict(False, LIKELY)  # "fleeing | , discharging a firearm"
    if form and phrases.begins_with(form, right) and not complete:
        return Verdict(True, LIKELY if form == "gerund" else SURE)
    named = len(left) > 1 and phrases.is_gerund(left[-1])  # "terroristic threatening" is complete
    if len(joint.charge) == 1 and phrases.only_modifiers(left) and not phrases.is_qualifier(left) and not named:
        return Verdict(True, LIKELY)
    return None


def series(joint: Joint) -> Verdict | None:
    """ "harboring, concealing or shielding aliens", "child abuse, neglect or endangerment", "schemes and artifices" """
    left, right, following = joint.left.words, joint.right, joint.following
    closed = (
        left[-2:-1] == ("and",) and right.separator == ","
    )  # "fleeing and eluding, | evading arrest | or detention"
    if closed or not phrases.are_series(left, right.words):
        return None
    ends_in_or = following is not None and following.separator == "or"
    disjunct = right.separator == "or" or (right.separator == "," and ends_in_or)
    return Verdict(True, LIKELY) if disjunct or len(left) == 1 or len(right.words) == 1 else None


def aim(joint: Joint) -> Verdict | None:
    """ "with intent to sell, manufacture or deliver", "to murder, rob or rape" """
    left, right, following = joint.left.words, joint.right, joint.following
    aims = load().aims
    aimed = left[-1] in aims and any("intent" in piece.words for piece in joint.charge)
    closed = joint.left.separator == "or" and right.separator == "and"  # "to rob or murder | and use or possession of"
    if not aimed or closed or right.words[0] not in aims or right.words[1:2] == ("of",):
        return None
    listed = right.separator != "," or (following is not None and following.words[0] in aims)
    return Verdict(True, LIKELY) if listed else None


def others(joint: Joint) -> Verdict | None:
    """ "cannabis, | cocaine | or other drugs"; "visas, | permits | and other documents" """
    named = phrases.object_class(joint.right.words)
    if joint.right.words[0] == "other" and named and joint.right.separator != ",":
        return Verdict(True, LIKELY)
    following = joint.following
    ends = following is not None and following.words[0] == "other" and phrases.object_class(following.words)
    return Verdict(True, LIKELY) if ends and named and len(joint.right.words) == 1 else None


def harms(joint: Joint) -> bool:
    """ "battery, | touch or strike", "assault, | impede breath"; not "stalking, | touch or strike battery" """
    next_is_charge = joint.following is not None and phrases.is_charge(joint.following.words)
    harming = joint.right.words[0] in phrases.HARMING and phrases.is_assault(joint.charge[0].words)
    if joint.right.words[:2] == ("threaten", "to") or phrases.is_opening(joint.right.words):
        return False
    if harming and joint.right.words[0] in HINDERING:  # breath is hindered, or a call: "and obstruct an emergency call"
        ahead = (*joint.right.words, *(joint.following.words if joint.following else ()))
        harming = any(word.startswith(OF_BREATH) for word in ahead)
    return harming and not (joint.following is not None and joint.following.separator == "or" and next_is_charge)


def begins_next(joint: Joint) -> Verdict | None:
    """A lone modifier or verb before another begins what follows: "theft, | lewd and lascivious conduct" """
    following = joint.following
    closed = len(joint.charge) > 1 and joint.left.separator in ("and", "or")
    if harms(joint):
        return None
    run = following and len(joint.right.words) == 1 and phrases.begins_with_verb(following.words)
    if (
        run
        and joint.right.separator != "or"
        and phrases.begins_with_verb(joint.right.words)
        and (closed or not phrases.open_act(joint.left.words))
    ):
        return Verdict(False, LIKELY)
    lone = following and len(joint.right.words) == 1 and following.separator == "or" and not following.comma
    whole = not phrases.only_modifiers(joint.left.words) and not phrases.open_act(joint.left.words)
    if lone and whole and following and phrases.are_series(joint.right.words, following.words):
        return Verdict(False, LIKELY)  # "burglary, | damage | or destruction of property"
    if (
        following
        and joint.right.separator != "or"
        and whole
        and phrases.only_modifiers(joint.right.words)
        and following.separator in ("and", "or")
        and phrases.begins_with("modifier", following.words)
        and not phrases.is_qualifier(following.words)
    ):
        return Verdict(False, LIKELY)
    return None


def qualifier(joint: Joint) -> Verdict | None:
    """ ", second degree"; ", 2nd offense"; ", penalty group 1"; ", less than one gram"; ", family violence" """
    right = joint.right.words
    if right == ("violence",) and joint.right.separator == "or":
        return None
    if phrases.is_violence(right):
        if phrases.is_assault(joint.charge[0].words):
            return Verdict(True, LIKELY if joint.right.separator == "," else UNSURE)
        disturbs = joint.right.separator == "," and not DISTURBING.isdisjoint(joint.charge[0].words)
        return Verdict(disturbs, UNSURE if disturbs or joint.right.separator != "," else LIKELY)
    if not phrases.is_qualifier(right):
        return None
    if right in (("felony",), ("misdemeanor",)) and joint.right.separator == "and":
        return Verdict(False, UNSURE)
    return Verdict(True, UNSURE if joint.right.separator == "and" else SURE)


def detail(joint: Joint) -> Verdict | None:
    """ ", unattended vehicle"; ", loss of more than $200"; a lone adjective that describes nothing behind it: ", criminal" """
    if joint.right.separator != ",":
        return None
    following = joint.following
    free = following is None or (
        (following.separator in (",", ";") or following.comma)
        and (not phrases.begins_with("modifier", following.words) or joint.right.words[0] in GRADING)
    )
    if free and len(joint.right.words) == 1 and phrases.only_modifiers(joint.right.words):
        return Verdict(True, LIKELY if following is None else UNSURE)
    words = [word for piece in joint.charge for word in piece.words]
    if not details.describes(words, joint.right.words):
        return None
    may_be_two = phrases.is_charge(joint.right.words)  # "stalking, threatening a witness"
    return Verdict(True, UNSURE if may_be_two else LIKELY)


def continuation(joint: Joint) -> Verdict | None:
    """ ", with a deadly weapon"; "and by force"; ", causing serious injury" """
    words, right = load(), joint.right
    first = right.words[0]
    if phrases.denies(right.words):
        return Verdict(True, LIKELY if right.separator == "," else UNSURE)
    if phrases.is_opening(right.words):
        return None
    if first == "using" and right.separator != "or":
        weapon = "weapon" in phrases.object_classes(right.words) and not {"crime", "discharge"} & set(right.words)
        return Verdict(weapon, LIKELY)
    if right.words[:3] == ("under", "the", "influence"):
        joined = right.separator == "or" or phrases.is_gerund(joint.left.words[-1])
        return Verdict(joined, LIKELY)  # "driving, under the influence"; "use or under the influence of"
    harms = first not in words.heads and phrases.is_gerund(first) and phrases.object_class(right.words) == "injury"
    if harms and phrases.is_assault(joint.charge[0].words) and right.separator == ",":
        return Verdict(True, LIKELY)  # "assault, obstructing breathing or circulation"
    if first in words.continuations:
        return Verdict(True, SURE if right.separator == "," else LIKELY)
    knowingly = first.endswith("ly") and right.separator == ","
    if knowingly and (len(right.words) == 1 or right.words[1] in words.trailing_gerunds):
        return Verdict(True, LIKELY)  # ", generally"; ", knowingly causing great bodily harm"
    if first in words.trailing_gerunds:
        joined = right.separator != "and"  # "driving without a license and causing the death of 2 passengers": two
        return Verdict(joined, LIKELY if joined else UNSURE)
    return None


def alternative(joint: Joint) -> Verdict | None:
    """ "impede breathe or circulation", "resisting arrest, search or transport": charges are not listed with "or" """
    if joint.right.separator == "or":
        complete = phrases.is_charge(joint.right.words) and phrases.is_charge(joint.left.words)
        return Verdict(True, LIKELY if complete else SURE)
    following = joint.following
    if is_one_of_several(joint):
        return Verdict(True, LIKELY)
    if names_a_drug(joint) or not following or following.separator != "or" or joint.right.separator != ",":
        return None
    act = phrases.open_act(joint.right.words) == "noun"  # "theft, | ownership | or possession of a firearm"
    if len(joint.right.words) > 2 or act:
        return None
    if not phrases.begins_charge(joint.right.words):
        if shares_with_next(joint, following):
            return Verdict(False, LIKELY)
        named = len(following.words) == 2 and phrases.is_charge(following.words)  # "burglary, | wire | or mail fraud"
        own = named and phrases.is_charge([word for piece in joint.charge for word in piece.words])
        return Verdict(not own, UNSURE if own else LIKELY)
    serial = following.comma and len(joint.right.words) == 1 and not phrases.only_modifiers(joint.right.words)
    return Verdict(True, UNSURE) if serial else None  # "intent to commit rape, | sodomy | , or oral copulation"


def shares_with_next(joint: Joint, following: Piece) -> bool:
    """ "driving while suspended, | unsealed wine | or liquor in the passenger area": both are of a class, the left is not"""
    kind = phrases.object_class(joint.right.words)
    alike = kind is not None and kind == phrases.object_class(following.words)
    own = any(kind in phrases.object_classes(piece.words) for piece in joint.charge)
    return alike and not own and len(joint.right.words) > 1


def is_one_of_several(joint: Joint) -> bool:
    """ "rape by force, | coercion or threats"; "uttering forged bills, | checks | or drafts" """
    right, following = joint.right.words, joint.following
    among = {phrases.object_class((word,)) for word in (joint.left.words[-1], *right) if word != "or"}
    ends = following is not None and following.separator == "or"
    if among == {"means"}:
        return ends or "or" in right
    kind = phrases.object_class(right)
    listed = len(right) == 2 and joint.right.separator == "," and not phrases.is_opening(right)  # "registration card"
    few = len(right) == 1 or (listed and kind == phrases.object_class(joint.left.words[-1:]))
    return bool(ends and kind and few and following and kind == phrases.object_class(following.words))


def names_a_drug(joint: Joint) -> bool:
    """ "theft, | opium or derivative violation": what is behind the "or" makes a charge of the drug in front of it."""
    following = joint.following
    behind = following is not None and following.separator == "or" and len(following.words) > 1
    drug = phrases.object_class(joint.right.words) == "substance" and len(joint.right.words) <= 2
    return bool(following and behind and drug and phrases.is_charge(following.words))


def same_verb_form(joint: Joint) -> Verdict | None:
    """ "failure to stop and render aid"; ", impede breathe or circulation"; "intent to rob and kill" """
    words, right = load(), joint.right
    first = right.words[0]
    if not phrases.begins_with_verb(right.words) or phrases.is_opening(right.words):
        return None
    infinitive = "to" in joint.left.words or joint.left.words[0] in words.verbs
    if right.separator == "and" and infinitive and (first in words.duties or "intent" in joint.left.words):
        return Verdict(True, LIKELY)
    if harms(joint):
        return Verdict(True, LIKELY)
    return Verdict(False, LIKELY)


def head_of_its_own(joint: Joint) -> Verdict | None:
    right = joint.right.words
    if not phrases.is_charge(right):
        return None
    if joint.right.separator == "," and not joint.right.counted:
        charge = [word for piece in joint.charge for word in piece.words]
        if details.may_be_kind(charge, right):
            return Verdict(False, UNSURE)
    committed = "commit" in joint.left.words and joint.right.separator == "and" and not joint.right.comma
    return Verdict(False, LIKELY if committed else SURE)


def same_object(joint: Joint) -> Verdict | None:
    """ "possession of a firearm and ammunition", "injury to a child, elderly or disabled individual" """
    kind = phrases.object_class(joint.right.words)
    if kind is None or names_a_drug(joint):
        return None
    if "paraphernalia" in joint.right.words:
        return Verdict(False, UNSURE)
    if kind in phrases.object_classes(joint.left.words):
        return Verdict(True, LIKELY if kind != "substance" else UNSURE)
    bare = all(word in load().objects or word in load().plain for word in joint.right.words)  # not "altered tag"
    if (
        bare
        and kind != "substance"
        and phrases.has_slot(joint.left.words)
        and joint.right.separator == "and"
        and not joint.right.comma
    ):
        return Verdict(True, UNSURE)
    return None


def unknown(joint: Joint) -> Verdict:
    """Nothing is known of the words behind: charges are more often parted than joined, and a reviewer should look."""
    if len(joint.charge) == len(joint.left.words) == 1 and not phrases.is_charge(joint.left.words):
        return Verdict(True, UNSURE)
    return Verdict(False, UNSURE)
