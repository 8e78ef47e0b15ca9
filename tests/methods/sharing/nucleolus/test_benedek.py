"""The random games of Benedek, Fliege and Nguyen (2021), Mathematical Programming 190: 135-170, with their nucleoli.

All games of 5, 10 and 15 players are checked here. Those of 20 take 15 s more: `SAMVERKAN_SLOW=1` includes them.
"""

import os

import numpy as np
import pytest

from methods.sharing.nucleolus.benedek import draw, make_benedek_game
from methods.sharing.nucleolus.makers import read_games
from samverkan.methods.sharing.nucleolus.rules import nucleolus

SIZES = (5, 10, 15, 20) if os.environ.get("SAMVERKAN_SLOW") else (5, 10, 15)


def read_cases(shared, kind, n_players):
    cases = read_games(shared, "benedek2021_nucleolus_share")["cases"]
    return [case for case in cases if (case["type"], case["n"]) == (kind, n_players)]


def test_the_draws_are_those_of_the_microsoft_library():
    assert draw(1, 6).tolist() == [41, 18467, 6334, 26500, 19169, 15724]


@pytest.mark.parametrize("n_players", SIZES)
@pytest.mark.parametrize("kind", [1, 2, 3, 4])
def test_random_games_have_the_stored_nucleolus(shared, kind, n_players):
    cases = read_cases(shared, kind, n_players)
    games = [make_benedek_game(kind, n_players, case["seed"]) for case in cases]

    found = [nucleolus(game) for game in games]

    assert len(cases) == 30
    assert [[game.total, *game.table[1:8]] for game in games] == [[case["vN"], *case["first"]] for case in cases]
    farthest = [np.abs(one.shares - case["nucleolus"]).max() for one, case in zip(found, cases, strict=True)]
    assert max(farthest) < 1e-6
    assert all(one.certificate.is_valid for one in found)
