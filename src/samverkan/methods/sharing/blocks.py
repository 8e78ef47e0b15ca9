"""How a table is cut for one streaming pass: blocks over the low players, one block for each setting of the high."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LOW_PLAYERS = 9
"""A block has 2**9 entries, 4 kB: it, its weights and what is gathered from it stay in the nearest cache."""


class Measure(StrEnum):
    """How a complaint is weighed: in money, by the head, or as a part of what the coalition would pay."""

    AMOUNT = "amount"
    PER_MEMBER = "per_member"
    OF_COST = "of_cost"


class Worst(NamedTuple):
    """What breaks a law of the table most: by how much, the two coalitions, and how many comparisons lack an entry."""

    excess: float
    first: int
    second: int
    n_unknown: int


@dataclass(frozen=True, eq=False)
class Profile:
    """Several allocations, summed over the low players, shape (k, 2**low), and over the high, shape (k, 2**high)."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]

    def complaints(self, entries: NDArray[np.float64], one: int, part: slice, measure: Measure) -> NDArray[np.float64]:
        """Return what the coalitions of some blocks complain of one allocation, shape of `entries`."""
        found: NDArray[np.float64] = (self.high[one, part, None] + self.low[one]) - entries
        if measure is Measure.PER_MEMBER:
            with np.errstate(divide="ignore", invalid="ignore"):
                sizes = count_bits(self.high.shape[1])[part, None] + count_bits(self.low.shape[1])
                found /= sizes
        elif measure is Measure.OF_COST:
            with np.errstate(divide="ignore", invalid="ignore"):
                found = np.where(entries != 0, found / np.abs(entries), np.nan)
        return found


def split_players(n_players: int) -> tuple[int, int]:
    """Return how many players are low and how many high."""
    n_low = min(n_players, LOW_PLAYERS)
    return n_low, n_players - n_low


def count_bits(n_masks: int) -> NDArray[np.int64]:
    """Return how many players each of the first masks holds; `n_masks` is a power of two."""
    sizes = np.zeros(1, dtype=np.int64)
    while sizes.size < n_masks:
        sizes = np.concatenate([sizes, sizes + 1])
    return sizes


def subset_sums(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the sum of the values over every coalition, shape (..., 2**n) of values of shape (..., n)."""
    sums = np.zeros((*values.shape[:-1], 1))
    for at in range(values.shape[-1]):
        sums = np.concatenate([sums, sums + values[..., at, None]], axis=-1)
    return sums


def make_profile(shares: NDArray[np.float64]) -> Profile:
    """Return allocations of shape (k, n) summed over the low and the high players."""
    n_low, _ = split_players(shares.shape[1])
    return Profile(subset_sums(shares[:, :n_low]), subset_sums(shares[:, n_low:]))


def sum_by_player(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return for each player the sum of the entries of the coalitions it is in, shape (n,) of shape (2**n,)."""
    found = []
    while sums.size > 1:
        half = sums.size // 2
        found.append(sums[half:].sum())
        sums = sums[:half] + sums[half:]
    return np.array(found[::-1], dtype=float)


def max_by_player(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return for each player the greatest entry of the coalitions it is in, shape (n,) of shape (2**n,)."""
    found = []
    while values.size > 1:
        half = values.size // 2
        found.append(values[half:].max())
        values = np.maximum(values[:half], values[half:])
    return np.array(found[::-1], dtype=float)
