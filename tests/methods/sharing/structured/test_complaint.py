"""The greatest complaint found without a table is that of all coalitions."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from methods.sharing.structured.games import all_coalitions, make_model_game, make_stepped_game, make_towns
from samverkan.methods.sharing.errors import GameError
from samverkan.methods.sharing.structured import PUBLISHED_RANGES, build_game, greatest_complaint, modal_model
from samverkan.methods.sharing.structured.ranking import rank_coalitions


@settings(max_examples=40)
@given(n_players=st.integers(2, 9), seed=st.integers(0, 10_000))
def test_no_coalition_complains_more_when_the_curve_is_its_tangents(n_players, seed):
    game = make_stepped_game(n_players, seed)
    shares = np.random.default_rng(seed).uniform(0, 12, n_players)
    coalitions = all_coalitions(n_players)
    complaints = coalitions @ shares - game.costs(coalitions)

    found = greatest_complaint(game, shares)

    assert found.complaint == pytest.approx(complaints.max(), abs=1e-9)
    assert found.gap == pytest.approx(0, abs=1e-9)
    assert found.complaint == pytest.approx(shares[list(found.members)].sum() - game.cost(found.members), abs=1e-9)


@pytest.mark.parametrize("seed", range(6))
def test_a_smooth_curve_is_met_within_the_gap_that_is_stated(seed):
    game = make_model_game(10, seed, n_tangents=6)
    shares = game.alone * game.total / game.alone.sum()
    coalitions = all_coalitions(10)
    greatest = (coalitions @ shares - game.costs(coalitions)).max()

    found = greatest_complaint(game, shares)

    assert found.complaint <= greatest + 1e-9
    assert greatest <= found.bound + 1e-9
    assert found.gap <= 2 * game.tangent_gap + 1e-9


@settings(max_examples=40)
@given(n_players=st.integers(2, 8), seed=st.integers(0, 10_000))
def test_settled_coalitions_are_left_out_exactly(n_players, seed):
    game = make_stepped_game(n_players, seed)
    chance = np.random.default_rng(seed)
    shares = chance.uniform(0, 12, n_players)
    # Few values in the direction, so that many coalitions sum to 0, as when some shares are known already.
    direction = chance.integers(-1, 2, n_players) * 1.0
    coalitions = all_coalitions(n_players)
    complaints = coalitions @ shares - game.costs(coalitions)
    is_open = np.abs(coalitions @ direction) > 1e-9
    sizes = coalitions.sum(axis=1)

    ranking = rank_coalitions(game, shares, direction)

    for size in range(1, n_players):
        expected = complaints[is_open & (sizes == size)].max(initial=-np.inf)
        assert ranking.complaints[:, size - 1].max() == pytest.approx(expected, abs=1e-9)
    hosts, places = np.nonzero(np.isfinite(ranking.complaints))
    for host, place, one in zip(hosts, places, ranking.coalitions(hosts, places), strict=True):
        assert one.sum() == place + 1
        assert one[host]
        assert abs(one @ direction) > 1e-9
        assert one @ shares - game.cost(np.flatnonzero(one)) >= ranking.complaints[host, place] - 1e-9


def test_renaming_the_players_renames_the_coalition():
    game = make_model_game(40, seed=2)
    inhabitants, distances = make_towns(40, seed=2)
    order = np.random.default_rng(1).permutation(40)
    model = modal_model(PUBLISHED_RANGES)
    shares = game.alone * 0.97

    found = greatest_complaint(build_game(model, inhabitants, distances), shares)
    renamed = greatest_complaint(build_game(model, inhabitants[order], distances[np.ix_(order, order)]), shares[order])

    assert sorted(order[list(renamed.members)].tolist()) == list(found.members)
    assert renamed.complaint == pytest.approx(found.complaint)


def test_one_player_complains_of_what_is_paid_above_the_own_cost():
    game = make_stepped_game(1)

    found = greatest_complaint(game, [game.total + 2])

    assert (found.members, found.complaint, found.gap) == ((0,), pytest.approx(2), 0)


def test_shares_that_do_not_fit_are_refused():
    with pytest.raises(GameError, match=r"3 players need as many finite shares; the shares given have shape \(2,\)"):
        greatest_complaint(make_stepped_game(3), [1, 2])
