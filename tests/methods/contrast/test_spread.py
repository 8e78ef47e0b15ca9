"""The median and the range of a handful of values."""

import numpy as np
import pytest

from samverkan.methods.contrast import ContrastError, Spread, median_spread


def test_missing_values_are_dropped_and_counted():
    assert median_spread([0.33, np.nan, 1.0, 0.67, 0.67]) == Spread(0.67, 0.33, 1.0, n=4, n_missing=1)


def test_one_value_is_all_three():
    assert median_spread([0.33]) == Spread(0.33, 0.33, 0.33, n=1, n_missing=0)


@pytest.mark.parametrize("values", [[], [np.nan]])
def test_no_values_have_no_median(values):
    spread = median_spread(values)

    assert np.isnan([spread.median, spread.low, spread.high]).all()
    assert (spread.n, spread.n_missing) == (0, len(values))


def test_an_infinite_value_is_refused():
    with pytest.raises(
        ContrastError, match=r"^value 1 of values is infinite; give a number, or NaN where it is missing\.$"
    ):
        median_spread([1, np.inf])
