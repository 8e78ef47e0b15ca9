"""The linear programme over the clusters so far, which grows column by column and goes on from where it stood."""

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from samverkan.methods.sharing.clusters.candidates import Candidates
from samverkan.methods.sharing.errors import Programme, SolverError

if TYPE_CHECKING:
    import highspy

Floats: TypeAlias = NDArray[np.float64]
Places: TypeAlias = NDArray[np.intp]

PER_PLAYER = 8
"""So many columns per player enter at first, and at most in each round."""
LOOKED_AT = 3_000
"""Of the candidates that lower the cost only so many, the best, are looked at in one round."""
TOLERANCE = 1e-9
"""Of the mean cost of a candidate alone: a reduced cost above minus this is none."""
PRIMAL_SIMPLEX = 4
"""A new column leaves the weights feasible: the primal simplex method goes on from there."""


class Master:
    """Spread each player over candidates at the least cost: `prices` of the players, `weights` of the columns."""

    def __init__(self, candidates: Candidates) -> None:
        self.candidates = candidates
        self.prices: Floats = candidates.alone
        self.n_rounds = 0
        self._tolerance = TOLERANCE * max(float(np.abs(self.prices).mean()), 1e-12)
        self._taken: list[Places] = []
        self._is_taken = np.zeros(len(candidates), dtype=bool)
        self._highs = _open_solver(candidates.n_players)
        self._take(np.flatnonzero(candidates.sizes == 1))

    @property
    def n_columns(self) -> int:
        """How many candidates have entered."""
        return sum(one.size for one in self._taken)

    def columns(self) -> tuple[Places, Floats]:
        """Return the candidates that have entered, the first ones first, and the weight of each."""
        taken = np.concatenate(self._taken)
        order = np.argsort(taken)
        return taken[order], np.array(self._highs.getSolution().col_value)[order]

    def solve(self) -> None:
        """Find the prices and the weights. Raises SharingError when the solver fails."""
        import highspy  # loaded with the first programme

        self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            self._highs.clearSolver()
            self._highs.run()
        status = self._highs.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            raise SolverError(Programme.CLUSTERS, str(status))
        self.prices = np.array(self._highs.getSolution().row_dual)
        self.n_rounds += 1

    def enter(self, pool: Places, reduced: Floats) -> bool:
        """Take in what lowers the cost most per member, so many per player; say whether there was any.

        `reduced` are the reduced costs of the pool.
        """
        below = np.flatnonzero(reduced < -self._tolerance)
        below = below[~self._is_taken[pool[below]]]
        self.enter_best(pool[below], reduced[below] / self.candidates.sizes[pool[below]])
        return below.size > 0

    def enter_best(self, chosen: Places, worths: Floats) -> None:
        """Take in the candidates of the lowest worth, so many per player."""
        is_new = ~self._is_taken[chosen]
        chosen, worths = chosen[is_new], worths[is_new]
        best = lowest(worths, LOOKED_AT)
        order = best[np.argsort(worths[best], kind="stable")]
        self._take(_spread(self.candidates, chosen[order]))

    def _take(self, columns: Places) -> None:
        import highspy  # loaded with the first programme

        members = self.candidates.members[columns]
        is_member = members < self.candidates.n_players
        starts = np.concatenate([[0], np.cumsum(is_member.sum(axis=1))[:-1]]).astype(np.int32)
        rows = members[is_member].astype(np.int32)
        costs, none = self.candidates.costs[columns], np.zeros(columns.size)
        most = np.full(columns.size, highspy.kHighsInf)
        if columns.size:
            self._highs.addCols(columns.size, costs, none, most, rows.size, starts, rows, np.ones(rows.size))
        self._taken.append(columns)
        self._is_taken[columns] = True


def lowest(values: Floats, count: int) -> Places:
    """Return where the lowest so many values are, in their order in the array."""
    if values.size <= count:
        return np.arange(values.size)
    return np.sort(np.argpartition(values, count)[:count])


def _open_solver(n_players: int) -> "highspy.Highs":
    import highspy  # loaded with the first programme

    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in (
        ("output_flag", False),
        ("presolve", "off"),
        ("threads", 1),
        ("solver", "simplex"),
        ("simplex_strategy", PRIMAL_SIMPLEX),
    ):
        highs.setOptionValue(option, value)
    none = np.zeros(0, dtype=np.int32)
    once = np.ones(n_players)
    highs.addRows(n_players, once, once, 0, np.zeros(n_players, dtype=np.int32), none, np.zeros(0))
    return highs


def _spread(candidates: Candidates, ordered: Places) -> Places:
    """Return the first of some candidates, passing over those whose players have all been in so many."""
    counts = [0] * candidates.n_players
    counts.append(PER_PLAYER)
    taken = []
    for at, row in zip(ordered.tolist(), candidates.members[ordered].tolist(), strict=True):
        if min(counts[one] for one in row) < PER_PLAYER:
            taken.append(at)
            for one in row:
                counts[one] += 1
    return np.array(taken, dtype=np.intp)
