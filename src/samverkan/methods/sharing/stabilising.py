"""How far shares are from holding: the smallest change that leaves no coalition a complaint, or the smallest subsidy.

Linear programmes over the few coalitions that matter; the pass for the greatest complaint finds those.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samverkan.methods.sharing.complaints import worst_coalitions
from samverkan.methods.sharing.errors import Programme, SharingError, SolverError, TotalUnknownError
from samverkan.methods.sharing.game import Game, make_game

if TYPE_CHECKING:
    from scipy.optimize import OptimizeResult

SLACK = 1e-9
"""So large a part of the game's magnitude is within the precision of the linear programmes."""
CUTS_PER_PLAYER = 4
PRECISION = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}
INFEASIBLE, UNBOUNDED = 2, 3
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Stabilised:
    """What makes shares hold.

    `change`, shape (n,), is what to add to each share; of all changes that leave no coalition a complaint it moves the
    least money, `moved`, half the sum of its amounts when the shares already sum to the total. Where several move as
    little it is the one whose greatest addition and greatest reduction are least. It is None when the core is empty;
    then `subsidy` is the least that somebody else must pay for shares, `subsidised`, to hold that sum to the rest.
    `n_missing` coalitions are not known and have no voice.
    """

    change: Floats | None
    moved: float
    subsidy: float
    subsidised: Floats | None
    n_missing: int

    @property
    def is_core_empty(self) -> bool:
        """Whether no shares hold."""
        return self.change is None


def stabilise(game: Game, shares: ArrayLike) -> Stabilised:
    """Return the smallest change that makes shares, shape (n,), hold; or the smallest subsidy when none does.

    Raises
    ------
    UndefinedError
        The total is not known.
    SharingError
        There is not one finite share per player, or the solver fails.

    References
    ----------
    The subsidy is the cost of stability: Bachrach et al. (2009), SAGT, LNCS 5814: 122-134; for cost games the optimal
    cost share of Caprara & Letchford (2010), Mathematical Programming 124: 459-474.

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game
    >>> found = stabilise(make_game([0, 6, 8, 10]), [7, 3])
    >>> found.change.round(6).tolist(), round(found.moved, 6)
    ([-1.0, 1.0], 1.0)
    """
    costs = game.as_costs()
    if np.isnan(costs.total):
        raise TotalUnknownError
    asked = np.asarray(shares, dtype=float)
    if asked.shape != (game.n_players,) or not np.isfinite(asked).all():
        raise SharingError(f"There must be one finite share for each of the {game.n_players} players.")
    search = _Search(costs, asked if game is costs else 0.0 - asked)
    sign = 1.0 if game is costs else -1.0
    n_missing = int(np.isnan(game.table).sum())
    change = search.smallest_change()
    if change is not None:
        return Stabilised(sign * change + 0.0, float(np.abs(change).sum()) / 2, 0.0, None, n_missing)
    most = search.largest_sum()
    return Stabilised(None, np.nan, costs.total - float(most.sum()), sign * most, n_missing)


class _Search:
    """Coalitions met so far, as rows of linear programmes in costs divided by the game's magnitude."""

    def __init__(self, costs: Game, shares: Floats) -> None:
        self.scale = float(np.nanmax(np.abs(costs.table))) or 1.0
        self.costs = make_game(costs.table / self.scale)
        self.shares = shares / self.scale
        self.n = costs.n_players
        single = 1 << np.arange(self.n)
        self.masks: list[int] = []
        self._add(np.unique(np.concatenate([single, costs.everyone ^ single])).tolist())

    def smallest_change(self) -> Floats | None:
        """Return the change that moves least, and of those the most even one; None when nothing holds.

        Variables are what is added to each, what is taken from each, and the greatest of either.
        """
        first = self._change(np.append(np.ones(2 * self.n), [0.0, 0.0]), None)
        if first is None:
            return None
        least = float(np.abs(first).sum())
        even = self._change(np.append(np.zeros(2 * self.n), [1.0, 1.0]), least + SLACK)
        changed: Floats = (first if even is None else even) * self.scale
        return changed

    def _change(self, aim: Floats, most: float | None) -> Floats | None:
        """Return the change that is best by an aim, among those that move no more than `most`."""
        ones = np.ones(self.n)
        both = np.hstack([ones, -ones, 0.0, 0.0])
        whole = self.costs.total - self.shares.sum()
        greatest = np.hstack([np.eye(2 * self.n), -np.kron(np.eye(2), ones[:, None])])
        limit = np.abs(both)[None] if most is not None else np.zeros((0, 2 * self.n + 2))
        while True:
            rows = self._rows()
            room = self.costs.table[self.masks] - rows @ self.shares
            sides = np.hstack([rows, -rows, np.zeros((len(rows), 2))])
            limits = np.concatenate([room, np.zeros(2 * self.n), [most] if most is not None else []])
            found = _solve(aim, np.vstack([sides, greatest, limit]), limits, (both, whole), (0, None))
            if found is None:
                return None
            change: Floats = found.x[: self.n] - found.x[self.n : -2]
            if not self._cut(self.shares + change):
                return change

    def largest_sum(self) -> Floats:
        """Return the shares with the largest sum that leave no coalition a complaint."""
        while True:
            rows = self._rows()
            found = _solve(-np.ones(self.n), rows, self.costs.table[self.masks], None, (None, None))
            if found is None:
                # Shares without a bound on their sum could meet any total: then the core was not empty.
                raise SolverError(Programme.SUBSIDY)
            if not self._cut(found.x):
                most: Floats = found.x * self.scale
                return most

    def _rows(self) -> Floats:
        inside: Floats = (np.array(self.masks, dtype=np.int64)[:, None] >> np.arange(self.n) & 1).astype(float)
        return inside

    def _cut(self, point: Floats) -> bool:
        if self.n == 1:
            return False
        worst = worst_coalitions(self.costs, point, CUTS_PER_PLAYER * self.n)
        return self._add([one.coalition for one in worst if one.amount > SLACK])

    def _add(self, masks: list[int]) -> bool:
        known = {*self.masks, 0, self.costs.everyone}
        fresh = [mask for mask in masks if mask not in known and not np.isnan(self.costs.table[mask])]
        self.masks += fresh
        return bool(fresh)


def _solve(
    aim: Floats,
    rows: Floats,
    limits: Floats,
    whole: tuple[Floats, float] | None,
    bounds: tuple[float | None, float | None],
) -> "OptimizeResult | None":
    """Return the solution, or None when there is none, or none that is finite."""
    from scipy.optimize import linprog  # a slow import, and most rules do without

    found = linprog(
        aim,
        A_ub=rows if len(rows) else None,
        b_ub=limits if len(rows) else None,
        A_eq=None if whole is None else whole[0][None],
        b_eq=None if whole is None else [whole[1]],
        bounds=bounds,
        method="highs",
        options=PRECISION,
    )
    if found.status in (INFEASIBLE, UNBOUNDED):
        return None
    if found.status != 0:
        raise SolverError(Programme.CHANGE, found.message)
    return found
