"""The random savings games of Benedek, Fliege and Nguyen (2021), made again from their seeds.

Their generator is the `rand()` of Microsoft's C library: a linear congruence, 15 bits of which are the draw.
"""

import numpy as np
from numpy.typing import NDArray

from samverkan.methods.sharing.game import Game, GameKind, make_game

MULTIPLIER, INCREMENT, WORD = 214013, 2531011, (1 << 32) - 1


def draw(seed: int, n_draws: int) -> NDArray[np.int64]:
    """Return the first draws after `srand(seed)`."""
    states = np.array([(seed * MULTIPLIER + INCREMENT) & WORD], dtype=np.uint64)
    factor, summand = MULTIPLIER, INCREMENT
    while states.size < n_draws:
        ahead = (states * np.uint64(factor) + np.uint64(summand)) & np.uint64(WORD)
        states = np.concatenate([states, ahead])
        factor, summand = factor * factor & WORD, (factor * summand + summand) & WORD
    return (states[:n_draws] >> np.uint64(16) & np.uint64(0x7FFF)).astype(np.int64)


def make_benedek_game(kind: int, n_players: int, seed: int) -> Game:
    """Return the game of one of their four types; single players save nothing."""
    table = {1: _make_first, 2: _make_second, 3: _make_third, 4: _make_fourth}[kind](n_players, seed)
    return make_game(table, GameKind.SAVINGS)


def _make_first(n_players: int, seed: int) -> NDArray[np.float64]:
    size = np.bitwise_count(np.arange(1 << n_players)).astype(np.int64)
    several = np.flatnonzero(size[:-1] >= 2)
    draws = draw(seed, 1 + len(several))
    table = np.zeros(1 << n_players)
    table[-1] = draws[0] % 201 + 100 * (n_players - 2)
    table[several] = draws[1:] % (100 * size[several]) + 1
    return table


def _make_second(n_players: int, seed: int) -> NDArray[np.float64]:
    return _uniform(n_players, seed, 50 * n_players)


def _make_fourth(n_players: int, seed: int) -> NDArray[np.float64]:
    return _uniform(n_players, seed, n_players)


def _uniform(n_players: int, seed: int, most: int) -> NDArray[np.float64]:
    size = np.bitwise_count(np.arange(1 << n_players))
    several = np.flatnonzero(size >= 2)
    table = np.zeros(1 << n_players)
    table[several] = draw(seed, len(several)) % most + 1
    return table


def _make_third(n_players: int, seed: int) -> NDArray[np.float64]:
    draws = iter(draw(seed, 1 + n_players * n_players) % 10)
    everyone = (1 << n_players) - 1
    table = np.zeros(1 << n_players)
    table[-1] = 1
    drawn = next(draws)
    for one in range(n_players):
        table[everyone - (1 << one)] = drawn < 9
        drawn = next(draws)
        for other in range(one + 1, n_players):
            table[everyone - (1 << one) - (1 << other)] = drawn < 9
            drawn = next(draws)
    return table
