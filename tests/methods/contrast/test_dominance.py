"""Cliff's delta and its interval."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from published.contrast import MACBETH, MACBETH_95, STUDENT_TWO_SIDED
from samverkan.methods.contrast import ContrastError, cliffs_delta
from samverkan.methods.contrast.student import student_quantile

groups = st.lists(st.integers(-6, 6), min_size=2, max_size=12)


def delta_of_every_pair(first, second):
    """Delta and its unbiased variance by the definition, from the whole table of pairs."""
    table = np.sign(np.subtract.outer(first, second)).astype(float)
    m, n = table.shape
    delta = table.mean()
    rows = np.square(table.mean(axis=1) - delta).sum()
    columns = np.square(table.mean(axis=0) - delta).sum()
    pairs = np.square(table - delta).sum()
    variance = (n**2 * rows + m**2 * columns - pairs) / (m * n * (m - 1) * (n - 1))
    return delta, max(variance, (1 - delta**2) / (m * n - 1))


@pytest.mark.parametrize(("share_and_freedom", "expected"), STUDENT_TWO_SIDED.items())
def test_students_t_is_that_of_the_printed_table(share_and_freedom, expected):
    assert student_quantile(*share_and_freedom) == pytest.approx(expected, abs=5.1e-4)


def test_students_t_nears_the_normal_with_many_degrees_of_freedom():
    assert student_quantile(0.95, 20_000) == pytest.approx(1.959964, abs=2e-4)


def test_delta_and_its_interval_are_those_of_effsize():
    found = cliffs_delta(*MACBETH)

    assert found.delta == -0.25
    assert (found.low, found.high) == pytest.approx(MACBETH_95, abs=1e-7)


def test_delta_is_that_of_the_reference_case(shared):
    cases = json.loads((shared / "reference" / "survey.json").read_text(encoding="utf-8"))["cases"]
    case = next(one for one in cases if one["id"] == "cliffs_delta_macbeth")

    found = cliffs_delta(case["input"]["x"], case["input"]["y"])

    expected = case["expected"]
    assert found.delta == expected["delta"]
    assert found.variance == pytest.approx(expected["var_unbiased"])
    assert (found.low, found.high) == pytest.approx(tuple(expected["ci95_t"]))


@given(groups, groups)
def test_delta_and_variance_are_those_of_every_pair(first, second):
    found = cliffs_delta(first, second)

    delta, variance = delta_of_every_pair(first, second)
    assert found.delta == pytest.approx(delta)
    assert found.variance == pytest.approx(variance, abs=1e-12)


@given(groups, groups)
def test_trading_the_groups_turns_the_sign(first, second):
    found, other = cliffs_delta(first, second), cliffs_delta(second, first)

    assert (other.delta, other.low, other.high) == pytest.approx((-found.delta, -found.high, -found.low))


@given(groups, groups)
def test_only_the_order_of_the_values_counts(first, second):
    found = cliffs_delta(first, second)

    assert cliffs_delta(np.exp(first), np.exp(second)) == found


@given(groups, groups)
def test_the_interval_lies_around_delta_within_its_bounds(first, second):
    found = cliffs_delta(first, second)

    assert -1 <= found.low <= found.delta + 1e-12
    assert found.delta - 1e-12 <= found.high <= 1


def test_a_higher_confidence_gives_a_wider_interval():
    narrow, wide = cliffs_delta(*MACBETH, confidence=0.8), cliffs_delta(*MACBETH, confidence=0.99)

    assert wide.low < narrow.low < narrow.high < wide.high


def test_groups_that_do_not_overlap_leave_one_end_open_by_their_size():
    found = cliffs_delta([0.67, 1, 1], [0, 0, 0.33, 0.33])

    t_squared = student_quantile(0.95, 5) ** 2
    assert (found.delta, found.high, found.variance) == (1, 1, 0)
    assert found.low == pytest.approx((3 - t_squared) / (3 + t_squared))


def test_groups_that_do_not_overlap_the_other_way_mirror():
    above, below = cliffs_delta([2, 3, 4], [0, 1]), cliffs_delta([0, 1], [2, 3, 4])

    assert (below.delta, below.low, below.high) == (-1, -1, -above.low)


def test_a_group_of_one_that_overlaps_has_no_interval():
    found = cliffs_delta([1], [0, 1, 2, 2])

    assert found.delta == -0.25
    assert np.isnan([found.low, found.high, found.variance]).all()


def test_one_against_one_has_no_interval():
    found = cliffs_delta([1], [0])

    assert found.delta == 1
    assert np.isnan([found.low, found.high]).all()


def test_equal_values_everywhere_are_no_dominance():
    found = cliffs_delta([0.67, 0.67, 0.67], [0.67, 0.67])

    assert found.delta == 0
    assert found.low == pytest.approx(-found.high)


def test_the_last_digit_of_a_float_makes_no_dominance():
    assert cliffs_delta([0.1 + 0.2, 1.0], [0.3, 1.0]).delta == cliffs_delta([0.3, 1.0], [0.3, 1.0]).delta == 0


def test_missing_values_are_dropped_and_counted():
    found = cliffs_delta([1, np.nan, 3], [np.nan, 2, 2])

    assert (found.delta, found.n_first, found.n_second, found.n_missing) == (0, 2, 2, 2)


def test_an_empty_group_has_no_delta():
    found = cliffs_delta([np.nan], [1, 2])

    assert np.isnan([found.delta, found.low, found.high]).all()
    assert (found.n_first, found.n_second, found.n_missing) == (0, 2, 1)


def test_a_table_in_place_of_a_row_is_refused():
    with pytest.raises(ContrastError, match=r"^second has 2 dimensions; give one row of values\.$"):
        cliffs_delta([1, 2], [[1, 2]])
