"""The jobs that are measured, their targets in milliseconds, and the tables of what they took."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

MOST_APART = 1.2
"""A save takes no longer than so many times as long in the larger database as in the smaller."""

type Samples = dict[str, list[float]]
"""Milliseconds by job."""


@dataclass(frozen=True)
class Job:
    name: str
    target: float | None = None
    by: str = "p95"
    """Which figure the target is for: `p95`, `median`, or `rate`, of which more is better."""


JOBS = (
    # in the browser: from the key or the click until it is painted
    Job("browser: key to reaction", 100),
    Job("browser: next record, ready ahead", 100),
    Job("browser: the server's word for it"),
    Job("browser: next record, cold", 800),
    Job("browser: claim", 50),
    Job("browser: save", 200),
    Job("browser: queue page with counts", 600),
    # at the server: from the request until the last byte of the answer
    Job("server: claim", 50),
    Job("server: save", 200),
    Job("server: decide, next opened", 100),
    Job("server: take the next ahead", 50),
    Job("server: record"),
    Job("server: undo"),
    Job("server: queue page with counts", 600),
    Job("server: queue, most doubtful first", 600),
    Job("server: queue, a state and a status, from the middle", 600),
    Job("server: queue, a warning", 600),
    Job("server: queue, doubt at least 0.2", 600),
    Job("server: queue, waiting for 30 days", 600),
    Job("server: queue, what I have open", 600),
    Job("server: search for words that many have"),
    Job("server: search for words that none has"),
    Job("server: dashboard"),
    Job("server: bulletins"),
    # in the database alone
    Job("database: queue page, a state and a status, first", 3, "median"),
    Job("database: queue page, a state and a status, from the middle", 3, "median"),
    Job("database: queue page, what waits", 3, "median"),
    Job("database: queue page, most doubtful first", 3, "median"),
    Job("database: waiting by state", 15, "median"),
    Job("database: claims by 8 at once, per second", 2500, "rate"),
    Job("database: the same by the desk's own code", None, "rate"),
    Job("database: the same by the ORM", None, "rate"),
)
HEAD = (
    "| job | database, encounters | n | p50 ms | p95 ms | target | met |",
    "| --- | --- | --- | --- | --- | --- | --- |",
)
BY_NAME = {job.name: job for job in JOBS}


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that so large a share of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-int(len(ordered) * share * 1000) // 1000) - 1))]


def table(samples: Mapping[str, Samples]) -> Iterator[str]:
    """A line for each job of each place; places are named by database and size."""
    yield from HEAD
    for job in JOBS:
        for place, found in samples.items():
            if job.name in found:
                yield line(job, place, found[job.name])


def line(job: Job, place: str, values: Sequence[float], factor: float = 1.0) -> str:
    middle, high = percentile(values, 0.5), percentile(values, 0.95)
    figure = high if job.by == "p95" else middle
    aim = f"{job.target * factor:,.0f}, {job.by}" if job.target else ""
    met = ""
    if job.target:
        met = "yes" if (figure >= job.target if job.by == "rate" else figure <= job.target * factor) else "no"
    return f"| {job.name} | {place} | {len(values)} | {shown(middle)} | {shown(high)} | {aim} | {met} |"


def shown(value: float) -> str:
    return f"{value:,.2f}" if value < 10 else f"{value:,.0f}"


def apart(samples: Mapping[str, Samples], job: str) -> Iterator[str]:
    """How much longer a job takes in each larger place than in the first."""
    places = [(place, found[job]) for place, found in samples.items() if job in found]
    for place, values in places[1:]:
        times = percentile(values, 0.5) / percentile(places[0][1], 0.5)
        met = "yes" if times <= MOST_APART else "no"
        yield f"{job}: {times:.2f} times as long at {place} as at {places[0][0]} (aim {MOST_APART}): {met}"


def load() -> str:
    """What else the machine has to do."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
