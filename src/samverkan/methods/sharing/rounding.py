"""Shares in whole öre that sum to the bill."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samverkan.methods.sharing.errors import SharingError

DIGITS = 6
"""Remainders are compared to a millionth of an öre, so that the noise of floating point breaks no tie."""
MOST_ORE = 2**53
"""Up to so many öre every whole number has a place of its own in floating point."""


def round_shares(shares: ArrayLike, total: int) -> NDArray[np.int64]:
    """Return shares in whole öre that sum to the total exactly, shape (n,): the method of largest remainders.

    Every share is rounded down, and the öre left over go one each to the largest remainders; of equal remainders the
    lowest index is served first. A negative total, a credit, is rounded as the bill that it takes back.

    Parameters
    ----------
    shares : shape (n,), öre
        They sum to the total to within half an öre; each may be negative.
    total : öre

    Raises
    ------
    SharingError
        A share is no number or beyond 2**53 öre, or the shares do not sum to the total.

    References
    ----------
    Hamilton's method: Balinski & Young (1982), Fair Representation.

    Examples
    --------
    >>> round_shares([33.4, 33.3, 33.3], 100).tolist()
    [34, 33, 33]
    """
    asked = np.asarray(shares, dtype=float)
    _check(asked, total)
    if total < 0:
        return _frozen(-_round(-asked, -total))
    return _frozen(_round(asked, total))


def _round(shares: NDArray[np.float64], total: int) -> NDArray[np.int64]:
    known = np.round(shares, DIGITS)
    down = np.floor(known)
    whole = down.astype(np.int64)
    left = total - int(whole.sum())
    order = np.argsort(-np.round(known - down, DIGITS), kind="stable")
    whole[order[:left]] += 1
    return whole


def _check(shares: NDArray[np.float64], total: int) -> None:
    if shares.ndim != 1 or not shares.size:
        raise SharingError("There are no shares to round.")
    wrong = np.flatnonzero(~(np.abs(shares) <= MOST_ORE))
    if wrong.size:
        raise SharingError(f"The share of player {wrong[0]} is {shares[wrong[0]]}; it must be a number up to 2^53 öre.")
    whole = float(shares.sum())
    if abs(whole - total) > 0.5:
        raise SharingError(f"The shares sum to {whole:.2f} öre, but the total is {total} öre.")


def _frozen(values: NDArray[np.int64]) -> NDArray[np.int64]:
    values.setflags(write=False)
    return values
