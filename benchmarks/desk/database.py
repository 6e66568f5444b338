"""What the database alone takes: pages of the queue, counts, and 8 who claim at once.

    python -m benchmarks.desk.database          the figures as JSON, on the database of the settings

Pages and counts are the desk's own queries, fetched as rows of the model, each the median of `CALLS` after one that
warms up. Claims are `review.actions.claims.take_next` in 8 processes.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import django
from django.utils import timezone

CALLS = 15
CLAIMERS = 8
ROUNDS = 3
CLAIMS = 100
"""By each."""
CLAIMS_BY = {
    "claims by 8 at once, per second": "by_statement",
    "the same by the desk's own code": "by_desk",
    "the same by the ORM": "by_orm",
}


def figures() -> dict[str, list[float]]:
    from django.contrib.auth.models import User
    from django.db.models import Count

    from encounters.models import Bulletin, Encounter
    from review.actions import claims, walks
    from review.mixing import Place
    from review.views.walking import waiting_by_state

    person, now = User.objects.get(username="reviewer-1"), timezone.now()
    approved = {"status": "approved", "state": "FL"}
    many = walks.matching(approved, by=person, now=now)
    middle = f"{Bulletin.objects.aggregate(n=Count('pk'))['n'] // 2}~1"
    waiting = walks.matching({}, by=person, now=now)
    order = walks.mixed(person, now)
    pages: dict[str, Callable[[], object]] = {
        "queue page, a state and a status, first": lambda: list(claims.READING.sort(many)[:50]),
        "queue page, a state and a status, from the middle": lambda: list(
            claims.READING.sort(claims.READING.behind(many, middle))[:50]
        ),
        "queue page, what waits": lambda: list(claims.READING.sort(waiting)[:50]),
        "queue page, most doubtful first": lambda: order.rows(walks.parts({}, waiting), Place(), 50),
        "waiting by state": waiting_by_state,
    }
    found = {f"database: {name}": timed(what) for name, what in pages.items()}
    assert Encounter.objects.filter(waits=True).count() == sum(waiting_by_state().values())
    rounds = [{how: claims_a_second(how) for how in CLAIMS_BY.values()} for _ in range(ROUNDS)]  # in turn
    return found | {f"database: {name}": [each[how] for each in rounds] for name, how in CLAIMS_BY.items()}


def timed(what: Callable[[], object]) -> list[float]:
    """Milliseconds of each call."""
    what()
    found = []
    for _ in range(CALLS):
        start = time.perf_counter()
        what()
        found.append((time.perf_counter() - start) * 1000)
    return found


def claims_a_second(how: str) -> float:
    """All begin on one word, when all are ready; nobody is given what another has."""
    from review.models import Claim

    Claim.objects.all().delete()
    command = [sys.executable, "-m", "benchmarks.desk.database", how]
    claimers = [
        subprocess.Popen([*command, str(n)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for n in range(1, CLAIMERS + 1)
    ]
    for claimer in claimers:
        assert claimer.stdout
        assert claimer.stdout.readline() == "ready\n"
    for claimer in claimers:
        assert claimer.stdin
        claimer.stdin.write("go\n")
        claimer.stdin.flush()
    said = [json.loads(claimer.communicate()[0]) for claimer in claimers]
    taken = [pk for one in said for pk in one["taken"]]
    assert len(taken) == len(set(taken)) == CLAIMERS * CLAIMS, "a record was given to two people, or to nobody"
    assert Claim.objects.count() == len(taken)
    Claim.objects.all().delete()
    return len(taken) / (max(one["end"] for one in said) - min(one["start"] for one in said))


# --- One who claims, in a process of their own --------------------------------------------------------
def claimer(take: Callable[[Any], Callable[[Any], Any]], number: str) -> None:
    """Each claims the record behind the last one. Times are of the clock that all processes of a machine share."""
    from django.contrib.auth.models import User

    from encounters import policies

    person = User.objects.get(username=f"reviewer-{number}")
    policies.check_reviewer(person)
    next_behind = take(person)
    print("ready", flush=True)
    sys.stdin.readline()
    start, last, taken = time.clock_gettime(time.CLOCK_MONOTONIC), None, []
    for _ in range(CLAIMS):
        last = next_behind(last)
        taken.append(last.pk)
    end = time.clock_gettime(time.CLOCK_MONOTONIC)
    print(json.dumps({"start": start, "end": end, "taken": taken}))


def by_desk(person: Any) -> Callable[[Any], Any]:
    """As the desk does it, its Python included."""
    from review.actions import claims

    return lambda last: claims.take_next(by=person, now=timezone.now(), after=last)


def by_statement(person: Any) -> Callable[[Any], Any]:
    """The statement that the desk sends, and nothing else: what the database has to do. Where the records stand is read
    before, since who claims the next one has the last one open."""
    from django.db import connection

    from encounters.models import Encounter
    from review.actions import claims

    behind, _ = claims.next_ones(claims.ALL.narrow, behind=True, ahead=False)
    taking = claims.taking_of(behind)
    now = timezone.now()
    values = {"by": person.pk, "now": now, "until": now + claims.LEASE, "ahead": False}
    first = claims.READING.sort(Encounter.objects.filter(waits=True)).only("bulletin_id", "sequence")
    waiting = first.in_bulk(list(first.values_list("pk", flat=True)[: 2 * CLAIMERS * CLAIMS]))

    def next_behind(last: Any) -> Any:
        place = (last.bulletin_id, last.sequence) if last else claims.FRONT
        bound = taking.bound({**values, **dict(zip(("bulletin_behind", "sequence_behind"), place, strict=True))})
        for _ in range(claims.TRIES):
            with connection.cursor() as cursor:
                cursor.execute(taking.sql, bound)
                for (pk,) in cursor.fetchall():
                    return waiting[pk]
        raise SystemExit("others were quicker every time")

    return next_behind


def by_orm(person: Any) -> Callable[[Any], Any]:
    """The yardstick: what one would write first, a row locked by the ORM and its claim created."""
    from django.db import IntegrityError, connection, transaction

    from encounters.models import Encounter
    from review.actions import claims
    from review.models import Claim

    @transaction.atomic
    def claim_first() -> Encounter:
        now = timezone.now()
        free = claims.READING.sort(Encounter.objects.filter(waits=True, claim=None))
        if connection.features.has_select_for_update_skip_locked:
            free = free.select_for_update(skip_locked=True, no_key=True, of=("self",))
        found: Encounter = free[0]
        Claim.objects.create(encounter=found, by=person, opened_at=now, until=now + claims.LEASE)
        return found

    def next_one(_: Any) -> Any:
        for _ in range(claims.TRIES):
            with suppress(IntegrityError):  # claimed between the look and the lock
                return claim_first()
        raise SystemExit("others were quicker every time")

    return next_one


HOW = {"by_statement": by_statement, "by_desk": by_desk, "by_orm": by_orm}

if __name__ == "__main__":
    django.setup()
    if sys.argv[1:]:
        claimer(HOW[sys.argv[1]], sys.argv[2])
    else:
        print(json.dumps(figures()))
