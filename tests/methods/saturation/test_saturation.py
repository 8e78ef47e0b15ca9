"""Saturation in the order of the interviews, and over random orders."""

import json
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from samverkan.methods.saturation import SaturationError, SaturationRule, saturate, saturate_orders

tables = arrays(bool, array_shapes(min_dims=2, max_dims=2, max_side=9))
rules = st.builds(SaturationRule, st.integers(1, 5), st.integers(1, 3), st.sampled_from([0, 0.05, 0.2, 0.5]))


def saturate_by_sets(table, rule):
    """The base, the new codes of each run and where it is reached, by the definition, with sets of codes."""
    codes = [set(np.flatnonzero(row)) for row in table]
    base = set().union(*codes[: rule.base])
    new, reached_at = [], None
    for start in range(rule.base, len(codes) - rule.run + 1):
        new.append(len(set().union(*codes[start : start + rule.run]) - set().union(*codes[:start])))
        if reached_at is None and base and new[-1] / len(base) <= rule.threshold:
            reached_at = start + rule.run
    return len(base), tuple(new), reached_at


def tabulate(codes_per_interview):
    codes = sorted(set().union(*codes_per_interview))
    return np.array([[code in one for code in codes] for one in codes_per_interview])


@pytest.fixture
def case(shared):
    cases = json.loads((shared / "reference" / "interviews.json").read_text(encoding="utf-8"))["cases"]
    return next(one for one in cases if one["id"] == "saturation_base4_run2")


def test_the_runs_are_those_of_the_reference_case(case):
    table = tabulate(case["input"]["codes_per_interview"])

    found = saturate(table, SaturationRule(**case["params"], threshold=0.05))

    expected = case["expected"]
    assert found.base_codes == expected["base_n"]
    assert found.ends == tuple(run["interviews"][-1] for run in expected["runs"])
    assert found.new_codes == tuple(run["new"] for run in expected["runs"])
    assert found.ratios == pytest.approx([run["ratio"] for run in expected["runs"]])
    assert found.reached_at == expected["reached_at_5pct"]


@pytest.mark.parametrize(("threshold", "key"), [(0.05, "reached_at_5pct"), (0, "reached_at_0pct")])
def test_it_is_reached_where_the_reference_case_says(case, threshold, key):
    table = tabulate(case["input"]["codes_per_interview"])

    found = saturate(table, SaturationRule(**case["params"], threshold=threshold))

    assert found.reached_at == case["expected"][key]


@given(tables, rules)
def test_sets_of_codes_give_the_same(table, rule):
    found = saturate(table, rule)

    assert (found.base_codes, found.new_codes, found.reached_at) == saturate_by_sets(table, rule)


@given(tables, rules, st.randoms())
def test_shuffling_or_repeating_the_codes_leaves_where_it_is_reached(table, rule, random):
    columns = list(range(table.shape[1]))
    random.shuffle(columns)

    found, shuffled, doubled = (saturate(one, rule) for one in (table, table[:, columns], np.hstack([table, table])))

    assert (shuffled.base_codes, shuffled.new_codes) == (found.base_codes, found.new_codes)
    assert doubled.reached_at == shuffled.reached_at == found.reached_at


def test_a_ratio_right_at_the_threshold_reaches_it():
    table = np.zeros((3, 23), bool)
    table[0, :20] = True
    table[1, 20:22] = True
    table[2, 22] = True

    found = saturate(table, SaturationRule(base=1, run=1, threshold=0.05))

    assert (found.ratios, found.reached_at) == ((0.1, 0.05), 3)


def test_too_few_interviews_have_no_run():
    found = saturate(np.ones((5, 3), bool), SaturationRule(base=4, run=2))

    assert (found.base_codes, found.ends, found.new_codes, found.ratios, found.reached_at) == (3, (), (), (), None)


def test_a_base_without_codes_is_never_saturated():
    found = saturate(np.zeros((6, 2), bool), SaturationRule(base=2, run=2))

    assert np.isnan(found.ratios).all()
    assert (found.base_codes, found.new_codes, found.reached_at) == (0, (0, 0, 0), None)


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (4, 0)])
def test_an_empty_table_has_no_codes(shape):
    found = saturate(np.zeros(shape, bool))
    over_orders = saturate_orders(np.zeros(shape, bool), np.random.default_rng(1), orders=5)

    assert (found.base_codes, found.reached_at) == (0, None)
    assert (over_orders.share_reached, len(over_orders.mean_codes)) == (0, shape[0])


@given(arrays(bool, st.tuples(st.integers(1, 8), st.integers(1, 6))), st.integers(0, 2**32))
def test_the_mean_curve_is_near_what_drawing_without_replacement_gives(table, seed):
    found = saturate_orders(table, np.random.default_rng(seed), orders=2000)

    n_interviews = len(table)
    holders = table.sum(axis=0).tolist()
    expected = [
        sum(1 - comb(n_interviews - n, taken) / comb(n_interviews, taken) for n in holders)
        for taken in range(1, n_interviews + 1)
    ]
    assert found.mean_codes == pytest.approx(expected, abs=0.25)
    assert found.mean_codes[-1] == table.any(axis=0).sum()


def test_each_order_is_one_that_reading_the_interviews_so_would_give():
    table, rule = np.random.default_rng(2).random((12, 20)) < 0.25, SaturationRule(base=3, run=2, threshold=0.2)

    found = saturate_orders(table, np.random.default_rng(3), rule, orders=10)

    places = np.random.default_rng(3).permuted(np.tile(np.arange(12), (10, 1)), axis=1)
    in_order = [table[np.argsort(row)] for row in places]
    one_by_one = [saturate_by_sets(one, rule)[2] for one in in_order]
    reached = sorted(float("inf") if one is None else one for one in one_by_one)
    known_after_four = sorted(one[:4].any(axis=0).sum() for one in in_order)
    assert found.share_reached == np.mean([one is not None for one in one_by_one])
    assert (found.low_reached, found.median_reached, found.high_reached) == (reached[0], reached[4], reached[9])
    assert (found.low_codes[3], found.high_codes[3]) == (known_after_four[0], known_after_four[9])


def test_interviews_that_all_say_the_same_are_saturated_at_once():
    found = saturate_orders(np.ones((9, 5), bool), np.random.default_rng(4), orders=20)

    assert (found.share_reached, found.low_reached, found.median_reached, found.high_reached) == (1, 6, 6, 6)
    assert found.mean_codes == found.low_codes == found.high_codes == (5,) * 9


def test_interviews_that_all_say_something_else_are_never_saturated():
    found = saturate_orders(np.eye(9, dtype=bool), np.random.default_rng(5), orders=20)

    assert found.share_reached == 0
    assert np.isnan([found.low_reached, found.median_reached, found.high_reached]).all()
    assert found.mean_codes == tuple(range(1, 10))


def test_an_order_that_never_gets_there_counts_as_later_than_all():
    table = np.array([[1, 1, 0], [1, 1, 0], [1, 1, 1]], bool)

    found = saturate_orders(table, np.random.default_rng(6), SaturationRule(base=1, run=1, threshold=0), orders=3000)

    # Read first or second, the odd one leaves a dry run; read last, the second interview was dry already.
    assert (found.share_reached, found.low_reached, found.high_reached) == (1, 2, 3)


def test_the_same_seed_gives_the_same():
    table = np.random.default_rng(7).random((10, 12)) < 0.3

    found = [saturate_orders(table, np.random.default_rng(8), orders=50) for _ in range(2)]

    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (lambda: saturate([True, False]), "the table has 1 dimensions; give interviews by codes."),
        (lambda: saturate([[1, 0], [2, 0]]), "interview 1, code 0 is 2; give true or false."),
        (lambda: saturate([[1, np.nan]]), "interview 0, code 1 is nan; give true or false."),
        (lambda: SaturationRule(base=0), "base is 0 and run is 2; give at least 1 interview for each."),
        (lambda: SaturationRule(threshold=5), "threshold is 5; give a share from 0 to 1, such as 0.05."),
        (lambda: saturate_orders([[1]], np.random.default_rng(), orders=0), "orders is 0; give at least 1."),
    ],
)
def test_what_cannot_be_read_is_refused(act, message):
    with pytest.raises(SaturationError) as refusal:
        act()

    assert str(refusal.value) == message
