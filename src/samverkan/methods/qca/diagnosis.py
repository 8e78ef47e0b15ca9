"""What should be known of the memberships before an analysis: .5, skewed sets, and too many conditions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from math import prod

import numpy as np

from samverkan.methods.qca.sets import CROSSOVER, Memberships, Sets
from samverkan.methods.qca.truth_table import corners_of

SKEWED_LOW = 0.2
SKEWED_HIGH = 0.8
EQUAL = 1e-12
TWO_SIDES = 2


class Occurrence(StrEnum):
    """Whether the outcome varies: cases on both sides of .5, all above it, or none."""

    VARIES = "varies"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Share:
    """How many cases belong more than not to a set: `n` of `n_cases`."""

    n: int
    n_cases: int

    @property
    def is_skewed(self) -> bool:
        """Whether fewer than a fifth or more than four fifths belong."""
        return self.n_cases > 0 and not SKEWED_LOW <= self.n / self.n_cases <= SKEWED_HIGH


@dataclass(frozen=True, slots=True)
class Skew:
    """A skewed condition, by index; `level` is 1, or the level that nearly all cases of a multi-value one have."""

    condition: int
    level: int
    share: Share


@dataclass(frozen=True, slots=True)
class Twins:
    """Two conditions, by index, that say the same of every case, or the opposite."""

    first: int
    second: int
    is_opposite: bool


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was found. Cases and conditions are indices.

    - `on_crossover`: (case, condition) with a membership of exactly .5; `outcome_on_crossover`: such cases. A case
      with one belongs to no row of the truth table.
    - `unvarying`: conditions in which all cases are on the same side of .5, or have the same level. `skewed` are
      others in which nearly all are; `skewed_outcome` its share when the outcome is, though it varies.
    - `n_possible` configurations can be made of the conditions, `n_observed` were. `twins` add nothing to each other.
    """

    n_cases: int
    on_crossover: tuple[tuple[int, int], ...]
    outcome_on_crossover: tuple[int, ...]
    unvarying: tuple[int, ...]
    skewed: tuple[Skew, ...]
    skewed_outcome: Share | None
    outcome: Occurrence
    n_possible: int
    n_observed: int
    twins: tuple[Twins, ...]

    @property
    def has_too_many_conditions(self) -> bool:
        """Whether more configurations are possible than there are cases to fill them."""
        return self.n_possible > self.n_cases

    @property
    def most_conditions(self) -> int:
        """How many conditions of two levels the cases could fill: the greatest k with 2^k configurations or fewer."""
        return max(0, self.n_cases.bit_length() - 1)

    @property
    def cases_left_out(self) -> tuple[int, ...]:
        """The cases that belong to no row of the truth table."""
        return tuple(sorted({case for case, _ in self.on_crossover}))


def diagnose(sets: Sets, outcome: Memberships) -> Diagnosis:
    """Return what should be known of the memberships before an analysis.

    Parameters
    ----------
    sets
        The conditions, from `make_sets`.
    outcome : shape (n_cases,)
        Memberships in the outcome, from `make_outcome`.

    References
    ----------
    Oana, Schneider & Thomann (2021), Qualitative Comparative Analysis Using R, ch. 2: skewed sets, .5.
    Marx & Dusa (2011), Methodological Innovations Online 6(2): too many conditions find patterns in random data.

    Examples
    --------
    >>> from samverkan.methods.qca.sets import make_sets
    >>> found = diagnose(make_sets([[1, 0.5], [1, 0.2]], ["TRUST", "HOST"]), np.array([1.0, 0.0]))
    >>> found.on_crossover, found.unvarying, found.has_too_many_conditions
    (((0, 1),), (0, 1), True)
    """
    corners, is_assigned = corners_of(sets)
    conditions = range(len(sets.conditions))
    unvarying = tuple(at for at in conditions if len(set(_sides(sets, at))) <= 1)
    share = Share(int((outcome > CROSSOVER).sum()), len(outcome))
    occurrence = _occurrence(share)
    return Diagnosis(
        n_cases=sets.n_cases,
        on_crossover=_on_crossover(sets),
        outcome_on_crossover=tuple(np.flatnonzero(outcome == CROSSOVER).tolist()),
        unvarying=unvarying,
        skewed=tuple(_skews(sets, (at for at in conditions if at not in unvarying))),
        skewed_outcome=share if share.is_skewed and occurrence is Occurrence.VARIES else None,
        outcome=occurrence,
        n_possible=prod(one.n_levels for one in sets.conditions),
        n_observed=len(set(map(tuple, corners[is_assigned].tolist()))),
        twins=tuple(_twins(sets, [at for at in conditions if at not in unvarying])),
    )


def _sides(sets: Sets, at: int) -> list[float]:
    """Return the level of each case in a condition, leaving out those at .5, who are on no side."""
    column = sets.values[:, at]
    if not sets.conditions[at].is_multivalue:
        column = (column[column != CROSSOVER] > CROSSOVER).astype(float)
    return [float(one) for one in column]


def _on_crossover(sets: Sets) -> tuple[tuple[int, int], ...]:
    found = np.argwhere(sets.values == CROSSOVER).tolist()
    return tuple((case, at) for case, at in found if not sets.conditions[at].is_multivalue)


def _occurrence(share: Share) -> Occurrence:
    if share.n == 0:
        return Occurrence.NEVER
    return Occurrence.ALWAYS if share.n == share.n_cases else Occurrence.VARIES


def _skews(sets: Sets, conditions: Iterable[int]) -> Iterator[Skew]:
    for at in conditions:
        column, condition = sets.values[:, at], sets.conditions[at]
        if not condition.is_multivalue:
            share = Share(int((column > CROSSOVER).sum()), sets.n_cases)
            if share.is_skewed:
                yield Skew(at, 1, share)
            continue
        shares = [Share(int((column == level).sum()), sets.n_cases) for level in range(condition.n_levels)]
        most = max(range(condition.n_levels), key=lambda level: shares[level].n)
        # Of several levels most are rare by nature; the set is skewed when one has nearly all.
        if shares[most].n > SKEWED_HIGH * sets.n_cases:
            yield Skew(at, most, shares[most])


def _twins(sets: Sets, conditions: Sequence[int]) -> Iterator[Twins]:
    for first, second in combinations(conditions, 2):
        one, other = sets.values[:, first], sets.values[:, second]
        if np.array_equal(one, other):
            yield Twins(first, second, is_opposite=False)
        elif _have_opposites(sets, first, second) and np.allclose(one, 1 - other, rtol=0, atol=EQUAL):
            yield Twins(first, second, is_opposite=True)


def _have_opposites(sets: Sets, first: int, second: int) -> bool:
    return sets.conditions[first].n_levels == sets.conditions[second].n_levels == TWO_SIDES
