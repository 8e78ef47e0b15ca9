"""The pass of `scan`, compiled: the same sums, so the same figures.

Four blocks are read side by side: what they have in common is read once, and the processor does several at once.
"""

from numba import njit

ANY_ORDER = {"nnan", "nsz"}
"""There is no NaN on a board, so a maximum may be taken in any order."""


@njit(cache=True, fastmath=ANY_ORDER)
def scan_plain(costs, low, high, worst):
    """Write, per block, the greatest of low - cost, plus high."""
    size = len(low)
    whole = len(high) // 4 * 4
    for block in range(0, whole, 4):
        at = block * size
        first, second = costs[at : at + size], costs[at + size : at + 2 * size]
        third, fourth = costs[at + 2 * size : at + 3 * size], costs[at + 3 * size : at + 4 * size]
        one, two = low[0] - first[0], low[0] - second[0]
        three, four = low[0] - third[0], low[0] - fourth[0]
        for i in range(size):
            one = greater(one, low[i] - first[i])
            two = greater(two, low[i] - second[i])
            three = greater(three, low[i] - third[i])
            four = greater(four, low[i] - fourth[i])
        worst[block], worst[block + 1] = one + high[block], two + high[block + 1]
        worst[block + 2], worst[block + 3] = three + high[block + 2], four + high[block + 3]
    for block in range(whole, len(high)):
        most = low[0] - costs[block * size]
        for i in range(size):
            most = greater(most, low[i] - costs[block * size + i])
        worst[block] = most + high[block]


@njit(cache=True, fastmath=ANY_ORDER)
def scan_weighted(costs, weights, level, sums, worst):
    """Write, per block, the greatest of low - cost - level * weight, plus high."""
    low, high = sums
    size = len(low)
    whole = len(high) // 2 * 2
    for block in range(0, whole, 2):
        at = block * size
        first, second = costs[at : at + size], costs[at + size : at + 2 * size]
        heavy, heavier = weights[at : at + size], weights[at + size : at + 2 * size]
        one = (low[0] - first[0]) - level * heavy[0]
        two = (low[0] - second[0]) - level * heavier[0]
        for i in range(size):
            one = greater(one, (low[i] - first[i]) - level * heavy[i])
            two = greater(two, (low[i] - second[i]) - level * heavier[i])
        worst[block], worst[block + 1] = one + high[block], two + high[block + 1]
    for block in range(whole, len(high)):
        at = block * size
        most = (low[0] - costs[at]) - level * weights[at]
        for i in range(size):
            most = greater(most, (low[i] - costs[at + i]) - level * weights[at + i])
        worst[block] = most + high[block]


@njit(cache=True, fastmath=ANY_ORDER, inline="always")
def greater(one, other):
    """Return the greater of two."""
    return other if other > one else one


@njit(cache=True)
def write_over(costs, order, ends, value):
    """Write a value, in each block, to the places from the first to the last of the order."""
    first, last = ends
    size = len(order)
    for block in range(len(first)):
        for i in range(first[block], last[block]):
            costs[block * size + order[i]] = value
