"""The passes of `kernels_plain`, compiled: one thread, one reading of the table wherever one is enough."""

import numpy as np
from numba import njit

from samverkan.methods.sharing.blocks import Measure, Worst, count_bits

MEASURES = {Measure.AMOUNT: 0, Measure.PER_MEMBER: 1, Measure.OF_COST: 2}


def weighted_sums(table, rows):
    """As in `kernels_plain`."""
    grid = table.reshape(-1, rows.shape[1])
    return _weighted_sums(grid, rows, count_bits(len(grid)))


def column_maxima(table, profile, measure):
    """As in `kernels_plain`."""
    low, high = profile.low, profile.high
    grid = table.reshape(high.shape[1], low.shape[1])
    sizes = count_bits(low.shape[1]), count_bits(high.shape[1])
    best, n_missing = _column_maxima(grid, low, high, sizes, MEASURES[measure])
    return best, int(n_missing)


def worst_decrease(table):
    """As in `kernels_plain`."""
    return _worst(_worst_decrease(table))


def worst_convexity(table):
    """As in `kernels_plain`."""
    return _worst(_worst_convexity(table))


def worst_union(table):
    """As in `kernels_plain`."""
    return _worst(_worst_union(table))


def potential(table, weights, totals):
    """As in `kernels_plain`."""
    return _potential(table, weights, totals)


def _worst(found):
    excess, first, second, unknown = found
    return Worst(float(excess), int(first), int(second), int(unknown))


@njit(cache=True, fastmath={"reassoc", "contract"})
def _weighted_sums(grid, rows, sizes):
    n_blocks, width = grid.shape
    by_column = np.zeros(width)
    by_block = np.empty(n_blocks)
    for block in range(n_blocks):
        entries = grid[block]
        weights = rows[sizes[block]]
        total = 0.0
        for at in range(width):
            value = entries[at] * weights[at]
            by_column[at] += value
            total += value
        by_block[block] = total
    return by_column, by_block


@njit(cache=True, error_model="numpy")
def _column_maxima(grid, low, high, sizes, measure):
    n_blocks, width = grid.shape
    best = np.full(low.shape, -np.inf)
    n_missing = 0
    for block in range(n_blocks):
        entries = grid[block]
        for at in range(width):
            n_missing += entries[at] != entries[at]
        span = (1 if block == 0 else 0, width - 1 if block == n_blocks - 1 else width)
        for one in range(len(low)):
            if measure == 0:
                _raise_by_amount(entries, low[one], high[one, block], best[one], span)
            elif measure == 1:
                heads = (sizes[0], sizes[1][block])
                _raise_per_member(entries, (low[one], high[one, block]), heads, best[one], span)
            else:
                _raise_of_cost(entries, low[one], high[one, block], best[one], span)
    return best, n_missing


@njit(cache=True, error_model="numpy", inline="always")
def _raise_by_amount(entries, low, high, best, span):
    for at in range(span[0], span[1]):
        found = (high + low[at]) - entries[at]
        best[at] = found if found > best[at] else best[at]


@njit(cache=True, error_model="numpy", inline="always")
def _raise_per_member(entries, shares, heads, best, span):
    low, high = shares
    for at in range(span[0], span[1]):
        found = ((high + low[at]) - entries[at]) / (heads[1] + heads[0][at])
        best[at] = found if found > best[at] else best[at]


@njit(cache=True, error_model="numpy", inline="always")
def _raise_of_cost(entries, low, high, best, span):
    for at in range(span[0], span[1]):
        if entries[at] != 0:
            found = ((high + low[at]) - entries[at]) / abs(entries[at])
            best[at] = found if found > best[at] else best[at]


@njit(cache=True, error_model="numpy")
def _worst_decrease(table):
    best, one, other, unknown = -np.inf, 0, 0, 0
    bit = 1
    while bit < len(table):
        for start in range(0, len(table), 2 * bit):
            for at in range(start, start + bit):
                found = table[at] - table[at + bit]
                if found > best:
                    best, one, other = found, at, at + bit
                elif found != found:
                    unknown += 1
        bit *= 2
    return best, one, other, unknown


@njit(cache=True, error_model="numpy")
def _worst_convexity(table):
    best, one, other, unknown = -np.inf, 0, 0, 0
    high = 2
    while high < len(table):
        low = 1
        while low < high:
            for outer in range(0, len(table), 2 * high):
                for inner in range(outer, outer + high, 2 * low):
                    for at in range(inner, inner + low):
                        with_both = table[at + high + low] - table[at + high]
                        found = with_both - (table[at + low] - table[at])
                        if found > best:
                            best, one, other = found, at + low, at + high
                        elif found != found:
                            unknown += 1
            low *= 2
        high *= 2
    return best, one, other, unknown


@njit(cache=True, error_model="numpy")
def _worst_union(table):
    best, one, other, unknown = -np.inf, 0, 0, 0
    top = 1
    for union in range(1, len(table)):
        if union >= 2 * top:
            top *= 2
        whole = table[union]
        rest = union ^ top
        part = rest
        while part > 0:
            found = whole - (table[union ^ part] + table[part])
            if found > best:
                best, one, other = found, union ^ part, part
            elif found != found:
                unknown += 1
            part = (part - 1) & rest
    return best, one, other, unknown


@njit(cache=True, error_model="numpy")
def _potential(table, weights, totals):
    found = np.zeros(len(table))
    for mask in range(1, len(table)):
        value = table[mask]
        for i in range(len(weights)):
            if mask >> i & 1:
                value += weights[i] * found[mask ^ (1 << i)]
        found[mask] = value / totals[mask]
    return found
