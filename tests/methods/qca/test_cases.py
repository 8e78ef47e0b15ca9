"""What the cases say of a model."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.methods.qca.cases import MemberCase, OutsideCase, classify_cases
from samverkan.methods.qca.errors import ExpressionError, MembershipError
from samverkan.methods.qca.expressions import parse_model
from samverkan.methods.qca.fit import fit_model
from samverkan.methods.qca.sets import Condition, make_outcome, make_sets

NAMES = ("TRUST", "HOST", "FORM")
fuzzy = st.integers(0, 20).map(lambda share: share / 20)
rows = st.lists(st.tuples(fuzzy, fuzzy, fuzzy, fuzzy), min_size=1, max_size=12)
models = st.lists(st.tuples(*(st.integers(-1, 1) for _ in NAMES)), max_size=3, unique=True).map(tuple)


def classify(values, outcome, text, names=("TRUST", "HOST")):
    sets = make_sets(values, names)
    return classify_cases(sets, outcome, parse_model(text, sets.conditions))


def indices(cases):
    return [one.case for one in cases]


def load_published(shared):
    """Schneider, Schulze-Bentrop & Paunescu (2010), as in SetMethods::SCHF, with its intermediate solution."""
    found = json.loads((shared / "reference/qca/theory_SCHF.json").read_text())
    columns = dict(zip(found["data"]["columns"], found["data"]["values"], strict=True))
    outcome = np.array(columns.pop("EXPORT"))
    sets = make_sets(np.column_stack(list(columns.values())), list(columns))
    return sets, outcome, parse_model("+".join(found["solution"]), sets.conditions), found


def test_every_kind_of_case_stands_where_its_definition_puts_it():
    values = [[0.7], [0.9], [0.8], [0.3], [0.2], [0.5], [0.9]]
    outcome = [0.9, 0.6, 0.2, 0.8, 0.1, 0.9, 0.5]

    cases = classify(values, outcome, "TRUST", ["TRUST"])

    assert indices(cases.typical) == [0]
    assert indices(cases.deviant_in_degree) == [1]
    assert indices(cases.deviant_in_kind) == [2]
    assert indices(cases.deviant_in_coverage) == [3]
    assert indices(cases.irrelevant) == [4]
    assert cases.unassigned == (5, 6)
    assert indices(cases.deviant_in_consistency) == [2, 1]


def test_the_most_typical_case_is_high_in_both_and_comes_first():
    cases = classify([[0.6], [0.9], [0.7]], [0.9, 0.95, 0.7], "TRUST", ["TRUST"])

    assert [(one.case, round(one.distance, 4)) for one in cases.typical] == [(1, 0.15), (2, 0.3), (0, 0.7)]


def test_the_most_deviant_case_belongs_fully_and_lacks_the_outcome_fully():
    cases = classify([[0.6], [1.0], [0.9]], [0.4, 0.0, 0.3], "TRUST", ["TRUST"])

    assert cases.deviant_in_kind[0] == MemberCase(1, 1.0, 0.0, 0.0)
    assert indices(cases.deviant_in_kind) == [1, 2, 0]


def test_a_difference_in_the_last_bit_makes_no_deviant_case():
    cases = classify([[0.42, 0.9]], [0.58 - 1e-16], "~TRUST")

    assert indices(cases.typical) == [0]


def test_a_case_is_uniquely_covered_by_the_only_term_that_it_belongs_to():
    values = [[1, 0], [1, 1], [0, 1], [1, 0]]

    cases = classify(values, [1, 1, 1, 0], "TRUST + HOST")

    assert [one.uniquely_covered for one in cases.terms] == [(0,), (2,)]


def test_a_case_outside_the_model_stands_beside_its_row_of_the_truth_table():
    cases = classify([[0.2, 0.9], [0.1, 0.5]], [0.8, 0.9], "TRUST")

    ranked, without_row = cases.deviant_in_coverage
    assert (ranked.configuration, ranked.row_membership, round(ranked.distance, 4)) == ((0, 1), 0.8, 0.2)
    assert without_row == OutsideCase(1, 0.1, 0.9, None, None, None)


def test_levels_of_multi_value_conditions_decide_membership():
    sets = make_sets([[2, 0.9], [1, 0.9], [0, 0.1]], [Condition("FORM", 3, is_multivalue=True), Condition("TRUST")])

    cases = classify_cases(sets, [1, 1, 0], ((2, -1),))

    assert indices(cases.typical) == [0]
    assert [(one.case, one.configuration) for one in cases.deviant_in_coverage] == [(1, (1, 1))]
    assert indices(cases.irrelevant) == [2]


def test_a_model_without_terms_leaves_every_outcome_unexplained():
    cases = classify([[0.9, 0.9], [0.1, 0.1]], [0.9, 0.2], "0")

    assert (cases.terms, indices(cases.deviant_in_coverage), indices(cases.irrelevant)) == ((), [0], [1])


def test_a_published_solution_has_its_covered_and_uncovered_cases(shared):
    sets, outcome, model, found = load_published(shared)
    names = found["data"]["rows"]

    cases = classify_cases(sets, outcome, model)

    # SetMethods::cases.theory.evaluation (4.0) divides the same cases by theory: T*S and ~T*S are in the solution.
    groups = {name: group["CaseNames"] for name, group in found["cases"].items()}
    covered = [names[one.case] for one in (*cases.typical, *cases.deviant_in_degree)]
    assert sorted(covered) == sorted(groups["TSY"] + groups["~TSY"])
    uncovered = [names[one.case] for one in cases.deviant_in_coverage]
    assert sorted(uncovered) == sorted(groups["T~SY"] + groups["~T~SY"])
    assert sorted(names[one.case] for one in cases.irrelevant) == sorted(groups["T~S~Y"] + groups["~T~S~Y"])


@given(rows, models)
def test_each_case_stands_exactly_once_in_the_whole_model(table, model):
    sets = make_sets([row[:3] for row in table], NAMES)

    cases = classify_cases(sets, [row[3] for row in table], model)

    groups = (cases.typical, cases.deviant_in_consistency, cases.deviant_in_coverage, cases.irrelevant)
    placed = [one.case for group in groups for one in group] + list(cases.unassigned)
    assert sorted(placed) == list(range(len(table)))


@given(rows, models, st.randoms(use_true_random=False))
def test_the_order_of_the_cases_changes_nothing(table, model, random):
    order = list(range(len(table)))
    random.shuffle(order)
    shuffled = [table[case] for case in order]

    cases = classify_cases(make_sets([row[:3] for row in table], NAMES), [row[3] for row in table], model)
    again = classify_cases(make_sets([row[:3] for row in shuffled], NAMES), [row[3] for row in shuffled], model)

    assert {order[one.case] for one in again.typical} == set(indices(cases.typical))
    assert [{order[case] for case in one.uniquely_covered} for one in again.terms] == [
        set(one.uniquely_covered) for one in cases.terms
    ]


@given(rows, models)
def test_typical_cases_come_in_the_order_of_their_distance(table, model):
    cases = classify_cases(make_sets([row[:3] for row in table], NAMES), [row[3] for row in table], model)

    for group in (cases.typical, cases.deviant_in_kind, cases.deviant_in_degree):
        distances = [round(one.distance, 9) for one in group]
        assert distances == sorted(distances)
        assert all(distance >= -1e-9 for distance in distances)


def test_an_outcome_of_another_length_says_both_lengths():
    with pytest.raises(MembershipError, match=r"The outcome has the shape \(1,\), and there are 2 cases"):
        classify([[0.1, 0.2], [0.3, 0.4]], [0.5], "TRUST")


def test_a_term_that_does_not_fit_the_conditions_is_named():
    with pytest.raises(ExpressionError, match="Term 0 has 1 places, and there are 2 conditions"):
        classify_cases(make_sets([[0.1, 0.2]], ["TRUST", "HOST"]), [0.5], ((1,),))


@given(rows, models)
def test_crisp_cases_add_up_to_the_parameters_of_fit(table, model):
    crisp = np.array([[share > 0.5 for share in row] for row in table], dtype=float)
    sets, outcome = make_sets(crisp[:, :3], NAMES), crisp[:, 3]

    cases = classify_cases(sets, outcome, model)

    fits = fit_model(sets, make_outcome(outcome, sets.n_cases), model).terms
    for one, fit in zip(cases.terms, fits, strict=True):
        if one.typical or one.deviant_in_kind:
            assert len(one.typical) / len(one.typical + one.deviant_in_kind) == pytest.approx(fit.inclusion)
        if outcome.sum():
            assert len(one.uniquely_covered) / outcome.sum() == pytest.approx(fit.unique_coverage)
