"""Rules that look at the total and at what each player pays alone: equal parts, and the saving divided."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samverkan.methods.sharing.errors import NoProportionsError, Proportion, SharingError
from samverkan.methods.sharing.game import Game
from samverkan.methods.sharing.known import require_known, turn_back
from samverkan.methods.sharing.needs import Need

NOTHING = 1e-12
"""So small a part of the game's magnitude is a sum that came to 0."""
Floats = NDArray[np.float64]


def equal_parts(game: Game) -> Floats:
    """Return the total divided by the number of players, shape (n,). Needs the grand coalition alone.

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game
    >>> game = make_game([0, 6, 8, 12, 10, 14, 15, 18])
    >>> equal_parts(game).tolist()
    [6.0, 6.0, 6.0]
    """
    require_known(game, Need.TOTAL)
    return turn_back(game, np.full(game.n_players, game.as_costs().total / game.n_players))


def equal_gains(game: Game) -> Floats:
    """Return what leaves every player the same saving, shape (n,): c(i) - (sum of c(j) - c(N)) / n.

    A player whose own cost is small may be paid. Of a savings game: v(i) and an equal part of what is added. Needs
    the single players and the grand coalition. (The equal charge method divides the non-separable cost equally, which
    is another rule.)

    References
    ----------
    Driessen & Funaki (1991), OR Spektrum 13: 15-30, as the centre of gravity of the imputation set; Tijs & Driessen
    (1986), Management Science 32(8): 1015-1028.

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game
    >>> game = make_game([0, 6, 8, 12, 10, 14, 15, 18])
    >>> equal_gains(game).tolist()
    [4.0, 6.0, 8.0]
    """
    require_known(game, Need.ALONE)
    costs = game.as_costs()
    saving = float(costs.alone.sum()) - costs.total
    return turn_back(game, costs.alone - saving / game.n_players)


def proportional_gains(game: Game, weights: ArrayLike | None = None) -> Floats:
    """Return what divides the saving in proportion to weights, shape (n,): c(i) - w(i) / w(N) (sum of c(j) - c(N)).

    Without weights each player's own cost is its weight: all save the same part of it, and the shares are those of
    `moriarity`. Weights may be of any unit; they must not be negative. Needs the single players and the grand
    coalition.

    Raises
    ------
    UndefinedError
        The weights, or the own costs, sum to 0.
    SharingError
        A weight is negative or not a number, or there is not one per player.

    References
    ----------
    Young (1994), Cost allocation, Handbook of Game Theory II: 1193-1235, section 2.

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game
    >>> game = make_game([0, 6, 8, 12, 10, 14, 15, 18])
    >>> proportional_gains(game).tolist()
    [4.5, 6.0, 7.5]
    """
    require_known(game, Need.ALONE)
    costs = game.as_costs()
    each = costs.alone if weights is None else _weights(game, weights)
    whole = float(each.sum())
    if abs(whole) <= NOTHING * float(np.abs(each).max()):
        raise NoProportionsError(Proportion.OWN_COSTS if weights is None else Proportion.WEIGHTS)
    saving = float(costs.alone.sum()) - costs.total
    return turn_back(game, costs.alone - each / whole * saving)


def moriarity(game: Game) -> Floats:
    """Return the total in proportion to own costs, shape (n,): c(i) c(N) / sum of c(j).

    Needs the single players and the grand coalition. Raises UndefinedError when the own costs sum to 0.

    References
    ----------
    Moriarity (1975), Another approach to allocating joint costs, The Accounting Review 50(4): 791-795.

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game
    >>> game = make_game([0, 6, 8, 12, 10, 14, 15, 18])
    >>> moriarity(game).tolist()
    [4.5, 6.0, 7.5]
    """
    return proportional_gains(game)


def _weights(game: Game, weights: ArrayLike) -> Floats:
    each = np.asarray(weights, dtype=float)
    if each.shape != (game.n_players,):
        raise SharingError(f"The game has {game.n_players} players, but there are {each.size} weights.")
    wrong = np.flatnonzero(~((each >= 0) & np.isfinite(each)))
    if wrong.size:
        raise SharingError(f"The weight of player {wrong[0]} is {each[wrong[0]]:g}; weights must not be negative.")
    return each
