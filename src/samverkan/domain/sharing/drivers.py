"""Drivers as they were read at a date: inhabitants, users, devices … of each member, and what is wrong with them."""

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from samverkan.domain.dates import Period
from samverkan.domain.errors import Place, Problem
from samverkan.domain.indicators import DEFINITION_CHANGED, Indicator
from samverkan.domain.sharing.bill import DriverReading
from samverkan.domain.sharing.keys import EQUAL, Reading
from samverkan.domain.study import Study
from samverkan.domain.words import Text, say

INDICATORS = "indicators.csv"
Series = Mapping[tuple[str, str], Sequence[Indicator]]
"""The values of each (driver, municipality), oldest first."""


@dataclass(frozen=True, slots=True)
class Drivers:
    """The reading of each driver for each member, and what is wrong; with problems they are not whole."""

    readings: Mapping[str, Mapping[str, DriverReading]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def values(self) -> dict[str, dict[str, float]]:
        """The value of each driver for each municipality."""
        return {driver: {key: one.value for key, one in read.items()} for driver, read in self.readings.items()}


@dataclass(frozen=True, slots=True)
class Meter:
    """Where drivers are read: the figures of a study, for the members of one collaboration."""

    study: Study
    indicators: Sequence[Indicator]
    collaboration: str


def reading_date(reading: Reading, period: Period) -> date:
    """Return the day on which drivers are read for a period."""
    if reading.days_before is not None:
        return period.first_day - timedelta(days=reading.days_before)
    if not reading.on:
        return period.first_day
    this_year = _day_of(reading.on, period.year)
    return this_year if this_year <= period.first_day else _day_of(reading.on, period.year - 1)


def _day_of(month_and_day: str, year: int) -> date:
    month, day = (int(part) for part in month_and_day.split("-"))
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def read_drivers(
    meter: Meter, names: Iterable[str], members: Sequence[str], period: Period, reading: Reading
) -> Drivers:
    """Return the drivers of the members as they are read for a period, with everything that is wrong with them.

    A value for a municipality within the collaboration is used rather than the municipality's own: when there is any,
    the driver is read from those only. At a stated date a value counts whose period has that day in it, the one that
    began last when there are several; without a stated date it is the newest that had begun.
    """
    wanted = tuple(dict.fromkeys(names))
    series = _gather(meter, {*wanted} - {EQUAL}, members)
    day = reading_date(reading, period)
    readings: dict[str, dict[str, DriverReading]] = {}
    problems: list[Problem] = []
    for driver in wanted:
        if driver == EQUAL:
            readings[EQUAL] = {one: DriverReading(one, EQUAL, 1.0) for one in members}
            continue
        found = {one: _find(series.get((driver, one), ()), reading, day) for one in members}
        known = {one: value for one, value in found.items() if value is not None and value.value is not None}
        readings[driver] = {
            one: DriverReading(one, driver, value.value or 0.0, value.reference) for one, value in known.items()
        }
        texts = [_missing(meter.study, driver, one, (reading, day)) for one in members if one not in known]
        texts += _wrong(meter.study, driver, readings[driver], day)
        texts += _mixed(meter.study, driver, known, series)
        problems += [Problem(Place(INDICATORS), text) for text in texts]
    return Drivers(readings, tuple(problems))


def _gather(meter: Meter, names: set[str], members: Sequence[str]) -> dict[tuple[str, str], list[Indicator]]:
    places = set(members)
    general: dict[tuple[str, str], list[Indicator]] = {}
    within: dict[tuple[str, str], list[Indicator]] = {}
    for one in meter.indicators:
        if one.indicator not in names or one.municipality not in places:
            continue
        if one.collaboration in ("", meter.collaboration):
            held = within if one.collaboration else general
            held.setdefault((one.indicator, one.municipality), []).append(one)
    return {key: sorted(rows, key=lambda row: row.period) for key, rows in {**general, **within}.items()}


def _find(series: Sequence[Indicator], reading: Reading, day: date) -> Indicator | None:
    """Return the reading that counts on a day; a period that has begun and has no value is not passed over."""
    begun = [one for one in series if one.period.first_day <= day]
    if reading.is_dated:
        begun = [one for one in begun if day <= one.period.last_day]
    return max(begun, key=lambda one: (one.period.first_day, -one.period.last_day.toordinal()), default=None)


def _missing(study: Study, driver: str, member: str, at: tuple[Reading, date]) -> Text:
    reading, day = at
    if reading.is_dated:
        return say(
            "{municipality} ({id}) has no {driver} on {date}. Fill in a value whose period has that day in it, or let "
            "the key read on another day.",
            municipality=study.name(member),
            id=member,
            driver=driver,
            date=day.isoformat(),
        )
    return say(
        "{municipality} ({id}) has no {driver} that had begun by {date}, or its newest is empty. Fill in the value, or "
        "let the key read on another day.",
        municipality=study.name(member),
        id=member,
        driver=driver,
        date=day.isoformat(),
    )


def _wrong(study: Study, driver: str, readings: Mapping[str, DriverReading], day: date) -> list[Text]:
    texts = [
        say(
            "{municipality} ({id}) has {value:g} {driver} on {date}. A driver cannot be negative: correct the value.",
            municipality=study.name(key),
            id=key,
            value=one.value,
            driver=driver,
            date=day.isoformat(),
        )
        for key, one in readings.items()
        if one.value < 0
    ]
    if readings and all(one.value == 0 for one in readings.values()):
        texts.append(
            say(
                "every member has 0 {driver} on {date}, so nothing can be divided by it. Fill in the values, or take "
                "{driver} out of the key.",
                driver=driver,
                date=day.isoformat(),
            )
        )
    return texts


def _mixed(study: Study, driver: str, known: Mapping[str, Indicator], series: Series) -> list[Text]:
    """Return the breaks of the series that have some members' readings on one side and some on the other."""
    texts = []
    for year in _break_years(driver, known, series):
        old = [key for key, one in known.items() if not _is_after(one, series[driver, key], year)]
        if not old or len(old) == len(known):
            continue
        texts.append(
            say(
                "{driver} changed its definition in {year}, and the readings mix both: {old} by the former and {new} "
                "by the new. Fill in values of one definition for all members.",
                driver=driver,
                year=str(year),
                old=", ".join(study.name(key) for key in old),
                new=", ".join(study.name(key) for key in known if key not in old),
            )
        )
    return texts


def _break_years(driver: str, known: Mapping[str, Indicator], series: Series) -> list[int]:
    return sorted({one.period.year for key in known for one in series[driver, key] if one.status == DEFINITION_CHANGED})


def _is_after(reading: Indicator, series: Sequence[Indicator], year: int) -> bool:
    """Tell whether a reading is by the new definition: after a break of its own, or of a series that began after it."""
    if reading.period.year < year:
        return False
    own = any(one.status == DEFINITION_CHANGED and one.period.year == year for one in series)
    began_later = all(one.period.year >= year for one in series)
    return own or began_later
