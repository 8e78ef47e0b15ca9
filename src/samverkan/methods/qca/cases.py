"""What the cases say of a model: which are typical, which deviate, and which say nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samverkan.methods.qca.negation import check_model
from samverkan.methods.qca.sets import CROSSOVER, Memberships, Model, Sets, Term, make_outcome, term_membership
from samverkan.methods.qca.truth_table import TOLERANCE, corners_of


@dataclass(frozen=True, slots=True)
class MemberCase:
    """A case, by index, that belongs to a term or model; a smaller distance makes it the better example."""

    case: int
    membership: float
    outcome: float
    distance: float


@dataclass(frozen=True, slots=True)
class OutsideCase:
    """A case, by index, that does not belong to the model, beside the truth-table row to which it belongs.

    `configuration`, `row_membership` and `distance` are None for a case that belongs to no row (a membership of
    exactly .5); the distance is also None where cases of the kind are not ranked.
    """

    case: int
    membership: float
    outcome: float
    configuration: Term | None
    row_membership: float | None
    distance: float | None


@dataclass(frozen=True, slots=True)
class TermCases:
    """The cases of one term.

    Typical cases come first the most typical, deviant ones first the most deviant. `uniquely_covered` have the
    outcome and belong to this term alone; `irrelevant` have neither this term nor the outcome; `unassigned` have a
    membership or an outcome of exactly .5. These by index.
    """

    term: Term
    typical: tuple[MemberCase, ...]
    deviant_in_degree: tuple[MemberCase, ...]
    deviant_in_kind: tuple[MemberCase, ...]
    uniquely_covered: tuple[int, ...]
    irrelevant: tuple[int, ...]
    unassigned: tuple[int, ...]

    @property
    def deviant_in_consistency(self) -> tuple[MemberCase, ...]:
        """The cases that belong to the term more than to the outcome: first those that lack the outcome."""
        return self.deviant_in_kind + self.deviant_in_degree


@dataclass(frozen=True, slots=True)
class ModelCases:
    """The cases of each term, and of the whole model, in which each case stands exactly once.

    `deviant_in_coverage` have the outcome and do not belong to the model: something is missing from it. They are
    ordered by truth-table row, and within a row first the most deviant. `irrelevant` have neither.
    """

    model: Model
    terms: tuple[TermCases, ...]
    typical: tuple[MemberCase, ...]
    deviant_in_degree: tuple[MemberCase, ...]
    deviant_in_kind: tuple[MemberCase, ...]
    deviant_in_coverage: tuple[OutsideCase, ...]
    irrelevant: tuple[OutsideCase, ...]
    unassigned: tuple[int, ...]

    @property
    def deviant_in_consistency(self) -> tuple[MemberCase, ...]:
        """The cases that belong to the model more than to the outcome: first those that lack the outcome."""
        return self.deviant_in_kind + self.deviant_in_degree


def classify_cases(sets: Sets, outcome: ArrayLike, model: Model) -> ModelCases:
    """Return what each case is to each term and to the model: typical, deviant, or irrelevant on its own.

    With membership x and outcome y, a case is typical when x > .5, y > .5 and x <= y; deviant in degree when both
    exceed .5 and x > y; deviant in kind when x > .5 > y; deviant in coverage when x < .5 < y; individually irrelevant
    when both are below .5. At exactly .5 a case is neither in nor out, and is listed as unassigned.

    Parameters
    ----------
    sets
        The conditions, from `make_sets`.
    outcome : shape (n_cases,)
        Memberships in the outcome, in [0, 1].
    model
        Terms over the conditions. The model without terms has no members.

    Raises
    ------
    MembershipError
        The outcome is missing, outside [0, 1], or has another number of cases.
    ExpressionError
        A term does not fit the conditions.

    References
    ----------
    Schneider & Rohlfing (2013), Sociological Methods & Research 42(4): kinds of cases. Oana, Schneider & Thomann
    (2021), Qualitative Comparative Analysis Using R, ch. 5, and SetMethods::smmr 4.0: distances (y - x) + (1 - x) of
    typical cases, 1 - (x - y) + (1 - x) of deviant ones, |r - y| + (1 - r) of deviant ones in coverage with r the
    membership in their truth-table row. Smaller is more typical, or more deviant.

    Examples
    --------
    >>> from samverkan.methods.qca.sets import make_sets
    >>> sets = make_sets([[0.9], [0.7], [0.8], [0.2], [0.1]], ["TRUST"])
    >>> cases = classify_cases(sets, [0.9, 0.9, 0.3, 0.8, 0.2], ((1,),))
    >>> [one.case for one in cases.typical], [one.case for one in cases.deviant_in_kind]
    ([0, 1], [2])
    >>> [one.case for one in cases.deviant_in_coverage], [one.case for one in cases.irrelevant]
    ([3], [4])
    """
    wanted = make_outcome(outcome, sets.n_cases)
    check_model(model, sets.conditions)
    members = np.array([term_membership(sets, term) for term in model]).reshape(len(model), sets.n_cases)
    whole = members.max(axis=0, initial=0.0)
    typical, in_degree, in_kind = _find_members(whole, wanted)
    is_outside = whole < CROSSOVER
    return ModelCases(
        model=model,
        terms=tuple(_classify_term(term, at, members, wanted) for at, term in enumerate(model)),
        typical=typical,
        deviant_in_degree=in_degree,
        deviant_in_kind=in_kind,
        deviant_in_coverage=_find_outside(sets, whole, wanted, is_outside & (wanted > CROSSOVER)),
        irrelevant=_unranked(_find_outside(sets, whole, wanted, is_outside & (wanted < CROSSOVER))),
        unassigned=_find_unassigned(whole, wanted),
    )


def _classify_term(term: Term, at: int, members: Memberships, outcome: Memberships) -> TermCases:
    typical, in_degree, in_kind = _find_members(members[at], outcome)
    others = np.delete(members, at, axis=0).max(axis=0, initial=0.0)
    is_unique = (members[at] > CROSSOVER) & (outcome > CROSSOVER) & (others <= CROSSOVER)
    is_irrelevant = (members[at] < CROSSOVER) & (outcome < CROSSOVER)
    unassigned = _find_unassigned(members[at], outcome)
    return TermCases(term, typical, in_degree, in_kind, _indices(is_unique), _indices(is_irrelevant), unassigned)


def _find_members(x: Memberships, y: Memberships) -> tuple[tuple[MemberCase, ...], ...]:
    """Return the typical cases, and those that deviate in degree and in kind."""
    is_member, has = x > CROSSOVER, y > CROSSOVER
    # 1 - .54 is a little less than .46 in binary: a difference in the last bit makes no deviant case.
    is_within = x <= y + TOLERANCE
    return (
        _rank(x, y, is_member & has & is_within, lambda x, y: (y - x) + (1 - x)),
        _rank(x, y, is_member & has & ~is_within, _distance_of_deviant),
        _rank(x, y, is_member & (y < CROSSOVER), _distance_of_deviant),
    )


def _distance_of_deviant(x: float, y: float) -> float:
    return 1 - (x - y) + (1 - x)


def _rank(
    x: Memberships, y: Memberships, is_wanted: NDArray[np.bool_], distance: Callable[[float, float], float]
) -> tuple[MemberCase, ...]:
    found = [
        MemberCase(case, float(x[case]), float(y[case]), distance(float(x[case]), float(y[case])))
        for case in _indices(is_wanted)
    ]
    return tuple(sorted(found, key=lambda one: (round(one.distance, 9), one.case)))


def _find_outside(sets: Sets, x: Memberships, y: Memberships, is_wanted: NDArray[np.bool_]) -> tuple[OutsideCase, ...]:
    corners, is_assigned = corners_of(sets)
    rows = row_memberships(sets)
    found: list[OutsideCase] = []
    for case in _indices(is_wanted):
        if not is_assigned[case]:
            found.append(OutsideCase(case, float(x[case]), float(y[case]), None, None, None))
            continue
        configuration = tuple(corners[case].tolist())
        row = float(rows[case])
        distance = abs(row - float(y[case])) + (1 - row)
        found.append(OutsideCase(case, float(x[case]), float(y[case]), configuration, row, distance))
    return tuple(sorted(found, key=_order_outside))


def row_memberships(sets: Sets) -> Memberships:
    """Return each case's membership in its own truth-table row: the least of its memberships on its side of .5."""
    multi = np.array([one.is_multivalue for one in sets.conditions], dtype=bool)
    nearer: Memberships = np.where(multi, 1.0, np.maximum(sets.values, 1 - sets.values)).min(axis=1, initial=1.0)
    return nearer


def _order_outside(one: OutsideCase) -> tuple[bool, Term, float, int]:
    return one.configuration is None, one.configuration or (), round(one.distance or 0.0, 9), one.case


def _unranked(cases: Iterable[OutsideCase]) -> tuple[OutsideCase, ...]:
    bare = (
        OutsideCase(one.case, one.membership, one.outcome, one.configuration, one.row_membership, None) for one in cases
    )
    return tuple(sorted(bare, key=_order_outside))


def _find_unassigned(x: Memberships, y: Memberships) -> tuple[int, ...]:
    return _indices((x == CROSSOVER) | (y == CROSSOVER))


def _indices(is_wanted: NDArray[np.bool_]) -> tuple[int, ...]:
    return tuple(np.flatnonzero(is_wanted).tolist())
