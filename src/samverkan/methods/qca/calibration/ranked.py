"""Calibrations by the rank of a value among the cases."""

from dataclasses import dataclass

import numpy as np

from samverkan.methods.qca.calibration.anchored import DirectCalibration
from samverkan.methods.qca.calibration.errors import CalibrationError, CalibrationFault
from samverkan.methods.qca.sets import Memberships


@dataclass(frozen=True, slots=True)
class RankedCalibration:
    """Anchors as in the direct method, and between them the share of cases up to a value instead of a curve.

    It depends on which cases there are: another case changes everybody's membership.
    """

    full_out: float
    crossover: float
    full_in: float

    def __post_init__(self) -> None:
        """Check the anchors as those of the direct method."""
        DirectCalibration(self.full_out, self.crossover, self.full_in)

    def apply(self, values: Memberships) -> Memberships:
        """Return the membership of each value.

        Raises
        ------
        CalibrationError
            All cases between the outer anchors lie on one side of the crossover, so that a half has no ranks.
        """
        low, high = sorted((self.full_out, self.full_in))
        between = values[(values >= low) & (values <= high)]
        at_crossover = share_up_to(np.array([self.crossover]), between)[0] if between.size else 0.0
        if not 0 < at_crossover < 1:
            raise CalibrationError(CalibrationFault.NO_RANKS, crossover=self.crossover)
        share = share_up_to(values, between)
        rising = np.where(values <= self.crossover, share / at_crossover / 2, 1 - (1 - share) / (1 - at_crossover) / 2)
        ended: Memberships = np.where(values <= low, 0.0, np.where(values > high, 1.0, rising))
        return ended if self.full_out < self.full_in else 1 - ended


@dataclass(frozen=True, slots=True)
class RelativeCalibration:
    """The totally fuzzy and relative method: the share of cases up to a value, those at `lowest` wholly out.

    References
    ----------
    Cheli & Lemmi (1995), Economic Notes 24(1).
    """

    lowest: float = 1.0

    def apply(self, values: Memberships) -> Memberships:
        """Return the membership of each value."""
        out = share_up_to(np.array([self.lowest]), values)[0]
        if out == 1:
            return np.zeros_like(values)
        share: Memberships = np.maximum(0.0, (share_up_to(values, values) - out) / (1 - out))
        return share


def share_up_to(points: Memberships, values: Memberships) -> Memberships:
    """Return for each point the share of the values that are at most that."""
    share: Memberships = np.searchsorted(np.sort(values), points, side="right") / values.size
    return share
