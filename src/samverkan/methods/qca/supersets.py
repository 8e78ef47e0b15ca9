"""Statements of necessity and sufficiency: the conjunctions and disjunctions above the cut-offs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from samverkan.methods.qca.errors import QcaError
from samverkan.methods.qca.expressions import format_model, format_term
from samverkan.methods.qca.fit import Necessity, Sufficiency, necessity, sufficiency
from samverkan.methods.qca.sets import ABSENT, Condition, Memberships, Sets, Term, literal_membership, sort_key
from samverkan.methods.qca.truth_table import TOLERANCE

Flags: TypeAlias = NDArray[np.bool_]
Literals: TypeAlias = tuple[int, ...]
Judge: TypeAlias = Callable[[Memberships], tuple[Flags, Flags]]
"""From the memberships of many sets: which are above the cut-offs, and which may be part of one that is."""
USUAL_DEPTH = 3
MOST_EXAMINED = 2_000_000
CHUNK = 1 << 21


class SearchLimitError(QcaError):
    """There are more combinations than may be examined."""


@dataclass(frozen=True, slots=True)
class NecessityCutoffs:
    """When a set counts as necessary. `depth` is how many literals a statement may have; None: all conditions."""

    inclusion: float = 0.9
    relevance: float = 0.0
    coverage: float = 0.0
    depth: int | None = USUAL_DEPTH
    most: int = MOST_EXAMINED


@dataclass(frozen=True, slots=True)
class SufficiencyCutoffs:
    """When a set counts as sufficient; `depth` and `most` as for necessity."""

    inclusion: float = 0.8
    pri: float = 0.0
    coverage: float = 0.0
    depth: int | None = USUAL_DEPTH
    most: int = MOST_EXAMINED


NECESSARY = NecessityCutoffs()
SUFFICIENT = SufficiencyCutoffs()


@dataclass(frozen=True, slots=True)
class Statement:
    """A set that is necessary or sufficient: the literals of `term`, joined by AND, or by OR in a disjunction."""

    term: Term
    is_disjunction: bool
    fit: Necessity | Sufficiency


@dataclass(frozen=True, slots=True)
class Search:
    """The statements found. Every combination of up to `depth` literals was examined; `is_whole`: none was left."""

    statements: tuple[Statement, ...]
    depth: int
    is_whole: bool


def format_statement(statement: Statement, conditions: tuple[Condition, ...]) -> str:
    """Return the statement as text: `A*~B`, or `A + ~B` for a disjunction.

    References
    ----------
    The notation of R QCA 3: Dusa (2019), QCA with R, ch. 2.

    Examples
    --------
    >>> statement = Statement((1, 0), is_disjunction=True, fit=Necessity(1.0, 0.5, 0.5))
    >>> format_statement(statement, (Condition("TRUST"), Condition("HOST")))
    'TRUST + ~HOST'
    """
    if not statement.is_disjunction:
        return format_term(statement.term, conditions)
    blank = [ABSENT] * len(statement.term)
    parts = [(*blank[:at], level, *blank[at + 1 :]) for at, level in enumerate(statement.term) if level != ABSENT]
    return format_model(parts, conditions)


def find_supersets(sets: Sets, outcome: Memberships, cutoffs: NecessityCutoffs = NECESSARY) -> tuple[Statement, ...]:
    """Return the statements of necessity above the cut-offs, shorter ones first, conjunctions before disjunctions.

    All conjunctions are listed. A disjunction is listed when no part of it is above the cut-offs itself: adding
    anything to a necessary set leaves it necessary.

    Parameters
    ----------
    sets
        The conditions, from `make_sets`.
    outcome : shape (n_cases,)
        Memberships in the outcome. None above 0: nothing can be necessary, and nothing is returned.

    Raises
    ------
    SearchLimitError
        More than `cutoffs.most` combinations must be examined; `search_supersets` gives what was found by then.
    QcaError
        The depth is below 1.

    References
    ----------
    Dusa (2019), QCA with R, ch. 5. R: superSubset(data, outcome, relation = "necessity", incl.cut, cov.cut, depth).

    Examples
    --------
    >>> from samverkan.methods.qca.sets import make_sets
    >>> sets = make_sets([[1, 1], [1, 0], [0, 1], [0, 0]], ["TRUST", "HOST"])
    >>> found = find_supersets(sets, np.array([1.0, 1.0, 1.0, 0.0]))
    >>> [format_statement(one, sets.conditions) for one in found]
    ['TRUST + HOST']
    """
    return _whole(search_supersets(sets, outcome, cutoffs), cutoffs.most)


def find_subsets(sets: Sets, outcome: Memberships, cutoffs: SufficiencyCutoffs = SUFFICIENT) -> tuple[Statement, ...]:
    """Return the conjunctions that are sufficient above the cut-offs and have no part that is, shorter ones first.

    Parameters, errors and source as in `find_supersets`.

    References
    ----------
    Dusa (2019), QCA with R, ch. 6. Ragin (2008), Redesigning Social Inquiry.

    Examples
    --------
    >>> from samverkan.methods.qca.sets import make_sets
    >>> sets = make_sets([[1, 1], [1, 0], [0, 1], [0, 0]], ["TRUST", "HOST"])
    >>> found = find_subsets(sets, np.array([1.0, 1.0, 1.0, 0.0]))
    >>> [format_statement(one, sets.conditions) for one in found]
    ['TRUST', 'HOST']
    """
    return _whole(search_subsets(sets, outcome, cutoffs), cutoffs.most)


def search_supersets(sets: Sets, outcome: Memberships, cutoffs: NecessityCutoffs = NECESSARY) -> Search:
    """Return what `find_supersets` finds, and how far it came within `cutoffs.most` combinations.

    Parameters and source as in `find_supersets`. Combinations are examined length by length, and those of a length
    either all or not at all.

    Raises
    ------
    QcaError
        The depth is below 1.

    References
    ----------
    Agrawal & Srikant (1994), VLDB: no combination is better than its parts, so that ruled-out parts rule it out.

    Examples
    --------
    >>> from samverkan.methods.qca.sets import make_sets
    >>> sets = make_sets([[1, 1], [1, 0], [0, 1], [0, 0]], ["TRUST", "HOST"])
    >>> found = search_supersets(sets, np.array([1.0, 1.0, 1.0, 0.0]), NecessityCutoffs(most=4))
    >>> len(found.statements), found.depth, found.is_whole
    (0, 1, False)
    """
    depth = _depth_of(cutoffs.depth, sets)
    y = np.asarray(outcome, dtype=float)
    if not y.sum() > 0:
        return Search((), depth, is_whole=True)
    lattice = _Lattice.of(sets, depth, cutoffs.most)

    def conjunction(members: Memberships) -> tuple[Flags, Flags]:
        """Adding a literal can only lower the inclusion of a conjunction in necessity."""
        is_included = np.minimum(members, y).sum(axis=1) >= (cutoffs.inclusion - TOLERANCE) * y.sum()
        return is_included & _is_relevant(members, y, cutoffs), is_included

    def disjunction(members: Memberships) -> tuple[Flags, Flags]:
        """Adding a literal can only lower the relevance of a disjunction, and what its coverage can reach."""
        is_included = np.minimum(members, y).sum(axis=1) >= (cutoffs.inclusion - TOLERANCE) * y.sum()
        is_found = is_included & _is_relevant(members, y, cutoffs)
        may_cover = y.sum() >= (cutoffs.coverage - TOLERANCE) * members.sum(axis=1)
        return is_found, ~is_found & may_cover & (_relevance(members, y) >= cutoffs.relevance - TOLERANCE)

    products, product_depth = lattice.search(np.minimum, conjunction)
    sums, sum_depth = lattice.search(np.maximum, disjunction)
    statements = [
        Statement(term, is_disjunction=False, fit=necessity(members, y))
        for term, members in lattice.terms(products, np.minimum)
    ]
    statements += [
        Statement(term, is_disjunction=True, fit=necessity(members, y))
        for term, members in lattice.terms([one for one in sums if len(one) > 1], np.maximum)
    ]
    reached = min(product_depth, sum_depth)
    return Search(tuple(statements), reached, is_whole=reached == depth)


def search_subsets(sets: Sets, outcome: Memberships, cutoffs: SufficiencyCutoffs = SUFFICIENT) -> Search:
    """Return what `find_subsets` finds, and how far it came within `cutoffs.most` combinations.

    Parameters and source as in `find_subsets`. Combinations are examined length by length, and those of a length
    either all or not at all.

    Raises
    ------
    QcaError
        The depth is below 1.

    References
    ----------
    Agrawal & Srikant (1994), VLDB: no combination is better than its parts, so that ruled-out parts rule it out.

    Examples
    --------
    >>> from samverkan.methods.qca.sets import make_sets
    >>> sets = make_sets([[1, 1], [1, 0], [0, 1], [0, 0]], ["TRUST", "HOST"])
    >>> found = search_subsets(sets, np.array([1.0, 1.0, 1.0, 0.0]), SufficiencyCutoffs(most=4))
    >>> len(found.statements), found.depth, found.is_whole
    (2, 1, False)
    """
    depth = _depth_of(cutoffs.depth, sets)
    y = np.asarray(outcome, dtype=float)
    if not y.sum() > 0:
        return Search((), depth, is_whole=True)
    lattice = _Lattice.of(sets, depth, cutoffs.most)

    def conjunction(members: Memberships) -> tuple[Flags, Flags]:
        """Adding a literal can only lower the coverage of a conjunction in sufficiency."""
        lesser = np.minimum(members, y)
        both, size = lesser.sum(axis=1), members.sum(axis=1)
        ambiguous = np.minimum(lesser, 1 - y).sum(axis=1)
        covers = (size > 0) & (both >= (cutoffs.coverage - TOLERANCE) * y.sum())
        is_included = both >= (cutoffs.inclusion - TOLERANCE) * size
        is_clear = both - ambiguous >= (cutoffs.pri - TOLERANCE) * (size - ambiguous)
        is_found = covers & is_included & is_clear
        return is_found, covers & ~is_found

    found, reached = lattice.search(np.minimum, conjunction)
    statements = tuple(
        Statement(term, is_disjunction=False, fit=sufficiency(members, y))
        for term, members in lattice.terms(found, np.minimum)
    )
    return Search(statements, reached, is_whole=reached == depth)


@dataclass(frozen=True, eq=False)
class _Lattice:
    """All combinations of literals, at most one per condition; a literal is known by its place in `members`."""

    n_conditions: int
    owners: tuple[tuple[int, int], ...]
    members: Memberships
    depth: int
    most: int

    @classmethod
    def of(cls, sets: Sets, depth: int, most: int) -> "_Lattice":
        """Return the combinations of the sets, presence before absence."""
        owners = tuple((at, level) for at, one in enumerate(sets.conditions) for level in reversed(range(one.n_levels)))
        members = np.array([literal_membership(sets, at, level) for at, level in owners])
        return cls(len(sets.conditions), owners, members, depth, most)

    def search(self, join: np.ufunc, judge: Judge) -> tuple[list[Literals], int]:
        """Return the combinations above the cut-offs, and to which length all were examined."""
        found: list[Literals] = []
        level: list[Literals] = [(at,) for at in range(len(self.owners))]
        examined = 0
        for length in range(1, self.depth + 1):
            examined += len(level)
            if examined > self.most:
                return found, length - 1
            growing: list[Literals] = []
            for some, members in self._chunks(level, join):
                is_found, may_grow = judge(members)
                found += [one for one, flag in zip(some, is_found.tolist(), strict=True) if flag]
                growing += [one for one, flag in zip(some, may_grow.tolist(), strict=True) if flag]
            # One more than may be examined shows that there are too many.
            level = list(islice(self._grow(growing), self.most - examined + 1)) if length < self.depth else []
        return found, self.depth

    def terms(self, found: list[Literals], join: np.ufunc) -> Iterator[tuple[Term, Memberships]]:
        """Give the terms of the combinations with their memberships, in the order of statements."""
        ordered = sorted(((self._term(one), one) for one in found), key=lambda pair: _order(pair[0]))
        for term, one in ordered:
            yield term, join.reduce(self.members[list(one)], axis=0)

    def _term(self, one: Literals) -> Term:
        levels = [ABSENT] * self.n_conditions
        for literal in one:
            at, level = self.owners[literal]
            levels[at] = level
        return tuple(levels)

    def _chunks(self, level: list[Literals], join: np.ufunc) -> Iterator[tuple[list[Literals], Memberships]]:
        """Give the combinations of one length with their memberships, as many at a time as fit in memory."""
        n_cases = max(1, self.members.shape[1])
        step = max(1, CHUNK // n_cases)
        for start in range(0, len(level), step):
            some = level[start : start + step]
            places = np.array(some)
            members = self.members[places[:, 0]]
            for at in range(1, places.shape[1]):
                members = join(members, self.members[places[:, at]])
            yield some, members

    def _grow(self, growing: list[Literals]) -> Iterator[Literals]:
        """Give the combinations that are one literal longer and have no part that was ruled out."""
        alive = set(growing)
        for stem, group in groupby(growing, key=lambda one: one[:-1]):
            last = [one[-1] for one in group]
            for first_at, first in enumerate(last):
                for second in last[first_at + 1 :]:
                    if self.owners[first][0] == self.owners[second][0]:
                        continue
                    longer = (*stem, first, second)
                    if all(longer[:at] + longer[at + 1 :] in alive for at in range(len(stem))):
                        yield longer


def _relevance(members: Memberships, outcome: Memberships) -> Memberships:
    """Return the relevance of necessity; 1 where nothing lies outside, so that no cut-off is failed."""
    outside = (1 - np.minimum(members, outcome)).sum(axis=1)
    relevance: Memberships = np.ones(len(members))
    np.divide((1 - members).sum(axis=1), outside, out=relevance, where=outside > 0)
    return relevance


def _is_relevant(members: Memberships, outcome: Memberships, cutoffs: NecessityCutoffs) -> Flags:
    covers = np.minimum(members, outcome).sum(axis=1) >= (cutoffs.coverage - TOLERANCE) * members.sum(axis=1)
    relevant: Flags = covers & (_relevance(members, outcome) >= cutoffs.relevance - TOLERANCE)
    return relevant


def _order(term: Term) -> tuple[int, tuple[int, ...]]:
    return sum(level != ABSENT for level in term), sort_key(term)


def _depth_of(depth: int | None, sets: Sets) -> int:
    if depth is not None and depth < 1:
        raise QcaError(f"Statements need a depth of at least 1, not {depth}.")
    return min(depth or len(sets.conditions), len(sets.conditions))


def _whole(found: Search, most: int) -> tuple[Statement, ...]:
    if found.is_whole:
        return found.statements
    raise SearchLimitError(
        f"There are more than {most} combinations of conditions to examine, and all of up to {found.depth} were. "
        "Ask for a smaller depth, raise a cut-off, or leave conditions out."
    )
