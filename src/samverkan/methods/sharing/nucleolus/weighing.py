"""By what a complaint is divided before complaints are compared."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np

from samverkan.methods.sharing.errors import BelowZeroError, NothingToDisruptError, UndefinedError
from samverkan.methods.sharing.game import Game, GameKind
from samverkan.methods.sharing.nucleolus.coalitions import Masks, Values

NOTHING = 1e-12
"""A weight is nothing when it is smaller than this part of the largest entry."""
NO_MASKS = np.zeros(0, dtype=np.int64)


class Weights(StrEnum):
    """What a coalition's complaint is divided by."""

    EQUAL = "equal"
    """1: the nucleolus."""
    PER_CAPITA = "per_capita"
    """The number of its players."""
    PROPORTIONAL = "proportional"
    """What it costs, or saves, by itself."""
    DISRUPTION = "disruption"
    """What it and the rest gain by being together; so is the propensity to disrupt evened out."""


@dataclass(frozen=True, eq=False)
class Weighing:
    """Weight of coalition S: `constant + per_player * |S|`, or `factor * table[S]` when there is a table."""

    constant: float = 0.0
    per_player: float = 0.0
    factor: float = 1.0
    table: Values | None = None
    is_mutual: bool = False
    """Whether a coalition weighs the same as the rest of the players do."""
    unknown: Masks = field(default_factory=lambda: NO_MASKS)
    """The coalitions whose weight is not known."""

    def of(self, masks: Masks) -> Values:
        """Return the weight of each of some coalitions."""
        if self.table is not None:
            weights: Values = self.factor * self.table[masks]
            return weights
        return self.constant + self.per_player * np.bitwise_count(masks)

    @property
    def is_constant(self) -> bool:
        """Whether all coalitions weigh the same."""
        return self.table is None and self.per_player == 0

    @property
    def forced(self) -> Masks:
        """The proper coalitions that weigh nothing, and the rest as little: neither may complain, so neither gains."""
        return self.nothings if self.is_mutual else NO_MASKS

    @property
    def nothings(self) -> Masks:
        """The proper coalitions that weigh nothing: their complaint may not be above zero."""
        if self.table is None:
            return NO_MASKS
        return np.flatnonzero(self.table[1:-1] == 0) + 1


def weigh(game: Game, weights: Weights, scale: float) -> Weighing:
    """Return the weighing of a game whose entries are divided by `scale`.

    Raises UndefinedError when a weight would be negative.
    """
    if weights is Weights.EQUAL:
        return Weighing(constant=1.0)
    if weights is Weights.PER_CAPITA:
        return Weighing(per_player=1.0)
    if weights is Weights.PROPORTIONAL:
        _guard_negative(game.table, scale, BelowZeroError)
        return _from_table(game.table, scale)
    gains = game.table + game.table[::-1] - game.total
    if game.kind is GameKind.SAVINGS:
        gains = -gains
    gains[np.abs(gains) <= NOTHING * scale] = 0.0
    _guard_negative(gains[1:-1], scale, NothingToDisruptError, 1)
    return replace(_from_table(gains, scale), is_mutual=True)


def _guard_negative(values: Values, scale: float, error: Callable[[int], UndefinedError], first: int = 0) -> None:
    least = np.fmin.reduce(values, initial=0.0)
    if least < -NOTHING * scale:
        raise error(int(np.nanargmin(values)) + first)


def _from_table(table: Values, scale: float) -> Weighing:
    if not np.isnan(table.sum()):
        return Weighing(factor=1 / scale, table=table)
    return Weighing(factor=1 / scale, table=np.nan_to_num(table, nan=1.0), unknown=np.flatnonzero(np.isnan(table)))
