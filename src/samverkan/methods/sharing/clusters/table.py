"""The cheapest partition straight from a table over all coalitions, exactly: O(3^n)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from samverkan.methods.sharing.clusters.candidates import Progress, be_silent
from samverkan.methods.sharing.errors import GameError, NoPartitionError
from samverkan.methods.sharing.game import Game, players_of
from samverkan.methods.sharing.kernels import has_fast

Floats: TypeAlias = NDArray[np.float64]
MOST_PLAYERS = 18
"""18 players take about a second, each one more three times as long."""
MANY_PLAYERS = 17
"""From so many players on the compiled path is taken."""
FAST = "samverkan.methods.sharing.clusters.table_fast"
BLOCK = 9
"""Within a block of so many players all 3^9 pairs of disjoint coalitions are laid out."""


@dataclass(frozen=True, slots=True)
class TablePartition:
    """The clusters of the cheapest partition, by lowest member, and what they cost together."""

    clusters: tuple[tuple[int, ...], ...]
    cost: float


def partition_table(game: Game, most: int = MOST_PLAYERS, progress: Progress = be_silent) -> TablePartition:
    """Return the partition of the players that costs least of all.

    Parameters
    ----------
    game
        Costs, or savings with the sign turned. NaN is a coalition that cannot form.
    most
        The most players; the time grows as 3^n.
    progress
        Told after each player.

    Raises
    ------
    GameError
        There are more than `most` players.
    UndefinedError
        The coalitions that can form make no partition of all players.

    References
    ----------
    Yeh (1986), BIT 26: dynamic programming over subsets; here the coalition of the highest player and the best
    partition of the rest.

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game
    >>> partition_table(make_game([0, 3, 3, 5, 3, 7, 4, 9]))
    TablePartition(clusters=((0,), (1, 2)), cost=7.0)
    """
    n = game.n_players
    if n > most:
        raise GameError(
            f"The cheapest partition of {n} players from a table takes 3^{n} steps; at most {most} players. List the "
            "clusters that could form and use column generation."
        )
    costs = np.where(np.isnan(game.table), np.inf, game.as_costs().table)
    best = np.zeros(1 << n)
    join = _path(n)
    for player in range(n):
        size = 1 << player
        best[size : 2 * size] = join(costs[size : 2 * size], best[:size])
        progress(player + 1, n)
    if not np.isfinite(best[-1]):
        raise NoPartitionError
    return TablePartition(_trace(costs, best), float(best[-1]))


def _path(n_players: int) -> Callable[[Floats, Floats], Floats]:
    """Return what is compiled for many players, where it is installed; below, numpy is done before that is loaded."""
    if n_players < MANY_PLAYERS or not has_fast():
        return _join
    found: Callable[[Floats, Floats], Floats] = import_module(FAST).join
    return found


def _join(costs: Floats, best: Floats) -> Floats:
    """Return, for each coalition m, the least of costs[s] + best[m without s] over its parts s."""
    if costs.size <= 1 << BLOCK:
        parts, rests, starts = _pairs(int(costs.size).bit_length() - 1)
        joined: Floats = np.minimum.reduceat(costs[parts] + best[rests], starts)
        return joined
    half = costs.size // 2
    joined = np.empty(costs.size)
    joined[:half] = _join(costs[:half], best[:half])
    np.minimum(_join(costs[half:], best[:half]), _join(costs[:half], best[half:]), out=joined[half:])
    return joined


@cache
def _pairs(n_players: int) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Return all (part, rest) of each coalition, ordered by coalition, and where each coalition begins."""
    parts, rests = np.zeros(1, dtype=np.intp), np.zeros(1, dtype=np.intp)
    for player in range(n_players):
        bit = 1 << player
        parts, rests = np.concatenate([parts, parts | bit, parts]), np.concatenate([rests, rests, rests | bit])
    order = np.argsort(parts | rests, kind="stable")
    parts, rests = parts[order], rests[order]
    return parts, rests, np.searchsorted(parts | rests, np.arange(1 << n_players))


def _trace(costs: Floats, best: Floats) -> tuple[tuple[int, ...], ...]:
    left = best.size - 1
    clusters: list[tuple[int, ...]] = []
    while left:
        high = 1 << (left.bit_length() - 1)
        parts = _submasks(left ^ high) | high
        formed = int(parts[np.argmin(costs[parts] + best[left ^ parts])])
        clusters.append(players_of(formed))
        left ^= formed
    return tuple(sorted(clusters))


def _submasks(mask: int) -> NDArray[np.intp]:
    found = np.zeros(1, dtype=np.intp)
    for player in players_of(mask):
        found = np.concatenate([found, found | 1 << player])
    return found
