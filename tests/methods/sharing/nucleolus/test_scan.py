"""The compiled pass beside the plain one: the same figures, to the last bit."""

import subprocess
import sys

import numpy as np
import pytest

from methods.sharing.nucleolus.makers import make_random_game, sizes_of
from samverkan.methods.sharing.game import make_game
from samverkan.methods.sharing.nucleolus.rules import least_core, nucleolus
from samverkan.methods.sharing.nucleolus.scan import Pace, is_compiled, lay_out, prepare, worst_per_block
from samverkan.methods.sharing.nucleolus.weighing import Weights

pytest.importorskip("numba", reason="the extra `fast` is not installed")


@pytest.mark.parametrize("weights", [Weights.EQUAL, Weights.PER_CAPITA, Weights.PROPORTIONAL])
@pytest.mark.parametrize("n_players", [2, 3, 7, 13, 17])
def test_both_passes_find_the_same_complaints(n_players, weights):
    game = make_random_game(1, n_players)
    shares = np.random.default_rng(2).normal(size=n_players)

    worst = []
    for pace in (Pace.PLAIN, Pace.COMPILED):
        board = lay_out(game, weights, pace)
        worst.append(worst_per_block(board, prepare(board, shares, 0.3)))

    np.testing.assert_array_equal(*worst)


@pytest.mark.parametrize("weights", [Weights.EQUAL, Weights.PER_CAPITA, Weights.PROPORTIONAL])
@pytest.mark.parametrize("n_players", [4, 9, 14])
def test_both_passes_lead_to_the_same_nucleolus(n_players, weights):
    game = make_random_game(3, n_players)

    plain, fast = (nucleolus(game, weights, pace=pace) for pace in (Pace.PLAIN, Pace.COMPILED))

    assert fast.shares.tolist() == plain.shares.tolist()
    assert (fast.levels, fast.certificate, fast.n_scans) == (plain.levels, plain.certificate, plain.n_scans)


def test_both_passes_lead_to_the_same_least_core():
    game = make_random_game(4, 12)

    plain, fast = (least_core(game, pace=pace) for pace in (Pace.PLAIN, Pace.COMPILED))

    assert (fast.complaint, fast.coalitions) == (plain.complaint, plain.coalitions)


def test_a_small_game_never_waits_for_a_compiler():
    code = (
        "import sys\nfrom samverkan.methods.sharing.game import make_game\n"
        "from samverkan.methods.sharing.nucleolus.rules import nucleolus\n"
        "for _ in range(20):\n    nucleolus(make_game([(s > 0) * (1 + s.bit_count()) for s in range(1 << 10)]))\n"
        "print('numba' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"


def test_a_large_game_is_read_by_the_compiled_pass():
    assert is_compiled(lay_out(make_game(np.sqrt(sizes_of(22))), Weights.EQUAL))
