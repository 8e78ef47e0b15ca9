"""Conditions, memberships and Boolean terms: what the whole analysis is written in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samverkan.methods.qca.errors import MembershipError

Memberships: TypeAlias = NDArray[np.float64]
Term: TypeAlias = tuple[int, ...]
"""One level per condition, or ABSENT: (1, -1, 0) is A*~C. A configuration is a term in which nothing is absent."""
Model: TypeAlias = tuple[Term, ...]
"""Terms joined by OR, in the order of `sort_key`."""

ABSENT = -1
CROSSOVER = 0.5
MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition's name, and how many levels it has when it is multi-value. Crisp and fuzzy sets have two."""

    name: str
    n_levels: int = 2
    is_multivalue: bool = False


@dataclass(frozen=True, eq=False)
class Sets:
    """Cases beside conditions.

    `values` has the shape (n_cases, n_conditions): memberships in [0, 1] for crisp and fuzzy conditions, the level
    (0, 1, 2, …) for multi-value ones. Made by `make_sets`, which checks it.
    """

    values: Memberships
    conditions: tuple[Condition, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the conditions."""
        return tuple(one.name for one in self.conditions)

    @property
    def n_cases(self) -> int:
        """How many cases there are."""
        return int(self.values.shape[0])


def make_sets(values: ArrayLike, conditions: Sequence[Condition] | Sequence[str]) -> Sets:
    """Return checked conditions.

    Parameters
    ----------
    values : shape (n_cases, n_conditions)
        Memberships in [0, 1]; whole levels from 0 for multi-value conditions.
    conditions
        One per column; a bare name is a crisp or fuzzy condition.

    Raises
    ------
    MembershipError
        A value is missing, outside [0, 1], or not one of the levels; the shapes differ. All places are listed.

    Examples
    --------
    >>> sets = make_sets([[1, 0.2, 2], [0, 0.9, 0]], ["A", "B", Condition("FORM", 3, is_multivalue=True)])
    >>> sets.n_cases, sets.names
    (2, ('A', 'B', 'FORM'))
    """
    array = np.array(values, dtype=float, ndmin=2)
    named = tuple(one if isinstance(one, Condition) else Condition(one) for one in conditions)
    if array.shape[1] != len(named):
        raise MembershipError(f"There are {array.shape[1]} columns of values and {len(named)} conditions.")
    wrong = np.column_stack([_is_wrong(array[:, at], one) for at, one in enumerate(named)])
    if wrong.any():
        raise _wrong_places(array, wrong, named)
    array.setflags(write=False)
    return Sets(array, named)


def make_outcome(values: ArrayLike, n_cases: int) -> Memberships:
    """Return checked memberships of the outcome, shape (n_cases,), in [0, 1]; MembershipError lists what is wrong.

    Examples
    --------
    >>> make_outcome([1, 0.4], 2)
    array([1. , 0.4])
    """
    array = np.array(values, dtype=float)
    if array.shape != (n_cases,):
        raise MembershipError(f"The outcome has the shape {array.shape}, and there are {n_cases} cases.")
    wrong = _is_wrong(array, Condition("outcome"))
    if wrong.any():
        raise _wrong_places(array[:, None], wrong[:, None], (Condition("outcome"),))
    array.setflags(write=False)
    return array


def _is_wrong(column: Memberships, condition: Condition) -> NDArray[np.bool_]:
    if condition.is_multivalue:
        return ~np.isin(column, np.arange(condition.n_levels))
    return ~((column >= 0) & (column <= 1))


def _wrong_places(array: Memberships, wrong: NDArray[np.bool_], conditions: Sequence[Condition]) -> MembershipError:
    places = tuple((int(case), int(at)) for case, at in np.argwhere(wrong))
    shown = "; ".join(f"case {case}, {conditions[at].name}: {array[case, at]:g}" for case, at in places[:MOST_SHOWN])
    more = f" and {len(places) - MOST_SHOWN} more" if len(places) > MOST_SHOWN else ""
    message = f"Memberships must be in [0, 1], and levels whole numbers below the number of levels. {shown}{more}."
    return MembershipError(message, places)


def literal_membership(sets: Sets, at: int, level: int) -> Memberships:
    """Return each case's membership in one literal, shape (n_cases,)."""
    column = sets.values[:, at]
    if sets.conditions[at].is_multivalue:
        return np.asarray(column == level, dtype=float)
    present: Memberships = column if level == 1 else 1 - column
    return present


def term_membership(sets: Sets, term: Term) -> Memberships:
    """Return each case's membership in a term: the least of its literals; 1 for the term without literals.

    Examples
    --------
    >>> term_membership(make_sets([[1, 0.2], [0.7, 0.9]], ["A", "B"]), (1, 0))
    array([0.8, 0.1])

    References
    ----------
    Zadeh (1965), Information and Control 8: intersection as minimum, complement as 1 - x.
    """
    literals = [literal_membership(sets, at, level) for at, level in enumerate(term) if level != ABSENT]
    return np.minimum.reduce(literals) if literals else np.ones(sets.n_cases)


def model_membership(sets: Sets, model: Iterable[Term]) -> Memberships:
    """Return each case's membership in a model: the greatest of its terms; 0 for the model without terms.

    Examples
    --------
    >>> model_membership(make_sets([[1, 0.2], [0.3, 0.9]], ["A", "B"]), [(1, -1), (-1, 1)])
    array([1. , 0.9])

    References
    ----------
    Zadeh (1965), Information and Control 8: union as maximum.
    """
    terms = [term_membership(sets, term) for term in model]
    return np.maximum.reduce(terms) if terms else np.zeros(sets.n_cases)


def covers(term: Term, other: Term) -> bool:
    """Whether the other term (or configuration) lies within the term."""
    return all(level in (ABSENT, theirs) for level, theirs in zip(term, other, strict=True))


def sort_key(term: Term) -> tuple[int, ...]:
    """Return the key by which terms are ordered: by condition, presence before absence before not at all."""
    return tuple(1 if level == ABSENT else -level for level in term)


def sort_model(terms: Iterable[Term]) -> Model:
    """Return the terms in their order, each once."""
    return tuple(sorted(set(terms), key=sort_key))
