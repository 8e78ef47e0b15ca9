"""The uncertain amounts of a what-if as numbers: all at their most likely, or drawn many times from their ranges."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from samverkan.domain.sharing.plan import Amount, Change, Scenario, SharingPlan
from samverkan.methods.sharing.simulation import draw_triangular

Floats = NDArray[np.float64]
ORE = 100


@dataclass(frozen=True, eq=False)
class Drawn:
    """Each uncertain amount, shape (n_draws,): amounts in öre, factors as they are."""

    n_draws: int
    alone: Mapping[str, Floats] = field(default_factory=dict)
    joining: Mapping[str, Floats] = field(default_factory=dict)
    leaving: Mapping[str, Floats] = field(default_factory=dict)
    added: Mapping[str, Floats] = field(default_factory=dict)
    factors: Mapping[Change, Floats] = field(default_factory=dict)


def take_modes(plan: SharingPlan, scenario: Scenario) -> Drawn:
    """Return every amount once, at its most likely."""
    return _collect(plan, scenario, 1, lambda amount: np.array([float(amount.mode)]))


def draw_amounts(plan: SharingPlan, scenario: Scenario, n_draws: int, rng: np.random.Generator) -> Drawn:
    """Return every amount drawn from its range, each by itself, the same for the same state of `rng`.

    The order in which the study or the scenario lists them does not matter.
    """
    return _collect(
        plan, scenario, n_draws, lambda amount: draw_triangular(amount.low, amount.mode, amount.high, n_draws, rng)
    )


def sort_key(change: Change) -> tuple[object, ...]:
    """Return what orders changes whatever order they are written in."""
    return (change.year, change.act.value, change.subject, change.municipality, change.into, str(change.factor))


def _collect(plan: SharingPlan, scenario: Scenario, n_draws: int, take: Callable[[Amount], Floats]) -> Drawn:
    def money(amounts: Mapping[str, Amount]) -> dict[str, Floats]:
        return {name: take(amounts[name]) * ORE for name in sorted(amounts)}

    return Drawn(
        n_draws,
        money(plan.alone),
        money(plan.joining),
        money(plan.leaving),
        money(plan.added),
        {one: take(one.factor) for one in sorted(set(scenario.changes), key=sort_key)},
    )
