"""The intermediate solution: remainders are assumed only where theory expects them to show the outcome."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from samverkan.methods.qca.errors import QcaError
from samverkan.methods.qca.minimisation.boxes import Box, box_of, primes_of
from samverkan.methods.qca.minimisation.budget import Budget, OverBudget, open_budget
from samverkan.methods.qca.minimisation.implicants import from_terms
from samverkan.methods.qca.minimisation.negatives import positive_rows
from samverkan.methods.qca.minimisation.result import Expectations, Limit, Minimised, Minimising, Pair, Solution
from samverkan.methods.qca.minimisation.solving import as_rows, cover_rows, solve
from samverkan.methods.qca.sets import ABSENT, Condition, Model, Term, covers, sort_key, sort_model
from samverkan.methods.qca.truth_table import TruthTable


def solve_intermediate(table: TruthTable, asked: Minimising) -> Minimised:
    """Return the intermediate solution, from every pair of a conservative and a parsimonious model.

    A conservative term within a parsimonious one may lose a literal that the parsimonious one lacks, when the levels
    that it would then admit are expected to contribute to the outcome. What these terms cover is minimised anew.
    Its models are those of all pairs, each once.

    References
    ----------
    Ragin & Sonnett (2005); Ragin (2008), Redesigning Social Inquiry, ch. 9.
    """
    _check(asked.expectations, table.sets.conditions)
    conservative = solve(table, Solution.CONSERVATIVE, asked)
    parsimonious = solve(table, Solution.PARSIMONIOUS, asked)
    most = asked.limits.listed
    pairs, stopped = [], {*conservative.stopped, *parsimonious.stopped}
    known: dict[frozenset[Box], Minimised] = {}
    budget = open_budget(asked.limits.seconds)
    rows = positive_rows(table, asked)
    origins = ((own, simple) for own in conservative.iterate() for simple in parsimonious.iterate())
    for own, simple in islice(origins, most):
        boxes = frozenset(_easy_boxes(own, simple, asked.expectations, table.sets.conditions))
        if boxes not in known:
            known[boxes] = _cover(boxes, rows, table, asked, budget)
        stopped.update(known[boxes].stopped)
        pairs.append(Pair(own, simple, known[boxes]))
        if known[boxes].stopped:
            break
    if most is not None and conservative.n_models * parsimonious.n_models > most:
        stopped.add(Limit.MODELS)
    return _unite(rows, table, asked, (tuple(pairs), tuple(sorted(stopped))))


def _check(expectations: Expectations, conditions: Sequence[Condition]) -> None:
    if len(expectations) != len(conditions):
        raise QcaError(f"There are {len(expectations)} expectations for {len(conditions)} conditions.")
    for levels, condition in zip(expectations, conditions, strict=True):
        if any(not 0 <= level < condition.n_levels for level in levels):
            raise QcaError(f'"{condition.name}" has the levels 0 to {condition.n_levels - 1}: {sorted(levels)}.')


def _easy_boxes(
    own: Model, simple: Model, expectations: Expectations, conditions: Sequence[Condition]
) -> Iterator[Box]:
    """Give what the conservative terms cover, and what easy counterfactuals add within the parsimonious terms."""
    for term in own:
        yield box_of(term, conditions)
        for wider in simple:
            if covers(wider, term):
                yield tuple(_admitted(*each) for each in zip(term, wider, expectations, conditions, strict=True))


def _admitted(level: int, wider: int, expected: frozenset[int], condition: Condition) -> int:
    if level == ABSENT:
        return (1 << condition.n_levels) - 1
    easy = expected if wider == ABSENT else frozenset[int]()
    return sum(1 << one for one in easy | {level})


def _cover(
    boxes: frozenset[Box], rows: Sequence[Term], table: TruthTable, asked: Minimising, budget: Budget
) -> Minimised:
    conditions = table.sets.conditions
    array = as_rows(rows, len(conditions))
    try:
        terms, limit = primes_of(boxes, rows, conditions, budget), None
    except OverBudget:
        terms, limit = [], Limit.SECONDS
    return cover_rows(Solution.INTERMEDIATE, from_terms(array, terms), asked, (budget, limit))


def _unite(
    rows: Sequence[Term], table: TruthTable, asked: Minimising, found: tuple[tuple[Pair, ...], tuple[Limit, ...]]
) -> Minimised:
    """Return the models of all pairs as one solution."""
    pairs, stopped = found
    each = list({id(one.minimised): one.minimised for one in pairs}.values())
    most = asked.limits.listed
    models = sorted({model for one in each for model in islice(one.iterate(), most)}, key=_model_key)
    too_many = any(most is not None and one.n_models > most for one in each)
    terms = sorted({term for one in each for term in one.prime_implicants}, key=sort_key)
    implicants = from_terms(as_rows(rows, len(table.sets.conditions)), terms)
    whole = cover_rows(Solution.INTERMEDIATE, implicants, asked, (Budget(), Limit.MODELS))
    used = {term for model in models for term in model}
    return replace(
        whole,
        essential=sort_model(set.intersection(*(set(one.essential) for one in each))) if each else (),
        write_models=lambda: tuple(models[:most]),
        n_models=len(models),
        shared=sort_model(set.intersection(*(set(model) for model in models))) if models else (),
        n_unused=len(terms) - len(used),
        used=frozenset(at for at, term in enumerate(terms) if term in used),
        stopped=tuple(sorted({*stopped, *([Limit.MODELS] if too_many else [])})),
        iterate=lambda: iter(models),
        pairs=pairs,
    )


def _model_key(model: Model) -> tuple[int, list[tuple[int, ...]]]:
    return len(model), [sort_key(term) for term in model]
