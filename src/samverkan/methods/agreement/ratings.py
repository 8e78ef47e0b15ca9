"""Ratings: what coders gave to shared units, and when agreement on it has no meaning."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

FEW_VALUES = 32
"""With more distinct values than this, few units are equal, and looking for them is not worth its while."""


class AgreementError(ValueError):
    """Agreement was asked of something that is not coders by units, or not segments of a text; it names the index."""


class Undefined(StrEnum):
    """Why a coefficient is NaN: chance would agree perfectly too, or there is nothing to compare."""

    ONE_CODER = "one coder"
    NO_PAIRS = "no unit has two values"
    ONE_VALUE = "one value everywhere"
    NOTHING_MARKED = "nothing marked"
    EVERYTHING_MARKED = "everything marked"


@dataclass(frozen=True, slots=True)
class Ratings:
    """The values of the units that have at least two, one row per value.

    `unit` and `value` are places in `sizes` (how many values each unit has) and `scale` (the distinct values).
    """

    unit: NDArray[np.int64]
    value: NDArray[np.int64]
    sizes: NDArray[np.int64]
    scale: NDArray[np.float64]


def read_ratings(ratings: ArrayLike) -> NDArray[np.float64]:
    """Return the ratings as floats of shape (n_coders, n_units), with NaN where one is missing."""
    table = np.asarray(ratings, dtype=np.float64)
    if table.ndim != 2:
        raise AgreementError(f"the ratings have {table.ndim} dimensions; give coders by units.")
    infinite = np.argwhere(np.isinf(table))
    if infinite.size:
        coder, unit = infinite[0]
        raise AgreementError(f"coder {coder} gave unit {unit} an infinite value; give a number, or NaN for missing.")
    return table


def pair_ratings(table: NDArray[np.float64]) -> Ratings:
    """Return the ratings of the units that at least two coders rated."""
    is_rated = ~np.isnan(table.T)
    per_unit = is_rated.sum(axis=1)
    is_pairable = per_unit >= 2
    pairable = table.T[is_pairable]
    unit, coder = np.nonzero(is_rated[is_pairable])
    scale, value = np.unique(pairable[unit, coder], return_inverse=True)
    return Ratings(unit, value.astype(np.int64), per_unit[is_pairable].astype(np.int64), scale)


def merge_equal(ratings: Ratings) -> tuple[NDArray[np.int64], Ratings]:
    """Return the ratings with one unit for all that have the same values, and which one each unit has become.

    Units are many and the values that they have few, where values are steps of a scale.
    """
    n_units, n_scale = ratings.sizes.size, ratings.scale.size
    if n_scale > FEW_VALUES:
        return np.arange(n_units), ratings
    cells = np.bincount(ratings.unit * n_scale + ratings.value, minlength=n_units * n_scale)
    kinds, kind = np.unique(cells.reshape(n_units, n_scale), axis=0, return_inverse=True)
    unit, value = np.nonzero(kinds)
    times = kinds[unit, value]
    merged = Ratings(np.repeat(unit, times), np.repeat(value, times), kinds.sum(axis=1), ratings.scale)
    return kind.reshape(-1), merged


def explain_undefined(n_coders: int, ratings: Ratings) -> Undefined | None:
    """Return why agreement on the ratings has no meaning; None when it has."""
    if n_coders < 2:
        return Undefined.ONE_CODER
    if not ratings.sizes.size:
        return Undefined.NO_PAIRS
    return Undefined.ONE_VALUE if ratings.scale.size == 1 else None
