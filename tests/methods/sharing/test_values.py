"""Shapley, weighted Shapley and Banzhaf: published figures, laws, brute force."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from methods.sharing.games import (
    banzhaf_by_coalitions,
    game_of,
    make_concave_game,
    make_random_game,
    read_game,
    read_games,
    renamed,
    shapley_by_orders,
    tables,
)
from samverkan.methods.sharing.complaints import core_test
from samverkan.methods.sharing.errors import GameError, SharingError, UndefinedError
from samverkan.methods.sharing.game import GameKind, make_game
from samverkan.methods.sharing.values import banzhaf, normalised_banzhaf, shapley, weighted_shapley


def close(values, *, within=1e-9):
    return pytest.approx(np.asarray(values, dtype=float), abs=within, rel=1e-9)


@pytest.mark.parametrize("name", ["young1982_skane", "tva_1930s"])
def test_shapley_is_what_was_published_and_both_values_are_what_was_computed(shared, name):
    game, printed = read_game(shared, name)

    assert shapley(game) == close(printed["published"]["shapley"], within=0.007)
    assert shapley(game) == close(printed["computed"]["shapley"])
    assert banzhaf(game) == close(printed["computed"]["banzhaf"])


def test_shapley_of_the_airport_is_that_of_littlechild_and_owen(shared):
    game, printed = read_game(shared, "airport_4")

    assert shapley(game) == close(printed["published"]["shapley"])


def test_shapley_of_bankruptcy_is_that_of_aumann_and_maschler(shared):
    cases = read_games(shared, "talmud_bankruptcy")["cases"]

    found = [shapley(make_game(case["table"], GameKind.SAVINGS)).tolist() for case in cases]

    assert found == [close(case["shapley"], within=5e-5) for case in cases]


@pytest.mark.parametrize(("solution", "rule"), [("shapley", shapley), ("banzhaf", banzhaf)])
def test_values_are_those_of_the_r_package_coopgame(shared, solution, rule):
    cases = [case for case in read_games(shared, "coopgame_r_a")["cases"] if case["solution"] == solution]

    found = [rule(make_game(case["table"], GameKind.SAVINGS)).tolist() for case in cases]

    assert cases
    assert found == [close(case["value"], within=case["tol"]) for case in cases]


@given(tables())
def test_shapley_is_the_mean_over_all_orders_of_joining(amounts):
    game = game_of(amounts)

    assert shapley(game) == close(shapley_by_orders(game))


@given(tables())
def test_banzhaf_is_the_mean_over_all_coalitions_of_the_others(amounts):
    game = game_of(amounts)

    assert banzhaf(game) == close(banzhaf_by_coalitions(game))


@settings(max_examples=40)
@given(tables(n_most=4), st.data())
def test_weighted_shapley_is_the_mean_over_orders_drawn_by_weight(amounts, data):
    game = game_of(amounts)
    weights = data.draw(st.lists(st.integers(1, 9), min_size=game.n_players, max_size=game.n_players))

    assert weighted_shapley(game, weights) == close(shapley_by_orders(game, weights))


@given(tables(), st.integers(-3, 9))
def test_values_sum_to_the_total_and_follow_a_change_of_unit_and_of_own_costs(amounts, factor):
    game = game_of(amounts)
    own = np.arange(game.n_players) * 1.5
    masks = np.arange(game.table.size)
    added = sum(own[i] * (masks >> i & 1) for i in range(game.n_players))
    changed = make_game(game.table * factor + added)

    assert shapley(game).sum() == pytest.approx(game.total, abs=1e-9)
    assert shapley(changed) == close(shapley(game) * factor + own)
    assert banzhaf(changed) == close(banzhaf(game) * factor + own)


@given(st.integers(1, 5), st.integers(0, 1000), st.integers(0, 1000))
def test_shapley_adds_up_over_two_games(n_players, one, other):
    first, second = make_random_game(n_players, seed=one), make_random_game(n_players, seed=other + 2000)

    both = make_game(first.table + second.table)

    assert shapley(both) == close(shapley(first) + shapley(second))


@given(tables(), st.randoms(use_true_random=False))
def test_shapley_does_not_depend_on_the_order_of_the_players(amounts, chance):
    game = game_of(amounts)
    order = list(range(game.n_players))
    chance.shuffle(order)

    assert shapley(renamed(game, order)) == close(shapley(game)[order])


@given(tables(n_most=4), st.integers(0, 50))
def test_a_player_that_only_brings_its_own_cost_pays_that(amounts, own):
    known = np.array([0.0, *amounts])

    game = make_game(np.concatenate([known, known + own]))

    assert shapley(game)[-1] == pytest.approx(own, abs=1e-9)
    assert banzhaf(game)[-1] == pytest.approx(own, abs=1e-9)
    assert weighted_shapley(game, np.arange(game.n_players) + 1)[-1] == pytest.approx(own, abs=1e-9)


@pytest.mark.parametrize("n_players", [2, 5, 8, 11])
def test_shapley_of_a_concave_game_is_in_the_core(n_players):
    game = make_concave_game(n_players)

    assert core_test(game, shapley(game)).is_in_core


def test_one_player_pays_the_whole():
    game = make_game([0, 7])

    assert [rule(game).tolist() for rule in (shapley, banzhaf, normalised_banzhaf)] == [[7.0]] * 3
    assert weighted_shapley(game, [3]).tolist() == [7.0]


def test_nobody_pays_when_everything_is_free():
    game = make_game(np.zeros(8))

    assert [rule(game).tolist() for rule in (shapley, banzhaf, normalised_banzhaf)] == [[0.0] * 3] * 3


def test_normalised_banzhaf_sums_to_the_total():
    game = make_random_game(6)

    found = normalised_banzhaf(game)

    assert found == close(banzhaf(game) * game.total / banzhaf(game).sum())
    assert found.sum() == pytest.approx(game.total)


def test_banzhaf_values_that_sum_to_nothing_cannot_be_scaled():
    free, costly = make_game([0, 1, -1, 0]), make_game([0, 0, 0, 1, 0, 1, 1, -1])

    assert normalised_banzhaf(free).sum() == 0
    with pytest.raises(UndefinedError, match="The players' Banzhaf values sum to 0"):
        normalised_banzhaf(costly)


@pytest.mark.parametrize(
    "rule",
    [shapley, banzhaf, lambda game: weighted_shapley(game, np.ones(game.n_players))],
    ids=["shapley", "banzhaf", "weighted_shapley"],
)
def test_a_missing_coalition_is_named(rule):
    game = make_random_game(4, missing=(6, 11))

    with pytest.raises(
        GameError, match="2 of 15 coalitions that this rule needs are not known; the first is 6"
    ) as caught:
        rule(game)

    assert caught.value.coalitions == (6, 11)


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ([1, 0], "The weight of player 1 is 0; weights must be above 0"),
        ([1, np.nan], "The weight of player 1 is nan"),
        ([1], "2 players, but there are 1 weights"),
    ],
)
def test_weights_must_be_positive_and_one_for_each_player(weights, message):
    with pytest.raises(SharingError, match=message):
        weighted_shapley(make_game([0, 1, 2, 3]), weights)


def test_shares_cannot_be_changed():
    assert not shapley(make_game([0, 1, 2, 3])).flags.writeable
