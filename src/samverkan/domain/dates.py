"""Dates and periods as far as they are known: a year, a month, a quarter or a day."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import total_ordering
from typing import Self

PERIOD = re.compile(r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?")


@total_ordering
@dataclass(frozen=True, slots=True, eq=True)
class Period:
    """A stretch of time: `2024`, `2024-Q1`, `2024-03` or `2024-03-15`; ordered by its first, then its last day."""

    text: str
    first_day: date
    last_day: date

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the period that the text names; ValueError when it names none."""
        match = PERIOD.fullmatch(text)
        if match is None:
            raise ValueError(text)
        year = int(match["year"])
        if match["quarter"]:
            first_month, last_month = 3 * int(match["quarter"]) - 2, 3 * int(match["quarter"])
        elif match["month"]:
            first_month = last_month = int(match["month"])
        else:
            first_month, last_month = 1, 12
        if match["day"]:
            day = date(year, first_month, int(match["day"]))
            return cls(text, day, day)
        length = calendar.monthrange(year, last_month)[1] if 1 <= last_month <= 12 else 0
        return cls(text, date(year, first_month, 1), date(year, last_month, length))

    def __lt__(self, other: Self) -> bool:
        return (self.first_day, self.last_day) < (other.first_day, other.last_day)

    def __str__(self) -> str:
        return self.text

    @property
    def year(self) -> int:
        """The year in which the period begins."""
        return self.first_day.year
