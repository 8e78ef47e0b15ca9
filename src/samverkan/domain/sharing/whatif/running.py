"""Runs a what-if at the most likely amounts: what each member pays before and after, exact in öre."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from samverkan.domain.sharing.billing import Accounts
from samverkan.domain.sharing.dividing import Charge, KeyWithValues, divide
from samverkan.domain.sharing.keys import EQUAL
from samverkan.domain.sharing.plan import ExitRule, Scenario, SharingPlan
from samverkan.domain.sharing.rounding import round_shares
from samverkan.domain.sharing.whatif.assuming import list_assumptions
from samverkan.domain.sharing.whatif.base import find_period, lay_base
from samverkan.domain.sharing.whatif.bearing import Borne, bear, can_be_shared
from samverkan.domain.sharing.whatif.drawn import Drawn, take_modes
from samverkan.domain.sharing.whatif.missing import Missing, came_in, find_missing, went
from samverkan.domain.sharing.whatif.outcome import MemberOutcome, MemberYear, Part, RuleOutcome, WhatIf
from samverkan.domain.sharing.whatif.projecting import Projection, Projector
from samverkan.domain.sharing.whatif.timeline import Timeline, lay_timeline
from samverkan.domain.sharing.whatif.volumes import Volumes
from samverkan.domain.sharing.whatif.worth import break_even, net_present

Ore = dict[str, int]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Sides:
    """The same years without the scenario and with it."""

    before: Projector
    after: Projector


@dataclass(frozen=True, slots=True)
class Year:
    """One year: the collaboration's cost, what each unit is billed, and what each bears of what remains, in öre."""

    total_ore: int
    bills: Mapping[str, int]
    stranded: Mapping[str, int]
    stranded_ore: int


def run_whatif(accounts: Accounts, plan: SharingPlan, scenario: Scenario) -> WhatIf:
    """Return what a scenario means for each member, in each year of the horizon.

    Raises
    ------
    ProblemsError
        Costs, kinds, drivers or the key in use are missing: all of it at once.
    WorkbenchError
        A change is outside the horizon, concerns somebody who is no member, or contradicts another; or the bill of a
        year cannot be divided.
    """
    sides = prepare(accounts, plan, scenario, take_modes(plan, scenario))
    timeline = sides.after.timeline
    missing = find_missing(accounts.study, plan, timeline)
    before = {year: _year(sides.before, year, None) for year in timeline.years}
    outcomes = []
    for rule in rules_of(timeline, plan):
        after = {year: _year(sides.after, year, rule) for year in timeline.years}
        outcomes.append(_outcome(sides, before, after, rule, missing))
    return WhatIf(
        scenario,
        timeline.first_year,
        timeline.years[-1],
        {year: one.total_ore for year, one in before.items()},
        {year: one.total_ore for year, one in after.items()},
        tuple(outcomes),
        list_assumptions(sides.after.volumes.base, scenario, timeline),
        missing.everything,
        sides.after.volumes.base.sources,
    )


def prepare(accounts: Accounts, plan: SharingPlan, scenario: Scenario, drawn: Drawn) -> Sides:
    """Return what projects the lines without and with a scenario; raises as `run_whatif`."""
    period = find_period(accounts, plan)
    timeline = lay_timeline(accounts.study, plan, scenario, period.year)
    base = lay_base(accounts, plan, scenario, timeline)
    unchanged = replace(timeline, states=dict.fromkeys(timeline.years, timeline.start))
    before = Projector(Volumes(base, replace(scenario, changes=()), drawn), unchanged)
    return Sides(before, Projector(Volumes(base, scenario, drawn), timeline))


def rules_of(timeline: Timeline, plan: SharingPlan) -> tuple[ExitRule | None, ...]:
    """Return the exit rules to compare; only None when nobody leaves."""
    if not any(state.left for state in timeline.states.values()):
        return (None,)
    return tuple(one for one in ExitRule if one is not ExitRule.SHARED or can_be_shared(plan.exit))


def part_of(timeline: Timeline, purse: str, municipalities: Sequence[str]) -> Part:
    """Return what happens to a purse."""
    if len(municipalities) > 1:
        return Part.MERGES
    was, is_now = purse in timeline.start.members, purse in timeline.end.members
    if was:
        return Part.REMAINS if is_now else Part.LEAVES
    return Part.JOINS if is_now else Part.OUTSIDE


def _year(projector: Projector, year: int, rule: ExitRule | None) -> Year:
    projection = projector.at(year)
    borne = bear(projector, projection, year, rule)
    lines = {line: round(float(amount[0])) for line, amount in projection.lines.items()}
    paid = {line: round(sum(_number(one, line) for one in borne.by_leavers.values())) for line in lines}
    paid_ore = sum(paid.values())
    # Rounded line by line, so that it is the same under every rule and never less than what leavers pay of it.
    stranded_ore = sum(round(sum(_number(one, line) for one in projection.stranded.values())) for line in lines)
    leavers = {unit: sum(_number(one, line) for line in one) for unit, one in borne.by_leavers.items()}
    members = _staying(projector, projection, borne, year)
    stranded = {**_spread(members, stranded_ore - paid_ore), **_spread(leavers, paid_ore)}
    bills = _bill(projector, {line: lines[line] - paid[line] for line in lines}, year)
    return Year(sum(lines.values()), bills, stranded, stranded_ore)


def _staying(projector: Projector, projection: Projection, borne: Borne, year: int) -> dict[str, float]:
    """Return what the remaining members pay of what remains, before rounding."""
    state = projector.timeline.states[year]
    parts = dict.fromkeys(state.members, 0.0)
    if not projection.stranded:
        return parts
    shares = projector.divide(borne.for_members, state, year).lines
    for unit, lines in projection.stranded.items():
        for line in lines:
            whole = _number(borne.for_members, line)
            held = _number(lines, line) - _number(borne.by_leavers[unit], line)
            for place, one in enumerate(state.members):
                parts[one] += held * float(shares[line][0, place]) / whole if whole else 0.0
    return parts


def _bill(projector: Projector, lines: Mapping[str, int], year: int) -> Ore:
    """Return what each member is billed for the lines."""
    base, state = projector.volumes.base, projector.timeline.states[year]

    def with_values(name: str) -> KeyWithValues:
        values = {
            driver: {one: float(projector.volumes.of_unit(driver, one, state, year, name)[0]) for one in state.members}
            for driver in (*base.values[name], EQUAL)
        }
        return KeyWithValues(base.key(name), values)

    charge = Charge(lines, dict.fromkeys(state.members, Fraction(1)), year, base.line_drivers, state.host)
    phase = base.key(state.key).phase_in
    division = divide(with_values(state.key), charge, None if phase is None else with_values(phase.former))
    bills = dict.fromkeys(state.members, 0)
    for row in division.rows:
        bills[row.municipality] += row.amount_ore
    return bills


def _outcome(
    sides: Sides, before: Mapping[int, Year], after: Mapping[int, Year], rule: ExitRule | None, missing: Missing
) -> RuleOutcome:
    timeline, plan = sides.after.timeline, sides.after.volumes.base.plan
    members = []
    for purse, municipalities in timeline.purses.items():
        years = tuple(_member_year(sides, before[year], after[year], year, purse) for year in timeline.years)
        members.append(
            MemberOutcome(
                purse,
                municipalities,
                part_of(timeline, purse, municipalities),
                years,
                net_present(years, plan.rates),
                break_even(years),
                missing.by_purse[purse],
            )
        )
    return RuleOutcome(
        rule,
        tuple(members),
        {year: one.stranded_ore for year, one in after.items()},
        is_agreed=rule is not None and rule is plan.exit.rule,
    )


def _member_year(sides: Sides, before: Year, after: Year, year: int, purse: str) -> MemberYear:
    timeline, drawn = sides.after.timeline, sides.after.volumes.drawn
    alone = {name: round(float(amount[0])) for name, amount in drawn.alone.items()}
    units_before = timeline.units(purse, timeline.start)
    units_after = timeline.units(purse, timeline.states[year])
    stranded = sum(after.stranded.get(one, 0) for one in units_after)
    outside = sum(after.stranded.get(one, 0) for one in units_after if one not in after.bills)
    costs = _add(units_after, {**alone, **after.bills})
    return MemberYear(
        year,
        _add(units_before, {**alone, **before.bills}),
        None if costs is None else costs + outside,
        stranded,
        _once(timeline, drawn, year, purse),
    )


def _once(timeline: Timeline, drawn: Drawn, year: int, purse: str) -> int | None:
    """Return what a purse pays once in a year: for coming in, for leaving; None when it is not stated."""
    state = timeline.states[year]
    concerned = {purse, *timeline.purses[purse]}
    events = [drawn.joining.get(one) for one in came_in(state, year) if one in concerned]
    events += [drawn.leaving.get(one) for one in went(state, year) if one in concerned]
    known = [round(float(one[0])) for one in events if one is not None]
    return sum(known) if len(known) == len(events) else None


def _add(units: Sequence[str], costs: Mapping[str, int]) -> int | None:
    known = [costs[one] for one in units if one in costs]
    return sum(known) if len(known) == len(units) else None


def _number(lines: Mapping[str, Floats], line: str) -> float:
    return float(lines[line][0]) if line in lines else 0.0


def _spread(parts: Mapping[str, float], total: int) -> Ore:
    """Return whole öre in proportion to parts, which sum to the total."""
    exact_parts = {name: Fraction(part) for name, part in parts.items()}
    whole = sum(exact_parts.values(), Fraction(0))
    if not whole or not total:
        return dict.fromkeys(parts, 0)
    shares = [part * total / whole for part in exact_parts.values()]
    return dict(zip(parts, round_shares(shares, total), strict=True))
