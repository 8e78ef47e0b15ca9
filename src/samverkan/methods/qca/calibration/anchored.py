"""Calibrations by anchors alone: crisp thresholds, and the direct method on one side or two."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import exp, isfinite, log

import numpy as np

from samverkan.methods.qca.calibration.errors import CalibrationError, CalibrationFault
from samverkan.methods.qca.sets import CROSSOVER, Memberships

QCA_DEGREE = 0.95
"""The membership at the anchor for full inclusion that R QCA uses: log odds of 2.944."""
MOST_LOG_ODDS = 700.0
RAGIN_DEGREE = 1 / (1 + exp(-3.0))
"""The one of Ragin's published tables: log odds of 3, a membership of .953."""


class Curve(StrEnum):
    """How membership goes from one anchor to the next: by log odds that never quite end, or by a line that does."""

    LOGISTIC = "logistic"
    LINEAR = "linear"


@dataclass(frozen=True, slots=True)
class CrispCalibration:
    """Levels by thresholds in rising order: below the first is 0, at or above the first 1, the second 2, and so on.

    One threshold makes a crisp set; more make a multi-value condition of `n_levels` levels.
    """

    thresholds: tuple[float, ...]

    def __post_init__(self) -> None:
        """Check the thresholds."""
        if not self.thresholds:
            raise CalibrationError(CalibrationFault.NO_THRESHOLD)
        _check_finite(self.thresholds)
        if any(low >= high for low, high in pairwise(self.thresholds)):
            raise CalibrationError(CalibrationFault.NOT_RISING, thresholds=self.thresholds)

    @property
    def n_levels(self) -> int:
        """How many levels the condition has."""
        return len(self.thresholds) + 1

    def apply(self, values: Memberships) -> Memberships:
        """Return the level of each value."""
        return np.searchsorted(self.thresholds, values, side="right").astype(float)


@dataclass(frozen=True, slots=True)
class DirectCalibration:
    """The direct method: memberships that rise from `full_out` through .5 at `crossover` to `full_in`.

    Anchors in falling order make a set that falls. With the logistic curve the membership at `full_in` is `degree`
    (and 1 - `degree` at `full_out`); with the linear one it is 1 and 0. The linear curve is bent by the exponents
    `below` (under the crossover's .5) and `above`: 1 is straight, 2 is the s-shape, less than 1 bends the other way.
    """

    full_out: float
    crossover: float
    full_in: float
    curve: Curve = Curve.LOGISTIC
    degree: float = QCA_DEGREE
    below: float = 1.0
    above: float = 1.0

    def __post_init__(self) -> None:
        """Check the anchors."""
        _check_finite((self.full_out, self.crossover, self.full_in))
        rises = self.full_out < self.crossover < self.full_in
        if not rises and not self.full_out > self.crossover > self.full_in:
            raise CalibrationError(
                CalibrationFault.CROSSOVER, full_out=self.full_out, crossover=self.crossover, full_in=self.full_in
            )
        if not CROSSOVER < self.degree < 1:
            raise CalibrationError(CalibrationFault.DEGREE, degree=self.degree)
        if not (self.below > 0 and self.above > 0 and isfinite(self.below) and isfinite(self.above)):
            raise CalibrationError(CalibrationFault.EXPONENTS, below=self.below, above=self.above)

    @property
    def is_rising(self) -> bool:
        """Whether higher values mean more membership."""
        return self.full_out < self.full_in

    def apply(self, values: Memberships) -> Memberships:
        """Return the membership of each value."""
        # Seen from the crossover, 1 is the anchor for full inclusion and -1 the one for full exclusion.
        inward = (values - self.crossover) / (self.full_in - self.crossover)
        outward = (values - self.crossover) / (self.crossover - self.full_out)
        steps = np.where(inward > 0, inward, outward)
        if self.curve is Curve.LOGISTIC:
            log_odds = log(self.degree / (1 - self.degree)) * steps
            # Beyond this a double holds 0 or 1 anyway, and the exponential would overflow.
            return np.asarray(1 / (1 + np.exp(-np.clip(log_odds, -MOST_LOG_ODDS, MOST_LOG_ODDS))), dtype=float)
        rest = 1 - np.minimum(np.abs(steps), 1)
        bent: Memberships = np.where(steps > 0, 1 - rest**self.above / 2, rest**self.below / 2)
        return bent


@dataclass(frozen=True, slots=True)
class BellCalibration:
    """A set that values belong to in the middle: `lower` leads in and `upper` leads out again.

    When `lower` falls and `upper` rises it is the opposite, a set that values belong to at both ends.
    """

    lower: DirectCalibration
    upper: DirectCalibration

    def __post_init__(self) -> None:
        """Check that the two sides face each other, and stand in their order."""
        if self.lower.is_rising is self.upper.is_rising:
            raise CalibrationError(CalibrationFault.SAME_WAY)
        first, second = (
            (self.lower.full_out, self.upper.full_out) if self.is_trough else (self.lower.full_in, self.upper.full_in)
        )
        if first > second:
            raise CalibrationError(CalibrationFault.OVERLAP, first=first, second=second)

    @property
    def is_trough(self) -> bool:
        """Whether values belong at the ends rather than in the middle."""
        return not self.lower.is_rising

    def apply(self, values: Memberships) -> Memberships:
        """Return the membership of each value."""
        join = np.maximum if self.is_trough else np.minimum
        both: Memberships = join(self.lower.apply(values), self.upper.apply(values))
        return both


def _check_finite(anchors: tuple[float, ...]) -> None:
    if not all(isfinite(one) for one in anchors):
        raise CalibrationError(CalibrationFault.NO_NUMBER, anchors=anchors)
