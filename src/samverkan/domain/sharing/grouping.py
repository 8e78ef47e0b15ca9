"""What groups of members would pay, by what the study states: a table, else a cost model, else own costs alone."""

from collections.abc import Mapping
from dataclasses import replace

from samverkan.domain.errors import ProblemsError, WorkbenchError
from samverkan.domain.sharing.analysis import SharingMaterial
from samverkan.domain.sharing.choosing import Chosen
from samverkan.domain.sharing.costs import Coalition
from samverkan.domain.sharing.drivers import Meter, read_drivers
from samverkan.domain.sharing.finding_game import GameSources
from samverkan.domain.sharing.finding_game import find_game as choose_game
from samverkan.domain.sharing.gaming import Basis, NamedGame
from samverkan.domain.sharing.keys import Reading
from samverkan.domain.words import say


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
    sources = GameSources(plan, members or _named(rows), total_ore, rows)
    if has_table(material, sources.members):
        return choose_game(study, sources, Basis.TABLE)
    if plan.model is not None and members:
        drivers = read_model_drivers(material, chosen, members)
        return choose_game(study, replace(sources, drivers=drivers), Basis.MODEL)
    if plan.alone and members and total_ore is not None:
        return choose_game(study, sources, Basis.ALONE)
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


def has_table(material: SharingMaterial, members: tuple[str, ...]) -> bool:
    """Tell whether the study's table states any group of these members alone."""
    known = set(members)
    return any(known.issuperset(one.members) for one in material.coalitions)


def _rows_of(material: SharingMaterial, members: tuple[str, ...]) -> tuple[Coalition, ...]:
    """Return the rows of groups among the members: a table may state other collaborations' groups too."""
    if not members:
        return material.coalitions
    known = set(members)
    return tuple(one for one in material.coalitions if known & set(one.members))


def _named(rows: tuple[Coalition, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for row in rows for one in row.members))
