"""The bulletins that the rest is copied from: made by `tests/synthetic`, extracted, and reviewed by several people.

Of 25 bulletins two wait whole and one in half, so a tenth of the records; of the others one record in 20 is rejected,
one in eight corrected, and the rest approved as it was read. One in four bulletins is of Florida alone.
"""

import datetime
import random
from collections.abc import Iterator

BULLETINS = 25
PER_BULLETIN = 40
ENCOUNTERS = BULLETINS * PER_BULLETIN
REVIEWERS = 25
START = datetime.datetime(2026, 11, 2, 8, 0, tzinfo=datetime.UTC)
PACE = datetime.timedelta(seconds=14)
"""For one record."""
TEMPLATES = ("program", "officer")
LAYOUTS = ("one-column", "two-columns", "plain-headings")


def make() -> None:
    """The people, the bulletins and their review, each by the action that does it in life."""
    people = list(reviewers())
    for number in range(1, BULLETINS + 1):
        hand_in(number)
    review(people)


def reviewers() -> Iterator[object]:
    from django.contrib.auth.models import User

    from encounters.actions import people

    for number in range(1, REVIEWERS + 1):
        person = User.objects.create_user(f"reviewer-{number}")
        people.give(person, ["reviewer"])
        yield person
    people.give(User.objects.create_user("editor"), ["editor"])


def hand_in(number: int) -> None:
    """A bulletin with exactly so many records, whatever the extractor makes of the texts of a seed."""
    from django.core.files.base import ContentFile

    from encounters.actions import bulletins, extraction

    at = START + number * datetime.timedelta(minutes=1)
    seeds = (printed(number, seed) for seed in range(number * 1000, (number + 1) * 1000))
    pdf = next(pdf for pdf in seeds if found(pdf) == PER_BULLETIN)
    file = ContentFile(pdf)
    received = bulletins.receive(file, filename=f"bulletin-{number}.pdf", by=None, now=at, max_bytes=10**8)
    extraction.run(received.bulletin.pk, clock=lambda: at)


def printed(number: int, seed: int) -> bytes:
    from tests.synthetic import layouts, narratives

    template = TEMPLATES[number % len(TEMPLATES)]
    if number % 4 == 0:
        rng = random.Random(seed)  # noqa: S311 - a made bulletin, no secret
        writer = narratives.Writer(rng, template, 2025, number % 12 + 1, narratives.SEEN)
        texts = (writer.narrative("FL", yearless="never")[0] for _ in range(PER_BULLETIN))
        sections: tuple[tuple[str, tuple[str, ...]], ...] = (("Florida", tuple(texts)),)
    else:
        sections = narratives.bulletin(seed, template=template, encounters=PER_BULLETIN).sections
    layout = layouts.LAYOUTS[LAYOUTS[number % len(LAYOUTS)]]
    return layouts.render(layouts.Bulletin(sections), layout, seed).pdf


def found(pdf: bytes) -> int:
    import tempfile
    from pathlib import Path

    from benchmarks.extraction import pages_of
    from encounters.extraction import extract

    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        return len(extract(pages_of(Path(file.name))).encounters)


# --- Review -------------------------------------------------------------------------------------------
def review(people: list[object]) -> None:
    from encounters.models import Encounter

    first, half = BULLETINS - 2, BULLETINS - 2
    now = START + datetime.timedelta(days=1)
    done = Encounter.objects.filter(bulletin__lte=first).order_by("bulletin_id", "sequence")
    for place, encounter in enumerate(done.select_related("current_revision", "bulletin")):
        if encounter.bulletin_id == half and encounter.sequence > PER_BULLETIN // 2:
            break
        judge(encounter, place, by=people[place // PER_BULLETIN % len(people)], now=now)
        now += PACE
    unsure = Encounter.objects.filter(bulletin=BULLETINS, sequence__lte=4).select_related("bulletin")
    for encounter in unsure:
        look_twice(encounter, by=people[0], now=now)


def judge(encounter: object, place: int, *, by: object, now: datetime.datetime) -> None:
    """One in 20 is rejected, one in eight corrected first."""
    from review.actions import claims, corrections, decisions

    claims.take(encounter, by=by, now=now - PACE)
    if place % 20 == 7:
        decisions.reject(encounter, by=by, now=now, version=encounter.version, note="a duplicate")
        return
    if place % 8 == 3:
        values = {"facility": "County Detention Center"}
        corrections.save(encounter, values, by=by, reason="", now=now, version=encounter.version)
    decisions.approve(encounter, by=by, now=now, version=encounter.version)


def look_twice(encounter: object, *, by: object, now: datetime.datetime) -> None:
    from review.actions import claims, decisions

    claims.take(encounter, by=by, now=now - PACE)
    decisions.unsure(encounter, by=by, now=now, version=encounter.version, note="which county?")
