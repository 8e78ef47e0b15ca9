"""Streams of yearly costs over many draws: how much dearer each year becomes for each member, and what is paid once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samverkan.domain.sharing.plan import ExitRule
from samverkan.domain.sharing.whatif.bearing import Borne, bear
from samverkan.domain.sharing.whatif.missing import came_in, went
from samverkan.domain.sharing.whatif.projecting import Projector
from samverkan.domain.sharing.whatif.running import Sides

Floats = NDArray[np.float64]
Columns = Mapping[str, Floats]


@dataclass(frozen=True, eq=False)
class Streams:
    """For each purse, shape (n_draws, n_years), in öre: how much dearer a year becomes, and what is paid once in it.

    None where something is not known. `is_divided` has shape (n_draws,): whether every bill could be divided.
    """

    municipalities: Mapping[str, tuple[str, ...]]
    changes: Mapping[str, Floats | None]
    once: Mapping[str, Floats | None]
    is_divided: NDArray[np.bool_]

    @classmethod
    def join(cls, chunks: "Sequence[Streams]") -> "Streams":
        """Return the draws of several chunks as one."""
        first = chunks[0]
        return cls(
            first.municipalities,
            {purse: _stack([one.changes[purse] for one in chunks]) for purse in first.changes},
            {purse: _stack([one.once[purse] for one in chunks]) for purse in first.once},
            np.concatenate([one.is_divided for one in chunks]),
        )

    def keep(self, draws: NDArray[np.bool_]) -> "Streams":
        """Return some of the draws."""
        return Streams(
            self.municipalities,
            {purse: None if one is None else one[draws] for purse, one in self.changes.items()},
            {purse: None if one is None else one[draws] for purse, one in self.once.items()},
            self.is_divided[draws],
        )


def follow(sides: Sides, rule: ExitRule | None) -> Streams:
    """Return the streams of a scenario under an exit rule."""
    timeline, n_draws = sides.after.timeline, sides.after.volumes.n_draws
    alone = sides.after.volumes.drawn.alone
    changes: dict[str, list[Floats | None]] = {purse: [] for purse in timeline.purses}
    once: dict[str, list[Floats | None]] = {purse: [] for purse in timeline.purses}
    is_divided = np.ones(n_draws, dtype=bool)
    for year in timeline.years:
        before = {**alone, **_bills(sides.before, year, None)}
        bills = _bills(sides.after, year, rule)
        after = {**alone, **bills}
        for unit, paid in _stranded(sides.after, year, rule).items():
            if unit in after and unit not in bills:
                after[unit] = after[unit] + paid
        is_divided &= ~np.isnan(sum(bills.values(), np.zeros(n_draws)))
        for purse in timeline.purses:
            was = _add(timeline.units(purse, timeline.start), before)
            becomes = _add(timeline.units(purse, timeline.states[year]), after)
            changes[purse].append(None if was is None or becomes is None else becomes - was)
            once[purse].append(_once(sides.after, year, purse))
    return Streams(
        timeline.purses,
        {purse: _years(found, n_draws) for purse, found in changes.items()},
        {purse: _years(found, n_draws) for purse, found in once.items()},
        is_divided,
    )


def _bills(projector: Projector, year: int, rule: ExitRule | None) -> dict[str, Floats]:
    state = projector.timeline.states[year]
    borne = _borne(projector, year, rule)
    finals = projector.divide(borne.for_members, state, year).finals
    return {one: finals[:, place] for place, one in enumerate(state.members)}


def _stranded(projector: Projector, year: int, rule: ExitRule | None) -> dict[str, Floats]:
    borne = _borne(projector, year, rule)
    return {unit: sum(lines.values(), np.zeros(1)) for unit, lines in borne.by_leavers.items()}


def _borne(projector: Projector, year: int, rule: ExitRule | None) -> Borne:
    return bear(projector, projector.at(year), year, rule)


def _once(projector: Projector, year: int, purse: str) -> Floats | None:
    timeline, drawn = projector.timeline, projector.volumes.drawn
    state, concerned = timeline.states[year], {purse, *timeline.purses[purse]}
    events = [drawn.joining.get(one) for one in came_in(state, year) if one in concerned]
    events += [drawn.leaving.get(one) for one in went(state, year) if one in concerned]
    known = [one for one in events if one is not None]
    return sum(known, np.zeros(1)) if len(known) == len(events) else None


def _add(units: Sequence[str], costs: Columns) -> Floats | None:
    known = [costs[one] for one in units if one in costs]
    return sum(known, np.zeros(1)) if len(known) == len(units) else None


def _years(found: Sequence[Floats | None], n_draws: int) -> Floats | None:
    known = [np.broadcast_to(one, (n_draws,)) for one in found if one is not None]
    return np.stack(known, axis=1) if len(known) == len(found) else None


def _stack(chunks: Sequence[Floats | None]) -> Floats | None:
    known = [one for one in chunks if one is not None]
    return np.concatenate(known) if len(known) == len(chunks) else None
