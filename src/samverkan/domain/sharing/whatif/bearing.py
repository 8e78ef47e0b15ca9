"""Who bears what remains after an exit: the part of it that those who left pay, under each rule, in each year."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samverkan.domain.sharing.plan import ExitRule, ExitTerms
from samverkan.domain.sharing.whatif.projecting import Lines, Projection, Projector
from samverkan.domain.sharing.whatif.timeline import State

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Borne:
    """A year under a rule: what of each line each leaver pays, and what is left for the members, (n_draws,) in öre."""

    by_leavers: Mapping[str, Lines]
    for_members: Lines


def bear(projector: Projector, projection: Projection, year: int, rule: ExitRule | None) -> Borne:
    """Return who pays what remains: the leaver all of it, nothing, or the share that it paid of its last bill."""
    state = projector.timeline.states[year]
    paid: dict[str, Lines] = {}
    for unit, lines in projection.stranded.items():
        part = _part(projector, state, unit, year, rule)
        paid[unit] = {line: amount * part for line, amount in lines.items()}
    left = {
        line: amount - sum((one.get(line, 0.0) for one in paid.values()), np.zeros(1))
        for line, amount in projection.lines.items()
    }
    return Borne(paid, left)


def can_be_shared(terms: ExitTerms) -> bool:
    """Tell whether it is stated for how many years a leaver shares in what remains."""
    return terms.years > 0


def _part(projector: Projector, state: State, unit: str, year: int, rule: ExitRule | None) -> Floats:
    left = state.left[unit]
    if rule is ExitRule.LEAVER:
        return np.ones(1)
    if rule is ExitRule.SHARED and year - left < projector.volumes.base.plan.exit.years:
        return projector.exit_of(unit, left).share
    return np.zeros(1)
