"""Decisions: the whole table of moves, versions, and who may."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from encounters.actions.encounters import Stale
from encounters.lifecycle import AWAITING, TRANSITIONS, EncounterStatus, InvalidTransition
from encounters.models import AuditEntry, Encounter
from review.actions import claims, decisions, undo
from review.actions.missed import HeldByAnother
from review.models import Decision
from review.policies import OwnWork
from tests.factories import NOW, make_encounter

pytestmark = pytest.mark.django_db
ACTIONS = {
    "approve": decisions.approve,
    "reject": decisions.reject,
    "unsure": decisions.unsure,
    "return": decisions.return_,
    "reopen": decisions.reopen,
}
MOVE = {"unsure": "pass_on"}


def decide(name, encounter, by, **values):
    return ACTIONS[name](encounter, by=by, now=NOW, **{"version": encounter.version, "note": "because", **values})


def put(encounter, status, by):
    """Bring an encounter to `status` by decisions."""
    steps = {"awaiting_second": ["unsure"], "approved": ["approve"], "rejected": ["reject"]}
    for name in steps.get(status, []):
        decide(name, encounter, by)
    return encounter


@pytest.mark.parametrize("status", list(EncounterStatus))
@pytest.mark.parametrize("name", list(ACTIONS))
def test_every_decision_from_every_status(status, name, reviewer, editor):
    encounter = put(make_encounter(), status, reviewer)
    target = TRANSITIONS.get((status, MOVE.get(name, name)))
    if target is None:
        before = Encounter.objects.values().get()
        with pytest.raises(InvalidTransition):
            decide(name, encounter, editor)
        assert Encounter.objects.values().get() == before
        return
    decide(name, encounter, editor)
    encounter.refresh_from_db()
    assert encounter.status == target
    assert (encounter.approved_revision is not None) == (target == EncounterStatus.APPROVED)
    last = Decision.objects.latest("id")
    assert (last.kind, last.by, last.revision) == (name, editor, encounter.current_revision)
    assert AuditEntry.objects.latest("id").action == f"encounter.{MOVE.get(name, name)}"


@pytest.mark.parametrize("name", list(ACTIONS))
def test_an_old_version_decides_nothing(name, reviewer):
    status = {"return": "approved", "reopen": "approved"}.get(name, "awaiting_review")
    encounter = put(make_encounter(), status, reviewer)
    count = Decision.objects.count()
    with pytest.raises(Stale) as stale:
        decide(name, encounter, reviewer, version=encounter.version - 1)
    assert stale.value.encounter == encounter
    assert Decision.objects.count() == count


@pytest.mark.parametrize("name", ["reject", "unsure", "return"])
def test_some_decisions_say_why(name, reviewer):
    encounter = put(make_encounter(), "approved" if name == "return" else "awaiting_review", reviewer)
    with pytest.raises(decisions.NoteNeeded):
        decide(name, encounter, reviewer, note="  ")


@pytest.mark.parametrize("name", list(ACTIONS))
def test_deciding_needs_the_role(name, reviewer, uploader):
    encounter = put(
        make_encounter(), {"return": "approved", "reopen": "approved"}.get(name, "awaiting_review"), reviewer
    )
    with pytest.raises(PermissionDenied):
        decide(name, encounter, uploader)


def test_with_two_readers_nobody_approves_their_own_work(settings, reviewer, editor):
    settings.REVIEW_READERS = 2
    encounter = make_encounter()
    decide("approve", encounter, reviewer)
    with pytest.raises(OwnWork):
        decide("approve", encounter, reviewer)
    decide("approve", encounter, editor)
    assert encounter.status == EncounterStatus.APPROVED


def test_what_a_person_was_unsure_of_another_approves(reviewer, editor):
    encounter = make_encounter()
    decide("unsure", encounter, reviewer)
    with pytest.raises(OwnWork):
        decide("approve", encounter, reviewer)
    decide("approve", encounter, editor)
    assert encounter.approved_by == editor


@pytest.mark.parametrize("name", ["approve", "reject", "unsure"])
def test_undo_takes_the_last_decision_back_as_a_new_step(name, reviewer):
    encounter = make_encounter()
    decide(name, encounter, reviewer)
    assert undo.undo(by=reviewer, now=NOW) == encounter
    encounter.refresh_from_db()
    assert encounter.status in AWAITING
    assert Decision.objects.count() == 2
    assert undo.undo(by=reviewer, now=NOW) is None


def test_undo_leaves_alone_what_others_decided_since(reviewer, editor):
    encounter = make_encounter()
    decide("unsure", encounter, reviewer)
    decide("approve", encounter, editor)
    assert undo.undoable(by=reviewer) is None


def test_decisions_cannot_be_changed(reviewer):
    decide("approve", make_encounter(), reviewer)
    for write in (lambda rows: rows.update(note="x"), lambda rows: rows.delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            write(Decision.objects.all())


def test_undo_goes_on_to_the_decision_before(reviewer, editor):
    first, second, third = (make_encounter() for _ in range(3))
    for encounter in (first, second, third):
        decisions.approve(encounter, by=reviewer, now=NOW, version=encounter.version)
    decisions.reopen(second, by=editor, now=NOW, version=second.version)
    assert [undo.undo(by=reviewer, now=NOW) for _ in range(3)] == [third, first, None]


def test_undo_takes_nothing_out_of_another_persons_hands(reviewer, editor):
    encounter = make_encounter()
    decisions.unsure(encounter, by=reviewer, now=NOW, version=encounter.version, note="which county?")
    claims.take(encounter, by=editor, now=NOW)
    with pytest.raises(HeldByAnother, match="editor has record"):
        undo.undo(by=reviewer, now=NOW)
    encounter.refresh_from_db()
    assert encounter.status == "awaiting_second"
    assert claims.holder(encounter, now=NOW).by == editor
    assert encounter.decisions.count() == 1


def test_what_was_undone_is_in_the_hands_of_who_undid_it(reviewer):
    encounter = make_encounter()
    decisions.approve(encounter, by=reviewer, now=NOW, version=encounter.version)
    undo.undo(by=reviewer, now=NOW)
    assert claims.holder(encounter, now=NOW).by == reviewer
