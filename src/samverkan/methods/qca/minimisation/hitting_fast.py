"""The search of `hitting`, compiled: up to 64 vertices, resumable so that limits and interruptions are heeded."""

from collections.abc import Iterator
from typing import Any, TypeAlias

import numpy as np
from numba import njit
from numpy.typing import NDArray

Words: TypeAlias = NDArray[np.uint64]

WORD = 64
BATCH = 1 << 16
NODES = 1 << 20
START = (0, -2)
"""Before the first row: a row that has not begun has the depth -2."""
ONE = np.uint64(1)
NONE = np.uint64(0)
ZERO = np.int64(0)
"""Typed: for a bare 0 handed on, numba compiles the functions that take it once more."""
ALL = np.uint64(0xFFFFFFFFFFFFFFFF)
ODD, PAIRS, NIBBLES, BYTES = (
    np.uint64(mask) for mask in (0x5555555555555555, 0x3333333333333333, 0x0F0F0F0F0F0F0F0F, 0x0101010101010101)
)


@njit(cache=True, inline="always")
def count_bits(word):
    word = word - ((word >> ONE) & ODD)
    word = (word & PAIRS) + ((word >> np.uint64(2)) & PAIRS)
    word = (word + (word >> np.uint64(4))) & NIBBLES
    return np.int64((word * BYTES) >> np.uint64(56))


@njit(cache=True, inline="always")
def lowest(word):
    return count_bits((word & (~word + ONE)) - ONE)


@njit(cache=True)
def by_size(edges):
    """Return the edges by size, equals in their order: by counting, as a sort takes long to compile."""
    starts = np.zeros(WORD + 2, np.int64)
    for edge in edges:
        starts[count_bits(edge) + 1] += 1
    for size in range(WORD):
        starts[size + 1] += starts[size]
    ordered = np.empty(len(edges), np.uint64)
    for edge in edges:
        size = count_bits(edge)
        ordered[starts[size]] = edge
        starts[size] += 1
    return ordered


@njit(cache=True)
def minimal(edges):
    """Return the edges that contain no other, the smallest first."""
    kept = np.empty(len(edges), np.uint64)
    m = 0
    for edge in by_size(edges):
        is_new = True
        for j in range(m):
            if kept[j] & ~edge == NONE:
                is_new = False
                break
        if is_new:
            kept[m] = edge
            m += 1
    return kept[:m]


@njit(cache=True)
def open_search(edges, required, work):
    """Lay out a new search for minimal edges; `work` is (edges, required, hits, unhit, alone, masks, sizes)."""
    own, needed, hits, unhit, _, masks, sizes = work
    m = len(edges)
    size = (m + WORD - 1) // WORD
    hits[:] = NONE
    unhit[0, :] = NONE
    everything = NONE
    for e in range(m):
        own[e] = edges[e]
        everything |= edges[e]
        unhit[0, e // WORD] |= ONE << np.uint64(e % WORD)
        left = edges[e]
        while left:
            hits[lowest(left), e // WORD] |= ONE << np.uint64(e % WORD)
            left &= left - ONE
    n_needed = 0
    for q in range(len(required)):
        is_met = False
        for e in range(m):
            if edges[e] & ~required[q] == NONE:
                is_met = True
                break
        if not is_met:
            needed[n_needed] = required[q]
            n_needed += 1
    sizes[0], sizes[1], sizes[2], sizes[3] = m, n_needed, size, 0
    masks[0, 0], masks[0, 1] = NONE, everything


@njit(cache=True)
def in_all(rows, size, edges, within):
    """Return the vertices that all the edges of a bit set have in common."""
    for w in range(size):
        left = rows[w]
        while left and within:
            within &= edges[w * WORD + lowest(left)]
            left &= left - ONE
    return within


@njit(cache=True)
def usable(depth, work):
    """Return the free vertices that leave every chosen one an edge of its own."""
    edges, _, _, _, alone, masks, sizes = work
    free = masks[depth, 1]
    for u in range(depth):
        free &= ~in_all(alone[depth, u], sizes[2], edges, free)
    return free


@njit(cache=True)
def narrowest(unhit, size, edges, free):
    """Return the unhit edge with the fewest usable vertices: those vertices, none when an edge has none."""
    fewest, branch = np.int64(WORD + 1), NONE
    for w in range(size):
        left = unhit[w]
        while left:
            own = edges[w * WORD + lowest(left)] & free
            left &= left - ONE
            n = count_bits(own)
            if n < fewest:
                fewest, branch = n, own
                if n == 0:
                    return NONE
    return branch


@njit(cache=True)
def plan(depth, work):
    """Choose the branch of a new node and split it: vertices that complete the set, and those that go deeper."""
    edges, required, _, unhit, _, masks, sizes = work
    size = sizes[2]
    free = usable(depth, work)
    needed = free
    for q in range(sizes[1]):
        if required[q] & masks[depth, 0] == NONE:
            needed &= required[q]
            if required[q] & free == NONE:
                return False
    branch = narrowest(unhit[depth], size, edges, free)
    closing = in_all(unhit[depth], size, edges, branch)
    masks[depth, 1] = free & ~branch
    masks[depth, 2] = branch & ~closing
    masks[depth, 3] = closing & needed
    return branch != NONE


@njit(cache=True)
def descend(depth, vertex, work):
    """Choose the vertex: write the next depth's node."""
    _, _, hits, unhit, alone, masks, sizes = work
    for w in range(sizes[2]):
        hit = hits[vertex, w]
        for u in range(depth):
            alone[depth + 1, u, w] = alone[depth, u, w] & ~hit
        alone[depth + 1, depth, w] = unhit[depth, w] & hit
        unhit[depth + 1, w] = unhit[depth, w] & ~hit
    masks[depth + 1, 0] = masks[depth, 0] | ONE << np.uint64(vertex)
    masks[depth + 1, 1] = masks[depth, 1]


@njit(cache=True)
def search(depth, work, out, n_out, budget):
    """Go on until the search ends (depth -1), the output is nearly full, or the budget is spent.

    At each depth `masks` holds: chosen vertices, free ones, those still to be tried, those that close a set at once.
    """
    masks = work[5]
    room = len(out) - WORD
    while depth >= 0 and budget > 0 and n_out < room:
        closing = masks[depth, 3]
        while closing:
            out[n_out] = masks[depth, 0] | (closing & (~closing + ONE))
            closing &= closing - ONE
            n_out += 1
        masks[depth, 3] = NONE
        ahead = masks[depth, 2]
        if ahead == NONE:
            depth -= 1
            if depth >= 0:
                masks[depth, 1] |= masks[depth + 1, 0] & ~masks[depth, 0]
            continue
        budget -= 1
        vertex = lowest(ahead)
        masks[depth, 2] &= ahead - ONE
        descend(depth, vertex, work)
        if plan(depth + 1, work):
            depth += 1
        else:
            masks[depth, 1] |= ONE << np.uint64(vertex)
    return depth, n_out, budget


@njit(cache=True)
def differences(row, others, n_others):
    """Return where each of the first others differs from the row, as a bit set; -1 in another differs nowhere."""
    found = np.empty(n_others, np.uint64)
    for i in range(n_others):
        mask = NONE
        for c in range(len(row)):
            if others[i, c] != row[c] and others[i, c] >= 0:
                mask |= ONE << np.uint64(c)
        found[i] = mask
    return found


@njit(cache=True)
def search_rows(rows, state, work, found, budget):
    """Go on over the positive rows from `state` (row, depth), and return the number found and the state."""
    positives, negatives = rows
    out, source = found
    row, depth = state
    n_out = ZERO
    while row < len(positives) and budget > 0 and n_out < len(out) - WORD:
        if depth == -2:
            edges = minimal(differences(positives[row], negatives, len(negatives)))
            open_search(edges, minimal(differences(positives[row], positives, row)), work)
            depth = 0 if plan(ZERO, work) else -1
            budget -= 1
        before = n_out
        depth, n_out, budget = search(depth, work, out, n_out, budget)
        for i in range(before, n_out):
            source[i] = row
        if depth == -1:
            row, depth = row + 1, -2
    return n_out, (row, depth)


def make_work(n_vertices: int, n_edges: int, n_required: int) -> tuple[NDArray[Any], ...]:
    """Return the arrays of a search with at most so many vertices, edges and required sets."""
    size = max(1, -(-n_edges // WORD))
    depth = min(n_vertices, n_edges) + 2
    return (
        np.zeros(n_edges, np.uint64),
        np.zeros(n_required, np.uint64),
        np.zeros((WORD, size), np.uint64),
        np.zeros((depth, size), np.uint64),
        np.zeros((depth, depth, size), np.uint64),
        np.zeros((depth, 4), np.uint64),
        np.zeros(4, np.int64),
    )


def each_batch(edges: Words, n_vertices: int) -> Iterator[Words]:
    """Give the minimal hitting sets of minimal edges, batch by batch."""
    work = make_work(n_vertices, len(edges), 0)
    out = np.empty(BATCH, np.uint64)
    open_search(edges, np.empty(0, np.uint64), work)
    depth = 0 if plan(0, work) else -1
    while depth >= 0:
        depth, n_out, _ = search(depth, work, out, 0, NODES)
        yield out[:n_out]


@njit(cache=True)
def cover(masks, levels, by_level):
    """Return which rows each term covers, packed; `by_level` has the rows with each level of each condition."""
    packed = np.full((len(masks), by_level.shape[2]), ALL)
    for i in range(len(masks)):
        left = masks[i]
        while left:
            at = lowest(left)
            left &= left - ONE
            for w in range(by_level.shape[2]):
                packed[i, w] &= by_level[at, levels[i, at], w]
    return packed
