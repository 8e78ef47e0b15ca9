"""A recipe that is followed again gives the same solution, and says when a limit ended it."""

import pickle

import numpy as np
import pytest

from methods.qca.payf import read_payf
from samverkan.methods.qca.expressions import parse_model
from samverkan.methods.qca.minimisation.result import Limits, Minimising, Solution
from samverkan.methods.qca.reanalysis import Analysis, UnfinishedError, map_here, solve
from samverkan.methods.qca.sets import make_outcome, make_sets
from samverkan.methods.qca.truth_table import Cutoffs


def make_recipe(rows, **choices):
    """Return a recipe from crisp rows whose last value is the outcome."""
    table = np.array(rows, dtype=float)
    names = ["A", "B", "C", "D"][: table.shape[1] - 1]
    return Analysis(make_sets(table[:, :-1], names), make_outcome(table[:, -1], len(table)), **choices)


@pytest.mark.parametrize("name", ["initial", "T1", "T2", "T3"])
def test_a_recipe_gives_the_models_that_r_gives(shared, name):
    payf = read_payf(shared)

    models = solve(payf.recipe_of(name))

    assert models == (payf.model(name),)


def test_every_minimum_model_is_given():
    recipe = make_recipe([[1, 1, 1, 1], [1, 0, 0, 1], [0, 1, 1, 0], [0, 0, 1, 0], [0, 0, 0, 0], [1, 1, 0, 1]])
    ambiguous = make_recipe([[1, 1, 1], [0, 0, 0]])

    models = solve(recipe), solve(ambiguous)

    conditions = ambiguous.sets.conditions
    assert models[0] == (parse_model("A", recipe.sets.conditions),)
    assert set(models[1]) == {parse_model("A", conditions), parse_model("B", conditions)}


def test_without_a_positive_row_no_model_has_terms():
    recipe = make_recipe([[1, 0, 0], [0, 1, 0]])

    models = solve(recipe)

    assert not any(models)


def test_a_recipe_survives_the_way_to_another_process():
    recipe = make_recipe([[1, 1, 1], [1, 0, 1], [0, 1, 0]], cutoffs=Cutoffs(0.8), solution=Solution.CONSERVATIVE)

    received = pickle.loads(pickle.dumps(recipe))

    assert solve(received) == solve(recipe)
    assert received.cutoffs == recipe.cutoffs


def test_a_minimisation_that_a_limit_ended_is_no_solution():
    rng = np.random.default_rng(1)
    rows = rng.integers(0, 2, (60, 13))
    names = [f"C{at}" for at in range(12)]
    sets, outcome = make_sets(rows[:, :-1], names), make_outcome(rows[:, -1], 60)
    recipe = Analysis(sets, outcome, minimising=Minimising(limits=Limits(implicants=3)))

    with pytest.raises(UnfinishedError) as found:
        solve(recipe)

    assert str(found.value) == (
        "A limit of time or of prime implicants ended the minimisation before its models were proven. Raise it."
    )


def test_the_plain_mapper_keeps_the_order():
    results = map_here(abs, [-3, 1, -2])

    assert list(results) == [3, 1, 2]
