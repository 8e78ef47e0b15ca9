"""Proportions: the interval around a share of a few."""

from collections.abc import Sequence
from statistics import NormalDist
from typing import overload

import numpy as np
from numpy.typing import NDArray

from samverkan.methods.contrast.samples import ContrastError, check_confidence

Counts = Sequence[float] | NDArray[np.float64] | NDArray[np.int64]


@overload
def wilson_interval(successes: float, trials: float, confidence: float = 0.95) -> tuple[float, float]: ...


@overload
def wilson_interval(
    successes: Counts, trials: float | Counts, confidence: float = 0.95
) -> tuple[NDArray[np.float64], NDArray[np.float64]]: ...


def wilson_interval(
    successes: float | Counts, trials: float | Counts, confidence: float = 0.95
) -> tuple[float, float] | tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the ends of Wilson's score interval for a proportion.

    Parameters
    ----------
    successes, trials : numbers, or arrays that broadcast to one shape
        How many of how many. NaN is missing.
    confidence
        A share between 0 and 1.

    Returns
    -------
    tuple of two floats, or of two arrays of the broadcast shape
        Low and high, within [0, 1]; exactly 0 with no success and exactly 1 with nothing else. NaN for both where
        there are no trials.

    Raises
    ------
    ContrastError
        There are fewer than 0 or more than all successes, or the confidence is not between 0 and 1.

    References
    ----------
    Wilson (1927), Journal of the American Statistical Association 22: 209-212; Newcombe (1998), Statistics in
    Medicine 17: 857-872, method 3 (no correction for continuity).

    Examples
    --------
    >>> low, high = wilson_interval(81, 263)
    >>> round(low, 4), round(high, 4)
    (0.2553, 0.3662)
    """
    check_confidence(confidence)
    hits, total = np.broadcast_arrays(np.asarray(successes, np.float64), np.asarray(trials, np.float64))
    wrong = np.flatnonzero((hits < 0) | (hits > total))
    if wrong.size:
        at = wrong[0]
        raise ContrastError(
            f"case {at} has {hits.flat[at]:g} successes in {total.flat[at]:g} trials; give a count from 0 to all."
        )
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = hits / total
        centre = share + z**2 / (2 * total)
        half = z * np.sqrt(share * (1 - share) / total + (z / (2 * total)) ** 2)
        low = np.where(hits == 0, 0 * share, (centre - half) / (1 + z**2 / total))
        high = np.where(hits == total, share, (centre + half) / (1 + z**2 / total))
    return (float(low), float(high)) if low.ndim == 0 else (low, high)
