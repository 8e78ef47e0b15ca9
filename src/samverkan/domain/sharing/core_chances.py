"""How often a collaboration saves, and how often a key holds, when costs outside are known as ranges only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from samverkan.domain.errors import Place, Problem, ProblemsError, WorkbenchError
from samverkan.domain.sharing.chances import chunk_sizes
from samverkan.domain.sharing.gaming import ORE, SETTINGS, distances_of, missing_of_model
from samverkan.domain.sharing.plan import Amount, ModelParameters
from samverkan.domain.sharing.stability import KeyShares
from samverkan.domain.study import Study
from samverkan.domain.words import Text, say
from samverkan.methods.qca.reanalysis import Mapper, map_here
from samverkan.methods.sharing.many_games import MOST_PLAYERS, PARAMETERS, have_core, hold, tabulate_models
from samverkan.methods.sharing.simulation import draw_triangular

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class KeyChances:
    """In which share of the draws a key holds, and in which it leaves nobody worse off than alone.

    `holds_of_core` is of those draws only in which some split holds; None when there is none.
    """

    holds: float
    holds_of_core: float | None
    spares_all: float


@dataclass(frozen=True, slots=True)
class CoreChances:
    """In which share of the draws all together is cheaper than each alone, and in which some split holds; each key."""

    n_draws: int
    saves: float
    has_core: float
    keys: Mapping[str, KeyChances]
    notes: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class StayingChances:
    """In which share of the draws each member pays less than its own cost outside; None where that is not stated."""

    n_draws: int
    members: Mapping[str, float | None]
    all_members: float | None


@dataclass(frozen=True, eq=False)
class Drawing:
    """How many draws, from which chance, and what does the work."""

    n_draws: int
    rng: np.random.Generator
    mapper: Mapper = map_here


@dataclass(frozen=True, eq=False)
class _Setting:
    """What is the same in every draw: the model, its drivers and distances, and each key's part of the bill."""

    model: ModelParameters
    drivers: Floats
    distances_km: Floats
    fractions: Mapping[str, Floats]


def find_core_chances(
    study: Study,
    model: ModelParameters,
    drivers: Mapping[str, float],
    keys: Sequence[KeyShares],
    drawing: Drawing,
) -> CoreChances:
    """Return how often some split, and how often each key, holds over draws of a stated cost model.

    Each key divides the model's cost in the proportions of its shares of the bill. `drivers` has all members.

    Raises
    ------
    ProblemsError
        A parameter, a distance or a driver above 0 is not stated.
    WorkbenchError
        There are more members than draws of whole tables can hold.
    """
    members = tuple(drivers)
    if len(members) > MOST_PLAYERS:
        raise WorkbenchError(
            say(
                "Draws of {n} members take too much memory: at most {most} are drawn. Ask for stability at the most "
                "likely costs.",
                n=len(members),
                most=MOST_PLAYERS,
            )
        )
    missing = missing_of_model(study, model, drivers)
    if missing:
        raise ProblemsError([Problem(Place(SETTINGS), text) for text in missing])
    setting = _Setting(
        model,
        np.array(list(drivers.values()), dtype=float),
        distances_of(model, members),
        {one.key.id: _fractions(one, members) for one in keys},
    )
    sizes = chunk_sizes(drawing.n_draws)
    tasks = list(zip(sizes, drawing.rng.spawn(len(sizes)), strict=True))
    chunks = list(drawing.mapper(partial(_judge_chunk, setting), tasks))
    found = {name: np.concatenate([chunk[name] for chunk in chunks]) for name in chunks[0]}
    note = say(
        "Over draws of the cost model in [sharing.model]; each key divides the model's cost as it divides the bill."
    )
    return CoreChances(
        drawing.n_draws,
        float(found[_SAVES].mean()),
        float(found[_CORE].mean()),
        {name: _chances(found, name) for name in setting.fractions},
        (note,),
    )


def find_staying_chances(
    alone: Mapping[str, Amount], shares_ore: Mapping[str, int], n_draws: int, rng: np.random.Generator
) -> StayingChances:
    """Return how often each member pays less than it would outside, over draws of the stated own costs."""
    drawn = {
        one: draw_triangular(alone[one].low, alone[one].mode, alone[one].high, n_draws, rng) * ORE
        for one in sorted(alone)
        if one in shares_ore
    }
    gains = {one: drawn[one] > paid for one, paid in shares_ore.items() if one in drawn}
    is_known = len(gains) == len(shares_ore) and bool(gains)
    return StayingChances(
        n_draws,
        {one: float(gains[one].mean()) if one in gains else None for one in shares_ore},
        float(np.logical_and.reduce(list(gains.values())).mean()) if is_known else None,
    )


_SAVES, _CORE = "=saves", "=core"


def _judge_chunk(setting: _Setting, task: tuple[int, np.random.Generator]) -> dict[str, Truths]:
    n_draws, rng = task
    amounts = setting.model.amounts
    drawn = {
        name: draw_triangular(amounts[name].low, amounts[name].mode, amounts[name].high, n_draws, rng)
        for name in PARAMETERS
    }
    tables = tabulate_models(drawn, setting.drivers, setting.distances_km)
    alone = tables[:, 1 << np.arange(len(setting.drivers))]
    found = {_SAVES: alone.sum(axis=1) > tables[:, -1], _CORE: have_core(tables)}
    for name, fractions in setting.fractions.items():
        shares = fractions * tables[:, -1:]
        found[name] = hold(tables, shares)
        found[f"{name}{_SAVES}"] = (shares <= alone * (1 + 1e-12)).all(axis=1)
    return found


def _chances(found: Mapping[str, Truths], name: str) -> KeyChances:
    core = found[_CORE]
    return KeyChances(
        float(found[name].mean()),
        float(found[name][core].mean()) if core.any() else None,
        float(found[f"{name}{_SAVES}"].mean()),
    )


def _fractions(key: KeyShares, members: Sequence[str]) -> Floats:
    shares = np.array([key.shares_ore[one] for one in members], dtype=float)
    fractions: Floats = shares / shares.sum()
    return fractions
