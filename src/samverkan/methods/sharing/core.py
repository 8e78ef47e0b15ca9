"""The core: whether there is any split that no coalition would leave, and between which bounds each share then lies.

Linear programmes over a few coalitions; the pass for the greatest complaint finds those that are still cut off.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from samverkan.methods.sharing.complaints import worst_coalitions
from samverkan.methods.sharing.errors import SharingError
from samverkan.methods.sharing.game import Game, GameKind, make_game
from samverkan.methods.sharing.known import require_known, turn_back
from samverkan.methods.sharing.needs import Need

if TYPE_CHECKING:
    from scipy.optimize import OptimizeResult

SLACK = 1e-8
"""So large a part of the game's magnitude is within the precision of the linear programmes."""
WINDOW = 1e-9
"""A share that is held fast has so much play, as a part of the game's magnitude."""
CUTS_PER_PLAYER = 4
FAR = 1e6
"""Shares are sought within so many magnitudes; one that comes near the edge is held back by no known coalition."""
PRECISION = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class CoreAnswer:
    """Whether the core is empty, and the proof.

    `point` are shares in it, shape (n,), None when it is empty. Else `balanced` are coalitions, as bit masks, with
    weights that sum to 1 over the coalitions of each player: every split makes one of them complain, for together
    they cost `shortfall` less than everyone. `n_missing` coalitions are not known; a core that is not empty may be so
    with them.
    """

    is_empty: bool
    point: Floats | None
    balanced: tuple[tuple[int, float], ...]
    shortfall: float
    n_missing: int


@dataclass(frozen=True, eq=False)
class CoreBounds:
    """The least and the most that each player may be given in the core, shape (n,); None when the core is empty.

    Infinite where no known coalition sets a bound. `answer` is the proof that the core is or is not empty.
    """

    answer: CoreAnswer
    least: Floats | None
    most: Floats | None


def find_core_point(game: Game) -> CoreAnswer:
    """Return a point of the core or the proof that there is none.

    Raises GameError when the grand coalition is not known, SharingError when the solver fails.

    References
    ----------
    Bondareva (1963); Shapley (1967), On balanced sets and cores, Naval Research Logistics Quarterly 14: 453-460.

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game
    >>> game = make_game([0, 6, 8, 12, 10, 14, 15, 18])
    >>> find_core_point(game).is_empty
    False
    """
    return _Search(game).find_point()


def is_core_empty(game: Game) -> bool:
    """Return whether every split makes some coalition complain. Raises as `find_core_point`.

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game
    >>> is_core_empty(make_game([0, 4, 4, 6, 4, 6, 6, 10]))
    True
    """
    return find_core_point(game).is_empty


def core_bounds(game: Game) -> CoreBounds:
    """Return the least and the most of each player over the core, 2n linear programmes. Raises as `find_core_point`.

    References
    ----------
    Gillies (1959), Solutions to general non-zero-sum games, Annals of Mathematics Studies 40: 47-85: the core.

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game
    >>> game = make_game([0, 6, 8, 12, 10, 14, 15, 18])
    >>> bounds = core_bounds(game)
    >>> bounds.least.round(6).tolist(), bounds.most.round(6).tolist()
    ([3.0, 4.0, 6.0], [6.0, 8.0, 10.0])
    """
    search = _Search(game)
    answer = search.find_point()
    if answer.is_empty:
        return CoreBounds(answer, None, None)
    ends = np.array([[search.push(player, sign) for player in range(game.n_players)] for sign in (1, -1)])
    low, high = (turn_back(game, end) for end in ends)
    least, most = (low, high) if game.kind is GameKind.COST else (high, low)
    return CoreBounds(answer, least, most)


class _Search:
    """Coalitions met so far, as rows of linear programmes in costs divided by the game's magnitude."""

    def __init__(self, game: Game) -> None:
        require_known(game, Need.TOTAL)
        self.game = game
        self.scale = game.magnitude or 1.0
        self.costs = make_game(game.as_costs().table / self.scale)
        self.n = game.n_players
        self.n_missing = int(np.isnan(game.table).sum())
        single = 1 << np.arange(self.n)
        self.masks: list[int] = []
        self.add(np.unique(np.concatenate([single, game.everyone ^ single])).tolist())

    def add(self, masks: list[int]) -> bool:
        """Enter coalitions that are known and new; return whether there were any."""
        known = set(self.masks) | {0, self.costs.everyone}
        fresh = [mask for mask in masks if mask not in known and not np.isnan(self.costs.table[mask])]
        self.masks += fresh
        return bool(fresh)

    def rows(self) -> Floats:
        """Return who is in each coalition, shape (rows, n)."""
        inside: Floats = (np.array(self.masks, dtype=np.int64)[:, None] >> np.arange(self.n) & 1).astype(float)
        return inside

    def limits(self) -> Floats:
        """Return the cost of each coalition, shape (rows,)."""
        return self.costs.table[self.masks]

    def cut(self, point: Floats) -> bool:
        """Enter coalitions that complain of a point; return whether there were new ones."""
        worst = worst_coalitions(self.costs, point, CUTS_PER_PLAYER * self.n)
        return self.add([one.coalition for one in worst if one.amount > SLACK])

    def find_point(self) -> CoreAnswer:
        """Make the greatest complaint small until it is 0 or cannot be."""
        while True:
            found = self._least_complaint()
            level, point = float(found.x[-1]), found.x[:-1]
            if level > SLACK:
                return self._prove_empty(found)
            if not self.cut(point):
                shares = turn_back(self.game, point * self.scale)
                return CoreAnswer(False, shares, (), 0.0, self.n_missing)

    def push(self, player: int, sign: int) -> float:
        """Return the least (sign 1) or the most (-1) cost of a player in the core.

        The end that the coalitions met so far allow is right when the core reaches it: that is asked at a point well
        inside the face, for a corner would be cut off again and again.
        """
        aim = np.zeros(self.n)
        aim[player] = sign
        while True:
            found = _solve(aim, self.rows(), self.limits(), (np.ones(self.n), self.costs.total))
            end = float(found.x[player])
            if self._reaches(player, end, np.flatnonzero(found.ineqlin.marginals).tolist()):
                return end * self.scale if abs(end) < FAR / (4 * self.n) else -sign * np.inf

    def _reaches(self, player: int, end: float, tight: list[int]) -> bool:
        window = np.tile([-FAR, FAR], (self.n + 1, 1))
        window[player] = (end - WINDOW, end + WINDOW)
        while True:
            found = self._least_complaint(tight, window)
            if found.x[-1] > SLACK:
                return False
            if not self.cut(found.x[:-1]):
                return True

    def _least_complaint(self, tight: Sequence[int] = (), window: Floats | None = None) -> "OptimizeResult":
        """Make the greatest complaint least, that of the rows `tight` left out, which may not complain at all."""
        level = -np.ones((len(self.masks), 1))
        level[list(tight)] = 0
        whole = (np.append(np.ones(self.n), 0.0), self.costs.total)
        aim = np.append(np.zeros(self.n), 1.0)
        return _solve(aim, np.hstack([self.rows(), level]), self.limits(), whole, window)

    def _prove_empty(self, found: "OptimizeResult") -> CoreAnswer:
        weights = -np.asarray(found.ineqlin.marginals)
        by_player = weights @ self.rows()
        weights = weights / by_player.mean()
        used = np.flatnonzero(weights > SLACK)
        balanced = tuple((self.masks[at], float(weights[at])) for at in used.tolist())
        covered = float(weights[used] @ self.costs.table[np.array(self.masks)[used]])
        return CoreAnswer(True, None, balanced, (self.costs.total - covered) * self.scale, self.n_missing)


def _solve(
    aim: Floats, rows: Floats, limits: Floats, whole: tuple[Floats, float], window: Floats | None = None
) -> "OptimizeResult":
    """Minimise `aim` where no row exceeds its limit and the one of `whole` is met."""
    from scipy.optimize import linprog  # a slow import, and most rules do without

    found = linprog(
        aim,
        A_ub=rows if len(rows) else None,
        b_ub=limits if len(rows) else None,
        A_eq=whole[0][None],
        b_eq=[whole[1]],
        bounds=(-FAR, FAR) if window is None else window,
        method="highs",
        options=PRECISION,
    )
    if found.status != 0:
        raise SharingError(f"The linear programme of the core could not be solved: {found.message}")
    return found
