"""One analysis as a recipe that can be followed again with other data or other choices, and who follows it often."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf
from time import time
from typing import Protocol, TypeVar

from samverkan.methods.qca.errors import QcaError
from samverkan.methods.qca.minimisation.minimise import minimise
from samverkan.methods.qca.minimisation.result import Limit, Minimised, Minimising, Solution
from samverkan.methods.qca.sets import Memberships, Model, Sets
from samverkan.methods.qca.truth_table import STRICT, Cutoffs, build_truth_table

Item = TypeVar("Item")
Result = TypeVar("Result")
PLAIN = Minimising()
CUTTING = (Limit.SECONDS, Limit.IMPLICANTS)


class UnfinishedError(QcaError):
    """A limit ended a minimisation before its models were proven."""


class Mapper(Protocol):
    """A map that keeps the order: one result per item, as the built-in `map` gives.

    The function must be known by its name (or a `functools.partial` of such a one), and function, items and results
    must be picklable, for other mappers hand them to other processes.
    """

    def __call__(self, function: Callable[[Item], Result], items: Sequence[Item], /) -> Iterator[Result]:
        """Return the results in the order of the items."""


def map_here(function: Callable[[Item], Result], items: Iterable[Item], /) -> Iterator[Result]:
    """Return the results in the order of the items, one after the other in this process: the plain mapper."""
    return map(function, items)


@dataclass(frozen=True, eq=False)
class Analysis:
    """Data and every choice that leads to a solution: what is followed anew when one of them changes.

    `outcome` has the shape (n_cases,). Change a part with `dataclasses.replace`. From `ends_at` on, in seconds since
    1970 as all machines of a cluster count them, the analysis is not begun, and what has begun is not finished.
    """

    sets: Sets
    outcome: Memberships
    cutoffs: Cutoffs = STRICT
    solution: Solution = Solution.PARSIMONIOUS
    minimising: Minimising = PLAIN
    ends_at: float = inf

    def ending_in(self, seconds: float | None) -> "Analysis":
        """Return the recipe with so much time for all that is made of it from now on; None: without end."""
        return replace(self, ends_at=inf if seconds is None else time() + seconds)

    def within_time(self) -> Minimising:
        """Return what the minimisation is asked for, with no more time than there is left; UnfinishedError if none."""
        left = self.ends_at - time()
        if left == inf:
            return self.minimising
        if left <= 0:
            raise UnfinishedError("The time for all analyses together was over before this one. Raise the limit.")
        limits = self.minimising.limits
        seconds = left if limits.seconds is None else min(limits.seconds, left)
        return replace(self.minimising, limits=replace(limits, seconds=seconds))


def solve(recipe: Analysis) -> tuple[Model, ...]:
    """Return the models of the analysis: all with the fewest terms, or all irredundant ones if the recipe says so.

    At most `recipe.minimising.limits.listed` are listed, always the same ones for the same recipe. No row is
    positive: no model covers anything, and what `minimise` gives for that is returned.

    Raises
    ------
    UnfinishedError
        The limit of time or of prime implicants was reached: what was found by then is no solution to compare with.
    QcaError
        There are no cases, or a cut-off is out of range.

    Examples
    --------
    >>> from samverkan.methods.qca.expressions import format_model
    >>> from samverkan.methods.qca.sets import make_outcome, make_sets
    >>> sets = make_sets([[1, 1], [1, 0], [0, 1], [0, 0]], ["TRUST", "HOST"])
    >>> models = solve(Analysis(sets, make_outcome([1, 1, 0, 0], 4)))
    >>> [format_model(model, sets.conditions) for model in models]
    ['TRUST']
    """
    return minimise_recipe(recipe).models


def minimise_recipe(recipe: Analysis) -> Minimised:
    """Return the whole solution of the analysis; errors as in `solve`."""
    asked = recipe.within_time()
    table = build_truth_table(recipe.sets, recipe.outcome, recipe.cutoffs)
    found = minimise(table, recipe.solution, asked)
    if any(limit in CUTTING for limit in found.stopped):
        raise UnfinishedError(
            "A limit of time or of prime implicants ended the minimisation before its models were proven. Raise it."
        )
    return found
