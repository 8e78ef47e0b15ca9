"""The ranges within which a solution stays."""

from dataclasses import replace

import numpy as np

from make_patterns import make_case_table
from read_pictures import links_of, rows_of, words_of
from samverkan.charts.robustness_ranges import robustness_ranges
from samverkan.domain.comparison.patterns.case_table import Origin
from samverkan.domain.words import say
from samverkan.methods.qca.calibration import RecodeCalibration
from samverkan.methods.qca.robustness.ranges import Bound, Choice, End, SensitivityRange


def make_range(choice=Choice.INCLUSION, chosen=0.8, low=0.7, high=0.85, **fields):
    lower = Bound(low, is_closed=False, end=End.CHANGE)
    upper = Bound(high, is_closed=True, end=End.CHANGE)
    return SensitivityRange(choice, chosen, **{"lower": lower, "upper": upper, **fields})


def draw(*ranges, language="en"):
    return robustness_ranges(ranges, make_case_table(), language)


def test_a_range_says_what_was_chosen_and_where_the_solution_stays():
    drawn = draw(make_range())

    said = "cut-off for inclusion: chosen 0.800; the solution stays the same in the range above 0.700 to 0.850"
    assert links_of(drawn) == {"#range-0": said}


def test_the_chosen_value_lies_within_its_band():
    drawn = draw(make_range())

    band, chosen = rows_of(drawn, "rect")[0], rows_of(drawn, "point")[0]
    assert band["x"] < chosen["x"] < band["x2"]


def test_a_range_of_one_value_says_so():
    both = Bound(1, is_closed=True, end=End.CHANGE)

    drawn = draw(make_range(Choice.FREQUENCY, 1, lower=both, upper=both))

    assert "1 only" in words_of(drawn)


def test_an_anchor_that_was_never_found_to_matter_is_marked():
    end = Bound(1200.0, is_closed=True, end=End.LIMIT)

    drawn = draw(make_range(Choice.ANCHOR, 900.0, 550.0, upper=end, condition=0, anchor=1))

    assert "anchor 2 of TRUST" in " ".join(words_of(drawn))
    assert "still the same where the trying ended" in words_of(drawn)


def test_the_line_of_a_membership_stays_within_0_and_1():
    table = RecodeCalibration(((0.0, 0.1), (1.0, 0.9)))
    origin = Origin("TRUST", np.array([0.0, 1.0, 1.0]), table, (say("no"), say("yes")), np.full(3, np.nan))
    data = replace(make_case_table(), origins=(origin,))
    lowest = make_range(Choice.ANCHOR, 0.1, 0.0, 0.33, condition=0, anchor=0)
    highest = make_range(Choice.ANCHOR, 0.9, 0.67, 1.0, condition=0, anchor=1)

    said = words_of(robustness_ranges([lowest, highest], data, "en"))

    assert not [words for words in said if words.startswith(("-", "\u2212"))]
    assert {"0", "1"} <= set(said)


def test_numbers_are_written_as_the_language_writes_them():
    assert "över 0,700 till 0,850" in words_of(draw(make_range(), language="sv"))


def test_many_ranges_are_cut_with_a_word_about_it():
    drawn = draw(*[make_range()] * 50)

    assert len(links_of(drawn)) == 40
    assert "The first 40 of 50 rows; the workbook has all." in words_of(drawn)


def test_without_ranges_there_is_no_picture():
    assert draw() is None
