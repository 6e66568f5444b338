"""Publishing pins what is approved, once, for editors only."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from encounters.actions import releases
from encounters.actions.release_preview import preview
from encounters.lifecycle import EncounterStatus
from encounters.models import AuditEntry, Release, ReleaseRow
from review.models import Decision

from .conftest import NOW, Desk


def publish(desk: Desk, note: str = "", now: datetime.datetime = NOW) -> Release:
    return releases.publish(by=desk.editor, note=note, now=now)


def test_a_release_pins_what_is_approved_and_nothing_else(desk: Desk):
    first, _, third = desk.bulletin(3)
    desk.approve(first, third)
    release = publish(desk, note=" The first. ")
    assert (release.version, release.status, release.note) == ("2026.11.0", "building", "The first.")
    pinned = release.rows.values_list("encounter_id", "revision__number", "approved_by", "approved_at")
    assert list(pinned) == [
        (first.pk, 1, desk.reviewer.pk, NOW),
        (third.pk, 1, desk.reviewer.pk, NOW),
    ]
    entry = AuditEntry.objects.get(action="release.published")
    assert (entry.by, entry.subject_id, entry.data) == (desk.editor, release.pk, {"version": "2026.11.0", "records": 2})


def test_versions_count_within_the_month(desk: Desk):
    versions = []
    for encounter, now in zip(desk.bulletin(4), (NOW, NOW, NOW, NOW + datetime.timedelta(days=40)), strict=True):
        desk.approve(encounter)
        versions.append(publish(desk, now=now).version)
    assert versions == ["2026.11.0", "2026.11.1", "2026.11.2", "2026.12.0"]


def test_the_eleventh_of_a_month_is_number_ten(desk: Desk):
    for encounter in desk.bulletin(11):
        desk.approve(encounter)
        version = publish(desk).version
    assert version == "2026.11.10"


def test_nothing_approved_is_no_release(desk: Desk):
    desk.bulletin(2)
    with pytest.raises(releases.NothingNew, match="No record is approved"):
        publish(desk)
    assert not Release.objects.exists()


def test_what_the_last_one_holds_is_no_new_release(desk: Desk):
    desk.approve(*desk.bulletin(2))
    publish(desk)
    with pytest.raises(releases.NothingNew, match=r"Release 2026\.11\.0 holds exactly these records already"):
        publish(desk)
    assert ReleaseRow.objects.count() == 2


@pytest.mark.parametrize("role", ["uploader", "reviewer"])
def test_only_editors_publish(desk: Desk, role: str):
    desk.approve(*desk.bulletin(1))
    with pytest.raises(PermissionDenied):
        releases.publish(by=desk.person(role, "somebody"), note="", now=NOW)
    assert not Release.objects.exists()


def test_two_who_publish_at_once_make_one_release(desk: Desk, monkeypatch):
    desk.approve(*desk.bulletin(1))
    stale = preview(now=NOW)
    publish(desk)
    looked = iter([stale])
    monkeypatch.setattr(releases, "preview", lambda *, now: next(looked, None) or preview(now=now))
    with pytest.raises(releases.NothingNew):
        publish(desk)
    assert Release.objects.count() == 1


def test_the_preview_says_what_is_new_changed_and_withdrawn(desk: Desk):
    kept, changed, withdrawn, added, waiting = desk.bulletin(5)
    desk.approve(kept, changed, withdrawn)
    last = publish(desk)
    desk.reopen(changed)
    desk.correct(changed, state="GA")
    desk.approve(changed, added)
    desk.reopen(withdrawn)
    found = preview(now=NOW)
    assert (found.version, found.previous, found.stop) == ("2026.11.1", last, None)
    assert (found.total, found.new, found.changed, found.withdrawn) == (3, 1, 1, 1)
    assert (found.awaiting, found.rejected) == (2, 0)
    assert waiting.status == EncounterStatus.AWAITING_REVIEW


def test_withdrawing_the_last_record_cannot_be_published(desk: Desk):
    (encounter,) = desk.bulletin(1)
    desk.approve(encounter)
    publish(desk)
    desk.reopen(encounter)
    assert preview(now=NOW).stop == "No record is approved, so a release would be empty."


def test_a_pinned_row_is_never_changed(desk: Desk):
    desk.approve(*desk.bulletin(1))
    row = publish(desk).rows.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        ReleaseRow.objects.filter(pk=row.pk).update(approved_at=NOW + datetime.timedelta(days=1))
    with pytest.raises(IntegrityError), transaction.atomic():
        row.delete()


STEPS = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(["approve", "reopen", "correct", "publish"])), max_size=14
)


@given(STEPS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_release_pins_a_revision_without_an_approving_decision(desk: Desk, steps):
    with transaction.atomic():
        encounters = desk.bulletin(3)
        for index, step in steps:
            encounters[index].refresh_from_db()
            status = encounters[index].status
            if step == "publish":
                try:
                    publish(desk)
                except releases.NothingNew:
                    continue
            elif (step == "reopen") == (status == EncounterStatus.APPROVED):
                {"approve": desk.approve, "reopen": desk.reopen, "correct": desk.correct}[step](encounters[index])
        for row in ReleaseRow.objects.select_related("encounter"):
            approvals = Decision.objects.filter(encounter=row.encounter, revision=row.revision, kind="approve")
            assert approvals.filter(by=row.approved_by, at=row.approved_at).exists()
        transaction.set_rollback(True)
