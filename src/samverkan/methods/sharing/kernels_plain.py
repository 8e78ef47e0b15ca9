"""Passes over the table of a game in numpy: the same answers as `kernels_fast`, without waiting for a compiler."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from samverkan.methods.sharing.blocks import Measure, Profile, Worst, count_bits, split_players

Floats = NDArray[np.float64]

CHUNK_ROWS = 64
"""So many blocks are worked on at a time: a quarter of a megabyte, which stays in the cache."""
LOW_PAIRS = 7
"""Disjoint pairs of coalitions of so many players, 3**7, are one vector."""


def weighted_sums(table: Floats, rows: Floats) -> tuple[Floats, Floats]:
    """Return the weighted entries summed over blocks, shape (2**low,), and within each block, shape (2**high,).

    `rows[s]` are the weights of a block whose high players are `s` in number, shape (high + 1, 2**low).
    """
    n_blocks = table.size // rows.shape[1]
    sizes = count_bits(n_blocks)
    by_column, by_block = np.zeros(rows.shape[1]), np.empty(n_blocks)
    for part, entries in blocks_of(table):
        weighted = entries * rows[sizes[part]]
        by_column += weighted.sum(axis=0)
        by_block[part] = weighted.sum(axis=1)
    return by_column, by_block


def column_maxima(table: Floats, profile: Profile, measure: Measure) -> tuple[Floats, int]:
    """Return the greatest complaint for each setting of the low players, shape (k, 2**low), and how many are unknown.

    Neither the empty nor the grand coalition complains; -inf stands where no coalition of the column is known.
    """
    best = np.full(profile.low.shape, -np.inf)
    n_missing = 0
    for part, entries in blocks_of(table):
        n_unknown = int(np.isnan(entries).sum())
        n_missing += n_unknown
        # maximum is several times faster than fmax, which passes over NaN
        greater = np.fmax if n_unknown or measure is Measure.OF_COST else np.maximum
        for one in range(len(best)):
            found = profile.complaints(entries, one, part, measure)
            if part.start == 0:
                found[0, 0] = -np.inf
            if part.stop >= profile.high.shape[1]:
                found[-1, -1] = -np.inf
            best[one] = greater(best[one], greater.reduce(found, axis=0))
    return best, n_missing


def worst_decrease(table: Floats) -> Worst:
    """Return the greatest c(S) - c(S with i), the two coalitions, and how many comparisons lack an entry."""
    best, pair, unknown = -np.inf, (0, 0), 0
    for i in range(_players(table)):
        view = table.reshape(-1, 2, 1 << i)
        found = view[:, 0] - view[:, 1]
        unknown += int(np.isnan(found).sum())
        greatest = float(np.fmax.reduce(found, axis=None))
        if greatest > best:
            at = _spread(int(np.nanargmax(found)), i)
            best, pair = greatest, (at, at | 1 << i)
    return Worst(best, *pair, unknown)


def worst_convexity(table: Floats) -> Worst:
    """Return the greatest c(S with i, j) - c(S with i) - c(S with j) + c(S), and the two middle coalitions."""
    best, pair, unknown = -np.inf, (0, 0), 0
    for j in range(1, _players(table)):
        for i in range(j):
            view = table.reshape(-1, 2, 1 << (j - i - 1), 2, 1 << i)
            found = (view[:, 1, :, 1] - view[:, 1, :, 0]) - (view[:, 0, :, 1] - view[:, 0, :, 0])
            unknown += int(np.isnan(found).sum())
            greatest = float(np.fmax.reduce(found, axis=None))
            if greatest > best:
                at = _spread(_spread(int(np.nanargmax(found)), i), j)
                best, pair = greatest, (at | 1 << i, at | 1 << j)
    return Worst(best, *pair, unknown)


def worst_union(table: Floats) -> Worst:
    """Return the greatest c(S and T) - c(S) - c(T) over disjoint S and T, and the two coalitions: 3**n / 2 pairs."""
    n = _players(table)
    n_low = min(n, LOW_PAIRS)
    low = _disjoint_pairs(n_low)
    kinds = (low, low[:, low[1] > 0], low[:, (low[1] > 0) & (low[0] > low[1])])
    best, where, unknown = -np.inf, (0, 0), 0
    for first, second in _disjoint_pairs(n - n_low).T.tolist():
        if second > first:
            continue
        ours, theirs = kinds[0 if second else 1 if first else 2] | np.array([[first << n_low], [second << n_low]])
        found = table[ours | theirs] - (table[ours] + table[theirs])
        unknown += int(np.isnan(found).sum())
        greatest = float(np.fmax.reduce(found, initial=-np.inf))
        if greatest < best or greatest == -np.inf:
            continue
        ties = np.flatnonzero(found == greatest)
        union, part = min(zip((ours | theirs)[ties].tolist(), (-theirs[ties]).tolist(), strict=True))
        if greatest > best or (union, part) < where:
            best, where = greatest, (union, part)
    return Worst(best, where[0] ^ -where[1], -where[1], unknown)


def potential(table: Floats, weights: Floats, totals: Floats) -> Floats:
    """Return the weighted potential of every coalition; `totals` are the weights summed over each."""
    n = _players(table)
    sizes = count_bits(table.size)
    found = np.zeros(table.size)
    for size in range(1, n + 1):
        masks = np.flatnonzero(sizes == size)
        value = table[masks]
        for i in range(n):
            value = value + np.where(masks >> i & 1, weights[i] * found[masks & ~(1 << i)], 0.0)
        found[masks] = value / totals[masks]
    return found


def blocks_of(table: Floats) -> Iterator[tuple[slice, Floats]]:
    """Give the blocks of a table, some at a time: which they are, and their entries, shape (rows, 2**low)."""
    n_low, _ = split_players(_players(table))
    grid = table.reshape(-1, 1 << n_low)
    for start in range(0, len(grid), CHUNK_ROWS):
        part = slice(start, start + CHUNK_ROWS)
        yield part, grid[part]


def _players(table: Floats) -> int:
    return int(table.size).bit_length() - 1


def _spread(mask: int, player: int) -> int:
    """Open a place for a player that the mask leaves out."""
    below = mask & (1 << player) - 1
    return (mask ^ below) << 1 | below


def _disjoint_pairs(n_players: int) -> NDArray[np.int64]:
    """Return every ordered pair of disjoint coalitions, shape (2, 3**n)."""
    pairs = np.zeros((2, 1), dtype=np.int64)
    for i in range(n_players):
        ours = pairs | np.array([[1 << i], [0]])
        theirs = pairs | np.array([[0], [1 << i]])
        pairs = np.concatenate([pairs, ours, theirs], axis=1)
    return pairs
