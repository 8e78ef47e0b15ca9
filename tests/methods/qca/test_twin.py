"""The minimisation gives what the slow twin gives, on thousands of random tables."""

import random
from collections import Counter
from dataclasses import dataclass
from functools import cache

import numpy as np
import pytest

from methods.qca import twin
from methods.qca.reference import sets_of
from samverkan.methods.qca.minimisation import implicants, models
from samverkan.methods.qca.minimisation.minimise import minimise
from samverkan.methods.qca.minimisation.result import Limits, Listing, Minimised, Minimising, Solution
from samverkan.methods.qca.sets import Condition, make_outcome, make_sets
from samverkan.methods.qca.truth_table import Cutoffs, TruthTable, build_truth_table

KINDS = {"crisp": 600, "multi-value": 600, "mixed": 800}
PARTS = 5
FUZZY = (0.0, 0.0, 0.1, 0.2, 0.3, 0.4, 0.4, 0.5, 0.6, 0.6, 0.7, 0.8, 0.9, 1.0, 1.0)
MOST_PRIMES = 20
MOST_PAIRS = 40
ALL_LISTED = Limits(listed=1_000_000)


@dataclass(frozen=True, eq=False)
class Trial:
    """A random table, what is asked of it, and the same question for the twin."""

    table: TruthTable
    asked: Minimising
    twin: twin.Asked
    seed: str


@cache
def make_trial(kind: str, number: int) -> Trial:
    """Return the random table of this kind and number."""
    seed = f"{kind} {number}"
    chance = random.Random(seed)
    conditions = make_conditions(kind, chance)
    levels = tuple(one.n_levels for one in conditions)
    values = [[draw(one, kind, chance) for one in conditions] for _ in range(chance.randint(1, 22))]
    outcome = draw_outcome(values, chance)
    cuts = (chance.choice((1.0, 0.8, 0.6, 0.5)), chance.choice((1, 1, 1, 2)), chance.choice((None, 0.3)))
    expectations = tuple(frozenset(chance.sample(range(n), chance.randint(0, n - 1))) for n in levels)
    impossible = tuple(draw_term(levels, chance) for _ in range(chance.choice((0, 0, 1, 2))))
    minimum = chance.random() < 0.5
    table = build_truth_table(
        make_sets(values, conditions), make_outcome(outcome, len(values)), Cutoffs(cuts[0], cuts[1], 0.0, cuts[2])
    )
    listing = Listing.MINIMUM if minimum else Listing.IRREDUNDANT
    outs = twin.judge_rows(levels, [one.is_multivalue for one in conditions], values, outcome, cuts)
    return Trial(
        table,
        Minimising(listing, expectations, impossible, ALL_LISTED),
        twin.Asked(levels, tuple(outs.items()), expectations, impossible, minimum),
        seed,
    )


def make_conditions(kind: str, chance: random.Random) -> list[Condition]:
    """Return two to six crisp conditions, or one to four of which some or all have up to four levels."""
    if kind == "crisp":
        return [Condition(name) for name in "ABCDEF"[: chance.choice((2, 3, 4, 4, 5, 5, 5, 6))]]
    names = "ABCD"[: chance.choice((1, 2, 3, 3, 4, 4))]
    most = 4 if len(names) < 4 else 3
    multi = [kind == "multi-value" or chance.random() < 0.4 for _ in names]
    return [
        Condition(name, chance.randint(2, most), is_multivalue=True) if is_multi else Condition(name)
        for name, is_multi in zip(names, multi, strict=True)
    ]


def draw(condition: Condition, kind: str, chance: random.Random) -> float:
    """Return a random level or membership."""
    if condition.is_multivalue or kind == "crisp":
        return chance.randrange(condition.n_levels)
    return chance.choice(FUZZY)


def draw_outcome(values: list[list[float]], chance: random.Random) -> list[float]:
    """Return an outcome that a random corner explains in part, or one at random, or one that never varies."""
    way = chance.choices(("random", "planted", "always", "never"), weights=(10, 10, 1, 1))[0]
    if way in {"always", "never"}:
        return [float(way == "always")] * len(values)
    if way == "random":
        return [chance.choice((0.0, 0.0, 0.3, 1.0, 1.0)) for _ in values]
    first, second = values[0], chance.choice(values)
    return [float(case[0] == first[0] or case[-1] == second[-1] or chance.random() < 0.1) for case in values]


def draw_term(levels: tuple[int, ...], chance: random.Random) -> tuple[int, ...]:
    """Return a term with at least one literal."""
    term = [chance.choice((-1, chance.randrange(n))) for n in levels]
    term[chance.randrange(len(levels))] = 0
    return tuple(term)


def has_too_many(trial: Trial, solution: Solution) -> bool:
    """Whether the twin would take too long over the covers, or over the pairs of the intermediate solution."""
    positive = twin.mask_of(trial.twin, "1")
    primes = twin.find_primes(trial.twin.levels, positive, positive | twin.free_mask(trial.twin))
    if len(primes) > MOST_PRIMES or solution is not Solution.INTERMEDIATE:
        return len(primes) > MOST_PRIMES
    n_careful, n_bold = (len(twin.solve(trial.twin, one).models) for one in ("conservative", "parsimonious"))
    return n_careful * n_bold > MOST_PAIRS


def chart_of(found: Minimised) -> dict[tuple[int, ...], set[tuple[int, ...]]]:
    """Return which rows each prime implicant covers."""
    return {
        term: {row for at, row in enumerate(found.rows) if found.coverage[number] >> at & 1}
        for number, term in enumerate(found.prime_implicants)
    }


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("kind", KINDS)
def test_the_truth_table_is_that_of_the_twin(kind, part):
    for number in range(part, KINDS[kind], PARTS):
        trial = make_trial(kind, number)

        outs = {row.configuration: row.out.value for row in trial.table.rows}

        assert outs == dict(trial.twin.outs), trial.seed


@pytest.mark.parametrize("solution", Solution)
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("kind", KINDS)
def test_the_solution_is_that_of_the_twin(kind, part, solution):
    tried = Counter()
    for number in range(part, KINDS[kind], PARTS):
        trial = make_trial(kind, number)
        is_left_out = has_too_many(trial, solution)
        tried[is_left_out] += 1
        if is_left_out:
            continue

        found = minimise(trial.table, solution, trial.asked)

        assert_same(found, twin.solve(trial.twin, solution.value), trial.seed)
    assert tried[True] <= 0.1 * tried.total()


@pytest.mark.parametrize("kind", KINDS)
def test_the_compiled_search_gives_what_the_twin_gives(kind, compiled):
    for number in range(0, KINDS[kind], PARTS):
        trial = make_trial(kind, number)
        if has_too_many(trial, Solution.PARSIMONIOUS):
            continue

        found = minimise(trial.table, Solution.PARSIMONIOUS, trial.asked)

        assert_same(found, twin.solve(trial.twin, "parsimonious"), trial.seed)


@pytest.mark.parametrize("listing", Listing)
@pytest.mark.parametrize(("n_cases", "n_conditions", "n_levels"), [(40, 12, 2), (20, 20, 2), (40, 7, 3), (3, 64, 2)])
def test_the_compiled_and_the_plain_search_agree_on_larger_tables(
    compiled, monkeypatch, listing, n_cases, n_conditions, n_levels
):
    chance = np.random.default_rng([n_cases, n_conditions])
    values = chance.integers(0, n_levels, (n_cases, n_conditions))
    outcome = ((values[:, 0] == 1) & (values[:, 1] == 0)) | ((values[:, 2] == 1) & (values[:, 3] == 1))
    conditions = [Condition(f"C{at}", n_levels, n_levels > 2) for at in range(n_conditions)]
    table = build_truth_table(make_sets(values, conditions), make_outcome(outcome, n_cases))
    asked = Minimising(listing, limits=Limits(listed=100, seconds=20))
    if listing is Listing.IRREDUNDANT:
        table = build_truth_table(make_sets(values[:12], conditions), make_outcome(outcome[:12], len(values[:12])))

    fast = minimise(table, Solution.PARSIMONIOUS, asked)
    monkeypatch.setattr(implicants, "has_fast", lambda: False)
    monkeypatch.setattr(models, "has_fast", lambda: False)
    plain = minimise(table, Solution.PARSIMONIOUS, asked)

    assert list(fast.prime_implicants) == list(plain.prime_implicants)
    assert list(fast.coverage) == list(plain.coverage)
    assert (fast.n_models, fast.models, fast.shared, fast.n_unused) == (
        plain.n_models,
        plain.models,
        plain.shared,
        plain.n_unused,
    )
    assert (fast.stopped, plain.stopped) == ((), ())


@pytest.fixture
def compiled(monkeypatch):
    """Let the compiled search take every table, however small."""
    if not implicants.has_fast():
        pytest.skip("the extra `fast` is not installed")
    for module in (implicants, models):
        for name in ("FEW_NODES", "SOME_NODES"):
            monkeypatch.setattr(module, name, 0)


def assert_same(found: Minimised, expected: twin.Answer, seed: str) -> None:
    """Assert that prime implicants, chart, models, counts, shared and unused terms are the expected ones."""
    assert set(found.rows) == expected.rows, seed
    assert len(found.rows) == len(expected.rows), seed
    chart = chart_of(found)
    assert len(chart) == len(found.prime_implicants), seed
    assert chart == {
        prime: {row for row in expected.rows if twin.lies_within(row, prime)} for prime in expected.primes
    }, seed
    assert sets_of(found.models) == expected.models, seed
    assert found.n_models == len(found.models) == len(expected.models), seed
    assert sets_of(found.iterate()) == expected.models, seed
    assert frozenset(found.shared) == expected.shared, seed
    assert found.n_unused == expected.n_unused, seed
    assert found.is_whole, seed


def test_the_twins_two_ways_to_find_all_models_agree():
    chance = np.random.default_rng(7)
    for _ in range(300):
        n_rows, n_primes = int(chance.integers(1, 7)), int(chance.integers(1, 9))
        rows = [1 << at for at in range(n_rows)]
        covered = {(number,): int(chance.integers(0, 1 << n_rows)) for number in range(n_primes)}

        tried = twin.try_subsets(covered, rows)

        assert tried == twin.multiply_out(covered, rows)


def test_the_twin_has_the_models_of_a_table_that_was_solved_by_hand():
    """Ragin (1987), The Comparative Method, ch. 6: strikes where AbC, aBc, ABc or ABC, and nowhere else."""
    positive = ((1, 0, 1), (0, 1, 0), (1, 1, 0), (1, 1, 1))
    outs = tuple((cell, "1" if cell in positive else "0") for cell in twin.space((2, 2, 2)))

    found = twin.solve(twin.Asked((2, 2, 2), outs), "conservative")

    assert found.primes == {(1, -1, 1), (-1, 1, 0), (1, 1, -1)}
    assert found.models == {frozenset({(1, -1, 1), (-1, 1, 0)})}
