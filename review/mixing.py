"""The most doubtful first, with confident records drawn at random between them.

Who sees the doubtful only never meets what the extractor got wrong and was sure of. So about every fifth record
comes from the draw: the confident ones in the order of their `lot`, from a place that depends on the person and the
day. The same person sees the same order all day, so pages of it hold still; nobody can choose what is drawn.

A position in this order is written `0.306~41!7123~9`: how far the doubtful are, how far the draw is, each the value
and the key of the last row, or nothing. What stands before either is not shown again by the other.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import Model, Q, QuerySet

ONE_IN = 5
"""Of so many records one is drawn, on average."""
FRONT = (2.0, 0)
"""Before the most doubtful. SQLite takes the index of an order only where a condition names its first column."""


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

    def rows[M: Model](
        self, parts: Sequence[QuerySet[M]], place: Place, most: int, shown: QuerySet[M] | None = None
    ) -> list[tuple[M, Place]]:
        """The next rows of all `parts` behind a place, each with its own place.

        The order is found by keys alone, so that an index gives them; `shown`, by default all rows of the model, is
        then asked for those few.
        """
        steps = list(self._steps(parts, place, most))
        if not steps:
            return []
        of = parts[0].model._default_manager.all() if shown is None else shown
        rows = of.order_by().in_bulk([pk for pk, _ in steps])
        return [(rows[pk], there) for pk, there in steps if pk in rows]

    def _steps[M: Model](self, parts: Sequence[QuerySet[M]], place: Place, most: int) -> Iterator[tuple[int, Place]]:
        """The ids of those rows."""
        doubtful, drawn = self._doubtful(parts, place, most), self._drawn(parts, place, most)
        doubt, lot = next(doubtful, None), next(drawn, None)
        seen: set[int] = set()
        for _ in range(most):
            while doubt and doubt[1] in seen:
                doubt = next(doubtful, None)
            while lot and lot[1] in seen:
                lot = next(drawn, None)
            if lot and (not doubt or self.is_drawn(place)):
                place, pk = Place(place.doubt, lot), lot[1]
            elif doubt:
                place, pk = Place(doubt, place.lot), doubt[1]
            else:
                return
            seen.add(pk)
            yield pk, place

    def _doubtful[M: Model](self, parts: Sequence[QuerySet[M]], place: Place, most: int) -> Iterator[tuple[float, int]]:
        found = []
        for part in parts:
            rows = part.filter(self._not_drawn_yet(place)) if place.lot else part
            value, pk = place.doubt or FRONT
            rows = rows.filter(doubt__lte=value)
            found.append(rows.exclude(doubt=value, pk__gte=pk) if place.doubt else rows)
        return _in_order(found, ("-doubt", "-pk"), most)

    def _drawn[M: Model](self, parts: Sequence[QuerySet[M]], place: Place, most: int) -> Iterator[tuple[int, int]]:
        """From the first lot to the last, then from lot 0 to the first, which is asked for when the lap is over."""
        first = self.first_lot
        turned = place.lot is not None and place.lot[0] < first
        for again in (True,) if turned else (False, True):
            lap = []
            for part in parts:
                rows = part.filter(lot__lt=first) if again else part.filter(lot__gte=first)
                if place.lot and again == turned:
                    lot, pk = place.lot
                    rows = rows.filter(lot__gte=lot).exclude(lot=lot, pk__lte=pk)
                if place.doubt:
                    rows = rows.filter(self._not_doubtful_yet(place))
                lap.append(rows)
            yield from _in_order(lap, ("lot", "pk"), most)

    def _not_doubtful_yet(self, place: Place) -> Q:
        """The rows that the order of doubt has not shown at a place."""
        value, pk = place.doubt or FRONT
        return Q(doubt__lt=value) | Q(doubt=value, pk__lt=pk)

    def _not_drawn_yet(self, place: Place) -> Q:
        """The rows that the draw has not shown at a place, or never will."""
        first = self.first_lot
        lot, pk = place.lot or (first, 0)
        behind = Q(lot__gt=lot) | Q(lot=lot, pk__gt=pk)
        return Q(lot=None) | (Q(lot__lt=first) | behind if lot >= first else Q(lot__lt=first) & behind)


def _in_order[M: Model](parts: Sequence[QuerySet[M]], order: tuple[str, str], most: int) -> Iterator[tuple[Any, int]]:
    """The first keys of all parts in one order, each as the value and the id of its row."""
    keys = [part.order_by(*order).values_list(order[0].removeprefix("-"), "pk")[:most] for part in parts]
    return iter(sorted(chain.from_iterable(keys), reverse=order[0].startswith("-")))
