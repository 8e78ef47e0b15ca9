"""How often chance alone would give terms as consistent as these: the outcome shuffled over the cases."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samverkan.methods.qca.chance import Chance, count_arrangements, draw_hypergeometric, list_arrangements, weigh
from samverkan.methods.qca.errors import MembershipError, QcaError
from samverkan.methods.qca.multiplicity import Adjustment, adjust_p_values, adjust_thresholds
from samverkan.methods.qca.reanalysis import Mapper, map_here
from samverkan.methods.qca.relation import Relation
from samverkan.methods.qca.sets import Memberships, make_outcome
from samverkan.methods.qca.truth_table import TOLERANCE

MOST_ARRANGEMENTS = 50_000
"""When the outcome can be arranged in fewer ways than this, all are counted and nothing is drawn."""
CHUNK_VALUES = 1 << 18
LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Permuting:
    """How the test is made.

    `total_configurations` is how many terms were searched among: the rows of the truth table that could have become
    part of the solution. None counts the tested terms alone, which is too lenient. `relations` has one per term;
    empty tests each for sufficiency.
    """

    n_permutations: int = 1000
    total_configurations: int | None = None
    adjustment: Adjustment = Adjustment.HOLM
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True)
class ChanceTest:
    """One figure of one term beside what chance gives.

    `p` is how often chance does at least as well; `adjusted_p` allows for all terms that were searched, and
    `threshold` is what `p` must not exceed for that at the level of .05. `expected` is the mean under chance,
    `critical` the value that chance reaches with about the probability `threshold`, `least` and `greatest` its range.
    `standard_error` is that of `p` for being drawn; 0 when it is exact.
    """

    observed: float
    expected: float
    critical: float
    least: float
    greatest: float
    p: float
    adjusted_p: float
    threshold: float
    standard_error: float


@dataclass(frozen=True, slots=True)
class TermTest:
    """The tests of one term. `is_exact`: every arrangement of the outcome was counted.

    A term without members has no consistency (NaN) and no counterexamples.
    """

    relation: Relation
    consistency: ChanceTest
    counterexamples: ChanceTest
    is_exact: bool


@dataclass(frozen=True, slots=True)
class PermutationTest:
    """The permutation test of all terms, in their order. `n_permutations` were drawn, or 0 when all terms are exact."""

    terms: tuple[TermTest, ...]
    n_permutations: int
    total_configurations: int
    adjustment: Adjustment
    seed: int


@dataclass(frozen=True, eq=False)
class _Question:
    """The terms, shape (n_terms, n_cases), with the outcome and the relation of each."""

    members: Memberships
    outcome: Memberships
    relations: tuple[Relation, ...]
    size: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        is_sufficiency = np.array([one is Relation.SUFFICIENCY for one in self.relations], dtype=bool)
        size = np.where(is_sufficiency, self.members.sum(axis=1), self.outcome.sum())
        object.__setattr__(self, "size", np.where(size > 0, size, np.nan))


@dataclass(frozen=True, slots=True)
class _Judged:
    consistency: Chance
    counterexamples: Chance
    is_exact: bool


PLAIN = Permuting()


def permute_outcome(
    members: ArrayLike, outcome: ArrayLike, seed: int, asked: Permuting = PLAIN, mapper: Mapper = map_here
) -> PermutationTest:
    """Return how often a shuffled outcome gives each term as high a consistency, and as few counterexamples.

    A crisp term beside a crisp outcome is judged exactly by the hypergeometric distribution, and every term exactly
    when the outcome has few distinct arrangements. Otherwise the outcome is shuffled, and the observed arrangement
    counts as one of the shuffles, so that no drawn p is 0. The same seed gives the same result with any mapper.

    Parameters
    ----------
    members : shape (n_terms, n_cases)
        Each case's membership in each term, in [0, 1].
    outcome : shape (n_cases,)
        Memberships in the outcome, in [0, 1].
    seed
        Where the shuffles start.
    asked
        The number of shuffles, the number of terms searched, the correction, and the relation of each term.
    mapper
        An ordered map, to spread the shuffles over processes.

    Raises
    ------
    MembershipError
        A membership is missing or outside [0, 1], or the shapes differ.
    QcaError
        Fewer configurations than terms, no shuffles, or not one relation per term.

    References
    ----------
    Braumoeller (2015), Political Analysis 23(4). Phipson & Smyth (2010), Statistical Applications in Genetics and
    Molecular Biology 9(1): (b + 1) / (m + 1). R: QCAfalsePositive::fsQCApermTest 1.1.1, which draws for crisp sets as
    well, gives p = b / m, and orders the thresholds of consistency by the critical values instead of the p values.

    Examples
    --------
    >>> test = permute_outcome([[1, 1, 1, 0, 0, 0]], [1, 1, 1, 0, 0, 0], seed=1)
    >>> test.terms[0].is_exact, round(test.terms[0].consistency.p, 4)
    (True, 0.05)
    """
    question = _make_question(members, outcome, asked)
    total = _check(len(question.members), asked)
    judged, n_drawn = _judge(question, seed, asked.n_permutations, mapper)
    consistency = _tests([one.consistency for one in judged], total, asked.adjustment, n_drawn)
    counterexamples = _tests([one.counterexamples for one in judged], total, asked.adjustment, n_drawn)
    terms = tuple(
        TermTest(relation, high, low, one.is_exact)
        for relation, high, low, one in zip(question.relations, consistency, counterexamples, judged, strict=True)
    )
    return PermutationTest(terms, n_drawn, total, asked.adjustment, seed)


def guess_relations(members: ArrayLike, outcome: ArrayLike) -> tuple[Relation, ...]:
    """Return for each term the relation that most cases speak for: necessity when more than half lie above the outcome.

    Parameters
    ----------
    members : shape (n_terms, n_cases)
        Each case's membership in each term, in [0, 1].
    outcome : shape (n_cases,)
        Memberships in the outcome, in [0, 1].

    References
    ----------
    R: QCAfalsePositive::fsQCApermTest tests each configuration for the relation found so.

    Examples
    --------
    >>> [str(one) for one in guess_relations([[0.9, 0.8], [0.2, 0.1]], [0.5, 0.6])]
    ['necessity', 'sufficiency']
    """
    x, y = np.atleast_2d(np.asarray(members, dtype=float)), np.asarray(outcome, dtype=float)
    above = (x > y + TOLERANCE).sum(axis=1) * 2 > x.shape[1]
    return tuple(Relation.NECESSITY if one else Relation.SUFFICIENCY for one in above.tolist())


def _make_question(members: ArrayLike, outcome: ArrayLike, asked: Permuting) -> _Question:
    x = np.array(members, dtype=float)
    if x.ndim != 2 or not x.shape[1]:
        raise MembershipError(f"The terms' memberships have the shape {x.shape}; it must be (terms, cases).")
    rows = [make_outcome(row, x.shape[1]) for row in x]
    wanted = make_outcome(outcome, x.shape[1])
    relations = asked.relations or (Relation.SUFFICIENCY,) * len(rows)
    if len(relations) != len(rows):
        raise QcaError(f"There are {len(relations)} relations and {len(rows)} terms: give each term one relation.")
    return _Question(np.array(rows).reshape(x.shape), wanted, relations)


def _check(n_terms: int, asked: Permuting) -> int:
    """Return among how many configurations was searched."""
    total = n_terms if asked.total_configurations is None else asked.total_configurations
    if total < n_terms:
        raise QcaError(f"{n_terms} terms cannot come from a search among {total} configurations. Count all of them.")
    if asked.n_permutations < 1:
        raise QcaError(f"The number of permutations must be at least 1, not {asked.n_permutations}.")
    return total


def _judge(question: _Question, seed: int, n_permutations: int, mapper: Mapper) -> tuple[list[_Judged], int]:
    """Return what chance gives for each term, and how many shuffles were drawn for it."""
    observed_high, observed_low = _measure(question, question.outcome[None, :])
    exact = [_judge_exactly(question, at) for at in range(len(question.members))]
    if all(one is not None for one in exact):
        return [one for one in exact if one is not None], 0
    is_listed = count_arrangements(question.outcome) <= MOST_ARRANGEMENTS
    if is_listed:
        high, low = _measure_in_chunks(question, list_arrangements(question.outcome))
    else:
        high, low = _draw(question, seed, n_permutations, mapper)
    judged = [
        one
        or _Judged(
            weigh(high[at], float(observed_high[at, 0]), is_exact=is_listed),
            weigh(low[at], float(observed_low[at, 0]), is_exact=is_listed, low_is_better=True),
            is_listed,
        )
        for at, one in enumerate(exact)
    ]
    return judged, 0 if is_listed else n_permutations


def _judge_exactly(question: _Question, at: int) -> _Judged | None:
    """Return the hypergeometric distributions for a crisp term beside a crisp outcome; None when either is fuzzy."""
    x, y = question.members[at], question.outcome
    if not (_is_crisp(x) and _is_crisp(y)):
        return None
    n_members, n_outcome = round(float(x.sum())), round(float(y.sum()))
    overlap, weights = draw_hypergeometric(len(x), n_members, n_outcome)
    n_claimed = n_members if question.relations[at] is Relation.SUFFICIENCY else n_outcome
    size = n_claimed or float("nan")
    both = float((x * y).sum())
    return _Judged(
        Chance(overlap / size, weights, both / size),
        Chance((n_claimed - overlap)[::-1], weights[::-1], n_claimed - both, low_is_better=True),
        is_exact=True,
    )


def _is_crisp(values: Memberships) -> bool:
    return bool(((values == 0) | (values == 1)).all())


def _draw(question: _Question, seed: int, n_permutations: int, mapper: Mapper) -> tuple[Memberships, Memberships]:
    step = max(1, CHUNK_VALUES // question.members.shape[1])
    sizes = [min(step, n_permutations - start) for start in range(0, n_permutations, step)]
    seeds = np.random.SeedSequence(seed).spawn(len(sizes))
    drawn = list(mapper(partial(_draw_some, question), list(zip(seeds, sizes, strict=True))))
    return np.concatenate([high for high, _ in drawn], axis=1), np.concatenate([low for _, low in drawn], axis=1)


def _draw_some(question: _Question, item: tuple[np.random.SeedSequence, int]) -> tuple[Memberships, Memberships]:
    seed, n_shuffles = item
    rng = np.random.default_rng(seed)
    return _measure(question, rng.permuted(np.tile(question.outcome, (n_shuffles, 1)), axis=1))


def _measure_in_chunks(question: _Question, outcomes: Memberships) -> tuple[Memberships, Memberships]:
    step = max(1, CHUNK_VALUES // question.members.shape[1])
    done = [_measure(question, outcomes[start : start + step]) for start in range(0, len(outcomes), step)]
    return np.concatenate([high for high, _ in done], axis=1), np.concatenate([low for _, low in done], axis=1)


def _measure(question: _Question, outcomes: Memberships) -> tuple[Memberships, Memberships]:
    """Return consistency and counterexamples, shape (n_terms, n_outcomes); outcomes have (n_outcomes, n_cases)."""
    high = np.empty((len(question.members), len(outcomes)))
    low = np.empty_like(high)
    for at, (x, relation) in enumerate(zip(question.members, question.relations, strict=True)):
        high[at] = np.minimum(x, outcomes).sum(axis=1) / question.size[at]
        excess = x - outcomes if relation is Relation.SUFFICIENCY else outcomes - x
        low[at] = (excess > TOLERANCE).sum(axis=1)
    return high, low


def _tests(chances: Sequence[Chance], total: int, adjustment: Adjustment, n_drawn: int) -> tuple[ChanceTest, ...]:
    raw = [chance.p for chance in chances]
    adjusted = adjust_p_values(raw, adjustment, total)
    thresholds = adjust_thresholds(raw, adjustment, total, LEVEL)
    return tuple(
        ChanceTest(
            observed=chance.observed,
            expected=chance.mean,
            critical=chance.critical(threshold),
            least=float(chance.values[0]),
            greatest=float(chance.values[-1]),
            p=chance.p,
            adjusted_p=corrected,
            threshold=threshold,
            standard_error=sqrt(chance.p * (1 - chance.p) / n_drawn) if chance.is_drawn else 0.0,
        )
        for chance, corrected, threshold in zip(chances, adjusted, thresholds, strict=True)
    )
