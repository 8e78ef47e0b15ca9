"""What holds for every nucleolus."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from methods.sharing.nucleolus.makers import make_random_game, sizes_of, sum_up
from samverkan.methods.sharing.game import Game, GameKind, make_game
from samverkan.methods.sharing.nucleolus.result import Among
from samverkan.methods.sharing.nucleolus.rules import least_core, nucleolus
from samverkan.methods.sharing.nucleolus.weighing import Weights

ADDITIVE = (Weights.EQUAL, Weights.PER_CAPITA)
few = settings(max_examples=25)
seeds, numbers = st.integers(0, 10_000), st.integers(2, 7)
kinds, domains = st.sampled_from(GameKind), st.sampled_from(Among)
weights_of_any_kind = st.sampled_from([Weights.EQUAL, Weights.PER_CAPITA, Weights.PROPORTIONAL])


def complaints(game, shares):
    costs = game.as_costs().table
    return (sum_up(shares if game.kind is GameKind.COST else -shares) - costs)[1:-1]


def rename(game: Game, order) -> Game:
    masks = sum_up([1 << player for player in order]).astype(int)
    return make_game(game.table[masks], game.kind)


@few
@given(seeds, numbers, kinds, weights_of_any_kind, domains)
def test_shares_sum_to_the_whole_and_are_certified(seed, n_players, kind, weights, among):
    game = make_random_game(seed, n_players, kind)

    found = nucleolus(game, weights, among)

    assert found.shares.sum() == pytest.approx(game.total)
    assert found.certificate.is_valid
    assert found.n_ignored == 0


@few
@given(seeds, numbers, kinds, weights_of_any_kind)
def test_no_player_is_worse_off_than_alone_among_imputations(seed, n_players, kind, weights):
    game = make_random_game(seed, n_players, kind)

    shares = nucleolus(game, weights).shares

    loss = shares - game.alone if kind is GameKind.COST else game.alone - shares
    assert loss.max() <= 1e-9


@few
@given(seeds, numbers, kinds)
def test_the_first_level_is_the_greatest_complaint_and_that_of_the_least_core(seed, n_players, kind):
    game = make_random_game(seed, n_players, kind)

    found = nucleolus(game, among=Among.ALL_SHARES)

    greatest = complaints(game, found.shares).max()
    least = least_core(game)
    assert found.levels[0].complaint == pytest.approx(greatest)
    assert least.complaint == pytest.approx(greatest, abs=1e-8)
    assert complaints(game, least.shares).max() == pytest.approx(greatest, abs=1e-7)
    assert least.is_core_empty == (greatest > 1e-7)


@few
@given(seeds, numbers, kinds)
def test_levels_fall_and_each_coalition_of_a_level_has_its_complaint(seed, n_players, kind):
    game = make_random_game(seed, n_players, kind)

    found = nucleolus(game, among=Among.ALL_SHARES)

    levels = [level.complaint for level in found.levels]
    assert levels == sorted(levels, reverse=True)
    all_complaints = complaints(game, found.shares)
    held = [all_complaints[np.array(level.coalitions) - 1].tolist() for level in found.levels]
    assert held == [[pytest.approx(level, abs=1e-8)] * len(one) for level, one in zip(levels, held, strict=True)]


@few
@given(seeds, numbers, st.floats(0.01, 1000), st.sampled_from(ADDITIVE))
def test_another_unit_and_costs_of_ones_own_change_shares_alike(seed, n_players, factor, weights):
    game = make_random_game(seed, n_players)
    own = np.random.default_rng(seed).uniform(0, 10, n_players)

    shares = nucleolus(make_game(factor * game.table + sum_up(own)), weights).shares

    assert shares == pytest.approx(factor * nucleolus(game, weights).shares + own, abs=1e-6)


@few
@given(seeds, numbers, weights_of_any_kind, st.randoms(use_true_random=False))
def test_renaming_players_renames_their_shares(seed, n_players, weights, random):
    game = make_random_game(seed, n_players)
    order = random.sample(range(n_players), n_players)

    shares = nucleolus(rename(game, order), weights).shares

    assert shares == pytest.approx(nucleolus(game, weights).shares[order], abs=1e-8)


@few
@given(seeds, st.integers(3, 7), weights_of_any_kind)
def test_players_who_are_alike_pay_alike(seed, n_players, weights):
    game = make_random_game(seed, n_players)
    swapped = rename(game, [1, 0, *range(2, n_players)])

    shares = nucleolus(make_game((game.table + swapped.table) / 2), weights).shares

    assert shares[0] == pytest.approx(shares[1])


@few
@given(seeds, numbers, st.sampled_from(ADDITIVE))
def test_a_player_who_adds_only_its_own_cost_pays_it(seed, n_players, weights):
    game = make_random_game(seed, n_players)
    concave = 5 * np.sqrt(sizes_of(n_players)) + sum_up(np.random.default_rng(seed).uniform(0, 3, n_players))
    with_dummy = np.concatenate([concave, concave + 7])

    shares = nucleolus(make_game(with_dummy), weights).shares

    assert game.n_players == n_players
    assert shares[-1] == pytest.approx(7)


@few
@given(seeds, numbers, weights_of_any_kind)
def test_the_nucleolus_lies_in_the_core_of_a_concave_game(seed, n_players, weights):
    rng = np.random.default_rng(seed)
    table = np.sqrt(sum_up(rng.uniform(1, 100, n_players))) + sum_up(rng.uniform(0, 5, n_players))
    game = make_game(table)

    found = nucleolus(game, weights)

    assert complaints(game, found.shares).max() <= 1e-9
    assert not least_core(game, weights).is_core_empty


@few
@given(seeds, st.integers(2, 8), st.sampled_from(ADDITIVE), st.floats(0.1, 0.7))
def test_an_unknown_coalition_weighs_as_one_too_dear_to_leave(seed, n_players, weights, part):
    table = make_random_game(seed, n_players).table.copy()
    is_unknown = (np.random.default_rng(seed).random(table.size) < part) & (sizes_of(n_players) > 1)
    is_unknown[-1] = False

    found = nucleolus(make_game(np.where(is_unknown, np.nan, table)), weights)

    assert found.n_ignored == is_unknown.sum()
    assert found.certificate.is_valid
    assert found.shares == pytest.approx(
        nucleolus(make_game(np.where(is_unknown, 500, table)), weights).shares, abs=1e-5
    )


@few
@given(seeds, numbers, weights_of_any_kind)
def test_savings_are_shared_as_the_costs_that_they_leave(seed, n_players, weights):
    game = make_random_game(seed, n_players, GameKind.SAVINGS)

    found = nucleolus(game, weights)

    assert found.certificate.is_valid
    if weights is not Weights.PROPORTIONAL:
        assert found.shares == pytest.approx(-nucleolus(game.as_costs(), weights).shares)
