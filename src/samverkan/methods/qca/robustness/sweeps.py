"""Sweeps: the same analysis without each case, with noise, and with other memberships."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

import numpy as np

from samverkan.methods.qca.errors import QcaError
from samverkan.methods.qca.reanalysis import Analysis, Mapper, map_here
from samverkan.methods.qca.robustness.rerun import Initial, Rerun, rerun
from samverkan.methods.qca.sets import Condition, Memberships, Sets, Term, make_outcome, make_sets, sort_key

MOST_OTHERS = 10
"""New terms to keep of a noise sweep: the most frequent ones."""


@dataclass(frozen=True, slots=True)
class LeftOutCase:
    """What the analysis gives without one case, by index."""

    case: int
    rerun: Rerun


class NoiseKind(StrEnum):
    """How memberships go wrong: some are turned into their opposite, or all are a little off."""

    FLIP = "flip"
    PERTURB = "perturb"


@dataclass(frozen=True, slots=True)
class Noise:
    """One amount of noise. For FLIP the share of memberships that are wrong; for PERTURB the standard deviation."""

    kind: NoiseKind
    rate: float

    def __post_init__(self) -> None:
        """Refuse a rate that is no share."""
        if not 0 <= self.rate <= 1:
            raise QcaError(f"The rate of noise is {self.rate}; give a number in [0, 1], such as 0.05.")


@dataclass(frozen=True, slots=True)
class NoisePlan:
    """Which amounts of noise, how many runs of each, and the seed that all draws come from."""

    noises: tuple[Noise, ...]
    n_runs: int = 100
    seed: int = 2026

    def __post_init__(self) -> None:
        """Refuse less than one run."""
        if self.n_runs < 1:
            raise QcaError(f"The number of runs with noise is {self.n_runs}; give at least 1.")


@dataclass(frozen=True, slots=True)
class TermShare:
    """In what share of the finished runs a term came in some model, and in every model."""

    term: Term
    in_some: float
    in_every: float


@dataclass(frozen=True, slots=True)
class NoiseSweep:
    """What came back of the solution under one amount of noise.

    Shares are of the runs that finished (NaN when none did). `same` is the share with the same solution, all models;
    `kept` that with the initial model among the models; `without` that with no solution at all. `terms` are those of
    the initial model in its order, `others` the most frequent terms that it does not have.
    """

    noise: Noise
    n_runs: int
    n_finished: int
    same: float
    kept: float
    without: float
    terms: tuple[TermShare, ...]
    others: tuple[TermShare, ...]


@dataclass(frozen=True, eq=False)
class Dataset:
    """Other memberships for the same analysis, for example those without one informant, under a name."""

    name: str
    sets: Sets
    outcome: Memberships


@dataclass(frozen=True, slots=True)
class Replaced:
    """What the analysis gives with one of the data sets."""

    name: str
    rerun: Rerun


@dataclass(frozen=True, slots=True)
class _Run:
    """What one run with noise leaves behind."""

    is_finished: bool
    is_same: bool
    keeps_model: bool
    has_solution: bool
    some: frozenset[Term]
    every: frozenset[Term]


def leave_cases_out(recipe: Analysis, initial: Initial, mapper: Mapper = map_here) -> tuple[LeftOutCase, ...]:
    """Return what the analysis gives without each case in turn, in the order of the cases; none for a single case.

    Parameters
    ----------
    recipe, initial
        The analysis, and its solution from `solve_initial`.
    mapper
        Who repeats the analysis.

    References
    ----------
    Hug (2013), Political Analysis 21(2): QCA with cases dropped and with measurement error.

    Examples
    --------
    >>> from samverkan.methods.qca.robustness.rerun import solve_initial
    >>> sets = make_sets([[1, 1], [1, 0], [0, 0], [0, 0]], ["TRUST", "HOST"])
    >>> recipe = Analysis(sets, make_outcome([1, 1, 0, 0], 4))
    >>> [one.rerun.is_same for one in leave_cases_out(recipe, solve_initial(recipe))]
    [True, False, True, True]
    """
    cases = range(recipe.sets.n_cases) if recipe.sets.n_cases > 1 else range(0)
    return tuple(mapper(partial(_leave_out, recipe, initial), list(cases)))


def sweep_noise(
    recipe: Analysis, initial: Initial, plan: NoisePlan, mapper: Mapper = map_here
) -> tuple[NoiseSweep, ...]:
    """Return what comes back of the solution when the memberships are noisy, for each amount of noise.

    Crisp conditions (0 and 1 only) and multi-value ones take another value with the probability of the rate, for both
    kinds of noise; a fuzzy membership x becomes 1 - x with that probability (FLIP), or moves by a normal deviate and
    stays within [0, 1] (PERTURB). The outcome likewise. Each run draws from its own seed, so that the shares do not
    depend on who computes them, and more runs begin with the same ones.

    Parameters
    ----------
    recipe, initial
        The analysis, and its solution from `solve_initial`.
    plan
        The amounts of noise, how many runs, and the seed.
    mapper
        Who repeats the analysis.

    References
    ----------
    Hug (2013), Political Analysis 21(2): QCA with cases dropped and with measurement error.

    Examples
    --------
    >>> from samverkan.methods.qca.robustness.rerun import solve_initial
    >>> sets = make_sets([[1, 1], [1, 0], [0, 0], [0, 0]], ["TRUST", "HOST"])
    >>> recipe = Analysis(sets, make_outcome([1, 1, 0, 0], 4))
    >>> plan = NoisePlan((Noise(NoiseKind.FLIP, 0.1),), n_runs=50, seed=1)
    >>> [one.kept for one in sweep_noise(recipe, solve_initial(recipe), plan)]
    [0.54]
    """
    roots = np.random.SeedSequence(plan.seed).spawn(len(plan.noises))
    drawn = [(noise, seed) for noise, root in zip(plan.noises, roots, strict=True) for seed in root.spawn(plan.n_runs)]
    # One map for all amounts: many small maps would each be too small to share out.
    runs = list(mapper(partial(_run_noise, recipe, initial), drawn))
    shares = [runs[at : at + plan.n_runs] for at in range(0, len(runs), plan.n_runs)]
    return tuple(_summarise(noise, initial, some) for noise, some in zip(plan.noises, shares, strict=True))


def distinct_noises(recipe: Analysis, noises: Sequence[Noise]) -> tuple[Noise, ...]:
    """Return the amounts of noise that differ for this analysis: for data without degrees both kinds are the same.

    Examples
    --------
    >>> recipe = Analysis(make_sets([[1], [0]], ["TRUST"]), make_outcome([1, 0], 2))
    >>> both = [Noise(kind, 0.1) for kind in NoiseKind]
    >>> [str(one.kind) for one in distinct_noises(recipe, both)]
    ['flip']
    """
    fuzzy = [at for at, one in enumerate(recipe.sets.conditions) if not one.is_multivalue]
    if not (_is_crisp(recipe.sets.values[:, fuzzy]) and _is_crisp(recipe.outcome)):
        return tuple(noises)
    return tuple(
        {one.rate: one for one in reversed(noises)}[rate] for rate in dict.fromkeys(one.rate for one in noises)
    )


def sweep(
    datasets: Sequence[Dataset], recipe: Analysis, initial: Initial, mapper: Mapper = map_here
) -> tuple[Replaced, ...]:
    """Return what the analysis gives with each of the data sets instead of its own, in their order.

    Raises
    ------
    QcaError
        A data set has other conditions than the recipe.

    References
    ----------
    Oana & Schneider (2021), Sociological Methods & Research 53(1): other calibrations as test solutions.

    Examples
    --------
    >>> from samverkan.methods.qca.robustness.rerun import solve_initial
    >>> sets = make_sets([[1, 1], [1, 0], [0, 0], [0, 0]], ["TRUST", "HOST"])
    >>> recipe = Analysis(sets, make_outcome([1, 1, 0, 0], 4))
    >>> other = Dataset("without R1", make_sets([[1, 1], [0, 0]], ["TRUST", "HOST"]), make_outcome([1, 0], 2))
    >>> [(one.name, one.rerun.n_models) for one in sweep([other], recipe, solve_initial(recipe))]
    [('without R1', 2)]
    """
    for one in datasets:
        if one.sets.conditions != recipe.sets.conditions:
            raise QcaError(f'The data set "{one.name}" has other conditions than the analysis that it is to replace.')
    return tuple(mapper(partial(_replace_data, recipe, initial), list(datasets)))


def without_case(recipe: Analysis, case: int) -> Analysis:
    """Return the recipe without one case, by index."""
    kept = np.delete(recipe.sets.values, case, axis=0)
    sets = make_sets(kept, recipe.sets.conditions)
    return replace(recipe, sets=sets, outcome=make_outcome(np.delete(recipe.outcome, case), sets.n_cases))


def with_noise(recipe: Analysis, noise: Noise, rng: np.random.Generator) -> Analysis:
    """Return the recipe with noise in its memberships."""
    columns = [
        _disturb(recipe.sets.values[:, at], condition, noise, rng)
        for at, condition in enumerate(recipe.sets.conditions)
    ]
    outcome = _disturb(recipe.outcome, Condition("outcome"), noise, rng)
    sets = make_sets(np.column_stack(columns), recipe.sets.conditions)
    return replace(recipe, sets=sets, outcome=make_outcome(outcome, sets.n_cases))


def _disturb(column: Memberships, condition: Condition, noise: Noise, rng: np.random.Generator) -> Memberships:
    is_hit = rng.random(column.size) < noise.rate
    if condition.is_multivalue:
        shift = rng.integers(1, max(2, condition.n_levels), column.size)
        return np.where(is_hit, (column + shift) % condition.n_levels, column)
    if noise.kind is NoiseKind.FLIP or _is_crisp(column):
        return np.where(is_hit, 1 - column, column)
    moved: Memberships = np.clip(column + rng.normal(0.0, noise.rate, column.size), 0.0, 1.0)
    return moved


def _is_crisp(values: Memberships) -> bool:
    return bool(np.isin(values, (0.0, 1.0)).all())


def _leave_out(recipe: Analysis, initial: Initial, case: int) -> LeftOutCase:
    return LeftOutCase(case, rerun(without_case(recipe, case), initial))


def _summarise(noise: Noise, initial: Initial, runs: Sequence[_Run]) -> NoiseSweep:
    done = [run for run in runs if run.is_finished]
    some = Counter(term for run in done for term in run.some)
    every = Counter(term for run in done for term in run.every)
    others = sorted(set(some) - set(initial.model), key=lambda term: (-some[term], sort_key(term)))[:MOST_OTHERS]

    def share(term: Term) -> TermShare:
        return TermShare(term, some[term] / len(done), every[term] / len(done))

    return NoiseSweep(
        noise=noise,
        n_runs=len(runs),
        n_finished=len(done),
        same=_share([run.is_same for run in done]),
        kept=_share([run.keeps_model for run in done]),
        without=_share([not run.has_solution for run in done]),
        terms=tuple(share(term) for term in initial.model) if done else (),
        others=tuple(share(term) for term in others),
    )


def _run_noise(recipe: Analysis, initial: Initial, drawn: tuple[Noise, np.random.SeedSequence]) -> _Run:
    noise, seed = drawn
    found = rerun(with_noise(recipe, noise, np.random.default_rng(seed)), initial)
    return _Run(
        found.is_finished,
        found.is_same,
        found.keeps_model,
        found.has_solution,
        found.terms_of_some,
        found.terms_of_every,
    )


def _replace_data(recipe: Analysis, initial: Initial, data: Dataset) -> Replaced:
    return Replaced(data.name, rerun(replace(recipe, sets=data.sets, outcome=data.outcome), initial))


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits) if hits else float("nan")
