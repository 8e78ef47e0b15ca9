"""Parameters of fit: how nearly one set lies within another, and how much of it is covered."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from samverkan.methods.qca.sets import Memberships, Model, Sets, model_membership, term_membership

NOTHING = 1e-12
"""Less than any sum of memberships that are not all 0; 0.45 - (1 - 0.55) is not quite 0."""


@dataclass(frozen=True, slots=True)
class Sufficiency:
    """How nearly a set lies within the outcome. NaN where nothing belongs to the set (or to the outcome)."""

    inclusion: float
    pri: float
    coverage: float
    unique_coverage: float | None = None


@dataclass(frozen=True, slots=True)
class Necessity:
    """How nearly the outcome lies within a set, and whether that says anything (relevance of necessity)."""

    inclusion: float
    relevance: float
    coverage: float


@dataclass(frozen=True, slots=True)
class ModelFit:
    """The parameters of fit of a model and of each of its terms, in the order of the model."""

    model: Model
    solution: Sufficiency
    terms: tuple[Sufficiency, ...]


def sufficiency(membership: ArrayLike, outcome: ArrayLike) -> Sufficiency:
    """Return how nearly the set is a subset of the outcome.

    Parameters
    ----------
    membership, outcome : shape (n_cases,)
        Memberships in [0, 1], the cases in the same order.

    Returns
    -------
    Sufficiency
        Inclusion (consistency), proportional reduction in inconsistency (PRI) and raw coverage, each in [0, 1];
        NaN where its denominator is 0.

    References
    ----------
    Ragin (2006), Political Analysis 14(3): consistency sum(min(x, y)) / sum(x), coverage sum(min(x, y)) / sum(y).
    Schneider & Wagemann (2012), Set-Theoretic Methods for the Social Sciences: PRI.

    Examples
    --------
    >>> fit = sufficiency([0.9, 0.6, 0.1], [0.7, 0.8, 0.0])
    >>> round(fit.inclusion, 4), round(fit.coverage, 4)
    (0.8125, 0.8667)
    """
    x, y = np.asarray(membership, dtype=float), np.asarray(outcome, dtype=float)
    both = np.minimum(x, y).sum()
    ambiguous = np.minimum(np.minimum(x, y), 1 - y).sum()
    return Sufficiency(
        inclusion=ratio(both, x.sum()), pri=ratio(both - ambiguous, x.sum() - ambiguous), coverage=ratio(both, y.sum())
    )


def necessity(membership: ArrayLike, outcome: ArrayLike) -> Necessity:
    """Return how nearly the outcome is a subset of the set.

    Parameters
    ----------
    membership, outcome : shape (n_cases,)
        Memberships in [0, 1], the cases in the same order.

    Returns
    -------
    Necessity
        Inclusion sum(min(x, y)) / sum(y), relevance of necessity sum(1 - x) / sum(1 - min(x, y)), and coverage
        sum(min(x, y)) / sum(x); NaN where the denominator is 0.

    References
    ----------
    Ragin (2006), Political Analysis 14(3). Schneider & Wagemann (2012): relevance of necessity (RoN).

    Examples
    --------
    >>> fit = necessity([0.9, 0.8, 0.1], [0.7, 0.8, 0.0])
    >>> round(fit.inclusion, 4), round(fit.relevance, 4), round(fit.coverage, 4)
    (1.0, 0.8, 0.8333)
    """
    x, y = np.asarray(membership, dtype=float), np.asarray(outcome, dtype=float)
    lesser = np.minimum(x, y)
    return Necessity(
        inclusion=ratio(lesser.sum(), y.sum()),
        relevance=ratio((1 - x).sum(), (1 - lesser).sum()),
        coverage=ratio(lesser.sum(), x.sum()),
    )


def fit_model(sets: Sets, outcome: Memberships, model: Model) -> ModelFit:
    """Return the parameters of fit of the model and of each term; unique coverage is what the term alone covers.

    Parameters
    ----------
    sets, outcome : shape (n_cases, n_conditions), (n_cases,)
        From `make_sets` and `make_outcome`.
    model
        Terms joined by OR.

    References
    ----------
    Ragin (2006), Political Analysis 14(3).

    Examples
    --------
    >>> from samverkan.methods.qca.sets import make_sets
    >>> sets = make_sets([[1, 0], [1, 1], [0, 1], [0, 0]], ["A", "B"])
    >>> fit = fit_model(sets, np.array([1.0, 1, 1, 0]), ((1, -1), (-1, 1)))
    >>> fit.solution.coverage, [round(term.unique_coverage, 3) for term in fit.terms]
    (1.0, [0.333, 0.333])
    """
    members = [term_membership(sets, term) for term in model]
    whole = model_membership(sets, model)
    total = np.minimum(whole, outcome).sum()
    fits = [
        _fit_term(members[at], _union_of(members[:at] + members[at + 1 :], outcome), total, outcome)
        for at in range(len(model))
    ]
    return ModelFit(model, sufficiency(whole, outcome), tuple(fits))


def ratio(above: float, below: float) -> float:
    """Return the quotient; NaN when nothing is divided by, or no more than rounding leaves of memberships."""
    return float(above) / float(below) if below > NOTHING else float("nan")


def _union_of(members: Sequence[Memberships], outcome: Memberships) -> float:
    """Return how much of the outcome the sets cover together."""
    return float(np.minimum(np.maximum.reduce(members), outcome).sum()) if members else 0.0


def _fit_term(member: Memberships, others: float, total: float, outcome: Memberships) -> Sufficiency:
    alone = sufficiency(member, outcome)
    return Sufficiency(alone.inclusion, alone.pri, alone.coverage, ratio(total - others, outcome.sum()))
