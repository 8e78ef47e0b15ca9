"""What a what-if starts from: the bill of one whole year, line by line, and the drivers that were read for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samverkan.domain.dates import Period
from samverkan.domain.errors import Place, Problem, ProblemsError, WorkbenchError
from samverkan.domain.sharing.billing import Accounts, lines_of
from samverkan.domain.sharing.costs import CostKind, CostLine
from samverkan.domain.sharing.drivers import Drivers, Meter, read_drivers
from samverkan.domain.sharing.keys import EQUAL, CostKey
from samverkan.domain.sharing.plan import Act, Scenario, SharingPlan
from samverkan.domain.sharing.whatif.timeline import Timeline
from samverkan.domain.words import Text, say

SETTINGS, COSTS = "study.toml", "costs.csv"
Values = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Base:
    """The year that everything is compared with.

    `values` are the drivers of each municipality as each key reads them: key, driver, municipality. Costs follow the
    readings of the key in use. `sources` are the cost lines and the figures that were read.
    """

    accounts: Accounts
    plan: SharingPlan
    period: Period
    lines: tuple[CostLine, ...]
    values: Mapping[str, Values]
    sources: tuple[str, ...] = ()

    @property
    def line_drivers(self) -> dict[str, str]:
        """The driver that each line states."""
        return {one.line: one.driver for one in self.lines}

    def key(self, key: str) -> CostKey:
        """Return a key of the plan; KeyError when there is none."""
        found = self.plan.key(key)
        if found is None:
            raise KeyError(key)
        return found


def find_period(accounts: Accounts, plan: SharingPlan) -> Period:
    """Return the year of the bill: the one that the plan states, else the newest whole year that has costs.

    Raises WorkbenchError when there is none, or the stated period is no whole year.
    """
    if plan.period is not None:
        _require_year(plan.period)
        return plan.period
    years = [
        one.period for one in accounts.costs if one.collaboration == plan.collaboration and len(one.period.text) == 4
    ]
    if not years:
        raise WorkbenchError(
            say(
                "{collaboration} has no costs for a whole year in costs.csv, so there is nothing to change. Give the "
                "costs of a year.",
                collaboration=accounts.study.name(plan.collaboration),
            )
        )
    return max(years)


def lay_base(accounts: Accounts, plan: SharingPlan, scenario: Scenario, timeline: Timeline) -> Base:
    """Return what the what-if starts from.

    Raises ProblemsError with everything that is missing: the key in use, amounts, kinds and drivers of lines, and the
    drivers of every municipality that is ever a member.
    """
    period = find_period(accounts, plan)
    lines = lines_of(accounts, plan, period)
    problems = [
        *_check_lines(accounts, plan, lines, period),
        *_check_acts(plan, scenario, lines),
        *_check_places(accounts, scenario, timeline),
    ]
    keys = _keys_used(plan, timeline)
    if not keys:
        problems.append(Problem(Place(SETTINGS), say("[sharing] does not say which key is in use. State it as key.")))
    values: dict[str, Values] = {}
    sources = dict.fromkeys(one.reference for one in lines)
    everyone = _municipalities(timeline)
    for key in keys:
        names = _drivers_needed(key, scenario, lines)
        meter = Meter(accounts.study, accounts.indicators, plan.collaboration)
        drivers = read_drivers(meter, names, everyone, period, key.reading)
        values[key.id] = drivers.values
        sources.update(dict.fromkeys(_references(drivers)))
        problems += [one for one in drivers.problems if one not in problems]
    if problems:
        raise ProblemsError(problems)
    return Base(accounts, plan, period, lines, values, tuple(sources))


def _references(drivers: Drivers) -> list[str]:
    return [one.reference for read in drivers.readings.values() for one in read.values() if one.reference]


def _require_year(period: Period) -> None:
    if len(period.text) != 4:
        raise WorkbenchError(
            say(
                "A what-if compares whole years; the period in [sharing] is {period}. State a year, such as {year}.",
                period=period.text,
                year=str(period.year),
            )
        )


def _keys_used(plan: SharingPlan, timeline: Timeline) -> tuple[CostKey, ...]:
    used: dict[str, CostKey] = {}
    for name in (plan.key_in_use, *(state.key for state in timeline.states.values())):
        key = plan.key(name)
        while key is not None and key.id not in used:
            used[key.id] = key
            key = plan.key(key.phase_in.former) if key.phase_in is not None else None
    return tuple(used.values()) if plan.key(plan.key_in_use) is not None else ()


def _municipalities(timeline: Timeline) -> tuple[str, ...]:
    states = (timeline.start, *timeline.states.values())
    units = [(one, state) for state in states for one in (*state.members, *state.left)]
    return tuple(dict.fromkeys(part for unit, state in units for part in state.municipalities(unit)))


def _drivers_needed(key: CostKey, scenario: Scenario, lines: Iterable[CostLine]) -> tuple[str, ...]:
    named = [part.driver for line in lines for part in key.parts_of(line.line, line.driver)]
    named += [part.driver for part in key.parts]
    named += key.prices
    named += [one.driver for one in lines if one.kind is CostKind.VARIABLE and one.driver]
    named += [one.subject for one in scenario.changes if one.act is Act.VOLUME]
    return tuple(dict.fromkeys(named))


def _check_lines(accounts: Accounts, plan: SharingPlan, lines: tuple[CostLine, ...], period: Period) -> list[Problem]:
    place = Place(COSTS)
    if not lines:
        name = accounts.study.name(plan.collaboration)
        text = say("{collaboration} has no costs for {period}.", collaboration=name, period=period.text)
        return [Problem(place, text)]
    texts: list[Text] = []
    for one in lines:
        if one.amount is None:
            texts.append(say('"{line}" has no amount for {period}.', line=one.line, period=period.text))
        if one.kind is None:
            texts.append(
                say(
                    'State the kind of "{line}" (fixed, variable, coordination or transition): a fixed cost stays when '
                    "a member leaves, a variable one follows its driver.",
                    line=one.line,
                )
            )
        if one.kind is CostKind.VARIABLE and not one.driver:
            texts.append(say('"{line}" is variable: state the driver that it follows.', line=one.line))
    return [Problem(place, text) for text in texts]


def _check_places(accounts: Accounts, scenario: Scenario, timeline: Timeline) -> list[Problem]:
    """Return the volumes that are to change for somebody who is never a member."""
    states = (timeline.start, *timeline.states.values())
    known = {*_municipalities(timeline), *(one for state in states for one in state.members)}
    return [
        Problem(
            Place(SETTINGS),
            say(
                "The volume of {driver} is to change for {name}, who is never a member in the scenario.",
                driver=change.subject,
                name=accounts.study.name(change.municipality),
            ),
        )
        for change in scenario.changes
        if change.act is Act.VOLUME and change.municipality and change.municipality not in known
    ]


def _check_acts(plan: SharingPlan, scenario: Scenario, lines: tuple[CostLine, ...]) -> list[Problem]:
    names = {one.line for one in lines}
    texts: list[Text] = []
    for change in scenario.changes:
        if change.act is Act.PRICE and change.subject not in ("*", *names):
            texts.append(
                say(
                    '"{line}" is no cost line of {collaboration}. The lines are: {known}.',
                    line=change.subject,
                    collaboration=plan.collaboration,
                    known=", ".join(sorted(names)),
                )
            )
        if change.act is Act.VOLUME and change.subject == EQUAL:
            texts.append(say("Equal parts have no volume to change. Name another driver."))
        if change.act in (Act.PRICE, Act.VOLUME) and change.factor.low < 0:
            texts.append(say("The factor of {subject} is below 0. Give a factor such as 1.05.", subject=change.subject))
    return [Problem(Place(SETTINGS), text) for text in texts]
