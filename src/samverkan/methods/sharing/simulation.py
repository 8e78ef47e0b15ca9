"""Many draws at once: amounts drawn from ranges, bills divided, payments discounted, spreads summed up.

Arrays begin with the axis of the draws; a length of 1 there stands for all draws. The exact division in whole öre is
made elsewhere, one bill at a time; this is the same arithmetic in floating point, to within rounding.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samverkan.methods.sharing.errors import SharingError

Floats = NDArray[np.float64]
PERCENTILES = (5.0, 50.0, 95.0)


def draw_triangular(low: float, mode: float, high: float, n_draws: int, rng: np.random.Generator) -> Floats:
    """Return draws of the triangular distribution, shape (n_draws,); of a range of no width, its value each time.

    Raises
    ------
    SharingError
        The three do not stand in order, or one is not finite.

    Examples
    --------
    >>> draw_triangular(2, 2, 2, 3, np.random.default_rng(1)).tolist()
    [2.0, 2.0, 2.0]
    """
    if not (np.isfinite([low, mode, high]).all() and low <= mode <= high):
        raise SharingError(f"A range must have low ≤ mode ≤ high, not {low:g}, {mode:g}, {high:g}.")
    uniform = rng.random(n_draws)
    if low == high:
        return np.full(n_draws, float(mode))
    split = (mode - low) / (high - low)
    rising = low + np.sqrt(uniform * (high - low) * (mode - low))
    falling = high - np.sqrt((1 - uniform) * (high - low) * (high - mode))
    return np.where(uniform < split, rising, falling)


@dataclass(frozen=True, eq=False)
class Bounds:
    """What bounds a bill: the least amount that a player pays and the largest share of the total; None: no bound."""

    least: float | None = None
    largest_share: float | None = None


def divide_lines(lines: ArrayLike, fractions: ArrayLike) -> Floats:
    """Return what each player pays of all lines together, shape (n_draws, n).

    Parameters
    ----------
    lines : shape (n_draws, n_lines)
        What each line costs.
    fractions : shape (n_draws, n_lines, n)
        The part of each line that each player pays; they sum to 1 over the players.
    """
    amounts, parts = np.asarray(lines, dtype=float), np.asarray(fractions, dtype=float)
    paid: Floats = (amounts[:, None, :] @ parts)[:, 0, :]
    return paid


def bound_shares(shares: ArrayLike, bounds: Bounds) -> Floats:
    """Return shares within the bounds that sum to what they summed to, shape (n_draws, n).

    Who meets a bound pays the bound, all others pay in proportion to their shares: each share is multiplied by one
    factor per draw, found where the bounded shares reach the sum. A share of nothing, or below, is not multiplied.
    A draw in which no factor reaches the sum is NaN.
    """
    asked = np.array(shares, dtype=float)
    least, most = _limits(asked, bounds)
    breaks = ((asked < least) | (asked > most)).any(axis=1)
    if breaks.any():
        asked[breaks] = _scale(asked[breaks], least[breaks], most[breaks])
    return asked


def _limits(shares: Floats, bounds: Bounds) -> tuple[Floats, Floats]:
    total = shares.sum(axis=1, keepdims=True)
    least = np.full_like(shares, -np.inf if bounds.least is None else bounds.least)
    if bounds.largest_share is None:
        return least, np.full_like(shares, np.inf)
    # A cap is a whole number of öre, rounded up; what floating point is above one is taken off first.
    return least, np.broadcast_to(np.ceil(total * bounds.largest_share - 1e-6), shares.shape)


def _scale(shares: Floats, least: Floats, most: Floats) -> Floats:
    total = shares.sum(axis=1)
    growing = shares > 0
    safe = np.where(growing, shares, 1.0)
    limits = np.stack([least, most]) / safe
    corners = np.where(growing & np.isfinite(limits) & (limits >= 0), limits, 0.0)
    factors = np.sort(np.concatenate([corners[0], corners[1], np.zeros((len(shares), 1))], axis=1), axis=1)
    factors = np.concatenate([factors, factors[:, -1:] + 1.0], axis=1)
    sums = _bounded(shares[:, None], least[:, None], most[:, None], factors[:, :, None]).sum(axis=2)
    at = np.clip((sums < total[:, None]).sum(axis=1), 1, factors.shape[1] - 1)
    rows = np.arange(len(shares))
    low, high = sums[rows, at - 1], sums[rows, at]
    with np.errstate(divide="ignore", invalid="ignore"):
        part = np.where(high > low, (total - low) / (high - low), 0.0)
    factor = factors[rows, at - 1] + part * (factors[rows, at] - factors[rows, at - 1])
    found = _bounded(shares, least, most, factor[:, None])
    reached = (np.abs(found.sum(axis=1) - total) <= 1e-9 * np.abs(total) + 1e-6) & (least <= most).all(axis=1)
    scaled: Floats = np.where(reached[:, None], found, np.nan)
    return scaled


def _bounded(shares: Floats, least: Floats, most: Floats, factor: Floats) -> Floats:
    value = np.where(shares > 0, shares * factor, shares)
    bounded: Floats = np.maximum(np.minimum(value, most), least)
    return bounded


def present_value(payments: ArrayLike, rate: float) -> Floats:
    """Return the value in the first year of yearly payments, shape (n_draws, n, n_years) to (n_draws, n).

    The first year is not discounted: its payments are worth what they are.

    Examples
    --------
    >>> present_value([[[100.0, 110.0]]], 0.1).round(6).tolist()
    [[200.0]]
    """
    yearly = np.asarray(payments, dtype=float)
    weights = (1.0 + rate) ** -np.arange(yearly.shape[-1], dtype=float)
    worth: Floats = yearly @ weights
    return worth


def spread(values: ArrayLike, percentiles: tuple[float, ...] = PERCENTILES) -> Floats:
    """Return percentiles over the draws, shape (n_draws, …) to (len(percentiles), …); NaN where a draw is NaN."""
    found: Floats = np.percentile(np.asarray(values, dtype=float), percentiles, axis=0)
    return found
