"""The truth table: each configuration that cases show, with how consistently it goes with the outcome."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import prod

import numpy as np
from numpy.typing import NDArray

from samverkan.methods.qca.errors import QcaError
from samverkan.methods.qca.fit import Sufficiency, ratio
from samverkan.methods.qca.sets import CROSSOVER, Condition, Memberships, Sets, Term

TOLERANCE = 1e-9
"""Sums of memberships differ in their last bits; a cut-off is met when it is met to within this."""
CHUNK = 1 << 22


class Out(StrEnum):
    """What a row says of the outcome."""

    POSITIVE = "1"
    NEGATIVE = "0"
    CONTRADICTION = "C"
    REMAINDER = "?"


@dataclass(frozen=True, slots=True)
class Cutoffs:
    """When a row counts as sufficient.

    A row with fewer cases than `frequency` is a remainder. One with at least `inclusion` and at least `pri` is
    positive. One between `contradiction` and `inclusion` is a contradiction; without `contradiction` it is negative.
    """

    inclusion: float = 1.0
    frequency: int = 1
    pri: float = 0.0
    contradiction: float | None = None


STRICT = Cutoffs()


@dataclass(frozen=True, slots=True)
class Row:
    """One configuration: how many cases (and which, by index) belong to it more than not, and its fit over all."""

    configuration: Term
    out: Out
    fit: Sufficiency
    cases: tuple[int, ...]

    @property
    def n(self) -> int:
        """How many cases belong to the row."""
        return len(self.cases)


@dataclass(frozen=True, eq=False)
class TruthTable:
    """The observed rows in the order of their numbers.

    `unassigned` are the cases, by index, that belong to no row, for a membership of theirs is exactly .5.
    """

    sets: Sets
    outcome: Memberships
    cutoffs: Cutoffs
    rows: tuple[Row, ...]
    unassigned: tuple[int, ...]

    @property
    def n_remainders(self) -> int:
        """How many configurations are possible and not observed often enough: the limits of the diversity."""
        return prod(one.n_levels for one in self.sets.conditions) - sum(
            row.out is not Out.REMAINDER for row in self.rows
        )

    def rows_with(self, *outs: Out) -> tuple[Row, ...]:
        """Return the rows with one of these outputs."""
        return tuple(row for row in self.rows if row.out in outs)

    def contradicting(self, row: Row) -> tuple[int, ...]:
        """Return the cases of a row, by index, whose outcome is on the other side of .5 than the row's output."""
        if row.out is Out.REMAINDER:
            return ()
        has = self.outcome > CROSSOVER
        return tuple(case for case in row.cases if bool(has[case]) is not (row.out is Out.POSITIVE))


def build_truth_table(sets: Sets, outcome: Memberships, cutoffs: Cutoffs = STRICT) -> TruthTable:
    """Return the truth table.

    Each case belongs to the one configuration in which its membership exceeds .5. The fit of a row is that of its
    fuzzy membership over all cases.

    Parameters
    ----------
    sets
        The conditions, from `make_sets`.
    outcome : shape (n_cases,)
        Memberships in the outcome, from `make_outcome`.

    Raises
    ------
    QcaError
        There are no cases, or a cut-off is out of range.

    References
    ----------
    Ragin (2008), Redesigning Social Inquiry, ch. 7.

    Examples
    --------
    >>> from samverkan.methods.qca.sets import make_outcome, make_sets
    >>> sets = make_sets([[0.9, 0.2], [0.6, 0.7], [0.1, 0.8]], ["A", "B"])
    >>> table = build_truth_table(sets, make_outcome([0.8, 0.9, 0.2], 3), Cutoffs(inclusion=0.8))
    >>> [(row.configuration, row.out.value, row.n) for row in table.rows]
    [((0, 1), '0', 1), ((1, 0), '1', 1), ((1, 1), '1', 1)]
    """
    _check(sets, cutoffs)
    corners, is_assigned = corners_of(sets)
    assigned = np.flatnonzero(is_assigned)
    configurations, row_of = _distinct(corners[assigned])
    members: list[list[int]] = [[] for _ in configurations]
    for case, row in zip(assigned.tolist(), row_of.tolist(), strict=True):
        members[row].append(case)
    fits = fit_configurations(sets, outcome, configurations)
    rows = tuple(
        Row(tuple(configuration), _judge(fit, len(cases), cutoffs), fit, tuple(cases))
        for configuration, fit, cases in zip(configurations.tolist(), fits, members, strict=True)
    )
    return TruthTable(sets, outcome, cutoffs, rows, tuple(np.flatnonzero(~is_assigned).tolist()))


def row_number(configuration: Term, conditions: Sequence[Condition]) -> int:
    """Return the configuration's number in the complete table, from 1, the last condition varying fastest.

    Examples
    --------
    >>> row_number((1, 0, 1), [Condition("A"), Condition("B"), Condition("C")])
    6
    """
    number = 0
    for level, condition in zip(configuration, conditions, strict=True):
        number = number * condition.n_levels + level
    return number + 1


def corners_of(sets: Sets) -> tuple[NDArray[np.int8], NDArray[np.bool_]]:
    """Return each case's configuration, shape (n_cases, n_conditions), and whether it has one (no .5)."""
    multi = np.array([one.is_multivalue for one in sets.conditions], dtype=bool)
    corners = np.where(multi, sets.values, sets.values > CROSSOVER).astype(np.int8)
    is_assigned = ~((sets.values == CROSSOVER) & ~multi).any(axis=1)
    return corners, is_assigned


def fit_configurations(sets: Sets, outcome: Memberships, configurations: NDArray[np.int8]) -> list[Sufficiency]:
    """Return the fit of each configuration, shape (n_rows, n_conditions), over all cases."""
    fits: list[Sufficiency] = []
    step = max(1, CHUNK // max(1, sets.n_cases))
    for start in range(0, len(configurations), step):
        fits += _fit_some(sets, outcome, configurations[start : start + step])
    return fits


def _fit_some(sets: Sets, outcome: Memberships, configurations: NDArray[np.int8]) -> list[Sufficiency]:
    members = np.ones((len(configurations), sets.n_cases))
    for at, condition in enumerate(sets.conditions):
        column, levels = sets.values[:, at], configurations[:, at, None]
        if condition.is_multivalue:
            literal = (column[None, :] == levels).astype(float)
        else:
            literal = np.where(levels == 1, column[None, :], 1 - column[None, :])
        np.minimum(members, literal, out=members)
    both = np.minimum(members, outcome)
    ambiguous = np.minimum(both, 1 - outcome).sum(axis=1)
    total, shared, whole = members.sum(axis=1), both.sum(axis=1), float(outcome.sum())
    return [
        Sufficiency(ratio(joint, size), ratio(joint - double, size - double), ratio(joint, whole))
        for joint, size, double in zip(shared.tolist(), total.tolist(), ambiguous.tolist(), strict=True)
    ]


def _distinct(corners: NDArray[np.int8]) -> tuple[NDArray[np.int8], NDArray[np.int64]]:
    if not corners.size:
        return corners[:0], np.zeros(0, dtype=np.int64)
    configurations, row_of = np.unique(corners, axis=0, return_inverse=True)
    return configurations, row_of.reshape(-1)


def _judge(fit: Sufficiency, n: int, cutoffs: Cutoffs) -> Out:
    if n < cutoffs.frequency:
        return Out.REMAINDER
    if fit.inclusion >= cutoffs.inclusion - TOLERANCE:
        # A crisp row whose cases all lack the outcome has no PRI; its inclusion has settled it.
        return Out.POSITIVE if not fit.pri < cutoffs.pri - TOLERANCE else Out.NEGATIVE
    if cutoffs.contradiction is not None and fit.inclusion >= cutoffs.contradiction - TOLERANCE:
        return Out.CONTRADICTION
    return Out.NEGATIVE


def _check(sets: Sets, cutoffs: Cutoffs) -> None:
    if not sets.n_cases or not sets.conditions:
        raise QcaError("A truth table needs at least one case and one condition.")
    if not 0 <= cutoffs.inclusion <= 1 or not 0 <= cutoffs.pri <= 1:
        raise QcaError(f"The cut-offs for inclusion and PRI must be in [0, 1]: {cutoffs.inclusion}, {cutoffs.pri}.")
    if cutoffs.frequency < 1:
        raise QcaError(f"The cut-off for frequency must be at least 1, not {cutoffs.frequency}.")
    if cutoffs.contradiction is not None and not 0 <= cutoffs.contradiction <= cutoffs.inclusion:
        raise QcaError("The cut-off for contradictions must be between 0 and that for inclusion.")
