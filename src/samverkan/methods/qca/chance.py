"""What chance gives: all arrangements of an outcome, exact counts, and how an observed figure lies among them."""

from collections import Counter
from dataclasses import dataclass
from math import comb, factorial, prod

import numpy as np
from numpy.typing import NDArray

from samverkan.methods.qca.sets import Memberships
from samverkan.methods.qca.truth_table import TOLERANCE


@dataclass(frozen=True, eq=False)
class Chance:
    """A figure's distribution under chance: values from the least to the greatest, and their probabilities.

    `low_is_better` for counterexamples. `is_drawn`: the values are a sample.
    """

    values: NDArray[np.float64]
    weights: NDArray[np.float64]
    observed: float
    low_is_better: bool = False
    is_drawn: bool = False

    @property
    def p(self) -> float:
        """How likely chance does at least as well as observed; NaN when nothing was observed."""
        if np.isnan(self.observed):
            return float("nan")
        if self.low_is_better:
            as_good = self.values <= self.observed + TOLERANCE
        else:
            as_good = self.values >= self.observed - TOLERANCE
        likely = min(1.0, float(self.weights[as_good].sum()))
        if not self.is_drawn:
            return likely
        n_drawn = len(self.values)
        # The observed arrangement is itself one that chance may give, so a drawn p is never 0.
        return (round(likely * n_drawn) + 1) / (n_drawn + 1)

    @property
    def mean(self) -> float:
        """What chance gives on average."""
        return float((self.values * self.weights).sum())

    def critical(self, probability: float) -> float:
        """Return the value that chance reaches, or betters, with at least this probability."""
        if np.isnan(self.observed):
            return float("nan")
        values, weights = self.values, self.weights
        if not self.low_is_better:
            values, weights = values[::-1], weights[::-1]
        at = int(np.searchsorted(weights.cumsum(), probability - TOLERANCE))
        return float(values[min(at, len(values) - 1)])


def weigh(values: Memberships, observed: float, *, is_exact: bool, low_is_better: bool = False) -> Chance:
    """Return the distribution of equally likely values."""
    return Chance(np.sort(values), np.full(len(values), 1 / len(values)), observed, low_is_better, not is_exact)


def draw_hypergeometric(n_cases: int, n_members: int, n_outcome: int) -> tuple[Memberships, Memberships]:
    """Return the possible overlaps of two crisp sets, and the probability of each when one is shuffled."""
    least, greatest = max(0, n_members + n_outcome - n_cases), min(n_members, n_outcome)
    total = comb(n_cases, n_outcome)
    overlaps = range(least, greatest + 1)
    # Python's integers are exact, so the quotient is right however large the binomials are.
    weights = [comb(n_members, k) * comb(n_cases - n_members, n_outcome - k) / total for k in overlaps]
    return np.array(overlaps, dtype=float), np.array(weights)


def count_arrangements(outcome: Memberships) -> int:
    """Return in how many distinct ways the outcome can be given to the cases."""
    return factorial(len(outcome)) // prod(factorial(n) for n in Counter(outcome.tolist()).values())


def list_arrangements(outcome: Memberships) -> Memberships:
    """Return all distinct arrangements of the outcome, shape (n_arrangements, n_cases)."""
    levels, counts = np.unique(outcome, return_counts=True)
    found = np.full((1, len(outcome)), np.nan)
    for level, count in zip(levels.tolist(), counts.tolist(), strict=True):
        for _ in range(count):
            found = _place(found, level)
    return found


def _place(partial: Memberships, level: float) -> Memberships:
    """Return each partial arrangement with the level in each free place after its last one: no arrangement twice."""
    is_free = np.isnan(partial)
    cases = np.arange(partial.shape[1])
    last = np.where(partial == level, cases, -1).max(axis=1)
    rows, places = np.nonzero(is_free & (cases > last[:, None]))
    placed = partial[rows]
    placed[np.arange(len(rows)), places] = level
    return placed
