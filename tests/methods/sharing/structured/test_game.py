"""A structured game costs what its formula says, with and without a table."""

import numpy as np
import pytest

from methods.sharing.structured.games import coalitions_of, cost_by_hand, make_model_game, make_stepped_game
from samverkan.methods.sharing.errors import GameError
from samverkan.methods.sharing.game import mask_of
from samverkan.methods.sharing.structured import curve_of_tangents, make_structured_game, power_curve
from samverkan.methods.sharing.structured.curve import Curve, Power

FLAT = curve_of_tangents([0.0], [1.0])


@pytest.mark.parametrize("make", [make_stepped_game, make_model_game])
def test_every_coalition_costs_what_the_formula_says(make):
    game = make(6, seed=3)
    coalitions = coalitions_of(6)
    expected = [cost_by_hand(game, one) for one in coalitions]

    table = game.tabulate().table
    memberships = np.array([[player in one for player in range(6)] for one in coalitions])

    assert [game.cost(one) for one in coalitions] == pytest.approx(expected, rel=1e-12)
    assert [table[mask_of(one)] for one in coalitions] == pytest.approx(expected, rel=1e-12)
    assert game.costs(memberships) == pytest.approx(expected, rel=1e-12)
    assert game.cost([]) == table[0] == 0
    assert game.alone == pytest.approx(expected[:6])
    assert game.total == pytest.approx(expected[-1])


def test_a_table_is_the_same_whatever_the_number_of_players():
    game = make_model_game(11, seed=8)

    table = game.tabulate().table

    chosen = np.random.default_rng(1).integers(1, 2**11, 60)
    by_hand = [cost_by_hand(game, [player for player in range(11) if mask >> player & 1]) for mask in chosen.tolist()]
    assert table[chosen] == pytest.approx(by_hand, rel=1e-12)


def test_the_host_is_the_cheapest_member():
    game = make_structured_game([9, 1, 0], np.zeros((3, 3)), [1, 1, 1], FLAT, np.zeros(4))

    assert (game.host_of([0, 1]), game.host_of([0, 1, 2]), game.host_of([0])) == (1, 2, 0)


def test_a_host_is_chosen_only_where_hosts_differ():
    visits = [[0, 5], [2, 0]]

    assert make_structured_game([1, 1], visits, [1, 1], FLAT, [0, 0, 0]).has_host_choice
    assert make_structured_game([1, 2], [[3, 5]] * 2, [1, 1], FLAT, [0, 0, 0]).has_host_choice
    assert not make_structured_game([1, 1], [[3, 5]] * 2, [1, 1], FLAT, [0, 0, 0]).has_host_choice


def test_tangents_touch_the_curve_at_the_ends_and_lie_above_it_by_no_more_than_the_gap():
    curve = power_curve(Power(1.0, 2.0, 0.9), 10.0, 1e6, 12)
    points = np.geomspace(10, 1e6, 40_001)

    over = curve.lowest_tangent(points) - curve.at(points)

    assert over.min() >= -1e-9
    assert over.max() <= curve.gap(10.0, 1e6) * (1 + 1e-12)
    assert over.max() >= 0.999 * curve.gap(10.0, 1e6)
    assert curve.lowest_tangent([10.0, 1e6]) == pytest.approx(curve.at([10.0, 1e6]))


def test_the_gap_shrinks_with_the_square_of_the_number_of_tangents():
    gaps = [power_curve(Power(0.0, 1.0, 0.9), 1.0, 1e4, n + 1).gap(1.0, 1e4) for n in (50, 100)]

    assert gaps[0] / gaps[1] == pytest.approx(4, rel=0.1)


def test_a_curve_without_effect_of_scale_has_no_gap():
    assert power_curve(Power(2.0, 3.0, 1.0), 1.0, 9.0, 4).gap(1.0, 9.0) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (([], [], [], FLAT, [0]), "at least one player"),
        (([1], [[0]], [0.0], FLAT, [0, 0]), "The driver of player 0 is 0. A driver must be above 0."),
        (([1, 2], [[0, 0]], [1, 1], FLAT, [0, 0, 0]), r"have the shape \(1, 2\); the players ask for \(2, 2\)"),
        (([1, 2], [[0, 0], [0, np.nan]], [1, 1], FLAT, [0, 0, 0]), r"no finite number at \(1, 1\)"),
        (([1, np.inf], np.zeros((2, 2)), [1, 1], FLAT, [0, 0, 0]), "host costs have no finite number at 1"),
        (([1], [[0]], [1], FLAT, [1, 0]), "Coordination of nobody must cost 0."),
    ],
)
def test_parts_that_make_no_game_are_refused_in_words(parts, message):
    with pytest.raises(GameError, match=message):
        make_structured_game(*parts)


def test_a_curve_with_growing_steps_is_refused():
    convex = Curve(np.array([1.0]), np.array([0.0]), exact=lambda total: total**2)

    with pytest.raises(GameError, match="At a total driver of 4 the curve lies 12 above a tangent of its own"):
        make_structured_game([0, 0], np.zeros((2, 2)), [2, 2], convex, [0, 0, 0])


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: curve_of_tangents([], []), "one or more lines"),
        (lambda: curve_of_tangents([1, np.nan], [0, 0]), "missing or infinite"),
        (lambda: power_curve(Power(0, 1, 1.2), 1, 2, 3), r"P\^1.2 does not fall per unit"),
        (lambda: power_curve(Power(0, 1, 0.5), 0, 2, 3), "make no grid"),
    ],
)
def test_a_curve_that_cannot_be_is_refused_in_words(ask, message):
    with pytest.raises(GameError, match=message):
        ask()


def test_a_table_of_too_many_and_a_player_that_does_not_exist_are_refused():
    game = make_stepped_game(26)

    with pytest.raises(GameError, match=r"A full table of 26 players has 2\^26 entries; at most 25"):
        game.tabulate()
    with pytest.raises(GameError, match="names a player twice or one that does not exist; there are players 0 to 25"):
        game.cost([3, 26])
    with pytest.raises(GameError, match="names a player twice"):
        game.cost([3, 3])
