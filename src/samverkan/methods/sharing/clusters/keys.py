"""Keys that every member ranks alike: a cluster that is better for one of its members is better for all."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samverkan.methods.sharing.clusters.candidates import Candidates
from samverkan.methods.sharing.errors import GameError

Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class CommonKey:
    """The key by which member i of cluster S pays offsets_i + weights_i · rate(S).

    The rate is (cost of S − sum of offsets) / sum of weights, so the shares sum to the cost, and every member wants the
    same rate: the lowest. Both arrays have shape (n,); weights are above 0.
    """

    offsets: Floats
    weights: Floats

    def rates(self, candidates: Candidates) -> Floats:
        """Return the rate of each candidate. Raises GameError when the key is for another number of players."""
        if candidates.n_players != self.weights.size:
            raise GameError(f"The key is for {self.weights.size} players, the clusters are of {candidates.n_players}.")
        rates = candidates.costs - candidates.sums(self.offsets)
        rates /= candidates.sums(self.weights)
        return rates


def per_driver(drivers: ArrayLike) -> CommonKey:
    """Return the key that shares the cost by a driver, as inhabitants. Raises GameError when one is not above 0.

    Examples
    --------
    >>> per_driver([10, 30]).weights.tolist()
    [10.0, 30.0]
    """
    weights = _positive(drivers, "driver")
    return CommonKey(np.zeros(weights.size), weights)


def equal_percentage(alone: ArrayLike) -> CommonKey:
    """Return the key that gives every member the same percentage off the cost alone.

    Raises GameError when a cost alone is not above 0.

    References
    ----------
    Moriarity (1975), The Accounting Review 50(4).

    Examples
    --------
    >>> equal_percentage([10, 30]).weights.tolist()
    [10.0, 30.0]
    """
    weights = _positive(alone, "cost alone")
    return CommonKey(np.zeros(weights.size), weights)


def equal_saving(alone: ArrayLike) -> CommonKey:
    """Return the key that gives every member the same sum off the cost alone. Raises GameError when one is missing.

    Examples
    --------
    >>> equal_saving([10, 30]).offsets.tolist()
    [10.0, 30.0]
    """
    offsets = np.array(alone, dtype=float)
    if offsets.ndim != 1 or not np.isfinite(offsets).all():
        raise GameError("Equal saving needs what each player costs alone, one finite number each.")
    return CommonKey(offsets, np.ones(offsets.size))


def _positive(values: ArrayLike, what: str) -> Floats:
    given = np.array(values, dtype=float)
    is_wrong = ~(np.isfinite(given) & (given > 0))
    if given.ndim != 1 or is_wrong.any():
        at = int(np.argmax(is_wrong.ravel()))
        raise GameError(f"The {what} of player {at} is {given.ravel()[at]:g}. This key needs numbers above 0.")
    return given
