"""Where one charge ends and the next begins.

A charge is printed as a head ("assault", "possession", "driving") with what belongs to it. Commas, "and" and "or"
stand between charges and inside them, so each is decided by the words on both sides, by the first rule that knows:

    breaking | and entering                         a fixed pair: one charge
    resisting | , delaying | and obstructing an officer     an act without its object waits for it: one charge
    forged instrument | , second degree             a qualifier belongs to the charge before it
    contempt of court | , rape | and indecency with a child     each begins with a head of its own: three charges
    possession of a firearm | and ammunition        an object of the same class: one charge

A rule says how sure it is; what no rule knows is parted, and marked as unsure.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from . import pairs, rules
from .joints import Joint, Verdict
from .pieces import Piece

RULES: tuple[Callable[[Joint], Verdict | None], ...] = (
    rules.surely_new,
    rules.citation,
    rules.fixed_pair,
    rules.series,
    rules.aim,
    rules.others,
    rules.detail,
    rules.begins_next,
    rules.qualifier,
    rules.waiting_for_object,
    rules.continuation,
    rules.alternative,
    rules.same_verb_form,
    rules.head_of_its_own,
    rules.same_object,
    rules.unknown,
)
"""The first that knows decides."""


@dataclass(frozen=True, slots=True)
class Charge:
    """Pieces that are one charge; `confidence` is that of its least sure border or joint."""

    pieces: tuple[Piece, ...]
    confidence: float

    @property
    def start(self) -> int:
        return self.pieces[0].start

    @property
    def end(self) -> int:
        return self.pieces[-1].end


def parse(pieces: Sequence[Piece]) -> list[Charge]:
    """The charges of a list, in order."""
    charges: list[Charge] = []
    current: list[Piece] = []
    confidence = border = 1.0
    pieces = pairs.joined(pieces)
    for number, piece in enumerate(pieces):
        if not current:
            current = [piece]
            continue
        following = pieces[number + 1] if number + 1 < len(pieces) else None
        verdict = decide(Joint(current, piece, following))
        if verdict.joined:
            current.append(piece)
            confidence = min(confidence, verdict.confidence)
        else:
            charges.append(Charge(tuple(current), min(border, confidence, verdict.confidence)))
            current, confidence, border = [piece], 1.0, verdict.confidence
    if current:
        charges.append(Charge(tuple(current), min(border, confidence)))
    return charges


def decide(joint: Joint) -> Verdict:
    """The verdict of the first rule that knows."""
    return next(verdict for rule in RULES if (verdict := rule(joint)))
