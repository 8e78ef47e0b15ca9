"""Rules that charge each player what it adds last, its separable cost, and divide what then remains."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samverkan.methods.sharing.complaints import separable_costs
from samverkan.methods.sharing.errors import NoProportionsError, Proportion, SharingError
from samverkan.methods.sharing.game import Game
from samverkan.methods.sharing.known import require_known, turn_back
from samverkan.methods.sharing.needs import Need

NOTHING = 1e-12
Floats = NDArray[np.float64]


def scrb(game: Game, benefits: ArrayLike | None = None) -> Floats:
    """Return separable costs and remaining benefits, shape (n,).

    With m(i) = c(N) - c(N without i) and r(i) = min(benefit(i), c(i)) - m(i), player i pays
    m(i) + r(i) / r(N) (c(N) - m(N)). Benefits are what the service is worth to each player, in the money of the
    game; without them only the own cost limits what a player would pay, and the shares are those of `aca` (and the
    point of Gately). Where some r(i) are negative the formula is followed as it stands. Needs the single players, all
    but one, and the grand coalition.

    Raises
    ------
    UndefinedError
        The remaining benefits sum to 0 while something remains to be divided.
    SharingError
        There is not one finite benefit per player.

    References
    ----------
    Inter-Agency Committee on Water Resources (1958), Proposed practices for economic analysis of river basin
    projects ("Green Book"); Young, Okada & Hashimoto (1982), Water Resources Research 18(3): 463-475.

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game
    >>> game = make_game([0, 6, 8, 12, 10, 14, 15, 18])
    >>> scrb(game).round(4).tolist()
    [4.3636, 5.8182, 7.8182]
    """
    require_known(game, Need.ALONE_AND_LAST)
    costs = game.as_costs()
    worth = costs.alone if benefits is None else np.minimum(costs.alone, _one_for_each(game, benefits, "benefit"))
    return turn_back(game, _divide_rest(costs, separable_costs(costs), worth))


def aca(game: Game) -> Floats:
    """Return alternate cost avoided, shape (n,): what remains follows what each player avoids, c(i) - m(i).

    The formula of `scrb` with no limit but the own cost. Needs and raises the same.

    References
    ----------
    Ransmeier (1942), The Tennessee Valley Authority; Straffin & Heaney (1981), International Journal of Game Theory
    10: 35-43; as ACAM: Tijs & Driessen (1986), Management Science 32(8): 1015-1028.

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game
    >>> game = make_game([0, 6, 8, 12, 10, 14, 15, 18])
    >>> aca(game).round(4).tolist()
    [4.3636, 5.8182, 7.8182]
    """
    return scrb(game)


def louderback(game: Game, attributable: ArrayLike | None = None) -> Floats:
    """Return each player's attributable cost and a part of the joint cost, shape (n,).

    With the attributable cost d(i), player i pays d(i) + (c(i) - d(i)) / (sum of c(j) - d(j)) (c(N) - d(N)): the
    joint cost follows what the player could still pay before going alone. A game says only what a player adds last;
    without `attributable`, in the money of the game, the separable costs stand for d and the shares are those of
    `aca`. Needs as `aca`, and only the single players and the grand coalition where d is given.

    Raises
    ------
    UndefinedError
        The differences sum to 0 while something remains to be divided.
    SharingError
        There is not one finite attributable cost per player.

    References
    ----------
    Louderback (1976), Another approach to allocating joint costs: a comment, The Accounting Review 51(3): 683-685.

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game
    >>> game = make_game([0, 6, 8, 12, 10, 14, 15, 18])
    >>> louderback(game).round(4).tolist()
    [4.3636, 5.8182, 7.8182]
    """
    require_known(game, Need.ALONE_AND_LAST if attributable is None else Need.ALONE)
    costs = game.as_costs()
    own = separable_costs(costs) if attributable is None else _one_for_each(game, attributable, "attributable cost")
    return turn_back(game, _divide_rest(costs, own, costs.alone))


def _divide_rest(costs: Game, charged: Floats, worth: Floats) -> Floats:
    remaining = worth - charged
    rest = costs.total - float(charged.sum())
    whole = float(remaining.sum())
    slack = NOTHING * costs.magnitude
    if abs(rest) <= slack and abs(whole) <= slack:
        return charged
    if abs(whole) <= slack:
        raise NoProportionsError(Proportion.REMAINING_COSTS)
    shares: Floats = charged + remaining * (rest / whole)
    return shares


def _one_for_each(game: Game, values: ArrayLike, what: str) -> Floats:
    each = np.asarray(values, dtype=float)
    if each.shape != (game.n_players,):
        raise SharingError(f"The game has {game.n_players} players, but there are {each.size} values of {what}.")
    wrong = np.flatnonzero(~np.isfinite(each))
    if wrong.size:
        raise SharingError(f"The {what} of player {wrong[0]} is {each[wrong[0]]}; it must be a number.")
    return turn_back(game, each.copy())
