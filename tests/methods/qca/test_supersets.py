"""Statements of necessity and sufficiency: those of R QCA 3.25.1, and those of looking at every combination."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from methods.qca.reference import NAMES, listed, read_reference
from samverkan.methods.qca.errors import QcaError
from samverkan.methods.qca.expressions import format_term
from samverkan.methods.qca.fit import necessity, sufficiency
from samverkan.methods.qca.sets import Condition, literal_membership, make_outcome, make_sets
from samverkan.methods.qca.supersets import (
    NecessityCutoffs,
    SearchLimitError,
    SufficiencyCutoffs,
    find_subsets,
    find_supersets,
    format_statement,
    search_subsets,
    search_supersets,
)


@st.composite
def data(draw):
    """Some cases on a few conditions, fuzzy or multi-value, and an outcome."""
    n_cases, is_multivalue = draw(st.integers(1, 8)), draw(st.booleans())
    conditions = [
        Condition(name, draw(st.integers(2, 3)) if is_multivalue else 2, is_multivalue)
        for name in "ABCD"[: draw(st.integers(1, 4))]
    ]
    fuzzy = st.integers(0, 10).map(lambda one: one / 10)
    columns = [
        draw(st.lists(st.integers(0, one.n_levels - 1) if is_multivalue else fuzzy, min_size=n_cases, max_size=n_cases))
        for one in conditions
    ]
    outcome = draw(st.lists(fuzzy, min_size=n_cases, max_size=n_cases))
    return make_sets(np.column_stack(columns), conditions), make_outcome(outcome, n_cases)


def every_combination(sets, depth, join):
    """Every combination of literals with its membership."""
    for size in range(1, depth + 1):
        for chosen in combinations(range(len(sets.conditions)), size):
            for levels in product(*(range(sets.conditions[at].n_levels) for at in chosen)):
                literals = frozenset(zip(chosen, levels, strict=True))
                yield literals, join.reduce([literal_membership(sets, at, level) for at, level in literals])


def at_least(figure, cut):
    """Whether a figure meets a cut-off; one that does not exist fails none."""
    return not figure < cut - 1e-9


def literals_of(found, *, is_disjunction):
    return {
        frozenset((at, level) for at, level in enumerate(one.term) if level >= 0)
        for one in found
        if one.is_disjunction is is_disjunction
    }


@pytest.mark.parametrize("name", NAMES)
def test_statements_of_necessity_are_those_of_r(shared, name):
    # superSubset(data, outcome, relation = "necessity", incl.cut = .9, cov.cut = .6, depth = 3)
    reference = read_reference(shared, name)
    asked, printed = reference.printed["super_subset_args"], reference.printed["super_subset"]
    cutoffs = NecessityCutoffs(asked["incl_cut"], coverage=asked["cov_cut"], depth=asked["depth"])

    found = find_supersets(reference.sets, reference.outcome, cutoffs)

    texts = [text.replace("[", "{").replace("]", "}") for text in listed(printed.get("rows", []))]
    figures = zip(*map(listed, printed.get("values", [])), strict=True)
    ours = {
        format_statement(one, reference.sets.conditions): (one.fit.inclusion, one.fit.relevance, one.fit.coverage)
        for one in found
    }
    assert len(found) == len(ours)
    assert ours == {text: pytest.approx(row, abs=1e-12) for text, row in zip(texts, figures, strict=True)}


@settings(max_examples=200)
@given(data(), st.sampled_from([0.5, 0.75, 0.9, 1]), st.sampled_from([0, 0.3, 0.6]), st.sampled_from([0, 0.4, 0.7]))
def test_statements_of_necessity_are_those_of_looking_everywhere(given_data, inclusion, relevance, coverage):
    sets, outcome = given_data

    found = find_supersets(sets, outcome, NecessityCutoffs(inclusion, relevance, coverage, depth=None))

    def above(join):
        fits = {
            one: necessity(members, outcome) for one, members in every_combination(sets, len(sets.conditions), join)
        }
        return {
            one
            for one, fit in fits.items()
            if fit.inclusion >= inclusion - 1e-9
            and at_least(fit.relevance, relevance)
            and fit.coverage >= coverage - 1e-9
        }

    products, sums = above(np.minimum), above(np.maximum)
    assert literals_of(found, is_disjunction=False) == products
    assert literals_of(found, is_disjunction=True) == {
        one for one in sums if len(one) > 1 and not any(part < one for part in sums)
    }


@settings(max_examples=200)
@given(data(), st.sampled_from([0.5, 0.8, 1]), st.sampled_from([0, 0.5]), st.sampled_from([0, 0.2, 0.5]))
def test_statements_of_sufficiency_are_those_of_looking_everywhere(given_data, inclusion, pri, coverage):
    sets, outcome = given_data

    found = find_subsets(sets, outcome, SufficiencyCutoffs(inclusion, pri, coverage, depth=None))

    above = {
        one
        for one, members in every_combination(sets, len(sets.conditions), np.minimum)
        for fit in [sufficiency(members, outcome)]
        if fit.inclusion >= inclusion - 1e-9 and at_least(fit.pri, pri) and fit.coverage >= coverage - 1e-9
    }
    assert literals_of(found, is_disjunction=False) == {one for one in above if not any(part < one for part in above)}


@given(data())
def test_another_literal_lowers_a_conjunction_in_inclusion_and_a_disjunction_in_relevance(given_data):
    sets, outcome = given_data
    depth = len(sets.conditions)

    inclusions = {
        one: necessity(members, outcome).inclusion for one, members in every_combination(sets, depth, np.minimum)
    }
    relevances = {
        one: necessity(members, outcome).relevance for one, members in every_combination(sets, depth, np.maximum)
    }

    pairs = [(part, one) for one in inclusions for part in inclusions if part < one]
    assert all(not inclusions[one] > inclusions[part] + 1e-12 for part, one in pairs)
    assert all(not relevances[one] > relevances[part] + 1e-12 for part, one in pairs)


def test_statements_stand_in_order_conjunctions_first():
    sets = make_sets([[1, 1, 0], [1, 1, 1], [1, 1, 0], [0, 0, 0]], ["A", "B", "C"])

    found = find_supersets(sets, make_outcome([1, 1, 1, 0], 4), NecessityCutoffs(1.0))

    assert [format_statement(one, sets.conditions) for one in found] == ["A", "B", "A*B"]


def test_disjunctions_stand_in_the_order_of_their_literals():
    sets = make_sets([[1, 0], [0, 1], [0, 0]], ["A", "B"])

    found = find_supersets(sets, make_outcome([1, 1, 0], 3), NecessityCutoffs(1.0))

    assert [format_statement(one, sets.conditions) for one in found] == ["A + B", "~A + ~B"]


def test_levels_of_multivalue_conditions_are_named():
    sets = make_sets(
        [[2, 0], [0, 1], [1, 0]], [Condition("SIZE", 3, is_multivalue=True), Condition("HOST", 2, is_multivalue=True)]
    )

    found = find_supersets(sets, make_outcome([1, 1, 0], 3), NecessityCutoffs(1.0, relevance=0.9))

    assert [format_statement(one, sets.conditions) for one in found] == ["SIZE{2} + HOST{1}"]


def test_depth_limits_how_long_statements_are():
    sets = make_sets([[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 0]], ["A", "B", "C"])
    outcome = make_outcome([1, 1, 1, 0], 4)

    short = find_supersets(sets, outcome, NecessityCutoffs(1.0, relevance=0.9, depth=2))
    long = find_supersets(sets, outcome, NecessityCutoffs(1.0, relevance=0.9, depth=3))

    assert [format_statement(one, sets.conditions) for one in short] == []
    assert [format_statement(one, sets.conditions) for one in long] == ["A + B + C"]


def test_an_outcome_that_never_occurs_has_no_statements():
    sets = make_sets([[1.0], [0.0]], ["A"])
    outcome = make_outcome([0, 0], 2)

    assert (find_supersets(sets, outcome), find_subsets(sets, outcome)) == ((), ())


def test_one_case_makes_every_literal_of_its_own_necessary():
    sets = make_sets([[1, 0]], ["A", "B"])

    found = find_supersets(sets, make_outcome([1], 1))

    assert [format_statement(one, sets.conditions) for one in found] == ["A", "~B", "A*~B"]


def test_the_cap_gives_what_was_proven_by_then_and_says_so():
    sets = make_sets([[1, 1, 0], [1, 0, 1], [0, 1, 1]], ["A", "B", "C"])
    outcome = make_outcome([1, 1, 0], 3)

    found = search_supersets(sets, outcome, NecessityCutoffs(1.0, most=6))

    assert ([format_statement(one, sets.conditions) for one in found.statements], found.depth, found.is_whole) == (
        ["A"],
        1,
        False,
    )
    assert search_subsets(sets, outcome, SufficiencyCutoffs(0.8, most=3)).depth == 0


def test_too_many_combinations_are_refused_rather_than_left_out():
    sets = make_sets([[1, 1, 0], [1, 0, 1], [0, 1, 1]], ["A", "B", "C"])

    with pytest.raises(SearchLimitError) as refused:
        find_supersets(sets, make_outcome([1, 1, 0], 3), NecessityCutoffs(1.0, most=6))

    assert str(refused.value) == (
        "There are more than 6 combinations of conditions to examine, and all of up to 1 were. "
        "Ask for a smaller depth, raise a cut-off, or leave conditions out."
    )


def test_a_depth_of_nothing_is_refused():
    sets = make_sets([[1.0]], ["A"])

    with pytest.raises(QcaError) as refused:
        find_subsets(sets, make_outcome([1], 1), SufficiencyCutoffs(depth=0))

    assert str(refused.value) == "Statements need a depth of at least 1, not 0."


def test_a_conjunction_reads_as_a_term():
    sets = make_sets([[1, 0.9], [0.2, 0.1]], ["A", "B"])

    found = find_supersets(sets, make_outcome([0.9, 0.1], 2))

    assert format_statement(found[-1], sets.conditions) == format_term((1, 1), sets.conditions) == "A*B"
