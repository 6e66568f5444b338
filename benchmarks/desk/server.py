"""What the desk's requests take at the server, one after another by one person over a connection that is kept."""

import itertools
import time
from collections import defaultdict
from urllib.parse import urlencode

from .client import Connection
from .figures import Samples
from .reviewer import Reviewer

NAMES = {
    "queue": "server: queue page with counts",
    "claim": "server: claim",
    "save": "server: save",
    "decide": "server: decide, next opened",
    "take ahead": "server: take the next ahead",
    "record": "server: record",
    "undo": "server: undo",
}
"""The jobs of a reviewer, as they are called in the table."""

QUERIES = {
    "server: queue, most doubtful first": "order=doubt",
    "server: queue, a warning": "warning=model_unknown",
    "server: queue, doubt at least 0.2": "doubt_min=0.2&order=doubt",
    "server: queue, waiting for 30 days": "days=30",
    "server: queue, what I have open": "mine=on",
}
SAVE_EVERY = 3
UNDO_EVERY = 5


class Desk:
    """Measures the server of one place; `middle` is the id of a bulletin half way through."""

    def __init__(self, address: str, sessions: dict[str, str], middle: int) -> None:
        self.address, self.sessions = address, sessions
        self.middle = f"status=approved&state=FL&after={middle}~1"
        self.reviewer = Reviewer(address, sessions["reviewer-1"])
        self.editor = Connection(address, sessions["editor"])
        self.samples: Samples = defaultdict(list)
        self._count = itertools.count(1)
        self.reviewer.start()

    def round(self, times: int) -> None:
        """So many records, and each view of the queue so often."""
        for _ in range(times):
            self._record(next(self._count))
            self.reviewer.queue("")
            for name, query in QUERIES.items():
                self._keep(name, self.reviewer.connection.get(f"/review/?{query}").seconds)
            middle = self.reviewer.connection.get(f"/review/?{self.middle}")
            self._keep("server: queue, a state and a status, from the middle", middle.seconds)

    def _record(self, number: int) -> None:
        reviewer = self.reviewer
        reviewer.fetch_ahead()
        if number % SAVE_EVERY == 0:
            reviewer.save(facility=f"Jail {time.time_ns()}")
            reviewer.fetch_ahead()
        reviewer.approve()
        if number % UNDO_EVERY == 0:
            reviewer.undo()

    def search(self, times: int) -> None:
        """What is asked for seldom: words of a narrative that many records have, and words that none has."""
        for number in range(times):
            for name, words in (("many have", "cocaine"), ("none has", f"of {number} jars of jam")):
                answer = self.editor.get(f"/api/v1/encounters/?{urlencode({'q': words})}")
                self._keep(f"server: search for words that {name}", answer.seconds)
            self._keep("server: dashboard", self.editor.get("/review/dashboard/").seconds)
            self._keep("server: bulletins", self.editor.get("/bulletins/").seconds)

    def _keep(self, name: str, seconds: float) -> None:
        self.samples[name].append(seconds * 1000)

    def found(self) -> Samples:
        own = {NAMES[job]: [s * 1000 for s in spent] for job, spent in self.reviewer.spent.items() if job in NAMES}
        return {**self.samples, **own}
