"""Dates and periods as people and spreadsheets write them: taken only when they can be read in one way."""

import re
from datetime import date, timedelta

from samverkan.domain.dates import Period
from samverkan.domain.words import Text, say
from samverkan.files.study_folder.readings import CellError, Reading

YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})(?:[-/. ](\d{1,2}))?(?:[T ]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
YEAR_LAST = re.compile(r"(\d{1,2})[-/. ] ?(\d{1,2})[-/. ] ?(\d{4})", re.ASCII)
RUN_TOGETHER = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)", re.ASCII)
QUARTER = re.compile(r"(\d{4})[- ]?(?:[qQkK]|kv\.? ?)([1-4])", re.ASCII)
DAY_NUMBER = re.compile(r"[2-6]\d{4}(?:\.0)?", re.ASCII)
SPREADSHEET_DAY_0 = date(1899, 12, 30)
"""Spreadsheets count days from here, because they believe that 1900 was a leap year."""


def read_period(text: str) -> Reading:
    """Return the period; with a note when it was written in another way. CellError when it is none, or may be two."""
    text = text.strip()
    try:
        return Reading(Period.read(text))
    except ValueError:
        standard = _standard_form(text)
    try:
        period = Period.read(standard)
    except ValueError as error:
        raise CellError(_wrong(text)) from error
    note = say('"{found}" is read as {standard}. Dates are written YYYY-MM-DD.', found=text, standard=standard)
    return Reading(period, standard, note)


def _standard_form(text: str) -> str:
    if match := YEAR_FIRST.fullmatch(text) or RUN_TOGETHER.fullmatch(text):
        return "-".join([match[1], *(part.zfill(2) for part in match.groups()[1:] if part)])
    if match := QUARTER.fullmatch(text):
        return f"{match[1]}-Q{match[2]}"
    if match := YEAR_LAST.fullmatch(text):
        return _day_or_month_first(text, int(match[1]), int(match[2]), match[3])
    if DAY_NUMBER.fullmatch(text):
        day = SPREADSHEET_DAY_0 + timedelta(days=int(float(text)))
        raise CellError(
            say(
                '"{found}" looks like a spreadsheet\'s count of days, which would be {day}. '
                "Format the column as text and write the date as YYYY-MM-DD.",
                found=text,
                day=day.isoformat(),
            )
        )
    raise CellError(_wrong(text))


def _day_or_month_first(text: str, first: int, second: int, year: str) -> str:
    if first <= 12 and second <= 12 and first != second:
        raise CellError(
            say(
                '"{found}" can be {one} or {other}. Write it as YYYY-MM-DD.',
                found=text,
                one=f"{year}-{second:02}-{first:02}",
                other=f"{year}-{first:02}-{second:02}",
            )
        )
    month, day = (first, second) if second > 12 else (second, first)
    return f"{year}-{month:02}-{day:02}"


def _wrong(text: str) -> Text:
    return say(
        '"{found}" is not a date that exists. Write a year (2024), a quarter (2024-Q1), a month (2024-03) '
        "or a day (2024-03-15).",
        found=text,
    )
