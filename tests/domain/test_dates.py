"""Dates as far as they are known."""

from datetime import date

import pytest

from samverkan.domain.dates import Period


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-Q3", date(2024, 7, 1), date(2024, 9, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02-28", date(2023, 2, 28), date(2023, 2, 28)),
    ],
)
def test_a_period_covers_what_is_known(text, first, last):
    period = Period.read(text)

    assert (period.first_day, period.last_day, str(period)) == (first, last, text)


@pytest.mark.parametrize("text", ["", "24", "2024-13", "2024-02-30", "2024-Q5", "15/3 2024", "2024-3-5", "0000"])
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        Period.read(text)


def test_periods_sort_by_when_they_begin():
    periods = [Period.read(text) for text in ("2024-05", "2023", "2024", "2024-01-15")]

    assert [one.text for one in sorted(periods)] == ["2023", "2024", "2024-01-15", "2024-05"]
