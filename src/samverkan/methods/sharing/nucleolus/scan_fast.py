"""The pass of `scan`, compiled: the same sums, so the same figures.

A block goes through lanes side by side, each with its own maximum, so that the processor does several at once.
"""

import numpy as np
from numba import njit

LANES = 64
ANY_ORDER = {"nnan", "nsz"}
"""There is no NaN on a board, so a maximum may be taken in any order."""


@njit(cache=True, fastmath=ANY_ORDER)
def scan_plain(costs, low, high, worst):
    """Write, per block, the greatest of low - cost, plus high."""
    size = len(low)
    lanes = min(LANES, size)
    most = np.empty(lanes)
    for block in range(len(high)):
        start = block * size
        for i in range(lanes):
            most[i] = low[i] - costs[start + i]
        for row in range(lanes, size, lanes):
            for i in range(lanes):
                beyond = low[row + i] - costs[start + row + i]
                most[i] = beyond if beyond > most[i] else most[i]
        worst[block] = greatest(most) + high[block]


@njit(cache=True, fastmath=ANY_ORDER)
def scan_weighted(costs, weights, level, sums, worst):
    """Write, per block, the greatest of low - cost - level * weight, plus high."""
    low, high = sums
    size = len(low)
    lanes = min(LANES, size)
    most = np.empty(lanes)
    for block in range(len(high)):
        start = block * size
        for i in range(lanes):
            most[i] = (low[i] - costs[start + i]) - level * weights[start + i]
        for row in range(lanes, size, lanes):
            for i in range(lanes):
                at = start + row + i
                beyond = (low[row + i] - costs[at]) - level * weights[at]
                most[i] = beyond if beyond > most[i] else most[i]
        worst[block] = greatest(most) + high[block]


@njit(cache=True)
def write_over(costs, order, ends, value):
    """Write a value, in each block, to the places from the first to the last of the order."""
    first, last = ends
    size = len(order)
    for block in range(len(first)):
        for i in range(first[block], last[block]):
            costs[block * size + order[i]] = value


@njit(cache=True, fastmath=ANY_ORDER, inline="always")
def greatest(lanes):
    """Return the greatest lane; they are folded, and written over. Their number is a power of two."""
    half = len(lanes) // 2
    while half >= 1:
        for i in range(half):
            lanes[i] = lanes[i + half] if lanes[i + half] > lanes[i] else lanes[i]
        half //= 2
    return lanes[0]
