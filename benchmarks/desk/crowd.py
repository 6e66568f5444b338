"""Many reviewers at once: how long each waits, and whether every decision is kept, once.

    python -m benchmarks.desk.crowd
    python -m benchmarks.desk.crowd --database postgresql --encounters 1000000 --keep FOLDER
    python -m benchmarks.desk.crowd --pace 0 --minutes 1            without a pause: what the server can do

Each of 25 asks the desk for all that the page of a reviewer asks for, and decides a record every `--pace` seconds, the
fastest honest pace, give or take a half. One record in 8 is corrected, one in 10 rejected, one in 15 passed on, one in
20 skipped, and one decision in 12 taken back. At the end, what the desk said to them is held against its database.
"""

import argparse
import random
import tempfile
import threading
import time
from collections import Counter, defaultdict
from contextlib import ExitStack
from pathlib import Path

from . import figures
from .place import Place
from .reviewer import Reviewer, Spent
from .server import NAMES

REVIEWERS = 25
TWICE = 2.0
"""The targets hold times two while so many work."""


class Worker(threading.Thread):
    """One reviewer, who begins at a moment of their own and works until `until`."""

    def __init__(self, reviewer: Reviewer, seed: int, pace: float, until: float) -> None:
        super().__init__(name=f"reviewer-{seed}")
        self.reviewer, self.pace, self.until = reviewer, pace, until
        self.rng = random.Random(seed)  # noqa: S311 - who does what, no secret
        self.error = ""

    def run(self) -> None:
        try:
            self._pause(self.rng.random())
            self.reviewer.start()
            while time.monotonic() < self.until:
                self.reviewer.fetch_ahead()
                self._pause(self.rng.uniform(0.5, 1.5))
                self._judge()
        except Exception as error:  # whatever it is, the crowd has failed
            self.error = f"{self.name}: {type(error).__name__}: {error}"

    def _pause(self, share: float) -> None:
        time.sleep(max(0.0, min(self.pace * share, self.until - time.monotonic())))

    def _judge(self) -> None:
        rng, reviewer = self.rng, self.reviewer
        if rng.random() < 1 / 8:
            reviewer.save(facility=f"Jail {rng.randrange(10**9)}")
            reviewer.fetch_ahead()
        how = rng.random()
        if how < 1 / 10:
            reviewer.reject()
        elif how < 1 / 10 + 1 / 15:
            reviewer.unsure()
        elif how < 1 / 10 + 1 / 15 + 1 / 20:
            reviewer.skip()
        else:
            reviewer.approve()
        if reviewer.decided and rng.random() < 1 / 12:
            reviewer.undo()


def work(address: str, sessions: dict[str, str], *, pace: float, minutes: float) -> list[Worker]:
    until = time.monotonic() + minutes * 60
    people = [Reviewer(address, sessions[f"reviewer-{number}"]) for number in range(1, REVIEWERS + 1)]
    workers = [Worker(reviewer, number, pace, until) for number, reviewer in enumerate(people, start=1)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return workers


def together(workers: list[Worker]) -> Spent:
    spent: Spent = defaultdict(list)
    for worker in workers:
        for job, seconds in worker.reviewer.spent.items():
            spent[job] += seconds
    return spent


def report(place: str, workers: list[Worker], wrong: list[str]) -> list[str]:
    kinds = Counter(kind for worker in workers for _, kind in worker.reviewer.decided)
    said = ", ".join(f"{number} {kind}" for kind, number in kinds.most_common())
    lines = [f"{sum(kinds.values())} decisions by {len(workers)}: {said}; {figures.load()}"]
    lines += figures.HEAD
    spent = together(workers)
    for job, name in NAMES.items():
        milliseconds = [1000 * seconds for seconds in spent[job]]
        if milliseconds:
            lines.append(figures.line(figures.BY_NAME[name], place, milliseconds, factor=TWICE))
    errors = [worker.error for worker in workers if worker.error]
    lines += [f"errors: {len(errors)}", *errors, f"wrong in the database: {len(wrong)}", *wrong]
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--encounters", type=int, choices=(100_000, 1_000_000), default=100_000)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--pace", type=float, default=12, help="seconds a record")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the database, and use it again")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = options.keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bulletin-desk-")))
        own = folder / f"{options.database}-{options.encounters}"
        place = Place(options.database, options.encounters, own.resolve())
        if not options.keep:
            stack.callback(place.remove)
        place.fill()
        sessions = place.run("people")
        before = place.run("kept", "--last")
        with place.serving() as address:
            workers = work(address, sessions, pace=options.pace, minutes=options.minutes)
        said = {worker.name: worker.reviewer.decided for worker in workers}
        wrong = place.run("kept", "--after", str(before), said=said)
        lines = report(f"{options.database}, {options.encounters:,}", workers, wrong)
    print("\n".join(lines))
    if wrong or any(worker.error for worker in workers):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
