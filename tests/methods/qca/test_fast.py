"""The compiled search beside the plain one: the same implicants, covers and counts."""

from importlib import import_module
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
from samverkan.methods.qca.minimisation import chart, implicants, models, narrowing, quick, solving
from samverkan.methods.qca.minimisation.budget import Budget
from samverkan.methods.qca.minimisation.chart import FAST_COVERS, Component, split_chart
from samverkan.methods.qca.minimisation.exclusion import tally_by_exclusion
from samverkan.methods.qca.minimisation.implicants import FAST
from samverkan.methods.qca.minimisation.pricing import price_rows
from samverkan.methods.qca.minimisation.quick import find_over_few_rows, find_quickly

pytest.importorskip("numba", reason="the extra `fast` is not installed")


@pytest.fixture(autouse=True)
def _load_what_is_compiled():
    for name in (FAST, FAST_COVERS):
        import_module(name)


@pytest.fixture
def use_only(monkeypatch):
    """Let one of the two searches do all the work."""

    def choose(search):
        nodes = {"plain": inf, "fast": 0}[search]
        # Without the module's name the plain search takes nothing from it, whatever is loaded.
        monkeypatch.setattr(implicants, "FAST", {"plain": "", "fast": FAST}[search])
        monkeypatch.setattr(quick, "FAST", {"plain": "", "fast": FAST}[search])
        monkeypatch.setattr(quick, "WORTH_LOADING", 0)
        for room in (chart, quick):
            monkeypatch.setattr(room, "FAST_COVERS", {"plain": "", "fast": FAST_COVERS}[search])
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


def leave_all_to_the_program(monkeypatch):
    for trial in ("NODES_BEFORE_PRICES", "NODES_BEFORE_PROGRAM"):
        monkeypatch.setattr(models, trial, 0)


@pytest.mark.parametrize("seed", range(12))
def test_integer_programming_leaves_the_minimum_models_as_they_are(monkeypatch, seed):
    table = make_random_table(seed, n_cases=24, levels=(2, 2, 3, 2, 2, 2))
    monkeypatch.setattr(models, "suits_exclusion", lambda _: False)
    by_search = solve(table, Listing.MINIMUM, listed=50_000)

    leave_all_to_the_program(monkeypatch)
    by_program = solve(table, Listing.MINIMUM, listed=50_000)

    assert by_program == by_search


@pytest.mark.parametrize("seed", range(12))
def test_pricing_rows_leaves_the_minimum_models_as_they_are(monkeypatch, seed):
    table = make_random_table(seed, n_cases=90, levels=(2, 2, 3, 2, 2, 2))
    monkeypatch.setattr(models, "suits_exclusion", lambda _: False)
    monkeypatch.setattr(models, "NODES_BEFORE_PRICES", inf)
    unpriced = solve_as_observed(table)

    monkeypatch.setattr(models, "NODES_BEFORE_PRICES", 0)
    priced = solve_as_observed(table)

    assert priced == unpriced


@pytest.mark.parametrize("seed", range(12))
def test_each_minimum_model_that_is_counted_is_listed_once(seed):
    table = make_random_table(seed, n_cases=150, levels=(2,) * 8)

    n_models, listed, _, _ = solve_as_observed(table)

    assert len(set(listed)) == len(listed) == min(n_models, 50_000)
    assert len({len(model) for model in listed}) == 1


def solve_as_observed(table):
    asked = Minimising(limits=Limits(listed=50_000))
    found = minimise(table, Solution.CONSERVATIVE, asked)
    return found.n_models, found.models, found.used, found.shared


@pytest.mark.parametrize("seed", range(12))
def test_no_class_has_rows_that_cost_more_than_one_in_all(seed):
    rng = np.random.default_rng(seed)
    chart_of = rng.random((30, 25)) < 0.15
    chart_of[np.arange(25), np.arange(25)] = True
    coverage = tuple(sum(1 << int(row) for row in np.flatnonzero(line)) for line in chart_of)
    component = Component(25, coverage, tuple(np.array([at]) for at in range(30)))

    prices = np.array(price_rows(component))

    smallest = models.find_covers(component, Listing.MINIMUM, Budget()).size
    assert (prices >= 0).all()
    assert (chart_of @ prices).max() <= 1 + 1e-9
    # The bound of the linear programme lies within one class of the smallest cover here, and this within a tenth of it.
    assert smallest - 1.1 <= prices.sum() <= smallest + 1e-9


@pytest.mark.parametrize("n_rows", [1, 4, 9])
@pytest.mark.parametrize("seed", range(4))
def test_very_many_implicants_of_few_rows_give_the_covers_that_the_plain_search_finds(seed, n_rows):
    rng = np.random.default_rng([seed, n_rows])
    covers = np.concatenate([rng.random((3000, n_rows)) < 0.3, np.eye(n_rows, dtype=bool)])
    coverage = implicants.pack(covers[covers.any(axis=1)])

    counted = [find_over_few_rows(coverage, n_rows, Budget())]
    plain = [
        models.find_covers(one, Listing.MINIMUM, Budget())
        for one in split_chart(coverage, n_rows, np.arange(len(coverage)))
    ]

    assert count_parts(counted) == count_parts(plain)


def count_parts(parts):
    used = sorted(at for part in parts for at in part.used_implicants())
    return models.count_models(parts), sum(part.size for part in parts), used


@pytest.mark.parametrize("seed", range(12))
def test_inclusion_and_exclusion_gives_the_models_that_the_search_finds(monkeypatch, seed):
    table = make_random_table(seed, n_cases=24, levels=(2, 2, 3, 2, 2, 2))
    counted = solve(table, Listing.MINIMUM, listed=50_000)

    monkeypatch.setattr(models, "suits_exclusion", lambda _: False)
    searched = solve(table, Listing.MINIMUM, listed=50_000)

    assert counted == searched


def test_a_count_that_could_pass_64_bits_is_left_to_the_search():
    rows = 11
    each = tuple(np.arange(at * 100, at * 100 + 100) for at in range(rows))
    component = Component(rows, tuple(1 << at for at in range(rows)), each)

    assert tally_by_exclusion(component) is None
    assert models.find_covers(component, Listing.MINIMUM, Budget()).count == 100**rows


def test_when_the_time_is_up_one_cover_is_given_if_none_can_be_smaller(monkeypatch):
    ring = (*(0b11 << at for at in range(20)), 1 << 20 | 1)
    component = Component(21, ring, tuple(np.array([at]) for at in range(21)))
    complete = models.find_covers(component, Listing.MINIMUM, Budget())

    leave_all_to_the_program(monkeypatch)
    cut_short = models.find_covers(component, Listing.MINIMUM, Budget(nodes=0))

    found = list(cut_short.each())
    assert complete.is_whole
    assert not cut_short.is_whole
    assert (len(found), found[0] in set(complete.each())) == (1, True)


@pytest.mark.parametrize("seed", range(12))
def test_leaving_out_what_no_minimum_model_has_changes_nothing(monkeypatch, seed):
    table = make_random_table(seed, n_cases=24, levels=(2, 2, 3, 2, 2, 2))
    monkeypatch.setattr(solving, "MOST_ROWS", 0)
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


@pytest.mark.parametrize("n_rows", [1, 9, 40, 70, 150])
@pytest.mark.parametrize("seed", range(6))
def test_compiled_counting_finds_the_covers_that_the_plain_search_finds(seed, n_rows):
    rng = np.random.default_rng([seed, n_rows])
    wide = rng.random((60, n_rows)) < 0.7
    wide[0] |= ~wide.any(axis=0)
    coverage = implicants.pack(wide[rng.integers(0, 60, 90)] | (np.arange(90) == 5)[:, None] & wide[0])

    quick_parts = [find_quickly(coverage, n_rows, None, Budget())]
    plain_parts = [
        models.find_covers(one, Listing.MINIMUM, Budget()) for one in split_chart(coverage, n_rows, np.arange(90))
    ]

    assert summarise(quick_parts) == summarise(plain_parts)


def summarise(parts):
    listed = sorted(tuple(sorted(one)) for one in models.list_models(parts))
    used, shared = (
        sorted(at for part in parts for at in getattr(part, f"{which}_implicants")()) for which in ("used", "shared")
    )
    return models.count_models(parts), sum(part.size for part in parts), used, shared, listed


def test_compiled_counting_leaves_what_it_cannot_count_quickly_to_the_search():
    coverage = implicants.pack(np.eye(12, dtype=bool))
    pairs = implicants.pack(np.repeat(np.eye(4, dtype=bool), 5, axis=0))

    many_terms = find_quickly(coverage, 12, None, Budget())
    many_models = [find_quickly(pairs, 4, most, Budget()) for most in (624, 625)]
    no_time = find_quickly(pairs, 4, None, Budget(deadline=0))

    assert (many_terms, many_models[0], no_time) == (None, None, None)
    assert (many_models[1].count, many_models[1].size) == (625, 4)


def test_compiled_essential_implicants_are_those_found_plainly(monkeypatch):
    table = make_random_table(5, n_cases=90, levels=(2,) * 9)
    coverage = minimise(table, Solution.CONSERVATIVE).prime_implicants.coverage()

    compiled = chart.essential_of(coverage)
    monkeypatch.setattr(chart, "FAST_COVERS", "")

    assert compiled == chart.essential_of(coverage)
    assert compiled
