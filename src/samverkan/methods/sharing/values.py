"""Values that average over coalitions: Shapley, weighted Shapley, Banzhaf. They need every entry of the table."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samverkan.methods.sharing import kernels
from samverkan.methods.sharing.blocks import count_bits, split_players, subset_sums, sum_by_player
from samverkan.methods.sharing.errors import NoProportionsError, Proportion, SharingError
from samverkan.methods.sharing.game import Game
from samverkan.methods.sharing.known import require_known
from samverkan.methods.sharing.needs import Need

Floats = NDArray[np.float64]


def shapley(game: Game) -> Floats:
    """Return the Shapley value, shape (n,): each player's addition to the cost, averaged over all orders of joining.

    One pass over the table: the share of i is the sum over the coalitions S with i of c(S) (w(|S|-1) + w(|S|)), less a
    constant that makes the shares sum to the total; w(s) = s! (n-s-1)! / n!.

    Raises
    ------
    GameError
        A coalition is not known; the error holds the bit masks.

    References
    ----------
    Shapley (1953), A value for n-person games, Contributions to the Theory of Games II: 307-317.

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game
    >>> shapley(make_game([0, 6, 8, 10])).tolist()
    [4.0, 6.0]
    """
    n = game.n_players
    weights = np.ones(n) / n
    for size in range(1, n):
        weights[size] = weights[size - 1] * size / (n - size)
    sums = _weigh_by_size(game, np.append(0.0, weights) + np.append(weights, 0.0))
    return _frozen(sums - (sums.sum() - game.total) / n)


def banzhaf(game: Game) -> Floats:
    """Return the Banzhaf value, shape (n,): each player's addition, averaged over all coalitions of the others.

    It does **not** sum to the total; `normalised_banzhaf` does. Raises as `shapley`.

    References
    ----------
    Banzhaf (1965), Rutgers Law Review 19: 317-343; Dubey & Shapley (1979), Mathematics of Operations Research 4(2).

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game
    >>> game = make_game([0, 6, 8, 12, 10, 14, 15, 18])
    >>> banzhaf(game).tolist()
    [4.25, 5.75, 7.75]
    """
    n = game.n_players
    weight = 1 / (1 << (n - 1))
    by_column, by_block = kernels.weighted_sums(game.table, _rows(n, np.full(n + 1, weight)))
    _require_sums(game, by_column)
    everything = float(by_column.sum())
    return _frozen(2 * _by_player(by_column, by_block) - everything)


def normalised_banzhaf(game: Game) -> Floats:
    """Return the Banzhaf value scaled so that it sums to the total, shape (n,).

    Raises UndefinedError when the Banzhaf values sum to 0 and the total does not, and as `shapley`.

    References
    ----------
    Dubey & Shapley (1979), Mathematics of Operations Research 4: 99-131.

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game
    >>> game = make_game([0, 6, 8, 12, 10, 14, 15, 18])
    >>> normalised_banzhaf(game).round(4).tolist()
    [4.3099, 5.831, 7.8592]
    """
    raw = banzhaf(game)
    whole = float(raw.sum())
    if abs(whole) <= 1e-12 * game.magnitude:
        if abs(game.total) <= 1e-12 * game.magnitude:
            return raw
        raise NoProportionsError(Proportion.BANZHAF_VALUES)
    return _frozen(raw * (game.total / whole))


def weighted_shapley(game: Game, weights: ArrayLike) -> Floats:
    """Return the weighted Shapley value, shape (n,): what a coalition adds is divided by its members' weights.

    Computed from the weighted potential P(S) = (c(S) + sum of w(i) P(S without i)) / w(S), which has no cancelling
    sums: the share of i is w(i) (P(N) - P(N without i)). Equal weights give the Shapley value. O(n 2**n).

    Parameters
    ----------
    weights : shape (n,)
        Positive, in any unit, such as inhabitants.

    Raises
    ------
    SharingError
        A weight is not positive, or there is not one per player.
    GameError
        A coalition is not known.

    References
    ----------
    Shapley (1953), Additive and non-additive set functions, thesis, Princeton; Kalai & Samet (1987), International
    Journal of Game Theory 16: 205-222; the potential: Hart & Mas-Colell (1989), Econometrica 57: 589-614.

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game
    >>> game = make_game([0, 6, 8, 12, 10, 14, 15, 18])
    >>> weighted_shapley(game, [1, 1, 2]).round(4).tolist()
    [4.5833, 6.25, 7.1667]
    """
    each = _positive_weights(game, weights)
    found = kernels.potential(game.table, each, subset_sums(each))
    _require_sums(game, found[-1:])
    without = game.everyone ^ (1 << np.arange(game.n_players))
    return _frozen(each * (found[-1] - found[without]))


def _positive_weights(game: Game, weights: ArrayLike) -> Floats:
    each = np.asarray(weights, dtype=float)
    if each.shape != (game.n_players,):
        raise SharingError(f"The game has {game.n_players} players, but there are {each.size} weights.")
    wrong = np.flatnonzero(~((each > 0) & np.isfinite(each)))
    if wrong.size:
        raise SharingError(f"The weight of player {wrong[0]} is {each[wrong[0]]:g}; weights must be above 0.")
    scaled: Floats = each / each.mean()
    return scaled


def _weigh_by_size(game: Game, by_size: Floats) -> Floats:
    """Return for each player the entries of its coalitions, weighted by their size, summed."""
    by_column, by_block = kernels.weighted_sums(game.table, _rows(game.n_players, by_size))
    _require_sums(game, by_column)
    return _by_player(by_column, by_block)


def _rows(n_players: int, by_size: Floats) -> Floats:
    n_low, n_high = split_players(n_players)
    rows: Floats = by_size[np.arange(n_high + 1)[:, None] + count_bits(1 << n_low)]
    return rows


def _by_player(by_column: Floats, by_block: Floats) -> Floats:
    return np.concatenate([sum_by_player(by_column), sum_by_player(by_block)])


def _require_sums(game: Game, sums: Floats) -> None:
    """Look for missing coalitions only when a sum shows that there are some."""
    if np.isnan(sums).any():
        require_known(game, Need.ALL)


def _frozen(values: Floats) -> Floats:
    values.setflags(write=False)
    return values
