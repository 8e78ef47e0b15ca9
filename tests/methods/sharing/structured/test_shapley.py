"""The Shapley value of a structured game is that of its table, or near it within the errors stated."""

from math import factorial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from methods.sharing.structured.games import make_stepped_game
from samverkan.methods.sharing.errors import GameError
from samverkan.methods.sharing.structured import (
    HostPart,
    Integration,
    curve_of_tangents,
    make_structured_game,
    power_curve,
    structured_shapley,
)
from samverkan.methods.sharing.structured.curve import Power


def slow_shapley(game):
    """Return the Shapley value from its definition over all coalitions."""
    n, table = game.n_players, game.tabulate().table
    masks = np.arange(1 << n)
    sizes = np.bitwise_count(masks.astype(np.uint32))
    weights = np.array([factorial(s) * factorial(n - s - 1) / factorial(n) if s < n else 0 for s in range(n + 1)])
    found = []
    for player in range(n):
        without = masks[masks >> player & 1 == 0]
        found.append((weights[sizes[without]] * (table[without | 1 << player] - table[without])).sum())
    return np.array(found)


def make_scale_game(drivers, seed=1):
    """Return a game whose drivers are whole, in which it does not matter who hosts."""
    n = len(drivers)
    chance = np.random.default_rng(seed)
    own = np.tile(chance.uniform(0, 3, n), (n, 1))
    curve = power_curve(Power(2.0, 1.5, 0.8), 1.0, float(sum(drivers)), 9)
    return make_structured_game(np.full(n, 4.0), own, drivers, curve, [0, *chance.uniform(-1, 3, n)])


@settings(max_examples=30)
@given(drivers=st.lists(st.integers(1, 12), min_size=1, max_size=9), seed=st.integers(0, 1_000))
def test_where_hosts_do_not_differ_it_is_that_of_the_table(drivers, seed):
    game = make_scale_game(drivers, seed)

    found = structured_shapley(game, Integration(unit=1.0, nodes=10))

    assert found.shares == pytest.approx(slow_shapley(game), abs=1e-9)
    assert (found.host_part, found.rounding) == (HostPart.EXACT, 0)
    assert found.residual < 1e-10
    assert not found.standard_errors.any()


def test_a_hundred_players_share_the_whole_and_those_alike_pay_alike():
    drivers = np.random.default_rng(3).integers(5, 400, 100)
    drivers[:2] = 77
    curve = power_curve(Power(2.0, 1.5, 0.8), 5.0, float(drivers.sum()), 9)
    game = make_structured_game(np.zeros(100), np.zeros((100, 100)), drivers, curve, np.zeros(101))

    found = structured_shapley(game, Integration(unit=1.0, nodes=50))
    fewer = structured_shapley(game, Integration(unit=1.0, nodes=30))

    assert found.shares.sum() == pytest.approx(game.total, rel=1e-12)
    assert found.residual < 1e-9
    assert found.shares[0] == found.shares[1]
    assert np.array_equal(np.argsort(drivers, kind="stable"), np.argsort(found.shares.round(9), kind="stable"))
    assert fewer.shares == pytest.approx(found.shares, rel=1e-6)


@pytest.mark.parametrize("seed", range(3))
def test_where_a_host_is_chosen_it_is_near_that_of_the_table_within_its_standard_errors(seed):
    game = make_stepped_game(7, seed)
    whole = make_structured_game(
        game.host_costs, game.host_member_costs, np.rint(game.drivers * 2), game.curve, game.coordination
    )

    found = structured_shapley(whole, Integration(unit=1.0, n_orders=2_000), np.random.default_rng(seed))

    off = np.abs(found.shares - slow_shapley(whole))
    assert found.host_part is HostPart.SAMPLED
    assert (off < 4.5 * found.standard_errors).all()
    assert found.standard_errors.max() < 0.05
    assert found.shares.sum() == pytest.approx(whole.total)


def test_the_same_seed_gives_the_same():
    game, asked = make_stepped_game(6, 2), Integration(unit=0.1, n_orders=20)

    first, again, other = (structured_shapley(game, asked, np.random.default_rng(seed)).shares for seed in (1, 1, 2))

    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_a_finer_grid_rounds_less():
    game = make_stepped_game(6, 2)

    coarse, fine = (
        structured_shapley(game, Integration(unit, n_orders=2), np.random.default_rng(1)).rounding
        for unit in (1.0, 0.01)
    )

    assert 0 < fine < 0.01 < coarse


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (Integration(0.0), "A grid of 0, 40 nodes and 500 orders give no Shapley value"),
        (Integration(1.0, nodes=1), "A grid of 1, 1 nodes"),
        (Integration(1e-9), "cells under the sum of drivers; at most 4,194,304"),
        (Integration(1.0), "It matters who hosts, so orders of joining are drawn. Hand in chance, seeded."),
    ],
)
def test_what_gives_no_value_is_refused_in_words(asked, message):
    game = make_structured_game([1, 2], np.zeros((2, 2)), [3, 4], curve_of_tangents([1], [0]), [0, 0, 0])

    with pytest.raises(GameError, match=message):
        structured_shapley(game, asked)
