"""A cost that grows ever more slowly with the sum of drivers: a concave curve and the tangents that lie above it."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samverkan.methods.sharing.errors import GameError

Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Power:
    """The curve fixed + scale · P^exponent."""

    fixed: float
    scale: float
    exponent: float

    def __call__(self, total: Floats) -> Floats:
        """Return the cost at each total driver."""
        return np.asarray(self.fixed + self.scale * np.asarray(total, dtype=float) ** self.exponent, dtype=float)

    def slope(self, total: Floats) -> Floats:
        """Return what one more unit of the driver costs at each total driver."""
        return np.asarray(self.scale * self.exponent * np.asarray(total, dtype=float) ** (self.exponent - 1))


@dataclass(frozen=True, eq=False)
class Curve:
    """A concave cost of the total driver P, and tangents to it.

    `slopes` and `intercepts` have shape (L,): tangent `l` is intercepts[l] + slopes[l]·P and lies nowhere below the
    curve. `exact` gives the curve itself; None where the lowest tangent is the curve.
    """

    slopes: Floats
    intercepts: Floats
    exact: Callable[[Floats], Floats] | None = None

    @property
    def n_tangents(self) -> int:
        """How many tangents there are."""
        return int(self.slopes.size)

    def at(self, total: ArrayLike) -> Floats:
        """Return the cost at each total driver."""
        sums = np.asarray(total, dtype=float)
        return self.lowest_tangent(sums) if self.exact is None else self.exact(sums)

    def lowest_tangent(self, total: ArrayLike) -> Floats:
        """Return the lowest of the tangents at each total driver: the curve, or a little more."""
        sums = np.asarray(total, dtype=float)
        lowest = np.full(sums.shape, np.inf)
        for slope, intercept in zip(self.slopes, self.intercepts, strict=True):
            np.minimum(lowest, intercept + slope * sums, out=lowest)
        return lowest

    def gap(self, low: float, high: float) -> float:
        """Return how far the lowest tangent lies above the curve at most, between two totals.

        Between the points where tangents cross, a straight line less a concave curve is convex: the greatest gap is at
        a crossing, or at an end.
        """
        if self.exact is None:
            return 0.0
        order = np.argsort(-self.slopes, kind="stable")
        crossings = [
            (self.intercepts[after] - self.intercepts[before]) / (self.slopes[before] - self.slopes[after])
            for before, after in pairwise(order.tolist())
            if self.slopes[before] > self.slopes[after]
        ]
        points = np.clip(np.array([low, *crossings, high]), low, high)
        return max(0.0, float((self.lowest_tangent(points) - self.at(points)).max()))


def curve_of_tangents(slopes: ArrayLike, intercepts: ArrayLike) -> Curve:
    """Return the curve that is the lowest of some straight lines: a price list with falling steps.

    Parameters
    ----------
    slopes, intercepts : shape (L,), L >= 1
        Money per unit of the driver, and money.

    Raises
    ------
    GameError
        There is no line, the lengths differ, or a number is missing or infinite.

    Examples
    --------
    >>> curve_of_tangents([3.0, 1.0], [0.0, 10.0]).at([2.0, 20.0]).tolist()
    [6.0, 30.0]
    """
    lines = (np.array(slopes, dtype=float), np.array(intercepts, dtype=float))
    if lines[0].ndim != 1 or not lines[0].size or lines[0].shape != lines[1].shape:
        raise GameError(
            f"A curve is made of one or more lines, each with a slope and an intercept; the shapes are "
            f"{lines[0].shape} and {lines[1].shape}."
        )
    if not all(np.isfinite(one).all() for one in lines):
        raise GameError("A slope or an intercept of the curve is missing or infinite. Give each line both.")
    for one in lines:
        one.setflags(write=False)
    return Curve(*lines)


def power_curve(curve: Power, low: float, high: float, n_tangents: int) -> Curve:
    """Return fixed + scale · P^exponent with tangents at totals from `low` to `high`, in equal ratios.

    Parameters
    ----------
    curve
        Its fixed cost and scale are at least 0, its exponent lies above 0 and at most 1.
    low, high
        The least and the greatest total of the driver; tangents touch the curve at both.
    n_tangents
        At least 2. The gap of the tangents shrinks with its square.

    Raises
    ------
    GameError
        The exponent does not make a concave curve, or the totals or the number of tangents make no grid.

    Examples
    --------
    >>> found = power_curve(Power(1.0, 2.0, 0.5), 1.0, 100.0, 9)
    >>> found.at([4.0]).tolist(), round(found.gap(1.0, 100.0), 3)
    ([5.0], 0.18)
    """
    if not 0 < curve.exponent <= 1 or curve.scale < 0 or curve.fixed < 0:
        raise GameError(
            f"A cost of {curve.fixed:g} + {curve.scale:g} · P^{curve.exponent:g} does not fall per unit as P grows. "
            "The exponent must lie above 0 and at most 1, and nothing may be negative."
        )
    if not 0 < low <= high < np.inf or n_tangents < 2:
        raise GameError(f"{n_tangents} tangents between {low:g} and {high:g} make no grid. Give 2 or more, above 0.")
    points = np.unique(np.concatenate([[low, high], np.geomspace(low, high, n_tangents)[1:-1]]))
    slopes = curve.slope(points)
    intercepts = curve(points) - slopes * points
    for one in (slopes, intercepts):
        one.setflags(write=False)
    return Curve(slopes, intercepts, curve)
