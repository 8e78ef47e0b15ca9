"""The timeline of a scenario: who is a member, under which key and host, in each year; and what contradicts itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.sharing.plan import Act, Change, Scenario, SharingPlan
from samverkan.domain.study import Study
from samverkan.domain.words import Text, as_is, name_in, say

ORDER = (Act.JOIN, Act.LEAVE, Act.MERGE, Act.HOST, Act.KEY)
"""The order in which the changes of one year are made, so that the order in which they are written does not matter."""


@dataclass(frozen=True, slots=True)
class State:
    """How a collaboration stands in one year.

    `parts` names the municipalities in each unit that is more than a municipality of the same name. `left` gives the
    year in which each unit that has left did so; `entered` likewise those that came in.
    """

    members: tuple[str, ...]
    key: str
    host: str = ""
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    left: Mapping[str, int] = field(default_factory=dict)
    entered: Mapping[str, int] = field(default_factory=dict)

    def municipalities(self, unit: str) -> tuple[str, ...]:
        """Return the municipalities that a unit is made of."""
        return self.parts.get(unit, (unit,))


@dataclass(frozen=True, slots=True)
class Timeline:
    """The state of each year of the horizon, and the state without the changes."""

    first_year: int
    start: State
    states: Mapping[int, State]

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the horizon."""
        return tuple(self.states)

    @property
    def end(self) -> State:
        """The state of the last year."""
        return self.states[self.years[-1]]

    @property
    def purses(self) -> dict[str, tuple[str, ...]]:
        """The units whose cost is followed, as they are at the end, and the municipalities in each."""
        everyone = (*self.start.members, *self.end.members, *self.end.left)
        units = dict.fromkeys(self.unit_of(one, self.end) for unit in everyone for one in self.end.municipalities(unit))
        return {unit: self.end.municipalities(unit) for unit in units}

    def units(self, purse: str, state: State) -> tuple[str, ...]:
        """Return the units that a purse consists of in a state."""
        return tuple(dict.fromkeys(self.unit_of(one, state) for one in self.purses[purse]))

    @staticmethod
    def unit_of(municipality: str, state: State) -> str:
        """Return the unit that a municipality is in."""
        return next((unit for unit, parts in state.parts.items() if municipality in parts), municipality)


def lay_timeline(study: Study, plan: SharingPlan, scenario: Scenario, base_year: int) -> Timeline:
    """Return the states of the horizon, which begins in the year of the first change, or the year after the base.

    Raises WorkbenchError when a change is before the base year or after the horizon, or contradicts another.
    """
    if plan.horizon_years < 1:
        raise WorkbenchError(say("The horizon is {years} years. Give at least 1.", years=plan.horizon_years))
    first = min((one.year for one in scenario.changes), default=base_year + 1)
    last = first + plan.horizon_years - 1
    for change in scenario.changes:
        _check_year(change, scenario, base_year, last)
    _check_once(study, scenario)
    start = start_state(study, plan, base_year)
    states: dict[int, State] = {}
    state = start
    for year in range(first, last + 1):
        for change in _in_order(one for one in scenario.changes if one.year == year):
            state = _make(_Frame(study, plan), state, change)
        states[year] = state
    return Timeline(first, start, states)


def start_state(study: Study, plan: SharingPlan, base_year: int) -> State:
    """Return the members and the host on the last day of the base year, under the key in use.

    Raises WorkbenchError when the collaboration had no member then.
    """
    last = date(base_year, 12, 31)
    current = [
        one
        for one in study.members(plan.collaboration)
        if (one.start is None or one.start.first_day <= last) and (one.end is None or one.end.last_day >= last)
    ]
    if not current:
        raise WorkbenchError(
            say(
                "{collaboration} has no member at the end of {year}. Give the members in memberships.csv, or another "
                "period in [sharing].",
                collaboration=study.name(plan.collaboration),
                year=str(base_year),
            )
        )
    host = next((one.municipality for one in current if one.role == "host"), "")
    return State(tuple(dict.fromkeys(one.municipality for one in current)), plan.key_in_use, host)


def label_of(scenario: Scenario) -> Text:
    """Return the scenario's name for a person."""
    if not scenario.label_sv and not scenario.label_en:
        return as_is(scenario.id)
    return name_in(scenario.label_sv or scenario.label_en, scenario.label_en or scenario.label_sv)


def _in_order(changes: Iterable[Change]) -> list[Change]:
    made = [one for one in changes if one.act in ORDER]
    return sorted(made, key=lambda one: (ORDER.index(one.act), one.subject))


def _check_year(change: Change, scenario: Scenario, base_year: int, last: int) -> None:
    if change.year < base_year:
        raise WorkbenchError(
            say(
                "{scenario}: a change is set to {year}, before the bill of {base} that the answer starts from. Give a "
                "later year, or an earlier period in [sharing].",
                scenario=label_of(scenario),
                year=str(change.year),
                base=str(base_year),
            )
        )
    if change.year > last:
        raise WorkbenchError(
            say(
                "{scenario}: a change is set to {year}, after the horizon ends in {last}. Set horizon higher in "
                "[sharing].",
                scenario=label_of(scenario),
                year=str(change.year),
                last=str(last),
            )
        )


def _check_once(study: Study, scenario: Scenario) -> None:
    """Refuse two changes of one year that cannot both be made, whichever comes first."""
    seen: set[tuple[int, str]] = set()
    for change in scenario.changes:
        for concerned in _concerns(change):
            if (change.year, concerned) in seen:
                raise WorkbenchError(
                    say(
                        "{scenario}: two changes in {year} concern {name}. Keep one of them, or give them different "
                        "years.",
                        scenario=label_of(scenario),
                        year=str(change.year),
                        name=study.name(concerned),
                    )
                )
            seen.add((change.year, concerned))


def _concerns(change: Change) -> tuple[str, ...]:
    match change.act:
        case Act.JOIN | Act.LEAVE:
            return (change.subject,)
        case Act.MERGE:
            return tuple(dict.fromkeys((change.subject, *change.into)))
        case Act.KEY | Act.HOST:
            return (change.act.value,)
        case _:
            return ()


@dataclass(frozen=True, slots=True)
class _Frame:
    """What changes are made within."""

    study: Study
    plan: SharingPlan


def _make(frame: _Frame, state: State, change: Change) -> State:
    match change.act:
        case Act.JOIN:
            return _join(frame, state, change)
        case Act.LEAVE:
            return _leave(frame, state, change)
        case Act.MERGE:
            return _merge(frame, state, change)
        case Act.HOST:
            _check_member(frame, state, change, change.subject)
            return replace(state, host=change.subject)
        case _:
            return _change_key(frame, state, change)


def _join(frame: _Frame, state: State, change: Change) -> State:
    unit = change.subject
    if unit in state.members:
        raise WorkbenchError(
            say(
                "{name} is to join in {year} but is a member of {collaboration} already.",
                name=frame.study.name(unit),
                year=str(change.year),
                collaboration=frame.study.name(frame.plan.collaboration),
            )
        )
    _check_known(frame.study, state, unit)
    left = {one: year for one, year in state.left.items() if one != unit}
    return replace(state, members=(*state.members, unit), left=left, entered={**state.entered, unit: change.year})


def _leave(frame: _Frame, state: State, change: Change) -> State:
    unit = change.subject
    _check_member(frame, state, change, unit)
    members = tuple(one for one in state.members if one != unit)
    if not members:
        raise WorkbenchError(
            say(
                "{name} is the last member of {collaboration} in {year}: nobody would remain.",
                name=frame.study.name(unit),
                collaboration=frame.study.name(frame.plan.collaboration),
                year=str(change.year),
            )
        )
    entered = {one: year for one, year in state.entered.items() if one != unit}
    host = "" if state.host == unit else state.host
    return replace(state, members=members, host=host, left={**state.left, unit: change.year}, entered=entered)


def _merge(frame: _Frame, state: State, change: Change) -> State:
    if len(set(change.into)) < 2:
        raise WorkbenchError(
            say(
                "A merger into {name} in {year} names fewer than two municipalities.",
                name=frame.study.name(change.subject),
                year=str(change.year),
            )
        )
    for one in change.into:
        _check_known(frame.study, state, one)
    if change.subject in state.members and change.subject not in change.into:
        raise WorkbenchError(
            say(
                "{name} is a member of its own in {year}: the municipalities that merge cannot take its name.",
                name=frame.study.name(change.subject),
                year=str(change.year),
            )
        )
    if not set(change.into) & set(state.members):
        raise WorkbenchError(
            say(
                "None of those that merge into {name} in {year} is a member of {collaboration}.",
                name=frame.study.name(change.subject),
                year=str(change.year),
                collaboration=frame.study.name(frame.plan.collaboration),
            )
        )
    unit = change.subject
    place = min(state.members.index(one) for one in change.into if one in state.members)
    rest = [one for one in state.members if one not in change.into]
    members = (*rest[:place], unit, *rest[place:])
    parts = {one: held for one, held in state.parts.items() if one not in change.into}
    parts[unit] = tuple(part for one in change.into for part in state.municipalities(one))
    host = unit if state.host in change.into else state.host
    left = {one: year for one, year in state.left.items() if one not in change.into}
    entered = {**state.entered, **{one: change.year for one in change.into if one not in state.members}}
    return State(members, state.key, host, parts, left, entered)


def _change_key(frame: _Frame, state: State, change: Change) -> State:
    if frame.plan.key(change.subject) is None:
        raise WorkbenchError(
            say(
                "The key {key} is not stated in [sharing]. Stated are: {known}.",
                key=change.subject,
                known=", ".join(one.id for one in frame.plan.keys) or "–",
            )
        )
    return replace(state, key=change.subject)


def _check_member(frame: _Frame, state: State, change: Change, unit: str) -> None:
    if unit not in state.members:
        raise WorkbenchError(
            say(
                "{name} is no member of {collaboration} in {year}. Members are: {members}.",
                name=frame.study.name(unit),
                collaboration=frame.study.name(frame.plan.collaboration),
                year=str(change.year),
                members=", ".join(frame.study.name(one) for one in state.members),
            )
        )


def _check_known(study: Study, state: State, unit: str) -> None:
    if unit in state.parts or any(one.id == unit for one in study.municipalities):
        return
    raise WorkbenchError(
        say(
            "{name} is no municipality of the study. Check the spelling, or give it in municipalities.csv.",
            name=unit,
        )
    )
