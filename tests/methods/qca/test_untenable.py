"""The enhanced standard analysis: no remainder is assumed for the outcome and for its absence."""

from itertools import product

import numpy as np
import pytest

from samverkan.methods.qca import (
    Cutoffs,
    Minimising,
    Out,
    Solution,
    build_truth_table,
    contradicting_necessity,
    find_contradictory,
    find_simultaneous,
    find_untenable,
    make_outcome,
    make_sets,
    minimise,
)
from samverkan.methods.qca.sets import covers


def make_sides(values, outcome, cutoffs=None):
    sets = make_sets(values, [f"C{at}" for at in range(np.shape(values)[1])])
    given = make_outcome(outcome, sets.n_cases)
    return tuple(build_truth_table(sets, side, cutoffs or Cutoffs()) for side in (given, 1 - given))


def assumed(table, asked):
    """Return the unseen configurations that some parsimonious model covers."""
    seen = {row.configuration for row in table.rows if row.out is not Out.REMAINDER}
    models = minimise(table, Solution.PARSIMONIOUS, asked).models
    unseen = [one for one in product((0, 1), repeat=len(table.sets.conditions)) if one not in seen]
    return {one for one in unseen for model in models for term in model if covers(term, one)}


@pytest.mark.parametrize("seed", range(60))
def test_nothing_is_assumed_by_both_sides_when_the_untenable_is_taken_out(seed):
    rng = np.random.default_rng(seed)
    n_cases, n_conditions = int(rng.integers(4, 10)), int(rng.integers(3, 6))
    sides = make_sides(rng.integers(0, 2, (n_cases, n_conditions)), rng.integers(0, 2, n_cases))

    found = find_untenable(*sides)

    present, absent = found.present, found.absent
    assert not assumed(sides[0], Minimising(impossible=present)) & assumed(sides[1], Minimising(impossible=absent))


def test_taking_out_once_is_not_always_enough():
    values = [[1, 0, 1], [0, 1, 1], [1, 1, 1], [1, 1, 0], [1, 1, 1], [0, 0, 0]]
    sides = make_sides(values, [1, 0, 1, 1, 0, 0])

    once = Minimising(impossible=find_contradictory(*sides))
    found = find_untenable(*sides)

    assert assumed(sides[0], once) & assumed(sides[1], once) == {(1, 0, 0)}
    assert not assumed(sides[0], Minimising(impossible=found.present)) & assumed(
        sides[1], Minimising(impossible=found.absent)
    )


def test_what_is_impossible_stays_out_of_both_sides():
    sides = make_sides([[1, 1, 0], [0, 0, 1]], [1, 0])
    impossible = Minimising(impossible=((1, 0, -1),))

    found = find_untenable(*sides, (impossible, impossible))

    assert (1, 0, -1) in found.present
    assert (1, 0, -1) in found.absent


def test_a_remainder_without_the_necessary_condition_is_not_assumed():
    sides = make_sides([[1, 1, 0], [1, 0, 1], [0, 0, 0], [1, 0, 0]], [1, 1, 0, 0])
    outside = contradicting_necessity([(1, -1, -1)], sides[0].sets.conditions)

    with_all = assumed(sides[0], Minimising())
    without = assumed(sides[0], Minimising(impossible=outside))

    assert any(one[0] == 0 for one in with_all)
    assert not any(one[0] == 0 for one in without)


def test_a_row_that_passes_for_both_sides_can_be_counted_as_a_contradiction():
    sides = make_sides([[0.6, 0.9], [0.4, 0.1], [0.2, 0.9]], [0.6, 0.5, 0.1], Cutoffs(inclusion=0.75))
    rows = find_simultaneous(*sides)

    usual = minimise(sides[0], Solution.CONSERVATIVE)
    enhanced = minimise(sides[0], Solution.CONSERVATIVE, Minimising(excluded=rows))

    assert rows
    assert set(enhanced.rows) == set(usual.rows) - set(rows)
