"""Every cluster that could form: players who pairwise may stand together, up to a size, and what each cluster costs."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeAlias, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samverkan.methods.sharing.errors import GameError, SharingError

Item = TypeVar("Item")
Result = TypeVar("Result")
Floats: TypeAlias = NDArray[np.float64]
Members: TypeAlias = NDArray[np.uint16]
Cost: TypeAlias = Callable[[NDArray[np.integer]], Floats]
"""Gives the costs, shape (m,), of clusters of one size whose members' indices have shape (m, k)."""
Progress: TypeAlias = Callable[[int, int], None]
"""Told how much is done and how much there is. What it raises ends the work."""

MOST_CANDIDATES = 5_000_000
CHUNK = 20_000
COST_CHUNK = 50_000
SUM_BLOCK = 1 << 14
"""So many candidates are summed at a time, that what is summed stays near the processor."""
MOST_PLAYERS = 60_000


class TooManyCandidatesError(SharingError):
    """More clusters could form than may be listed. `count` is how many, at least."""

    def __init__(self, count: int, most: int) -> None:
        super().__init__(
            f"At least {count:,} clusters could form, and at most {most:,} are listed. Allow shorter distances or "
            "fewer members, or raise the limit."
        )
        self.count = count


class Mapper(Protocol):
    """A map that keeps the order of its items; function, items and results must be picklable."""

    def __call__(self, function: Callable[[Item], Result], items: Sequence[Item], /) -> Iterator[Result]:
        """Return the results in the order of the items."""


def map_here(function: Callable[[Item], Result], items: Iterable[Item], /) -> Iterator[Result]:
    """Return the results one after the other, in this process."""
    return map(function, items)


def be_silent(done: int, total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, eq=False)
class Candidates:
    """Clusters that could form, each player alone among them: the smaller first, then by their members.

    `members` has shape (m, largest): indices, lowest first, then `n_players` for no more members. `sizes` and `costs`
    have shape (m,). The arrays are read-only.
    """

    n_players: int
    members: Members
    sizes: NDArray[np.intp]
    costs: Floats

    @property
    def alone(self) -> Floats:
        """Shape (n,): what each player costs alone."""
        singles = np.flatnonzero(self.sizes == 1)
        costs = np.full(self.n_players, np.inf)
        np.minimum.at(costs, self.members[singles, 0].astype(np.intp), self.costs[singles])
        return costs

    def __len__(self) -> int:
        return int(self.costs.size)

    def cluster(self, at: int) -> tuple[int, ...]:
        """Return the members of one candidate."""
        return tuple(int(one) for one in self.members[at, : self.sizes[at]])

    def sums(self, values: Floats, chosen: NDArray[np.intp] | None = None) -> Floats:
        """Return the sum of the members' values for each candidate, or for those chosen."""
        padded = np.append(values, 0.0)
        members = self.members if chosen is None else self.members[chosen]
        total = np.zeros(len(members))
        for start in range(0, len(members), SUM_BLOCK):
            part = total[start : start + SUM_BLOCK]
            for column in members[start : start + SUM_BLOCK].T:
                part += padded.take(column, mode="clip")  # "clip" spares a copy; no index is out of range
        return total

    def reduced(self, prices: Floats, chosen: NDArray[np.intp] | None = None) -> Floats:
        """Return by how much the cost of each candidate, or of those chosen, exceeds what its members pay."""
        costs = self.costs if chosen is None else self.costs[chosen]
        return costs - self.sums(prices, chosen)


@dataclass(frozen=True, slots=True)
class Limits:
    """The most members of a cluster, and the most clusters that are listed."""

    largest: int
    most: int = MOST_CANDIDATES


def count_candidates(together: ArrayLike, limits: Limits) -> tuple[int, ...]:
    """Return how many clusters of 1, 2, … members could form, before any is listed.

    Parameters
    ----------
    together : shape (n, n)
        Whether two may stand in one cluster: near enough, of a form and a county that allow it. Symmetric; the
        diagonal is not used.
    limits
        The most members of a cluster, and the most clusters.

    Raises
    ------
    TooManyCandidatesError
        There are more in all than the limit.
    GameError
        The matrix is not square, not symmetric, or empty; or clusters may have less than 1 member.

    Examples
    --------
    >>> count_candidates([[1, 1, 1], [1, 1, 0], [1, 0, 1]], Limits(3))
    (3, 2, 0)
    """
    later, largest = _later(together, limits.largest)
    counts = [len(later)]
    cliques = np.arange(len(later), dtype=np.uint16)[:, None]
    shared = later
    while len(counts) < largest:
        counts.append(int(np.bitwise_count(shared).sum(dtype=np.int64)))
        if sum(counts) > limits.most:
            raise TooManyCandidatesError(sum(counts), limits.most)
        if len(counts) < largest:
            cliques, shared = _extend(cliques, shared, later)
    return tuple(counts)


def find_candidates(
    together: ArrayLike,
    cost: Cost,
    limits: Limits,
    mapper: Mapper = map_here,
    progress: Progress = be_silent,
) -> Candidates:
    """Return every cluster that could form, and its cost.

    Parameters
    ----------
    together : shape (n, n)
        As in `count_candidates`.
    cost
        Gives the costs of many clusters of one size at once, as `StructuredGame.costs_of` does.
    limits
        The most members of a cluster, and the most clusters.
    mapper
        Who evaluates the costs, in chunks; the result does not depend on it.
    progress
        Told after each chunk how many clusters have a cost.

    Raises
    ------
    TooManyCandidatesError
        There are more than the limit; nothing has been listed or evaluated.
    GameError
        As `count_candidates`, or a cost is missing or infinite.

    Examples
    --------
    >>> found = find_candidates([[1, 1], [1, 1]], lambda members: 2.0 + members.sum(axis=1), Limits(2))
    >>> [(found.cluster(at), float(found.costs[at])) for at in range(len(found))]
    [((0,), 2.0), ((1,), 3.0), ((0, 1), 3.0)]
    """
    counts = count_candidates(together, limits)
    later, _ = _later(together, limits.largest)
    width = max(size for size, count in enumerate(counts, start=1) if count)
    members = np.full((sum(counts), width), len(later), dtype=np.uint16, order="F")
    sizes = np.repeat(np.arange(1, len(counts) + 1), counts)
    cliques, shared, start = np.arange(len(later), dtype=np.uint16)[:, None], later, 0
    for size in range(1, width + 1):
        members[start : start + len(cliques), :size] = cliques
        start += len(cliques)
        if size < width:
            cliques, shared = _extend(cliques, shared, later)
    chunks = [
        np.ascontiguousarray(members[first : min(first + COST_CHUNK, stop), :size])
        for size, first, stop in _spans(counts)
        for first in range(first, stop, COST_CHUNK)
    ]
    costs = np.empty(len(members))
    done = 0
    for found in mapper(partial(_evaluate, cost), chunks):
        costs[done : done + len(found)] = found
        done += len(found)
        progress(done, len(members))
    return _frozen(len(later), members, sizes, costs)


def make_candidates(n_players: int, clusters: Sequence[Sequence[int]], costs: ArrayLike) -> Candidates:
    """Return candidates that are listed by hand, in any order.

    Parameters
    ----------
    clusters
        The members of each, any order; each player alone must be among them.
    costs : shape (m,)

    Raises
    ------
    GameError
        A cluster is empty, names a player twice or one that does not exist; a player lacks a candidate alone; the
        costs do not fit.

    Examples
    --------
    >>> make_candidates(2, [[0], [1], [1, 0]], [3, 4, 5]).cluster(2)
    (0, 1)
    """
    if not 1 <= n_players <= MOST_PLAYERS:
        raise GameError(f"Clusters are formed of 1 to {MOST_PLAYERS:,} players, not of {n_players}.")
    for at, one in enumerate(clusters):
        if not one or len(set(one)) < len(one) or not 0 <= min(one) <= max(one) < n_players:
            raise GameError(f"Cluster {at} is {list(one)}. It must name players 0 to {n_players - 1}, each once.")
    lacking = sorted(set(range(n_players)) - {one[0] for one in clusters if len(one) == 1})
    if lacking:
        raise GameError(f"Player {lacking[0]} has no candidate alone. Give what it costs alone.")
    values = np.array(costs, dtype=float)
    if values.shape != (len(clusters),):
        raise GameError(f"{len(clusters)} clusters need as many costs; the costs have the shape {values.shape}.")
    order = sorted(range(len(clusters)), key=lambda at: (len(clusters[at]), sorted(clusters[at])))
    members = np.full((len(clusters), max(map(len, clusters))), n_players, dtype=np.uint16, order="F")
    for row, at in enumerate(order):
        members[row, : len(clusters[at])] = sorted(clusters[at])
    return _frozen(n_players, members, np.array([len(clusters[at]) for at in order]), values[order])


def join_candidates(parts: Sequence[Candidates]) -> Candidates:
    """Return the candidates of several lists of the same players, each cluster once, with its cost in the first.

    Raises GameError when there is no list, or they are of different players.

    Examples
    --------
    >>> pair, trio = [0, 1], [0, 1, 2]
    >>> alone = [[0], [1], [2]]
    >>> one = make_candidates(3, [*alone, pair], [3, 3, 3, 5])
    >>> both = join_candidates([one, make_candidates(3, [*alone, trio], [3, 3, 3, 7])])
    >>> [both.cluster(at) for at in range(len(both))]
    [(0,), (1,), (2,), (0, 1), (0, 1, 2)]
    """
    if len({one.n_players for one in parts}) != 1:
        raise GameError("Lists of clusters are joined when there is one at least, all of the same players.")
    n, width = parts[0].n_players, max(one.members.shape[1] for one in parts)
    padded = [np.pad(one.members, ((0, 0), (0, width - one.members.shape[1])), constant_values=n) for one in parts]
    members = np.concatenate(padded)
    sizes = np.concatenate([one.sizes for one in parts])
    # lexsort is stable: of equal clusters the first list's comes first
    order = np.lexsort([*members.T[::-1], sizes])
    members = members[order]
    is_new = np.append(True, (members[1:] != members[:-1]).any(axis=1))
    kept = order[is_new]
    costs = np.concatenate([one.costs for one in parts])[kept]
    return _frozen(n, np.asfortranarray(members[is_new]), sizes[kept], costs)


def _later(together: ArrayLike, largest: int) -> tuple[NDArray[np.uint8], int]:
    """Return for each player, as packed bits, whom of higher index it may stand with; and the largest size."""
    allowed = np.array(together, dtype=bool)
    n = len(allowed) if allowed.ndim else 0
    if not 0 < n <= MOST_PLAYERS or allowed.shape != (n, n):
        raise GameError(f"Who may stand together is a square matrix of players; its shape is {allowed.shape}.")
    if (allowed != allowed.T).any():
        first, second = (int(one) for one in np.argwhere(allowed != allowed.T)[0])
        raise GameError(
            f"Player {first} may stand together with {second}, or not, but not the other way about.",
            (1 << first | 1 << second,),
        )
    if largest < 1:
        raise GameError(f"A cluster has at least 1 member, not {largest}.")
    return np.packbits(np.triu(allowed, 1), axis=1, bitorder="little"), min(largest, n)


def _extend(cliques: Members, shared: NDArray[np.uint8], later: NDArray[np.uint8]) -> tuple[Members, NDArray[np.uint8]]:
    """Return the clusters with one member more, of higher index, and whom each may still take in."""
    grown = [np.empty((0, cliques.shape[1] + 1), dtype=np.uint16)]
    rest = [np.empty((0, later.shape[1]), dtype=np.uint8)]
    for start in range(0, len(cliques), CHUNK):
        part = shared[start : start + CHUNK]
        rows, new = np.nonzero(np.unpackbits(part, axis=1, bitorder="little"))
        grown.append(np.column_stack([cliques[start : start + CHUNK][rows], new.astype(np.uint16)]))
        rest.append(part[rows] & later[new])
    return np.concatenate(grown), np.concatenate(rest)


def _spans(counts: Sequence[int]) -> list[tuple[int, int, int]]:
    """Return (size, first, stop) of the candidates of each size."""
    ends = np.cumsum(counts).tolist()
    return [(size, stop - counts[size - 1], stop) for size, stop in enumerate(ends, start=1) if counts[size - 1]]


def _evaluate(cost: Cost, members: Members) -> Floats:
    return np.asarray(cost(members.astype(np.intp)), dtype=float)


def _frozen(n_players: int, members: Members, sizes: NDArray[np.intp], costs: Floats) -> Candidates:
    wrong = np.flatnonzero(~np.isfinite(costs))
    if wrong.size:
        cluster = [int(one) for one in members[wrong[0]] if one < n_players]
        raise GameError(
            f"The cluster {cluster} has no finite cost ({costs[wrong[0]]}). Leave it out, or give its cost."
        )
    for one in (members, sizes, costs):
        one.setflags(write=False)
    return Candidates(n_players, members, sizes, costs)
