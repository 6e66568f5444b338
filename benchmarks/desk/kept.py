"""Holds what the desk told its reviewers against its database: no decision lost, none made up, none taken twice.

    python -m benchmarks.desk.kept --last                  the id of the last decision so far
    python -m benchmarks.desk.kept --after 12345           what is wrong since, as a list of sentences

The second reads what was said from its input: `{"reviewer-1": [[901, "approve"], [901, "undo"], ...], ...}`.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

import django

TAKEN_BACK = ("reopen", "return")
STATUS = {
    "approve": ("approved",),
    "reject": ("rejected",),
    "unsure": ("awaiting_second",),
    "undo": ("awaiting_review",),
}
"""The statuses that a record may have when this was the last that was decided of it."""


def last() -> int:
    from review.models import Decision

    newest = Decision.objects.order_by("-pk").first()
    return newest.pk if newest else 0


def wrong(said: dict[str, list[list[object]]], after: int) -> list[str]:
    """Every difference between what was said and what is kept."""
    from review.models import Decision

    rows = Decision.objects.filter(pk__gt=after).order_by("pk").values_list("encounter_id", "by__username", "kind")
    by_record: dict[int, list[tuple[str, str]]] = defaultdict(list)
    by_person: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for encounter, name, kind in rows:
        kind = "undo" if kind in TAKEN_BACK else kind
        by_record[encounter].append((name, kind))
        by_person[name].append((encounter, kind))
    return [*lost(said, by_person), *twice(by_record), *elsewhere(by_record)]


def lost(said: dict[str, list[list[object]]], kept: dict[str, list[tuple[int, str]]]) -> Iterator[str]:
    """One person's decisions are kept in the order in which they were said, and no others."""
    for name, decided in said.items():
        if [tuple(one) for one in decided] != kept[name]:
            yield f"{name} was told {len(decided)} decisions, of which {len(kept[name])} are kept, or in another order"


def twice(kept: dict[int, list[tuple[str, str]]]) -> Iterator[str]:
    """Between two decisions on one record the first was taken back, or passed it on to another person."""
    for encounter, decided in kept.items():
        for (first, before), (second, then) in pairwise(decided):
            passed_on = before == "unsure" and (then == "undo" or first != second)
            if "undo" not in (before, then) and not passed_on:
                yield f"record {encounter}: {before} by {first}, then {then} by {second}"


def elsewhere(kept: dict[int, list[tuple[str, str]]]) -> Iterator[str]:
    """A record's status is that of its last decision."""
    from encounters.models import Encounter

    for encounter, status in Encounter.objects.filter(pk__in=kept).order_by("pk").values_list("pk", "status"):
        if status not in STATUS[kept[encounter][-1][1]]:
            yield f"record {encounter} is {status} after {kept[encounter]}"


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "--last":
        print(json.dumps(last()))
    else:
        print(json.dumps(wrong(json.load(sys.stdin), int(sys.argv[2]))))
