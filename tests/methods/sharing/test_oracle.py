"""The values and the core beside those of coopgame-py 0.3.0, whose games are in savings."""

import coopgame
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from methods.sharing.games import game_of, make_random_game, tables
from samverkan.methods.sharing.checks import Verdict, check_concave, check_subadditive
from samverkan.methods.sharing.complaints import core_test
from samverkan.methods.sharing.core import is_core_empty
from samverkan.methods.sharing.errors import UndefinedError
from samverkan.methods.sharing.game import GameKind
from samverkan.methods.sharing.separable_rules import scrb
from samverkan.methods.sharing.tau import minimal_rights, tau, utopia
from samverkan.methods.sharing.values import banzhaf, normalised_banzhaf, shapley

few = settings(max_examples=50)


def theirs(game):
    """The same savings game in coopgame-py."""
    return coopgame.Game(game.table[1:].tolist())


def close(values):
    return pytest.approx(np.array(values), rel=1e-9, abs=1e-7)


@pytest.mark.parametrize("n_players", range(1, 13))
def test_shapley_and_banzhaf_of_a_random_game_are_the_same(n_players):
    game = make_random_game(n_players, kind=GameKind.SAVINGS)

    assert shapley(game) == close(coopgame.shapley(theirs(game)))
    assert banzhaf(game) == close(coopgame.banzhaf(theirs(game)))


@few
@given(tables(n_least=2))
def test_tau_and_its_bounds_are_the_same(amounts):
    game = game_of(amounts, GameKind.SAVINGS)
    bounds = coopgame.utopia_payoffs(theirs(game))

    assert utopia(game) == close(bounds["utopia"])
    assert minimal_rights(game) == close(bounds["minimal_rights"])
    try:
        found = tau(game)
    except UndefinedError:
        with pytest.raises(ValueError, match="準平衡"):
            coopgame.tau_value(theirs(game))
    else:
        assert found == close(coopgame.tau_value(theirs(game)))


@few
@given(tables(n_least=2, n_most=4), st.data())
def test_the_core_and_the_laws_of_the_table_are_the_same(amounts, data):
    game = game_of(amounts, GameKind.SAVINGS)
    cuts = data.draw(st.lists(st.integers(-20, 60), min_size=game.n_players - 1, max_size=game.n_players - 1))
    shares = [*cuts, game.total - sum(cuts)]

    assert is_core_empty(game) is not theirs(game).has_nonempty_core()
    assert core_test(game, shares).is_in_core is theirs(game).is_in_core(shares)
    assert (check_concave(game).verdict is Verdict.HOLDS) is theirs(game).is_convex()
    assert (check_subadditive(game).verdict is Verdict.HOLDS) is theirs(game).is_superadditive()


@few
@given(st.integers(3, 7), st.integers(0, 999))
def test_scrb_is_the_point_of_gately(n_players, seed):
    game = make_random_game(n_players, seed=seed, kind=GameKind.SAVINGS)
    table = game.table * np.bitwise_count(np.arange(game.table.size)) ** 2
    game = game_of(table[1:], GameKind.SAVINGS)

    try:
        expected = coopgame.gately_point(theirs(game))
    except ValueError:
        assume(False)

    assert scrb(game) == close(expected)


def test_normalised_banzhaf_is_the_same_up_to_the_total():
    game = make_random_game(6, kind=GameKind.SAVINGS)

    found = coopgame.normalize(coopgame.banzhaf(theirs(game)))

    assert normalised_banzhaf(game) / game.total == close(found)
