"""Resampling: an interval from drawing what was coded anew, with replacement."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from samverkan.methods.agreement.ratings import AgreementError

CHUNK = 2_000_000
"""Drawn counts to hold at a time."""


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """How to draw: chance, how many times, and the share that the interval is to hold."""

    rng: np.random.Generator
    resamples: int = 1000
    confidence: float = 0.95

    def __post_init__(self) -> None:
        """Refuse no resamples, and a confidence that is no share."""
        if self.resamples < 1:
            raise AgreementError(f"resamples is {self.resamples}; give at least 1.")
        if not 0 < self.confidence < 1:
            raise AgreementError(f"confidence is {self.confidence}; give a share between 0 and 1, such as 0.95.")

    def interval(self, estimates: NDArray[np.float64]) -> tuple[float, float]:
        """Return the percentiles between which the estimates lie, without those that are NaN; NaN when all are."""
        found = estimates[~np.isnan(estimates)]
        if not found.size:
            return np.nan, np.nan
        tail = (1 - self.confidence) / 2
        low, high = np.quantile(found, (tail, 1 - tail)).tolist()
        return low, high

    def draw_counts(self, n_units: int) -> Iterator[NDArray[np.float64]]:
        """Yield how often each unit is drawn, one row per resample, a chunk at a time."""
        rows = max(1, CHUNK // n_units)
        shares = np.full(n_units, 1 / n_units)
        for start in range(0, self.resamples, rows):
            count = min(rows, self.resamples - start)
            yield self.rng.multinomial(n_units, shares, size=count).astype(np.float64)


@dataclass(frozen=True, slots=True)
class CommonBootstrap(Bootstrap):
    """Draws once for all that is judged on the same units, such as each code of the same texts.

    To draw takes far longer than to judge. Each interval is as good as with draws of its own; those of several codes
    hang together, as the codes themselves do.
    """

    _drawn: dict[int, tuple[NDArray[np.float64], ...]] = field(default_factory=dict, repr=False, compare=False)

    def draw_counts(self, n_units: int) -> Iterator[NDArray[np.float64]]:
        """Yield the same counts each time."""
        if n_units not in self._drawn:
            self._drawn[n_units] = tuple(Bootstrap.draw_counts(self, n_units))
        yield from self._drawn[n_units]
