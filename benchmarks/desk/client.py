"""One person's connection to the desk: requests with their time, and the form of a record as a browser posts it."""

import time
from dataclasses import dataclass
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPMessage
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

IDLE = 1.0
"""Seconds after which a new connection is made: the server closes one that is idle for 2."""

type Fields = list[tuple[str, str]]


class Unexpected(Exception):
    """The desk answered what it should not."""


@dataclass(frozen=True)
class Answer:
    """`seconds` from sending the request to the last byte of the answer."""

    status: int
    headers: HTTPMessage
    body: bytes
    seconds: float

    @property
    def to(self) -> str:
        """Where it sends the browser: path and query."""
        return self.headers.get("Location", "")

    @property
    def is_json(self) -> bool:
        return self.headers.get_content_type() == "application/json"


class Connection:
    """A connection that is kept, with the cookies of one session."""

    def __init__(self, address: str, session: str) -> None:
        site = urlsplit(address)
        assert site.hostname
        self._http = HTTPConnection(site.hostname, site.port, timeout=60)
        self._cookies = {"sessionid": session}
        self._used = 0.0

    def get(self, path: str, *expected: int, **headers: str) -> Answer:
        return self._ask("GET", path, None, headers, expected or (200,))

    def post(self, path: str, fields: Fields, *expected: int, **headers: str) -> Answer:
        headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, urlencode(fields).encode(), headers, expected or (200, 302))

    def _ask(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str], expected: tuple[int, ...]
    ) -> Answer:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        start = time.perf_counter()
        if start - self._used > IDLE:
            self._http.close()
        self._http.request(method, path, body, sent)
        response = self._http.getresponse()
        data = response.read()
        self._used = time.perf_counter()
        answer = Answer(response.status, response.headers, data, self._used - start)
        for line in response.headers.get_all("Set-Cookie", []):
            self._cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        if answer.status not in expected:
            raise Unexpected(f"{method} {path}: {answer.status} {data[:300].decode(errors='replace')}")
        return answer

    def close(self) -> None:
        self._http.close()


@dataclass
class Record:
    """The page of one record: the fields of its form, and what its scripts read from it."""

    encounter: int
    version: str
    fields: Fields
    pictures: list[str]
    ahead: str
    """Where to ask for the one behind it; empty where there is none."""
    may_approve: bool
    """Not where a second person has to."""
    may_pass_on: bool

    @property
    def token(self) -> str:
        return dict(self.fields)["csrfmiddlewaretoken"]

    def with_values(self, **values: str) -> Fields:
        return [(name, values.get(name, value)) for name, value in self.fields]

    @classmethod
    def read(cls, body: bytes) -> "Record":
        """Raises `Unexpected` where the page shows no record."""
        page = _Page()
        page.feed(body.decode())
        if not page.data:
            raise Unexpected(f"This page shows no record: {body[:200].decode(errors='replace')}")
        data = page.data
        encounter, version, ahead = int(data["data-encounter"]), data["data-version"], data.get("data-ahead", "")
        return cls(encounter, version, page.fields, page.pictures, ahead, page.may_approve, page.may_pass_on)


class _Page(HTMLParser):
    """The form `record` with its values, and the pictures of its pages in the width of a desk's screen."""

    def __init__(self) -> None:
        super().__init__()
        self.data: dict[str, str] = {}
        self.fields: Fields = []
        self.pictures: list[str] = []
        self.may_approve = self.may_pass_on = False
        self._inside = False
        self._select: str | None = None
        self._options: list[tuple[str, bool]] = []
        self._area: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and given.get("id") == "record":
            self._inside, self.data = True, given
        elif tag == "img" and "srcset" in given:
            self.pictures.append(given["src"].replace("width=1280", "width=960"))
        elif given.get("id") == "approve":
            self.may_approve = "disabled" not in given
        elif given.get("id") == "unsure":
            self.may_pass_on = True
        elif self._inside and given.get("name"):
            self._field(tag, given)
        elif tag == "option" and self._select:
            self._options.append((given.get("value", ""), "selected" in given))

    def _field(self, tag: str, given: dict[str, str]) -> None:
        if tag == "select":
            self._select, self._options = given["name"], []
        elif tag == "textarea":
            self.fields.append((given["name"], ""))
            self._area = []
        elif tag == "input":
            box = given.get("type") == "checkbox"
            if not box or "checked" in given:
                self.fields.append((given["name"], given.get("value", "on" if box else "")))

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._area.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self._select:
            chosen = [value for value, selected in self._options if selected] or [self._options[0][0]]
            self.fields.append((self._select, chosen[0]))
            self._select = None
        elif tag == "textarea" and self._area is not None:
            self.fields[-1] = (self.fields[-1][0], "".join(self._area).removeprefix("\n"))
            self._area = None
        elif tag == "form":
            self._inside = False
