"""The conservative and the parsimonious solution: prime implicants, and from their chart all models."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from typing import overload

import numpy as np

from samverkan.methods.qca.minimisation.budget import Budget, OverBudget, open_budget
from samverkan.methods.qca.minimisation.chart import Members, essential_of, split_chart
from samverkan.methods.qca.minimisation.cubes import merge_rows
from samverkan.methods.qca.minimisation.exclusion import MOST_ROWS
from samverkan.methods.qca.minimisation.implicants import Implicants, Rows, Words, find_implicants, from_terms
from samverkan.methods.qca.minimisation.models import Covers, count_models, find_covers, list_models
from samverkan.methods.qca.minimisation.narrowing import narrowed
from samverkan.methods.qca.minimisation.negatives import negative_terms, positive_rows
from samverkan.methods.qca.minimisation.quick import find_over_few_rows, find_quickly, suits_few_rows
from samverkan.methods.qca.minimisation.result import Limit, Listing, Minimised, Minimising, Solution
from samverkan.methods.qca.sets import Model, Term, sort_model
from samverkan.methods.qca.truth_table import TruthTable

MANY = 200
"""From so many implicants on, those that no minimum model can have are left out before the chart is split."""


def solve(table: TruthTable, solution: Solution, asked: Minimising) -> Minimised:
    """Return the conservative or the parsimonious solution of a truth table: all its models, exactly."""
    budget = open_budget(asked.limits.seconds)
    rows = as_rows(positive_rows(table, asked), len(table.sets.conditions))
    if solution is Solution.CONSERVATIVE:
        implicants, limit = _merge(rows, [one.n_levels for one in table.sets.conditions], budget)
    else:
        negatives = as_rows(negative_terms(table, asked), rows.shape[1])
        implicants, limit = find_implicants(rows, negatives, asked.limits.implicants, budget)
    return cover_rows(solution, implicants, asked, (budget, limit))


def as_rows(terms: Sequence[Term], n_conditions: int) -> Rows:
    """Return terms as an array, shape (n, n_conditions)."""
    return np.array(terms, dtype=np.int8).reshape(len(terms), n_conditions)


def cover_rows(
    solution: Solution, implicants: Implicants, asked: Minimising, so_far: tuple[Budget, Limit | None]
) -> Minimised:
    """Return the models of the chart that prime implicants and rows make."""
    budget, limit = so_far
    coverage = implicants.coverage()
    n_rows = len(implicants.rows)
    parts: list[Covers] = []
    if limit is None and n_rows:
        parts = _find_parts(coverage, n_rows, asked, budget)
        limit = None if all(one.is_whole for one in parts) else Limit.SECONDS
    has_models = bool(parts)
    used = frozenset(chain.from_iterable(part.used_implicants() for part in parts))
    models = _listed(parts, asked.limits.listed) if has_models else []
    return Minimised(
        solution=solution,
        listing=asked.listing,
        rows=tuple(tuple(row) for row in implicants.rows.tolist()),
        prime_implicants=implicants,
        coverage=Bits(coverage),
        essential=sort_model(implicants.pick(essential_of(coverage))),
        write_models=lambda: _write(implicants, models),
        n_models=count_models(parts) if has_models else 0,
        shared=sort_model(implicants.pick(at for part in parts for at in part.shared_implicants())),
        n_unused=len(implicants) - len(used) if has_models else 0,
        used=used,
        stopped=() if limit is None else (limit,),
        iterate=_iterator(implicants, parts),
    )


def _find_parts(coverage: Words, n_rows: int, asked: Minimising, budget: Budget) -> list[Covers]:
    """Return the covers of each component. Of many implicants, those that no minimum model can have are left out."""
    if asked.listing is Listing.IRREDUNDANT:
        return _find_each(coverage, n_rows, np.arange(len(coverage)), (asked.listing, budget))
    quick = find_over_few_rows(coverage, n_rows, budget) if suits_few_rows(len(coverage), n_rows) else None
    quick = quick or find_quickly(coverage, n_rows, asked.limits.listed, budget)
    if quick is not None:
        return [quick]
    if len(coverage) <= MANY or n_rows <= MOST_ROWS:
        return _find_each(coverage, n_rows, np.arange(len(coverage)), (asked.listing, budget))
    parts: list[Covers] = []
    for size, members in narrowed(coverage, n_rows, budget):
        parts = _find_each(coverage[members], n_rows, members, (asked.listing, budget))
        if not all(one.is_whole for one in parts) or sum(one.size for one in parts) <= size:
            break
    return parts


def _find_each(coverage: Words, n_rows: int, members: Members, how: tuple[Listing, Budget]) -> list[Covers]:
    return [find_covers(one, *how) for one in split_chart(coverage, n_rows, members)]


class Bits(Sequence[int]):
    """Packed bit sets, read as integers."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def __len__(self) -> int:
        return len(self._words)

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> list[int]: ...
    def __getitem__(self, at: int | slice) -> int | list[int]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        return int.from_bytes(self._words[at].tobytes(), "little")


def _merge(rows: Rows, n_levels: Sequence[int], budget: Budget) -> tuple[Implicants, Limit | None]:
    try:
        return merge_rows(rows, n_levels, budget), None
    except OverBudget:
        return from_terms(rows, []), Limit.SECONDS


def _listed(parts: Sequence[Covers], most: int | None) -> list[tuple[int, ...]]:
    """Return the first models as implicants, by index; in order when they are all here."""
    try:
        found = [tuple(sorted(model)) for model in islice(list_models(parts), most)]
    except OverBudget:
        return []
    found.sort()
    found.sort(key=len)
    return found


def _write(implicants: Implicants, models: Sequence[tuple[int, ...]]) -> tuple[Model, ...]:
    places = list(set(chain.from_iterable(models)))
    terms = dict(zip(places, implicants.pick(places), strict=True))
    return tuple(tuple(map(terms.__getitem__, model)) for model in models)


def _iterator(implicants: Implicants, parts: Sequence[Covers]) -> Callable[[], Iterator[Model]]:
    """Return what gives every model, its terms in their order: that of the implicants."""

    def iterate() -> Iterator[Model]:
        for model in list_models(parts) if parts else ():
            yield tuple(implicants[at] for at in sorted(model))

    return iterate
