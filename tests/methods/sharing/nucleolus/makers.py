"""Games for these tests: the shared reference games, and made ones of every size."""

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samverkan.methods.sharing.game import Game, GameKind, make_game


def read_games(shared: Path, name: str) -> dict[str, Any]:
    """Return a file of reference games as it stands."""
    return json.loads((shared / "reference" / "games" / f"{name}.json").read_text(encoding="utf-8"))


def read_game(shared: Path, name: str) -> tuple[Game, dict[str, Any]]:
    """Return a cost game of a file that holds one, and the file."""
    printed = read_games(shared, name)
    return make_game(printed["table"]), printed


def sum_up(values) -> NDArray[np.float64]:
    """Shape (2**n,): the sum over each coalition."""
    sums = np.zeros(1)
    for value in values:
        sums = np.concatenate([sums, sums + value])
    return sums


def sizes_of(n_players: int) -> NDArray[np.float64]:
    """Shape (2**n,): how many players each coalition has."""
    return np.bitwise_count(np.arange(1 << n_players)).astype(float)


def make_collaboration(inhabitants, distance_km, params) -> Game:
    """Return the costs (MSEK) of joint work: one concave cost, coordination, and the cheapest host for the others."""
    n = len(inhabitants)
    size, masks = sizes_of(n), np.arange(1 << n)
    hosting = np.full(1 << n, np.inf)
    for host in range(n):
        others = params["trans"] + params["delta"] * np.array(distance_km[host]) * np.sqrt(inhabitants)
        others[host] = 0.0
        hosting = np.where(masks >> host & 1, np.minimum(hosting, sum_up(others)), hosting)
    cost = params["F"] + params["a"] * sum_up(inhabitants) ** params["beta"] + hosting
    cost += params["coord"] * np.maximum(size - 1, 0) ** params["gam"]
    cost[0] = 0.0
    return make_game(cost / 1e6)


def make_random_game(seed: int, n_players: int, kind: GameKind = GameKind.COST) -> Game:
    """Return a game in which all together are better off than alone; whole numbers, so that complaints tie."""
    table = np.random.default_rng([seed, n_players]).integers(1, 4 * n_players, 1 << n_players).astype(float)
    table *= np.sqrt(sizes_of(n_players)).round(1)
    table[0] = 0.0
    alone = table[1 << np.arange(n_players)].sum()
    table[-1] = alone * (0.8 if kind is GameKind.COST else 1.3)
    return make_game(table, kind)


def search_by_hand(game: Game, n_steps: int) -> NDArray[np.float64]:
    """Return, of all shares of a three-player game on a grid, those whose sorted complaints come first."""
    table, grid = game.table, np.arange(n_steps + 1) * game.total / n_steps
    best = min(
        ((one, two, game.total - one - two) for one, two in permutations(grid, 2)),
        key=lambda shares: tuple(-np.sort(-(sum_up(shares) - table)[1:-1]).round(9)),
    )
    return np.array(best)
