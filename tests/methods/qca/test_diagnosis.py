"""What should be known of the memberships before an analysis."""

from dataclasses import astuple

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from methods.qca.reference import NAMES, read_reference
from samverkan.methods.qca.diagnosis import Occurrence, Share, Skew, Twins, diagnose
from samverkan.methods.qca.sets import Condition, make_outcome, make_sets

tables = arrays(
    float, st.tuples(st.integers(1, 12), st.integers(2, 5)), elements=st.sampled_from([0, 0.2, 0.5, 0.7, 1])
)


def diagnosis_of(rows, outcome, names="ABCDEFG"):
    sets = make_sets(rows, list(names[: len(rows[0])]))
    return diagnose(sets, make_outcome(outcome, len(rows)))


def test_memberships_of_exactly_half_are_placed():
    found = diagnosis_of([[0.5, 1], [0.4, 0.5], [0.5, 0.5], [0.6, 0]], [0.5, 1, 0, 0])

    assert found.on_crossover == ((0, 0), (1, 1), (2, 0), (2, 1))
    assert found.cases_left_out == (0, 1, 2)
    assert found.outcome_on_crossover == (0,)


def test_the_lowest_levels_of_a_multivalue_condition_are_no_halves():
    sets = make_sets([[0, 1], [1, 0], [2, 1]], [Condition("SIZE", 3, is_multivalue=True), Condition("HOST")])

    found = diagnose(sets, make_outcome([1, 0, 1], 3))

    assert (found.on_crossover, found.n_possible, found.n_observed) == ((), 6, 3)


def test_sets_with_nearly_all_or_nearly_no_cases_are_skewed():
    rows = [[1, 0, 1, 0], [1, 0, 1, 0], [1, 0, 1, 1], [1, 0, 0, 1], [1, 0, 0, 0], [0, 1, 1, 1]]

    found = diagnosis_of(rows, [1, 1, 1, 1, 1, 0])

    assert found.skewed == (Skew(0, 1, Share(5, 6)), Skew(1, 1, Share(1, 6)))
    assert found.skewed_outcome == Share(5, 6)


def test_exactly_a_fifth_is_not_skewed():
    found = diagnosis_of([[1, 0], [0, 1], [0, 1], [0, 1], [0, 1]], [1, 0, 0, 0, 0])

    assert (found.skewed, found.skewed_outcome) == ((), None)


def test_a_multivalue_condition_is_skewed_when_one_level_has_nearly_all():
    sets = make_sets([[2], [2], [2], [2], [2], [0]], [Condition("SIZE", 3, is_multivalue=True)])

    found = diagnose(sets, make_outcome([1, 0, 1, 0, 1, 0], 6))

    assert found.skewed == (Skew(0, 2, Share(5, 6)),)


def test_a_condition_on_one_side_of_half_does_not_vary():
    found = diagnosis_of([[0.6, 0.5, 1], [0.9, 0.1, 0], [1, 0.4, 1]], [1, 0, 1])

    assert found.unvarying == (0, 1)
    assert [one.condition for one in found.skewed] == []


def test_the_outcome_varies_or_is_always_or_never_there():
    rows = [[1, 0], [0, 1]]

    found = [diagnosis_of(rows, outcome) for outcome in ([1, 0], [0.6, 1], [0.5, 0])]

    assert [one.outcome for one in found] == [Occurrence.VARIES, Occurrence.ALWAYS, Occurrence.NEVER]
    assert [one.skewed_outcome for one in found] == [None, None, None]


def test_more_configurations_than_cases_are_too_many_conditions():
    rows = [[1, 0, 1], [0, 1, 1], [1, 1, 0], [0, 0, 1]]

    found = diagnosis_of(rows, [1, 0, 1, 0])

    assert (found.n_cases, found.n_possible, found.n_observed) == (4, 8, 4)
    assert (found.has_too_many_conditions, found.most_conditions) == (True, 2)


def test_as_many_cases_as_configurations_are_enough():
    found = diagnosis_of([[1, 0], [0, 1], [1, 1], [0, 0]], [1, 0, 1, 0])

    assert (found.has_too_many_conditions, found.most_conditions) == (False, 2)


def test_conditions_that_say_the_same_or_the_opposite_are_twins():
    rows = [[0.2, 0.2, 0.8, 1], [0.7, 0.7, 0.3, 1], [0.9, 0.9, 0.1, 0]]

    found = diagnosis_of(rows, [1, 0, 1])

    assert found.twins == (
        Twins(0, 1, is_opposite=False),
        Twins(0, 2, is_opposite=True),
        Twins(1, 2, is_opposite=True),
    )


def test_seventy_conditions_are_counted_exactly():
    rows = np.random.default_rng(1).integers(0, 2, (10, 70)).tolist()
    sets = make_sets(rows, [f"C{at}" for at in range(70)])

    found = diagnose(sets, make_outcome([1, 0] * 5, 10))

    assert (found.n_possible, found.n_observed, found.most_conditions) == (2**70, 10, 3)


def test_one_case_is_diagnosed_too():
    found = diagnosis_of([[1, 0.5]], [1])

    assert (found.n_cases, found.unvarying, found.n_observed, found.outcome) == (1, (0, 1), 0, Occurrence.ALWAYS)


def test_published_data_have_the_rows_of_their_truth_tables(shared):
    references = [read_reference(shared, name) for name in NAMES]

    observed = [diagnose(one.sets, one.outcome).n_observed for one in references]

    assert observed == [len(one.table.rows) for one in references]


@given(tables, st.randoms())
def test_the_order_of_the_cases_changes_only_their_indices(table, random):
    order = list(range(len(table)))
    random.shuffle(order)

    before = diagnosis_of(table[:, :-1].tolist(), table[:, -1])
    after = diagnosis_of(table[order, :-1].tolist(), table[order, -1])

    back = tuple(sorted((order[case], at) for case, at in after.on_crossover))
    assert before.on_crossover == back
    assert astuple(before)[3:] == astuple(after)[3:]
