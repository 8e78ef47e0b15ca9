"""Who would be better off outside: the coalition with the greatest complaint, found without a table."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samverkan.methods.sharing.errors import GameError
from samverkan.methods.sharing.structured.curve import Floats
from samverkan.methods.sharing.structured.game import StructuredGame
from samverkan.methods.sharing.structured.ranking import Ranking, rank_coalitions


@dataclass(frozen=True, slots=True)
class Complaint:
    """The coalition that would gain most by standing outside, and how much.

    `complaint` is what it pays less what it would cost by itself: above 0 it is better off outside. No coalition has a
    complaint above `bound`; the two differ by what the tangents differ from the curve, and are one where the curve is
    its tangents.
    """

    members: tuple[int, ...]
    complaint: float
    bound: float

    @property
    def gap(self) -> float:
        """How much greater another complaint might be, at most."""
        return self.bound - self.complaint


def greatest_complaint(game: StructuredGame, shares: ArrayLike) -> Complaint:
    """Return the coalition, other than all together, that has the greatest complaint about some shares.

    Parameters
    ----------
    game
        n players; for one player the answer is the player.
    shares : shape (n,)
        What each pays, in the unit of the game. They need not sum to the bill.

    Raises
    ------
    GameError
        There is not one finite share per player.

    References
    ----------
    A concave curve is the lowest of its tangents, so for a host, a tangent and a size the most complaining coalition
    is the host and those with the greatest share less their own costs: O(n² L log n) with L tangents. The complaint is
    the excess of Schmeidler (1969), SIAM Journal on Applied Mathematics 17(6).

    Examples
    --------
    >>> from samverkan.methods.sharing.structured.curve import curve_of_tangents
    >>> from samverkan.methods.sharing.structured.game import make_structured_game
    >>> game = make_structured_game([5] * 3, [[0] * 3] * 3, [1] * 3, curve_of_tangents([1], [0]), [0] * 4)
    >>> greatest_complaint(game, [4.0, 4.0, 0.0])
    Complaint(members=(0, 1), complaint=1.0, bound=1.0)
    """
    x = as_shares(game, shares)
    if game.n_players == 1:
        only = float(x[0]) - game.total
        return Complaint((0,), only, only)
    ranking = rank_coalitions(game, x)
    found = worst_per_size(ranking)
    complaints = found @ x - game.costs(found)
    at = int(np.argmax(complaints))
    bound = float(ranking.complaints.max()) + game.tangent_gap
    members = tuple(int(one) for one in np.flatnonzero(found[at]))
    return Complaint(members, float(complaints[at]), max(bound, float(complaints[at])))


def worst_per_size(ranking: Ranking) -> NDArray[np.bool_]:
    """Return for each size the coalition with the greatest complaint, shape (n - 1, n)."""
    sizes = np.arange(ranking.complaints.shape[1])
    return ranking.coalitions(ranking.complaints.argmax(axis=0), sizes)


def as_shares(game: StructuredGame, shares: ArrayLike) -> Floats:
    """Return shares as an array. Raises GameError when there is not one finite share per player."""
    x = np.array(shares, dtype=float)
    if x.shape != (game.n_players,) or not np.isfinite(x).all():
        raise GameError(f"{game.n_players} players need as many finite shares; the shares given have shape {x.shape}.")
    return x
