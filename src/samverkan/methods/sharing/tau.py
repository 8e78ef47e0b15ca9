"""The tau value: the efficient compromise between the least and the most that each player may expect to pay."""

import numpy as np
from numpy.typing import NDArray

from samverkan.methods.sharing.blocks import Measure, make_profile, max_by_player
from samverkan.methods.sharing.complaints import separable_costs
from samverkan.methods.sharing.errors import HoldOutError, OutsideRightsError
from samverkan.methods.sharing.game import Game
from samverkan.methods.sharing.kernels_plain import blocks_of
from samverkan.methods.sharing.known import require_known, turn_back
from samverkan.methods.sharing.needs import Need

SLACK = 1e-9
Floats = NDArray[np.float64]


def utopia(game: Game) -> Floats:
    """Return the best that each player may hope for, shape (n,): what it adds last, c(N) - c(N without i).

    Needs the grand coalition and all but one.

    References
    ----------
    Tijs (1981), as `minimal_rights`.

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game
    >>> game = make_game([0, 6, 8, 12, 10, 14, 15, 18])
    >>> utopia(game).tolist()
    [3.0, 4.0, 6.0]
    """
    require_known(game, Need.ALONE_AND_LAST)
    return turn_back(game, separable_costs(game.as_costs()))


def minimal_rights(game: Game) -> Floats:
    """Return what each player can hold out for, shape (n,).

    In costs, the least over the coalitions S with i of c(S) less the utopia costs of the others in S: no more need be
    paid. Needs every coalition. One pass over the table, O(2**n).

    References
    ----------
    Tijs (1981), Bounds for the core and the tau-value: 123-132 in Game Theory and Mathematical Economics.

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game
    >>> game = make_game([0, 6, 8, 12, 10, 14, 15, 18])
    >>> minimal_rights(game).tolist()
    [6.0, 8.0, 10.0]
    """
    require_known(game, Need.ALL)
    costs = game.as_costs()
    return turn_back(game, _most_costs(costs, separable_costs(costs)))


def tau(game: Game) -> Floats:
    """Return the tau value, shape (n,): the point that sums to the total between utopia and minimal rights.

    Needs every coalition. One pass over the table, O(2**n).

    Raises
    ------
    UndefinedError
        The game is not quasi-balanced: a minimal right is better than utopia, or the total does not lie between.
    GameError
        A coalition is not known.

    References
    ----------
    Tijs (1981), Bounds for the core and the tau-value, Game Theory and Mathematical Economics: 123-132.

    Examples
    --------
    >>> from samverkan.methods.sharing.game import GameKind, make_game
    >>> tau(make_game([0, 0, 0, 2, 0, 2, 3, 5], GameKind.SAVINGS)).tolist()
    [1.25, 1.875, 1.875]
    """
    require_known(game, Need.ALL)
    costs = game.as_costs()
    least = separable_costs(costs)
    most = _most_costs(costs, least)
    slack = SLACK * costs.magnitude
    crossed = np.flatnonzero(least > most + slack)
    if crossed.size:
        player = int(crossed[0])
        raise HoldOutError(player, float(least[player] - most[player]))
    whole_least, whole_most = float(least.sum()), float(most.sum())
    if not whole_least - slack <= costs.total <= whole_most + slack:
        raise OutsideRightsError(whole_least, costs.total, whole_most)
    width = whole_most - whole_least
    part = (costs.total - whole_least) / width if width > slack else 0.0
    return turn_back(game, least + part * (most - least))


def _most_costs(costs: Game, least: Floats) -> Floats:
    """Return utopia less the greatest complaint against it of a coalition with the player."""
    profile = make_profile(least[None])
    by_column, by_block = np.full(profile.low.shape[1], -np.inf), np.empty(profile.high.shape[1])
    for part, entries in blocks_of(costs.table):
        found = profile.complaints(entries, 0, part, Measure.AMOUNT)
        by_column = np.maximum(by_column, found.max(axis=0))
        by_block[part] = found.max(axis=1)
    most: Floats = least - np.concatenate([max_by_player(by_column), max_by_player(by_block)])
    return most
