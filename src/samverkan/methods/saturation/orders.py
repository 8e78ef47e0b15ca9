"""Orders: how saturation hangs on the order in which the interviews came."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samverkan.methods.saturation.runs import SaturationError, SaturationRule, count_new, find_reached, read_table

CHUNK = 4_000_000
"""Places to hold at a time."""


@dataclass(frozen=True, slots=True)
class SaturationOrders:
    """Where saturation is reached over random orders of the same interviews, and how the codes add up.

    `median_reached`, `low_reached` and `high_reached` (5th and 95th percentile) are numbers of interviews, and count
    an order that never gets there as later than all; NaN when that is what they fall on. `mean_codes`, `low_codes`
    and `high_codes` have one value per interview: the codes known after that many.
    """

    orders: int
    share_reached: float
    median_reached: float
    low_reached: float
    high_reached: float
    mean_codes: tuple[float, ...]
    low_codes: tuple[float, ...]
    high_codes: tuple[float, ...]


def saturate_orders(
    occurs: ArrayLike, rng: np.random.Generator, rule: SaturationRule | None = None, orders: int = 1000
) -> SaturationOrders:
    """Return where saturation is reached when the same interviews come in random orders.

    Parameters
    ----------
    occurs : shape (n_interviews, n_codes)
        Whether a code occurs in an interview.
    rng
        Chance; the same generator and table give the same result.
    rule
        Base size, run length and threshold; 4, 2 and 0.05 unless given.
    orders
        How many random orders to try.

    Returns
    -------
    SaturationOrders
        Percentiles are order statistics (the inverse of the empirical distribution), so that each is a number of
        interviews or codes that did occur.

    Raises
    ------
    SaturationError
        The table is not of two dimensions, holds something else than true and false, or orders is less than 1.

    References
    ----------
    Guest, Namey & Chen (2020), PLoS ONE 15(5): e0232076; Constantinou, Georgiou & Perdikogianni (2017), Qualitative
    Research 17(5): 571-588 (why the order is to be varied).

    Examples
    --------
    >>> occurs = [[1, 1, 0], [1, 0, 1], [0, 1, 1]]
    >>> found = saturate_orders(occurs, np.random.default_rng(1), SaturationRule(base=1, run=1), orders=50)
    >>> found.median_reached, found.mean_codes
    (3.0, (2.0, 3.0, 3.0))
    """
    if orders < 1:
        raise SaturationError(f"orders is {orders}; give at least 1.")
    rule = rule or SaturationRule()
    table = read_table(occurs)
    known = np.concatenate(list(_count_known(table, rng, orders)))
    reached = find_reached(*count_new(known, rule), rule)
    low, median, high = _percentiles(np.where(np.isnan(reached), np.inf, reached))
    low_codes, high_codes = np.quantile(known, (0.05, 0.95), axis=0, method="inverted_cdf").astype(np.float64)
    return SaturationOrders(
        orders=orders,
        share_reached=float(np.mean(~np.isnan(reached))),
        median_reached=median,
        low_reached=low,
        high_reached=high,
        mean_codes=tuple(known.mean(axis=0).tolist()),
        low_codes=tuple(low_codes.tolist()),
        high_codes=tuple(high_codes.tolist()),
    )


def _percentiles(values: NDArray[np.float64] | NDArray[np.int64]) -> tuple[float, float, float]:
    """Return the 5th, 50th and 95th percentile; NaN for one that is infinite."""
    found = np.quantile(values, (0.05, 0.5, 0.95), method="inverted_cdf").astype(np.float64)
    low, median, high = np.where(np.isinf(found), np.nan, found).tolist()
    return low, median, high


def _count_known(table: NDArray[np.bool_], rng: np.random.Generator, orders: int) -> Iterator[NDArray[np.int64]]:
    """Yield the codes known after each interview, shape (some of the orders, n_interviews)."""
    n_interviews = len(table)
    holders = np.nonzero(table.T)[1]
    per_code = table.sum(axis=0)
    starts = np.concatenate([[0], np.cumsum(per_code[per_code > 0])[:-1]]).astype(np.int64)
    rows = max(1, CHUNK // max(1, holders.size, n_interviews))
    for begin in range(0, orders, rows):
        count = min(rows, orders - begin)
        places = rng.permuted(np.tile(np.arange(n_interviews), (count, 1)), axis=1)
        if not holders.size:
            yield np.zeros((count, n_interviews), np.int64)
            continue
        first = np.minimum.reduceat(places[:, holders], starts, axis=1)
        cells = first + n_interviews * np.arange(count)[:, np.newaxis]
        fresh = np.bincount(cells.ravel(), minlength=count * n_interviews).reshape(count, n_interviews)
        yield np.cumsum(fresh, axis=1)
