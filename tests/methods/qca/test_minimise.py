"""Laws of the minimisation, its degenerate answers, wide tables, and limits that end it early."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from methods.qca.reference import sets_of
from samverkan.methods.qca.errors import QcaError
from samverkan.methods.qca.minimisation.minimise import minimise
from samverkan.methods.qca.minimisation.result import Limit, Limits, Listing, Minimising, Solution
from samverkan.methods.qca.sets import ABSENT, Condition, covers, make_outcome, make_sets, sort_model
from samverkan.methods.qca.truth_table import Cutoffs, Out, build_truth_table

CRISP = Cutoffs()
PLAIN = Minimising()
ALL = Minimising(listing=Listing.IRREDUNDANT)
REMAINDERS = [Solution.CONSERVATIVE, Solution.PARSIMONIOUS]
RING = [cell for cell in itertools.product((0, 1), repeat=3) if 0 < sum(cell) < 3]
"""Six cells around a cube: six prime implicants of two neighbours each, two covers by three, three more by four."""


@st.composite
def tables(draw, most_conditions=6):
    """Draw crisp cases and an outcome in which cases alike have outcomes alike."""
    shape = st.tuples(st.integers(1, 14), st.integers(2, most_conditions))
    values = draw(arrays(np.int8, shape, elements=st.integers(0, 1)))
    rows = sorted(set(map(tuple, values.tolist())))
    outs = dict(zip(rows, draw(st.lists(st.integers(0, 1), min_size=len(rows), max_size=len(rows))), strict=True))
    return values, [outs[tuple(row)] for row in values.tolist()]


def table_of(values, outcome, conditions=None, cutoffs=CRISP):
    """Return the truth table of plain lists."""
    values = np.asarray(values)
    sets = make_sets(values, conditions or [f"C{at}" for at in range(values.shape[1])])
    return build_truth_table(sets, make_outcome(outcome, sets.n_cases), cutoffs)


def rings_of(n_rings):
    """Return a table of rings side by side, told apart by a multi-value condition whose last level is negative."""
    cells = list(itertools.product(range(n_rings + 1), *[(0, 1)] * 3))
    outcome = [level < n_rings and rest in RING for level, *three in cells for rest in [tuple(three)]]
    ring = Condition("RING", n_rings + 1, is_multivalue=True)
    return table_of(cells, np.array(outcome, dtype=float), [ring, "A", "B", "C"])


def covered_by(model, rows):
    """Return the rows that the model covers."""
    return [row for row in rows if any(covers(term, row) for term in model)]


def drop_each(term):
    """Return the terms with one literal less."""
    return [(*term[:at], ABSENT, *term[at + 1 :]) for at, level in enumerate(term) if level != ABSENT]


def configurations(table, *outs):
    """Return the configurations with one of these outputs."""
    return [row.configuration for row in table.rows_with(*outs)]


@given(tables())
def test_each_model_covers_the_positive_rows_and_no_negative_one(drawn):
    table = table_of(*drawn)
    positive, negative = configurations(table, Out.POSITIVE), configurations(table, Out.NEGATIVE)

    for solution in Solution:
        expected = Minimising(Listing.IRREDUNDANT, (frozenset({1}),) * len(table.sets.conditions))
        found = minimise(table, solution, expected)

        for model in found.models:
            assert covered_by(model, positive) == positive
            assert covered_by(model, negative) == []


@given(tables())
def test_no_literal_and_no_term_of_a_model_can_be_left_out(drawn):
    table = table_of(*drawn)
    positive, negative = configurations(table, Out.POSITIVE), configurations(table, Out.NEGATIVE)

    found = minimise(table, Solution.PARSIMONIOUS, ALL)

    for term in found.prime_implicants:
        assert all(covered_by([wider], negative) for wider in drop_each(term))
    for model in found.models:
        for left_out in model:
            rest = [term for term in model if term != left_out]
            assert covered_by(rest, positive) != positive


@given(tables(most_conditions=5))
def test_a_conservative_model_assumes_nothing_of_what_was_not_observed(drawn):
    table = table_of(*drawn)
    positive = configurations(table, Out.POSITIVE)
    space = list(itertools.product((0, 1), repeat=len(table.sets.conditions)))

    found = minimise(table, Solution.CONSERVATIVE, ALL)

    assert all(covered_by(model, space) == positive for model in found.models)


@given(tables())
def test_models_with_the_fewest_terms_are_the_shortest_of_all(drawn):
    table = table_of(*drawn)

    for solution in REMAINDERS:
        everything = minimise(table, solution, ALL)
        fewest = min(map(len, everything.models), default=0)
        shortest = [model for model in everything.models if len(model) == fewest]

        assert sets_of(minimise(table, solution).models) == sets_of(shortest)


@given(tables())
def test_models_are_listed_once_and_in_the_same_order_each_time(drawn):
    table = table_of(*drawn)

    for solution in REMAINDERS:
        first, second = minimise(table, solution, ALL), minimise(table, solution, ALL)

        assert first.models == second.models
        assert sorted(first.models) == sorted(first.iterate())
        assert len(sets_of(first.models)) == first.n_models
        assert all(model == sort_model(model) for model in first.models)


@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_conditions_changes_only_the_order_of_literals(drawn, chance):
    values, outcome = drawn
    order = list(range(values.shape[1]))
    chance.shuffle(order)

    for solution in REMAINDERS:
        plain = minimise(table_of(values, outcome), solution, ALL)
        shuffled = minimise(table_of(values[:, order], outcome), solution, ALL)

        moved = {frozenset(tuple(term[at] for at in order) for term in model) for model in plain.models}
        assert sets_of(shuffled.models) == moved


@given(tables())
def test_a_condition_named_by_its_absence_has_its_literals_turned(drawn):
    values, outcome = drawn
    turned_values = values.copy()
    turned_values[:, 0] = 1 - turned_values[:, 0]

    for solution in REMAINDERS:
        plain = minimise(table_of(values, outcome), solution, ALL)
        turned = minimise(table_of(turned_values, outcome), solution, ALL)

        back = {0: 1, 1: 0, ABSENT: ABSENT}
        expected = {frozenset((back[term[0]], *term[1:]) for term in model) for model in plain.models}
        assert sets_of(turned.models) == expected


@given(tables())
def test_names_change_nothing(drawn):
    values, outcome = drawn
    names = [f"Åtgärd {at}" for at in range(values.shape[1])][::-1]

    for solution in REMAINDERS:
        plain, renamed = (minimise(table_of(values, outcome, named), solution, ALL) for named in (None, names))

        assert renamed.models == plain.models


@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_the_cases_changes_nothing(drawn, chance):
    values, outcome = drawn
    order = list(range(len(values)))
    chance.shuffle(order)

    for solution in REMAINDERS:
        plain = minimise(table_of(values, outcome), solution, ALL)
        shuffled = minimise(table_of(values[order], np.array(outcome)[order]), solution, ALL)

        assert shuffled.models == plain.models


@given(tables(), st.data())
def test_a_case_that_repeats_another_changes_nothing(drawn, data):
    values, outcome = drawn
    again = data.draw(st.integers(0, len(values) - 1))

    for solution in REMAINDERS:
        plain = minimise(table_of(values, outcome), solution, ALL)
        longer = minimise(table_of([*values, values[again]], [*outcome, outcome[again]]), solution, ALL)

        assert longer.models == plain.models


@given(tables())
def test_a_solution_and_that_of_the_absent_outcome_part_the_observed_rows(drawn):
    """De Morgan holds where cases speak. Over remainders both may claim the same: that is no contradiction in data."""
    values, outcome = drawn
    table, negated = table_of(values, outcome), table_of(values, 1 - np.array(outcome))
    rows = [row.configuration for row in table.rows]

    for solution in REMAINDERS:
        for model in minimise(table, solution).models:
            for other in minimise(negated, solution).models:
                assert sorted(covered_by(model, rows) + covered_by(other, rows)) == rows


@settings(max_examples=50)
@given(st.integers(2, 4), st.data())
def test_without_remainders_a_solution_is_the_negation_of_that_of_the_absent_outcome(n_conditions, data):
    cells = list(itertools.product((0, 1), repeat=n_conditions))
    outcome = data.draw(st.lists(st.integers(0, 1), min_size=len(cells), max_size=len(cells)))
    table, negated = table_of(cells, outcome), table_of(cells, 1 - np.array(outcome))

    found, absent = minimise(table, Solution.PARSIMONIOUS, ALL), minimise(negated, Solution.PARSIMONIOUS, ALL)

    assert found.models == minimise(table, Solution.CONSERVATIVE, ALL).models
    for model in found.models:
        for other in absent.models:
            assert sorted(covered_by(model, cells) + covered_by(other, cells)) == cells


@given(tables(most_conditions=5))
def test_who_expects_nothing_has_the_conservative_solution(drawn):
    table = table_of(*drawn)
    nothing = (frozenset[int](),) * len(table.sets.conditions)

    found = minimise(table, Solution.INTERMEDIATE, Minimising(expectations=nothing))

    assert sets_of(found.models) == sets_of(minimise(table, Solution.CONSERVATIVE).models)


@given(tables(most_conditions=5), st.data())
def test_an_intermediate_model_stands_between_a_conservative_and_a_parsimonious_one(drawn, data):
    table = table_of(*drawn)
    n_conditions = len(table.sets.conditions)
    expected = tuple(
        frozenset(one)
        for one in data.draw(
            st.lists(st.sets(st.integers(0, 1), max_size=1), min_size=n_conditions, max_size=n_conditions)
        )
    )
    space = list(itertools.product((0, 1), repeat=n_conditions))
    bold = [set(covered_by(model, space)) for model in minimise(table, Solution.PARSIMONIOUS).models]

    found = minimise(table, Solution.INTERMEDIATE, Minimising(expectations=expected))

    for model in found.models:
        claimed = set(covered_by(model, space))
        assert set(configurations(table, Out.POSITIVE)) <= claimed
        assert any(claimed <= one for one in bold)


@given(tables(most_conditions=5), st.data())
def test_no_model_assumes_a_remainder_that_is_impossible(drawn, data):
    table = table_of(*drawn)
    n_conditions = len(table.sets.conditions)
    levels = st.lists(st.integers(-1, 1), min_size=n_conditions, max_size=n_conditions)
    impossible = tuple(map(tuple, data.draw(st.lists(levels, min_size=1, max_size=2))))
    observed = {row.configuration for row in table.rows}
    barred = [
        cell
        for cell in itertools.product((0, 1), repeat=n_conditions)
        if cell not in observed and any(covers(term, cell) for term in impossible)
    ]

    found = minimise(table, Solution.PARSIMONIOUS, Minimising(Listing.IRREDUNDANT, impossible=impossible))

    for model in found.models:
        assert covered_by(model, barred) == []
        assert covered_by(model, found.rows) == list(found.rows)


@given(tables())
def test_a_condition_without_variation_is_in_no_parsimonious_term_and_in_every_conservative_one(drawn):
    values, outcome = drawn
    constant = np.column_stack([values, np.ones(len(values), dtype=np.int8)])

    bold, careful = (minimise(table_of(constant, outcome), solution, ALL) for solution in reversed(REMAINDERS))

    assert all(term[-1] == ABSENT for term in bold.prime_implicants)
    assert all(term[-1] == 1 for term in careful.prime_implicants)
    without = minimise(table_of(values, outcome), Solution.PARSIMONIOUS, ALL)
    assert [[term[:-1] for term in model] for model in bold.models] == [list(model) for model in without.models]


@pytest.mark.parametrize(
    ("expectations", "message"),
    [
        ((), "There are 0 expectations for 2 conditions."),
        ((frozenset({1}), frozenset({2})), '"C1" has the levels 0 to 1: [2].'),
    ],
)
def test_expectations_that_do_not_fit_the_conditions_are_refused(expectations, message):
    table = table_of([[0, 1], [1, 0]], [1, 0])

    with pytest.raises(QcaError) as raised:
        minimise(table, Solution.INTERMEDIATE, Minimising(expectations=expectations))

    assert str(raised.value) == message


def test_an_impossible_term_of_another_length_is_refused():
    table = table_of([[0, 1], [1, 0]], [1, 0])

    with pytest.raises(QcaError, match="An impossible term has 3 places; there are 2 conditions"):
        minimise(table, Solution.PARSIMONIOUS, Minimising(impossible=((1, 0, -1),)))


@pytest.mark.parametrize("listing", Listing)
@pytest.mark.parametrize("solution", Solution)
def test_without_a_positive_row_there_is_no_model(solution, listing):
    table = table_of([[0, 1], [1, 0]], [0, 0])

    found = minimise(table, solution, Minimising(listing, (frozenset({1}),) * 2))

    assert (found.rows, list(found.prime_implicants), found.models, found.n_models) == ((), [], (), 0)
    assert (found.shared, found.essential, found.n_unused) == ((), (), 0)
    assert found.is_whole


def test_a_table_without_rows_has_no_model():
    table = table_of([[0.5, 1.0]], [1.0])

    found = minimise(table, Solution.PARSIMONIOUS)

    assert (found.rows, found.models) == ((), ())


@pytest.mark.parametrize("listing", Listing)
def test_where_every_row_is_positive_the_parsimonious_solution_is_always(listing):
    table = table_of([[0, 1], [1, 0]], [1, 1])

    found = minimise(table, Solution.PARSIMONIOUS, Minimising(listing))

    assert found.models == (((ABSENT, ABSENT),),)
    assert found.essential == found.shared == ((ABSENT, ABSENT),)


def test_where_every_row_is_positive_the_conservative_solution_is_what_was_observed():
    table = table_of([[0, 1], [1, 0], [1, 1]], [1, 1, 1])

    found = minimise(table, Solution.CONSERVATIVE)

    assert found.models == (((1, ABSENT), (ABSENT, 1)),)


def test_one_positive_case_is_its_own_conservative_solution():
    table = table_of([[1, 0, 1]], [1])

    assert minimise(table, Solution.CONSERVATIVE).models == (((1, 0, 1),),)
    assert minimise(table, Solution.PARSIMONIOUS).models == (((ABSENT, ABSENT, ABSENT),),)


def test_one_condition_is_enough():
    table = table_of([[1], [0]], [1, 0])

    assert [minimise(table, solution).models for solution in REMAINDERS] == [(((1,),),)] * 2


def test_a_contradiction_counts_as_negative():
    table = table_of([[1, 1], [1, 1], [1, 0], [0, 0]], [1, 0, 1, 0], cutoffs=Cutoffs(0.8, contradiction=0.3))

    found = minimise(table, Solution.PARSIMONIOUS)

    assert [row.out for row in table.rows] == [Out.NEGATIVE, Out.POSITIVE, Out.CONTRADICTION]
    assert found.models == (((1, 0),),)


def test_a_row_with_too_few_cases_is_free_to_be_assumed():
    table = table_of([[1, 1]] * 2 + [[0, 0]] * 2 + [[1, 0]], [1, 1, 0, 0, 0], cutoffs=Cutoffs(frequency=2))

    assert minimise(table, Solution.PARSIMONIOUS).models == (((1, ABSENT),), ((ABSENT, 1),))
    assert minimise(table, Solution.CONSERVATIVE).models == (((1, 1),),)


def test_a_row_with_too_few_cases_is_not_assumed_where_it_is_impossible():
    table = table_of([[1, 1]] * 2 + [[0, 0]] * 2 + [[1, 0]], [1, 1, 0, 0, 0], cutoffs=Cutoffs(frequency=2))

    found = minimise(table, Solution.PARSIMONIOUS, Minimising(impossible=((ABSENT, 0),)))

    assert found.models == (((ABSENT, 1),),)


def test_all_levels_but_one_are_not_merged_for_multivalue_conditions():
    conditions = [Condition("A", 3, is_multivalue=True), Condition("B")]
    table = table_of([[0, 1], [1, 1], [2, 1], [0, 0], [1, 0], [2, 0]], [1, 1, 0, 1, 1, 0], conditions)

    assert [minimise(table, one).models for one in REMAINDERS] == [(((1, ABSENT), (0, ABSENT)),)] * 2


@pytest.mark.parametrize("n_conditions", [63, 64, 65, 70, 130])
def test_tables_wider_than_a_machine_word_have_all_their_prime_implicants(n_conditions):
    """One positive row, two negative: a term needs a literal in both differences, or one in each but for the other."""
    chance = np.random.default_rng(n_conditions)
    values = chance.integers(0, 2, (3, n_conditions))
    first, second = ({at for at in range(n_conditions) if values[0, at] != row[at]} for row in values[1:])

    found = minimise(table_of(values, [1, 0, 0]), Solution.PARSIMONIOUS, ALL)

    chosen = [{at} for at in first & second] + [{a, b} for a in first - second for b in second - first]
    terms = {tuple(int(values[0, at]) if at in one else ABSENT for at in range(n_conditions)) for one in chosen}
    assert set(found.prime_implicants) == terms
    assert found.n_models == len(terms)


@pytest.mark.parametrize("n_conditions", [64, 70])
def test_a_wide_conservative_solution_merges_neighbours(n_conditions):
    chance = np.random.default_rng(n_conditions)
    start = chance.integers(0, 2, n_conditions)
    near = start.copy()
    near[-1] = 1 - near[-1]
    far = 1 - start

    found = minimise(table_of([start, near, far], [1, 1, 0]), Solution.CONSERVATIVE)

    assert found.models == (((*start[:-1].tolist(), ABSENT),),)


@pytest.mark.parametrize(("listing", "each"), [(Listing.MINIMUM, 2), (Listing.IRREDUNDANT, 5)])
@pytest.mark.parametrize("n_rings", [1, 2, 3])
def test_models_of_independent_parts_are_all_listed(n_rings, listing, each):
    found = minimise(rings_of(n_rings), Solution.CONSERVATIVE, Minimising(listing))

    assert found.n_models == len(sets_of(found.models)) == each**n_rings
    assert len(found.prime_implicants) == 6 * n_rings


@pytest.mark.parametrize(("listing", "n_models"), [(Listing.MINIMUM, 2**20), (Listing.IRREDUNDANT, 5**20)])
def test_models_are_counted_exactly_without_being_listed(listing, n_models):
    found = minimise(rings_of(20), Solution.PARSIMONIOUS, Minimising(listing, limits=Limits(listed=7)))

    assert found.n_models == n_models
    assert len(sets_of(found.models)) == 7
    assert found.is_whole
    assert (found.shared, found.essential, found.n_unused) == ((), (), 0)
    assert sorted(itertools.islice(found.iterate(), 7)) == sorted(found.models)


def test_a_limit_on_prime_implicants_gives_those_found_and_says_so():
    chance = np.random.default_rng(3)
    table = table_of(chance.integers(0, 2, (26, 10)), chance.integers(0, 2, 26))
    negative = configurations(table, Out.NEGATIVE)
    whole = minimise(table, Solution.PARSIMONIOUS, Minimising(limits=Limits(listed=1)))

    found = minimise(table, Solution.PARSIMONIOUS, Minimising(limits=Limits(implicants=20, listed=1)))

    assert found.stopped[0] is Limit.IMPLICANTS
    assert not found.is_whole
    assert 0 < len(found.prime_implicants) <= 20 < len(whole.prime_implicants)
    for term in found.prime_implicants:
        assert covered_by([term], negative) == []
        assert covered_by([term], found.rows)
    assert set(found.rows) == set(whole.rows)


def test_a_limit_in_seconds_ends_the_work_soon_and_says_so():
    chance = np.random.default_rng(4)
    table = table_of(chance.integers(0, 2, (60, 40)), chance.integers(0, 2, 60))

    found = minimise(table, Solution.PARSIMONIOUS, Minimising(limits=Limits(seconds=0.05)))

    assert Limit.SECONDS in found.stopped
    assert not found.is_whole
    negative = configurations(table, Out.NEGATIVE)
    for term in itertools.islice(found.prime_implicants, 200):
        assert covered_by([term], negative) == []
        assert covered_by([term], found.rows)


def test_a_limit_on_listed_models_says_so_where_the_intermediate_solution_needs_them_all():
    """Its models come from pairs of models; when those are not all looked at, more may be found."""
    table = rings_of(3)
    nothing = (frozenset[int](),) * 4

    whole = minimise(table, Solution.INTERMEDIATE, Minimising(expectations=nothing))
    found = minimise(table, Solution.INTERMEDIATE, Minimising(expectations=nothing, limits=Limits(listed=3)))

    assert (whole.n_models, whole.stopped) == (8, ())
    assert found.stopped == (Limit.MODELS,)
    assert len(found.models) == 3
    assert sets_of(found.models) <= sets_of(whole.models)


def test_no_limit_is_named_where_none_was_met():
    found = minimise(rings_of(2), Solution.CONSERVATIVE, Minimising(limits=Limits(seconds=60, implicants=12)))

    assert found.stopped == ()
    assert found.is_whole


def test_a_term_that_every_model_has_is_shared_though_others_vary():
    table = rings_of(1)
    values = np.vstack([np.hstack([table.sets.values, np.zeros((16, 1))]), [[1, 0, 0, 0, 1]]])
    conditions = [*table.sets.conditions, Condition("D")]

    found = minimise(table_of(values, [*table.outcome, 1], conditions), Solution.CONSERVATIVE, ALL)

    assert found.shared == found.essential == ((1, 0, 0, 0, 1),)
    assert found.n_models == 5
    assert found.n_unused == 0
