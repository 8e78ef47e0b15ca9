"""Models: covers of all components of the chart, counted exactly and listed one by one."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod
from sys import modules

import numpy as np
from numpy.typing import NDArray

from samverkan.methods.qca.minimisation.budget import Budget, OverBudget
from samverkan.methods.qca.minimisation.chart import Component
from samverkan.methods.qca.minimisation.covers import SmallestCovers, Tally
from samverkan.methods.qca.minimisation.exclusion import suits_exclusion, tally_by_exclusion
from samverkan.methods.qca.minimisation.hitting import bits_of, hitting_sets, minimal_edges
from samverkan.methods.qca.minimisation.implicants import FAST, FEW_NODES, SOME_NODES, WORD, has_fast
from samverkan.methods.qca.minimisation.pricing import price_rows, suits_pricing
from samverkan.methods.qca.minimisation.program import SmallestCover, find_smallest
from samverkan.methods.qca.minimisation.result import Listing

NODES_BEFORE_PRICES = 100
"""Most charts need fewer nodes; from here on rows are priced."""
NODES_BEFORE_PROGRAM = 3_000
"""From here on the smallest size is found by integer programming first."""


@dataclass(frozen=True, eq=False)
class Covers:
    """The covers of one component: how many (of implicants), and the classes that any and all of them have.

    `each` gives them one by one, as classes. `is_whole` is False when the time was up before all were counted. `size`
    is that of the smallest covers; 0 when it was not asked for.
    """

    component: Component
    count: int
    used: frozenset[int]
    shared: frozenset[int]
    each: Callable[[], Iterator[tuple[int, ...]]]
    is_whole: bool = True
    size: int = 0

    def implicants(self) -> Iterator[tuple[int, ...]]:
        """Give the covers as implicants: each class by each of its members."""
        members = {one: self.component.members[one].tolist() for one in self.used}
        for classes in self.each():
            yield from product(*(members[one] for one in classes))

    def used_implicants(self) -> list[int]:
        """Return the implicants, by index, that some cover has."""
        members = [self.component.members[one] for one in self.used]
        found: list[int] = np.concatenate(members).tolist() if members else []
        return found

    def shared_implicants(self) -> list[int]:
        """Return the implicants, by index, that every cover has."""
        alone = (self.component.members[one] for one in self.shared)
        return [int(members[0]) for members in alone if len(members) == 1]


def find_covers(component: Component, listing: Listing, budget: Budget) -> Covers:
    """Return the covers of a component: those with the fewest implicants, or all that can lose none."""
    if component.is_settled:
        return _settled(component)
    if listing is Listing.MINIMUM:
        return _smallest(component, budget)
    return _irredundant(component, budget)


def count_models(parts: Sequence[Covers]) -> int:
    """Return how many models the components make together."""
    return prod(one.count for one in parts)


def list_models(parts: Sequence[Covers]) -> Iterator[tuple[int, ...]]:
    """Give every model as implicants, by index, lazily; the component listed last changes fastest."""
    settled = [one for one in parts if one.count == 1]
    fixed = tuple(at for one in settled for at in next(one.implicants()))
    open_parts = [one for one in parts if one.count != 1]
    return (fixed + rest for rest in _combine(open_parts)) if fixed else _combine(open_parts)


def _combine(parts: Sequence[Covers]) -> Iterator[tuple[int, ...]]:
    if not parts:
        yield ()
        return
    if len(parts) == 1:
        yield from parts[0].implicants()
        return
    for head in _combine(parts[:-1]):
        for tail in parts[-1].implicants():
            yield head + tail


def _settled(component: Component) -> Covers:
    everything = tuple(range(len(component.coverage)))
    used = frozenset(everything)
    return Covers(component, prod(component.multiplicity), used, used, lambda: iter((everything,)), size=len(used))


def _smallest(component: Component, budget: Budget) -> Covers:
    search = SmallestCovers(component.coverage, component.candidates(), component.multiplicity, budget)
    tally = tally_by_exclusion(component) if suits_exclusion(component) else None
    return found_by(component, search, tally) if tally else _searched(component, search, budget)


def _searched(component: Component, search: SmallestCovers, budget: Budget) -> Covers:
    """Return the smallest covers by branch and bound, with better bounds where it takes long."""
    is_small = suits_pricing(component)
    found = _tried(component, search, budget.part(NODES_BEFORE_PRICES if is_small else NODES_BEFORE_PROGRAM))
    if found is None and is_small:
        priced = replace(search, prices=price_rows(component))
        found = _tried(component, priced, budget.part(NODES_BEFORE_PROGRAM))
    return found or _programmed(component, search, budget)


def _tried(component: Component, search: SmallestCovers, budget: Budget) -> Covers | None:
    search = replace(search, budget=budget)
    try:
        return found_by(component, search, search.smallest(*_all_of(component)))
    except OverBudget:
        return None


def _programmed(component: Component, search: SmallestCovers, budget: Budget) -> Covers:
    """Return the smallest covers by branch and bound, their size and the prices being known from a solver."""
    known = find_smallest(component, budget.left())
    if known is None or not known.is_proven:
        return _found_so_far(component, known)
    search = replace(search, prices=known.prices)
    try:
        tally = search.tally(*_all_of(component), len(known.classes))
    except OverBudget:
        return _found_so_far(component, known)
    return found_by(component, search, tally) if tally else _found_so_far(component, known)


def _all_of(component: Component) -> tuple[int, int]:
    """Return all rows and all classes, as bit sets."""
    return (1 << component.n_rows) - 1, (1 << len(component.coverage)) - 1


def found_by(component: Component, search: SmallestCovers, tally: Tally) -> Covers:
    """Return the smallest covers that were counted; the search gives them one by one when asked."""
    used, shared = frozenset(bits_of(tally.used)), frozenset(bits_of(tally.shared))
    rows = (1 << component.n_rows) - 1
    search = search.with_budget(Budget(deadline=search.budget.deadline))

    def each() -> Iterator[tuple[int, ...]]:
        return search.each(rows, tally.used, tally.size)

    return Covers(component, tally.n_covers, used, shared, each, size=tally.size)


def _found_so_far(component: Component, known: SmallestCover | None) -> Covers:
    """Return the one smallest cover that is proven, when the time was up before all were counted."""
    if known is None or not known.is_proven:
        return Covers(component, 0, frozenset(), frozenset(), lambda: iter(()), is_whole=False)
    weight = prod(component.multiplicity[one] for one in known.classes)
    return Covers(component, weight, frozenset(known.classes), frozenset(), lambda: iter((known.classes,)), False)


def _irredundant(component: Component, budget: Budget) -> Covers:
    edges = minimal_edges(component.candidates())
    count, is_whole = _count_hitting_sets(edges, component.multiplicity, budget)
    used = frozenset(at for edge in edges for at in bits_of(edge))
    shared = frozenset(edge.bit_length() - 1 for edge in edges if edge.bit_count() == 1)

    def each() -> Iterator[tuple[int, ...]]:
        return (tuple(bits_of(one)) for one in hitting_sets(edges, (), Budget(deadline=budget.deadline)))

    return Covers(component, count, used, shared, each, is_whole)


def _count_hitting_sets(edges: list[int], weights: Sequence[int], budget: Budget) -> tuple[int, bool]:
    """Return how many there are, weighted, and whether all were counted."""
    can_switch = len(weights) <= WORD and has_fast()
    part = budget.part((FEW_NODES if FAST in modules else SOME_NODES) if can_switch else float("inf"))
    count = 0
    try:
        for one in hitting_sets(edges, (), part):
            count += prod(weights[at] for at in bits_of(one))
    except OverBudget:
        return _count_fast(edges, weights, budget) if part.spent > part.nodes else (count, False)
    return count, True


def _count_fast(edges: list[int], weights: Sequence[int], budget: Budget) -> tuple[int, bool]:
    from samverkan.methods.qca.minimisation import hitting_fast as fast

    count = 0
    try:
        for masks in fast.each_batch(np.array(edges, dtype=np.uint64), len(weights)):
            count += _weigh(masks, weights)
            budget.look()
    except OverBudget:
        return count, False
    return count, True


def _weigh(masks: NDArray[np.uint64], weights: Sequence[int]) -> int:
    """Return the sum over the sets of the product of their weights."""
    several = [(at, weight) for at, weight in enumerate(weights) if weight > 1]
    if not several:
        return len(masks)
    patterns = masks & np.uint64(sum(1 << at for at, _ in several))
    distinct, counts = np.unique(patterns, return_counts=True)
    return sum(
        int(n) * prod(weight for at, weight in several if int(pattern) >> at & 1)
        for pattern, n in zip(distinct, counts, strict=True)
    )
