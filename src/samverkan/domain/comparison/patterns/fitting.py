"""The fit of many models at once: what a term alone says is found once, however many models have it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from samverkan.methods.qca.fit import ModelFit, Sufficiency, fit_model, ratio, sufficiency
from samverkan.methods.qca.sets import Memberships, Model, Sets, Term, term_membership

CHUNK = 1 << 20
"""How many memberships are held at a time."""


def fit_models(sets: Sets, outcome: Memberships, models: Sequence[Model]) -> tuple[ModelFit, ...]:
    """Return what `fit_model` gives for each model, in their order."""
    terms = tuple(dict.fromkeys(chain.from_iterable(models)))
    members = np.array([term_membership(sets, term) for term in terms]).reshape(len(terms), sets.n_cases)
    alone = dict(zip(terms, (sufficiency(member, outcome) for member in members), strict=True))
    place = {term: at for at, term in enumerate(terms)}
    of_size: dict[int, list[int]] = defaultdict(list)
    for at, model in enumerate(models):
        of_size[len(model)].append(at)
    fits: dict[int, ModelFit] = {}
    for size, ats in of_size.items():
        step = max(1, CHUNK // max(1, size * sets.n_cases))
        for start in range(0, len(ats), step):
            some = ats[start : start + step]
            if not size:
                fits.update({at: fit_model(sets, outcome, models[at]) for at in some})
                continue
            chosen = np.array([[place[term] for term in models[at]] for at in some])
            found = _fit_some([models[at] for at in some], members[chosen], outcome, alone)
            fits.update(zip(some, found, strict=True))
    return tuple(fits[at] for at in range(len(models)))


def _fit_some(
    models: Sequence[Model], members: NDArray[np.float64], outcome: Memberships, alone: dict[Term, Sufficiency]
) -> Iterator[ModelFit]:
    """Fit models with the same number of terms; `members` has the shape (n_models, n_terms, n_cases)."""
    whole = members.max(axis=1)
    both = np.minimum(whole, outcome)
    ambiguous = np.minimum(both, 1 - outcome).sum(axis=1).tolist()
    size, shared, total = whole.sum(axis=1).tolist(), both.sum(axis=1).tolist(), float(outcome.sum())
    unique = _unique(members, outcome, both.sum(axis=1))
    for at, model in enumerate(models):
        solution = Sufficiency(
            ratio(shared[at], size[at]),
            ratio(shared[at] - ambiguous[at], size[at] - ambiguous[at]),
            ratio(shared[at], total),
        )
        terms = tuple(
            Sufficiency(alone[term].inclusion, alone[term].pri, alone[term].coverage, ratio(own, total))
            for term, own in zip(model, unique[at], strict=True)
        )
        yield ModelFit(model, solution, terms)


def _unique(members: NDArray[np.float64], outcome: Memberships, shared: NDArray[np.float64]) -> list[list[float]]:
    """Return how much of the outcome each term covers that no other term of its model does."""
    n_terms = members.shape[1]
    columns = []
    for at in range(n_terms):
        others = np.delete(members, at, axis=1)
        rest = np.minimum(others.max(axis=1), outcome).sum(axis=1) if n_terms > 1 else np.zeros(len(members))
        columns.append(shared - rest)
    unique: list[list[float]] = np.stack(columns, axis=1).tolist()
    return unique
