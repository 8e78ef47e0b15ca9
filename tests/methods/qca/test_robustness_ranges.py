"""Ranges of the cut-offs in which the solution stays the same."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods.qca.payf import read_payf
from samverkan.methods.qca.expressions import format_model, parse_term
from samverkan.methods.qca.minimisation.result import Limits, Minimising, Solution
from samverkan.methods.qca.reanalysis import Analysis, solve
from samverkan.methods.qca.robustness.ranges import (
    Choice,
    End,
    range_of_frequency,
    range_of_inclusion,
    range_of_pri,
)
from samverkan.methods.qca.robustness.rerun import solve_initial
from samverkan.methods.qca.sets import make_outcome, make_sets
from samverkan.methods.qca.truth_table import Cutoffs, build_truth_table

RANGES = {
    Choice.INCLUSION: range_of_inclusion,
    Choice.FREQUENCY: range_of_frequency,
    Choice.PRI: range_of_pri,
}


def find_range(recipe, choice):
    return RANGES[choice](recipe, solve_initial(recipe))


def move(recipe, choice, value):
    return replace(recipe, cutoffs=replace(recipe.cutoffs, **{choice.value: value}))


def make_fuzzy(seed, n_cases=14, n_conditions=3, **cutoffs):
    """Return a recipe with memberships in tenths, never .5, and an outcome that follows the first condition."""
    rng = np.random.default_rng(seed)
    values = rng.choice([0.0, 0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.9, 1.0], (n_cases, n_conditions))
    outcome = np.clip(values[:, 0] + rng.normal(0, 0.2, n_cases), 0, 1)
    names = [f"C{at}" for at in range(n_conditions)]
    return Analysis(make_sets(values, names), make_outcome(outcome, n_cases), Cutoffs(**cutoffs))


def test_the_range_of_inclusion_is_the_one_of_setmethods_and_exact(shared):
    # rob.inclrange(step = .01) gives .85 to .87; the solution changes at two rows' own inclusions.
    payf = read_payf(shared)

    found = find_range(payf.recipe, Choice.INCLUSION)

    inside = [round(step / 100, 2) for step in range(101) if found.holds(step / 100)]
    assert [inside[0], inside[-1]] == payf.printed["inclrange_step001"]
    assert (found.lower.value, found.lower.is_closed) == (pytest.approx(0.8456325301), False)
    assert (found.upper.value, found.upper.is_closed) == (pytest.approx(0.8734793187), True)
    assert found.is_exact


def test_a_bound_says_what_changes_beyond_it(shared):
    payf = read_payf(shared)
    conditions = payf.recipe.sets.conditions

    found = find_range(payf.recipe, Choice.INCLUSION)

    assert found.lower.end is found.upper.end is End.CHANGE
    assert found.lower.rows == (parse_term("HE*GG*~AH*HI*HW", conditions),)
    assert [format_model(model, conditions) for model in found.lower.beyond.models] == [
        "HE*GG*HW + HE*HI*HW",
        "HE*HI*HW + GG*AH",
        "HE*HI*HW + GG*~HI*HW",
    ]


def test_the_range_of_frequency_is_the_one_of_setmethods(shared):
    # rob.ncutrange gives 2 to 2.
    payf = read_payf(shared)

    found = find_range(payf.recipe, Choice.FREQUENCY)

    assert [found.lower.value, found.upper.value] == payf.printed["ncutrange"]
    assert found.lower.is_closed
    assert found.upper.is_closed
    assert found.upper.seen_at == 4


@pytest.mark.parametrize("choice", [Choice.INCLUSION, Choice.PRI])
@given(seed=st.integers(0, 10_000), cut=st.sampled_from([0.5, 0.75, 0.8, 0.9, 1.0]))
def test_within_a_range_the_solution_is_the_same_and_just_beyond_it_is_not(choice, seed, cut):
    recipe = make_fuzzy(seed, **{"inclusion": 0.7, choice.value: cut})

    found = find_range(recipe, choice)

    models = set(solve(recipe))
    low, high = found.lower.value, found.upper.value
    inside = [value for value in np.linspace(low + 1e-6, high, 7) if value <= high]
    assert all(set(solve(move(recipe, choice, value))) == models for value in inside)
    assert found.lower.end is End.LIMIT or set(solve(move(recipe, choice, low))) != models
    assert found.upper.end is End.LIMIT or set(solve(move(recipe, choice, min(1.0, high + 1e-6)))) != models


@given(seed=st.integers(0, 10_000), frequency=st.integers(1, 4))
def test_every_frequency_of_a_range_gives_the_solution_and_its_neighbours_do_not(seed, frequency):
    recipe = make_fuzzy(seed, inclusion=0.75, frequency=frequency)

    found = find_range(recipe, Choice.FREQUENCY)

    models = set(solve(recipe))
    low, high = int(found.lower.value), int(found.upper.value)
    same = [value for value in range(1, 15) if set(solve(move(recipe, Choice.FREQUENCY, value))) == models]
    assert set(range(low, high + 1)) <= set(same)
    assert not {low - 1, high + 1} & set(same)
    assert low <= frequency <= high


def test_a_solution_that_nothing_changes_has_the_whole_scale():
    sets = make_sets([[1, 1], [1, 0], [0, 1], [0, 0]], ["A", "B"])
    recipe = Analysis(sets, make_outcome([1, 1, 0, 0], 4), Cutoffs(0.8))

    found = find_range(recipe, Choice.INCLUSION)

    assert (found.lower.value, found.lower.is_closed, found.lower.end) == (0.0, False, End.CHANGE)
    assert (found.upper.value, found.upper.is_closed, found.upper.end) == (1.0, True, End.LIMIT)
    assert found.upper.beyond is None
    assert found.holds(1.0)
    assert not found.holds(0.0)


def test_the_cut_off_for_contradictions_follows_the_one_for_inclusion_down():
    recipe = make_fuzzy(3, inclusion=0.8)
    recipe = replace(recipe, cutoffs=replace(recipe.cutoffs, contradiction=0.75))

    found = find_range(recipe, Choice.INCLUSION)

    assert found.lower.value < 0.8 <= found.upper.value


def test_the_last_frequency_is_that_of_the_fullest_positive_row():
    sets = make_sets([[1], [1], [1], [0]], ["A"])
    recipe = Analysis(sets, make_outcome([1, 1, 1, 0], 4), Cutoffs(), Solution.CONSERVATIVE)

    found = find_range(recipe, Choice.FREQUENCY)

    assert (found.lower.value, found.lower.end) == (1, End.LIMIT)
    assert (found.upper.value, found.upper.seen_at) == (3, 4)
    assert not found.upper.beyond.has_solution
    assert build_truth_table(sets, recipe.outcome).rows[-1].n == 3


def test_a_neighbour_that_is_not_finished_ends_the_range_and_says_so():
    rng = np.random.default_rng(7)
    values = rng.random((40, 8))
    sets = make_sets(values, [f"C{at}" for at in range(8)])
    recipe = Analysis(sets, make_outcome(np.clip(values[:, 0], 0, 1), 40), Cutoffs(1.0))
    initial = solve_initial(recipe)
    limited = replace(recipe, minimising=Minimising(limits=Limits(implicants=1)))

    found = range_of_inclusion(limited, initial)

    assert found.lower.end is End.UNFINISHED
    assert found.lower.beyond.is_finished is False
