"""Fit beside consistency: how nearly sets coincide, and consistency that weighs deviation by membership."""

import numpy as np
from numpy.typing import ArrayLike

from samverkan.methods.qca.errors import MembershipError
from samverkan.methods.qca.fit import ratio


def coincidence(memberships: ArrayLike) -> float:
    """Return how nearly the sets are one and the same: 1 when every case belongs to all of them equally.

    Parameters
    ----------
    memberships : shape (n_cases, n_sets)
        Memberships in [0, 1] of at least two sets.

    Returns
    -------
    float
        In [0, 1]; NaN when no case belongs to any of the sets.

    Raises
    ------
    MembershipError
        There are fewer than two sets.

    References
    ----------
    Ragin (2008), Redesigning Social Inquiry, ch. 3: sum of least memberships by sum of greatest.

    Examples
    --------
    >>> coincidence([[1.0, 0.8], [0.2, 0.4]])
    0.7142857142857143
    """
    array = np.array(memberships, dtype=float)
    if array.ndim != 2 or array.shape[1] < 2:
        raise MembershipError(f"Coincidence needs cases beside at least two sets; the shape is {array.shape}.")
    return ratio(array.min(axis=1).sum(), array.max(axis=1).sum())


def weighted_consistency(membership: ArrayLike, outcome: ArrayLike) -> float:
    """Return the consistency of sufficiency in which a deviation counts by the case's membership in the set.

    SetMethods prints it as Cons.Suf(H). Cases that hardly belong to the set cannot lower it much, nor raise it.

    Parameters
    ----------
    membership, outcome : shape (n_cases,)
        Memberships in [0, 1], the cases in the same order.

    Returns
    -------
    float
        In [0, 1]; NaN when no case belongs to the set.

    References
    ----------
    Haesebrouck (2015), Journal of Comparative Politics 8(2):
    sum(min(x, y)) / sum(min(x, y) + sqrt(max(x - y, 0) x)). R: SetMethods::QCAfit.

    Examples
    --------
    >>> round(weighted_consistency([0.9, 0.6, 0.1], [0.7, 0.8, 0.0]), 4)
    0.7126
    """
    x, y = np.asarray(membership, dtype=float), np.asarray(outcome, dtype=float)
    lesser = np.minimum(x, y)
    return ratio(lesser.sum(), (lesser + np.sqrt(np.maximum(x - y, 0) * x)).sum())
