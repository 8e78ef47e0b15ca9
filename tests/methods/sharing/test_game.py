"""A game from a table or a function: what is read from it, and what is no game."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.methods.sharing.errors import GameError
from samverkan.methods.sharing.game import GameKind, make_game, mask_of, players_of, tabulate_game


@given(st.integers(0, 2**30))
def test_a_bit_mask_is_its_players(mask):
    assert mask_of(players_of(mask)) == mask


def test_a_game_says_what_each_pays_alone_and_all_together():
    game = make_game([0, 10, 20, 24])

    assert (game.n_players, game.everyone, game.total, game.alone.tolist()) == (2, 3, 24, [10, 20])


def test_a_function_of_the_players_makes_the_table():
    game = tabulate_game(3, lambda players: 10 * len(players) + players[0])

    assert game.table.tolist() == [0, 10, 11, 20, 12, 20, 21, 30]


def test_what_is_not_known_is_listed():
    game = make_game([0, 1, np.nan, 3])

    assert (game.is_complete, game.missing.tolist()) == (False, [2])
    assert make_game([0, 1, 2, 3]).is_complete


def test_savings_are_costs_with_their_sign_turned():
    game = make_game([0, 0, 0, 6], GameKind.SAVINGS)

    turned = game.as_costs()

    assert (turned.kind, turned.table.tolist()) == (GameKind.COST, [0, 0, 0, -6])
    assert turned.as_costs() is turned


def test_the_magnitude_is_that_of_the_single_players_and_the_total_or_of_any_entry():
    assert make_game([0, 5, -7, 6]).magnitude == 7
    assert make_game([0, 0, 0, 9, 0, 0, 0, 0]).magnitude == 9
    assert make_game([0, np.nan, np.nan, 3]).magnitude == 3


def test_the_table_is_a_copy_that_cannot_be_changed():
    given_table = np.array([0.0, 1, 2, 3])

    game = make_game(given_table)
    given_table[1] = 99

    assert game.table.tolist() == [0, 1, 2, 3]
    assert not game.table.flags.writeable


@pytest.mark.parametrize(
    ("table", "message", "coalitions"),
    [
        ([0, 1, 2], "2, 4, 8, … entries, not 3", ()),
        ([0], "entries, not 1", ()),
        ([5, 1], "The empty coalition must be 0, not 5", (0,)),
        ([np.nan, 1], "The empty coalition must be 0, not nan", (0,)),
        ([0, 1, np.inf, 3], "Coalition 2 is infinite", (2,)),
    ],
)
def test_a_table_that_is_no_game_is_refused(table, message, coalitions):
    with pytest.raises(GameError, match=message) as caught:
        make_game(table)

    assert caught.value.coalitions == coalitions


@pytest.mark.parametrize("n_players", [0, 26, 32])
def test_a_full_table_of_too_many_players_is_refused_before_it_is_made(n_players):
    with pytest.raises(GameError, match=f"A full table of {n_players} players has 2\\^{n_players} entries"):
        tabulate_game(n_players, lambda players: float(len(players)))
