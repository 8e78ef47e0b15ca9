"""The certificate tells the nucleolus from what is not."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from methods.sharing.nucleolus.makers import make_random_game, search_by_hand, sum_up
from samverkan.methods.sharing.errors import SharingError
from samverkan.methods.sharing.game import GameKind, make_game
from samverkan.methods.sharing.nucleolus.certificate import certify
from samverkan.methods.sharing.nucleolus.result import Among, Certificate, Fault
from samverkan.methods.sharing.nucleolus.rules import least_core, nucleolus
from samverkan.methods.sharing.nucleolus.weighing import Weights

GAME = make_game([0, 6, 8, 9, 9, 12, 14, 15])
WEIGHTS = [Weights.EQUAL, Weights.PER_CAPITA, Weights.PROPORTIONAL]


@settings(max_examples=60)
@given(st.integers(0, 10_000), st.integers(2, 8), st.sampled_from(GameKind), st.sampled_from(WEIGHTS))
def test_shares_beside_the_nucleolus_are_refused(seed, n_players, kind, weights):
    game = make_random_game(seed, n_players, kind)
    rng = np.random.default_rng(seed)
    giver, taker = rng.permutation(n_players)[:2]
    amount = 10.0 ** rng.integers(-5, 1)
    shares = nucleolus(game, weights, Among.ALL_SHARES).shares.copy()
    assert certify(game, shares, weights, Among.ALL_SHARES).is_valid

    shares[giver] -= amount
    shares[taker] += amount

    assert certify(game, shares, weights, Among.ALL_SHARES).fault is Fault.BALANCE


@pytest.mark.parametrize("n_players", [10, 14])
@pytest.mark.parametrize("weights", WEIGHTS)
def test_another_point_of_the_least_core_is_refused(n_players, weights):
    game = make_random_game(5, n_players)
    weak, strong = least_core(game, weights), nucleolus(game, weights, Among.ALL_SHARES)

    certificate = certify(game, weak.shares, weights, Among.ALL_SHARES)

    assert certificate.is_valid == np.allclose(weak.shares, strong.shares, atol=1e-6)


def test_the_nucleolus_of_other_weights_is_refused():
    per_capita = nucleolus(GAME, Weights.PER_CAPITA).shares

    assert certify(GAME, per_capita, Weights.PER_CAPITA).is_valid
    assert certify(GAME, per_capita, Weights.EQUAL).fault is Fault.BALANCE


def test_no_share_on_a_grid_has_smaller_complaints_than_the_nucleolus():
    shares = nucleolus(GAME).shares

    assert search_by_hand(GAME, 60) == pytest.approx(shares)
    assert certify(GAME, shares).is_valid


def test_shares_that_miss_the_whole_are_refused():
    assert certify(GAME, nucleolus(GAME).shares + 0.01) == Certificate(Fault.SUM, 0, (7,))


def test_shares_that_leave_a_player_worse_off_than_alone_are_refused_among_imputations():
    game = make_game([0, 4, 4, 6, 4, 6, 6, 11])
    shares = [4.5, 3.5, 3.0]

    certificate = certify(game, shares)

    assert certificate == Certificate(Fault.ALONE, 0, (1,))
    assert certify(game, shares, among=Among.ALL_SHARES).fault is Fault.BALANCE


def test_thousands_of_coalitions_that_tie_are_checked_all():
    own = np.arange(1.0, 14.0)
    game = make_game(sum_up(own))

    assert certify(game, own).is_valid
    assert certify(game, own + np.eye(13)[0] - np.eye(13)[5], among=Among.ALL_SHARES).fault is Fault.BALANCE


@pytest.mark.parametrize("shares", [[1.0, 2.0], [1.0, 2.0, np.nan], [[15.0, 0.0, 0.0]]])
def test_there_is_one_finite_share_per_player(shares):
    with pytest.raises(SharingError, match=r"^A game of 3 players has as many shares, all of them finite\.$"):
        certify(GAME, shares)
