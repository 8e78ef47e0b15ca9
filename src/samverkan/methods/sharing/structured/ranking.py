"""For every host and size the coalition that complains most, those that are settled left out."""

from dataclasses import dataclass
from importlib import import_module
from sys import modules
from types import ModuleType
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from samverkan.methods.sharing.kernels import has_fast
from samverkan.methods.sharing.structured.curve import Floats
from samverkan.methods.sharing.structured.game import StructuredGame
from samverkan.methods.sharing.structured.nearness import SAME

Parts: TypeAlias = tuple[Floats, Floats, Floats, Floats]
FAST = "samverkan.methods.sharing.structured.ranking_fast"
LOADING = 1 << 21
"""Loading what is compiled takes as long as sorting so many numbers plainly."""
AT_ONCE = 1 << 19
"""So many numbers are sorted at a time: they stay in the cache of a core."""


@dataclass
class Tally:
    """How many numbers this process has sorted plainly; it decides when to load what is compiled, and nothing else."""

    numbers: int = 0


SORTED = Tally()


@dataclass(frozen=True, eq=False)
class Ranking:
    """The greatest complaint for each host and each size from 1 to n − 1, the lowest tangent standing for the curve.

    `complaints` has shape (n, n − 1), row = host; −inf where every such coalition is settled. `tangents` says which
    tangent gave it.
    """

    game: StructuredGame
    shares: Floats
    direction: Floats | None
    complaints: Floats
    tangents: NDArray[np.intp]

    def coalitions(self, hosts: NDArray[np.intp], sizes: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Return the memberships, shape (m, n), of the coalitions of some hosts; place 0 of `sizes` is one member."""
        if FAST in modules and has_fast():
            asked = (hosts, self.tangents[hosts, sizes], sizes)
            listed: NDArray[np.bool_] = import_module(FAST).list_members(
                *_parts(self.game, self.shares, self.direction), asked
            )
            return listed
        sorted_ = _sort(self.game, self.shares, self.direction, (hosts, self.tangents[hosts, sizes]))
        members = np.zeros((len(hosts), self.game.n_players), dtype=bool)
        rows = np.arange(len(hosts))
        columns = np.arange(sorted_.order.shape[1])
        taken = columns < sizes[:, None]
        members[rows[:, None], sorted_.order] = taken
        members[rows, hosts] = True
        if self.direction is not None:
            _swap(members, sorted_, rows, sizes)
        return members


@dataclass(frozen=True, eq=False)
class _Sorted:
    """Rows of others, the most willing first: their order, values and directions, and those of the host."""

    order: NDArray[np.intp]
    values: Floats
    own: Floats
    directions: Floats | None = None
    own_direction: Floats | None = None


@dataclass(frozen=True, eq=False)
class _Swaps:
    """For each prefix of a row: what the cheapest swap that unsettles it costs, and who leaves and enters."""

    losses: Floats
    leaving: NDArray[np.intp]
    entering: NDArray[np.intp]
    is_settled: NDArray[np.bool_]


def rank_coalitions(game: StructuredGame, shares: Floats, direction: Floats | None = None) -> Ranking:
    """Return who complains most about shares, for each host and size.

    With a `direction`, shape (n,), coalitions over which it sums to 0 are settled and left out. Of the coalitions of
    one host and size, let T be the most complaining and settled. Another, U, that is not settled, differs from T by
    swaps; the directions of some swapped pair must differ, and that swap alone already unsettles T and costs no more.
    So the best that is not settled is one swap away: no enumeration is needed.
    """
    fast = _load_fast(game, direction)
    if fast is None:
        complaints, tangents = _rank(game, shares, direction)
    else:
        complaints, tangents = fast.rank(*_parts(game, shares, direction))
    complaints -= game.host_costs[:, None] + game.coordination[1 : game.n_players]
    return Ranking(game, shares, direction, complaints, tangents)


def _load_fast(game: StructuredGame, direction: Floats | None) -> ModuleType | None:
    """Return what is compiled, where it is installed and loading it pays."""
    # with a direction a level is being sought: about as many rankings follow as there are players
    to_come = _effort(game, direction) * (1 if direction is None else game.n_players)
    pays = FAST in modules or SORTED.numbers + to_come >= LOADING
    return import_module(FAST) if pays and has_fast() else None


def _effort(game: StructuredGame, direction: Floats | None) -> int:
    """Return how many numbers are sorted with the order that they come from; without it that takes a fourth as long."""
    size = game.n_players**2 * game.curve.n_tangents
    return size // 4 if direction is None else size


def _parts(game: StructuredGame, shares: Floats, direction: Floats | None) -> tuple[Parts, Floats, Floats]:
    """Return copies, which may all be written to: what may not be is compiled anew."""
    curve = game.curve
    parts = (
        np.array(game.host_member_costs, order="C"),
        np.array(curve.slopes),
        np.array(curve.intercepts),
        np.array(game.drivers),
    )
    return parts, np.array(shares), np.zeros(0) if direction is None else np.array(direction)


def _rank(game: StructuredGame, shares: Floats, direction: Floats | None) -> tuple[Floats, NDArray[np.intp]]:
    n, count = game.n_players, game.curve.n_tangents
    SORTED.numbers += _effort(game, direction)
    complaints = np.full((n, n - 1), -np.inf)
    tangents = np.zeros((n, n - 1), dtype=np.intp)
    step = max(1, AT_ONCE // (n * n))
    for start in range(0, count, step):
        chosen = np.arange(start, min(start + step, count))
        hosts = np.tile(np.arange(n), len(chosen))
        found = _sum_up(game, shares, direction, (hosts, np.repeat(chosen, n)))
        found = found.reshape(len(chosen), n, n - 1) - game.curve.intercepts[chosen, None, None]
        best = found.argmax(axis=0)
        highest = np.take_along_axis(found, best[None], axis=0)[0]
        is_better = highest > complaints
        complaints[is_better] = highest[is_better]
        tangents[is_better] = start + best[is_better]
    return complaints, tangents


def _sum_up(
    game: StructuredGame, shares: Floats, direction: Floats | None, rows: tuple[NDArray[np.intp], NDArray[np.intp]]
) -> Floats:
    """Return what the best of each size pay above their own costs, for each (host, tangent)."""
    if direction is None:
        # who they are is not asked yet, so values are sorted without their order
        costs, own = _cost_others(game, shares, rows)
        costs.sort(axis=1)
        return _prefix_sums(-costs[:, :-1], own)
    sorted_ = _sort(game, shares, direction, rows)
    sums = _prefix_sums(sorted_.values, sorted_.own)
    _take_off_losses(sums, sorted_)
    return sums


def _cost_others(
    game: StructuredGame, shares: Floats, rows: tuple[NDArray[np.intp], NDArray[np.intp]]
) -> tuple[Floats, Floats]:
    """Return what each other costs above what it pays, for each (host, tangent), and what the host pays above it."""
    hosts, tangents = rows
    costs = game.host_member_costs[hosts] + (game.curve.slopes[tangents, None] * game.drivers - shares)
    places = np.arange(len(hosts))
    own = -costs[places, hosts]
    costs[places, hosts] = np.inf
    return costs, own


def _sort(
    game: StructuredGame, shares: Floats, direction: Floats | None, rows: tuple[NDArray[np.intp], NDArray[np.intp]]
) -> _Sorted:
    """Return the others of each (host, tangent), the one who complains most first."""
    hosts, _ = rows
    costs, own = _cost_others(game, shares, rows)
    order = np.argsort(costs, axis=1)[:, :-1]
    values = -np.take_along_axis(costs, order, axis=1)
    if direction is None:
        return _Sorted(order, values, own)
    return _Sorted(order, values, own, direction[order], direction[hosts])


def _prefix_sums(values: Floats, own: Floats) -> Floats:
    """Return own + the sum of the first m values, for m from 0 to all but one."""
    sums = np.empty_like(values)
    sums[:, 0] = own
    np.cumsum(values[:, :-1], axis=1, out=sums[:, 1:])
    sums[:, 1:] += own[:, None]
    return sums


def _take_off_losses(sums: Floats, sorted_: _Sorted) -> None:
    """Lower, in the sums that are being made, those of settled coalitions by the loss of the swap that unsettles."""
    if sorted_.directions is None or sorted_.own_direction is None:
        return
    is_settled = np.abs(_prefix_sums(sorted_.directions, sorted_.own_direction)) < SAME
    # a host alone has no one to swap
    sums[is_settled[:, 0], 0] = -np.inf
    rows = np.flatnonzero(is_settled[:, 1:].any(axis=1))
    if rows.size:
        # few rows have settled coalitions, and swaps are dear
        few = _Sorted(
            sorted_.order[rows],
            sorted_.values[rows],
            sorted_.own[rows],
            sorted_.directions[rows],
            sorted_.own_direction[rows],
        )
        sums[rows] -= _find_swaps(few, is_settled[rows]).losses


def _find_swaps(sorted_: _Sorted, is_settled: NDArray[np.bool_]) -> _Swaps:
    """Return the swaps. Either the last taken leaves for the first whose direction differs, or the other way about."""
    values, directions = sorted_.values, sorted_.directions
    if directions is None:
        raise TypeError("Rows without directions have no swaps.")
    width = values.shape[1]
    changes = np.abs(np.diff(directions, axis=1)) >= SAME
    places = np.arange(1, width)
    # after[m]: the first place at or after m whose direction is not that of m - 1; before[m]: the last before m, of m
    after = np.minimum.accumulate(np.where(changes, places, width)[:, ::-1], axis=1)[:, ::-1]
    before = np.maximum.accumulate(np.where(changes, places, 0), axis=1) - 1
    padded = np.pad(values, ((0, 0), (1, 1)), constant_values=((0, 0), (np.inf, -np.inf)))
    enter_later = values[:, :-1] - np.take_along_axis(padded, after + 1, axis=1)
    leave_earlier = np.take_along_axis(padded, before + 1, axis=1) - values[:, 1:]
    is_later = enter_later <= leave_earlier
    losses = np.full(values.shape, np.inf)
    losses[:, 1:] = np.where(is_later, enter_later, leave_earlier)
    losses[~is_settled] = 0.0
    leaving = np.where(is_later, places - 1, before)
    entering = np.where(is_later, after, places)
    return _Swaps(losses, leaving, entering, is_settled)


def _swap(members: NDArray[np.bool_], sorted_: _Sorted, rows: NDArray[np.intp], sizes: NDArray[np.intp]) -> None:
    """Swap, in the memberships that are being made, the pair that unsettles each settled coalition."""
    if sorted_.directions is None or sorted_.own_direction is None:
        return
    swaps = _find_swaps(sorted_, np.abs(_prefix_sums(sorted_.directions, sorted_.own_direction)) < SAME)
    for row, size in zip(rows.tolist(), sizes.tolist(), strict=True):
        if swaps.is_settled[row, size] and np.isfinite(swaps.losses[row, size]):
            members[row, sorted_.order[row, swaps.leaving[row, size - 1]]] = False
            members[row, sorted_.order[row, swaps.entering[row, size - 1]]] = True
