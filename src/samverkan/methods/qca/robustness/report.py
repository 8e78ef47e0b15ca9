"""The whole robustness test as one frozen value."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TypeAlias, TypeVar

from samverkan.methods.qca.errors import QcaError
from samverkan.methods.qca.reanalysis import Analysis, Mapper, map_here
from samverkan.methods.qca.robustness.alternatives import Alternative, TestSolution, tests_beyond, tests_of
from samverkan.methods.qca.robustness.anchors import AnchorQuestion, range_of_anchor
from samverkan.methods.qca.robustness.fit import CaseRobustness, FitRobustness, case_robustness, fit_robustness
from samverkan.methods.qca.robustness.ranges import (
    Choice,
    End,
    SensitivityRange,
    range_of_frequency,
    range_of_inclusion,
    range_of_pri,
)
from samverkan.methods.qca.robustness.rerun import Initial, rerun, solve_initial
from samverkan.methods.qca.robustness.sweeps import (
    Dataset,
    LeftOutCase,
    Noise,
    NoiseKind,
    NoisePlan,
    NoiseSweep,
    Replaced,
    distinct_noises,
    leave_cases_out,
    sweep,
    sweep_noise,
)
from samverkan.methods.qca.sets import Model, model_membership

Item = TypeVar("Item")
Result = TypeVar("Result")
RANGES = {
    Choice.INCLUSION: range_of_inclusion,
    Choice.FREQUENCY: range_of_frequency,
    Choice.PRI: range_of_pri,
}
MODERATE_NOISE = tuple(Noise(kind, rate) for kind in NoiseKind for rate in (0.02, 0.05, 0.1))


class Part(StrEnum):
    """A part of the robustness test."""

    RANGES = "ranges"
    ALTERNATIVES = "alternatives"
    CASES = "cases"
    NOISE = "noise"
    DATASETS = "datasets"


Progress: TypeAlias = Callable[[Part, int, int], None]
"""Called with the part, how many of its analyses are done, and how many there are."""


@dataclass(frozen=True, eq=False)
class RobustnessOptions:
    """What is tested. Empty or 0 leaves a part out.

    `alternatives` are test solutions beside those that lie just beyond the ranges; their conditions must be those of
    the analysis. `n_runs` is per amount of noise; what two kinds of noise do alike to data without degrees is run
    once. `datasets` are other memberships, as those without one informant.
    """

    ranges: tuple[Choice, ...] = (Choice.INCLUSION, Choice.FREQUENCY, Choice.PRI)
    anchors: tuple[AnchorQuestion, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    leaves_cases_out: bool = True
    noise: tuple[Noise, ...] = MODERATE_NOISE
    n_runs: int = 100
    datasets: tuple[Dataset, ...] = ()
    seed: int = 2026


@dataclass(frozen=True, eq=False)
class Robustness:
    """What remains of a solution when choices, cases and memberships change; None for what was not run.

    `fit` and `cases` compare the initial model with `tests`; both are None when no other choice gave a solution.
    """

    initial: Initial
    ranges: tuple[SensitivityRange, ...] | None = None
    alternatives: tuple[Replaced, ...] | None = None
    tests: tuple[TestSolution, ...] = ()
    fit: FitRobustness | None = None
    cases: CaseRobustness | None = None
    left_out: tuple[LeftOutCase, ...] | None = None
    noise: tuple[NoiseSweep, ...] | None = None
    datasets: tuple[Replaced, ...] | None = None
    seed: int = 0

    @property
    def decisive_cases(self) -> tuple[int, ...]:
        """The cases, by index, without which the solution is another."""
        return tuple(one.case for one in self.left_out or () if one.rerun.is_finished and not one.rerun.is_same)

    @property
    def decisive_datasets(self) -> tuple[str, ...]:
        """The names of the data sets with which the solution is another."""
        return tuple(one.name for one in self.datasets or () if one.rerun.is_finished and not one.rerun.is_same)

    @property
    def n_asked(self) -> int:
        """How many ends of ranges, alternatives, cases left out, runs with noise and data sets were to be tried."""
        return len(self._endings()) + sum(one.n_runs for one in self.noise or ())

    @property
    def n_finished(self) -> int:
        """How many of them a limit did not keep from an answer."""
        return sum(self._endings()) + sum(one.n_finished for one in self.noise or ())

    def _endings(self) -> list[bool]:
        bounds = [bound for one in self.ranges or () for bound in (one.lower, one.upper)]
        again = [one.rerun for one in (*(self.alternatives or ()), *(self.datasets or ()))]
        again += [one.rerun for one in self.left_out or ()]
        return [bound.end is not End.UNFINISHED for bound in bounds] + [one.is_finished for one in again]


def be_silent(part: Part, done: int, total: int) -> None:
    """Tell nobody."""


PLAIN = RobustnessOptions()


def assess_robustness(
    recipe: Analysis,
    initial_model: Model | None = None,
    options: RobustnessOptions = PLAIN,
    mapper: Mapper = map_here,
    progress: Progress = be_silent,
) -> Robustness:
    """Return how robust the solution of an analysis is.

    Parameters
    ----------
    recipe
        The analysis. Its limit of seconds is that of the initial solution, and again that of all the rest together:
        what was not finished by then says so.
    initial_model
        The model that is reported, one of the recipe's; None for the first.
    options
        What is tested.
    mapper
        Who repeats the analyses; the result does not depend on it.
    progress
        Told after each analysis or range.

    Raises
    ------
    UnfinishedError
        The analysis itself did not finish within its limits.
    QcaError
        An alternative or a data set has other conditions; the recipe has no cases.

    References
    ----------
    Oana & Schneider (2021), A Robustness Test Protocol for Applied QCA, Sociological Methods & Research 53(1).

    Examples
    --------
    >>> from samverkan.methods.qca.sets import make_outcome, make_sets
    >>> sets = make_sets([[1, 1], [1, 0], [0, 0], [0, 0]], ["TRUST", "HOST"])
    >>> found = assess_robustness(Analysis(sets, make_outcome([1, 1, 0, 0], 4)), options=RobustnessOptions(n_runs=5))
    >>> found.decisive_cases
    (1,)
    """
    _check(recipe, options)
    initial = solve_initial(recipe, initial_model)
    recipe = recipe.ending_in(recipe.minimising.limits.seconds)

    def watched(part: Part) -> Mapper:
        return _Watched(mapper, part, progress)

    ranges = _find_ranges(recipe, initial, options, watched(Part.RANGES))
    others = _solve_alternatives(initial, options.alternatives, watched(Part.ALTERNATIVES))
    tests = tests_beyond(recipe, initial, ranges or (), options.anchors)
    tests += tests_of(initial, zip(options.alternatives, (one.rerun for one in others or ()), strict=True))
    whole = model_membership(recipe.sets, initial.model)
    members = [one.membership for one in tests]
    return Robustness(
        initial=initial,
        ranges=ranges,
        alternatives=others,
        tests=tuple(tests),
        fit=fit_robustness(recipe.outcome, whole, members) if tests else None,
        cases=case_robustness(recipe.outcome, whole, members) if tests else None,
        left_out=leave_cases_out(recipe, initial, watched(Part.CASES)) if options.leaves_cases_out else None,
        noise=_sweep_noises(recipe, initial, options, watched(Part.NOISE)),
        datasets=sweep(options.datasets, recipe, initial, watched(Part.DATASETS)) if options.datasets else None,
        seed=options.seed,
    )


@dataclass(frozen=True, slots=True)
class _Watched:
    """A mapper that tells how far a part has come."""

    mapper: Mapper
    part: Part
    progress: Progress

    def __call__(self, function: Callable[[Item], Result], items: Sequence[Item], /) -> Iterator[Result]:
        for done, result in enumerate(self.mapper(function, items), start=1):
            self.progress(self.part, done, len(items))
            yield result


def _check(recipe: Analysis, options: RobustnessOptions) -> None:
    for one in options.alternatives:
        if one.recipe.sets.conditions != recipe.sets.conditions or one.recipe.sets.n_cases != recipe.sets.n_cases:
            raise QcaError(
                f'The alternative "{one.name}" has other conditions or another number of cases than the analysis.'
            )


def _find_ranges(
    recipe: Analysis, initial: Initial, options: RobustnessOptions, mapper: Mapper
) -> tuple[SensitivityRange, ...] | None:
    asked: list[Choice | AnchorQuestion] = [*options.ranges, *options.anchors]
    return tuple(mapper(partial(_find_range, recipe, initial), asked)) if asked else None


def _find_range(recipe: Analysis, initial: Initial, asked: Choice | AnchorQuestion) -> SensitivityRange:
    if isinstance(asked, AnchorQuestion):
        return range_of_anchor(recipe, initial, asked)
    return RANGES[asked](recipe, initial)


def _solve_alternatives(
    initial: Initial, alternatives: tuple[Alternative, ...], mapper: Mapper
) -> tuple[Replaced, ...] | None:
    return tuple(mapper(partial(_solve_alternative, initial), alternatives)) if alternatives else None


def _solve_alternative(initial: Initial, alternative: Alternative) -> Replaced:
    return Replaced(alternative.name, rerun(alternative.recipe, initial))


def _sweep_noises(
    recipe: Analysis, initial: Initial, options: RobustnessOptions, mapper: Mapper
) -> tuple[NoiseSweep, ...] | None:
    if not options.noise or not options.n_runs:
        return None
    noises = distinct_noises(recipe, options.noise)
    return sweep_noise(recipe, initial, NoisePlan(noises, options.n_runs, options.seed), mapper)
