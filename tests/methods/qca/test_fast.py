"""The compiled search beside the plain one: the same implicants, covers and counts."""

from math import inf

import numpy as np
import pytest

from samverkan.methods.qca import (
    Condition,
    Limit,
    Limits,
    Listing,
    Minimising,
    Solution,
    build_truth_table,
    make_outcome,
    make_sets,
    minimise,
)
from samverkan.methods.qca.minimisation import implicants, models, narrowing, solving
from samverkan.methods.qca.minimisation.budget import Budget
from samverkan.methods.qca.minimisation.chart import Component

pytest.importorskip("numba", reason="the extra `fast` is not installed")


@pytest.fixture
def use_only(monkeypatch):
    """Let one of the two searches do all the work."""

    def choose(search):
        nodes = {"plain": inf, "fast": 0}[search]
        for room in (implicants, models):
            monkeypatch.setattr(room, "FEW_NODES", nodes)
            monkeypatch.setattr(room, "SOME_NODES", nodes)

    return choose


def make_random_table(seed, *, n_cases, levels):
    rng = np.random.default_rng(seed)
    values = np.column_stack([rng.integers(0, n_levels, n_cases) for n_levels in levels])
    conditions = [Condition(f"C{at}", n, is_multivalue=n > 2) for at, n in enumerate(levels)]
    return build_truth_table(make_sets(values, conditions), make_outcome(rng.integers(0, 2, n_cases), n_cases))


def minimise_within(table, listing, **limits):
    return minimise(table, Solution.PARSIMONIOUS, Minimising(listing=listing, limits=Limits(**limits)))


def solve(table, listing, **limits):
    found = minimise_within(table, listing, **limits)
    return list(found.prime_implicants), list(found.coverage), found.models, found.n_models, found.shared, found.stopped


@pytest.mark.parametrize("listing", Listing)
@pytest.mark.parametrize("levels", [(2,) * 5, (2,) * 9, (3, 2, 4, 2, 3), (2,) * 14])
@pytest.mark.parametrize("seed", range(8))
def test_both_searches_give_the_same_solution(use_only, seed, levels, listing):
    table = make_random_table(seed, n_cases=14, levels=levels)

    use_only("plain")
    plain = solve(table, listing, listed=50_000 if listing is Listing.MINIMUM else 0)
    use_only("fast")
    fast = solve(table, listing, listed=50_000 if listing is Listing.MINIMUM else 0)

    assert fast == plain


def test_both_searches_stop_at_the_number_of_implicants_that_was_asked_for(use_only):
    table = make_random_table(1, n_cases=40, levels=(2,) * 20)

    for search in ("plain", "fast"):
        use_only(search)
        terms, _, found, n_models, _, stopped = solve(table, Listing.MINIMUM, implicants=100)

        assert (len(terms), found, n_models, stopped) == (100, (), 0, (Limit.IMPLICANTS,))


@pytest.mark.parametrize("search", ["plain", "fast"])
def test_both_searches_stop_when_the_time_is_up(use_only, search):
    table = make_random_table(2, n_cases=120, levels=(2,) * 40)
    use_only(search)

    stopped = minimise_within(table, Listing.MINIMUM, seconds=0.05).stopped

    assert stopped == (Limit.SECONDS,)


def test_an_irredundant_count_over_time_says_what_was_counted(use_only):
    table = make_random_table(3, n_cases=60, levels=(2,) * 9)
    use_only("plain")

    n_models, _, stopped = solve(table, Listing.IRREDUNDANT, seconds=0.3, listed=0)[3:]

    assert stopped == (Limit.SECONDS,)
    assert n_models > 0


@pytest.mark.parametrize("seed", range(12))
def test_integer_programming_leaves_the_minimum_models_as_they_are(monkeypatch, seed):
    table = make_random_table(seed, n_cases=24, levels=(2, 2, 3, 2, 2, 2))
    by_search = solve(table, Listing.MINIMUM, listed=50_000)

    monkeypatch.setattr(models, "NODES_BEFORE_PROGRAM", 0)
    by_program = solve(table, Listing.MINIMUM, listed=50_000)

    assert by_program == by_search


def test_when_the_time_is_up_one_cover_is_given_if_none_can_be_smaller(monkeypatch):
    ring = (*(0b11 << at for at in range(8)), 0b100000001)
    component = Component(9, ring, tuple(np.array([at]) for at in range(9)))
    complete = models.find_covers(component, Listing.MINIMUM, Budget())

    monkeypatch.setattr(models, "NODES_BEFORE_PROGRAM", 0)
    cut_short = models.find_covers(component, Listing.MINIMUM, Budget(nodes=0))

    found = list(cut_short.each())
    assert complete.is_whole
    assert not cut_short.is_whole
    assert (len(found), found[0] in set(complete.each())) == (1, True)


@pytest.mark.parametrize("seed", range(12))
def test_leaving_out_what_no_minimum_model_has_changes_nothing(monkeypatch, seed):
    table = make_random_table(seed, n_cases=24, levels=(2, 2, 3, 2, 2, 2))
    whole_chart = solve(table, Listing.MINIMUM, listed=50_000)

    monkeypatch.setattr(solving, "MANY", 0)
    exactly_narrowed = solve(table, Listing.MINIMUM, listed=50_000)
    monkeypatch.setattr(narrowing, "MOST_LOOKED_AT", 0)
    coarsely_narrowed = solve(table, Listing.MINIMUM, listed=50_000)

    assert whole_chart == exactly_narrowed == coarsely_narrowed


def test_a_conservative_solution_of_many_small_terms_ends_soon(monkeypatch):
    # From 200 implicants on the search tried sizes one by one, and did not end for models of hundreds of terms.
    table = make_random_table(1, n_cases=700, levels=(2,) * 11)

    found = minimise(table, Solution.CONSERVATIVE, Minimising(limits=Limits(seconds=20)))
    monkeypatch.setattr(solving, "MANY", len(found.prime_implicants))
    whole_chart = minimise(table, Solution.CONSERVATIVE)

    assert found.is_whole
    assert len(found.prime_implicants) > 200
    assert len(found.models[0]) > narrowing.MOST_TERMS
    assert (found.n_models, found.models) == (whole_chart.n_models, whole_chart.models)


def test_leaving_out_implicants_ends_when_the_time_is_up():
    table = make_random_table(4, n_cases=24, levels=(2,) * 8)
    implicants_of_it = minimise(table, Solution.PARSIMONIOUS).prime_implicants

    late = narrowing.narrowed(implicants_of_it.coverage(), len(implicants_of_it.rows), Budget(deadline=0))

    size, members = next(late)
    assert (size > 0, len(members) > 0) == (True, True)
