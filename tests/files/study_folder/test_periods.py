"""Dates as people and spreadsheets write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.files.study_folder.periods import read_period
from samverkan.files.study_folder.readings import CellError


@pytest.mark.parametrize("text", ["2024", "2024-03", "2024-Q1", "2024-03-15"])
def test_a_standard_period_is_read_without_a_note(text):
    reading = read_period(text)

    assert (reading.value.text, reading.standard, reading.note) == (text, None, None)


@pytest.mark.parametrize(
    ("text", "standard"),
    [
        ("15/3 2024", "2024-03-15"),
        ("15.3.2024", "2024-03-15"),
        ("15. 3. 2024", "2024-03-15"),
        ("3/15/2024", "2024-03-15"),
        ("4/4 2024", "2024-04-04"),
        ("2024-3-5", "2024-03-05"),
        ("2024/03/05", "2024-03-05"),
        ("2024-3", "2024-03"),
        ("20240315", "2024-03-15"),
        ("2024-03-15 00:00:00", "2024-03-15"),
        ("2024Q1", "2024-Q1"),
        ("2024 kv 2", "2024-Q2"),
        ("2024-k3", "2024-Q3"),
    ],
)
def test_another_form_that_can_be_read_in_one_way_is_read_with_a_note(text, standard):
    reading = read_period(text)

    assert (reading.value.text, reading.standard) == (standard, standard)
    assert str(reading.note) == f'"{text}" is read as {standard}. Dates are written YYYY-MM-DD.'


@pytest.mark.parametrize("text", ["5/3 2024", "05.03.2024", "5/3/2024"])
def test_a_date_that_can_be_two_days_is_an_error(text):
    with pytest.raises(CellError) as caught:
        read_period(text)

    assert str(caught.value) == f'"{text}" can be 2024-03-05 or 2024-05-03. Write it as YYYY-MM-DD.'


def test_a_spreadsheets_count_of_days_is_an_error_that_names_the_day():
    with pytest.raises(CellError) as caught:
        read_period("45366")

    assert str(caught.value) == (
        '"45366" looks like a spreadsheet\'s count of days, which would be 2024-03-15. '
        "Format the column as text and write the date as YYYY-MM-DD."
    )


@pytest.mark.parametrize("text", ["2023-02-29", "31/4 2024", "2024-13", "24-03-15", "15/3 24", "last spring", "0000"])
def test_what_is_not_a_date_is_an_error(text):
    with pytest.raises(CellError) as caught:
        read_period(text)

    assert str(caught.value) == (
        f'"{text}" is not a date that exists. Write a year (2024), a quarter (2024-Q1), a month (2024-03) '
        "or a day (2024-03-15)."
    )


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(["{0:%Y%m%d}", "{0:%Y/%m/%d}", "{0:%Y-%m-%d}"]))
def test_every_day_with_its_year_first_is_read_as_that_day(day, form):
    assert read_period(form.format(day)).value.first_day == day
