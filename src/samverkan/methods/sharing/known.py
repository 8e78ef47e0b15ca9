"""What every rule does first and last: see that its coalitions are known, and turn costs back into savings."""

import numpy as np
from numpy.typing import NDArray

from samverkan.methods.sharing.errors import GameError
from samverkan.methods.sharing.game import Game, GameKind
from samverkan.methods.sharing.needs import Need, coalitions_of


def missing_of(game: Game, need: Need) -> NDArray[np.int64]:
    """Return the bit masks of the coalitions that are needed and not known, in order."""
    if need is Need.ALL:
        return game.missing
    masks = coalitions_of(need, game.n_players)
    return masks[np.isnan(game.table[masks])]


def require_known(game: Game, need: Need) -> None:
    """Raise GameError, which holds the missing coalitions, unless all that are needed are known."""
    missing = tuple(missing_of(game, need).tolist())
    if missing:
        n_needed = game.everyone if need is Need.ALL else coalitions_of(need, game.n_players).size
        raise GameError(
            f"{len(missing)} of {n_needed} coalitions that this rule needs are not known; the first is {missing[0]}.",
            missing,
        )


def turn_back(game: Game, costs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return shares of cost as shares of what the game counts, read-only; its own inverse."""
    shares = costs if game.kind is GameKind.COST else 0.0 - costs
    shares.setflags(write=False)
    return shares
