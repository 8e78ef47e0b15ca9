"""The partition that no group wants to leave, under a key that every member ranks alike."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samverkan.methods.sharing.clusters.candidates import Candidates
from samverkan.methods.sharing.clusters.keys import CommonKey, Floats
from samverkan.methods.sharing.errors import GameError

BLOCK = 4_000
"""So many candidates are looked through at a time."""


@dataclass(frozen=True, eq=False)
class StablePartition:
    """Clusters that no candidate breaks up, in the order in which they form: the lowest rate first.

    `rates` has one rate of the key per cluster, `shares` shape (n,) what each player pays, `cost` their sum, `saving`
    what all save against standing alone.
    """

    clusters: tuple[tuple[int, ...], ...]
    rates: tuple[float, ...]
    shares: Floats
    cost: float
    saving: float


@dataclass(frozen=True, slots=True)
class Blocking:
    """A cluster whose members would all be better off: its rate, and the lowest rate any of them has now."""

    members: tuple[int, ...]
    rate: float
    best_now: float


def find_stable_partition(candidates: Candidates, key: CommonKey) -> StablePartition:
    """Return the partition that forms when clusters are made in the order of the key's rate.

    Everyone in the cluster with the lowest rate of all wants that cluster most, so it forms; then the same among those
    who are left. No candidate then has a lower rate than all its members have. Of equal rates the larger cluster forms
    first, then the one whose first members have the lowest indices.

    Raises
    ------
    GameError
        The key is for another number of players.

    References
    ----------
    Farrell & Scotchmer (1988), Quarterly Journal of Economics 103(2): equal shares; Banerjee, Konishi & Sönmez (2001),
    Social Choice and Welfare 18(1): the common ranking property and the core of a coalition formation game.

    Examples
    --------
    >>> from samverkan.methods.sharing.clusters.candidates import make_candidates
    >>> from samverkan.methods.sharing.clusters.keys import per_driver
    >>> found = make_candidates(3, [[0], [1], [2], [0, 1], [1, 2]], [5, 5, 5, 8, 6])
    >>> find_stable_partition(found, per_driver([1, 1, 1])).clusters
    ((1, 2), (0,))
    """
    rates = key.rates(candidates)
    # stable sorts, so equal rates and sizes keep the order of the candidates: by their members
    largest_first = np.argsort(-candidates.sizes, kind="stable")
    order = largest_first[np.argsort(rates[largest_first], kind="stable")]
    formed = _form_in_order(candidates, order)
    shares = np.empty(candidates.n_players)
    for at in formed:
        chosen = list(candidates.cluster(at))
        shares[chosen] = key.offsets[chosen] + key.weights[chosen] * rates[at]
    cost = float(candidates.costs[formed].sum())
    return StablePartition(
        tuple(candidates.cluster(at) for at in formed),
        tuple(float(rates[at]) for at in formed),
        shares,
        cost,
        float(candidates.alone.sum()) - cost,
    )


def find_blocking(
    partition: Sequence[Sequence[int]], candidates: Candidates, key: CommonKey, *, tolerance: float = 1e-9
) -> Blocking | None:
    """Return the candidate that makes all its members better off and has the lowest rate; None when nobody leaves.

    Parameters
    ----------
    partition
        Clusters among the candidates that have every player once.
    tolerance
        A rate counts as lower when it is lower by more than this part of the greatest rate.

    Raises
    ------
    GameError
        The clusters are not a partition of the players, or one is not a candidate; the key does not fit.

    References
    ----------
    Banerjee, Konishi & Sönmez (2001), Social Choice and Welfare 18(1): a coalition blocks when every member prefers it.

    Examples
    --------
    >>> from samverkan.methods.sharing.clusters.candidates import make_candidates
    >>> from samverkan.methods.sharing.clusters.keys import per_driver
    >>> found = make_candidates(3, [[0], [1], [2], [0, 1], [1, 2]], [5, 5, 5, 8, 6])
    >>> find_blocking([[0, 1], [2]], found, per_driver([1, 1, 1]))
    Blocking(members=(1, 2), rate=3.0, best_now=4.0)
    """
    rates = key.rates(candidates)
    now = np.append(_rates_now(partition, candidates, rates), np.inf)
    best_now = now[candidates.members].min(axis=1)
    gains = best_now - rates > tolerance * max(1.0, float(np.abs(rates).max()))
    if not gains.any():
        return None
    at = int(np.argmin(np.where(gains, rates, np.inf)))
    return Blocking(candidates.cluster(at), float(rates[at]), float(best_now[at]))


def share_of_saving_lost(candidates: Candidates, stable: StablePartition, best_cost: float) -> float:
    """Return how much of the possible saving a stable partition forgoes, from 0 to 1; NaN when nothing can be saved.

    `best_cost` is that of the cheapest partition, or a bound on it.

    References
    ----------
    Both savings are against everyone alone.

    Examples
    --------
    >>> from samverkan.methods.sharing.clusters.candidates import make_candidates
    >>> from samverkan.methods.sharing.clusters.keys import per_driver
    >>> found = make_candidates(2, [[0], [1], [0, 1]], [3, 3, 5])
    >>> share_of_saving_lost(found, find_stable_partition(found, per_driver([1, 4])), 5.0)
    1.0
    """
    possible = float(candidates.alone.sum()) - best_cost
    return (possible - stable.saving) / possible if possible > 0 else float("nan")


def _form_in_order(candidates: Candidates, order: NDArray[np.intp]) -> list[int]:
    """Return the candidates that form when each in turn takes its members, where all of them are still free."""
    is_free = np.ones(candidates.n_players + 1, dtype=bool)
    formed: list[int] = []
    for start in range(0, order.size, BLOCK):
        waiting = order[start : start + BLOCK]
        while waiting.size:
            waiting = waiting[is_free[candidates.members[waiting]].all(axis=1)]
            if waiting.size:
                formed.append(int(waiting[0]))
                is_free[list(candidates.cluster(formed[-1]))] = False
        if not is_free[:-1].any():
            break
    return formed


def _rates_now(partition: Sequence[Sequence[int]], candidates: Candidates, rates: Floats) -> Floats:
    """Return the rate that each player has in a partition."""
    n = candidates.n_players
    if sorted(one for cluster in partition for one in cluster) != list(range(n)):
        raise GameError(f"The clusters do not have each of players 0 to {n - 1} once.")
    now = np.empty(n)
    for cluster in partition:
        row = np.full(candidates.members.shape[1], n)
        if len(cluster) <= row.size:
            row[: len(cluster)] = sorted(cluster)
        at = np.flatnonzero((candidates.sizes == len(cluster)) & (candidates.members == row).all(axis=1))
        if not at.size:
            raise GameError(f"The cluster {list(cluster)} is not among the candidates.")
        now[list(cluster)] = rates[at].min()
    return now
