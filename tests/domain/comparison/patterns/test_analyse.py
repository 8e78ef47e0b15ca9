"""Calibrated cases are analysed on both sides, and what the result cannot carry is said."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.domain.comparison.patterns.analyse import analyse_patterns
from samverkan.domain.comparison.patterns.asking import (
    AskingError,
    negate_outcome,
    read_expectations,
    select_conditions,
    split_list,
)
from samverkan.domain.comparison.patterns.case_table import CaseTable, Clustering
from samverkan.domain.comparison.patterns.fitting import fit_models
from samverkan.domain.comparison.patterns.settings import PatternSettings
from samverkan.domain.comparison.patterns.solving import PatternError
from samverkan.domain.words import say
from samverkan.methods.qca.expressions import format_model
from samverkan.methods.qca.fit import fit_model
from samverkan.methods.qca.minimisation.result import Solution
from samverkan.methods.qca.sets import Condition, make_outcome, make_sets
from samverkan.methods.qca.truth_table import Cutoffs

QUICK = {"tests_robustness": False, "n_permutations": 0, "n_sweeps": 0}
SETS = make_sets([[0.9, 0.2], [0.6, 0.7], [0.1, 0.4], [0.3, 0.8]], ["A", "B"])


def make_cases(rows, outcome, **fields):
    names = tuple(f"case {at}" for at in range(1, len(rows) + 1))
    conditions = ["A", "B", "C"][: len(rows[0])]
    return CaseTable(names, make_sets(rows, conditions), make_outcome(outcome, len(rows)), "Y", **fields)


def formulas(side, solution=Solution.PARSIMONIOUS):
    return [format_model(one, side.table.sets.conditions) for one in side.solutions[solution].minimised.models]


def test_both_sides_are_analysed():
    data = make_cases([[1, 1], [1, 0], [0, 1], [0, 0]], [1, 1, 0, 0])

    found = analyse_patterns(data, PatternSettings(**QUICK))

    assert (found.present.outcome_name, formulas(found.present)) == ("Y", ["A"])
    assert (found.absent.outcome_name, formulas(found.absent)) == ("~Y", ["~A"])
    assert found.present.single["A"].inclusion == 1
    assert found.both == ()


def test_a_configuration_that_serves_both_sides_is_named():
    data = make_cases([[0.6, 0.6], [0.2, 0.4], [0.4, 0.2], [0.3, 0.3]], [0.4, 0.6, 0.55, 0.3])

    found = analyse_patterns(data, PatternSettings(cutoffs=Cutoffs(inclusion=0.7), **QUICK))

    assert [row.configuration for row in found.both] != []
    assert any("passes as sufficient both for Y and for its absence" in str(one) for one in found.warnings)


def test_ambiguity_is_said_with_what_the_models_share():
    rows = [[a, b, c] for a in (0, 1) for b in (0, 1) for c in (0, 1)]
    data = make_cases(rows, [int(sum(row) in (1, 2)) for row in rows])

    found = analyse_patterns(data, PatternSettings(**QUICK))

    assert len(formulas(found.present)) == 2
    assert "2 models explain Y equally well, and the cases cannot tell which is right. No term is in all of them." in (
        str(found.warnings[0])
    )


def test_a_membership_of_one_half_is_named_with_its_case():
    data = make_cases([[0.5, 1], [1, 0], [0, 1]], [1, 1, 0])

    found = analyse_patterns(data, PatternSettings(**QUICK))

    assert found.present.table.unassigned == (0,)
    assert str(found.warnings[0]).startswith("A: case 1 has a membership of exactly .5, neither in nor out")


def test_the_intermediate_solution_of_the_absence_is_not_made_by_turning_expectations_around():
    data = make_cases([[1, 1], [1, 0], [0, 0]], [1, 0, 0])
    settings = PatternSettings(solution=Solution.INTERMEDIATE, expectations=(frozenset({1}), frozenset({1})), **QUICK)

    found = analyse_patterns(data, settings)

    assert Solution.INTERMEDIATE in found.present.solutions
    assert Solution.INTERMEDIATE not in found.absent.solutions
    assert any("There is no intermediate solution for ~Y" in str(one) for one in found.warnings)


def test_nothing_untenable_is_assumed_in_the_enhanced_analysis():
    data = make_cases([[1, 1, 1], [0, 0, 0]], [1, 0])

    plain = analyse_patterns(data, PatternSettings(**QUICK))
    enhanced = analyse_patterns(data, PatternSettings(is_enhanced=True, **QUICK))

    assert len(formulas(plain.present)) == 3
    assert enhanced.present.untenable != ()


def test_the_first_model_is_tried_beside_chance_clusters_and_theory():
    clustering = Clustering(say("Role"), ("host", "host", "member", "member"))
    data = make_cases([[1, 1], [1, 0], [0, 1], [0, 0]], [1, 1, 0, 0], clusterings=(clustering,))
    settings = PatternSettings(tests_robustness=True, n_permutations=20, n_sweeps=2, theory="A*B")

    found = analyse_patterns(data, settings)

    assert [str(one.name) for one in found.clusters] == ["Role: A"]
    assert found.permutation is not None
    assert found.robustness is not None
    assert found.theory is not None
    assert found.theory.quarter(in_theory=True, in_solution=True).with_outcome == (0,)


def test_the_same_seed_gives_the_same_analysis():
    data = make_cases([[0.9, 0.2], [0.7, 0.8], [0.1, 0.6], [0.2, 0.3]], [0.8, 0.9, 0.3, 0.2])
    settings = PatternSettings(cutoffs=Cutoffs(inclusion=0.8), n_permutations=50, n_sweeps=3)

    first, again = analyse_patterns(data, settings), analyse_patterns(data, settings)

    assert first.permutation == again.permutation
    assert first.fingerprint == again.fingerprint


def test_an_intermediate_solution_without_expectations_is_refused():
    with pytest.raises(PatternError, match="Say with --expect"):
        analyse_patterns(make_cases([[1, 0]], [1]), PatternSettings(solution=Solution.INTERMEDIATE))


TERMS = st.tuples(*[st.sampled_from([-1, 0, 1])] * 2)


@given(st.lists(st.lists(TERMS, max_size=4, unique=True).map(tuple), max_size=6))
def test_many_models_have_the_fit_that_each_has_alone(models):
    outcome = np.array([0.8, 0.6, 0.2, 0.5])

    together = fit_models(SETS, outcome, models)

    for found, model in zip(together, models, strict=True):
        alone = fit_model(SETS, outcome, model)
        assert found.model == alone.model
        for one, other in zip((found.solution, *found.terms), (alone.solution, *alone.terms), strict=True):
            values = [(one.inclusion, other.inclusion), (one.pri, other.pri), (one.coverage, other.coverage)]
            values += [(one.unique_coverage or 0.0, other.unique_coverage or 0.0)]
            assert [a for a, _ in values] == pytest.approx([b for _, b in values], nan_ok=True)


CONDITIONS = (Condition("A"), Condition("B"), Condition("X", 3, is_multivalue=True))


def test_expectations_name_levels_and_leave_the_rest_open():
    assert read_expectations("~A, X{1;2}", CONDITIONS) == (frozenset({0}), frozenset(), frozenset({1, 2}))
    assert split_list("A, X{1,2} ,B") == ("A", "X{1,2}", "B")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a", '"a" is not one of the conditions. Did you mean "A"? They are: A, B, X.'),
        ("A,~A", '"A" stands twice in --expect. Name it once.'),
        ("X", '"X" has 3 levels. Say in --expect which contribute, as in X{1} or X{1;2}.'),
        ("X{3}", '"X" has the levels 0 to 2, and --expect names 3.'),
        ("A*B", '"A*B" in --expect is not a condition. Write for example DEV,~URB or X{1;2}.'),
    ],
)
def test_an_expectation_that_cannot_be_is_refused_with_a_remedy(text, sentence):
    with pytest.raises(AskingError) as error:
        read_expectations(text, CONDITIONS)

    assert str(error.value) == sentence


def test_negating_the_outcome_twice_gives_it_back():
    data = make_cases([[1, 0], [0, 1]], [0.75, 0.25])

    once, twice = negate_outcome(data), negate_outcome(negate_outcome(data))

    assert (once.outcome_name, once.outcome.tolist()) == ("~Y", [0.25, 0.75])
    assert (twice.outcome_name, twice.outcome.tolist()) == ("Y", [0.75, 0.25])


def test_some_conditions_can_be_chosen():
    chosen = select_conditions(make_cases([[1, 0], [0, 1]], [1, 0]), ["B"])

    assert (chosen.sets.names, chosen.sets.values.tolist()) == (("B",), [[0.0], [1.0]])
