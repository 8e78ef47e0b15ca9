"""The cheapest partition of many: column generation gives a bound and stable shares, integer programming the clusters.

The linear programme lets each player be spread over candidates. Its cost is a bound on every partition, and its dual
prices are shares that no candidate can block; where a partition costs no more than the bound, the core of the game of
clusters is not empty, and otherwise the difference is the subsidy without which some cluster leaves.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from samverkan.methods.sharing.clusters.candidates import Candidates, Progress, be_silent
from samverkan.methods.sharing.clusters.choosing import choose_columns
from samverkan.methods.sharing.clusters.master import Floats, Master, Places, lowest

POOL = 20_000
"""Rounds look through so many promising candidates; only when none of them helps, through all."""
CORE_TOLERANCE = 1e-7
"""Of the bound: a partition that costs no more above it is on it."""


class Proof(StrEnum):
    """What is known of a partition: that none is cheaper, or a bound on how much cheaper one may be."""

    OPTIMAL = "optimal"
    BOUNDED = "bounded"


@dataclass(frozen=True, slots=True)
class Effort:
    """How long integer programming may take, in seconds by the clock, and how many columns it may have.

    `seconds` is for the columns that were generated, `proof_seconds` for all that a cheaper partition could have; 0
    leaves the second out. `relative_gap` is where the first may stop.
    """

    seconds: float = 20.0
    proof_seconds: float = 60.0
    relative_gap: float = 1e-6
    most_columns: int = 200_000


@dataclass(frozen=True, eq=False)
class ClusterBound:
    """What no partition costs less than, and shares that no candidate blocks.

    `shares` has shape (n,) and sums to `cost`; every candidate costs at least what its members pay. `columns` are the
    candidates that were generated, `weights` how far the linear programme uses each.
    """

    cost: float
    shares: Floats
    columns: Places
    weights: Floats
    n_rounds: int


@dataclass(frozen=True, eq=False)
class BestPartition:
    """The cheapest partition found, and how much cheaper another could be at most.

    `clusters` are by lowest member, `bound` is proven for every partition, `linear` the bound by linear programming
    with its stable shares.
    """

    clusters: tuple[tuple[int, ...], ...]
    cost: float
    bound: float
    linear: ClusterBound
    proof: Proof

    @property
    def gap(self) -> float:
        """How much cheaper another partition could be at most, as a part of the bound."""
        return (self.cost - self.bound) / self.bound if self.bound else 0.0

    @property
    def subsidy(self) -> float:
        """What must come from outside for these clusters to be paid by shares that no candidate blocks."""
        return max(0.0, self.cost - self.linear.cost)

    @property
    def has_core(self) -> bool | None:
        """Whether shares that pay for the clusters and that no candidate blocks exist; None where it is not known."""
        if self.subsidy <= CORE_TOLERANCE * abs(self.linear.cost):
            return True
        return False if self.proof is Proof.OPTIMAL else None


def bound_partition(candidates: Candidates, progress: Progress = be_silent) -> ClusterBound:
    """Return what no partition costs less than, by column generation.

    Parameters
    ----------
    candidates
        Each player alone among them.
    progress
        Told after each round how many columns there are, and how many candidates.

    Raises
    ------
    SharingError
        The solver failed.

    References
    ----------
    Barnhart et al. (1998), Operations Research 46(3): column generation for set partitioning. Owen (1975), Mathematical
    Programming 9: dual prices as core shares.

    Examples
    --------
    >>> from samverkan.methods.sharing.clusters.candidates import make_candidates
    >>> pairs = make_candidates(3, [[0], [1], [2], [0, 1], [0, 2], [1, 2]], [4, 4, 4, 6, 6, 6])
    >>> found = bound_partition(pairs)
    >>> round(found.cost, 6), found.shares.round(6).tolist()
    (9.0, [3.0, 3.0, 3.0])
    """
    master = Master(candidates)
    pool = _open_pool(master)
    while True:
        master.solve()
        progress(master.n_columns, len(candidates))
        if master.enter(pool, candidates.reduced(master.prices, pool)):
            continue
        reduced = candidates.reduced(master.prices)
        pool = lowest(reduced, POOL)
        if not master.enter(pool, reduced[pool]):
            break
    # what rounding leaves below 0 is taken off the prices, so that the bound is one
    excess = float(np.maximum(-reduced / candidates.sizes, 0.0).max())
    shares = master.prices - excess
    shares.setflags(write=False)
    columns, weights = master.columns()
    return ClusterBound(float(shares.sum()), shares, columns, weights, master.n_rounds)


def find_best_partition(
    candidates: Candidates, effort: Effort | None = None, progress: Progress = be_silent
) -> BestPartition:
    """Return the cheapest partition found, with a proven gap.

    Parameters
    ----------
    candidates
        Each player alone among them.
    effort
        How long to look; None for `Effort()`.
    progress
        As `bound_partition`.

    Raises
    ------
    SharingError
        The solver failed.

    References
    ----------
    Barnhart et al. (1998), Operations Research 46(3). A candidate whose reduced cost exceeds the gap is in no cheaper
    partition: Balas & Padberg (1976), SIAM Review 18(4), on set partitioning.

    Examples
    --------
    >>> from samverkan.methods.sharing.clusters.candidates import make_candidates
    >>> pairs = make_candidates(3, [[0], [1], [2], [0, 1], [0, 2], [1, 2]], [4, 4, 4, 6, 6, 6])
    >>> found = find_best_partition(pairs)
    >>> found.clusters, found.cost, found.proof.value, round(found.subsidy, 6), found.has_core
    (((0, 1), (2,)), 10.0, 'optimal', 1.0, False)
    """
    asked = effort or Effort()
    linear = bound_partition(candidates, progress)
    chosen = _round_off(candidates, linear)
    chosen, _ = choose_columns(candidates, linear.columns, chosen, (asked.seconds, asked.relative_gap))
    cost = float(candidates.costs[chosen].sum())
    bound = linear.cost
    reduced = candidates.reduced(linear.shares)
    useful = np.flatnonzero(reduced <= cost - linear.cost + CORE_TOLERANCE * abs(cost))
    is_done = cost - bound <= CORE_TOLERANCE * abs(bound)
    if not is_done and asked.proof_seconds > 0 and useful.size <= asked.most_columns:
        chosen, proven = choose_columns(candidates, useful, chosen, (asked.proof_seconds, 0.0))
        # a partition with another candidate costs at least what was known before
        bound = max(bound, min(proven, cost, float(candidates.costs[chosen].sum())))
        cost = float(candidates.costs[chosen].sum())
        is_done = cost - bound <= CORE_TOLERANCE * abs(bound)
    clusters = tuple(sorted(candidates.cluster(at) for at in chosen.tolist()))
    return BestPartition(clusters, cost, min(bound, cost), linear, Proof.OPTIMAL if is_done else Proof.BOUNDED)


def _open_pool(master: Master) -> Places:
    """Return the candidates that save most of the members' own costs, and let the best of each player enter."""
    candidates = master.candidates
    own = candidates.sums(candidates.alone)
    ratios = np.divide(candidates.costs, own, out=np.ones(len(candidates)), where=own > 0)
    pool = lowest(ratios, POOL)
    master.enter_best(pool, ratios[pool])
    return pool


def _round_off(candidates: Candidates, linear: ClusterBound) -> Places:
    """Return a partition that follows the linear programme as far as it goes; those who are left stand alone."""
    order = np.argsort(-linear.weights, kind="stable")
    singles = np.flatnonzero(candidates.sizes == 1)
    is_free = np.ones(candidates.n_players + 1, dtype=bool)
    chosen = []
    for at in [*linear.columns[order[linear.weights[order] > 0]].tolist(), *singles.tolist()]:
        cluster = list(candidates.cluster(at))
        if is_free[cluster].all():
            is_free[cluster] = False
            chosen.append(at)
    return np.array(chosen, dtype=np.intp)
