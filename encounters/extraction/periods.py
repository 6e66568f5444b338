"""The months that a bulletin covers, as far as it says so itself.

declared("287(g) Monthly Encounter Report, January 2020", "")      Period(2020, 1)
declared(None, "... encounters reported during October 2025 ...")   Period(2025, 10)
of_filename("encounterReport_FY2020_Dec.pdf")                      Period(2019, 12): a fiscal year begins in October
"""

import datetime
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .fields.words import MONTH_NUMBERS, MONTHS

_MONTH_YEAR = rf"(?P<month>{MONTHS})\b\.?,?\s(?:of\s)?(?:(?P<fiscal>FY|[Ff]iscal\s[Yy]ear)\s?)?(?P<year>20\d\d)\b"
IN_TITLE = re.compile(_MONTH_YEAR)
YEAR_IN_TITLE = re.compile(r"(?<!FY\s)(?<!FY)\b(?P<year>20\d\d)\b")
# "cases reported during the month of January 2020", "encounters for October 2025"
IN_TEXT = re.compile(
    rf"""\b(?:encounters?|cases|reports?|bulletin|month|period|covers|covering)\s(?:[\w()']+\s){{0,6}}?
         (?:of|for|in|during|from)\s(?:the\smonth\sof\s)?{_MONTH_YEAR}""",
    re.VERBOSE,
)
# The names under which the bulletins were published.
_NAMED = (
    re.compile(rf"(?P<fiscal>FY)_?(?P<year>20\d\d)_?(?P<month>{MONTHS})(?![a-z])"),
    re.compile(rf"(?<![A-Za-z])(?P<month>{MONTHS})[_-]?(?P<fiscal>FY)?(?P<year>20\d\d)(?!\d)"),
)
FISCAL_YEAR_BEGINS = 10
"""October."""


@dataclass(frozen=True, slots=True)
class Period:
    """A year, and the month in it where that is known."""

    year: int
    month: int | None = None

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}" if self.month else str(self.year)

    def year_of(self, month: int | None) -> int:
        """The year of a date that is printed without one: the one that lies nearest to the period."""
        if self.month is None or month is None:
            return self.year
        apart = month - self.month
        return self.year + (1 if apart < -6 else -1 if apart > 6 else 0)

    def holds(self, date: datetime.date) -> bool:
        """Whether a date lies in the period, or within two months of it."""
        if self.month is None:
            return date.year == self.year
        return abs((date.year - self.year) * 12 + date.month - self.month) <= 2


def declared(title: str | None, introduction: str, filename: str | None = None) -> Period | None:
    """The period that the title, the introduction or the name of the file declares, in this order."""
    if title and (match := IN_TITLE.search(title)):
        return _period(match)
    if match := IN_TEXT.search(introduction):
        return _period(match)
    if filename and (period := of_filename(filename)):
        return period
    if title and (match := YEAR_IN_TITLE.search(title)):
        return Period(int(match["year"]))
    return None


def of_filename(filename: str) -> Period | None:
    matches = (pattern.search(filename) for pattern in _NAMED)
    return next((_period(match) for match in matches if match), None)


def usual(dates: Iterable[datetime.date | None]) -> Period | None:
    """The year of most dates. It tells a strange date from the others, and never supplies a year."""
    years = Counter(date.year for date in dates if date)
    (year, count), *_ = years.most_common(1) or [(0, 0)]
    return Period(year) if count > 2 and count * 2 > years.total() else None


def _period(match: re.Match[str]) -> Period:
    year, month = int(match["year"]), MONTH_NUMBERS[match["month"]]
    return Period(year - (bool(match["fiscal"]) and month >= FISCAL_YEAR_BEGINS), month)
