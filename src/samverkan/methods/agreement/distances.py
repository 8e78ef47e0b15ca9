"""Distances between values, and the disagreement that they add up to."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from samverkan.methods.agreement.ratings import Ratings

Floats = NDArray[np.float64]


class Level(StrEnum):
    """What the values mean, and so how far apart two of them are."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Distances:
    """The ratings on one level.

    `within` is, per unit, the sum of the distances of its ordered pairs of values; on the ordinal level it hangs on
    how often each value is given, and is found for each weighting. `table` has the distances of the distinct values
    on the ratio level, where no shorter way to their sum is known.
    """

    ratings: Ratings
    level: Level
    position: Floats
    within: Floats
    table: Floats


def measure_distances(ratings: Ratings, level: Level) -> Distances:
    """Return the ratings with their distances on the level."""
    # Squares of differences lose digits far from 0.
    position = ratings.scale - ratings.scale.mean()
    table = np.empty((0, 0))
    match level:
        case Level.NOMINAL:
            within = _within_nominal(ratings)
        case Level.RATIO:
            table = _tabulate_ratio(ratings.scale)
            within = _within_table(ratings, table)
        case Level.INTERVAL | Level.ORDINAL:
            within = _within_squares(ratings, position)
    return Distances(ratings, level, position, within, table)


def disagree(distances: Distances, weights: Floats) -> tuple[float, float]:
    """Return the observed and the expected disagreement, each unit counted as often as its weight says."""
    ratings = distances.ratings
    per_value = np.bincount(ratings.value, weights[ratings.unit], minlength=ratings.scale.size)
    total = per_value.sum()
    position, within = distances.position, distances.within
    if distances.level is Level.ORDINAL:
        # Between two ranks lie half the values of each and all in between.
        position = np.cumsum(per_value) - per_value / 2
        within = _within_squares(ratings, position)
    match distances.level:
        case Level.NOMINAL:
            between = total**2 - np.square(per_value).sum()
        case Level.RATIO:
            between = per_value @ distances.table @ per_value
        case Level.INTERVAL | Level.ORDINAL:
            mean = per_value @ position / total
            between = 2 * total * (per_value @ np.square(position - mean))
    observed = (weights * within / (ratings.sizes - 1)).sum() / total
    return float(observed), float(between / (total * (total - 1)))


def _within_nominal(ratings: Ratings) -> Floats:
    """Count a unit's ordered pairs of unequal values: all its pairs, less those of the same value."""
    n_scale = ratings.scale.size
    cells, counts = np.unique(ratings.unit * n_scale + ratings.value, return_counts=True)
    equal = np.bincount(cells // n_scale, np.square(counts), minlength=ratings.sizes.size)
    return (np.square(ratings.sizes) - equal).astype(np.float64)


def _within_squares(ratings: Ratings, position: Floats) -> Floats:
    """Sum the squared differences of a unit's ordered pairs: twice its size times its squares around the mean."""
    value = position[ratings.value]
    mean = np.bincount(ratings.unit, value) / ratings.sizes
    squares = np.bincount(ratings.unit, np.square(value - mean[ratings.unit]))
    return (2 * ratings.sizes * squares).astype(np.float64)


def _within_table(ratings: Ratings, table: Floats) -> Floats:
    """Sum the tabled distances of a unit's ordered pairs; a unit's values stand side by side."""
    within = np.zeros(ratings.sizes.size)
    for apart in range(1, int(ratings.sizes.max())):
        is_pair = ratings.unit[apart:] == ratings.unit[:-apart]
        one, other = ratings.value[apart:][is_pair], ratings.value[:-apart][is_pair]
        within += 2 * np.bincount(ratings.unit[apart:][is_pair], table[one, other], minlength=within.size)
    return within


def _tabulate_ratio(scale: Floats) -> Floats:
    difference = np.subtract.outer(scale, scale)
    total = np.add.outer(scale, scale)
    # Two zeros are equal, and no distance apart.
    return np.square(np.divide(difference, total, out=np.zeros_like(total), where=total > 0))
