"""Krippendorff's alpha: agreement on values, beyond what chance gives."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from samverkan.methods.agreement.distances import Distances, Level, disagree, measure_distances
from samverkan.methods.agreement.ratings import (
    AgreementError,
    Undefined,
    explain_undefined,
    merge_equal,
    pair_ratings,
    read_ratings,
)
from samverkan.methods.agreement.resampling import Bootstrap


@dataclass(frozen=True, slots=True)
class Alpha:
    """Alpha = 1 - observed / expected disagreement, and its bootstrap interval.

    `undefined` says why alpha is NaN; None when it is not. `n_resamples` counts the resamples behind the interval:
    those in which alpha is defined.
    """

    alpha: float
    low: float
    high: float
    observed: float
    expected: float
    n_coders: int
    n_units: int
    n_values: int
    n_resamples: int
    undefined: Undefined | None


def krippendorff_alpha(
    ratings: ArrayLike, level: Level | str = Level.NOMINAL, bootstrap: Bootstrap | None = None
) -> Alpha:
    """Return Krippendorff's alpha for any number of coders, with missing values.

    Parameters
    ----------
    ratings : shape (n_coders, n_units)
        Numbers; NaN is missing. A unit with fewer than two values has no pair and drops out. Nominal values may be
        any numbers, one per category.
    level
        How far apart two values are: nominal (0 or 1), ordinal (the square of the ratings between them), interval
        (the square of their difference) or ratio (the square of their difference over their sum; needs memory for
        the square of the number of distinct values).
    bootstrap
        How to draw; without it the interval is NaN.

    Returns
    -------
    Alpha
        1 is perfect, 0 is chance, below 0 is systematic disagreement. `n_units` and `n_values` count what is
        pairable. The interval resamples whole units and computes both disagreements anew (the percentile bootstrap),
        which keeps the values of a unit together; it is not Krippendorff's and Hayes' own algorithm, which draws
        pairs one by one and holds the expected disagreement fixed. With perfect agreement it is [1, 1], however few
        the units: read it beside `n_units`.

    Raises
    ------
    AgreementError
        The ratings are not coders by units, a value is infinite, or it is below 0 on a ratio scale.
    ValueError
        The level is none of the four.

    References
    ----------
    Krippendorff (2011), Computing Krippendorff's Alpha-Reliability; Hayes & Krippendorff (2007), Communication
    Methods and Measures 1(1): 77-89.

    Examples
    --------
    >>> nan = float("nan")
    >>> found = krippendorff_alpha([[1, 2, 3, 3, nan], [1, 2, 3, 2, 1], [nan, 3, 3, 3, nan]], level="interval")
    >>> round(found.alpha, 3), found.n_units, found.n_values
    (0.722, 4, 11)
    """
    level = Level(level)
    table = read_ratings(ratings)
    paired = pair_ratings(table)
    undefined = explain_undefined(len(table), paired)
    counts = (len(table), paired.sizes.size, paired.value.size)
    if undefined is not None:
        return Alpha(np.nan, np.nan, np.nan, np.nan, np.nan, *counts, n_resamples=0, undefined=undefined)
    if level is Level.RATIO and paired.scale[0] < 0:
        coder, unit = np.argwhere(table < 0)[0]
        raise AgreementError(f"coder {coder} gave unit {unit} a value below 0; a ratio scale begins at 0.")
    distances = measure_distances(paired, level)
    observed, expected = disagree(distances, np.ones(paired.sizes.size))
    low, high, n_resamples = _resample(distances, bootstrap) if bootstrap else (np.nan, np.nan, 0)
    return Alpha(1 - observed / expected, low, high, observed, expected, *counts, n_resamples, undefined=None)


def _resample(distances: Distances, bootstrap: Bootstrap) -> tuple[float, float, int]:
    """Return the interval, and in how many resamples alpha was defined."""
    n_units = distances.ratings.sizes.size
    kind, ratings = merge_equal(distances.ratings)
    merged, n_kinds = measure_distances(ratings, distances.level), ratings.sizes.size
    estimates = np.full(bootstrap.resamples, np.nan)
    for draw in range(bootstrap.resamples):
        drawn = kind[bootstrap.rng.integers(n_units, size=n_units)]
        observed, expected = disagree(merged, np.bincount(drawn, minlength=n_kinds).astype(np.float64))
        if expected > 0:
            estimates[draw] = 1 - observed / expected
    return *bootstrap.interval(estimates), int((~np.isnan(estimates)).sum())
