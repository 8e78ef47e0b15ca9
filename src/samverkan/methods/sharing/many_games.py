"""Many games at once: the tables of a cost model for every draw, and which draws have a core that holds some shares.

Tables have the shape (n_draws, 2**n) over bit masks as in `game`, in one unit of money.
"""

from collections.abc import Mapping
from math import factorial

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samverkan.methods.sharing.errors import GameError
from samverkan.methods.sharing.game import make_game
from samverkan.methods.sharing.nucleolus.rules import least_core

Floats = NDArray[np.float64]
PARAMETERS = ("fixed", "unit", "elasticity", "realised", "transition", "distance", "coordination", "growth")
"""What a cost model states; `unit` is the variable cost for each unit of the driver in a municipality of `UNIT_AT`."""
UNIT_AT = 60_000
MOST_PLAYERS = 14
"""A chunk of 500 draws with 14 players holds 65 MB in a table."""
SLACK = 1e-9


def tabulate_models(parameters: Mapping[str, ArrayLike], drivers: ArrayLike, distances_km: ArrayLike) -> Floats:
    """Return what each coalition costs in each draw of a cost model, shape (n_draws, 2**n).

    Alone: fixed + v p^elasticity, v such that it is `unit` for each unit of the driver at 60,000.
    Together: (1 - realised) (sum of alone) + realised (fixed + v P^elasticity)
    + min over hosts of the sum over the other members of (transition + distance d sqrt(p))
    + coordination (members - 1)^growth.

    Parameters
    ----------
    parameters
        Each of `PARAMETERS`, shape (n_draws,): money in one unit, `elasticity`, `realised` and `growth` as numbers.
    drivers : shape (n,)
        Above 0; inhabitants as a rule.
    distances_km : shape (n, n)
        From host (row) to member (column).

    Raises
    ------
    GameError
        There are more than `MOST_PLAYERS` players, a driver is not above 0, or a distance is missing or below 0.

    References
    ----------
    Scale: Niaounakis & Blank (2017), Local Government Studies 43(4); coordination: Blåka (2017), ibid. 43(4).
    """
    p, apart = np.asarray(drivers, dtype=float), np.array(distances_km, dtype=float)
    n = p.size
    if n > MOST_PLAYERS:
        raise GameError(f"Draws of {n} players have tables of 2^{n} entries each; at most {MOST_PLAYERS} are drawn.")
    np.fill_diagonal(apart, 0.0)
    if not (p > 0).all() or not (apart >= 0).all():
        raise GameError("Every player needs a driver above 0, and every pair a distance that is not below 0.")
    drawn = {name: np.asarray(parameters[name], dtype=float)[:, None] for name in PARAMETERS}
    inside = memberships(n)
    sizes, wholes = inside.sum(axis=1), inside @ p
    each = drawn["unit"] * UNIT_AT ** (1 - drawn["elasticity"])
    alone = drawn["fixed"] + each * p ** drawn["elasticity"]
    table: Floats = (1 - drawn["realised"]) * (alone @ inside.T)
    table += drawn["realised"] * (drawn["fixed"] + each * wholes ** drawn["elasticity"])
    others = np.maximum(sizes - 1, 0)
    table += drawn["transition"] * others + drawn["distance"] * _nearest(inside, apart * np.sqrt(p))
    table += np.where(others > 0, drawn["coordination"] * others ** drawn["growth"], 0.0)
    table[:, 0] = 0.0
    return table


def memberships(n_players: int) -> Floats:
    """Return who is in each coalition, shape (2**n, n), by bit mask."""
    masks = np.arange(1 << n_players)
    inside: Floats = (masks[:, None] >> np.arange(n_players) & 1).astype(float)
    return inside


def hold(tables: Floats, shares: ArrayLike) -> NDArray[np.bool_]:
    """Return in which draws shares, shape (n_draws, n), are in the core, shape (n_draws,)."""
    asked = np.asarray(shares, dtype=float)
    complaints = asked @ memberships(asked.shape[1]).T - tables
    slack = SLACK * np.abs(tables).max(axis=1)
    met: NDArray[np.bool_] = np.maximum(complaints.max(axis=1), np.abs(asked.sum(axis=1) - tables[:, -1])) <= slack
    return met


def have_core(tables: Floats) -> NDArray[np.bool_]:
    """Return in which draws some split holds, shape (n_draws,).

    Where the whole costs more than each alone there is none; where the Shapley value or the split of what is not
    separable holds there is one; a linear programme decides the others.
    """
    n = int(tables.shape[1]).bit_length() - 1
    alone = tables[:, 1 << np.arange(n)]
    found = hold(tables, _shapley(tables, n)) | hold(tables, _scrb(tables, alone, n))
    slack = SLACK * np.abs(tables).max(axis=1)
    open_ = ~found & (alone.sum(axis=1) >= tables[:, -1] - slack)
    for draw in np.flatnonzero(open_):
        found[draw] = not least_core(make_game(tables[draw])).is_core_empty
    return found


def _nearest(inside: Floats, costs: Floats) -> Floats:
    """Return the least sum of costs from one member, as host, to the others, shape (2**n,)."""
    sums = np.where(inside > 0, inside @ costs.T, np.inf)
    nearest: Floats = sums.min(axis=1)
    nearest[0] = 0.0
    return nearest


def _shapley(tables: Floats, n: int) -> Floats:
    """Return the Shapley value of each draw (Shapley 1953), shape (n_draws, n)."""
    inside = memberships(n)
    sizes = inside.sum(axis=1).astype(int)
    chance = [factorial(size) * factorial(n - size - 1) / factorial(n) for size in range(n)]
    joined = np.where(inside > 0, np.array([0.0, *chance])[sizes][:, None], -np.array([*chance, 0.0])[sizes][:, None])
    value: Floats = tables @ joined
    return value


def _scrb(tables: Floats, alone: Floats, n: int) -> Floats:
    """Return separable costs and the rest by remaining benefits, shape (n_draws, n); NaN-free where nobody gains."""
    separable = tables[:, -1:] - tables[:, tables.shape[1] - 1 - (1 << np.arange(n))]
    gains = alone - separable
    rest = tables[:, -1:] - separable.sum(axis=1, keepdims=True)
    whole = gains.sum(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares: Floats = separable + np.where(whole != 0, gains / whole, 1 / n) * rest
    return shares
