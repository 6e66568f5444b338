"""A reviewer without a browser: asks the desk for what its pages and scripts ask for, in their order.

Every request's time goes to `spent` under the name of its job; `decided` holds what the desk said is decided.
"""

import json
import time
from collections import defaultdict

from .client import Answer, Connection, Fields, Record, Unexpected

DEPTH = 2
"""Records that the page has ready, as `ahead.js` does."""
TRIES = 20
PAINTING = 0.5
"""Seconds until a picture is asked for again that others were served before."""

type Spent = dict[str, list[float]]


class Reviewer:
    def __init__(self, address: str, session: str, *, query: str = "") -> None:
        self.connection = Connection(address, session)
        self.query = query
        self.spent: Spent = defaultdict(list)
        self.decided: list[tuple[int, str]] = []
        self.record: Record | None = None
        self.ready: list[Record] = []

    # --- Coming to a record ----------------------------------------------------------------------------
    def queue(self, query: str) -> Answer:
        return self._timed("queue", self.connection.get(f"/review/?{query}" if query else "/review/"))

    def start(self) -> None:
        """The button of the queue."""
        token = _token(self.queue(self.query).body)
        address = f"/review/next/?{self.query}" if self.query else "/review/next/"
        answer = self._timed("start", self.connection.post(address, [("csrfmiddlewaretoken", token)], 302))
        self.open(answer.to)

    def open(self, address: str) -> None:
        """The page of a record, its pictures, and its lease."""
        if address.partition("?")[0] == "/review/":
            raise Unexpected("Nothing waits any more: the database is too small for this run.")
        self.record = Record.read(self._timed("record", self.connection.get(address)).body)
        self.pictures(self.record)
        self.ready = []
        self.claim()

    def pictures(self, record: Record, **headers: str) -> None:
        for address in record.pictures:
            for _ in range(TRIES):
                answer = self.connection.get(address, 200, 202, **headers)
                if answer.status == 200:
                    break
                time.sleep(PAINTING)
            self._timed("picture", answer)

    def claim(self) -> None:
        """Take or renew the lease, as the page does when a record comes on the screen and every minute."""
        shown = self._shown
        headers = {"Accept": "application/json", "X_CSRFToken": shown.token}
        answer = self.connection.post(f"/review/{shown.encounter}/claim/", [], 200, **headers)
        self._timed("claim", answer)
        if not json.loads(answer.body)["yours"]:
            raise Unexpected(f"Record {shown.encounter} is in another's hands.")

    def fetch_ahead(self) -> None:
        """Have the next records ready, with their pages drawn."""
        while len(self.ready) < DEPTH:
            last = self.ready[-1] if self.ready else self._shown
            if not last.ahead:
                return
            headers = {"X_CSRFToken": last.token, "X_Ahead": "1"}
            taken = self._timed("take ahead", self.connection.post(last.ahead, [], 302, 204, **headers))
            if taken.status == 204:
                return
            record = Record.read(self._timed("record", self.connection.get(taken.to, X_Ahead="1")).body)
            if record.encounter in [one.encounter for one in self.ready]:
                return
            self.pictures(record, X_Ahead="1")
            self.ready.append(record)

    # --- Working on it ---------------------------------------------------------------------------------
    def save(self, **values: str) -> None:
        shown = self._shown
        fields = [*shown.with_values(**values), ("action", "save")]
        answer = self._timed("save", self.connection.post(self._address(shown), fields, 302))
        self.open(answer.to)
        if int(self._shown.version) != int(shown.version) + 1:
            raise Unexpected(f"Record {shown.encounter} was not saved.")

    def approve(self) -> None:
        """Or skip, where a second person has to approve what this one has saved."""
        if not self._shown.may_approve:
            self.skip()
            return
        self._decide("approve", [*self._shown.fields, ("action", "approve")])

    def reject(self) -> None:
        self._decide("reject", [*self._short, ("action", "reject"), ("note", "a duplicate")])

    def unsure(self) -> None:
        """Or skip, where this one is the second already."""
        if not self._shown.may_pass_on:
            self.skip()
            return
        self._decide("unsure", [*self._short, ("action", "unsure"), ("note", "which county?")])

    def skip(self) -> None:
        self._decide("skip", [*self._shown.fields, ("action", "skip")])

    def undo(self) -> None:
        """Take the last decision back, and have its record on the screen again; or begin anew, where another has it."""
        fields = [("csrfmiddlewaretoken", self._shown.token)]
        answer = self._timed("undo", self.connection.post("/review/undo/", fields, 302))
        self.give_back([one.encounter for one in (self._shown, *self.ready)])
        if answer.to == "/review/":
            self.start()
            return
        self.open(answer.to)
        self.decided.append((self._shown.encounter, "undo"))

    def give_back(self, encounters: list[int]) -> None:
        """What the page says when it is left."""
        fields = [("encounter", str(one)) for one in encounters]
        self.connection.post("/review/leave/", [("csrfmiddlewaretoken", self._shown.token), *fields], 204)

    @property
    def _shown(self) -> Record:
        if self.record is None:
            raise Unexpected("No record is open.")
        return self.record

    @property
    def _short(self) -> Fields:
        """A form that decides without the values of the record."""
        return [("csrfmiddlewaretoken", self._shown.token), ("version", self._shown.version)]

    def _address(self, record: Record) -> str:
        return f"/review/{record.encounter}/" + (f"?{self.query}" if self.query else "")

    def _decide(self, kind: str, fields: Fields) -> None:
        """Decide, and come to the next record: the one that is ready, or by a page of its own."""
        shown = self._shown
        job = "decide" if kind != "skip" else "skip"
        if self.ready:
            fields = [*fields, ("ahead", str(self.ready[0].encounter))]
        answer = self._timed(job, self.connection.post(self._address(shown), fields))
        if kind != "skip":
            self.decided.append((shown.encounter, kind))
        if not answer.is_json:
            self.open(answer.to)
            return
        self.record = self.ready.pop(0)
        said = json.loads(answer.body)
        if (said["encounter"], str(said["version"])) != (self.record.encounter, self.record.version):
            raise Unexpected(f"The desk opened {said}, not {self.record.encounter} at {self.record.version}.")
        self.claim()

    def _timed(self, job: str, answer: Answer) -> Answer:
        self.spent[job].append(answer.seconds)
        return answer


def _token(body: bytes) -> str:
    """The first token of a page's forms."""
    mark = b'name="csrfmiddlewaretoken" value="'
    return body.partition(mark)[2].partition(b'"')[0].decode()
