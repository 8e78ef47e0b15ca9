"""Sums over coalitions given as bit masks, and the span of some coalitions' indicator vectors."""

from typing import Self

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Masks = NDArray[np.int64]

SAME = 1e-11
"""A random vector that is zero on a span is this small on a coalition outside it once in ten thousand games."""


def sums_of_all(values: Values) -> Values:
    """Shape (2**n,): the sum over each subset of the players, by bit mask."""
    sums = np.zeros(1 << len(values))
    for player, value in enumerate(values):
        size = 1 << player
        np.add(sums[:size], value, out=sums[size : 2 * size])
    return sums


def sums_of(values: Values, masks: Masks) -> Values:
    """Return the sum over each of some coalitions."""
    half = len(values) // 2
    low, high = sums_of_all(values[:half]), sums_of_all(values[half:])
    sums: Values = low[masks & (low.size - 1)] + high[masks >> half]
    return sums


def indicators(masks: Masks, n_players: int) -> Values:
    """Shape (n_masks, n_players): 1 where the player is in the coalition."""
    return (masks[:, None] >> np.arange(n_players) & 1).astype(float)


class Span:
    """The span of coalitions whose shares are settled, the grand coalition first; it grows."""

    def __init__(self, n_players: int, seed: int) -> None:
        self.n_players = n_players
        self._chance = np.random.default_rng(seed)
        self._basis = np.zeros((0, n_players))
        self.masks: list[int] = []
        self.grow(np.array([(1 << n_players) - 1]))

    @property
    def is_full(self) -> bool:
        """Whether every coalition lies in it."""
        return len(self.masks) == self.n_players

    def probe(self) -> Values:
        """Return a random vector that sums to zero over exactly the coalitions in the span, largest entry 1."""
        probe = self._outside(self._outside(self._chance.standard_normal(self.n_players)))
        largest = float(np.abs(probe).max())
        return probe / largest if largest > 0 and not self.is_full else np.zeros(self.n_players)

    def grow(self, masks: Masks) -> Self:
        """Take in coalitions, one after another, as long as one lies outside."""
        while len(masks) and not self.is_full:
            size = np.abs(sums_of(self.probe(), masks))
            farthest = int(size.argmax())
            if size[farthest] <= SAME:
                break
            self._take(int(masks[farthest]))
            masks = masks[size > SAME]
        return self

    def holds(self, masks: Masks) -> NDArray[np.bool_]:
        """Return which of the coalitions lie in it."""
        return np.abs(sums_of(self.probe(), masks)) <= SAME

    def _take(self, mask: int) -> None:
        row = indicators(np.array([mask]), self.n_players)[0]
        row = self._outside(self._outside(row))
        self._basis = np.vstack([self._basis, row / np.linalg.norm(row)])
        self.masks.append(mask)

    def _outside(self, vector: Values) -> Values:
        outside: Values = vector - self._basis.T @ (self._basis @ vector)
        return outside
