"""The smallest covers of a chart, compiled: counted by branching on the row with the fewest implicants left.

A chart is packed: `coverage` has a line for each implicant or class, bit j of word j // 64 for row j.
"""

import numpy as np
from numba import njit

from samverkan.methods.qca.minimisation.hitting_fast import NONE, ONE, WORD, ZERO, count_bits, lowest

MIXER = np.uint64(0x9E3779B97F4A7C15)
SHIFT = np.uint64(29)
MOST_AT_ONCE = 2.0**62
FEW_HEAVY = 2
"""No row need be looked for that fewer classes cover."""


@njit(cache=True)
def size_inside(line, left):
    """Return how many of the rows that are left a line covers."""
    n = ZERO
    for w in range(len(left)):
        n += count_bits(line[w] & left[w])
    return n


@njit(cache=True)
def lone(coverage):
    """Return, packed, the rows that one line alone covers."""
    once, twice = np.zeros(coverage.shape[1], np.uint64), np.zeros(coverage.shape[1], np.uint64)
    for i in range(len(coverage)):
        for w in range(coverage.shape[1]):
            twice[w] |= once[w] & coverage[i, w]
            once[w] |= coverage[i, w]
    return once & ~twice


@njit(cache=True)
def essential(coverage):
    """Return which lines alone cover some row."""
    alone = lone(coverage)
    found = np.zeros(len(coverage), np.bool_)
    for i in range(len(coverage)):
        for w in range(coverage.shape[1]):
            found[i] |= coverage[i, w] & alone[w] != NONE
    return found


@njit(cache=True)
def best_of(gains, n_gains, best):
    """Write the largest gains into `best`, the largest first, and return their sum."""
    for at in range(len(best)):
        best[at] = 0
    for i in range(n_gains):
        gain = gains[i]
        if len(best) and gain > best[-1]:
            at = len(best) - 1
            while at > 0 and best[at - 1] < gain:
                best[at] = best[at - 1]
                at -= 1
            best[at] = gain
    total = ZERO
    for at in range(len(best)):
        total += best[at]
    return total


@njit(cache=True)
def group(coverage, gains, least, places):
    """Write the class of each line with a gain of at least `least` into `places` (-1: none); return the first lines.

    Lines with the same coverage make one class.
    """
    slots = 4
    while slots < 2 * len(coverage):
        slots *= 2
    table = np.empty(slots, np.int64)
    for at in range(slots):
        table[at] = -1
    firsts = np.empty(len(coverage), np.int64)
    n = ZERO
    for i in range(len(coverage)):
        places[i] = -1
        if gains[i] < least:
            continue
        key = NONE
        for w in range(coverage.shape[1]):
            key = (key ^ coverage[i, w]) * MIXER
            key ^= key >> SHIFT
        at = np.int64(key & np.uint64(slots - 1))
        while table[at] >= 0 and not same(coverage[firsts[table[at]]], coverage[i]):
            at = (at + 1) % slots
        if table[at] < 0:
            table[at], firsts[n] = n, i
            n += 1
        places[i] = table[at]
    return firsts[:n]


@njit(cache=True)
def same(line, other):
    """Return whether two lines are equal."""
    differs = NONE
    for w in range(len(line)):
        differs |= line[w] ^ other[w]
    return differs == NONE


@njit(cache=True)
def narrow(classes, depth, work, best):
    """Keep the classes alive that cover what as many others as `best` has, at their best, leave."""
    alive, n_alive, left, gains = work[0][depth], work[1], work[2][depth], work[6]
    for i in range(n_alive[depth]):
        gains[i] = size_inside(classes[alive[i]], left)
    least = size_inside(left, left) - best_of(gains, n_alive[depth], best)
    n = ZERO
    for i in range(n_alive[depth]):
        if gains[i] >= least and gains[i] > 0:
            alive[n], gains[n] = alive[i], gains[i]
            n += 1
    n_alive[depth] = n


@njit(cache=True)
def narrowest_row(classes, alive, left, counts):
    """Return the row that is left which the fewest of the classes alive cover."""
    for at in range(len(counts)):
        counts[at] = 0
    for one in alive:
        for w in range(len(left)):
            inside = classes[one, w] & left[w]
            while inside:
                counts[w * WORD + lowest(inside)] += 1
                inside &= inside - ONE
    row, fewest = ZERO, len(alive) + 1
    for w in range(len(left)):
        rows = left[w]
        while rows:
            at = w * WORD + lowest(rows)
            rows &= rows - ONE
            if counts[at] < fewest:
                row, fewest = at, counts[at]
    return row


@njit(cache=True)
def put_last(classes, alive, row):
    """Move the classes that cover the row to the end, and return how many they are."""
    w, bit = row // WORD, ONE << np.uint64(row % WORD)
    end, i = len(alive), 0
    while i < end:
        if classes[alive[i], w] & bit:
            end -= 1
            alive[i], alive[end] = alive[end], alive[i]
        else:
            i += 1
    return len(alive) - end


@njit(cache=True)
def close(chart, depth, work, having):
    """Return how many covers the classes that cover all that is left end, and note them in `having`."""
    classes, weights = chart
    alive, left, factor = work[0][depth], work[2][depth], work[3][depth]
    n = ZERO
    for i in range(work[1][depth]):
        one, missing = alive[i], NONE
        for w in range(len(left)):
            missing |= left[w] & ~classes[one, w]
        if missing == NONE:
            having[one] += factor * weights[one]
            n += factor * weights[one]
    return n


@njit(cache=True)
def put_heavy_last(alive, gains, n_left, n_choices):
    """Move the classes that cover at least their part of the rows left to the end, and return how many they are.

    Of `n_choices` classes that together cover `n_left` rows, one covers at least `n_left / n_choices` of them.
    """
    end, i = len(alive), 0
    while i < end:
        if gains[i] * n_choices >= n_left:
            end -= 1
            alive[i], alive[end] = alive[end], alive[i]
            gains[i], gains[end] = gains[end], gains[i]
        else:
            i += 1
    return len(alive) - end


@njit(cache=True)
def plan(classes, depth, size, work):
    """Choose what a new node branches on, and return by how many classes: those at the end of the ones alive.

    Every cover has one of the classes of the row that the fewest cover, and one of those that cover much: the fewer.
    """
    narrow(classes, depth, work, work[8][: size - depth - 1])
    alive, left = work[0][depth, : work[1][depth]], work[2][depth]
    n_heavy = put_heavy_last(alive, work[6], size_inside(left, left), size - depth)
    if n_heavy <= FEW_HEAVY:
        return n_heavy
    row = narrowest_row(classes, alive, left, work[7])
    n_of_row = work[7][row]
    return n_heavy if n_heavy <= n_of_row else put_last(classes, alive, row)


@njit(cache=True)
def descend(chart, depth, work):
    """Choose the last class alive, which is not tried again: write the next depth's node and return the class."""
    classes, weights = chart
    alive, n_alive, left, factors = work[:4]
    n_alive[depth] -= 1
    one = alive[depth, n_alive[depth]]
    factors[depth + 1] = factors[depth] * weights[one]
    for w in range(left.shape[1]):
        left[depth + 1, w] = left[depth, w] & ~classes[one, w]
    n_alive[depth + 1] = n_alive[depth]
    for i in range(n_alive[depth]):
        alive[depth + 1, i] = alive[depth, i]
    return one


@njit(cache=True)
def open_work(chart, everything, size):
    """Return the arrays of a search for covers of a size, with its first node.

    By depth: the classes alive, how many they are, the rows left, how many implicants the classes chosen stand for,
    the branches left, the class chosen; then room for gains, for counts of rows, and for the best gains.
    """
    n, n_words = chart[0].shape
    alive, left = np.empty((size, n), np.int64), np.empty((size, n_words), np.uint64)
    n_alive, factors = np.zeros(size, np.int64), np.ones(size, np.int64)
    n_branch, chosen = np.zeros(size, np.int64), np.zeros(size, np.int64)
    gains, counts, best = np.empty(n, np.int64), np.empty(n_words * WORD, np.int64), np.empty(size, np.int64)
    n_alive[0] = n
    for i in range(n):
        alive[0, i] = i
    for w in range(n_words):
        left[0, w] = everything[w]
    return alive, n_alive, left, factors, n_branch, chosen, gains, counts, best


@njit(cache=True)
def tally(chart, everything, size, having, limits):
    """Return how many covers of `size` implicants there are, when none is smaller; -1: too much work, or too many.

    `chart` is (classes, weights); `having` gets, for each class, how many covers have one of its implicants; `limits`
    are how many comparisons to make and how many covers to count.
    """
    work = open_work(chart, everything, size)
    n_alive, factors, n_branch, chosen = work[1], work[3], work[4], work[5]
    found = np.zeros(size, np.int64)
    n_implicants = float(chart[1].sum())
    most, most_counted = limits
    depth, is_new = ZERO, True
    while True:
        if is_new:
            most -= n_alive[depth] + 1
            if most < 0 or most_counted < 0 or factors[depth] * n_implicants > MOST_AT_ONCE:
                return -1
            is_last = depth == size - 1
            found[depth] = close(chart, depth, work, having) if is_last else ZERO
            n_branch[depth] = ZERO if is_last else plan(chart[0], depth, size, work)
            most_counted -= found[depth]
            is_new = False
        elif n_branch[depth]:
            n_branch[depth] -= 1
            chosen[depth] = descend(chart, depth, work)
            depth, is_new = depth + 1, True
        elif depth:
            depth -= 1
            having[chosen[depth]] += found[depth + 1]
            found[depth] += found[depth + 1]
        else:
            return found[0] if most_counted >= 0 else -1


@njit(cache=True)
def greedy_size(coverage, everything, most):
    """Return how many lines a greedy cover has; beyond `most` the rest is not counted."""
    left = everything.copy()
    n, n_left = ZERO, size_inside(left, left)
    while n_left and n <= most:
        best, most_inside = 0, ZERO
        for i in range(len(coverage)):
            n_inside = size_inside(coverage[i], left)
            if n_inside > most_inside:
                best, most_inside = i, n_inside
        for w in range(len(left)):
            left[w] &= ~coverage[best, w]
        n_left -= most_inside
        n += 1
    return n


@njit(cache=True)
def make_chart(coverage, firsts, places):
    """Return the coverage of each class, and how many lines it has."""
    classes = np.empty((len(firsts), coverage.shape[1]), np.uint64)
    weights = np.zeros(len(firsts), np.int64)
    for i in range(len(firsts)):
        for w in range(coverage.shape[1]):
            classes[i, w] = coverage[firsts[i], w]
    for place in places:
        if place >= 0:
            weights[place] += 1
    return classes, weights


@njit(cache=True)
def smallest(coverage, everything, most_size, limits):
    """Return the size and number of the smallest covers, the class of each line, each class's first line and covers.

    The size is 0 when a greedy cover has more than `most_size` lines, or counting exceeds the `limits`: comparisons,
    covers.
    """
    gains, places = np.empty(len(coverage), np.int64), np.empty(len(coverage), np.int64)
    for i in range(len(coverage)):
        gains[i] = size_inside(coverage[i], everything)
    n_rows = size_inside(everything, everything)
    n_greedy = greedy_size(coverage, everything, most_size)
    for size in range(1, (n_greedy if n_greedy <= most_size else ZERO) + 1):
        least = n_rows - best_of(gains, len(gains), np.empty(size - 1, np.int64))
        firsts = group(coverage, gains, max(least, 1), places)
        having = np.zeros(len(firsts), np.int64)
        count = tally(make_chart(coverage, firsts, places), everything, size, having, limits)
        if count < 0:
            break
        if count > 0:
            return size, count, places, firsts, having
    return ZERO, ZERO, places, places, places
