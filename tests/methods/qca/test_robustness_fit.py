"""Robustness of the fit and of the cases against the solutions of other choices."""

from math import isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from methods.qca.payf import read_payf
from samverkan.methods.qca.errors import QcaError
from samverkan.methods.qca.fit import sufficiency
from samverkan.methods.qca.robustness.fit import case_robustness, fit_robustness, robust_core

MEMBERSHIPS = arrays(float, 6, elements=st.integers(0, 10).map(lambda tenths: tenths / 10))


def figures(found):
    """Return the figures in R's names and rounding."""
    named = {
        "RF_cov": found.coverage,
        "RF_cons": found.consistency,
        "RF_SC_minTS": found.overlap_least,
        "RF_SC_maxTS": found.overlap_most,
    }
    return {name: round(value, 3) for name, value in named.items()}


def test_the_robust_core_fits_as_in_setmethods(shared):
    # rob.corefit(test_sol = list(T1, T2), initial_sol, outcome = "HL"): consistency, coverage, PRI.
    payf = read_payf(shared)
    (initial,) = payf.memberships("initial")

    core = sufficiency(robust_core(initial, payf.memberships("T1", "T2")), payf.recipe.outcome)

    assert [[round(one, 3) for one in (core.inclusion, core.coverage, core.pri)]] == payf.printed["corefit_T1T2"]


@pytest.mark.parametrize(
    ("printed", "tests"), [("fit_T1T2", ["T1", "T2"]), ("fit_T1", ["T1"]), ("fit_T2T3_setmethods", ["T2", "T3"])]
)
def test_the_fit_is_as_robust_as_in_setmethods(shared, printed, tests):
    # rob.fit(test_sol, initial_sol, outcome = "HL")
    payf = read_payf(shared)
    (initial,) = payf.memberships("initial")

    found = fit_robustness(payf.recipe.outcome, initial, payf.memberships(*tests))

    assert figures(found) == payf.printed[printed]


def test_every_test_solution_counts_where_setmethods_leaves_out_those_in_the_middle(shared):
    # SetMethods 4.0 loops `for (i in length(test_sol))`: of T2, T1, T3 it takes only T2 and T3 for the overlaps, so
    # that its figures for the three are those of the two. T1 covers T3, and the three have T1's largest overlap.
    payf = read_payf(shared)
    (initial,) = payf.memberships("initial")
    skipping = payf.printed["fit_T2T1T3_setmethods"]

    found = fit_robustness(payf.recipe.outcome, initial, payf.memberships("T2", "T1", "T3"))

    assert skipping == payf.printed["fit_T2T3_setmethods"]
    assert figures(found) == {**skipping, "RF_SC_maxTS": 0.724}


@given(st.permutations([0, 1, 2]), MEMBERSHIPS, MEMBERSHIPS, MEMBERSHIPS, MEMBERSHIPS)
def test_the_order_of_the_test_solutions_does_not_matter(order, initial, first, second, third):
    outcome = np.array([1, 0.9, 0.7, 0.4, 0.2, 0])
    tests = [first, second, third]

    straight = fit_robustness(outcome, initial, tests), case_robustness(outcome, initial, tests)
    shuffled = [tests[at] for at in order]
    turned = fit_robustness(outcome, initial, shuffled), case_robustness(outcome, initial, shuffled)

    assert repr(turned) == repr(straight)


@pytest.mark.parametrize(("printed", "tests"), [("case_ratio_T1T2", ["T1", "T2"]), ("case_ratio_T2", ["T2"])])
def test_the_cases_are_as_robust_as_in_setmethods(shared, printed, tests):
    # rob.case.ratio within rob.xyplot(test_sol, initial_sol, outcome = "HL")
    payf = read_payf(shared)
    (initial,) = payf.memberships("initial")

    found = case_robustness(payf.recipe.outcome, initial, payf.memberships(*tests))

    ratios = {"RCR_typ": round(found.typical_ratio, 3), "RCR_dev": round(found.deviant_ratio, 3)}
    assert {**ratios, "RCC_Rank": found.rank} == payf.printed[printed]


def test_cases_are_robust_shaky_or_possible_and_typical_or_deviant():
    initial = np.array([0.9, 0.9, 0.8, 0.8, 0.1, 0.2, 0.1, 0.7, 0.6])
    first = np.array([0.9, 0.8, 0.2, 0.9, 0.9, 0.8, 0.1, 0.5, 0.9])
    second = np.array([0.8, 0.7, 0.9, 0.3, 0.1, 0.1, 0.2, 0.9, 0.7])
    outcome = np.array([0.9, 0.1, 0.9, 0.1, 0.9, 0.1, 0.9, 0.9, 0.5])

    found = case_robustness(outcome, initial, [first, second])

    assert (found.robust_typical, found.robust_deviant) == ((0,), (1,))
    assert (found.shaky_typical, found.shaky_deviant) == ((2,), (3,))
    assert (found.possible_typical, found.possible_deviant) == ((4,), (5,))
    assert found.undecided == (7, 8)
    assert (found.typical_ratio, found.deviant_ratio, found.rank) == (1 / 3, 1 / 3, 4)


@pytest.mark.parametrize(
    ("test", "rank"), [([0.9, 0.1], 1), ([0.9, 0.9], 2), ([0.1, 0.1], 3), ([0.1, 0.9], 4)], ids=str
)
def test_the_rank_tells_shaky_from_possible_cases(test, rank):
    initial, outcome = np.array([0.9, 0.1]), np.array([1.0, 1.0])

    found = case_robustness(outcome, initial, [np.array(test)])

    assert found.rank == rank


@given(MEMBERSHIPS, MEMBERSHIPS)
def test_a_solution_is_entirely_robust_against_itself(initial, outcome):
    found = fit_robustness(outcome, initial, [initial, initial])

    values = [found.coverage, found.consistency, found.overlap_least, found.overlap_most]
    assert all(isnan(value) or value == pytest.approx(1) for value in values)


def test_without_members_there_is_nothing_to_compare():
    empty, outcome = np.zeros(3), np.array([1.0, 0.0, 1.0])

    found = fit_robustness(outcome, empty, [empty])

    assert isnan(found.overlap_least)
    assert isnan(found.consistency)


def test_robustness_asks_for_a_test_solution():
    with pytest.raises(QcaError) as found:
        fit_robustness(np.ones(2), np.ones(2), [])

    assert str(found.value) == "Robustness needs at least one test solution beside the initial one."
