"""The compiled pass beside the plain one: the same figures, to the last bit."""

import numpy as np
import pytest

from methods.sharing.nucleolus.makers import make_random_game
from samverkan.methods.sharing.nucleolus.rules import least_core, nucleolus
from samverkan.methods.sharing.nucleolus.scan import FAST_FROM, lay_out, prepare, worst_per_block
from samverkan.methods.sharing.nucleolus.weighing import Weights

pytest.importorskip("numba", reason="the extra `fast` is not installed")

ALWAYS, NEVER = 1, 1 << 60


@pytest.mark.parametrize("weights", [Weights.EQUAL, Weights.PER_CAPITA, Weights.PROPORTIONAL])
@pytest.mark.parametrize("n_players", [2, 3, 7, 13, 17])
def test_both_passes_find_the_same_complaints(n_players, weights):
    game = make_random_game(1, n_players)
    shares = np.random.default_rng(2).normal(size=n_players)

    worst = []
    for fast_from in (NEVER, ALWAYS):
        board = lay_out(game, weights, fast_from)
        worst.append(worst_per_block(board, prepare(board, shares, 0.3)))

    np.testing.assert_array_equal(*worst)


@pytest.mark.parametrize("weights", [Weights.EQUAL, Weights.PER_CAPITA, Weights.PROPORTIONAL])
@pytest.mark.parametrize("n_players", [4, 9, 14])
def test_both_passes_lead_to_the_same_nucleolus(n_players, weights):
    game = make_random_game(3, n_players)

    plain, fast = (nucleolus(game, weights, fast_from=fast_from) for fast_from in (NEVER, ALWAYS))

    assert fast.shares.tolist() == plain.shares.tolist()
    assert (fast.levels, fast.certificate, fast.n_scans) == (plain.levels, plain.certificate, plain.n_scans)


def test_both_passes_lead_to_the_same_least_core():
    game = make_random_game(4, 12)

    plain, fast = (least_core(game, fast_from=fast_from) for fast_from in (NEVER, ALWAYS))

    assert (fast.complaint, fast.coalitions) == (plain.complaint, plain.coalitions)


def test_a_small_game_never_waits_for_a_compiler():
    board = lay_out(make_random_game(1, 10), Weights.EQUAL)

    assert FAST_FROM > 1 << 10
    assert not board.is_fast
