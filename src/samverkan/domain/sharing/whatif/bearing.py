"""Who bears what remains after an exit: the part of it that those who left pay, under each rule, in each year."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from samverkan.domain.sharing.plan import ExitRule, ExitTerms
from samverkan.domain.sharing.whatif.projecting import Lines, Projection, Projector


@dataclass(frozen=True, eq=False)
class Borne:
    """A year under a rule: what of each line each leaver pays, and what is left for the members, (n_draws,) in öre."""

    by_leavers: Mapping[str, Lines]
    for_members: Lines


def bear(projector: Projector, projection: Projection, year: int, rule: ExitRule | None) -> Borne:
    """Return who pays what remains: the leaver, the remaining members, or one after the other."""
    state = projector.timeline.states[year]
    paid: dict[str, Lines] = {}
    for unit, lines in projection.stranded.items():
        part = float(is_paid_by_leaver(projector.volumes.base.plan.exit, rule, year - state.left[unit]))
        paid[unit] = {line: amount * part for line, amount in lines.items()}
    left = {
        line: amount - sum((one.get(line, 0.0) for one in paid.values()), np.zeros(1))
        for line, amount in projection.lines.items()
    }
    return Borne(paid, left)


def can_be_shared(terms: ExitTerms) -> bool:
    """Tell whether it is stated for how many years a leaver shares in what remains."""
    return terms.years > 0


def is_paid_by_leaver(terms: ExitTerms, rule: ExitRule | None, years_since: int) -> bool:
    """Tell whether the leaver pays what remains, so many years after its exit, or else the remaining members."""
    return rule is ExitRule.LEAVER or (rule is ExitRule.SHARED and years_since < terms.years)
