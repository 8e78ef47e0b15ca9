"""Where a theory and a solution agree, where they part, and which cases stand there."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from samverkan.methods.qca.fit import Sufficiency, sufficiency
from samverkan.methods.qca.negation import check_model, intersect_models, negate_model
from samverkan.methods.qca.sets import CROSSOVER, Memberships, Model, Sets, make_outcome, model_membership


@dataclass(frozen=True, eq=False)
class Quarter:
    """One of the four intersections of theory and solution.

    `model` is the intersection as terms, `memberships` has the shape (n_cases,). `with_outcome` and
    `without_outcome` are the cases, by index, that belong to it by more than .5; a case with an outcome of exactly .5
    is in neither.
    """

    in_theory: bool
    in_solution: bool
    model: Model
    memberships: Memberships
    fit: Sufficiency
    with_outcome: tuple[int, ...]
    without_outcome: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class TheoryEvaluation:
    """A theory beside a solution.

    The quarters are T*S (theory supported), ~T*S (theory to be extended), T*~S (theory to be delimited) and ~T*~S.
    `n_with_outcome` and `n_without_outcome` count all cases on either side of .5.
    """

    theory: Model
    solution: Model
    theory_fit: Sufficiency
    solution_fit: Sufficiency
    quarters: tuple[Quarter, Quarter, Quarter, Quarter]
    n_cases: int
    n_with_outcome: int
    n_without_outcome: int

    def quarter(self, *, in_theory: bool, in_solution: bool) -> Quarter:
        """Return one of the quarters."""
        return self.quarters[(not in_theory) + 2 * (not in_solution)]


def evaluate_theory(sets: Sets, outcome: ArrayLike, theory: Model, solution: Model) -> TheoryEvaluation:
    """Return the intersections of a theory and a solution, with their fit and their cases.

    Parameters
    ----------
    sets
        The conditions, from `make_sets`.
    outcome : shape (n_cases,)
        Memberships in the outcome, in [0, 1].
    theory, solution
        Terms over the same conditions: what was expected, and what was found.

    Raises
    ------
    MembershipError
        The outcome is missing, outside [0, 1], or has another number of cases.
    ExpressionError
        A term does not fit the conditions.
    QcaError
        An intersection grows beyond 10,000 terms.

    References
    ----------
    Schneider & Wagemann (2012), Set-Theoretic Methods for the Social Sciences, ch. 11.3; Ragin (1987), ch. 7.
    R: SetMethods::theory.evaluation. Its 4.0 finds no case of T*S without the outcome on any data, for it reads a
    column `T*E` that it never made; here they are listed.

    Examples
    --------
    >>> from samverkan.methods.qca.sets import make_sets
    >>> sets = make_sets([[1, 1], [1, 0], [0, 1], [0, 0]], ["TRUST", "HOST"])
    >>> found = evaluate_theory(sets, [1, 1, 0, 0], ((1, 1),), ((1, -1),))
    >>> [(one.model, one.with_outcome) for one in found.quarters[:2]]
    [(((1, 1),), (0,)), (((1, 0),), (1,))]
    """
    wanted = make_outcome(outcome, sets.n_cases)
    check_model(theory, sets.conditions)
    check_model(solution, sets.conditions)
    sides = {True: theory, False: negate_model(theory, sets.conditions)}
    found = {True: solution, False: negate_model(solution, sets.conditions)}
    expected, seen = model_membership(sets, theory), model_membership(sets, solution)

    def cut(*, in_theory: bool, in_solution: bool) -> Quarter:
        memberships = np.minimum(expected if in_theory else 1 - expected, seen if in_solution else 1 - seen)
        is_member = memberships > CROSSOVER
        return Quarter(
            in_theory=in_theory,
            in_solution=in_solution,
            model=intersect_models(sides[in_theory], found[in_solution]),
            memberships=memberships,
            fit=sufficiency(memberships, wanted),
            with_outcome=tuple(np.flatnonzero(is_member & (wanted > CROSSOVER)).tolist()),
            without_outcome=tuple(np.flatnonzero(is_member & (wanted < CROSSOVER)).tolist()),
        )

    return TheoryEvaluation(
        theory=theory,
        solution=solution,
        theory_fit=sufficiency(expected, wanted),
        solution_fit=sufficiency(seen, wanted),
        quarters=(
            cut(in_theory=True, in_solution=True),
            cut(in_theory=False, in_solution=True),
            cut(in_theory=True, in_solution=False),
            cut(in_theory=False, in_solution=False),
        ),
        n_cases=sets.n_cases,
        n_with_outcome=int((wanted > CROSSOVER).sum()),
        n_without_outcome=int((wanted < CROSSOVER).sum()),
    )
