"""Resampling: an interval from drawing what was coded anew, with replacement."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samverkan.methods.agreement.ratings import AgreementError


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
