"""Dates as they are printed.

    January 3, 2020    Jan. 3, 2020    October 16th    3 January 2020    1/3/2020    March 2015    2015

Optical character recognition confuses 0 with O, and 1 with l or I; inside a date they are digits.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .words import MONTH_NUMBERS, MONTHS

_DIGIT = "[0-9OolI|]"
_DAY = rf"(?:[0-3lI|]?{_DIGIT})(?:st|nd|rd|th)?"
_YEAR = rf"(?:[12lI|][09Oo]{_DIGIT}{{2}})"
_MONTH = rf"(?:{MONTHS})\b\.?"

DATE = re.compile(
    rf"""\b(?:
        (?P<month>{MONTHS})(?:\b\.?\s|\.?(?=\d))(?P<day>{_DAY})(?![\w/])(?:[,.]?\s?(?P<year>{_YEAR})\b)?
      | (?P<day2>{_DAY})\s(?P<month2>{_MONTH}),?\s(?P<year2>{_YEAR})\b
      | (?P<month3>[01]?[0-9])[/-](?P<day3>[0-3]?[0-9])[/-](?P<year3>(?:19|20)[0-9]{{2}})\b
      | (?P<month4>{_MONTH}),?\s(?:of\s)?(?P<year4>{_YEAR})\b
      | (?P<year5>(?:19|20)[0-9]{{2}})\b
    )""",
    re.VERBOSE,
)
_LETTERS_FOR_DIGITS = str.maketrans("OolI|", "00111")


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as far as it is printed: any part may be missing, and it need not exist in the calendar."""

    year: int | None
    month: int | None
    day: int | None

    def on(self, year: int | None = None) -> datetime.date | None:
        """The day, or None where it is not whole or not in the calendar; `year` supplies a missing year."""
        whole_year = self.year or year
        if whole_year is None or self.month is None or self.day is None:
            return None
        try:
            return datetime.date(whole_year, self.month, self.day)
        except ValueError:
            return None

    @property
    def iso(self) -> str | None:
        """`2019-07-31`, `2019-07` or `2019`; None without a year, or where the day is not in the calendar."""
        if self.year is None:
            return None
        if self.day is not None:
            day = self.on()
            return day.isoformat() if day else None
        return f"{self.year:04}-{self.month:02}" if self.month else f"{self.year:04}"


@dataclass(frozen=True, slots=True)
class Dated:
    """A printed date and its place in the folded text."""

    date: PrintedDate
    start: int
    end: int


@lru_cache(maxsize=256)
def find(text: str) -> tuple[Dated, ...]:
    """Every date in a folded text, in order: days, months with a year, and bare years."""
    return tuple(_dated(text))


def days(text: str) -> tuple[Dated, ...]:
    """The dates of `text` that name a day."""
    return tuple(found for found in find(text) if found.date.day is not None)


def _dated(text: str) -> Iterator[Dated]:
    for match in DATE.finditer(text):
        parts = {name.rstrip("2345"): value for name, value in match.groupdict().items() if value}
        year, day, month = _number(parts.get("year")), _number(parts.get("day")), parts.get("month", "").rstrip(".")
        number = MONTH_NUMBERS.get(month) or _number(month)
        if number is None or 1 <= number <= 12:
            yield Dated(PrintedDate(year, number, day), match.start(), match.end())


def _number(digits: str | None) -> int | None:
    if not digits:
        return None
    plain = "".join(c for c in digits.translate(_LETTERS_FOR_DIGITS) if c.isdigit())
    return int(plain) if plain else None
