"""From a study to a cost game: what each group of members would pay on its own, as far as the study knows it.

Names become indices here, and masks become names again. Amounts are in öre.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from samverkan.domain.errors import Place, Problem, ProblemsError, WorkbenchError
from samverkan.domain.sharing.costs import Coalition, Unit
from samverkan.domain.sharing.plan import Amount, ModelParameters
from samverkan.domain.study import Study
from samverkan.domain.words import Text, say
from samverkan.methods.sharing.errors import GameError
from samverkan.methods.sharing.game import MOST_PLAYERS, Game, GameKind, make_game, mask_of, players_of
from samverkan.methods.sharing.structured.game import StructuredGame
from samverkan.methods.sharing.structured.model import CostModel, build_game

COALITIONS, SETTINGS = "coalitions.csv", "study.toml"
PARAMETERS = {
    "fixed": "fixed_msek",
    "unit": "rate_sek",
    "elasticity": "exponent",
    "realised": "realised",
    "transition": "transition_msek",
    "distance": "distance_msek",
    "coordination": "coordination_msek",
    "growth": "coordination_exponent",
}
"""The parameters of [sharing.model] and what the cost model calls them."""
ORE, SEK_PER_MSEK = 100, 1e6
SHOWN = 5


class Basis(StrEnum):
    """Where the costs of groups come from."""

    TABLE = "table"
    MODEL = "model"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class CoalitionTable:
    """What a table of groups states, where a row has no unit in `unit`; costs, or the savings of a savings game."""

    rows: tuple[Coalition, ...]
    unit: Unit = Unit.SEK
    kind: GameKind = GameKind.COST


@dataclass(frozen=True, eq=False)
class NamedGame:
    """A game whose players have names: bit i of a mask is `members[i]`. `notes` say what it rests on and lacks."""

    game: Game
    members: tuple[str, ...]
    basis: Basis
    notes: tuple[Text, ...] = ()

    def names(self, mask: int) -> tuple[str, ...]:
        """Return the members of a coalition."""
        return tuple(self.members[place] for place in players_of(mask))

    def mask(self, names: Sequence[str]) -> int:
        """Return the bit mask of some members."""
        return mask_of(tuple(self.members.index(one) for one in names))

    @property
    def saving_ore(self) -> float | None:
        """What all save together against each alone; below 0 nobody gains by staying; None when not known."""
        costs = self.game.as_costs()
        saving = float(costs.alone.sum()) - costs.total
        return None if np.isnan(saving) else saving


def game_from_table(study: Study, table: CoalitionTable, members: Sequence[str] | None = None) -> NamedGame:
    """Return the game of a table, whole or partial; without `members` they are those that the table names.

    In a savings game a single member that is not in the table saves 0.

    Raises
    ------
    ProblemsError
        A group names somebody who is no member, names somebody twice, is stated twice, or is empty.
    WorkbenchError
        There are too many members for a table, or none.
    """
    players = tuple(dict.fromkeys(one for row in table.rows for one in row.members)) if members is None else members
    _require_number(len(players))
    problems = _check_rows(study, table, players)
    if problems:
        raise ProblemsError(problems)
    values = _empty(len(players))
    if table.kind is GameKind.SAVINGS:
        values[1 << np.arange(len(players))] = 0.0
    for row in table.rows:
        if row.cost is not None:
            values[mask_of(tuple(players.index(one) for one in row.members))] = row.cost * (row.unit or table.unit).ore
    game = make_game(values, table.kind)
    return NamedGame(game, tuple(players), Basis.TABLE, tuple(note_holes(study, game, players)))


def game_from_model(study: Study, model: ModelParameters, drivers: Mapping[str, float]) -> NamedGame:
    """Return the game of a stated cost model, every range at its most likely value; `drivers` has all members.

    Raises
    ------
    ProblemsError
        A parameter, a distance or a driver above 0 is not stated: all of it at once.
    WorkbenchError
        There are too many members for a table, or the model is impossible.
    """
    members = tuple(drivers)
    _require_number(len(members))
    missing = missing_of_model(study, model, drivers)
    if missing:
        raise ProblemsError([Problem(Place(SETTINGS), text) for text in missing])
    table = build_model_game(model, list(drivers.values()), distances_of(model, members)).tabulate().table
    note = say("What groups would pay is computed from the cost model in [sharing.model], at the most likely values.")
    return NamedGame(make_game(table * SEK_PER_MSEK * ORE), members, Basis.MODEL, (note,))


def build_model_game(
    model: ModelParameters, drivers: Sequence[float], distances_km: NDArray[np.float64]
) -> StructuredGame:
    """Return the game of a whole cost model in MSEK, without a table, every range at its most likely value.

    Raises WorkbenchError when the model is impossible.
    """
    parameters = {PARAMETERS[name]: _in_model(name, amount.mode) for name, amount in model.amounts.items()}
    try:
        return build_game(CostModel(**parameters), list(drivers), distances_km)
    except GameError as error:
        raise WorkbenchError(
            say(
                "[sharing.model] gives no costs of groups: every parameter must be at least 0, elasticity and realised "
                "at most 1."
            )
        ) from error


def game_from_own_costs(study: Study, alone: Mapping[str, Amount], members: Sequence[str], total_ore: int) -> NamedGame:
    """Return the game in which only own costs and the whole are known.

    Raises WorkbenchError when there are too many members for a table.
    """
    _require_number(len(members))
    values = _empty(len(members))
    for place, one in enumerate(members):
        if one in alone:
            values[1 << place] = alone[one].mode * ORE
    values[-1] = total_ore
    lacking = [study.name(one) for one in members if one not in alone and len(members) > 1]
    notes = []
    if len(members) > 2:
        notes.append(
            say(
                "Only own costs and the whole are known. It can be said who pays more than alone, and what equal or "
                "proportional gains would give; not whether a group of several would be better off outside. State "
                "coalitions.csv or [sharing.model] for that."
            )
        )
    if lacking:
        notes.append(
            say(
                "What {names} would cost outside is not known: nothing is said of whether they gain. State it in "
                "[sharing.alone].",
                names=", ".join(lacking),
            )
        )
    return NamedGame(make_game(values), tuple(members), Basis.ALONE, tuple(notes))


def missing_of_model(study: Study, model: ModelParameters, drivers: Mapping[str, float]) -> list[Text]:
    """Return what a cost model lacks to be computed for these members."""
    texts = missing_parameters(study, model, drivers)
    distance = model.amounts.get("distance")
    if distance is None or distance.high == 0:
        return texts
    texts += [
        say(
            "The distance between {one} and {other} is not stated: give it in distances.csv.",
            one=study.name(one),
            other=study.name(other),
        )
        for one, other in combinations(drivers, 2)
        if _distance(model, one, other) is None
    ]
    return texts


def missing_parameters(study: Study, model: ModelParameters, drivers: Mapping[str, float]) -> list[Text]:
    """Return what a cost model lacks besides distances."""
    texts = [
        say("The cost model lacks {parameter}: state [sharing.model.{parameter}].", parameter=name)
        for name in PARAMETERS
        if name not in model.amounts
    ]
    texts += [
        say(
            "The cost model needs more than 0 {driver} for {name}: give a value in indicators.csv.",
            name=study.name(one),
            driver=model.driver,
        )
        for one, value in drivers.items()
        if not value > 0
    ]
    return texts


def distances_of(model: ModelParameters, members: Sequence[str]) -> NDArray[np.float64]:
    """Return the kilometres between members, shape (n, n); 0 where none is stated, which `missing_of_model` tells."""
    apart = np.zeros((len(members), len(members)))
    for first, second in combinations(range(len(members)), 2):
        apart[first, second] = apart[second, first] = _distance(model, members[first], members[second]) or 0.0
    return apart


def _distance(model: ModelParameters, one: str, other: str) -> float | None:
    return model.distances_km.get((one, other), model.distances_km.get((other, one)))


def _in_model(name: str, value: float) -> float:
    return value / SEK_PER_MSEK if PARAMETERS[name].endswith("_msek") else value


def _empty(n_players: int) -> NDArray[np.float64]:
    values = np.full(1 << n_players, np.nan)
    values[0] = 0.0
    return values


def _require_number(n_players: int) -> None:
    if n_players < 1:
        raise WorkbenchError(say("There is nobody to share between. State members, or the groups that they form."))
    if n_players > MOST_PLAYERS:
        raise WorkbenchError(
            say("{why} So it is not said whether any group would be better off outside.", why=too_many(n_players))
        )


def too_many(n_players: int) -> Text:
    """Return why a full table of so many members is not made."""
    return say(
        "{n} members form 2^{n} groups, too many to list: a table is made for {most} at the most.",
        n=n_players,
        most=MOST_PLAYERS,
    )


def _check_rows(study: Study, table: CoalitionTable, members: Sequence[str]) -> list[Problem]:
    problems = []
    seen: dict[frozenset[str], int] = {}
    for row_number, row in enumerate(table.rows, start=2):
        texts = [_stranger(study, one, members) for one in row.members if one not in members]
        group = frozenset(row.members)
        named = ";".join(row.members)
        if not row.members:
            texts.append(say("A group has no members. Name them, separated by semicolons."))
        if len(group) < len(row.members):
            texts.append(say("{group} names a member twice.", group=named))
        if group in seen:
            texts.append(say("{group} is stated in row {row} already.", group=named, row=str(seen[group])))
        seen.setdefault(group, row_number)
        problems += [Problem(Place(COALITIONS, row_number), text) for text in texts]
    return problems


def _stranger(study: Study, name: str, members: Sequence[str]) -> Text:
    close = get_close_matches(name, members, n=1)
    if close:
        return say("{name} is no member. Is {close} meant?", name=name, close=close[0])
    return say(
        "{name} is no member. The members are: {members}.",
        name=name,
        members=", ".join(f"{study.name(one)} ({one})" if study.name(one) != one else one for one in members),
    )


def note_holes(study: Study, game: Game, members: Sequence[str]) -> list[Text]:
    """Return how many groups of a game have no cost and which, in a sentence; nothing when all have."""
    missing = game.missing
    if not missing.size:
        return []
    shown = ["+".join(study.name(members[place]) for place in players_of(mask)) for mask in missing[:SHOWN].tolist()]
    if len(missing) > SHOWN:
        shown.append("…")
    return [
        say(
            "Without a cost in the table: {missing} of {all} groups ({shown}). What is found to be unstable is so; "
            "what seems stable may not be.",
            missing=len(missing),
            all=game.everyone,
            shown=", ".join(shown),
        )
    ]
