"""The core: whether there is any split that no coalition would leave, and between which bounds each share then lies.

Linear programmes over a few coalitions; the pass for the greatest complaint finds those that are still cut off.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samverkan.methods.sharing.complaints import worst_coalitions
from samverkan.methods.sharing.errors import Programme, SolverError
from samverkan.methods.sharing.game import Game, GameKind, make_game
from samverkan.methods.sharing.known import require_known, turn_back
from samverkan.methods.sharing.needs import Need
from samverkan.methods.sharing.nucleolus.program import Program

SLACK = 1e-8
"""So large a part of the game's magnitude is within the precision of the linear programmes."""
FAR = 1e6
"""Shares are sought within so many magnitudes; one that comes near the edge is held back by no known coalition."""
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
    Gillies (1959), Solutions to general non-zero-sum games, Annals of Mathematics Studies 40: 47-85: the core. The
    coalitions that cut off a corner are sought on the way to it from inside: Ben-Ameur & Neto (2007), Networks 49(1).

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
    ends = search.find_ends()
    low, high = (turn_back(game, end) for end in ends)
    least, most = (low, high) if game.kind is GameKind.COST else (high, low)
    return CoreBounds(answer, least, most)


class _Search:
    """Coalitions met so far, as rows of a linear programme in costs divided by the game's magnitude.

    Its columns are the shares and a level above which no row may complain.
    """

    def __init__(self, game: Game) -> None:
        require_known(game, Need.TOTAL)
        self.game = game
        self.scale = game.magnitude or 1.0
        self.costs = make_game(game.as_costs().table / self.scale)
        self.n = game.n_players
        self.n_missing = int(np.isnan(game.table).sum())
        self.inside = np.zeros(self.n)
        aim, far = np.append(np.zeros(self.n), 1.0), np.full(self.n + 1, FAR)
        self.program = Program(aim, -far, far)
        whole = np.array([self.costs.total])
        self.program.add_rows(1.0 - aim[None], whole, whole)
        single = 1 << np.arange(self.n)
        self.masks: list[int] = []
        self.known = {0, self.costs.everyone}
        self.add(np.unique(np.concatenate([single, game.everyone ^ single])).tolist())

    def add(self, masks: list[int]) -> bool:
        """Enter coalitions that are known and new; return whether there were any."""
        fresh = [mask for mask in masks if mask not in self.known and not np.isnan(self.costs.table[mask])]
        self.known.update(fresh)
        self.masks += fresh
        if fresh:
            rows = np.hstack([self.members(fresh), -np.ones((len(fresh), 1))])
            self.program.add_rows(rows, np.full(len(fresh), -np.inf), self.costs.table[fresh])
        return bool(fresh)

    def members(self, masks: list[int]) -> Floats:
        """Return who is in each coalition, shape (rows, n)."""
        inside: Floats = (np.array(masks, dtype=np.int64)[:, None] >> np.arange(self.n) & 1).astype(float)
        return inside

    def complaining(self, point: Floats) -> list[int]:
        """Return coalitions that complain of a point, far apart."""
        worst = worst_coalitions(self.costs, point, self.n, SLACK)
        return [one.coalition for one in worst]

    def find_point(self) -> CoreAnswer:
        """Make the greatest complaint small until it is 0 or cannot be."""
        while True:
            self.inside, level = self._solve()
            if level > SLACK:
                return self._prove_empty()
            if not self.add(self.complaining(self.inside)):
                shares = turn_back(self.game, self.inside * self.scale)
                return CoreAnswer(False, shares, (), 0.0, self.n_missing)

    def find_ends(self) -> Floats:
        """Return the least and the most cost of each player in the core, shape (2, n), once a point is found."""
        self.program.fix_column(self.n, 0.0)
        self.program.change_cost(self.n, 0.0)
        return np.array([[self._push(player, sign) for player in range(self.n)] for sign in (1, -1)])

    def _push(self, player: int, sign: int) -> float:
        """Return the least (sign 1) or the most (-1) cost of a player in the core.

        What the coalitions met so far allow is right when the way to it from inside leads so far.
        """
        self.program.change_cost(player, sign)
        while True:
            corner, _ = self._solve()
            end = float(corner[player])
            reached, is_new = self._walk(corner)
            if not is_new or abs(reached[player] - end) <= SLACK:
                self.program.change_cost(player, 0.0)
                return end * self.scale if abs(end) < FAR / (4 * self.n) else -sign * np.inf

    def _walk(self, corner: Floats) -> tuple[Floats, bool]:
        """Return the last point on the way to a corner of which nobody complains, and whether coalitions were entered.

        Those that complain of a point say how far back it is too far: a few steps, for complaints grow along the way.
        """
        way, part, is_new = corner - self.inside, 1.0, False
        while True:
            masks = self.complaining(self.inside + part * way)
            if not masks or part <= 0:
                return self.inside + part * way, is_new
            is_new = self.add(masks) or is_new
            rows = self.members(masks)
            room, gain = self.costs.table[masks] - rows @ self.inside, rows @ way
            grows = gain > 0
            part = max(0.0, float((room[grows] / gain[grows]).min())) if grows.any() else 0.0

    def _solve(self) -> tuple[Floats, float]:
        if not self.program.solve():
            raise SolverError(Programme.CORE)
        found = self.program.point()
        return found[:-1], float(found[-1])

    def _prove_empty(self) -> CoreAnswer:
        weights = -self.program.duals()[0][1:]
        by_player = weights @ self.members(self.masks)
        weights = weights / by_player.mean()
        used = np.flatnonzero(weights > SLACK)
        balanced = tuple((self.masks[at], float(weights[at])) for at in used.tolist())
        covered = float(weights[used] @ self.costs.table[np.array(self.masks)[used]])
        return CoreAnswer(True, None, balanced, (self.costs.total - covered) * self.scale, self.n_missing)
