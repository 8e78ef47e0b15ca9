"""What groups of members would pay, by what the study states: a table, else a cost model, else own costs alone."""

from collections.abc import Mapping
from dataclasses import replace

from samverkan.domain.errors import ProblemsError, WorkbenchError
from samverkan.domain.sharing.analysis import SharingMaterial
from samverkan.domain.sharing.choosing import Chosen
from samverkan.domain.sharing.costs import Coalition, CostLine, Unit
from samverkan.domain.sharing.drivers import Meter, read_drivers
from samverkan.domain.sharing.gaming import (
    CoalitionTable,
    NamedGame,
    game_from_model,
    game_from_own_costs,
    game_from_table,
)
from samverkan.domain.sharing.keys import Reading
from samverkan.domain.words import Text, say, say_count


class NoGameError(WorkbenchError):
    """The study does not state what members would pay by themselves."""


def find_game(material: SharingMaterial, chosen: Chosen, members: tuple[str, ...], total_ore: int | None) -> NamedGame:
    """Return the game of the members, from the first of table, model and own costs that the study states.

    `total_ore` is the bill; None when it is not known.

    Raises
    ------
    WorkbenchError
        Nothing is stated, what is stated is wrong, there are too many members, or the cost of all together is not
        known.
    """
    study, plan = material.accounts.study, chosen.plan
    rows = _rows_of(material, members)
    if rows:
        return _from_table(material, chosen, members or _named(rows), total_ore)
    if plan.model is not None and members:
        return game_from_model(study, plan.model, read_model_drivers(material, chosen, members))
    if plan.alone and members and total_ore is not None:
        return game_from_own_costs(study, plan.alone, members, total_ore)
    raise NoGameError(
        say(
            "What members would pay by themselves is not stated: fill in coalitions.csv, [sharing.model] or "
            "[sharing.alone]. Until then nothing is said of who would be better off outside."
        )
    )


def read_model_drivers(material: SharingMaterial, chosen: Chosen, members: tuple[str, ...]) -> Mapping[str, float]:
    """Return the driver of the cost model for each member; raises ProblemsError when any is missing."""
    plan, period = chosen.plan, chosen.period
    if plan.model is None or period is None:
        raise NoGameError(say("The cost model needs a period to read its driver in. Fill in the costs of one."))
    accounts = material.accounts
    meter = Meter(accounts.study, accounts.indicators, plan.collaboration)
    read = read_drivers(meter, [plan.model.driver], members, period, Reading())
    if read.problems:
        raise ProblemsError(read.problems)
    return {one: read.values[plan.model.driver][one] for one in members}


def _rows_of(material: SharingMaterial, members: tuple[str, ...]) -> tuple[Coalition, ...]:
    """Return the rows of groups among the members: a table may state other collaborations' groups too."""
    if not members:
        return material.coalitions
    known = set(members)
    return tuple(one for one in material.coalitions if known & set(one.members))


def _named(rows: tuple[Coalition, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for row in rows for one in row.members))


def _from_table(
    material: SharingMaterial, chosen: Chosen, members: tuple[str, ...], total_ore: int | None
) -> NamedGame:
    lines = [one for one in material.accounts.costs if one.collaboration == chosen.plan.collaboration]
    unit = _unit_of(lines)
    rows = [one for one in _rows_of(material, members) if set(one.members) <= set(members)]
    left_out = len(_rows_of(material, members)) - len(rows)
    notes = [
        say(
            "The groups of coalitions.csv are read in {unit}, as the collaboration's costs are in costs.csv.",
            unit=unit.value,
        )
    ]
    if left_out:
        notes.append(_left_out(left_out))
    if total_ore is not None and not any(set(one.members) == set(members) and one.cost is not None for one in rows):
        rows = [one for one in rows if set(one.members) != set(members)]
        rows.append(Coalition(members, total_ore / unit.ore))
        notes.append(say("coalitions.csv does not state the cost of all together: it is the bill."))
    named = game_from_table(material.accounts.study, CoalitionTable(tuple(rows), unit), members)
    return replace(named, notes=(*notes, *named.notes))


def _left_out(n_rows: int) -> Text:
    return say_count(
        "{count} row of coalitions.csv names somebody who is no member in the period: it is not used.",
        "{count} rows of coalitions.csv name somebody who is no member in the period: they are not used.",
        n_rows,
    )


def _unit_of(lines: list[CostLine]) -> Unit:
    units = list(dict.fromkeys(one.unit for one in lines if one.amount is not None))
    if len(units) > 1:
        raise NoGameError(
            say(
                "coalitions.csv is read in the unit of the collaboration's costs, and costs.csv has several: {units}. "
                "Write its costs in one unit.",
                units=", ".join(one.value for one in units),
            )
        )
    return units[0] if units else Unit.SEK
