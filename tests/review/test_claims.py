"""One person at a time has a record open."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from encounters.lifecycle import EncounterStatus
from encounters.models import Encounter
from review.actions import claims, decisions, undo
from review.models import Claim
from tests.factories import NOW, make_bulletin, make_encounter, make_record
from tests.plans import on_sqlite

LATER = NOW + claims.LEASE
pytestmark = pytest.mark.django_db


@pytest.fixture
def two(reviewer, editor):
    make_bulletin([make_record(1), make_record(2)])
    return Encounter.objects.order_by("sequence")


def test_a_second_person_gets_nothing_until_the_lease_is_over(reviewer, editor):
    encounter = make_encounter()
    assert claims.take(encounter, by=reviewer, now=NOW).until == LATER
    assert claims.take(encounter, by=editor, now=NOW + datetime.timedelta(minutes=14)) is None
    taken = claims.take(encounter, by=editor, now=LATER)
    assert (taken.by, taken.opened_at) == (editor, LATER)


def test_renewing_keeps_the_time_of_opening(reviewer):
    encounter = make_encounter()
    claims.take(encounter, by=reviewer, now=NOW)
    again = claims.take(encounter, by=reviewer, now=NOW + datetime.timedelta(minutes=5))
    assert again.opened_at == NOW
    assert again.until == LATER + datetime.timedelta(minutes=5)
    assert claims.seconds_open(encounter, by=reviewer, now=NOW + datetime.timedelta(seconds=9)) == 9


def test_two_people_get_two_records(two, reviewer, editor):
    first = claims.take_next(by=reviewer, now=NOW)
    second = claims.take_next(by=editor, now=NOW)
    assert {first.sequence, second.sequence} == {1, 2}
    assert claims.held_by_others(by=reviewer, now=NOW) == 1


def test_next_is_the_one_behind_and_then_from_the_front(two, reviewer):
    first, second = two
    assert claims.take_next(by=reviewer, now=NOW, after=first) == second
    assert claims.take_next(by=reviewer, now=NOW, after=second) == first


@on_sqlite
def test_the_first_and_the_next_are_found_without_sorting_what_waits(two, reviewer):
    waiting = claims.waiting(by=reviewer, now=NOW)
    for rows in claims.in_order(waiting, two[0]):
        plan = rows.values("pk")[:1].explain()
        assert "USING INDEX waiting_reading" in plan
        assert "decision_encounter_by (encounter_id=? AND by_id=?)" in plan
        assert "TEMP B-TREE" not in plan


def test_one_s_own_first_reading_is_not_offered_as_a_second(two, reviewer, editor):
    first, second = two
    decisions.unsure(first, by=reviewer, now=NOW, version=first.version, note="which county?")
    assert claims.take_next(by=reviewer, now=NOW) == second
    assert claims.take_next(by=editor, now=NOW) == first


def test_nothing_is_next_where_all_is_decided_or_held(reviewer, editor):
    encounter = make_encounter()
    claims.take(encounter, by=editor, now=NOW)
    assert claims.take_next(by=reviewer, now=NOW) is None
    decisions.reject(encounter, by=editor, now=NOW, version=encounter.version, note="a duplicate")
    assert claims.take_next(by=reviewer, now=NOW) is None


def test_deciding_gives_the_record_back_and_notes_the_time(reviewer):
    encounter = make_encounter()
    claims.take(encounter, by=reviewer, now=NOW)
    decisions.approve(encounter, by=reviewer, now=NOW + datetime.timedelta(seconds=12), version=encounter.version)
    assert not Claim.objects.exists()
    assert encounter.decisions.get().seconds == 12


def test_a_second_reading_of_ones_own_first_is_not_offered(settings, reviewer, editor):
    settings.REVIEW_READERS = 2
    encounter = make_encounter()
    decisions.approve(encounter, by=reviewer, now=NOW, version=encounter.version)
    assert encounter.status == EncounterStatus.AWAITING_SECOND
    assert claims.take_next(by=reviewer, now=NOW) is None
    assert claims.take_next(by=editor, now=NOW) == encounter


def test_claiming_needs_the_role(uploader):
    with pytest.raises(PermissionDenied):
        claims.take(make_encounter(), by=uploader, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_people_who_claim_at_once_are_given_a_record_each(django_user_model, reviewer):
    people = [reviewer, *(django_user_model.objects.create(username=f"at-once-{n}") for n in range(3))]
    for person in people[1:]:
        person.groups.set(reviewer.groups.all())
    make_bulletin([make_record(n) for n in range(1, 41)])

    def ten_of(person):
        try:
            last, taken = None, []
            for _ in range(10):
                last = claims.take_next(by=person, now=NOW, after=last)
                taken.append(last.pk)
            return taken
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as pool:
        taken = [pk for each in pool.map(ten_of, people) for pk in each]
    assert len(taken) == len(set(taken)) == Claim.objects.count() == 40


@pytest.mark.django_db(transaction=True)
def test_only_a_claim_that_stands_alone_does_not_wait_for_the_disk(reviewer):
    encounter = make_encounter()

    def waits():
        claims.take(encounter, by=reviewer, now=NOW)
        with connection.cursor() as cursor:
            cursor.execute("SHOW synchronous_commit")
            return cursor.fetchone()[0]

    rows = claims.next_ones(claims.ALL.narrow, behind=False, ahead=False)[0]
    assert (claims.WITHOUT_WAITING in claims.taking_of(rows).sql) == (connection.vendor == "postgresql")
    with transaction.atomic():
        assert claims.WITHOUT_WAITING not in claims.taking_of(rows).sql
        if connection.vendor == "postgresql":
            assert waits() == "on"
    if connection.vendor == "postgresql":
        assert waits() == "on"  # it is of that one transaction


# --- The next record, held ahead -------------------------------------------------------------------
def test_what_is_ahead_is_nobody_elses_for_a_short_while(two, reviewer, editor):
    first, second = two
    claims.take(first, by=reviewer, now=NOW)
    assert claims.take_next(by=reviewer, now=NOW, after=first, ahead=True) == second
    assert claims.take_next(by=editor, now=NOW) is None
    assert claims.take_next(by=editor, now=NOW + claims.AHEAD) == second


def test_what_is_open_is_not_taken_ahead(two, reviewer):
    first, second = two
    claims.take(first, by=reviewer, now=NOW)
    claims.take(second, by=reviewer, now=NOW)
    assert claims.take_next(by=reviewer, now=NOW, after=first, ahead=True) is None
    assert set(Claim.objects.values_list("ahead", "until")) == {(False, LATER)}


def test_the_time_of_opening_is_when_it_is_shown(two, reviewer):
    first, second = two
    claims.take_next(by=reviewer, now=NOW, after=first, ahead=True)
    shown = NOW + datetime.timedelta(seconds=30)
    assert claims.seconds_open(second, by=reviewer, now=shown) is None
    assert claims.open_ahead(second.pk, by=reviewer, now=shown) == second
    assert claims.seconds_open(second, by=reviewer, now=shown + datetime.timedelta(seconds=9)) == 9
    assert Claim.objects.get().until == shown + claims.LEASE


def test_a_plain_form_opens_what_is_ahead_too(two, reviewer):
    first, second = two
    claims.take_next(by=reviewer, now=NOW, after=first, ahead=True)
    shown = NOW + datetime.timedelta(seconds=30)
    assert claims.take_next(by=reviewer, now=shown, after=first) == second
    assert (Claim.objects.get().ahead, Claim.objects.get().opened_at) == (False, shown)


def test_what_is_ahead_is_opened_once_and_only_while_it_waits_and_is_ones_own(two, reviewer, editor):
    first, second = two
    claims.take_next(by=reviewer, now=NOW, after=first, ahead=True)
    assert claims.open_ahead(second.pk, by=editor, now=NOW) is None
    assert claims.open_ahead(second.pk, by=reviewer, now=NOW) == second
    assert claims.open_ahead(second.pk, by=reviewer, now=NOW) is None
    claims.take_next(by=reviewer, now=NOW, after=second, ahead=True)
    decisions.reject(first, by=editor, now=NOW, version=first.version, note="a duplicate")
    assert claims.open_ahead(first.pk, by=reviewer, now=NOW) is None


def test_what_is_ahead_is_kept_by_activity_and_given_back_on_leaving(two, reviewer, editor):
    first, second = two
    claims.take_next(by=reviewer, now=NOW, after=first, ahead=True)
    later = NOW + datetime.timedelta(seconds=90)
    claims.keep_ahead(by=reviewer, now=later)
    assert Claim.objects.get().until == later + claims.AHEAD
    claims.leave([second.pk], by=editor)
    assert Claim.objects.exists()
    claims.leave([first.pk, second.pk], by=reviewer)
    assert not Claim.objects.exists()


def test_who_was_handed_one_more_while_leaving_gives_all_that_is_ahead_back(two, reviewer, editor):
    first, _ = two
    claims.take(first, by=reviewer, now=NOW)
    claims.take_next(by=reviewer, now=NOW, after=first, ahead=True)
    claims.leave([], by=editor, all_ahead=True)
    assert Claim.objects.count() == 2
    claims.leave([], by=reviewer, all_ahead=True)
    assert Claim.objects.get().encounter == first


def test_a_decision_ends_the_claim_of_whoever_holds_it(two, reviewer, editor):
    claims.take(two[0], by=reviewer, now=NOW)
    decisions.approve(two[0], by=editor, now=NOW, version=1)
    decisions.reopen(two[0], by=editor, now=NOW, version=2)
    assert claims.take(two[0], by=editor, now=NOW), "reopened, it is free for everybody"


def test_a_claim_that_is_renewed_says_who_decided_meanwhile(two, reviewer, editor, client):
    client.force_login(reviewer)
    renew = f"/review/{two[0].pk}/claim/"
    assert client.post(renew, headers={"Accept": "application/json"}).json()["yours"]
    decisions.approve(two[0], by=editor, now=NOW, version=1)
    said = client.post(renew, headers={"Accept": "application/json"}).json()
    assert (said["yours"], said["until"], said["decided"]) == (False, None, "approved by editor")
    assert not Claim.objects.exists()


def test_who_undoes_a_decision_is_not_told_of_it_by_their_own_name(two, reviewer, editor, client):
    decisions.approve(two[0], by=reviewer, now=NOW, version=1)
    undo.undo(by=reviewer, now=NOW)
    note = "reopened by reviewer"
    for person, told in ((reviewer, False), (editor, True)):
        client.force_login(person)
        assert (note in client.get(f"/review/{two[0].pk}/").content.decode().lower()) == told
