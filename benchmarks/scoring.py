"""Compares extracted records with the records that a bulletin should give, value by value.

Typography, white space, hyphens at line ends, case and end punctuation do not count. Encounters are paired in reading
order by how alike their narratives are; one that was not found counts as wrong in every field.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

FIELDS = tuple(
    (
        "heading_state state encountered_on agency program_model facility citizenship citizenship_text detainer_placed"
        " warrant_placed entry_manner entry_date entry_place previously_removed immigration_status narrative"
    ).split()
)
LEAST_ALIKE = 0.3

type Record = Mapping[str, Any]


def fold(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    plain = value.translate(str.maketrans("’‘“”–—\u00a0", "''\"\"-- ", "\u00ad\u200b"))
    return " ".join(re.sub(r"-\s*", "", plain).split()).strip(" .,;:").casefold()


def offense(value: Record) -> tuple[Any, ...]:
    return fold(value["text"]), value["basis"], value["counts"]


def event(value: Record) -> tuple[Any, ...]:
    return value["type"], value["on"], fold(value["actor"])


LISTS: Mapping[str, Callable[[Record], tuple[Any, ...]]] = {"offenses": offense, "events": event}


@dataclass
class Score:
    """Counts over any number of bulletins, and a line for each difference."""

    labelled: int = 0
    coded: int = 0
    expected: int = 0
    extracted: int = 0
    found: int = 0
    exact: int = 0
    right: Counter[str] = field(default_factory=Counter)
    hits: Counter[str] = field(default_factory=Counter)
    items: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)

    def add(self, name: str, gold: Sequence[Record], extracted: Sequence[Record]) -> list[tuple[Record, Record]]:
        """Count a bulletin; the pairs of expected and extracted records come back."""
        partner = paired(gold, extracted)
        self.expected, self.extracted = self.expected + len(gold), self.extracted + len(extracted)
        self.found += len(partner)
        for number in set(range(len(extracted))) - set(partner.values()):
            self.differences.append(f"{name}: invented: {extracted[number]['narrative'][:70]!r}")
        for number, record in enumerate(gold):
            self._one(f"{name}#{number + 1}", record, extracted[partner[number]] if number in partner else None)
        return [(gold[number], extracted[other]) for number, other in partner.items()]

    def _one(self, name: str, gold: Record, got: Record | None) -> None:
        wrong = [key for key in FIELDS if got is None or not _same(key, gold[key], got[key])]
        self.right.update(set(FIELDS) - set(wrong))
        for key, make in LISTS.items():
            expected = Counter(make(item) for item in gold[key])
            found = Counter(make(item) for item in (got[key] if got else ()))
            self.hits[key] += (expected & found).total()
            self.items[key] += expected.total() + found.total()
            if expected != found:
                wrong.append(key)
        self.exact += not wrong
        self._categories(name, gold, got)
        self.differences += [
            f"{name}: {key}: expected {gold[key]!r}, got {got[key] if got else 'nothing'!r}" for key in wrong
        ]

    def _categories(self, name: str, gold: Record, got: Record | None) -> None:
        """Gold lists the categories that a careful reader could give, or has none where none was labelled."""
        given = {fold(item["text"]): item["category"] for item in (got["offenses"] if got else ())}
        for item in gold["offenses"]:
            if accepted := item.get("category"):
                category = given.get(fold(item["text"]))
                self.labelled += 1
                self.coded += category in accepted
                if category not in accepted:
                    self.differences.append(f"{name}: category of {item['text']!r}: {category}, not {accepted}")

    def __iadd__(self, other: "Score") -> "Score":
        for key in ("labelled", "coded", "expected", "extracted", "found", "exact"):
            setattr(self, key, getattr(self, key) + getattr(other, key))
        for key in ("right", "hits", "items"):
            getattr(self, key).update(getattr(other, key))
        self.differences += other.differences
        return self

    def figures(self) -> dict[str, float]:
        total = self.expected or 1
        shares = {"encounters found": self.found / total, "encounters not invented": self.found / (self.extracted or 1)}
        shares |= {f"field {key}": self.right[key] / total for key in FIELDS}
        shares |= {
            f"{key} F1": 2 * self.hits[key] / (self.items[key] or 1) if self.items[key] else 1.0 for key in LISTS
        }
        if self.labelled:
            shares["offense category"] = self.coded / self.labelled
        return shares | {"whole record exact": self.exact / total}


def judged(gold: Record, got: Record) -> Iterator[tuple[str, float, bool]]:
    """Field, confidence and whether a reviewer would leave it, for every value that has a confidence."""
    for key in FIELDS:
        if key in got["confidence"]:
            yield key, got["confidence"][key], _same(key, gold[key], got[key])
    for key, make in LISTS.items():
        for number, item in enumerate(got[key]):
            same = [other for other in gold[key] if make(other) == make(item)]
            yield key, got["confidence"][f"{key}.{number}"], any(_coded_alike(other, item) for other in same)
        if not got[key]:
            yield key, got["confidence"][key], not gold[key]


def _coded_alike(expected: Record, item: Record) -> bool:
    accepted = expected.get("category")
    return not accepted or item["category"] in accepted


def _same(key: str, expected: Any, got: Any) -> bool:
    expected, got = fold(expected), fold(got)
    if key == "narrative":
        return expected.replace(" ", "") == got.replace(" ", "")
    return expected == got


def paired(gold: Sequence[Record], extracted: Sequence[Record]) -> dict[int, int]:
    """Which extracted record answers which expected one: the greatest likeness in all that keeps the order."""
    like = [[_likeness(left, right) for right in _grams(extracted)] for left in _grams(gold)]
    best = [[0.0] * (len(extracted) + 1) for _ in range(len(gold) + 1)]
    for i in range(len(gold) - 1, -1, -1):
        for j in range(len(extracted) - 1, -1, -1):
            both = like[i][j] + best[i + 1][j + 1] if like[i][j] >= LEAST_ALIKE else -1.0
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    pairs, i, j = {}, 0, 0
    while i < len(gold) and j < len(extracted):
        if like[i][j] >= LEAST_ALIKE and best[i][j] == like[i][j] + best[i + 1][j + 1]:
            pairs[i], i, j = j, i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _grams(records: Iterable[Record]) -> list[set[tuple[str, ...]]]:
    """Runs of three words; those that most narratives share tell little, but their order is kept anyway."""
    words = [fold(record["narrative"]).split() for record in records]
    return [set(zip(w, w[1:], w[2:], strict=False)) for w in words]


def _likeness(left: set[tuple[str, ...]], right: set[tuple[str, ...]]) -> float:
    return 2 * len(left & right) / ((len(left) + len(right)) or 1)
