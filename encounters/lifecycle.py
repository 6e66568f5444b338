"""The states of a bulletin and of an encounter, and every move between them. Pure.

`target(EncounterStatus.AWAITING_REVIEW, "approve")` is `EncounterStatus.APPROVED`; a move that the
table does not hold raises `InvalidTransition`. "Released" is membership in a release, not a status.
"""

from enum import StrEnum


class BulletinStatus(StrEnum):
    RECEIVED = "received"
    EXTRACTING = "extracting"
    EXTRACTED = "extracted"
    FAILED = "failed"


class EncounterStatus(StrEnum):
    AWAITING_REVIEW = "awaiting_review"
    AWAITING_SECOND = "awaiting_second"
    APPROVED = "approved"
    REJECTED = "rejected"


class Verification(StrEnum):
    """How an approved record was verified: the grade that every published row carries."""

    ONE_READER = "one_reader"
    TWO_READERS = "two_readers"  # the second saw what the first had said
    TWO_BLIND = "two_blind"  # neither saw the other, and they agree
    SETTLED = "settled"  # neither saw the other, and a third decided between them


type Status = BulletinStatus | EncounterStatus

AWAITING = (EncounterStatus.AWAITING_REVIEW, EncounterStatus.AWAITING_SECOND)
"""The states in which a person still has to judge."""

TRANSITIONS: dict[tuple[Status, str], Status] = {
    (BulletinStatus.RECEIVED, "start"): BulletinStatus.EXTRACTING,
    (BulletinStatus.EXTRACTING, "start"): BulletinStatus.EXTRACTING,  # taken up again after a lost worker
    (BulletinStatus.EXTRACTING, "finish"): BulletinStatus.EXTRACTED,
    (BulletinStatus.EXTRACTING, "fail"): BulletinStatus.FAILED,
    (BulletinStatus.FAILED, "retry"): BulletinStatus.RECEIVED,
    (EncounterStatus.AWAITING_REVIEW, "approve"): EncounterStatus.APPROVED,
    (EncounterStatus.AWAITING_REVIEW, "pass_on"): EncounterStatus.AWAITING_SECOND,
    (EncounterStatus.AWAITING_REVIEW, "reject"): EncounterStatus.REJECTED,
    (EncounterStatus.AWAITING_SECOND, "approve"): EncounterStatus.APPROVED,
    (EncounterStatus.AWAITING_SECOND, "reject"): EncounterStatus.REJECTED,
    (EncounterStatus.AWAITING_SECOND, "return"): EncounterStatus.AWAITING_REVIEW,
    (EncounterStatus.APPROVED, "return"): EncounterStatus.AWAITING_REVIEW,
    (EncounterStatus.APPROVED, "reopen"): EncounterStatus.AWAITING_REVIEW,
    (EncounterStatus.REJECTED, "reopen"): EncounterStatus.AWAITING_REVIEW,
}


class InvalidTransition(Exception):
    """The move does not start from this status; the message says so in words for a person."""

    def __init__(self, status: Status, move: str) -> None:
        self.status = status
        self.move = move
        super().__init__(f"Cannot {move.replace('_', ' ')} what is {status.replace('_', ' ')}.")


def target(status: Status, move: str) -> Status:
    """The status that `move` leads to, or `InvalidTransition`."""
    try:
        return TRANSITIONS[status, move]
    except KeyError:
        raise InvalidTransition(status, move) from None


def moves(status: Status) -> tuple[str, ...]:
    """What can be done from `status`, in the order of the table."""
    return tuple(move for (source, move) in TRANSITIONS if source == status)
