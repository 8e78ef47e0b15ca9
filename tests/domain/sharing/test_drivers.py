"""Reading drivers at a date: which value counts, and what is told when none does."""

from datetime import date

import pytest

from make import CLUSTER, HOST, LARGE, SMALL, make_study
from make_bills import YEAR, make_reading
from samverkan.domain.dates import Period
from samverkan.domain.indicators import DEFINITION_CHANGED, Indicator
from samverkan.domain.sharing.drivers import Drivers, Meter, read_drivers, reading_date
from samverkan.domain.sharing.keys import Reading

NEWEST = Reading()


def read(*indicators: Indicator, members: tuple[str, ...] = (HOST, SMALL), reading: Reading = NEWEST) -> Drivers:
    return read_drivers(Meter(make_study(), indicators, CLUSTER), ["users"], members, YEAR, reading)


def values(drivers: Drivers) -> dict[str, float]:
    return drivers.values["users"]


@pytest.mark.parametrize(
    ("reading", "period", "day"),
    [
        (Reading(), "2024", date(2024, 1, 1)),
        (Reading(days_before=42), "2024-Q1", date(2023, 11, 20)),
        (Reading(days_before=0), "2024-Q3", date(2024, 7, 1)),
        (Reading(on="11-01"), "2024", date(2023, 11, 1)),
        (Reading(on="11-01"), "2024-Q4", date(2023, 11, 1)),
        (Reading(on="02-01"), "2024-Q3", date(2024, 2, 1)),
        (Reading(on="01-01"), "2024", date(2024, 1, 1)),
        (Reading(on="02-29"), "2024", date(2023, 2, 28)),
    ],
)
def test_the_day_of_reading_is_counted_from_the_first_day_of_the_period(reading, period, day):
    assert reading_date(reading, Period.read(period)) == day


def test_without_a_day_the_newest_that_had_begun_counts():
    series = (make_reading(HOST, 10, "2022"), make_reading(HOST, 20, "2024"), make_reading(HOST, 30, "2024-02"))

    assert values(read(*series, make_reading(SMALL, 5, "2021"), members=(HOST, SMALL))) == {HOST: 20, SMALL: 5}


def test_on_a_day_only_a_value_whose_period_has_the_day_counts_and_the_narrower_goes_before():
    series = (make_reading(HOST, 10, "2023"), make_reading(HOST, 20, "2023-11"), make_reading(HOST, 30, "2023-12"))

    drivers = read(*series, members=(HOST,), reading=Reading(days_before=42))

    assert drivers.readings["users"][HOST].reference == "indicator:HOLM:users:2023-11"
    assert values(drivers) == {HOST: 20}


def test_a_value_within_the_collaboration_goes_before_the_municipalitys_own():
    own, within = make_reading(HOST, 10, "2024"), make_reading(HOST, 7, "2023", collaboration=CLUSTER)
    elsewhere = make_reading(HOST, 3, "2024", collaboration="ELSE")

    drivers = read(own, within, elsewhere, members=(HOST,))

    assert values(drivers) == {HOST: 7}
    assert drivers.readings["users"][HOST].reference == f"indicator:{CLUSTER}/{HOST}:users:2023"


def test_equal_parts_are_one_for_each_without_any_indicator():
    drivers = read_drivers(Meter(make_study(), (), CLUSTER), ["equal"], (HOST, SMALL), YEAR, NEWEST)

    assert (drivers.values, drivers.problems) == ({"equal": {HOST: 1.0, SMALL: 1.0}}, ())


def test_everything_that_is_wrong_is_told_at_once():
    drivers = read(make_reading(HOST, -3), make_reading(SMALL, None), members=(HOST, SMALL, LARGE))

    assert [str(one) for one in drivers.problems] == [
        (
            "indicators.csv: Lill (LILL) has no users that had begun by 2024-01-01, or its newest is empty. "
            "Fill in the "
            "value, or let the key read on another day."
        ),
        (
            "indicators.csv: Stor (STOR) has no users that had begun by 2024-01-01, or its newest is empty. "
            "Fill in the "
            "value, or let the key read on another day."
        ),
        "indicators.csv: Holm (HOLM) has −3 users on 2024-01-01. A driver cannot be negative: correct the value.",
    ]


def test_a_reading_that_is_missing_at_its_day_is_not_replaced_by_an_older():
    drivers = read(make_reading(HOST, 10, "2022"), members=(HOST,), reading=Reading(on="11-01"))

    assert [str(one) for one in drivers.problems] == [
        (
            "indicators.csv: Holm (HOLM) has no users on 2023-11-01. Fill in a value whose period has that day "
            "in it, or "
            "let the key read on another day."
        )
    ]


def test_a_driver_of_nothing_for_everybody_is_told_and_nothing_for_one_is_not():
    everybody = read(make_reading(HOST, 0), make_reading(SMALL, 0))
    one = read(make_reading(HOST, 0), make_reading(SMALL, 5))

    assert [str(problem) for problem in everybody.problems] == [
        (
            "indicators.csv: every member has 0 users on 2024-01-01, so nothing can be divided by it. Fill in "
            "the values, "
            "or take users out of the key."
        )
    ]
    assert one.problems == ()


def test_readings_on_both_sides_of_a_changed_definition_are_refused():
    changed = make_reading(HOST, 10, "2023", status=DEFINITION_CHANGED)

    drivers = read(make_reading(HOST, 20, "2022"), changed, make_reading(SMALL, 5, "2022"))

    assert [str(one) for one in drivers.problems] == [
        (
            "indicators.csv: users changed its definition in 2023, and the readings mix both: Lill by the "
            "former and Holm "
            "by the new. Fill in values of one definition for all members."
        )
    ]


@pytest.mark.parametrize(
    "other",
    [
        (make_reading(SMALL, 4, "2022"), make_reading(SMALL, 5, "2023-06", status=DEFINITION_CHANGED)),
        (make_reading(SMALL, 5, "2023"),),
    ],
    ids=["whose definition changed that year too", "whose series begins after the change"],
)
def test_a_member_counts_as_by_the_new_definition(other):
    changed = make_reading(HOST, 10, "2023", status=DEFINITION_CHANGED)

    assert read(make_reading(HOST, 20, "2022"), changed, *other).problems == ()


def test_a_member_whose_series_goes_on_unchanged_is_by_the_former_definition():
    series = (make_reading(HOST, 10, "2023", status=DEFINITION_CHANGED), make_reading(SMALL, 4, "2022"))

    drivers = read(*series, make_reading(SMALL, 5, "2023"))

    assert len(drivers.problems) == 1
