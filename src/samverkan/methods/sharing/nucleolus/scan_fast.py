"""The pass of `scan`, compiled: the same sums in the same order, so the same figures."""

import numpy as np
from numba import njit

ORDER_OF_MAXIMUM_IS_FREE = {"nnan", "nsz"}


@njit(cache=True, fastmath=ORDER_OF_MAXIMUM_IS_FREE)
def scan_plain(costs, low, high, worst):
    """Write, per block, the greatest of low - cost, plus high."""
    size = len(low)
    for block in range(len(high)):
        start = block * size
        most = -np.inf
        for i in range(size):
            beyond = low[i] - costs[start + i]
            most = beyond if beyond > most else most
        worst[block] = most + high[block]


@njit(cache=True, fastmath=ORDER_OF_MAXIMUM_IS_FREE)
def scan_weighted(costs, weights, level, sums, worst):
    """Write, per block, the greatest of low - cost - level * weight, plus high."""
    low, high = sums
    size = len(low)
    for block in range(len(high)):
        start = block * size
        most = -np.inf
        for i in range(size):
            beyond = (low[i] - costs[start + i]) - level * weights[start + i]
            most = beyond if beyond > most else most
        worst[block] = most + high[block]
