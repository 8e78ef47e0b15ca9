"""The compiled passes beside those in numpy: the same answers, also where entries are missing."""

import numpy as np
import pytest

from methods.sharing.games import make_random_game
from samverkan.methods.sharing import kernels, kernels_plain
from samverkan.methods.sharing.blocks import Measure, make_profile, subset_sums
from samverkan.methods.sharing.checks import check_concave, check_monotone
from samverkan.methods.sharing.complaints import greatest_complaint
from samverkan.methods.sharing.values import banzhaf, shapley

pytest.importorskip("numba", reason="the extra `fast` is not installed")
from samverkan.methods.sharing import kernels_fast

SIZES = (1, 2, 5, 9, 10, 12)


def make_table(n_players, *, missing=0, digits=3):
    """Entries with few digits, so that many are equal."""
    chance = np.random.default_rng([n_players, missing])
    table = np.round(chance.random(1 << n_players), digits)
    table[chance.choice(table.size, missing, replace=False)] = np.nan
    table[0] = 0
    return table


@pytest.mark.parametrize("n_players", SIZES)
def test_weighted_sums_are_the_same(n_players):
    table = make_table(n_players)
    rows = np.random.default_rng(1).random((max(n_players - 9, 0) + 1, 1 << min(n_players, 9)))

    fast, plain = kernels_fast.weighted_sums(table, rows), kernels_plain.weighted_sums(table, rows)

    assert [one.tolist() for one in fast] == [pytest.approx(one, rel=1e-12) for one in plain]


@pytest.mark.parametrize("measure", Measure)
@pytest.mark.parametrize("missing", [0, 1, 3])
@pytest.mark.parametrize("n_players", [2, 5, 9, 10, 12])
def test_the_greatest_complaints_are_the_same(n_players, missing, measure):
    table = make_table(n_players, missing=missing)
    profile = make_profile(np.random.default_rng(2).random((3, n_players)))

    fast, n_fast = kernels_fast.column_maxima(table, profile, measure)
    plain, n_plain = kernels_plain.column_maxima(table, profile, measure)

    assert n_fast == n_plain == np.isnan(table).sum()
    assert np.array_equal(fast, plain)


@pytest.mark.parametrize("check", ["worst_decrease", "worst_convexity", "worst_union"])
@pytest.mark.parametrize("missing", [0, 2, 9])
@pytest.mark.parametrize("n_players", [1, 2, 5, 7, 8, 10])
@pytest.mark.parametrize("digits", [1, 6])
def test_the_worst_counterexamples_are_the_same(check, n_players, missing, digits):
    table = make_table(n_players, missing=min(missing, (1 << n_players) // 4), digits=digits)

    assert getattr(kernels_fast, check)(table) == getattr(kernels_plain, check)(table)


@pytest.mark.parametrize("n_players", [1, 5, 11])
def test_the_potential_is_the_same(n_players):
    table, weights = make_table(n_players), np.arange(n_players) + 1.0
    asked = (table, weights, subset_sums(weights))

    assert kernels_fast.potential(*asked) == pytest.approx(kernels_plain.potential(*asked), rel=1e-12)


def test_large_games_are_walked_by_what_is_compiled_and_small_ones_are_not(monkeypatch):
    called = []
    answer = kernels_plain.worst_decrease(np.zeros(2))
    for path, name in ((kernels_fast, "fast"), (kernels_plain, "plain")):
        monkeypatch.setattr(path, "worst_decrease", lambda _, name=name: called.append(name) or answer)

    for n_players in (10, kernels.MANY_PLAYERS):
        kernels.worst_decrease(np.zeros(1 << n_players))
    monkeypatch.setattr(kernels, "has_fast", lambda: False)
    kernels.worst_decrease(np.zeros(1 << kernels.MANY_PLAYERS))

    assert called == ["plain", "fast", "plain"]


def test_a_game_is_answered_alike_by_both(monkeypatch):
    games = (make_random_game(11), make_random_game(11, missing=(99, 1500)))
    shares = np.full(11, 3.0)

    def answer():
        values = [rule(games[0]).tolist() for rule in (shapley, banzhaf)]
        return values, [(greatest_complaint(game, shares), check_concave(game), check_monotone(game)) for game in games]

    plain = answer()
    monkeypatch.setattr(kernels, "MANY_PLAYERS", 1)
    fast = answer()

    assert fast[0] == [pytest.approx(one, rel=1e-9, abs=1e-9) for one in plain[0]]
    assert fast[1] == plain[1]
