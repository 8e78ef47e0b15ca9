"""One level of a structured nucleolus: the least greatest complaint of what is not settled, by cutting planes."""

from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from samverkan.methods.sharing.structured.curve import Floats
from samverkan.methods.sharing.structured.game import StructuredGame
from samverkan.methods.sharing.structured.prices import FEASIBLE, Prices
from samverkan.methods.sharing.structured.ranking import rank_coalitions

Memberships: TypeAlias = NDArray[np.bool_]

CUT = 1e-8
"""A complaint above the level by less than this, in units of the mean cost alone, is on it."""
POSITIVE = 1e-7
"""A dual price above this holds the level up: its coalition is settled."""
SETTLED = 1e-9
ROWS_KEPT = 8
"""So many coalitions per player are taken from one level to the next."""
STEP = 0.3
"""How far above the level, of the way to the best shares, complaints are heard."""
SHORT = 1e-5
"""When the best shares are so near the level, complaints are heard on it."""
FEW = 8


@dataclass(frozen=True, eq=False)
class Cut:
    """Where a level ended: shares, the level, and the coalitions that hold it up with their dual prices."""

    shares: Floats
    level: float
    coalitions: Memberships
    prices: Floats


class CuttingPlanes:
    """The linear programme of a level, in the directions that are still free; complaints are weighed by `weights`.

    `weights` has shape (n + 1,): what one unit of the level allows to a coalition of each size. Costs are in units of
    `scale` within.
    """

    def __init__(self, game: StructuredGame, weights: Floats, rng: np.random.Generator) -> None:
        n = game.n_players
        self.game, self.weights, self.rng = game, weights, rng
        self.scale = max(float(np.abs(game.alone).mean()), 1e-12)
        alone = game.alone
        self.shares: Floats = alone + (game.total - alone.sum()) / n
        self.free: Floats = null_space(np.ones((1, n)))
        single = np.eye(n, dtype=bool)
        self.seeds: Memberships = np.concatenate([single, ~single]) if n > 2 else single
        self.rows: Memberships = self.seeds
        self.costs: Floats = game.costs_by_tangents(self.rows)
        self.known = {row.tobytes() for row in self.rows}
        self.best, self.best_level = self.shares, np.inf
        self.n_rounds = 0
        self._drop_settled()
        self._program = Prices(self.n_free)

    @property
    def n_free(self) -> int:
        """In how many directions shares can still move."""
        return int(self.free.shape[1])

    def settle(self, shares: Floats, coalitions: Memberships) -> None:
        """Keep what these coalitions pay under these shares as it is from now on."""
        self.shares, self.best, self.best_level = shares, shares, np.inf
        self.free = self.free @ null_space(coalitions.astype(float) @ self.free)
        self._drop_settled()
        self._drop_slack()
        self._program = Prices(self.n_free)

    def run_round(self) -> tuple[Cut, bool]:
        """Solve the programme, add coalitions that complain of more, and say whether there were any.

        Vertices of the programme lie far out. So complaints are heard at the shares nearest to the best yet that keep
        the coalitions so far near the level (the level method); when the two levels all but meet, on the level.
        """
        cut = self._solve()
        self.n_rounds += 1
        gap = self.best_level - cut.level
        is_far = np.isfinite(gap) and gap > SHORT * self.scale
        shares = self._nearest(cut.level + (STEP * gap if is_far else FEASIBLE * self.scale))
        heard = cut if shares is None else replace(cut, shares=shares)
        if self._hear(heard.shares, cut.level):
            return heard, True
        if is_far and shares is not None:
            # the level is proven; the shares that are returned lie on it
            on_level = self._nearest(cut.level + FEASIBLE * self.scale)
            heard = cut if on_level is None else replace(cut, shares=on_level)
            return heard, self._hear(heard.shares, cut.level)
        return heard, False

    def _nearest(self, level: float) -> Floats | None:
        """Return the shares nearest to the best yet at which no row complains of more than the level.

        Least distance programming: Lawson & Hanson (1974), Solving Least Squares Problems, chapter 23.
        """
        from scipy.optimize import nnls  # a slow import, and a table does without

        moves = self.rows.astype(float) @ self.free
        sizes = self.weights[self.rows.sum(axis=1)]
        room = (self.costs + sizes * level - self.rows @ self.best) / self.scale
        target = np.append(np.zeros(self.n_free), 1.0)
        both = -np.vstack([moves.T, room])
        try:
            found, _ = nnls(both, target)
        except RuntimeError:
            return None
        rest = both @ found - target
        if abs(rest[-1]) < FEASIBLE:
            return None
        return np.asarray(self.best - self.scale * (self.free @ (rest[:-1] / rest[-1])), dtype=float)

    def _solve(self) -> Cut:
        """Solve the dual, which has few rows: prices of coalitions that balance each other, as dear as can be."""
        new = slice(self._program.n_coalitions, None)
        rows, costs = self.rows[new], self.costs[new]
        moves = rows.astype(float) @ self.free
        self._program.add(moves, self.weights[rows.sum(axis=1)], (costs - rows @ self.shares) / self.scale)
        prices, worths, room = self._program.solve()
        holding = prices > POSITIVE
        shares = self.shares + self.scale * (self.free @ worths)
        return Cut(shares, -room * self.scale, self.rows[holding], prices[holding])

    def _hear(self, shares: Floats, level: float) -> bool:
        """Add the coalitions that complain most of these shares, above the level; say whether there were any."""
        direction = self.free @ self.rng.standard_normal(self.n_free)
        ranking = rank_coalitions(self.game, shares, direction / float(np.abs(direction).max()))
        sizes = np.arange(1, self.game.n_players)
        highest = float((ranking.complaints / self.weights[sizes]).max())
        if highest < self.best_level:
            self.best, self.best_level = shares, highest
        above = ranking.complaints - self.weights[sizes] * level
        by_size, by_host = above.argmax(axis=0), above.argmax(axis=1)
        hosts = np.concatenate([by_size, np.arange(len(by_host))])
        places = np.concatenate([sizes - 1, by_host])
        heights = above[hosts, places]
        loudest = np.argsort(-heights, kind="stable")[: max(FEW, self.game.n_players // 2)]
        loudest = loudest[heights[loudest] > CUT * self.scale]
        return loudest.size > 0 and self._add(ranking.coalitions(hosts[loudest], places[loudest]))

    def _add(self, coalitions: Memberships) -> bool:
        found = np.unique(coalitions, axis=0)
        found = found[np.array([row.tobytes() not in self.known for row in found])]
        self.known.update(row.tobytes() for row in found)
        self.rows = np.concatenate([self.rows, found])
        self.costs = np.concatenate([self.costs, self.game.costs_by_tangents(found)])
        return len(found) > 0

    def _drop_settled(self) -> None:
        if self.n_free:
            moves = np.abs(self.rows.astype(float) @ self.free).max(axis=1)
            self._keep(np.flatnonzero(moves > SETTLED))

    def _drop_slack(self) -> None:
        """Drop the coalitions with the least complaints, where there are many; the first stay, they bound the level."""
        most = ROWS_KEPT * self.game.n_players
        if len(self.rows) <= most:
            return
        sizes = self.rows.sum(axis=1)
        complaints = (self.rows @ self.shares - self.costs) / self.weights[sizes]
        complaints[(sizes == 1) | (sizes == self.game.n_players - 1)] = np.inf
        self._keep(np.sort(np.argpartition(-complaints, most)[:most]))

    def _keep(self, places: NDArray[np.intp]) -> None:
        self.rows, self.costs = self.rows[places], self.costs[places]
        self.known = {row.tobytes() for row in self.rows}


def null_space(rows: Floats) -> Floats:
    """Return an orthonormal basis, shape (n, free), of the directions over which every row sums to 0."""
    # only the side of the players is asked for: rows beyond their number are first brought down to it
    square = np.linalg.qr(rows, mode="r") if len(rows) > rows.shape[1] else rows
    _, values, right = np.linalg.svd(square, full_matrices=True)
    rank = int((values > SETTLED * max(1.0, float(values.max(initial=0.0)))).sum())
    return np.ascontiguousarray(right[rank:].T)
