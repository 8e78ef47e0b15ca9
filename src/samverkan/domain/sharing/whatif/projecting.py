"""What each line costs in a year of a scenario, and which part of it is left behind by those who left.

A variable line follows its driver over the members. A fixed or coordination line stays as it is; of the part that a
leaver paid, what does not remain by the terms of exit goes away, at once or step by step. What the study states as
added by a municipality replaces both for that municipality.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.sharing.costs import CostKind, CostLine
from samverkan.domain.sharing.keys import EQUAL
from samverkan.domain.sharing.plan import ExitTerms
from samverkan.domain.sharing.whatif.many_divisions import KeyWithMany, ManyCharges, ManyShares, divide_many
from samverkan.domain.sharing.whatif.timeline import State, Timeline
from samverkan.domain.sharing.whatif.volumes import Volumes
from samverkan.domain.words import say

Floats = NDArray[np.float64]
Lines = dict[str, Floats]
REMAINS = {CostKind.FIXED: 1.0, CostKind.COORDINATION: 1.0, CostKind.VARIABLE: 0.0, CostKind.TRANSITION: 0.0}
"""How much of a leaver's part of a line remains, unless the terms of exit say otherwise."""


@dataclass(frozen=True, eq=False)
class Projection:
    """A year's lines, shape (n_draws,) each, in öre, and what of them each leaver has left behind."""

    lines: Lines
    stranded: Mapping[str, Lines]


@dataclass(frozen=True, eq=False)
class Exit:
    """A unit's last standing as a member: the share of each line that it paid, and what it paid in all."""

    year: int
    fractions: Lines
    paid: Floats


def remains_of(terms: ExitTerms, kind: CostKind | None) -> float:
    """Return which share of a leaver's part of a cost of this kind remains after it."""
    if kind is None:
        return 1.0
    return terms.remains.get(kind.value, REMAINS[kind])


def fade(terms: ExitTerms, years_since: int) -> float:
    """Return how much is left, so many years after an exit, of what remained: 1 at first, less in equal steps."""
    if terms.fades_in_years is None:
        return 1.0
    if terms.fades_in_years == 0:
        return 0.0
    return max(0.0, 1.0 - years_since / terms.fades_in_years)


@dataclass(frozen=True, eq=False)
class Projector:
    """Projects the lines of a base year along a timeline."""

    volumes: Volumes
    timeline: Timeline

    def at(self, year: int) -> Projection:
        """Return the lines of a year of the timeline."""
        if year not in self._found:
            self._found[year] = self.project(self.timeline.states[year], year)
        return self._found[year]

    def project(self, state: State, year: int) -> Projection:
        """Return the lines of a year in a state."""
        stranded: dict[str, Lines] = {unit: {} for unit in self._leavers(state)}
        lines = {one.line: self._line(one, state, year, stranded) for one in self.volumes.base.lines}
        return self._with_stated(lines, stranded, state, year)

    def exit_of(self, unit: str, year: int) -> Exit:
        """Return what a unit paid as a member in the year that it left, had it stayed."""
        found = self._exits.get((unit, year))
        if found is None:
            state = self.timeline.states.get(year - 1, self.timeline.start)
            lines = self.project(state, year).lines
            shares = self.divide(lines, state, year)
            place = state.members.index(unit)
            fractions = {line: _ratio(shares.lines[line][:, place], amount) for line, amount in lines.items()}
            found = Exit(year, fractions, shares.finals[:, place])
            self._exits[unit, year] = found
        return found

    def divide(self, lines: Lines, state: State, year: int) -> ManyShares:
        """Return what the members of a state pay by its key in a year."""
        charges = ManyCharges(lines, self.volumes.base.line_drivers, state.members, year, state.host)
        key = self.volumes.base.key(state.key)
        former = None if key.phase_in is None else self._key(key.phase_in.former, state, year)
        return divide_many(self._key(state.key, state, year), charges, former)

    def _key(self, key: str, state: State, year: int) -> KeyWithMany:
        drivers = (*self.volumes.base.values[key], EQUAL)
        columns = {
            driver: np.stack([self.volumes.of_unit(driver, one, state, year, key) for one in state.members], axis=1)
            for driver in drivers
        }
        return KeyWithMany(self.volumes.base.key(key), columns)

    @cached_property
    def _found(self) -> dict[int, Projection]:
        return {}

    @cached_property
    def _exits(self) -> dict[tuple[str, int], Exit]:
        return {}

    @property
    def _terms(self) -> ExitTerms:
        return self.volumes.base.plan.exit

    def _base_amount(self, line: CostLine, year: int) -> float:
        if line.kind is CostKind.TRANSITION and year > self.volumes.base.period.year:
            return 0.0
        return float(line.amount_ore or 0)

    def _leavers(self, state: State) -> tuple[str, ...]:
        """Return those who have left and were there from the start: what others added goes with them."""
        founders = set(self.timeline.start.members)
        return tuple(one for one in state.left if founders & set(state.municipalities(one)))

    def _added(self, state: State) -> tuple[str, ...]:
        """Return those who came in and whose addition to the cost is stated; a founder that is back is not added."""
        founders = self.timeline.start.members
        return tuple(one for one in state.entered if self._is_stated(one) and one not in founders)

    def _is_stated(self, name: str) -> bool:
        return name in self.volumes.drawn.added

    def _line(self, line: CostLine, state: State, year: int, stranded: dict[str, Lines]) -> Floats:
        amount = self._base_amount(line, year) * self.volumes.price(line.line, year)
        if line.kind is CostKind.VARIABLE:
            return self._variable(line, amount, state, year, stranded)
        return self._fixed(line, amount, state, year, stranded)

    def _variable(self, line: CostLine, amount: Floats, state: State, year: int, stranded: dict[str, Lines]) -> Floats:
        start = self.timeline.start
        key = self.volumes.base.plan.key_in_use
        whole = sum((self._volume_at_start(line.driver, one) for one in start.members), 0.0)
        if not whole:
            raise WorkbenchError(
                say(
                    'No member has any {driver}, so the variable cost "{line}" cannot follow it. Fill in the values, '
                    "or give the line another driver.",
                    driver=line.driver,
                    line=line.line,
                )
            )
        each = amount / whole
        present = sum((self._present(line.driver, one, state, year) for one in state.members), np.zeros(1))
        for unit in stranded:
            volume = self.volumes.of_unit(line.driver, unit, state, year, key)
            if self._is_stated(unit):
                present = present + volume
                continue
            share = remains_of(self._terms, line.kind) * fade(self._terms, year - state.left[unit])
            stranded[unit][line.line] = each * volume * share
            present = present + volume * share
        return each * present

    def _volume_at_start(self, driver: str, municipality: str) -> float:
        if driver == EQUAL:
            return 1.0
        return self.volumes.base.values[self.volumes.base.plan.key_in_use][driver][municipality]

    def _present(self, driver: str, unit: str, state: State, year: int) -> Floats:
        """Return a member's volume without those whose coming in is stated as an amount."""
        parts = [one for one in state.municipalities(unit) if one not in self._added(state)]
        if unit in self._added(state):
            parts = []
        if not parts:
            return np.zeros(self.volumes.n_draws)
        if driver == EQUAL:
            return np.ones(self.volumes.n_draws)
        key = self.volumes.base.plan.key_in_use
        volumes = (self.volumes.of_part(driver, one, unit, year, key) for one in parts)
        return sum(volumes, np.zeros(self.volumes.n_draws))

    def _fixed(self, line: CostLine, amount: Floats, state: State, year: int, stranded: dict[str, Lines]) -> Floats:
        current = amount
        for left in sorted({state.left[one] for one in stranded}):
            gone = np.zeros(self.volumes.n_draws)
            for unit in (one for one in stranded if state.left[one] == left and not self._is_stated(one)):
                part = current * self.exit_of(unit, left).fractions[line.line]
                share = remains_of(self._terms, line.kind) * fade(self._terms, year - left)
                stranded[unit][line.line] = part * share
                gone = gone + part * (1 - share)
            current = current - gone
        return current

    def _with_stated(self, lines: Lines, stranded: dict[str, Lines], state: State, year: int) -> Projection:
        """Return the lines with what is stated as added by those who came in, or as saved by those who left."""
        change = sum((self.volumes.drawn.added[one] for one in self._added(state)), np.zeros(self.volumes.n_draws))
        left_behind: dict[str, Floats] = {}
        for unit in stranded:
            if self._is_stated(unit):
                exit_ = self.exit_of(unit, state.left[unit])
                saved = self.volumes.drawn.added[unit]
                over = np.maximum(exit_.paid - saved, 0.0)
                left_behind[unit] = over * fade(self._terms, year - exit_.year)
                change = change - saved - (over - left_behind[unit])
        if not change.any() and not left_behind:
            return Projection(lines, stranded)
        total = sum(lines.values(), np.zeros(1))
        if (total + change < 0).all():
            raise WorkbenchError(
                say(
                    "By [sharing.added] the collaboration would cost less than nothing in {year}. Correct the amounts.",
                    year=str(year),
                )
            )
        factor = np.maximum(_ratio(total + change, total), 0.0)
        scaled = {line: amount * factor for line, amount in lines.items()}
        other = {unit: {line: part * factor for line, part in found.items()} for unit, found in stranded.items()}
        whole = total * factor
        for unit, amount in left_behind.items():
            other[unit] = {line: _ratio(part, whole) * amount for line, part in scaled.items()}
        return Projection(scaled, other)


def _ratio(part: Floats, whole: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = np.where(whole != 0, part / whole, 0.0)
    return found
