"""Which two cases say most beside each other: matched pairs for comparing within cases."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samverkan.methods.qca.cases import TermCases, classify_cases, row_memberships
from samverkan.methods.qca.errors import QcaError
from samverkan.methods.qca.sets import CROSSOVER, Memberships, Model, Sets, Term, make_outcome, term_membership
from samverkan.methods.qca.truth_table import TOLERANCE, corners_of

MOST_PAIRS: Final = 5
AT_ONCE: Final = 250_000
"""So many pairs are weighed at a time, so that memory does not grow with the square of the cases."""
APART: Final = 8.0
"""More than any distance: a preference that goes before the distance is this much."""

Indices = NDArray[np.intp]
Distance = Callable[[Indices, Indices], Memberships]


class PairKind(StrEnum):
    """What the first and the second case of a pair are."""

    TYPICAL_DEVIANT = "typical and deviant in consistency"
    TYPICAL_IRRELEVANT = "typical and individually irrelevant"
    TYPICAL_TYPICAL = "typical and typical"
    COVERAGE_IRRELEVANT = "deviant in coverage and individually irrelevant"


@dataclass(frozen=True, slots=True)
class CasePair:
    """Two cases, by index; a smaller distance makes a better pair.

    `difference` is how much the cases differ in all conditions together; `is_best` says that no pair of the group goes
    before this by what is published.
    """

    first: int
    second: int
    distance: float
    difference: float
    is_best: bool


@dataclass(frozen=True, slots=True)
class PairGroup:
    """The best pairs of one kind for one term; of deviant cases in coverage for one row of the truth table.

    `term` is that term or row. `n_pairs` are all pairs that there are, `n_best` those equally good as the first.
    """

    kind: PairKind
    term: Term
    pairs: tuple[CasePair, ...]
    n_pairs: int
    n_best: int


def pair_cases(sets: Sets, outcome: ArrayLike, model: Model, most: int = MOST_PAIRS) -> tuple[PairGroup, ...]:
    """Return for each term, and each row of the truth table that the model misses, which cases to compare.

    With x the membership in the term, w that in the case's own row of the truth table and y that in the outcome, the
    distance of a first case i and a second case j is

    - typical, deviant in consistency: |xi - xj| + (1 - (yi - yj)) + (1 - xi) + (1 - xj)
    - typical, individually irrelevant (x < .5, y < .5): (1 - (xi - xj)) + (1 - (yi - yj)) + 2|yi - xi| + 2|yj - xj|
    - typical, less typical: (.5 - (xi - xj)) + (.5 - (yi - yj)) + 2|yi - xi| + 2|yj - xj|
    - deviant in coverage, irrelevant, of one row: |wi - wj| + (1 - (yi - yj)) + (1 - wi) + (1 - wj)

    Before the distance go: with irrelevant cases, typical ones that only this term covers, then irrelevant ones with
    x <= y, then those outside the whole model; among typical ones, those that only this term covers; in coverage, those
    with w <= y. Of equally good pairs those that are most alike in all conditions come first, which is our own rule.

    Parameters
    ----------
    sets
        The conditions, from `make_sets`.
    outcome : shape (n_cases,)
        Memberships in the outcome, in [0, 1].
    model
        Terms over the conditions.
    most
        How many pairs of each group are returned, at least 1.

    Returns
    -------
    tuple[PairGroup, ...]
        Groups that have a pair, by term, then rows.

    Raises
    ------
    MembershipError
        The outcome is missing, outside [0, 1], or has another number of cases.
    ExpressionError
        A term does not fit the conditions.
    QcaError
        Fewer than one pair is asked for.

    References
    ----------
    Schneider & Rohlfing (2013), Sociological Methods & Research 42(4); (2019), 48(2); Oana, Schneider & Thomann (2021),
    Qualitative Comparative Analysis Using R, ch. 5. Distances as in SetMethods::smmr(match = TRUE), cases 3 to 6, which
    leaves out cases deviant in coverage with w > y; here they come last.

    Examples
    --------
    >>> from samverkan.methods.qca.sets import make_sets
    >>> sets = make_sets([[0.9], [0.6], [0.8], [0.1]], ["TRUST"])
    >>> for group in pair_cases(sets, [1.0, 0.7, 0.2, 0.1], ((1,),)):
    ...     print(group.kind, [(one.first, one.second, round(one.distance, 2)) for one in group.pairs])
    typical and deviant in consistency [(0, 2, 0.6), (1, 2, 1.3)]
    typical and individually irrelevant [(0, 3, 0.5), (1, 3, 1.1)]
    typical and typical [(0, 1, 0.8)]
    """
    if most < 1:
        raise QcaError(f"At least one pair must be asked for, not {most}.")
    wanted = make_outcome(outcome, sets.n_cases)
    found = classify_cases(sets, wanted, model)
    pairing = _Pairing(sets, wanted, most)
    members = np.array([term_membership(sets, term) for term in model]).reshape(len(model), sets.n_cases)
    whole = members.max(axis=0, initial=0.0)
    groups = [group for at, term in enumerate(found.terms) for group in pairing.of_term(term, members[at], whole)]
    groups += pairing.of_rows(whole)
    return tuple(group for group in groups if group.pairs)


@dataclass(frozen=True, eq=False)
class _Pairing:
    sets: Sets
    outcome: Memberships
    most: int

    def of_term(self, found: TermCases, x: Memberships, whole: Memberships) -> Iterator[PairGroup]:
        """Yield the three kinds of pairs of one term."""
        y = self.outcome
        typical = _indices(one.case for one in found.typical)
        deviant = _indices(one.case for one in found.deviant_in_kind)
        irrelevant = _indices(found.irrelevant)
        is_shared = np.ones(y.size)
        is_shared[list(found.uniquely_covered)] = 0
        corridor = 2 * np.abs(y - x)
        unlikeness = corridor + 1 - x
        last = np.where(x > y + TOLERANCE, 2.0, 0.0) + np.where(whole >= CROSSOVER, 1.0, 0.0)

        def deviating(i: Indices, j: Indices) -> Memberships:
            apart: Memberships = np.abs(x[i] - x[j]) + (1 - (y[i] - y[j])) + (1 - x[i]) + (1 - x[j])
            return apart

        def contrasting(i: Indices, j: Indices) -> Memberships:
            apart: Memberships = (1 - (x[i] - x[j])) + (1 - (y[i] - y[j])) + corridor[i] + corridor[j]
            return apart

        def grading(i: Indices, j: Indices) -> Memberships:
            is_turned = (unlikeness[i] > unlikeness[j] + TOLERANCE) | (i == j)
            is_again = (np.abs(unlikeness[i] - unlikeness[j]) <= TOLERANCE) & (i > j)
            graded: Memberships = np.where(is_turned | is_again, np.inf, contrasting(i, j) - 1)
            return graded

        kinds = PairKind
        never = np.zeros(y.size)
        yield self._choose(kinds.TYPICAL_DEVIANT, found.term, (typical, deviant), deviating, (never, never))
        yield self._choose(
            kinds.TYPICAL_IRRELEVANT, found.term, (typical, irrelevant), contrasting, (4 * is_shared, last)
        )
        yield self._choose(kinds.TYPICAL_TYPICAL, found.term, (typical, typical), grading, (2 * is_shared, is_shared))

    def of_rows(self, whole: Memberships) -> Iterator[PairGroup]:
        """Yield the pairs of each row with cases that have the outcome without the model, and cases with neither."""
        y, w = self.outcome, row_memberships(self.sets)
        corners, is_assigned = corners_of(self.sets)
        is_outside = is_assigned & (whole < CROSSOVER)
        deviant, irrelevant = is_outside & (y > CROSSOVER), is_outside & (y < CROSSOVER)
        last = (w > y + TOLERANCE).astype(float)

        def matching(i: Indices, j: Indices) -> Memberships:
            apart: Memberships = np.abs(w[i] - w[j]) + (1 - (y[i] - y[j])) + (1 - w[i]) + (1 - w[j])
            return apart

        for row in np.unique(corners[deviant], axis=0):
            is_here = (corners == row).all(axis=1)
            cases = np.flatnonzero(deviant & is_here), np.flatnonzero(irrelevant & is_here)
            term = tuple(int(level) for level in row)
            yield self._choose(PairKind.COVERAGE_IRRELEVANT, term, cases, matching, (last, np.zeros(y.size)))

    def _choose(
        self,
        kind: PairKind,
        term: Term,
        cases: tuple[Indices, Indices],
        distance: Distance,
        last: tuple[Memberships, Memberships],
    ) -> PairGroup:
        """Return the best pairs; `last` says of each case as first and as second how far back it must stand."""
        first, second = cases
        best: list[tuple[float, float, int, int, float]] = []
        n_pairs, n_best, least = 0, 0, np.inf
        step = max(1, AT_ONCE // max(1, second.size))
        for start in range(0, first.size if second.size else 0, step):
            i, j = (part.ravel() for part in np.meshgrid(first[start : start + step], second, indexing="ij"))
            apart = distance(i, j)
            order = apart + APART * (last[0][i] + last[1][j])
            n_pairs += int(np.isfinite(order).sum())
            lowest = float(order.min())
            if lowest < least - TOLERANCE:
                n_best, least = 0, lowest
            n_best += int((order <= least + TOLERANCE).sum())
            best = self._merge(best, (i, j, apart, order))
        pairs = tuple(CasePair(i, j, apart, alike, order <= least + TOLERANCE) for order, alike, i, j, apart in best)
        return PairGroup(kind, term, pairs, n_pairs, n_best if n_pairs else 0)

    def _merge(
        self,
        best: list[tuple[float, float, int, int, float]],
        weighed: tuple[Indices, Indices, Memberships, Memberships],
    ) -> list[tuple[float, float, int, int, float]]:
        """Return the best of what was found before and of these pairs."""
        i, j, apart, order = weighed
        worst = np.partition(order, self.most - 1)[self.most - 1] if order.size > self.most else np.inf
        near = np.flatnonzero(np.isfinite(order) & (order <= worst + TOLERANCE))
        i, j, apart, order = i[near], j[near], apart[near], order[near]
        alike = _differences(self.sets, i, j)
        # Nine decimals: what differs in the last bit alone is equal.
        ranked = np.lexsort((j, i, alike.round(9), order.round(9)))[: self.most]
        found = zip(*(part[ranked].tolist() for part in (order, alike, i, j, apart)), strict=True)
        return sorted([*best, *found], key=lambda one: (round(one[0], 9), round(one[1], 9), one[2:4]))[: self.most]


def _differences(sets: Sets, i: Indices, j: Indices) -> Memberships:
    """Return how much each pair differs in all conditions: 1 for another level, else the difference of memberships."""
    total = np.zeros(i.size)
    for at, condition in enumerate(sets.conditions):
        column = sets.values[:, at]
        total += column[i] != column[j] if condition.is_multivalue else np.abs(column[i] - column[j])
    return total


def _indices(cases: Iterable[int]) -> Indices:
    return np.array(sorted(cases), dtype=np.intp)
