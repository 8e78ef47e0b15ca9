"""The truth table: published tables, its edges, and what is said when it cannot be built."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from methods.qca.reference import NAMES, listed, read_reference
from samverkan.methods.qca.errors import MembershipError, QcaError
from samverkan.methods.qca.fit import sufficiency
from samverkan.methods.qca.sets import Condition, make_outcome, make_sets, term_membership
from samverkan.methods.qca.truth_table import (
    Cutoffs,
    Out,
    build_truth_table,
    corners_of,
    row_number,
)

NAN = float("nan")
CRISP = Cutoffs()
memberships = arrays(float, st.tuples(st.integers(1, 9), st.integers(2, 5)), elements=st.sampled_from([0, 0.2, 0.5, 1]))


def table_of(values, outcome, cutoffs=CRISP, conditions=None):
    """Return the truth table of plain lists."""
    sets = make_sets(values, conditions or [f"C{at}" for at in range(len(values[0]))])
    return build_truth_table(sets, make_outcome(outcome, sets.n_cases), cutoffs)


@pytest.mark.parametrize("name", NAMES)
def test_rows_and_outputs_are_those_that_r_prints(shared, name):
    reference = read_reference(shared, name)
    printed = reference.printed["truth_table"]
    columns = [printed["conditions"][one] for one in reference.sets.names]

    table = reference.table

    assert [row_number(row.configuration, reference.sets.conditions) for row in table.rows] == printed["row"]
    assert [row.configuration for row in table.rows] == list(zip(*columns, strict=True))
    assert [row.out.value for row in table.rows] == printed["OUT"]


@pytest.mark.parametrize("name", NAMES)
def test_rows_have_the_cases_that_r_names(shared, name):
    reference = read_reference(shared, name)
    printed = reference.printed["truth_table"]

    table = reference.table

    assert [row.n for row in table.rows] == printed["n"]
    named = [{reference.cases[case] for case in row.cases} for row in table.rows]
    assert named == [set(one.split(",")) for one in printed["cases"]]


@pytest.mark.parametrize("name", NAMES)
def test_rows_have_the_inclusion_and_the_pri_that_r_prints(shared, name):
    reference = read_reference(shared, name)
    printed = reference.printed["truth_table"]

    table = reference.table

    assert [row.fit.inclusion for row in table.rows] == pytest.approx(printed["incl"], abs=1e-9)
    assert [row.fit.pri for row in table.rows] == pytest.approx(printed["PRI"], abs=1e-9)


@pytest.mark.parametrize("name", NAMES)
def test_rows_that_r_removes_are_too_rare_or_reached_by_a_half_only(shared, name):
    """R also lists rows that only cases at exactly .5 touch, by rounding .5 down; those cases belong to no row."""
    reference = read_reference(shared, name)
    conditions = reference.sets.conditions

    table = reference.table

    rare = {row_number(row.configuration, conditions) for row in table.rows_with(Out.REMAINDER)}
    corners, _ = corners_of(reference.sets)
    halves = {row_number(tuple(corners[case].tolist()), conditions) for case in table.unassigned}
    seen = {row_number(row.configuration, conditions) for row in table.rows}
    assert rare | (halves - seen) == set(listed(reference.printed["truth_table"]["removed_rows"]))


def test_a_case_at_exactly_a_half_belongs_to_no_row_but_counts_in_the_fit():
    table = table_of([[0.9, 0.8], [0.5, 0.9], [0.1, 0.2]], [1.0, 0.0, 0.0], Cutoffs(inclusion=0.6))

    assert table.unassigned == (1,)
    assert [row.cases for row in table.rows] == [(2,), (0,)]
    both = table.rows[1]
    assert both.fit.inclusion == pytest.approx(0.8 / (0.8 + 0.5 + 0.1))


def test_one_case_makes_one_row():
    table = table_of([[1, 0]], [1])

    assert [(row.configuration, row.out, row.cases) for row in table.rows] == [((1, 0), Out.POSITIVE, (0,))]
    assert table.n_remainders == 3


def test_cases_that_all_stand_at_a_half_make_no_row():
    table = table_of([[0.5, 1], [0, 0.5]], [1, 1])

    assert table.rows == ()
    assert table.unassigned == (0, 1)
    assert table.n_remainders == 4


def test_an_outcome_that_never_occurs_makes_every_row_negative():
    table = table_of([[1, 0], [0, 1]], [0, 0])

    assert [row.out for row in table.rows] == [Out.NEGATIVE, Out.NEGATIVE]
    assert np.isnan([row.fit.coverage for row in table.rows]).all()


def test_a_row_with_fewer_cases_than_asked_is_a_remainder():
    table = table_of([[1], [1], [0]], [1, 1, 0], Cutoffs(frequency=2))

    assert [(row.configuration, row.out) for row in table.rows] == [((0,), Out.REMAINDER), ((1,), Out.POSITIVE)]
    assert table.n_remainders == 1


def test_a_row_between_two_cut_offs_is_a_contradiction():
    values, outcome = [[1], [1], [1], [1], [0]], [1, 1, 1, 0, 0]

    between = table_of(values, outcome, Cutoffs(inclusion=0.9, contradiction=0.7))
    below = table_of(values, outcome, Cutoffs(inclusion=0.9, contradiction=0.8))

    assert [row.out for row in between.rows] == [Out.NEGATIVE, Out.CONTRADICTION]
    assert [row.out for row in below.rows] == [Out.NEGATIVE, Out.NEGATIVE]


def test_a_cut_off_that_is_met_exactly_is_met():
    values, outcome = [[1], [1], [1]], [0.1, 0.2, 0.9]

    table = table_of(values, outcome, Cutoffs(inclusion=0.4))

    assert table.rows[0].out is Out.POSITIVE


def test_a_row_that_serves_the_outcome_and_its_absence_fails_the_pri_cut():
    values, outcome = [[0.6], [0.7], [0.6]], [0.6, 0.4, 0.6]

    lenient = table_of(values, outcome, Cutoffs(inclusion=0.8))
    strict = table_of(values, outcome, Cutoffs(inclusion=0.8, pri=0.6))

    assert lenient.rows[0].out is Out.POSITIVE
    assert strict.rows[0].fit.pri == pytest.approx((1.6 - 1.2) / (1.9 - 1.2))
    assert strict.rows[0].out is Out.NEGATIVE


def test_a_deviant_case_of_a_row_is_named():
    table = table_of([[1], [1], [1], [0]], [1, 1, 0, 0], Cutoffs(inclusion=0.6))

    assert [table.contradicting(row) for row in table.rows] == [(), (2,)]


def test_rows_are_numbered_with_the_last_condition_fastest():
    conditions = [Condition("A", 3, is_multivalue=True), Condition("B"), Condition("C", 4, is_multivalue=True)]

    assert row_number((0, 0, 0), conditions) == 1
    assert row_number((0, 0, 3), conditions) == 4
    assert row_number((0, 1, 0), conditions) == 5
    assert row_number((2, 1, 3), conditions) == 24


def test_multivalue_levels_make_rows_of_their_own():
    conditions = [Condition("A", 3, is_multivalue=True), Condition("B")]

    table = table_of([[2, 0.9], [1, 0.2], [2, 0.6], [0, 0.1]], [1, 0, 1, 0], conditions=conditions)

    assert [(row.configuration, row.cases) for row in table.rows] == [((0, 0), (3,)), ((1, 0), (1,)), ((2, 1), (0, 2))]


@given(memberships)
def test_each_case_stands_in_one_row_or_in_none(values):
    table = table_of(values[:, :-1], values[:, -1], Cutoffs(inclusion=0.7))

    placed = sorted([case for row in table.rows for case in row.cases] + list(table.unassigned))
    assert placed == list(range(len(values)))
    for row in table.rows:
        members = term_membership(table.sets, row.configuration)
        assert all(members[case] > 0.5 for case in row.cases)
        alone = sufficiency(members, table.outcome)
        found = [row.fit.inclusion, row.fit.pri, row.fit.coverage]
        assert found == pytest.approx([alone.inclusion, alone.pri, alone.coverage], nan_ok=True)


@given(memberships, st.randoms(use_true_random=False))
def test_the_order_of_the_cases_changes_nothing_but_their_numbers(values, chance):
    order = list(range(len(values)))
    chance.shuffle(order)

    first = table_of(values[:, :-1], values[:, -1], Cutoffs(inclusion=0.7))
    second = table_of(values[order, :-1], values[order, -1], Cutoffs(inclusion=0.7))

    def plain(table, places):
        return [(row.configuration, row.out, sorted(places[case] for case in row.cases)) for row in table.rows]

    assert plain(second, order) == plain(first, range(len(values)))


@pytest.mark.parametrize(
    ("cutoffs", "message"),
    [
        (Cutoffs(inclusion=1.2), "The cut-offs for inclusion and PRI must be in [0, 1]: 1.2, 0.0."),
        (Cutoffs(pri=-0.1), "The cut-offs for inclusion and PRI must be in [0, 1]: 1.0, -0.1."),
        (Cutoffs(inclusion=NAN), "The cut-offs for inclusion and PRI must be in [0, 1]: nan, 0.0."),
        (Cutoffs(frequency=0), "The cut-off for frequency must be at least 1, not 0."),
        (
            Cutoffs(inclusion=0.7, contradiction=0.8),
            "The cut-off for contradictions must be between 0 and that for inclusion.",
        ),
    ],
)
def test_a_cut_off_out_of_range_is_named(cutoffs, message):
    with pytest.raises(QcaError) as raised:
        table_of([[1], [0]], [1, 0], cutoffs)

    assert str(raised.value) == message


def test_a_table_without_cases_or_without_conditions_cannot_be_built():
    sets = make_sets(np.zeros((0, 2)), ["A", "B"])

    with pytest.raises(QcaError, match="A truth table needs at least one case"):
        build_truth_table(sets, make_outcome([], 0))


def test_values_that_are_not_calibrated_are_all_listed():
    with pytest.raises(MembershipError) as raised:
        make_sets([[0.2, 7], [NAN, 1], [1, -1]], ["A", "B"])

    assert raised.value.places == ((0, 1), (1, 0), (2, 1))
    assert str(raised.value) == (
        "Memberships must be in [0, 1], and levels whole numbers below the number of levels. "
        "case 0, B: 7; case 1, A: nan; case 2, B: -1."
    )


def test_only_the_first_of_many_wrong_values_are_shown():
    with pytest.raises(MembershipError, match=r"case 4, A: 2 and 3 more\.$") as raised:
        make_sets([[2.0]] * 8, ["A"])

    assert len(raised.value.places) == 8


def test_a_level_that_does_not_exist_is_named():
    with pytest.raises(MembershipError, match="case 1, A: 3"):
        make_sets([[0], [3], [2]], [Condition("A", 3, is_multivalue=True)])


def test_an_outcome_of_another_length_is_refused():
    with pytest.raises(MembershipError, match=r"The outcome has the shape \(3,\), and there are 2 cases."):
        make_outcome([0, 1, 1], 2)


def test_more_columns_than_conditions_are_refused():
    with pytest.raises(MembershipError, match="There are 3 columns of values and 2 conditions"):
        make_sets([[0, 1, 1]], ["A", "B"])
