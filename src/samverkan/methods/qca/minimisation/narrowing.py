"""Which of very many implicants can be in a model with the fewest terms: the others need not be in the chart."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

import numpy as np

from samverkan.methods.qca.minimisation.budget import Budget, OverBudget
from samverkan.methods.qca.minimisation.chart import Members
from samverkan.methods.qca.minimisation.implicants import Words, pack

MOST_LOOKED_AT = 100_000_000
"""So many comparisons of an implicant with the rows that are left, at most; then a coarser choice has to do."""
A_NODE = 20_000
"""To begin a node costs about as much as so many comparisons."""
MOST_TERMS = 12
"""Where models have more terms than this, each of them may cover so little that hardly an implicant can be left out."""


def narrowed(coverage: Words, n_rows: int, budget: Budget) -> Iterator[tuple[int, Members]]:
    """Give sizes of a model, rising, with the implicants, by index, that models of at most that size can have.

    A model is found at the last size, that of a greedy one, at the latest. While few implicants cover much, the
    implicants are exactly those of the smallest models; else those that cover what the others, at their best, leave,
    and all of them where models are large.
    """
    everything = pack(np.ones((1, n_rows), dtype=bool))[0]
    gains = _gains(coverage, everything)
    n_greedy = _greedy_size(coverage, everything)
    if n_greedy > MOST_TERMS:
        yield n_greedy, np.arange(len(coverage))
        return
    peeling = _Peeling(coverage, budget)
    best = np.sort(gains)[::-1][:n_greedy]
    for size in range(1, n_greedy + 1):
        members = np.flatnonzero(gains >= n_rows - int(best[: size - 1].sum()))
        if not (np.bitwise_or.reduce(coverage[members], axis=0) == everything).all():
            continue
        try:
            exact = peeling.used(members, everything, size)
        except (_TooManyError, OverBudget):
            yield size, members
            continue
        if len(exact):
            yield size, exact
            return


class _TooManyError(Exception):
    """Too many implicants cover much."""


@dataclass(slots=True)
class _Peeling:
    """Finds the implicants of all covers of a size. One of k terms covers at least a k-th of the rows: begin there."""

    coverage: Words
    budget: Budget
    looked_at: int = 0

    def used(self, alive: Members, left: Words, size: int) -> Members:
        """Return the implicants of all covers of exactly so many; each cover is met once, by its first large term."""
        self.budget.look()
        self.looked_at += len(alive) + A_NODE
        if self.looked_at > MOST_LOOKED_AT:
            raise _TooManyError
        inside = self.coverage[alive] & left
        if size == 1:
            whole: Members = alive[(inside == left).all(axis=1)]
            return whole
        gains = np.bitwise_count(inside).sum(axis=1, dtype=np.int64)
        n_left = int(np.bitwise_count(left).sum())
        large = alive[gains >= ceil(n_left / size)]
        if len(large) * len(alive) > MOST_LOOKED_AT:
            raise _TooManyError
        alive = alive[gains > 0]
        found = [np.zeros(0, np.int64)]
        for one in large.tolist():
            alive = alive[alive != one]
            rest = self.used(alive, left & ~self.coverage[one], size - 1)
            if len(rest):
                found += [np.array([one]), rest]
        return np.unique(np.concatenate(found))


def _gains(coverage: Words, left: Words) -> Members:
    gains: Members = np.bitwise_count(coverage & left).sum(axis=1, dtype=np.int64)
    return gains


def _greedy_size(coverage: Words, left: Words) -> int:
    """Return how many terms a greedy model has; beyond `MOST_TERMS` the rest is not counted."""
    n_terms = 0
    while left.any() and n_terms <= MOST_TERMS:
        left = left & ~coverage[int(_gains(coverage, left).argmax())]
        n_terms += 1
    return n_terms
