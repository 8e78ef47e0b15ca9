"""Dominance: how often a value of one group exceeds a value of the other."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samverkan.methods.contrast.samples import check_confidence, find_slack, read_sample
from samverkan.methods.contrast.student import student_quantile


@dataclass(frozen=True, slots=True)
class Dominance:
    """Cliff's delta of the first group over the second, with its interval and the variance behind it."""

    delta: float
    low: float
    high: float
    variance: float
    n_first: int
    n_second: int
    n_missing: int


def cliffs_delta(first: ArrayLike, second: ArrayLike, confidence: float = 0.95) -> Dominance:
    """Return Cliff's delta: the share of pairs in which the first group is higher, less that in which it is lower.

    Parameters
    ----------
    first : shape (n_first,)
    second : shape (n_second,)
        Numbers; NaN is missing, and is dropped and counted. Values closer than a billionth of the total deviation
        from the mean are ties, so that the last digits of a float decide nothing.
    confidence
        A share between 0 and 1.

    Returns
    -------
    Dominance
        `delta` in [-1, 1]; NaN when a group is empty. The interval is Cliff's asymmetric one, with Student's t at
        n_first + n_second - 2 degrees of freedom and the unbiased variance, which is never taken as less than
        (1 - delta**2) / (n_first * n_second - 1). When the groups do not overlap (delta is 1 or -1) the variance is
        0 and says nothing: one end is delta and the other has the size (n - t**2) / (n + t**2), with n the smaller
        group. A group of one has no variance: the interval is NaN, unless the groups do not overlap.

    Raises
    ------
    ContrastError
        A group is not one row of numbers, one of them is infinite, or the confidence is not between 0 and 1.

    References
    ----------
    Cliff (1993), Psychological Bulletin 114: 494-509; Cliff (1996), Ordinal Methods for Behavioral Data Analysis,
    chapter 5; Feng & Cliff (2004), Journal of Modern Applied Statistical Methods 3: 322-332. The variant is the
    default of R `effsize::cliff.delta`, and for groups that do not overlap that of R `orddom`.

    Examples
    --------
    >>> found = cliffs_delta([10, 10, 20, 20, 20, 30, 30, 30, 40, 50], [10, 20, 30, 40, 40, 50])
    >>> found.delta, round(found.low, 4), round(found.high, 4)
    (-0.25, -0.7266, 0.389)
    """
    check_confidence(confidence)
    samples = [read_sample(first, "first"), read_sample(second, "second")]
    x, y = (sample[~np.isnan(sample)] for sample in samples)
    n_missing = sum(sample.size for sample in samples) - x.size - y.size
    if not x.size or not y.size:
        return Dominance(np.nan, np.nan, np.nan, np.nan, x.size, y.size, n_missing)
    ranks = _rank(np.concatenate([x, y]))
    delta, variance = _dominate(ranks[: x.size], ranks[x.size :])
    low, high = _interval(delta, variance, (x.size, y.size), confidence)
    return Dominance(delta, low, high, variance, x.size, y.size, n_missing)


def _rank(values: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the dense rank of each value; ties share one."""
    order = np.argsort(values)
    is_higher = np.diff(values[order], prepend=values[order[0]]) > find_slack(values)
    ranks = np.empty(values.size, np.int64)
    ranks[order] = np.cumsum(is_higher)
    return ranks


def _dominate(x: NDArray[np.int64], y: NDArray[np.int64]) -> tuple[float, float]:
    """Return delta and its variance; the variance is NaN for a group of one, and 0 when the groups do not overlap."""
    rows, won_and_lost = _margins(x, y)
    columns = -_margins(y, x)[0]
    n_pairs = x.size * y.size
    delta = float(rows.sum() / n_pairs)
    if abs(delta) == 1:
        return delta, 0.0
    if min(x.size, y.size) == 1:
        return delta, np.nan
    between = float(
        np.square(rows / y.size - delta).sum() * y.size**2 + np.square(columns / x.size - delta).sum() * x.size**2
    )
    pairs = won_and_lost - n_pairs * delta**2
    unbiased = (between - pairs) / (n_pairs * (x.size - 1) * (y.size - 1))
    return delta, max(unbiased, (1 - delta**2) / (n_pairs - 1))


def _margins(x: NDArray[np.int64], y: NDArray[np.int64]) -> tuple[NDArray[np.int64], int]:
    """Return, for each x, how many of y it exceeds minus how many exceed it; and how many pairs are no tie."""
    ordered = np.sort(y)
    won = np.searchsorted(ordered, x, side="left")
    lost = y.size - np.searchsorted(ordered, x, side="right")
    return won - lost, int((won + lost).sum())


def _interval(delta: float, variance: float, sizes: tuple[int, int], confidence: float) -> tuple[float, float]:
    freedom = sum(sizes) - 2
    if freedom < 1 or np.isnan(variance):
        return np.nan, np.nan
    t = student_quantile(confidence, freedom)
    if abs(delta) == 1:
        other = (min(sizes) - t**2) / (min(sizes) + t**2)
        return (other, 1.0) if delta == 1 else (-1.0, -other)
    error = t * sqrt(variance)
    half = error * sqrt((1 - delta**2) ** 2 + error**2)
    scale = 1 - delta**2 + error**2
    return (delta - delta**3 - half) / scale, (delta - delta**3 + half) / scale
