"""Several shares of one game side by side: what each player saves, and whether anyone would be better off outside."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samverkan.methods.sharing.complaints import (
    TOLERANCE,
    CoreTest,
    core_tests,
    satisfaction,
    savings_against_alone,
)
from samverkan.methods.sharing.game import Game

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Assessment:
    """One row of shares: the saving against going alone and the satisfaction, shape (n,), and the core test."""

    shares: Floats
    savings: Floats
    satisfaction: Floats
    core: CoreTest

    @property
    def worse_off(self) -> tuple[int, ...]:
        """The players that pay more than alone."""
        slack = TOLERANCE * float(np.abs(self.shares).max())
        return tuple(np.flatnonzero(self.savings < -slack).tolist())


def assess(game: Game, shares: ArrayLike, tolerance: float = TOLERANCE) -> tuple[Assessment, ...]:
    """Return what is to be said of several shares, shape (k, n), in one pass over the table.

    Raises SharingError when the shares are not one finite number per player.

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game, players_of
    >>> game = make_game([0, 6, 8, 12, 10, 14, 15, 18])
    >>> first, second = assess(game, [[7, 6, 5], [5, 6, 7]])
    >>> first.core.is_in_core, second.core.is_in_core
    (False, True)
    >>> players_of(first.core.worst.coalition), first.core.worst.amount
    ((0,), 1.0)
    """
    asked = np.array(shares, dtype=float)
    tests = core_tests(game, asked, tolerance)
    return tuple(
        Assessment(row, savings_against_alone(game, row), satisfaction(game, row), test)
        for row, test in zip(asked, tests, strict=True)
    )
