"""The smallest change that makes shares hold, and the smallest subsidy where nothing holds."""

import json

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from samverkan.methods.sharing.complaints import core_test
from samverkan.methods.sharing.core import find_core_point
from samverkan.methods.sharing.errors import SharingError, UndefinedError
from samverkan.methods.sharing.game import GameKind, make_game
from samverkan.methods.sharing.stabilising import stabilise

tables = st.lists(st.integers(1, 40), min_size=7, max_size=7).map(lambda entries: [0, *entries])
shares = st.tuples(*[st.integers(0, 20)] * 2)


def test_a_member_that_pays_more_than_alone_gets_that_much_off():
    found = stabilise(make_game([0, 6, 8, 10]), [9, 1])

    assert found.change.round(9).tolist() == [-3.0, 3.0]
    assert found.moved == pytest.approx(3)


def test_shares_in_the_core_need_no_change():
    found = stabilise(make_game([0, 6, 8, 10]), [5, 5])

    assert (found.change.tolist(), found.moved, found.subsidy) == ([0.0, 0.0], 0.0, 0.0)


def test_of_the_changes_that_move_least_the_most_even_is_told():
    # Player 2 must pay 4 less; the two others can bear all of it or half each.
    found = stabilise(make_game([0, 9, 9, 18, 2, 11, 11, 12]), [3, 3, 6])

    assert found.change.round(9).tolist() == [2.0, 2.0, -4.0]


def test_where_nothing_holds_the_smallest_subsidy_is_told():
    # Each pair can do with 4, so three can bear 6 of the 7 (each pair's shares sum to 4).
    found = stabilise(make_game([0, 3, 3, 4, 3, 4, 4, 7]), [3, 2, 2])

    assert found.is_core_empty
    assert found.change is None
    assert found.subsidy == pytest.approx(1)
    assert found.subsidised.round(9).tolist() == [2.0, 2.0, 2.0]


def test_in_a_savings_game_the_change_is_of_savings():
    found = stabilise(make_game([0, 0, 4, 10], GameKind.SAVINGS), [8, 2])

    assert found.change.round(9).tolist() == [-2.0, 2.0]


def test_the_demand_that_a_share_below_the_core_makes_in_the_water_game_is_met(shared):
    # The shares by population of Young, Okada and Hashimoto (1982) leave the core.
    data = json.loads((shared / "reference/games/young1982_skane.json").read_text(encoding="utf-8"))
    game = make_game(data["table"])
    by_parts = np.full(6, game.total / 6)

    found = stabilise(game, by_parts)

    assert not core_test(game, by_parts).is_in_core
    assert core_test(game, by_parts + found.change, 1e-8).is_in_core


@settings(max_examples=100)
@given(tables, shares)
def test_the_changed_shares_are_in_the_core_and_no_smaller_change_reaches_the_known_point(table, first_two):
    game = make_game(table)
    asked = np.array([*first_two, game.total - sum(first_two)], dtype=float)
    core = find_core_point(game)

    found = stabilise(game, asked)

    assert found.is_core_empty == core.is_empty
    if core.is_empty:
        assert found.subsidy > 0
        assert found.subsidised.sum() == pytest.approx(game.total - found.subsidy)
    else:
        assert core_test(game, asked + found.change, 1e-8).is_in_core
        assert found.moved <= np.abs(core.point - asked).sum() / 2 + 1e-6
        assert (found.moved < 1e-6) == core_test(game, asked, 1e-8).is_in_core


@settings(max_examples=40)
@given(tables, shares)
def test_renaming_the_players_renames_the_change_and_moves_as_much(table, first_two):
    game = make_game(table)
    asked = np.array([*first_two, game.total - sum(first_two)], dtype=float)
    swapped = make_game([table[mask & 4 | (mask & 1) << 1 | (mask & 2) >> 1] for mask in range(8)])

    one, other = stabilise(game, asked), stabilise(swapped, asked[[1, 0, 2]])

    assume(not one.is_core_empty)
    assert other.moved == pytest.approx(one.moved, abs=1e-6)


def test_unknown_coalitions_have_no_voice_and_are_counted():
    found = stabilise(make_game([0, 6, np.nan, 9, 5, np.nan, 8, 12]), [7, 3, 2])

    assert found.n_missing == 2
    assert found.moved == pytest.approx(1)


def test_one_player_bears_the_whole():
    assert stabilise(make_game([0, 5]), [3]).change.tolist() == [2.0]


def test_without_a_total_nothing_is_said():
    with pytest.raises(UndefinedError, match="What all the players cost together is not known"):
        stabilise(make_game([0, 6, 8, np.nan]), [7, 3])


def test_a_player_of_whom_nothing_is_known_can_bear_what_the_others_must_not():
    found = stabilise(make_game([0, 1, np.nan, np.nan, np.nan, 2, np.nan, 9]), [4, 4, 1])

    assert found.change.round(9).tolist() == [-3.0, 3.0, 0.0]


@pytest.mark.parametrize("asked", [[1, 2, 3], [1, np.nan]])
def test_shares_must_be_one_finite_number_for_each(asked):
    with pytest.raises(SharingError, match="one finite share for each of the 2 players"):
        stabilise(make_game([0, 6, 8, 10]), asked)
