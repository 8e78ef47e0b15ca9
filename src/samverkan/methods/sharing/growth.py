"""What happens to each share when the bill grows: whether anyone pays less because everyone together pays more."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samverkan.methods.sharing.complaints import TOLERANCE
from samverkan.methods.sharing.errors import SharingError
from samverkan.methods.sharing.game import Game

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Growth:
    """Shares before and after the total alone grew by `delta`, shape (n,) each.

    `against` are the players whose share moved the other way.
    """

    delta: float
    before: Floats
    after: Floats
    against: tuple[int, ...]

    @property
    def changes(self) -> Floats:
        """How much each share grew, shape (n,)."""
        return self.after - self.before

    @property
    def is_monotone(self) -> bool:
        """Whether nobody's share moved against the total."""
        return not self.against


def respond_to_growth(game: Game, rule: Callable[[Game], Floats], delta: float, tolerance: float = TOLERANCE) -> Growth:
    """Return how shares by a rule answer when the grand coalition's entry grows by `delta`, all others staying.

    Raises SharingError when `delta` is 0 or no number, and what the rule raises.

    References
    ----------
    Megiddo (1974), SIAM Journal on Applied Mathematics 26: 355-358: aggregate monotonicity; the nucleolus lacks it.

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game
    >>> from samverkan.methods.sharing.values import shapley
    >>> game = make_game([0, 6, 8, 12, 10, 14, 15, 18])
    >>> respond_to_growth(game, shapley, 3).changes.round(4).tolist()
    [1.0, 1.0, 1.0]
    """
    if not np.isfinite(delta) or delta == 0:
        raise SharingError(f"The total must grow or shrink by some amount, not by {delta:g}.")
    table = game.table.copy()
    table[-1] += delta
    table.setflags(write=False)
    before, after = rule(game), rule(Game(table, game.kind))
    moved = (after - before) * np.sign(delta)
    against = np.flatnonzero(moved < -tolerance * game.magnitude)
    return Growth(float(delta), before, after, tuple(against.tolist()))
