"""How much of a solution, and of its cases, the solutions of other defensible choices share."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from samverkan.methods.qca.errors import QcaError
from samverkan.methods.qca.fit import Sufficiency, ratio, sufficiency
from samverkan.methods.qca.sets import CROSSOVER, Memberships


@dataclass(frozen=True, slots=True)
class FitRobustness:
    """How much of the initial solution lies in the robust core, and how nearly the test solutions equal it.

    `core` is the fit of what the initial and all the test solutions share. `coverage` (RF_cov) is the core's coverage
    by that of the initial solution, `consistency` (RF_cons) the initial solution's consistency by that of the core;
    `overlap_least` (RF_SC_minTS) and `overlap_most` (RF_SC_maxTS) are the overlap of the initial solution with what
    all, and with what any, of the test solutions cover. 1 is entirely robust; the consistency
    exceeds 1 when the core is less consistent than the solution; NaN where nothing is covered.
    """

    core: Sufficiency
    coverage: float
    consistency: float
    overlap_least: float
    overlap_most: float


@dataclass(frozen=True, slots=True)
class CaseRobustness:
    """Cases, by index, after whether the test solutions cover them too.

    Robust cases belong to the initial and to all test solutions; shaky ones to the initial but not to all test
    solutions; possible ones to some test solution but not to the initial one. Each is typical with the outcome and
    deviant without it. `typical_ratio` (RCR_typ) and `deviant_ratio` (RCR_dev) are the robust share of those three
    kinds, NaN without such cases. `rank` (RCC_Rank): 1 neither shaky nor possible cases, 2 only possible, 3 only
    shaky, 4 both. `undecided` cases have a membership of exactly .5 in what decides.
    """

    robust_typical: tuple[int, ...]
    robust_deviant: tuple[int, ...]
    shaky_typical: tuple[int, ...]
    shaky_deviant: tuple[int, ...]
    possible_typical: tuple[int, ...]
    possible_deviant: tuple[int, ...]
    undecided: tuple[int, ...]
    typical_ratio: float
    deviant_ratio: float
    rank: int


def robust_core(initial: Memberships, tests: Sequence[Memberships]) -> Memberships:
    """Return each case's membership in what the initial and all the test solutions share, shape (n_cases,).

    References
    ----------
    Oana & Schneider (2021), Sociological Methods & Research 53(1).

    Examples
    --------
    >>> robust_core(np.array([0.8, 0.6]), [np.array([0.9, 0.4])]).tolist()
    [0.8, 0.4]
    """
    core: Memberships = np.minimum.reduce([initial, *tests])
    return core


def fit_robustness(outcome: Memberships, initial: Memberships, tests: Sequence[Memberships]) -> FitRobustness:
    """Return the fit-oriented robustness of a solution against those of other choices.

    Parameters
    ----------
    outcome : shape (n_cases,)
        Memberships in the outcome.
    initial : shape (n_cases,)
        Memberships in the model that is reported.
    tests : each of shape (n_cases,)
        Memberships in the models that other defensible choices gave, each by its own calibration; at least one.

    Raises
    ------
    QcaError
        There is no test solution.

    References
    ----------
    Oana & Schneider (2021), Sociological Methods & Research 53(1). SetMethods 4.0 and 4.1 take only the first and
    the last test solution into RF_SC_minTS, RF_SC_maxTS and the case ratios (`for (i in length(test_sol))`).

    Examples
    --------
    >>> outcome, initial = np.array([0.9, 0.7, 0.2]), np.array([0.8, 0.6, 0.3])
    >>> found = fit_robustness(outcome, initial, [np.array([0.8, 0.4, 0.3]), np.array([0.9, 0.6, 0.3])])
    >>> round(found.coverage, 3), round(found.consistency, 3)
    (0.875, 1.008)
    >>> round(found.overlap_least, 3), round(found.overlap_most, 3)
    (0.882, 0.944)
    """
    least, most = _limits(tests)
    core = sufficiency(robust_core(initial, tests), outcome)
    alone = sufficiency(initial, outcome)
    return FitRobustness(
        core=core,
        coverage=ratio(core.coverage, alone.coverage),
        consistency=ratio(alone.inclusion, core.inclusion),
        overlap_least=_overlap(initial, least),
        overlap_most=_overlap(initial, most),
    )


def case_robustness(outcome: Memberships, initial: Memberships, tests: Sequence[Memberships]) -> CaseRobustness:
    """Return the case-oriented robustness of a solution against those of other choices.

    Parameters and errors as in `fit_robustness`.

    References
    ----------
    Oana & Schneider (2021), Sociological Methods & Research 53(1); the ratios of SetMethods `rob.case.ratio`.

    Examples
    --------
    >>> outcome, initial = np.array([0.9, 0.7, 0.2]), np.array([0.8, 0.6, 0.3])
    >>> found = case_robustness(outcome, initial, [np.array([0.8, 0.4, 0.3])])
    >>> found.robust_typical, found.shaky_typical, found.typical_ratio, found.rank
    ((0,), (1,), 0.5, 3)
    """
    least, most = _limits(tests)
    has, lacks = outcome > CROSSOVER, outcome < CROSSOVER
    robust = np.minimum(initial, least) > CROSSOVER
    shaky = np.minimum(initial, 1 - least) > CROSSOVER
    possible = np.minimum(1 - initial, most) > CROSSOVER
    outside = np.minimum(1 - initial, 1 - most) > CROSSOVER
    return CaseRobustness(
        robust_typical=_cases(robust & has),
        robust_deviant=_cases(robust & lacks),
        shaky_typical=_cases(shaky & has),
        shaky_deviant=_cases(shaky & lacks),
        possible_typical=_cases(possible & has),
        possible_deviant=_cases(possible & lacks),
        undecided=_cases(~(robust | shaky | possible | outside) | ~(has | lacks)),
        typical_ratio=ratio((robust & has).sum(), ((robust | shaky | possible) & has).sum()),
        deviant_ratio=ratio((robust & lacks).sum(), ((robust | shaky | possible) & lacks).sum()),
        rank=1 + int(possible.any()) + 2 * int(shaky.any()),
    )


def _limits(tests: Sequence[Memberships]) -> tuple[Memberships, Memberships]:
    """Return the memberships in what all, and in what any, of the test solutions cover."""
    if not tests:
        raise QcaError("Robustness needs at least one test solution beside the initial one.")
    return np.minimum.reduce(list(tests)), np.maximum.reduce(list(tests))


def _overlap(one: Memberships, other: Memberships) -> float:
    return ratio(np.minimum(one, other).sum(), np.maximum(one, other).sum())


def _cases(chosen: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> tuple[int, ...]:
    return tuple(np.flatnonzero(chosen).tolist())
