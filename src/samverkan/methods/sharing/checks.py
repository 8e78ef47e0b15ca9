"""What holds of a table: monotone, subadditive, concave; with the counterexample that breaks it most.

Of a savings game, subadditive and concave are read on its costs: it is superadditive, convex.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from samverkan.methods.sharing import kernels
from samverkan.methods.sharing.blocks import Worst
from samverkan.methods.sharing.complaints import TOLERANCE
from samverkan.methods.sharing.game import Game

MOST_FOR_UNIONS = 20
"""Subadditivity compares 3**n / 2 pairs of coalitions; of more players only some of them are looked at."""

FEW_FOR_UNIONS = 13
"""Up to so many players all pairs of coalitions are compared before concavity would be known."""


class Law(StrEnum):
    """What a table may satisfy, in the words of a cost game."""

    MONOTONE = "monotone"
    SUBADDITIVE = "subadditive"
    CONCAVE = "concave"


class Verdict(StrEnum):
    """What can be said of a law."""

    HOLDS = "holds"
    HOLDS_AS_FAR_AS_KNOWN = "holds_as_far_as_known"
    FAILS = "fails"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Check:
    """Whether a law holds.

    `coalitions` are the two that break it most, and `excess` by how much (0 and none when nothing breaks it):
    monotone: the first, part of the second, costs more; subadditive: disjoint, they cost less apart than together;
    concave: together they cost less than their union and what they share. `n_compared` of `n_all` comparisons could
    be made; the others lack an entry, or were left out for there being too many players.
    """

    law: Law
    verdict: Verdict
    excess: float
    coalitions: tuple[int, int] | None
    n_compared: int
    n_all: int


def check_monotone(game: Game, tolerance: float = TOLERANCE) -> Check:
    """Return whether no coalition costs (or saves) less for having one player more; O(n 2**n).

    `tolerance`, here and below, is relative to the magnitude of the game.

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game
    >>> game = make_game([0, 6, 8, 12, 10, 14, 15, 18])
    >>> check_monotone(game).verdict.value
    'holds'
    """
    n_all = game.n_players << (game.n_players - 1)
    return _check(Law.MONOTONE, game, tolerance, n_all, kernels.worst_decrease(game.table))


def check_concave(game: Game, tolerance: float = TOLERANCE) -> Check:
    """Return whether a player adds less to the cost, the larger the coalition it joins; O(n**2 2**n).

    References
    ----------
    Shapley (1971), International Journal of Game Theory 1: 11-26: it is enough to compare c(S with i) + c(S with j)
    with c(S with i and j) + c(S).

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game
    >>> game = make_game([0, 6, 8, 12, 10, 14, 15, 18])
    >>> check_concave(game).verdict.value
    'holds'
    """
    n = game.n_players
    n_all = n * (n - 1) // 2 << max(n - 2, 0)
    return _check(Law.CONCAVE, game, tolerance, n_all, kernels.worst_convexity(game.as_costs().table))


def check_subadditive(game: Game, tolerance: float = TOLERANCE, most: int = MOST_FOR_UNIONS) -> Check:
    """Return whether no two disjoint coalitions cost less apart than together.

    All pairs up to `most` players, O(3**n). Above, those are compared where one is a single player or both make up
    everyone, and the law holds as far as known when none of them breaks it. A concave game is subadditive: with many
    players that is looked at first.

    References
    ----------
    von Neumann & Morgenstern (1944), Theory of Games and Economic Behavior.

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game
    >>> game = make_game([0, 6, 8, 12, 10, 14, 15, 18])
    >>> check_subadditive(game).verdict.value
    'holds'
    """
    n = game.n_players
    n_all = (3**n - (2 << n) + 1) // 2
    if n > min(most, FEW_FOR_UNIONS) and check_concave(game, tolerance).verdict is Verdict.HOLDS:
        return Check(Law.SUBADDITIVE, Verdict.HOLDS, 0.0, None, n_all, n_all)
    table = game.as_costs().table
    if n <= most:
        return _check(Law.SUBADDITIVE, game, tolerance, n_all, kernels.worst_union(table))
    found, n_compared = _some_unions(table)
    return _check(Law.SUBADDITIVE, game, tolerance, n_all, found._replace(n_unknown=n_all - n_compared))


CHECKS: dict[Law, Callable[[Game], Check]] = {
    Law.MONOTONE: check_monotone,
    Law.SUBADDITIVE: check_subadditive,
    Law.CONCAVE: check_concave,
}


def _check(law: Law, game: Game, tolerance: float, n_all: int, worst: Worst) -> Check:
    n_compared = n_all - worst.n_unknown
    if n_compared and worst.excess > tolerance * game.magnitude:
        return Check(law, Verdict.FAILS, worst.excess, (worst.first, worst.second), n_compared, n_all)
    as_far = Verdict.HOLDS_AS_FAR_AS_KNOWN if n_compared else Verdict.UNKNOWN
    verdict = Verdict.HOLDS if n_compared == n_all else as_far
    return Check(law, verdict, 0.0, None, n_compared, n_all)


def _some_unions(table: NDArray[np.float64]) -> tuple[Worst, int]:
    """Return the worst union of a coalition with one player or with all others, and how many were compared."""
    best, pair, n_compared = -np.inf, (0, 0), 0
    n = int(table.size).bit_length() - 1
    for i in range(n):
        view = table.reshape(-1, 2, 1 << i)
        found = view[:, 1] - (view[:, 0] + table[1 << i])
        found[0, 0] = np.nan
        n_compared += int(np.count_nonzero(~np.isnan(found)))
        greatest = float(np.fmax.reduce(found, axis=None))
        if greatest > best:
            at = int(np.nanargmax(found))
            below = at & (1 << i) - 1
            best, pair = greatest, ((at ^ below) << 1 | below, 1 << i)
    half = table.size // 2
    found = table[-1] - (table[1:half] + table[-2 : half - 1 : -1])
    n_compared += int(np.count_nonzero(~np.isnan(found)))
    greatest = float(np.fmax.reduce(found))
    if greatest > best:
        at = int(np.nanargmax(found)) + 1
        best, pair = greatest, (at, table.size - 1 - at)
    return Worst(best, *pair, 0), n_compared
