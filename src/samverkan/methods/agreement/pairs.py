"""Pairs of coders: the plain share that agrees, and Cohen's kappa."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from samverkan.methods.agreement.distances import Level, disagree, measure_distances
from samverkan.methods.agreement.ratings import (
    AgreementError,
    Undefined,
    explain_undefined,
    pair_ratings,
    read_ratings,
)


@dataclass(frozen=True, slots=True)
class Kappa:
    """Cohen's kappa, the agreement it corrects and that which chance gives, over `n_units` that both rated."""

    kappa: float
    agreement: float
    expected: float
    n_units: int
    undefined: Undefined | None


def percent_agreement(ratings: ArrayLike) -> float:
    """Return the share of agreement among the coders, with no correction for chance.

    Parameters
    ----------
    ratings : shape (n_coders, n_units)
        Numbers; NaN is missing. Units with fewer than two values drop out.

    Returns
    -------
    float
        The share of equal pairs of values, in which a unit counts by how many values it has: 1 less the observed
        nominal disagreement of alpha. With two coders simply the share of units on which they agree. NaN when no
        unit has two values.

    Raises
    ------
    AgreementError
        The ratings are not coders by units, or a value is infinite.

    References
    ----------
    Krippendorff (2011), Computing Krippendorff's Alpha-Reliability.

    Examples
    --------
    >>> percent_agreement([[0, 1, 1, 0], [0, 1, 0, 0]])
    0.75
    """
    paired = pair_ratings(read_ratings(ratings))
    if not paired.sizes.size:
        return np.nan
    return 1 - disagree(measure_distances(paired, Level.NOMINAL), np.ones(paired.sizes.size))[0]


def cohens_kappa(first: ArrayLike, second: ArrayLike) -> Kappa:
    """Return Cohen's kappa of two coders, for values without order.

    Parameters
    ----------
    first, second : shape (n_units,)
        Numbers, one per category; NaN is missing. Units that only one coder rated drop out.

    Returns
    -------
    Kappa
        1 is perfect, 0 is what chance gives two coders who use the values as often as these do. NaN when no unit has
        two values, or both coders gave the same value everywhere.

    Raises
    ------
    AgreementError
        The coders' rows differ in length or are no rows, or a value is infinite.

    References
    ----------
    Cohen (1960), Educational and Psychological Measurement 20(1): 37-46.

    Examples
    --------
    >>> round(cohens_kappa([0, 0, 1, 1, 1], [0, 1, 1, 1, 1]).kappa, 4)
    0.5455
    """
    rows = [np.asarray(row, dtype=np.float64) for row in (first, second)]
    if rows[0].shape != rows[1].shape:
        raise AgreementError(
            f"the coders' rows have the shapes {rows[0].shape} and {rows[1].shape}; give both a value for every unit."
        )
    table = read_ratings(rows)
    both = table[:, ~np.isnan(table).any(axis=0)]
    undefined = explain_undefined(2, pair_ratings(table))
    n_units = both.shape[1]
    if undefined is Undefined.NO_PAIRS:
        return Kappa(np.nan, np.nan, np.nan, 0, undefined)
    scale, places = np.unique(both, return_inverse=True)
    shares = [np.bincount(row, minlength=scale.size) / n_units for row in places.reshape(both.shape)]
    agreement = float((both[0] == both[1]).mean())
    expected = float(shares[0] @ shares[1])
    kappa = (agreement - expected) / (1 - expected) if undefined is None else np.nan
    return Kappa(kappa, agreement, expected, n_units, undefined)
