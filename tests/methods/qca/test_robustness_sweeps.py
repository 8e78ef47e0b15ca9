"""What comes back of a solution without a case, with noise, and with other memberships."""

from dataclasses import replace
from math import isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods.qca.payf import read_payf
from samverkan.methods.qca.errors import QcaError
from samverkan.methods.qca.expressions import parse_model, parse_term
from samverkan.methods.qca.minimisation.result import Limits, Minimising, Solution
from samverkan.methods.qca.reanalysis import Analysis, solve
from samverkan.methods.qca.robustness.rerun import UNFINISHED, nearest_model, rerun, solve_initial
from samverkan.methods.qca.robustness.sweeps import (
    Dataset,
    Noise,
    NoiseKind,
    NoisePlan,
    leave_cases_out,
    sweep,
    sweep_noise,
    with_noise,
    without_case,
)
from samverkan.methods.qca.sets import Condition, make_outcome, make_sets
from samverkan.methods.qca.truth_table import Cutoffs


def make_recipe(values, outcome, names="ABCDE", **choices):
    sets = make_sets(values, list(names[: len(values[0])]))
    return Analysis(sets, make_outcome(outcome, sets.n_cases), **choices)


SMALL = make_recipe([[1, 1], [1, 0], [0, 1], [0, 0]], [1, 1, 0, 0])


def draw_noise(recipe, noise, n_runs, seed=5, mapper=map):
    (found,) = sweep_noise(recipe, solve_initial(recipe), NoisePlan((noise,), n_runs, seed), mapper)
    return found


def test_a_case_without_which_the_solution_is_another_is_found():
    # Only the second case has A without B: without it B explains as much as A does, and they cannot be told apart.
    recipe = make_recipe([[1, 1], [1, 0], [0, 0], [0, 0]], [1, 1, 0, 0])
    conditions = recipe.sets.conditions

    found = leave_cases_out(recipe, solve_initial(recipe))

    assert [one.case for one in found] == [0, 1, 2, 3]
    assert [one.rerun.is_same for one in found] == [True, False, True, True]
    assert found[1].rerun.keeps_model
    assert set(found[1].rerun.models) == {parse_model("A", conditions), parse_model("B", conditions)}


def test_what_is_lost_and_gained_is_seen_against_the_nearest_model(shared):
    recipe = read_payf(shared).recipe
    conditions = recipe.sets.conditions

    found = leave_cases_out(recipe, solve_initial(recipe))[56]

    assert found.case == 56
    assert not found.rerun.is_same
    assert found.rerun.lost == (parse_term("HE*~GG*HI*HW", conditions),)
    assert found.rerun.gained == (parse_term("HE*AH*HI", conditions),)


def test_leaving_out_a_case_is_the_same_as_never_having_had_it(shared):
    recipe = read_payf(shared).recipe
    kept = [case for case in range(recipe.sets.n_cases) if case != 2]
    smaller = Analysis(
        make_sets(recipe.sets.values[kept], recipe.sets.conditions),
        make_outcome(recipe.outcome[kept], len(kept)),
        recipe.cutoffs,
    )

    found = without_case(recipe, 2)

    assert np.array_equal(found.sets.values, smaller.sets.values)
    assert solve(found) == solve(smaller)


def test_the_only_case_cannot_be_left_out():
    recipe = make_recipe([[1, 0]], [1])

    found = leave_cases_out(recipe, solve_initial(recipe))

    assert found == ()


def test_noise_of_nothing_changes_nothing():
    found = draw_noise(SMALL, Noise(NoiseKind.FLIP, 0.0), 20)

    assert (found.same, found.kept, found.without) == (1.0, 1.0, 0.0)
    assert [(one.in_some, one.in_every) for one in found.terms] == [(1.0, 1.0)]
    assert found.others == ()


def test_memberships_that_are_all_wrong_are_the_opposite():
    noisy = with_noise(SMALL, Noise(NoiseKind.FLIP, 1.0), np.random.default_rng(1))

    assert np.array_equal(noisy.sets.values, 1 - SMALL.sets.values)
    assert np.array_equal(noisy.outcome, 1 - SMALL.outcome)


@given(seed=st.integers(0, 1000), rate=st.floats(0, 1), kind=st.sampled_from(NoiseKind))
def test_noise_leaves_memberships_and_levels_what_they_are(seed, rate, kind):
    rng = np.random.default_rng(seed)
    values = np.column_stack([rng.random(30), rng.integers(0, 2, 30), rng.integers(0, 3, 30)])
    sets = make_sets(values, [Condition("FUZZY"), Condition("CRISP"), Condition("LEVELS", 3, is_multivalue=True)])
    recipe = Analysis(sets, make_outcome(rng.random(30), 30))

    noisy = with_noise(recipe, Noise(kind, rate), rng)

    assert noisy.sets.conditions == sets.conditions
    assert set(np.unique(noisy.sets.values[:, 1])) <= {0, 1}
    assert set(np.unique(noisy.sets.values[:, 2])) <= {0, 1, 2}


def test_a_level_that_is_hit_becomes_another_level():
    levels = [Condition("LEVELS", 3, is_multivalue=True)]
    recipe = Analysis(make_sets([[0], [1], [2]], levels), make_outcome([1, 0, 0], 3))

    noisy = with_noise(recipe, Noise(NoiseKind.PERTURB, 1.0), np.random.default_rng(4))

    assert not (noisy.sets.values == recipe.sets.values).any()


def test_more_noise_brings_less_of_the_solution_back(shared):
    recipe = read_payf(shared).recipe

    shares = [draw_noise(recipe, Noise(NoiseKind.PERTURB, rate), 40).same for rate in (0.001, 0.02, 0.2)]

    assert shares == sorted(shares, reverse=True)
    assert shares[0] == 1.0
    assert shares[-1] < 0.1


def test_the_same_seed_gives_the_same_shares_whoever_computes_them(shared):
    recipe = read_payf(shared).recipe

    def map_backwards(function, items):
        return reversed([function(item) for item in reversed(items)])

    forwards = draw_noise(recipe, Noise(NoiseKind.FLIP, 0.02), 12)
    backwards = draw_noise(recipe, Noise(NoiseKind.FLIP, 0.02), 12, mapper=map_backwards)

    assert backwards == forwards
    assert draw_noise(recipe, Noise(NoiseKind.FLIP, 0.02), 12, seed=6) != forwards


def test_runs_that_did_not_finish_are_counted_and_not_shared_in():
    recipe = replace(SMALL, minimising=Minimising(limits=Limits(implicants=1)))
    initial = solve_initial(SMALL)

    (found,) = sweep_noise(make_wide(recipe), initial, NoisePlan((Noise(NoiseKind.FLIP, 0.0),), n_runs=3))

    assert (found.n_runs, found.n_finished, found.terms) == (3, 0, ())
    assert isnan(found.same)


def make_wide(recipe):
    rng = np.random.default_rng(2)
    rows = rng.integers(0, 2, (40, 10))
    return replace(recipe, sets=make_sets(rows[:, :-1], list("ABCDEFGHI")), outcome=make_outcome(rows[:, -1], 40))


def test_a_rate_of_noise_is_a_share():
    with pytest.raises(QcaError) as found:
        Noise(NoiseKind.FLIP, 5)

    assert str(found.value) == "The rate of noise is 5; give a number in [0, 1], such as 0.05."


def test_a_sweep_has_at_least_one_run():
    with pytest.raises(QcaError) as found:
        NoisePlan((Noise(NoiseKind.FLIP, 0.1),), n_runs=0)

    assert str(found.value) == "The number of runs with noise is 0; give at least 1."


def test_more_runs_begin_with_the_same_ones():
    drawn = []

    def listen(function, items):
        results = [function(item) for item in items]
        drawn.append(results)
        return iter(results)

    draw_noise(SMALL, Noise(NoiseKind.FLIP, 0.2), 5, mapper=listen)
    draw_noise(SMALL, Noise(NoiseKind.FLIP, 0.2), 9, mapper=listen)

    assert drawn[1][:5] == drawn[0]


def test_other_memberships_are_tried_one_after_the_other():
    conditions = SMALL.sets.conditions
    same = Dataset("without R1", SMALL.sets, SMALL.outcome)
    turned = Dataset("without R2", make_sets([[0, 1], [1, 0]], conditions), make_outcome([1, 0], 2))

    found = sweep([same, turned], SMALL, solve_initial(SMALL))

    assert [(one.name, one.rerun.is_same) for one in found] == [("without R1", True), ("without R2", False)]
    assert set(found[1].rerun.models) == {parse_model("~A", conditions), parse_model("B", conditions)}


def test_other_memberships_must_be_of_the_same_conditions():
    other = Dataset("without R1", make_sets([[1]], ["A"]), make_outcome([1], 1))

    with pytest.raises(QcaError) as found:
        sweep([other], SMALL, solve_initial(SMALL))

    assert str(found.value) == (
        'The data set "without R1" has other conditions than the analysis that it is to replace.'
    )


def test_an_analysis_that_did_not_finish_says_so():
    limited = make_wide(replace(SMALL, minimising=Minimising(limits=Limits(implicants=1))))

    found = rerun(limited, solve_initial(SMALL))

    assert found == UNFINISHED
    assert not found.is_finished


def test_the_nearest_model_shares_most_terms_and_then_has_the_fewest_others():
    a, b, c, d = (1, -1, -1), (-1, 1, -1), (-1, -1, 1), (0, -1, -1)

    found = nearest_model(((a, c, d), (a, b, c, d), (a, b, d), (c,)), (a, b))

    assert found == (a, b, d)
    assert nearest_model((), (a,)) == ()


def test_terms_of_some_and_of_every_model_are_told_apart():
    recipe = make_recipe([[1, 1], [0, 0]], [1, 0], cutoffs=Cutoffs(), solution=Solution.PARSIMONIOUS)

    found = rerun(recipe, solve_initial(recipe))

    assert found.terms_of_some == {(1, -1), (-1, 1)}
    assert found.terms_of_every == frozenset()
