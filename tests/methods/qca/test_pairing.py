"""Which two cases to compare. No printed pairs are at hand: formulas are SetMethods', figures computed by hand."""

import json
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samverkan.methods.qca.cases import classify_cases
from samverkan.methods.qca.errors import ExpressionError, MembershipError, QcaError
from samverkan.methods.qca.expressions import parse_model
from samverkan.methods.qca.pairing import PairKind, pair_cases
from samverkan.methods.qca.sets import Condition, make_sets, model_membership, term_membership
from samverkan.methods.qca.truth_table import corners_of

NAMES = ("TRUST", "HOST")
fuzzy = st.integers(0, 10).map(lambda share: share / 10)
tables = st.lists(st.tuples(fuzzy, fuzzy, fuzzy), min_size=1, max_size=9)
models = st.lists(st.tuples(*(st.integers(-1, 1) for _ in NAMES)), max_size=3, unique=True).map(tuple)


def pair(values, outcome, text, most=5, names=NAMES):
    sets = make_sets(values, names)
    return {
        (group.kind, group.term): group for group in pair_cases(sets, outcome, parse_model(text, sets.conditions), most)
    }


def shown(group):
    return [(one.first, one.second, round(one.distance, 6)) for one in group.pairs]


def test_a_typical_case_is_compared_with_the_deviant_one_that_is_most_like_it_but_for_the_outcome():
    """By hand: |.9 - .8| + (1 - (.9 - .1)) + .1 + .2 = .6; |.6 - .8| + (1 - (.8 - .1)) + .4 + .2 = 1.1."""
    found = pair([[0.9, 0], [0.6, 0], [0.8, 0]], [0.9, 0.8, 0.1], "TRUST")

    group = found[PairKind.TYPICAL_DEVIANT, (1, -1)]
    assert shown(group) == [(0, 2, 0.6), (1, 2, 1.1)]
    assert ([one.is_best for one in group.pairs], group.n_pairs, group.n_best) == ([True, False], 2, 1)


def test_a_typical_case_is_compared_with_one_that_has_neither():
    """By hand: (1 - (.9 - .1)) + (1 - (.9 - .2)) + 2*0 + 2*.1 = .7; for .3 and .3: (1 - .6) + (1 - .6) = .8."""
    found = pair([[0.9, 0], [0.1, 0], [0.3, 0]], [0.9, 0.2, 0.3], "TRUST")

    assert shown(found[PairKind.TYPICAL_IRRELEVANT, (1, -1)]) == [(0, 1, 0.7), (0, 2, 0.8)]


def test_two_typical_cases_are_compared_from_the_more_typical_to_the_less():
    """By hand: (.5 - (1 - .6)) + (.5 - (1 - .6)) = .2; both are on the diagonal."""
    found = pair([[0.6, 0], [1, 0]], [0.6, 1], "TRUST")

    assert shown(found[PairKind.TYPICAL_TYPICAL, (1, -1)]) == [(1, 0, 0.2)]


def test_a_case_that_the_model_misses_is_compared_with_one_of_its_own_row():
    """By hand, w = .8 and .9: |.8 - .9| + (1 - (.9 - .2)) + .2 + .1 = .7. The third is of another row."""
    found = pair([[0.2, 0.1], [0.1, 0], [0.2, 0.9]], [0.9, 0.2, 0.1], "TRUST")

    assert list(found) == [(PairKind.COVERAGE_IRRELEVANT, (0, 0))]
    assert shown(found[PairKind.COVERAGE_IRRELEVANT, (0, 0)]) == [(0, 1, 0.7)]


def test_a_missed_case_that_is_more_in_its_row_than_in_the_outcome_comes_last():
    """SetMethods leaves it out (w > y): its distance |.9 - .9| + (1 - (.8 - 0)) + .2 = .4 is the smaller one."""
    found = pair([[0.1, 0], [0.4, 0], [0.1, 0]], [0.8, 0.9, 0], "TRUST")

    assert shown(found[PairKind.COVERAGE_IRRELEVANT, (0, 0)]) == [(1, 2, 0.9), (0, 2, 0.4)]


def test_a_case_that_only_this_term_covers_goes_before_a_better_distance():
    found = pair([[1, 1], [0.7, 0], [0, 0]], [1, 0.7, 0], "TRUST + HOST")

    assert [one.first for one in found[PairKind.TYPICAL_IRRELEVANT, (1, -1)].pairs] == [1, 0]


def test_of_equally_good_pairs_the_most_alike_come_first_and_how_many_there_are_is_told():
    values = [[1, 1, 0], [1, 0, 0], [1, 0, 1], [1, 0, 0]]

    found = pair(values, [1, 1, 0, 0], "A", most=2, names=("A", "B", "C"))

    group = found[PairKind.TYPICAL_DEVIANT, (1, -1, -1)]
    assert [(one.first, one.second, one.difference, one.is_best) for one in group.pairs] == [
        (1, 3, 0, True),
        (0, 3, 1, True),
    ]
    assert (group.n_pairs, group.n_best) == (4, 4)


def test_another_level_is_a_whole_difference():
    sets = make_sets([[1, 2], [1, 0], [1, 1]], [Condition("A"), Condition("FORM", 3, is_multivalue=True)])

    (group,) = (one for one in pair_cases(sets, [1, 0, 0], ((1, -1),)) if one.kind is PairKind.TYPICAL_DEVIANT)

    assert [one.difference for one in group.pairs] == [1, 1]


@pytest.mark.parametrize("outcome", [[0.5, 0.5, 0.5], [1, 1, 1]])
def test_where_nobody_can_be_compared_there_is_no_group(outcome):
    assert pair([[0.5, 0.5]] * 3, outcome, "TRUST") == {}


def test_what_cannot_be_paired_is_told():
    sets = make_sets([[1, 0]], NAMES)

    with pytest.raises(QcaError, match="At least one pair must be asked for, not 0"):
        pair_cases(sets, [1], ((1, -1),), 0)
    with pytest.raises(ExpressionError, match="Term 0 has 1 places, and there are 2 conditions"):
        pair_cases(sets, [1], ((1,),))
    with pytest.raises(MembershipError):
        pair_cases(sets, [1, 0], ((1, -1),))


def test_pairs_of_a_published_solution_are_of_its_own_kinds(shared):
    """Schneider, Schulze-Bentrop & Paunescu (2010), SetMethods::SCHF."""
    found = json.loads((shared / "reference/qca/theory_SCHF.json").read_text())
    columns = dict(zip(found["data"]["columns"], found["data"]["values"], strict=True))
    outcome = np.array(columns.pop("EXPORT"))
    sets = make_sets(np.column_stack(list(columns.values())), list(columns))
    model = parse_model("+".join(found["solution"]), sets.conditions)

    groups = pair_cases(sets, outcome, model, 1000)

    kinds = classify_cases(sets, outcome, model)
    corners, _ = corners_of(sets)
    missed = {one.case for one in kinds.deviant_in_coverage}
    for group in groups:
        if group.kind is PairKind.COVERAGE_IRRELEVANT:
            assert {one.first for one in group.pairs} <= missed
            assert {tuple(corners[case]) for one in group.pairs for case in (one.first, one.second)} == {group.term}
            continue
        term = kinds.terms[model.index(group.term)]
        assert {one.first for one in group.pairs} <= {one.case for one in term.typical}
    assert {group.kind for group in groups} == set(PairKind)


def plainly(sets, outcome, model):
    """All pairs by the published formulas, written once more as loops over cases."""
    kinds, whole, y = classify_cases(sets, outcome, model), model_membership(sets, model), outcome
    found = {}
    for at, term in enumerate(model):
        x, own = term_membership(sets, term), kinds.terms[at]
        typical = [one.case for one in own.typical]
        deviant = [one.case for one in own.deviant_in_kind]
        found[PairKind.TYPICAL_DEVIANT, term] = {
            (i, j): (0, abs(x[i] - x[j]) + 1 - y[i] + y[j] + 1 - x[i] + 1 - x[j]) for i, j in product(typical, deviant)
        }
        found[PairKind.TYPICAL_IRRELEVANT, term] = {
            (i, j): (
                4 * (i not in own.uniquely_covered) + 2 * (x[j] > y[j] + 1e-9) + (whole[j] >= 0.5),
                2 - x[i] + x[j] - y[i] + y[j] + 2 * abs(y[i] - x[i]) + 2 * abs(y[j] - x[j]),
            )
            for i, j in product(typical, [case for case in range(len(y)) if x[case] < 0.5 and y[case] < 0.5])
        }
    return found


@given(tables, models)
@settings(max_examples=80)
def test_the_best_pairs_are_the_best_of_all_pairs(table, model):
    sets = make_sets([row[:2] for row in table], NAMES)
    outcome = np.array([row[2] for row in table])

    groups = {(one.kind, one.term): one for one in pair_cases(sets, outcome, model, 3)}

    for key, pairs in plainly(sets, outcome, model).items():
        assert (key in groups) == bool(pairs)
        if pairs:
            best = sorted((place, round(float(apart), 9)) for place, apart in pairs.values())
            chosen = [(pairs[one.first, one.second][0], round(one.distance, 9)) for one in groups[key].pairs]
            assert chosen == best[:3]
            assert (groups[key].n_pairs, groups[key].n_best) == (len(pairs), best.count(best[0]))


@given(tables, models)
@settings(max_examples=40)
def test_many_cases_at_a_time_or_few_give_the_same_pairs(table, model):
    sets, outcome = make_sets([row[:2] for row in table], NAMES), [row[2] for row in table]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("samverkan.methods.qca.pairing.AT_ONCE", 3)
        few = pair_cases(sets, outcome, model)

    assert few == pair_cases(sets, outcome, model)
