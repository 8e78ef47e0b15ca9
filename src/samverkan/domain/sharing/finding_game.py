"""Which game a study knows enough for: its table of groups, else its cost model, else own costs and the bill."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from samverkan.domain.errors import Place, Problem, ProblemsError, WorkbenchError
from samverkan.domain.sharing.bill import Bill
from samverkan.domain.sharing.billing import Accounts
from samverkan.domain.sharing.costs import Coalition, Unit
from samverkan.domain.sharing.drivers import Meter, read_drivers
from samverkan.domain.sharing.gaming import (
    COALITIONS,
    ORE,
    Basis,
    CoalitionTable,
    NamedGame,
    game_from_model,
    game_from_own_costs,
    game_from_table,
    note_holes,
)
from samverkan.domain.sharing.keys import Reading
from samverkan.domain.sharing.plan import SharingPlan
from samverkan.domain.study import Study
from samverkan.domain.words import Text, say, say_count
from samverkan.methods.sharing.game import make_game

AGREES = 0.01
"""The whole of a table agrees with the bill when they differ by less than this part of it."""


@dataclass(frozen=True, slots=True)
class GameSources:
    """What a game can be made of: the plan, who the members are, what the bill is, groups, and the model's driver.

    `drivers` has the model's driver for every member; empty when it is not known. `unit` is that of rows that state
    none. The bill is None when it is not known.
    """

    plan: SharingPlan
    members: tuple[str, ...]
    total_ore: int | None
    coalitions: tuple[Coalition, ...] = ()
    drivers: Mapping[str, float] = field(default_factory=dict)
    unit: Unit | None = None


def gather_sources(
    accounts: Accounts, plan: SharingPlan, bill: Bill, coalitions: tuple[Coalition, ...] = (), unit: Unit | None = None
) -> GameSources:
    """Return what a game of the members of a bill can be made of; the model's driver as newest on its first day."""
    drivers: Mapping[str, float] = {}
    if plan.model is not None:
        meter = Meter(accounts.study, accounts.indicators, plan.collaboration)
        read = read_drivers(meter, (plan.model.driver,), bill.members, bill.period, Reading())
        drivers = read.values.get(plan.model.driver, {})
    return GameSources(plan, bill.members, bill.total_ore, coalitions, drivers, unit)


def find_game(study: Study, sources: GameSources, basis: Basis | None = None) -> NamedGame:
    """Return the game that rests on most, or on the basis that is asked for; its notes say what it rests on.

    Of the table, groups with municipalities that are no members are left out. Own costs and the whole that the table
    lacks are taken from the plan and the bill.

    Raises
    ------
    ProblemsError
        As `game_from_table` and `game_from_model`; or the table has no unit that can be told.
    WorkbenchError
        The basis that is asked for is not stated, or as `game_from_table`.
    """
    chosen = basis or _choose(sources)
    if chosen is Basis.TABLE:
        if not sources.coalitions:
            raise WorkbenchError(say("The study has no coalitions.csv, so there is no table of groups to use."))
        return _from_table(study, sources)
    if chosen is Basis.MODEL:
        if sources.plan.model is None:
            raise WorkbenchError(say("The study states no cost model. State [sharing.model]."))
        drivers = {one: sources.drivers.get(one, float("nan")) for one in sources.members}
        return game_from_model(study, sources.plan.model, drivers)
    if sources.total_ore is None:
        raise WorkbenchError(say("The bill is not known, so own costs cannot be compared with it."))
    return game_from_own_costs(study, sources.plan.alone, sources.members, sources.total_ore)


def _choose(sources: GameSources) -> Basis:
    members = set(sources.members)
    if any(members.issuperset(one.members) for one in sources.coalitions):
        return Basis.TABLE
    return Basis.MODEL if sources.plan.model is not None else Basis.ALONE


def _from_table(study: Study, sources: GameSources) -> NamedGame:
    known = {one.id for one in study.municipalities}
    strangers = [one for one in sources.coalitions if _is_of_others(one, sources.members, known)]
    rows = tuple(one for one in sources.coalitions if one not in strangers)
    unit, notes = _unit_of(sources, rows)
    named = game_from_table(study, CoalitionTable(rows, unit), sources.members)
    if strangers:
        notes.append(
            say_count(
                "{count} group of coalitions.csv is left out: it has others in it than the members.",
                "{count} groups of coalitions.csv are left out: they have others in them than the members.",
                len(strangers),
            )
        )
    filled, more = _fill(study, sources, named)
    return replace(filled, notes=(*notes, *more, *filled.notes))


def _is_of_others(row: Coalition, members: Sequence[str], known: set[str]) -> bool:
    return known.issuperset(row.members) and not set(members).issuperset(row.members)


def _unit_of(sources: GameSources, rows: Sequence[Coalition]) -> tuple[Unit, list[Text]]:
    """Return the unit of rows that state none: as asked for, or the one in which the whole agrees with the bill."""
    silent = [one for one in rows if one.unit is None and one.cost is not None]
    if not silent:
        return Unit.SEK, []
    if len(silent) < sum(one.cost is not None for one in rows):
        text = say(
            "{group} has no unit, and other groups have one. Fill in the unit of every row.",
            group=";".join(silent[0].members),
        )
        raise ProblemsError([Problem(Place(COALITIONS), text)])
    if sources.unit is not None:
        return sources.unit, []
    everyone = set(sources.members)
    whole = next((one.cost for one in silent if set(one.members) == everyone), None)
    fits = [] if whole is None else [one for one in Unit if _agrees(whole * one.ore, sources.total_ore)]
    if len(fits) != 1:
        text = say("The table does not say in which unit its costs are. Give it a column unit with SEK, kSEK or MSEK.")
        raise ProblemsError([Problem(Place(COALITIONS), text)])
    note = say(
        "coalitions.csv states no unit; its costs are read as {unit}, for then the whole agrees with the bill.",
        unit=fits[0].value,
    )
    return fits[0], [note]


def _agrees(whole_ore: float, total_ore: int | None) -> bool:
    return bool(total_ore) and total_ore is not None and abs(whole_ore - total_ore) < AGREES * abs(total_ore)


def _fill(study: Study, sources: GameSources, named: NamedGame) -> tuple[NamedGame, list[Text]]:
    """Return the game with own costs and the whole, where the table lacks them, from the plan and the bill."""
    values = named.game.table.copy()
    notes = []
    for place, one in enumerate(named.members):
        if np.isnan(values[1 << place]) and one in sources.plan.alone:
            values[1 << place] = sources.plan.alone[one].mode * ORE
            notes.append(say("The own cost of {name} is the most likely one in [sharing.alone].", name=study.name(one)))
    if np.isnan(values[-1]) and sources.total_ore is not None:
        values[-1] = sources.total_ore
        notes.append(say("The cost of all together is the bill: the table does not have it."))
    if not notes:
        return named, []
    game = make_game(values, named.game.kind)
    return replace(named, game=game, notes=tuple(note_holes(study, game, named.members))), notes
