"""Which of very many implicants can be in a model with the fewest terms: the others need not be in the chart."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samverkan.methods.qca.minimisation.budget import Budget, OverBudget
from samverkan.methods.qca.minimisation.chart import Members, classes_of, unpack
from samverkan.methods.qca.minimisation.implicants import WORD, Words, pack

MOST_LOOKED_AT = 100_000_000
"""So many comparisons of an implicant with the rows that are left, at most; then a coarser choice has to do."""
MOST_AT_ONCE = 1_000_000
"""So many pairs are compared at a time, so that memory stays small."""
PAIR = 2
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
    best = np.sort(gains)[::-1][:n_greedy]
    looked_at = 0
    for size in range(1, n_greedy + 1):
        members = np.flatnonzero(gains >= n_rows - int(best[: size - 1].sum()))
        if not _is_all(np.bitwise_or.reduce(coverage[members], axis=0), everything):
            continue
        classes, own = classes_of(coverage[members])
        peeling = _Peeling(classes, budget, looked_at)
        try:
            exact = peeling.used(everything, size)
        except (_TooManyError, OverBudget):
            yield size, members
            continue
        looked_at = peeling.looked_at
        if len(exact):
            yield size, members[np.sort(np.concatenate([own[one] for one in exact.tolist()]))]
            return


class _TooManyError(Exception):
    """Too many implicants cover much."""


@dataclass(slots=True)
class _Peeling:
    """Finds the classes, lines of `coverage` that differ, of all covers of a size, when no smaller cover exists."""

    coverage: Words
    budget: Budget
    looked_at: int = 0
    _is_used: NDArray[np.bool_] = field(init=False)

    def used(self, left: Words, size: int) -> Members:
        """Return the classes of all covers of exactly so many."""
        self._is_used = np.zeros(len(self.coverage), dtype=bool)
        self._mark(np.arange(len(self.coverage)), left, size)
        return np.flatnonzero(self._is_used)

    def _mark(self, alive: Members, left: Words, size: int) -> bool:
        """Mark the classes of all covers of these rows, and say whether there is one."""
        self._look_at(len(alive) + A_NODE)
        inside = self.coverage[alive] & left
        if size == 1:
            return self._note(alive[_is_all(inside, left)])
        gains = _gains(inside, left)
        n_left = int(np.bitwise_count(left).sum())
        best = np.partition(gains, -size + 1)[-size + 1 :] if len(gains) >= size else gains
        worthwhile = gains >= n_left - int(best.sum())
        alive, inside, gains = alive[worthwhile], inside[worthwhile], gains[worthwhile]
        if size == PAIR:
            return self._mark_pairs(alive, inside, left)
        if not _is_all(np.bitwise_or.reduce(inside, axis=0), left):
            return False
        found = False
        for one in alive[_branches(inside, left, gains * size >= n_left)].tolist():
            if self._mark(alive, left & ~self.coverage[one], size - 1):
                self._is_used[one] = found = True
        return found

    def _mark_pairs(self, alive: Members, inside: Words, left: Words) -> bool:
        """Mark the classes of which two cover the rows: one of them covers at least half."""
        gains = _gains(inside, left)
        large = np.flatnonzero(2 * gains >= int(np.bitwise_count(left).sum()))
        self._look_at(len(large) * len(alive))
        found = False
        for start in range(0, len(large), step := max(1, MOST_AT_ONCE // max(1, len(alive)))):
            some = large[start : start + step]
            fits = _is_all(inside[some][:, None] | inside[None], left)
            found |= self._note(alive[some[fits.any(axis=1)]])
            self._note(alive[fits.any(axis=0)])
        return found

    def _note(self, classes: Members) -> bool:
        self._is_used[classes] = True
        return len(classes) > 0

    def _look_at(self, n: int) -> None:
        self.budget.look()
        self.looked_at += n
        if self.looked_at > MOST_LOOKED_AT:
            raise _TooManyError


def _is_all(inside: Words, left: Words) -> Any:
    """Return whether the last axis of `inside` is `left`, without a reduction where it is one word."""
    return inside[..., 0] == left[0] if len(left) == 1 else (inside == left).all(axis=-1)


def _branches(inside: Words, left: Words, is_heavy: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the classes of which every cover has one: those that cover their part of all, or the narrowest row."""
    n_heavy = int(is_heavy.sum())
    if n_heavy <= PAIR:
        return is_heavy
    at_row = _at_narrowest_row(inside, left)
    return is_heavy if n_heavy <= int(at_row.sum()) else at_row


def _at_narrowest_row(inside: Words, left: Words) -> NDArray[np.bool_]:
    """Return which classes cover the row that the fewest cover."""
    bits = unpack(inside, len(left) * WORD)
    n_classes = np.where(unpack(left[None], len(left) * WORD)[0], bits.sum(axis=0), len(inside) + 1)
    return bits[:, int(n_classes.argmin())]


def _gains(coverage: Words, left: Words) -> Members:
    counts = np.bitwise_count(coverage & left)
    gains: Members = counts[:, 0].astype(np.int64) if len(left) == 1 else counts.sum(axis=1, dtype=np.int64)
    return gains


def _greedy_size(coverage: Words, left: Words) -> int:
    """Return how many terms a greedy model has; beyond `MOST_TERMS` the rest is not counted."""
    n_terms = 0
    while left.any() and n_terms <= MOST_TERMS:
        left = left & ~coverage[int(_gains(coverage, left).argmax())]
        n_terms += 1
    return n_terms
