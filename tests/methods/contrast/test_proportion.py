"""Wilson's interval around a share."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from published.contrast import WILSON_95
from samverkan.methods.contrast import ContrastError, wilson_interval


@pytest.mark.parametrize(("counts", "expected"), WILSON_95.items())
def test_the_interval_is_newcombes(counts, expected):
    interval = wilson_interval(*counts)

    assert interval == pytest.approx(expected, abs=6e-5)


def test_the_interval_is_that_of_the_reference_cases(shared):
    cases = json.loads((shared / "reference" / "survey.json").read_text(encoding="utf-8"))["cases"]
    case = next(one for one in cases if one["id"] == "wilson_newcombe_a")

    intervals = [wilson_interval(one["x"], one["n"]) for one in case["input"]]

    assert intervals == [pytest.approx((one["lo"], one["hi"]), abs=6e-5) for one in case["expected"]]


def test_arrays_give_arrays():
    low, high = wilson_interval([0, 3, 3, 0, np.nan], [3, 3, 6, 0, 5])

    one_by_one = [wilson_interval(0, 3), wilson_interval(3, 3), wilson_interval(3, 6)]
    np.testing.assert_array_equal(low, [*(one[0] for one in one_by_one), np.nan, np.nan])
    np.testing.assert_array_equal(high, [*(one[1] for one in one_by_one), np.nan, np.nan])


def test_one_count_of_trials_serves_many_successes():
    low, high = wilson_interval([1, 2], 8)

    assert (low[1], high[1]) == wilson_interval(2, 8)


def test_no_trials_give_no_interval():
    assert np.isnan(wilson_interval(0, 0)).all()


def test_none_and_all_reach_the_ends_exactly():
    assert wilson_interval(0, 7)[0] == 0
    assert wilson_interval(7, 7)[1] == 1


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.floats(0.5, 0.999))
def test_the_interval_holds_the_share_and_mirrors(counts, confidence):
    successes, trials = counts

    low, high = wilson_interval(successes, trials, confidence)

    assert 0 <= low <= successes / trials <= high <= 1
    assert wilson_interval(trials - successes, trials, confidence) == pytest.approx((1 - high, 1 - low))


def test_each_end_is_where_the_score_test_just_rejects():
    low, high = wilson_interval(3, 11)

    for end in (low, high):
        assert abs(3 / 11 - end) / np.sqrt(end * (1 - end) / 11) == pytest.approx(1.959964, abs=1e-6)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((4, 3), "case 0 has 4 successes in 3 trials; give a count from 0 to all."),
        (([1, -1], [3, 3]), "case 1 has -1 successes in 3 trials; give a count from 0 to all."),
        ((1, 3, 95), "confidence is 95; give a share between 0 and 1, such as 0.95."),
    ],
)
def test_an_impossible_count_or_confidence_is_refused(arguments, message):
    with pytest.raises(ContrastError) as refusal:
        wilson_interval(*arguments)

    assert str(refusal.value) == message
