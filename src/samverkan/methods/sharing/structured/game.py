"""A cost game with a structure: the best host, scale effects of a driver, and coordination that grows with members."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samverkan.methods.sharing.errors import GameError
from samverkan.methods.sharing.game import MOST_PLAYERS, Game, make_game
from samverkan.methods.sharing.structured.curve import Curve, Floats

PROBES = 65
NEARLY = 1e-9
"""How far, of its height, a curve may lie above its tangents: rounding."""


@dataclass(frozen=True, eq=False)
class StructuredGame:
    """A cost game of n players without a table.

    c(S) = min over hosts h in S of [F_h + sum over i in S of D_hi] + f(P(S)) + G(|S|), with P(S) the sum of drivers.

    `host_costs` F has shape (n,); `host_member_costs` D (n, n), row = host; `drivers` (n,) above 0; `curve` is the
    concave f; `coordination` G has shape (n + 1,) with G(0) = 0, else arbitrary. One unit of money throughout. The
    arrays are read-only.
    """

    host_costs: Floats
    host_member_costs: Floats
    drivers: Floats
    curve: Curve
    coordination: Floats

    @property
    def n_players(self) -> int:
        """How many players there are."""
        return int(self.drivers.size)

    @property
    def total(self) -> float:
        """What the grand coalition costs."""
        return self.cost(range(self.n_players))

    @property
    def alone(self) -> Floats:
        """Shape (n,): what each player costs alone."""
        return self.costs_of(np.arange(self.n_players)[:, None])

    @property
    def tangent_gap(self) -> float:
        """How much more a coalition costs at most when the tangents stand for the curve."""
        return self.curve.gap(float(self.drivers.min()), float(self.drivers.sum()))

    @property
    def has_host_choice(self) -> bool:
        """Whether it matters who hosts; otherwise the host part is a fixed sum and one sum per player."""
        return bool(np.ptp(self.host_costs) or np.ptp(self.host_member_costs, axis=0).any())

    def cost(self, members: Sequence[int]) -> float:
        """Return what a coalition costs; nobody costs 0. Raises GameError when there is no such player, or twice."""
        chosen = list(members)
        if not chosen:
            return 0.0
        wrong = [one for one in chosen if not 0 <= one < self.n_players]
        if wrong or len(set(chosen)) < len(chosen):
            raise GameError(
                f"The coalition {chosen} names a player twice or one that does not exist; there are players 0 to "
                f"{self.n_players - 1}."
            )
        return float(self.costs_of(np.array([chosen]))[0])

    def host_of(self, members: Sequence[int]) -> int:
        """Return the cheapest host of a coalition; of equals, the first named."""
        chosen = np.array(list(members), dtype=np.intp)
        sums = self.host_costs[chosen] + self.host_member_costs[np.ix_(chosen, chosen)].sum(axis=1)
        return int(chosen[int(np.argmin(sums))])

    def costs_of(self, members: NDArray[np.integer]) -> Floats:
        """Return the costs of coalitions of one size, shape (m,); `members` holds indices, shape (m, k), k >= 1."""
        chosen = np.asarray(members, dtype=np.intp)
        best = np.full(len(chosen), np.inf)
        for host in chosen.T:
            sums = self.host_costs[host]
            for member in chosen.T:
                sums = sums + self.host_member_costs[host, member]
            np.minimum(best, sums, out=best)
        totals = self.drivers[chosen].sum(axis=1)
        return np.asarray(best + self.curve.at(totals) + self.coordination[chosen.shape[1]])

    def host_parts(self, memberships: NDArray[np.bool_]) -> Floats:
        """Return the host part of the costs of coalitions, shape (m,); `memberships` has shape (m, n)."""
        sums = self.host_costs + memberships.astype(float) @ self.host_member_costs.T
        return np.asarray(np.where(memberships, sums, np.inf).min(axis=1))

    def costs(self, memberships: NDArray[np.bool_]) -> Floats:
        """Return the costs of coalitions, shape (m,); `memberships` has shape (m, n), somebody in each row."""
        totals = memberships @ self.drivers
        scale = self.curve.at(totals)
        return np.asarray(self.host_parts(memberships) + scale + self.coordination[memberships.sum(axis=1)])

    def costs_by_tangents(self, memberships: NDArray[np.bool_]) -> Floats:
        """Return the same as `costs`, the lowest tangent standing for the curve."""
        totals = memberships @ self.drivers
        scale = self.curve.lowest_tangent(totals)
        return np.asarray(self.host_parts(memberships) + scale + self.coordination[memberships.sum(axis=1)])

    def tabulate(self, most: int = MOST_PLAYERS) -> Game:
        """Return the game as a table over all coalitions. Raises GameError above `most` players."""
        n = self.n_players
        if n > most:
            raise GameError(
                f"A full table of {n} players has 2^{n} entries; at most {most} players are tabulated. Use the rules "
                "for structured games, which need no table."
            )
        table = np.full(1 << n, np.inf)
        for host in range(n):
            # Entry m of this view of the table is the coalition that has the host and the others of m.
            with_host = table.reshape(-1, 2, 1 << host)[:, 1, :]
            sums = self.host_costs[host] + _sums_over_coalitions(self.host_member_costs[host])
            np.minimum(with_host, sums.reshape(-1, 2, 1 << host)[:, 1, :], out=with_host)
        table += self.curve.at(_sums_over_coalitions(self.drivers))
        table += self.coordination[np.bitwise_count(np.arange(1 << n, dtype=np.uint32))]
        table[0] = 0.0
        return make_game(table)


def make_structured_game(
    host_costs: ArrayLike,
    host_member_costs: ArrayLike,
    drivers: ArrayLike,
    curve: Curve,
    coordination: ArrayLike,
) -> StructuredGame:
    """Return a structured game; see `StructuredGame` for what its parts are.

    Raises
    ------
    GameError
        There is no player; a shape, a number, or a driver is not possible; coordinating nobody costs something; the
        curve lies above its own tangents, so that it is not concave.

    Examples
    --------
    >>> from samverkan.methods.sharing.structured.curve import curve_of_tangents
    >>> found = make_structured_game([1, 2], [[0, 3], [1, 0]], [1, 1], curve_of_tangents([2], [0]), [0, 0, 1])
    >>> found.cost([0]), found.cost([0, 1]), found.host_of([0, 1])
    (3.0, 8.0, 1)
    """
    p = np.array(drivers, dtype=float)
    n = p.size
    if p.ndim != 1 or not n:
        raise GameError("A structured game needs at least one player, each with a driver.")
    parts = {
        "host costs": (np.array(host_costs, dtype=float), (n,)),
        "costs per host and member": (np.array(host_member_costs, dtype=float), (n, n)),
        "drivers": (p, (n,)),
        "coordination costs per size": (np.array(coordination, dtype=float), (n + 1,)),
    }
    for name, (values, shape) in parts.items():
        _check_part(name, values, shape)
    if (p <= 0).any():
        at = int(np.argmax(p <= 0))
        raise GameError(f"The driver of player {at} is {p[at]:g}. A driver must be above 0.", (1 << at,))
    if parts["coordination costs per size"][0][0]:
        raise GameError("Coordination of nobody must cost 0.")
    _check_concave(curve, p)
    arrays = [values for values, _ in parts.values()]
    for one in arrays:
        one.setflags(write=False)
    return StructuredGame(arrays[0], arrays[1], arrays[2], curve, arrays[3])


def _check_part(name: str, values: Floats, shape: tuple[int, ...]) -> None:
    if values.shape != shape:
        raise GameError(f"The {name} have the shape {values.shape}; the players ask for {shape}.")
    if not np.isfinite(values).all():
        at = tuple(int(one) for one in np.argwhere(~np.isfinite(values))[0])
        raise GameError(f"The {name} have no finite number at {at if len(at) > 1 else at[0]}.")


def _check_concave(curve: Curve, drivers: Floats) -> None:
    points = np.linspace(float(drivers.min()), float(drivers.sum()), PROBES)
    heights = curve.at(points)
    over = heights - curve.lowest_tangent(points)
    at = int(np.argmax(over))
    if not np.isfinite(heights).all() or over[at] > NEARLY * max(1.0, abs(float(heights[at]))):
        raise GameError(
            f"At a total driver of {points[at]:g} the curve lies {over[at]:g} above a tangent of its own, so it is not "
            "concave. Give tangents that nowhere lie below the curve."
        )


def _sums_over_coalitions(values: Floats) -> Floats:
    """Return the sum of the members' values for each bit mask, shape (2**n,)."""
    sums = np.zeros(1 << values.size)
    for player, value in enumerate(values):
        np.add(sums[: 1 << player], value, out=sums[1 << player : 2 << player])
    return sums
