"""The indirect method: coarse scores are given first, and a curve through them gives the memberships."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np

from samverkan.methods.qca.calibration.anchored import CrispCalibration
from samverkan.methods.qca.calibration.errors import CalibrationError, CalibrationFault
from samverkan.methods.qca.sets import Memberships

NEAR_ZERO = 1e-5


class FittedCurve(StrEnum):
    """Which curve: fractional logit on the value or on four powers of it (as R QCA), or a beta regression."""

    LOGIT = "logit"
    POWERS = "powers"
    BETA = "beta"


@dataclass(frozen=True, slots=True)
class IndirectCalibration:
    """Coarse scores by thresholds, and the curve that is fitted to them.

    Values up to the first threshold have the first score, above it the second, and so on. Without `scores` they are
    spread evenly from 0 to 1. It depends on which cases there are.

    With `FittedCurve.POWERS`, the curve of R QCA, memberships need not rise all the way with the values.
    """

    thresholds: tuple[float, ...]
    scores: tuple[float, ...] = ()
    curve: FittedCurve = FittedCurve.LOGIT

    def __post_init__(self) -> None:
        """Check that there is a rising score for each interval."""
        CrispCalibration(self.thresholds)
        if self.scores and len(self.scores) != len(self.thresholds) + 1:
            raise CalibrationError(
                CalibrationFault.INTERVALS,
                thresholds=len(self.thresholds),
                intervals=len(self.thresholds) + 1,
                scores=len(self.scores),
            )
        if not all(0 <= one <= 1 for one in self.scores):
            raise CalibrationError(CalibrationFault.SCORES_BEYOND, scores=self.scores)
        steps = [high - low for low, high in pairwise(self.scores)]
        if min(steps, default=0) < 0 < max(steps, default=0):
            raise CalibrationError(CalibrationFault.SCORES_TURN)

    def coarse_scores(self, values: Memberships) -> Memberships:
        """Return the coarse score of each value."""
        n = len(self.thresholds)
        # R QCA rounds the even steps to three decimals, and fits the curve to those.
        scores = self.scores or tuple(round(at / n, 3) for at in range(n + 1))
        given: Memberships = np.array(scores)[np.searchsorted(self.thresholds, values, side="left")]
        return given

    def apply(self, values: Memberships) -> Memberships:
        """Return the membership of each value."""
        return fit_scores(values, self.coarse_scores(values), self.curve)


def fit_scores(values: Memberships, scores: Memberships, curve: FittedCurve = FittedCurve.LOGIT) -> Memberships:
    """Return the memberships that a curve through coarse scores gives.

    Parameters
    ----------
    values, scores : shape (n_cases,)
        Raw values, and the coarse score of each case in [0, 1]; none missing.

    Raises
    ------
    CalibrationError
        The shapes differ, a value below 0 is to be raised to powers, or no curve fits best.

    References
    ----------
    Ragin (2008), Redesigning Social Inquiry, ch. 5. R: SetMethods::indirectCalibration; QCA::calibrate.

    Examples
    --------
    >>> import numpy as np
    >>> fitted = fit_scores(np.array([1.0, 2.0, 3.0, 4.0]), np.array([0.0, 0.4, 0.6, 1.0]))
    >>> [round(float(one), 3) for one in fitted]
    [0.045, 0.265, 0.735, 0.955]
    """
    if values.shape != scores.shape:
        raise CalibrationError(CalibrationFault.LENGTHS, values=values.size, scores=scores.size)
    # scipy takes longer to import than all the rest of an analysis.
    from samverkan.methods.qca.calibration.fitting import fit_beta, fit_logit

    if curve is FittedCurve.BETA:
        return fit_beta(values[:, None], scores)
    return fit_logit(_powers(values) if curve is FittedCurve.POWERS else values[:, None], scores)


def _powers(values: Memberships) -> Memberships:
    if (values < 0).any():
        raise CalibrationError(CalibrationFault.BELOW_ZERO, np.flatnonzero(values < 0).tolist())
    positive = np.where(values == 0, NEAR_ZERO, values)
    return np.column_stack([np.log(positive), np.sqrt(positive), positive, positive**2])
