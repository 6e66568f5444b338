"""The most doubtful first, with confident records drawn at random between them.

Who sees the doubtful only never meets what the extractor got wrong and was sure of. So about every fifth record
comes from the draw: the confident ones in the order of their `lot`, from a place that depends on the person and the
day. The same person sees the same order all day, so pages of it hold still; nobody can choose what is drawn.

A position in this order is written `0.306~41!7123~9`: how far the doubtful are, how far the draw is, each the value
and the key of the last row, or nothing. What stands before either is not shown again by the other.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet

ONE_IN = 5
"""Of so many records one is drawn, on average."""


@dataclass(frozen=True, slots=True)
class Place:
    """How far somebody is in both orders; null where they have not begun with one."""

    doubt: tuple[float, int] | None = None
    lot: tuple[int, int] | None = None

    @classmethod
    def read(cls, written: str) -> "Place":
        """What `str` wrote. Raises `ValueError`."""
        doubt, _, lot = written.partition("!")
        return cls(_read(doubt, float), _read(lot, int))

    def __str__(self) -> str:
        return "!".join("~".join(map(str, each)) if each else "" for each in (self.doubt, self.lot))


def _read[T: (int, float)](written: str, number: type[T]) -> tuple[T, int] | None:
    value, _, pk = written.partition("~")
    return (number(value), int(pk)) if written else None


@dataclass(frozen=True, slots=True)
class Mixed:
    """The order of one person on one day: `seed` names both, `lots` is how many lots there are."""

    seed: str
    lots: int

    @property
    def first_lot(self) -> int:
        return self._number("") % self.lots

    def is_drawn(self, place: Place) -> bool:
        """Whether the record behind a place comes from the draw."""
        return self._number(str(place)) % ONE_IN == 0

    def _number(self, text: str) -> int:
        return int(hashlib.sha256(f"{self.seed} {text}".encode()).hexdigest()[:12], 16)

    def rows[M: Model](self, parts: Sequence[QuerySet[M]], place: Place, most: int) -> list[tuple[M, Place]]:
        """The next rows of all `parts` behind a place, each with its own place. All rows of a part have one status."""
        doubtful = self._doubtful(parts, place, most)
        drawn = self._drawn(parts, place, most)
        found: list[tuple[M, Place]] = []
        seen: set[Any] = set()
        while len(found) < most:
            doubtful = [row for row in doubtful if row.pk not in seen]
            drawn = [row for row in drawn if row.pk not in seen]
            if drawn and (not doubtful or self.is_drawn(place)):
                row: Any = drawn[0]
                place = Place(place.doubt, (row.lot, row.pk))
            elif doubtful:
                row = doubtful[0]
                place = Place((row.doubt, row.pk), place.lot)
            else:
                break
            seen.add(row.pk)
            found.append((row, place))
        return found

    def _doubtful[M: Model](self, parts: Sequence[QuerySet[M]], place: Place, most: int) -> list[M]:
        """An index gives the rows of one status in order; those of the parts are then put together."""
        found: list[Any] = []
        for part in parts:
            rows = part.filter(self._not_drawn_yet(place)) if place.lot else part
            if place.doubt:
                value, pk = place.doubt
                rows = rows.filter(doubt__lte=value).exclude(doubt=value, pk__gte=pk)
            found += rows.order_by("-doubt", "-pk")[:most]
        return sorted(found, key=lambda row: (-row.doubt, -row.pk))[:most]

    def _drawn[M: Model](self, parts: Sequence[QuerySet[M]], place: Place, most: int) -> list[M]:
        """From the first lot to the last, then from lot 0 to the first."""
        first = self.first_lot
        turned = place.lot is not None and place.lot[0] < first
        found: list[Any] = []
        for again in (False, True):
            if turned and not again:
                continue
            lap: list[Any] = []
            for part in parts:
                rows = part.filter(lot__lt=first) if again else part.filter(lot__gte=first)
                if place.lot and again == turned:
                    lot, pk = place.lot
                    rows = rows.filter(lot__gte=lot).exclude(lot=lot, pk__lte=pk)
                if place.doubt:
                    rows = rows.filter(self._not_doubtful_yet(place))
                lap += rows.order_by("lot", "pk")[:most]
            found += sorted(lap, key=lambda row: (row.lot, row.pk))
            if len(found) >= most:
                break
        return found[:most]

    def _not_doubtful_yet(self, place: Place) -> Q:
        """The rows that the order of doubt has not shown at a place."""
        value, pk = place.doubt or (2.0, 0)
        return Q(doubt__lt=value) | Q(doubt=value, pk__lt=pk)

    def _not_drawn_yet(self, place: Place) -> Q:
        """The rows that the draw has not shown at a place, or never will."""
        first = self.first_lot
        lot, pk = place.lot or (first, 0)
        behind = Q(lot__gt=lot) | Q(lot=lot, pk__gt=pk)
        return Q(lot=None) | (Q(lot__lt=first) | behind if lot >= first else Q(lot__lt=first) & behind)
