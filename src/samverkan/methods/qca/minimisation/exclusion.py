"""The smallest covers of few rows, counted by inclusion and exclusion: what it costs hangs on the rows alone."""

from math import factorial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from samverkan.methods.qca.minimisation.chart import Component
from samverkan.methods.qca.minimisation.covers import Tally

MOST_ROWS = 18
"""A table over all sets of so many rows has 2 MiB."""
FEW_ROWS = 12
SETS_A_CLASS = 128
"""The table takes as long to fill as so many sets of rows take a search for each class."""
SHORT = 8
"""Stretches of so few numbers are added sooner across than along."""
MOST_COUNTED = 2**63
Counts = NDArray[np.int64]


def suits_exclusion(component: Component) -> bool:
    """Whether counting over all sets of rows is sooner done than searching."""
    sets = 1 << component.n_rows
    return component.n_rows <= FEW_ROWS or (
        component.n_rows <= MOST_ROWS and sets <= SETS_A_CLASS * len(component.coverage)
    )


class Counted(NamedTuple):
    """The smallest covers: how many implicants each has, how many there are, and how many have one of each class."""

    size: int
    n_covers: int
    having: Counts


def tally_by_exclusion(component: Component) -> Tally | None:
    """Return the smallest covers of a component; None where their number could exceed 64 bits."""
    weights = np.array(component.multiplicity, dtype=np.int64)
    counted = count_covers(np.array(component.coverage, dtype=np.int64), weights, component.n_rows)
    return None if counted is None else as_tally(counted)


def as_tally(counted: Counted) -> Tally:
    """Return what was counted, with the classes that any and all covers have as bit sets."""
    size, n_covers, having = counted
    return Tally(size, n_covers, _as_bits(having > 0), _as_bits(having == n_covers))


def count_covers(coverage: Counts, weights: Counts, n_rows: int) -> Counted | None:
    """Return the smallest covers of rows by classes that differ; None where their number could exceed 64 bits.

    `coverage` has the bit set of the rows of each class, `weights` how many implicants it has. Implicants drawn k times
    cover all rows in sum((-1)**|S| * a(S)**k) ways, S running over all sets of rows and a(S) being the number of
    implicants that cover no row of S. At the smallest k no draw repeats an implicant, so that each cover is drawn in k!
    ways. Sums that pass 64 bits on the way come out right, for the result itself does not.

    References
    ----------
    Björklund, Husfeldt & Koivisto (2009), SIAM Journal on Computing 39(2): covers by inclusion and exclusion.
    """
    n_sets = 1 << n_rows
    held = np.zeros(n_sets, np.int64)
    held[coverage] = weights
    _sum_over_subsets(held)
    avoiding = held[::-1]
    is_odd = np.bitwise_count(np.arange(n_sets)) % 2 == 1
    total, size, smaller = int(weights.sum()), 1, np.where(is_odd, -1, 1)
    # One of a cover's implicants is among those of the row that the fewest cover.
    narrowest = total - max(int(avoiding[1 << row]) for row in range(n_rows))
    while min(total, size * narrowest) * total ** (size - 1) < MOST_COUNTED:
        ways = smaller * avoiding
        if n_draws := int(ways.sum()):
            _sum_over_subsets(smaller)
            # Each cover has one place in a draw for each of its implicants.
            having = weights * smaller[n_sets - 1 - coverage] * size
            return Counted(size, n_draws // factorial(size), having // factorial(size))
        size, smaller = size + 1, ways
    return None


def _sum_over_subsets(values: Counts) -> None:
    """Add up, in place, the values of all subsets of each set of rows."""
    step = 1
    while step < len(values):
        if step < SHORT:
            for at in range(step):
                values[step + at :: 2 * step] += values[at :: 2 * step]
        else:
            pairs = values.reshape(-1, 2, step)
            pairs[:, 1] += pairs[:, 0]
        step *= 2


def _as_bits(flags: NDArray[np.bool_]) -> int:
    return int.from_bytes(np.packbits(flags, bitorder="little").tobytes(), "little")
