"""A share of approved records is read again, blind; differences are settled; grades follow."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st

from encounters.extraction.contract import dump_encounter
from encounters.lifecycle import EncounterStatus, Verification
from encounters.models import Encounter
from review.actions import claims, corrections, decisions, sampling, second_readings
from review.agreement import agreement, by_field
from review.models import SecondReading
from tests.factories import NOW, make_bulletin, make_encounter, make_record

from .forms import form_of

SECOND = datetime.timedelta(seconds=1)
Outcome = SecondReading.Outcome


@pytest.fixture
def approved(settings, reviewer):
    """An encounter that `reviewer` approved and that was drawn."""
    settings.REVIEW_BLIND_SHARE = 1.0
    encounter = make_encounter()
    return decisions.approve(encounter, by=reviewer, now=NOW, version=encounter.version)


def read(by, **values):
    reading = second_readings.take_next(by=by, now=NOW)
    return second_readings.submit(reading, values, by=by, now=NOW)


@pytest.mark.django_db
def test_nothing_is_drawn_where_the_project_wants_no_sample(reviewer):
    encounter = make_encounter()
    decisions.approve(encounter, by=reviewer, now=NOW, version=1)
    assert not SecondReading.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("seconds", "drawn"), [(4, True), (6, False)])
def test_a_decision_faster_than_reading_is_read_again(reviewer, seconds, drawn):
    encounter = make_encounter()
    claims.take(encounter, by=reviewer, now=NOW)
    decisions.approve(encounter, by=reviewer, now=NOW + seconds * SECOND, version=1)
    assert SecondReading.objects.filter(because="fast").exists() == drawn


def test_the_draw_is_the_same_for_everyone_and_near_its_share():
    names = [f"{number:012x}-0001" for number in range(4000)]
    assert sum(sampling.is_drawn(name, 0.1) for name in names) == pytest.approx(400, abs=60)
    assert [sampling.is_drawn(name, 0.1) for name in names] == [sampling.is_drawn(name, 0.1) for name in names]
    assert not any(sampling.is_drawn(name, 0) for name in names)


@pytest.mark.django_db
def test_nobody_reads_their_own_first_reading_again(approved, reviewer, editor):
    assert second_readings.take_next(by=reviewer, now=NOW) is None
    assert second_readings.take_next(by=editor, now=NOW).encounter == approved


@pytest.mark.django_db
def test_a_reading_in_anothers_hands_is_not_given_twice(approved, editor, administrator):
    assert second_readings.take_next(by=editor, now=NOW)
    assert second_readings.take_next(by=administrator, now=NOW) is None
    assert second_readings.take_next(by=administrator, now=NOW + claims.LEASE)
    with pytest.raises(second_readings.NotWaiting):
        second_readings.submit(SecondReading.objects.get(), {}, by=editor, now=NOW + claims.LEASE)


@pytest.mark.django_db
def test_two_readings_that_agree_raise_the_grade(approved, editor):
    assert approved.verification == Verification.ONE_READER
    assert read(editor).outcome == Outcome.AGREED
    approved.refresh_from_db()
    assert approved.verification == Verification.TWO_BLIND


@pytest.mark.django_db
def test_a_difference_is_settled_by_a_third_person(approved, reviewer, editor, administrator):
    second = read(administrator, state="GA")
    assert second.outcome == Outcome.DIFFERS
    with pytest.raises(PermissionDenied):
        second_readings.settle(second, {}, by=reviewer, now=NOW)
    second_readings.settle(second, {"state": "GA"}, by=editor, now=NOW)
    approved.refresh_from_db()
    assert (approved.status, approved.state, approved.verification) == ("approved", "GA", Verification.SETTLED)
    assert approved.approved_revision.number == 2
    with pytest.raises(second_readings.NotWaiting):
        second_readings.settle(second, {}, by=editor, now=NOW)


@pytest.mark.django_db
def test_settling_for_the_first_reading_writes_no_revision(approved, editor, administrator):
    second_readings.settle(read(administrator, state="GA"), {}, by=editor, now=NOW)
    approved.refresh_from_db()
    assert (approved.approved_revision.number, approved.verification) == (1, Verification.SETTLED)


@pytest.mark.django_db
def test_a_record_that_goes_back_is_read_against_nothing(approved, reviewer, editor):
    decisions.reopen(approved, by=reviewer, now=NOW, version=approved.version)
    assert SecondReading.objects.get().outcome == Outcome.VOID
    assert second_readings.take_next(by=editor, now=NOW) is None


@pytest.mark.django_db
def test_the_second_reader_starts_from_what_the_extractor_said(settings, reviewer, editor):
    settings.REVIEW_BLIND_SHARE = 1.0
    encounter = make_encounter()
    corrections.save(encounter, {"state": "GA"}, by=reviewer, reason="", now=NOW, version=1)
    decisions.approve(encounter, by=reviewer, now=NOW, version=encounter.version)
    assert sampling.draft_of(encounter).state == "TN"
    assert read(editor).outcome == Outcome.DIFFERS


@pytest.mark.django_db
def test_what_a_person_added_has_no_draft_to_read_again(settings, reviewer):
    settings.REVIEW_BLIND_SHARE = 1.0
    values = {k: v for k, v in make_encounter().current_revision.values.items() if k != "sequence"}
    added = corrections.add(make_bulletin(), values, by=reviewer, reason="missed", now=NOW)
    added = Encounter.objects.select_related("current_revision").get(pk=added.pk)
    decisions.approve(added, by=reviewer, now=NOW, version=added.version)
    assert added.status == EncounterStatus.APPROVED
    assert not SecondReading.objects.exists()


def test_kappa_of_a_known_table():
    """Cohen's own layout: 20 both yes, 5 and 10 mixed, 15 both no gives 0.4."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    found = agreement(pairs)
    assert (found.n, found.same) == (50, 35)
    assert found.kappa == pytest.approx(0.4)
    low, high = found.interval
    assert (low, high) == (pytest.approx(0.562, abs=0.001), pytest.approx(0.809, abs=0.001))


def test_kappa_cannot_be_said_without_variation():
    assert agreement([("y", "y")] * 5).kappa is None
    assert agreement([]).share is None


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1))
def test_kappa_is_at_most_one_and_symmetric(pairs):
    found, turned = agreement(pairs), agreement([(b, a) for a, b in pairs])
    assert found.kappa is None or found.kappa <= 1
    assert found.kappa == pytest.approx(turned.kappa) if found.kappa is not None else turned.kappa is None


def test_agreement_leaves_out_where_the_words_stand():
    values = dump_encounter(make_record())
    fields = by_field([(values, {**values, "state": "GA", "page_first": 9})])
    assert "page_first" not in fields
    assert (fields["state"].same, fields["agency"].same) == (0, 1)


def test_a_difference_that_nobody_chose_is_not_settled(approved, editor, administrator, client):
    reading = read(editor, state="GA")
    client.force_login(administrator)
    address = f"/review/readings/{reading.pk}/settle/"
    assert "checked" not in client.get(address).content.decode()
    answer = client.post(address)
    assert answer.status_code == 422
    assert "Nothing was settled: choose a reading for state too." in answer.content.decode()
    reading.refresh_from_db()
    assert reading.outcome == Outcome.DIFFERS
    client.post(address, {"take.state": "first"})
    reading.refresh_from_db()
    approved.refresh_from_db()
    assert (reading.outcome, approved.verification) == (Outcome.SETTLED, Verification.SETTLED)


def test_what_is_settled_is_called_what_it_is_then(approved, editor, administrator, client):
    reading = read(editor, state="GA")
    client.force_login(administrator)
    listed = client.get("/review/readings/").content.decode()
    assert f"{approved.state} · {approved.sequence} " in listed
    answer = client.post(f"/review/readings/{reading.pk}/settle/", {"take.state": "second"}, follow=True)
    assert "Settled: Georgia" in answer.content.decode()


def test_who_read_a_record_first_is_told_that_a_second_person_has_to(settings, reviewer, client):
    settings.REVIEW_READERS = 2
    encounter = make_encounter()
    encounter = decisions.approve(encounter, by=reviewer, now=NOW, version=encounter.version)
    assert encounter.status == EncounterStatus.AWAITING_SECOND
    client.force_login(reviewer)
    shown = client.get(f"/review/{encounter.pk}/").content.decode()
    assert 'id="own-work" role="status"><p>You read this record before.' in shown


def test_who_corrects_as_a_second_reader_is_told_why_another_has_to_approve(reviewer, editor, client):
    encounter = make_encounter()
    decisions.unsure(encounter, by=reviewer, now=NOW, version=1, note="the charge?")
    client.force_login(editor)
    encounter.refresh_from_db()
    form = form_of(encounter, action="approve", facility="County Jail", revision=1)
    refused = client.post(f"/review/{encounter.pk}/", form)
    shown = refused.content.decode()
    assert refused.status_code == 409
    assert "These values are yours. A second person has to approve them" in shown
    assert 'value="County Jail"' in shown
    assert "the charge?</p>" in shown
    saved = client.post(f"/review/{encounter.pk}/", form | {"action": "save"}, follow=True).content.decode()
    assert 'id="own-work" role="status"><p>These values are yours.' in saved
