"""Permutation tests of a difference of means."""

import json
from fractions import Fraction
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from published.contrast import DARWIN_MAIZE, EFRON_TIBSHIRANI_MICE, SMALLEST_TWO_SIDED
from samverkan.methods.contrast import ContrastError, permutation_test
from samverkan.methods.contrast.permutation import DRAWS

small = st.lists(st.integers(-4, 4), min_size=1, max_size=5)
labelled = st.lists(st.tuples(st.integers(-4, 4), st.sampled_from("abc")), min_size=1, max_size=5)


def go_through_every_split(first, second, blocks):
    """The estimate, p and smallest p by the definition, in fractions, over every split of every block."""
    pooled = [*first, *second]
    dealt, observed, weights = [], Fraction(0), Fraction(0)
    for block in sorted(set(blocks)):
        places = [place for place, label in enumerate(blocks) if label == block]
        ones = [place for place in places if place < len(first)]
        if not ones or len(ones) == len(places):
            continue
        weight = Fraction(len(ones) * (len(places) - len(ones)), len(places))
        splits = [weight * _difference(pooled, places, chosen) for chosen in combinations(places, len(ones))]
        dealt.append(splits)
        observed += weight * _difference(pooled, places, ones)
        weights += weight
    if not dealt:
        return None
    sizes = [abs(sum(split)) for split in product(*dealt)]
    share = Fraction(sum(size >= abs(observed) for size in sizes), len(sizes))
    return observed / weights, share, Fraction(sum(size == max(sizes) for size in sizes), len(sizes)), len(sizes)


def _difference(pooled, places, chosen):
    rest = [place for place in places if place not in chosen]
    means = [Fraction(sum(pooled[place] for place in group), len(group)) for group in (chosen, rest)]
    return means[0] - means[1]


def reference(shared, file, name):
    cases = json.loads((shared / "reference" / file).read_text(encoding="utf-8"))["cases"]
    return next(one for one in cases if one["id"] == name)


def test_the_mice_give_the_share_of_absolute_differences_and_not_twice_a_tail():
    found = permutation_test(*EFRON_TIBSHIRANI_MICE)

    assert (found.splits, found.is_exact) == (11440, True)
    assert found.estimate == pytest.approx(30.63, abs=0.005)
    assert found.p == pytest.approx(0.2783216783)


def test_the_mice_are_those_of_the_reference_case(shared):
    case = reference(shared, "survey.json", "perm_mouse_two_sample")

    found = permutation_test(case["input"]["x"], case["input"]["y"])

    expected = case["expected"]
    assert found.estimate == pytest.approx(expected["diff"])
    assert found.splits == expected["n_arrangements"]
    assert found.p == pytest.approx(expected["p_two_sided_abs"])


def test_darwins_pairs_give_fishers_count():
    pairs = len(DARWIN_MAIZE)

    found = permutation_test(DARWIN_MAIZE, np.zeros(pairs), blocks=[*range(pairs)] * 2)

    assert found.splits == 2**15
    assert found.p == 2 * 863 / 2**15
    assert found.estimate == pytest.approx(np.mean(DARWIN_MAIZE))


def test_darwins_pairs_are_those_of_the_reference_case(shared):
    case = reference(shared, "survey.json", "perm_darwin_paired")
    differences = case["input"]["differences"]

    found = permutation_test(differences, np.zeros(len(differences)), blocks=[*range(len(differences))] * 2)

    assert found.splits == case["expected"]["n_arrangements"]
    assert found.p == pytest.approx(case["expected"]["p_two_sided_abs"])


def test_two_treated_of_six_are_those_of_the_reference_case(shared):
    case = reference(shared, "figures.json", "ri_did_two_of_six")
    change, treated = case["input"]["change"], case["input"]["treated"]

    found = permutation_test([change[one] for one in treated], [change[one] for one in change if one not in treated])

    expected = case["expected"]
    assert (found.estimate, found.splits) == (pytest.approx(expected["did"]), expected["n_assignments"])
    assert (found.p, found.smallest_p) == pytest.approx((expected["p_two_sided"], expected["smallest_possible_p"]))


def test_an_asymmetry_between_raters_is_that_of_the_reference_case(shared):
    case = reference(shared, "survey.json", "perception_gap_two_actors")
    scores = {(one["rater"], one["target"]): one["scores"] for one in case["input"]["ratings"]}

    found = permutation_test(scores["A", "B"], scores["B", "A"])

    assert found.estimate == pytest.approx(case["expected"]["asymmetry_A_B"])
    assert found.p == pytest.approx(case["expected"]["p_exact_asymmetry_two_sided"])


@pytest.mark.parametrize(("sizes", "floors"), SMALLEST_TWO_SIDED.items())
def test_the_smallest_p_is_the_floor_of_the_group_sizes(sizes, floors):
    n_first, n_second = sizes
    even = np.arange(n_first + n_second, dtype=float)
    skew = np.exp(even)

    found = [permutation_test(values[:n_first], values[n_first:]).smallest_p for values in (skew, even)]

    assert found == pytest.approx(list(floors))


def test_ties_raise_the_smallest_p():
    found = permutation_test([0, 0, 1], [1, 1, 1, 1])

    # Each of the five ones can join the two zeros.
    assert found.p == found.smallest_p == pytest.approx(5 / 35)


@given(small, small)
def test_every_split_gives_the_same(first, second):
    found = permutation_test(first, second)

    estimate, p, smallest_p, splits = go_through_every_split(first, second, [0] * (len(first) + len(second)))
    assert (found.estimate, found.p, found.smallest_p) == pytest.approx((estimate, p, smallest_p))
    assert (found.splits, found.is_exact) == (splits, True)


@given(labelled, labelled)
def test_every_split_within_blocks_gives_the_same(first, second):
    values = [[value for value, _ in group] for group in (first, second)]
    blocks = [label for _, label in (*first, *second)]

    found = permutation_test(*values, blocks=blocks)

    expected = go_through_every_split(*values, blocks)
    if expected is None:
        assert np.isnan([found.estimate, found.p, found.smallest_p]).all()
    else:
        assert (found.estimate, found.p, found.smallest_p, found.splits) == pytest.approx(expected)


@given(small, small, st.integers(-1000, 1000), st.sampled_from([0.01, 1 / 3, 7.0]))
def test_moving_and_stretching_all_values_leaves_p(first, second, step, factor):
    found = permutation_test(first, second)

    moved = permutation_test((np.array(first) + step) * factor, (np.array(second) + step) * factor)

    assert (moved.p, moved.smallest_p) == (found.p, found.smallest_p)
    assert moved.estimate == pytest.approx(found.estimate * factor, abs=1e-9)


@given(small, small)
def test_trading_the_groups_turns_the_sign_and_leaves_p(first, second):
    found, other = permutation_test(first, second), permutation_test(second, first)

    assert other.estimate == pytest.approx(-found.estimate)
    assert (other.p, other.smallest_p) == (found.p, found.smallest_p)


@given(labelled, labelled, st.dictionaries(st.sampled_from("abc"), st.integers(-50, 50)))
def test_a_difference_between_blocks_never_enters(first, second, steps):
    values = [np.array([value for value, _ in group], float) for group in (first, second)]
    moved = [np.array([value + steps.get(label, 0) for value, label in group], float) for group in (first, second)]
    blocks = [label for _, label in (*first, *second)]

    plain, lifted = permutation_test(*values, blocks=blocks), permutation_test(*moved, blocks=blocks)

    assert (lifted.estimate, lifted.p) == pytest.approx((plain.estimate, plain.p), nan_ok=True)


@given(small, small)
def test_p_is_never_below_the_smallest_p(first, second):
    found = permutation_test(first, second)

    assert 0 < found.smallest_p <= found.p <= 1


def test_scores_of_four_values_stay_exact_far_beyond_the_limit():
    rng = np.random.default_rng(3)
    values = rng.choice([0, 0.33, 0.67, 1], size=40)

    found = permutation_test(values[:20], values[20:])

    drawn = [values[rng.permutation(40)[:20]].sum() for _ in range(4000)]
    size = abs(values[:20].sum() - values.sum() / 2)
    assert found.is_exact
    assert found.splits == 137846528820
    assert found.p == pytest.approx(np.mean(np.abs(np.array(drawn) - values.sum() / 2) >= size - 1e-9), abs=0.03)


def test_too_many_splits_are_drawn_and_the_observed_one_counts():
    rng = np.random.default_rng(4)
    values = rng.normal(size=12)
    exact = permutation_test(values[:5], values[5:])

    drawn = permutation_test(values[:5], values[5:], rng=np.random.default_rng(5), limit=100)

    assert (exact.is_exact, drawn.is_exact, drawn.splits) == (True, False, DRAWS)
    assert drawn.p == pytest.approx(exact.p, abs=0.01)
    assert drawn.p * (DRAWS + 1) == pytest.approx(round(drawn.p * (DRAWS + 1)))
    assert (drawn.estimate, drawn.smallest_p) == (exact.estimate, exact.smallest_p)


def test_drawing_within_blocks_comes_near_the_exact_p():
    rng = np.random.default_rng(6)
    first, second, blocks = rng.normal(0.5, size=12), rng.normal(size=12), [0, 1, 2, 3] * 6
    exact = permutation_test(first, second, blocks)

    drawn = permutation_test(first, second, blocks, rng=rng, limit=1000)

    assert (exact.is_exact, drawn.is_exact) == (True, False)
    assert drawn.p == pytest.approx(exact.p, abs=0.01)


def test_the_same_seed_draws_the_same():
    values = np.random.default_rng(7).normal(size=40)

    found = [permutation_test(values[:20], values[20:], rng=np.random.default_rng(8)) for _ in range(2)]

    assert found[0] == found[1]


def test_drawn_splits_cannot_give_less_than_one_in_all():
    values = np.arange(60.0) ** 1.1

    found = permutation_test(values[:30], values[30:], rng=np.random.default_rng(9), limit=100)

    assert found.p == found.smallest_p == 1 / (DRAWS + 1)


def test_sizes_that_no_float_can_count_are_drawn():
    found = permutation_test([0, 1] * 260, [0, 1] * 260, rng=np.random.default_rng(10))

    assert (found.p, found.is_exact) == (1, False)


def test_missing_and_unmatched_values_are_counted():
    found = permutation_test([3, np.nan, 5], [1, 2, 9], blocks=["x", "x", "y", "x", "x", "z"])

    assert (found.n_first, found.n_second, found.n_unmatched, found.n_missing) == (1, 2, 2, 1)
    assert (found.estimate, found.p, found.splits) == (1.5, pytest.approx(2 / 3), 3)


@pytest.mark.parametrize(
    ("first", "second", "blocks"),
    [([], [], None), ([], [1, 2], None), ([np.nan], [1], None), ([1], [2], ["x", "y"])],
)
def test_nothing_to_compare_has_no_p(first, second, blocks):
    found = permutation_test(first, second, blocks)

    assert np.isnan([found.estimate, found.p, found.smallest_p]).all()


def test_equal_values_everywhere_cannot_show_anything():
    found = permutation_test([0.1, 0.1, 0.1], [0.1, 0.1, 0.1, 0.1])

    assert (found.p, found.smallest_p) == (1, 1)
    assert found.estimate == pytest.approx(0, abs=1e-15)


def test_one_against_one_cannot_show_anything():
    found = permutation_test([1], [0])

    assert (found.estimate, found.p, found.smallest_p, found.splits) == (1, 1, 1, 2)


def test_sums_that_differ_in_the_last_digit_are_ties():
    thirds = permutation_test([0.1, 0.7, 0.3], [0.2, 0.6, 0.4])
    whole = permutation_test([1, 7, 3], [2, 6, 4])

    assert (thirds.p, thirds.smallest_p) == (whole.p, whole.smallest_p)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([1, np.inf], [1]), "value 1 of first is infinite; give a number, or NaN where it is missing."),
        (([1, 2], [3], ["x"]), "there are 1 blocks for 2 + 1 values; give one block per value."),
        (
            ([1, 2, 4, 8], [16, 32, 64, 128], None, None, 10),
            "there are more than 10 distinct sums to go through; give a generator as rng.",
        ),
    ],
)
def test_what_cannot_be_compared_is_refused(arguments, message):
    with pytest.raises(ContrastError) as refusal:
        permutation_test(*arguments)

    assert str(refusal.value) == message
