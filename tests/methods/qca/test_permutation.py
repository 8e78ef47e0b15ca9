"""The permutation test, its exact forms, and the corrections for many terms."""

import json
import math
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samverkan.methods.qca.chance import count_arrangements, list_arrangements
from samverkan.methods.qca.errors import MembershipError, QcaError
from samverkan.methods.qca.multiplicity import Adjustment, adjust_p_values, adjust_thresholds, count_confirming
from samverkan.methods.qca.permutation import Permuting, guess_relations, permute_outcome
from samverkan.methods.qca.relation import Relation

SUFFICIENT, NECESSARY = Relation.SUFFICIENCY, Relation.NECESSITY
fuzzy = st.integers(0, 4).map(lambda share: share / 4)
probabilities = st.lists(st.floats(0, 1), min_size=1, max_size=8)


@pytest.fixture(scope="module")
def published(shared):
    """QCAfalsePositive::fsQCApermTest (1.1.1): social revolutions, 20,000 shuffles, Holm, 4 configurations."""
    return json.loads((shared / "reference/qca/permutation_QCAfalsePositive.json").read_text())


@pytest.fixture(scope="module")
def tested(published):
    members = [published["configs"][name] for name in published["names"]]
    outcome = published["social_revolutions"][published["y"]]
    asked = Permuting(20_000, published["total_configs"], Adjustment.HOLM, guess_relations(members, outcome))
    return permute_outcome(members, outcome, 7, asked)


def within_noise(p, n=20_000):
    """Five standard errors of the difference between two drawn p values."""
    return 5 * math.sqrt(2 * max(p * (1 - p), 1e-4) / n)


def test_the_published_configurations_are_tested_for_the_published_relations(tested):
    assert [one.relation for one in tested.terms] == [NECESSARY, NECESSARY, SUFFICIENT, SUFFICIENT]


def test_the_published_consistencies_are_reproduced(published, tested):
    wanted = published["consistency"]

    assert [one.consistency.observed for one in tested.terms] == pytest.approx(wanted["Observed"], abs=1e-12)
    for one, p, adjusted in zip(tested.terms, wanted["p-raw"], wanted["p-adj"], strict=True):
        assert one.consistency.p == pytest.approx(p, abs=within_noise(p))
        assert one.consistency.adjusted_p == pytest.approx(adjusted, abs=4 * within_noise(p))


def test_the_published_counterexamples_are_reproduced_but_for_one_that_is_a_rounding_error(published, tested):
    wanted = published["counterexamples"]
    data = {name: np.array(values) for name, values in published["social_revolutions"].items()}
    as_r_computes = np.minimum(data["breakdown"], 1 - data["pop.ins"])

    found = [one.counterexamples for one in tested.terms]

    # In the 18th case 1 - .54 is less than .46 by 6e-17: R counts it, and finds 8 where there are 7.
    assert [one.observed for one in found] == [0, 7, 9, 7]
    assert wanted["Observed"] == [0, 8, 9, 7]
    assert (as_r_computes < data["soc.rev"]).sum() == 8
    assert (as_r_computes < data["soc.rev"] - 1e-12).sum() == 7
    assert [one.critical for one in found] == wanted["Lower c.i."]
    assert [one.threshold for one in found] == pytest.approx(wanted["p-val-adj"])
    for place in (0, 2, 3):
        assert found[place].p == pytest.approx(wanted["p-raw"][place], abs=within_noise(wanted["p-raw"][place]))


@pytest.mark.parametrize("figure", ["consistency", "counterexamples"])
def test_published_p_values_are_corrected_as_published(published, figure):
    wanted = published[figure]

    corrected = adjust_p_values(wanted["p-raw"], Adjustment.HOLM, published["total_configs"])

    assert corrected == pytest.approx(wanted["p-adj"], abs=1e-12)


def test_published_thresholds_of_consistency_follow_the_critical_values_instead_of_the_p_values(published, tested):
    wanted = published["consistency"]
    members = [published["configs"][name] for name in published["names"]]
    relations = tuple(one.relation for one in tested.terms)
    uncorrected = Permuting(20_000, 4, Adjustment.NONE, relations)

    terms = permute_outcome(members, published["social_revolutions"][published["y"]], 7, uncorrected).terms

    # R ranks the column beside the p values, the 95 % quantiles: the least p of all (0) gets the widest threshold.
    by_critical = adjust_thresholds([one.consistency.critical for one in terms], Adjustment.HOLM, 4)
    assert by_critical == pytest.approx(wanted["p-val-adj"])
    by_p = adjust_thresholds(wanted["p-raw"], Adjustment.HOLM, 4)
    assert by_p == pytest.approx((0.05 / 4, 0.05 / 2, 0.05 / 3, 0.05))


def test_the_published_binomial_test_is_reproduced(published):
    given_ = published["binom"]

    found = count_confirming(list(given_["configs"].values()), 1 - given_["freq_y"], given_["total_configs"])

    assert [one.p for one in found] == pytest.approx(given_["result"]["p-raw"], abs=1e-12)
    assert [one.adjusted_p for one in found] == pytest.approx(given_["result"]["p-adj"], abs=1e-12)


def test_the_lady_tasting_tea_is_judged_as_fisher_did():
    # Fisher (1935), The Design of Experiments, ch. 2: all four cups right 1/70, at least three right 17/70.
    outcome = [1, 1, 1, 1, 0, 0, 0, 0]

    test = permute_outcome([outcome, [1, 1, 1, 0, 1, 0, 0, 0]], outcome, seed=1)

    assert [one.consistency.p for one in test.terms] == pytest.approx([1 / 70, 17 / 70])
    assert [one.counterexamples.p for one in test.terms] == pytest.approx([1 / 70, 17 / 70])
    assert [one.is_exact for one in test.terms] == [True, True]
    assert (test.n_permutations, test.terms[0].consistency.standard_error) == (0, 0.0)


def test_few_arrangements_are_all_counted():
    members, outcome = [0.9, 0.6, 0.4, 0.1, 0.2], [0.8, 0.7, 0.3, 0.2, 0.3]

    test = permute_outcome([members], outcome, seed=1)

    every = [np.minimum(members, one).sum() for one in permutations(outcome)]
    share = np.mean(np.array(every) >= np.minimum(members, outcome).sum() - 1e-9)
    assert test.terms[0].consistency.p == pytest.approx(share)
    assert test.terms[0].is_exact


def test_the_same_seed_gives_the_same_figures_in_any_number_of_processes():
    rng = np.random.default_rng(3)
    members, outcome = rng.random((3, 400)), rng.random(400)
    asked = Permuting(n_permutations=2_000)

    here = permute_outcome(members, outcome, 5, asked)
    with ProcessPoolExecutor(2) as pool:
        there = permute_outcome(members, outcome, 5, asked, pool.map)

    assert here == there
    assert here != permute_outcome(members, outcome, 6, asked)


def test_a_drawn_p_is_never_zero():
    ranks = np.linspace(0, 1, 40)

    test = permute_outcome([ranks], ranks, 1, Permuting(n_permutations=99))

    assert test.terms[0].consistency.p == 0.01
    assert not test.terms[0].is_exact


def test_a_term_without_members_has_no_consistency_and_no_counterexamples():
    (crisp,) = permute_outcome([[0, 0, 0, 0]], [1, 1, 0, 0], seed=1).terms
    (drawn,) = permute_outcome([[0.0] * 30], np.linspace(0, 1, 30), seed=1).terms

    for one in (crisp, drawn):
        assert math.isnan(one.consistency.p)
        assert (one.counterexamples.observed, one.counterexamples.p) == (0, 1)


def test_an_outcome_that_all_cases_share_proves_nothing():
    test = permute_outcome([[1, 0, 1], [0.2, 0.7, 0.9]], [1, 1, 1], seed=1)

    assert [one.consistency.p for one in test.terms] == [1, 1]


def test_a_term_found_among_many_needs_more_to_stand_out():
    members, outcome = [[1, 1, 1, 0, 0, 0]], [1, 1, 1, 0, 0, 0]

    few = permute_outcome(members, outcome, 1, Permuting(total_configurations=1)).terms[0].consistency
    many = permute_outcome(members, outcome, 1, Permuting(total_configurations=32)).terms[0].consistency

    assert (few.p, many.p) == (pytest.approx(1 / 20), pytest.approx(1 / 20))
    assert (few.adjusted_p, many.adjusted_p) == (pytest.approx(0.05), 1.0)


@given(st.lists(st.tuples(fuzzy, fuzzy), min_size=1, max_size=6))
@settings(max_examples=60)
def test_an_exact_test_is_what_counting_all_orders_gives(table):
    x, y = (np.array(column) for column in zip(*table, strict=True))

    (term,) = permute_outcome([x], y, seed=1, asked=Permuting(relations=(NECESSARY,))).terms

    counts = np.array([(np.array(one) > x + 1e-9).sum() for one in permutations(y)])
    assert term.counterexamples.p == pytest.approx(np.mean(counts <= (y > x + 1e-9).sum()))
    assert term.counterexamples.expected == pytest.approx(counts.mean())
    assert (term.counterexamples.least, term.counterexamples.greatest) == (counts.min(), counts.max())


@given(st.lists(fuzzy, min_size=1, max_size=7))
def test_arrangements_are_listed_each_once(outcome):
    listed = list_arrangements(np.array(outcome))

    assert len(listed) == count_arrangements(np.array(outcome))
    assert set(map(tuple, listed.tolist())) == set(permutations(outcome))


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=8))
@settings(max_examples=60)
def test_crisp_sets_give_the_same_by_formula_and_by_counting(table):
    x, y = (np.array(column, dtype=float) for column in zip(*table, strict=True))

    (term,) = permute_outcome([x], y, seed=1).terms

    overlaps = np.array([np.minimum(x, one).sum() for one in list_arrangements(y)])
    if x.sum():
        assert term.consistency.p == pytest.approx(np.mean(overlaps >= np.minimum(x, y).sum()))
        assert term.consistency.expected == pytest.approx(overlaps.mean() / x.sum())


@given(probabilities, st.integers(0, 5), st.sampled_from(Adjustment))
def test_a_corrected_p_is_never_less_and_keeps_the_order(p_values, n_more, adjustment):
    corrected = adjust_p_values(p_values, adjustment, len(p_values) + n_more)

    assert all(raw - 1e-12 <= one <= 1 for raw, one in zip(p_values, corrected, strict=True))
    ordered = [one for _, one in sorted(zip(p_values, corrected, strict=True))]
    assert all(one <= other + 1e-12 for one, other in pairwise(ordered))


@given(probabilities, st.integers(0, 5))
def test_holm_is_never_stricter_than_bonferroni(p_values, n_more):
    total = len(p_values) + n_more

    holm = adjust_p_values(p_values, Adjustment.HOLM, total)

    bonferroni = adjust_p_values(p_values, Adjustment.BONFERRONI, total)
    assert all(one <= other + 1e-12 for one, other in zip(holm, bonferroni, strict=True))


@pytest.mark.parametrize(
    ("adjustment", "wanted"),
    [
        # By the definitions, for .01, .02, .03, .04 and 1.
        (Adjustment.BONFERRONI, (0.05, 0.1, 0.15, 0.2)),
        (Adjustment.HOLM, (0.05, 0.08, 0.09, 0.09)),
        (Adjustment.BENJAMINI_HOCHBERG, (0.05, 0.05, 0.05, 0.05)),
        (Adjustment.NONE, (0.01, 0.02, 0.03, 0.04)),
    ],
)
def test_p_values_are_corrected_by_the_definitions(adjustment, wanted):
    assert adjust_p_values([0.01, 0.02, 0.03, 0.04], adjustment, 5) == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("adjustment", "wanted"),
    [
        # The first and the second of four p values: .05 by 4 and 4, by 4 and 3, times 1/4 and 2/4, and as it is.
        (Adjustment.BONFERRONI, (0.0125, 0.0125)),
        (Adjustment.HOLM, (0.0125, 0.05 / 3)),
        (Adjustment.BENJAMINI_HOCHBERG, (0.0125, 0.025)),
        (Adjustment.NONE, (0.05, 0.05)),
    ],
)
def test_thresholds_follow_the_correction(adjustment, wanted):
    assert adjust_thresholds([0.001, 0.9], adjustment, 4) == pytest.approx(wanted)


def test_no_terms_give_no_tests():
    assert permute_outcome(np.zeros((0, 3)), [1, 0, 1], seed=1).terms == ()


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (Permuting(total_configurations=0), "1 terms cannot come from a search among 0 configurations"),
        (Permuting(n_permutations=0), "The number of permutations must be at least 1, not 0"),
        (Permuting(relations=(SUFFICIENT, NECESSARY)), "There are 2 relations and 1 terms"),
    ],
)
def test_what_cannot_be_asked_is_said(asked, message):
    with pytest.raises(QcaError, match=message):
        permute_outcome([[1, 0]], [1, 0], 1, asked)


def test_memberships_of_another_shape_are_refused():
    with pytest.raises(MembershipError, match=r"the shape \(3,\); it must be \(terms, cases\)"):
        permute_outcome([1, 0, 1], [1, 0, 1], seed=1)


def test_more_p_values_than_terms_searched_are_refused():
    with pytest.raises(QcaError, match="There are 2 p values and 1 terms searched"):
        adjust_p_values([0.1, 0.2], Adjustment.HOLM, 1)


@pytest.mark.parametrize(
    ("counts", "share", "message"),
    [([2], 1.5, r"must be in \[0, 1\], not 1\.5"), ([-1], 0.5, "must not be negative: -1")],
)
def test_a_binomial_test_of_the_impossible_is_refused(counts, share, message):
    with pytest.raises(QcaError, match=message):
        count_confirming(counts, share, 5)
