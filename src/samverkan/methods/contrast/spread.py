"""Spread: the middle and the ends of a handful of values."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from samverkan.methods.contrast.samples import read_sample


@dataclass(frozen=True, slots=True)
class Spread:
    """The median, the least and the greatest of `n` values; NaN when there are none."""

    median: float
    low: float
    high: float
    n: int
    n_missing: int


def median_spread(values: ArrayLike) -> Spread:
    """Return the median and the range of the values.

    Parameters
    ----------
    values : shape (n,)
        Numbers; NaN is missing, and is dropped and counted.

    Returns
    -------
    Spread
        With an even number of values the median is the mean of the middle two. All NaN when no value is left.

    Raises
    ------
    ContrastError
        The values are not one row, or one of them is infinite.

    References
    ----------
    Tukey (1977), Exploratory Data Analysis, chapter 2.

    Examples
    --------
    >>> median_spread([0.67, 0.33, float("nan"), 1.0])
    Spread(median=0.67, low=0.33, high=1.0, n=3, n_missing=1)
    """
    sample = read_sample(values, "values")
    found = sample[~np.isnan(sample)]
    n_missing = sample.size - found.size
    if not found.size:
        return Spread(np.nan, np.nan, np.nan, 0, n_missing)
    return Spread(float(np.median(found)), float(found.min()), float(found.max()), found.size, n_missing)
