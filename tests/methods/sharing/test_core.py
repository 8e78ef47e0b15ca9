"""Whether the core is empty, with proof, and its bounds."""

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.optimize import linprog

from methods.sharing.games import (
    game_of,
    make_basic_game,
    make_concave_game,
    make_random_game,
    read_game,
    read_synthetic,
    tables,
)
from samverkan.methods.sharing.complaints import core_test, separable_costs
from samverkan.methods.sharing.core import core_bounds, find_core_point, is_core_empty
from samverkan.methods.sharing.errors import GameError
from samverkan.methods.sharing.game import GameKind, make_game


def assert_proved(game, answer):
    """An empty core is proved by balanced coalitions that cost less than everyone; another by a point."""
    if not answer.is_empty:
        assert core_test(game, answer.point, tolerance=1e-7).is_in_core
        return
    costs = game.as_costs()
    for player in range(game.n_players):
        assert sum(weight for mask, weight in answer.balanced if mask >> player & 1) == pytest.approx(1)
    covered = sum(weight * costs.table[mask] for mask, weight in answer.balanced)
    assert answer.shortfall == pytest.approx(costs.total - covered)
    assert answer.shortfall > 0


@settings(max_examples=60)
@given(tables(n_most=4))
def test_every_answer_is_proved(amounts):
    for kind in GameKind:
        game = game_of(amounts, kind)

        assert_proved(game, find_core_point(game))


@pytest.mark.parametrize("n_players", [5, 9, 12])
def test_concave_games_have_a_core_and_its_bounds_are_own_and_separable_costs(n_players):
    # Shapley (1971): every order of joining gives a corner of the core of a concave game.
    game = make_concave_game(n_players)

    found = core_bounds(game)

    assert_proved(game, found.answer)
    assert found.most == pytest.approx(game.alone, abs=1e-6)
    assert found.least == pytest.approx(separable_costs(game), abs=1e-6)


def test_the_published_games_have_a_core(shared):
    games = [read_game(shared, name)[0] for name in ("young1982_skane", "tva_1930s", "airport_4")]
    games += [game for game, _ in read_synthetic(shared)]

    for game in games:
        answer = find_core_point(game)

        assert not answer.is_empty
        assert_proved(game, answer)


def test_the_core_of_the_skane_water_study_lies_between_its_bounds(shared):
    game, printed = read_game(shared, "young1982_skane")

    found = core_bounds(game)

    nucleolus = np.array(printed["computed"]["nucleolus"])
    assert (found.least <= nucleolus + 1e-6).all()
    assert (nucleolus <= found.most + 1e-6).all()
    assert (found.most <= game.alone + 1e-6).all()
    assert (found.least >= separable_costs(game) - 1e-6).all()


def bounds_by_all_coalitions(game):
    """The least and most of each player when every coalition is a row from the start; None when nothing fits."""
    inside = (np.arange(1, game.everyone)[:, None] >> np.arange(game.n_players) & 1).astype(float)
    ends = []
    for sign in (1, -1):
        for player in range(game.n_players):
            found = linprog(
                sign * np.eye(game.n_players)[player],
                A_ub=inside,
                b_ub=game.table[1:-1],
                A_eq=np.ones((1, game.n_players)),
                b_eq=[game.total],
                bounds=(None, None),
            )
            if found.status != 0:
                return None
            ends.append(sign * found.fun)
    return np.array(ends).reshape(2, -1)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("amount", [1, 1e9])
def test_the_bounds_are_those_of_all_coalitions_at_once(seed, amount):
    noise = np.random.default_rng(seed).random(64) - (seed % 2) * 3
    noise[[0, -1]] = 0
    game = make_game((make_concave_game(6, seed=seed).table + noise) * amount)

    found, expected = core_bounds(game), bounds_by_all_coalitions(game)

    assert_proved(game, found.answer)
    assert found.answer.is_empty is (expected is None) is bool(seed % 2)
    if expected is not None:
        assert np.array([found.least, found.most]) == pytest.approx(expected, rel=1e-6, abs=1e-6 * amount)


def test_the_bounds_of_ten_are_those_of_all_coalitions_at_once():
    noise = np.random.default_rng(1).random(1 << 10)
    noise[[0, -1]] = 0
    game = make_game(make_concave_game(10).table + noise)

    found, expected = core_bounds(game), bounds_by_all_coalitions(game)

    assert np.array([found.least, found.most]) == pytest.approx(expected, rel=1e-6, abs=1e-6)


def test_savings_have_bounds_in_savings():
    found = core_bounds(make_game([0, 0, 0, 6, 0, 6, 0, 6], GameKind.SAVINGS))

    # Without player 0 there is nothing to share, and it may leave either of the others aside.
    assert found.least == pytest.approx(np.array([6, 0, 0]), abs=1e-7)
    assert found.most == pytest.approx(np.array([6, 0, 0]), abs=1e-7)


def test_two_of_three_who_may_take_all_leave_the_core_empty():
    game = make_game([0, 0, 0, 1, 0, 1, 1, 1], GameKind.SAVINGS)

    found = core_bounds(game)

    assert (found.answer.is_empty, found.least, found.most) == (True, None, None)
    assert dict(found.answer.balanced) == pytest.approx({3: 0.5, 5: 0.5, 6: 0.5})
    assert found.answer.shortfall == pytest.approx(0.5)


def test_a_grand_coalition_that_costs_more_than_all_alone_has_no_core():
    answer = find_core_point(make_game([0, 4, 4, 10]))

    assert answer.is_empty
    assert answer.shortfall == pytest.approx(2)


def test_what_is_not_known_holds_nobody_back():
    game = make_basic_game([10, 10, 10], 24)

    found = core_bounds(game)

    assert found.answer.n_missing == 3
    assert found.least == pytest.approx(np.array([4, 4, 4]))
    assert found.most == pytest.approx(np.array([10, 10, 10]))


def test_without_own_costs_there_is_no_bound():
    found = core_bounds(make_game([0, np.nan, np.nan, 10]))

    assert (found.least.tolist(), found.most.tolist()) == ([-np.inf] * 2, [np.inf] * 2)


def test_one_player_has_a_core_of_one_point():
    found = core_bounds(make_game([0, 7]))

    assert (found.least.tolist(), found.most.tolist()) == ([7.0], [7.0])


def test_a_free_game_has_a_core():
    assert not is_core_empty(make_game(np.zeros(8)))


def test_the_grand_coalition_must_be_known():
    with pytest.raises(GameError, match="1 of 1 coalitions that this rule needs are not known; the first is 3"):
        is_core_empty(make_game([0, 1, 1, np.nan]))


def test_a_random_game_of_twelve_is_decided():
    game = make_random_game(12)

    assert_proved(game, find_core_point(game))
