"""Who would complain of a share: the coalition that pays most above its own cost, and whether the share is in the core.

The complaint of a coalition S of the shares x is x(S) - c(S): what it pays more than it would by itself. Of a savings
game it is v(S) - x(S). In the core no coalition has a positive complaint and the shares sum to the total.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samverkan.methods.sharing import kernels
from samverkan.methods.sharing.blocks import Measure, Profile, make_profile
from samverkan.methods.sharing.errors import SharingError
from samverkan.methods.sharing.game import Game, GameKind

TOLERANCE = 1e-9
"""So large a part of the game's magnitude is rounding, not a complaint."""
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Complaint:
    """The coalition that complains most, neither nobody nor everybody, and how much.

    `amount` is in the money of the game, `per_member` divided by the coalition's players, `of_cost` by the absolute
    value of its own entry (NaN when that is 0). Of exactly equal complaints it is that of the lowest bit mask.
    `n_missing` coalitions are not known and have no voice. Coalition 0 with NaN: none is known.
    """

    coalition: int
    amount: float
    per_member: float
    of_cost: float
    n_missing: int


@dataclass(frozen=True, slots=True)
class CoreTest:
    """Whether shares hold: `excess` is what they sum to above the total, `worst` the greatest complaint."""

    is_in_core: bool
    excess: float
    worst: Complaint

    @property
    def is_certain(self) -> bool:
        """Whether the answer stands whatever the unknown coalitions cost."""
        return not self.is_in_core or self.worst.n_missing == 0


def greatest_complaint(game: Game, shares: ArrayLike, measure: Measure = Measure.AMOUNT) -> Complaint:
    """Return the greatest complaint of shares, shape (n,), in one pass over the table, O(2**n).

    `measure` says what is greatest: the amount, the amount per member, or its part of what the coalition would pay.
    Raises SharingError when the shares are not one finite number per player.

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game
    >>> game = make_game([0, 6, 8, 12, 10, 14, 15, 18])
    >>> worst = greatest_complaint(game, [7, 6, 5])
    >>> worst.coalition, worst.amount
    (1, 1.0)
    """
    return greatest_complaints(game, np.asarray(shares, dtype=float)[None], measure)[0]


def greatest_complaints(game: Game, shares: ArrayLike, measure: Measure = Measure.AMOUNT) -> tuple[Complaint, ...]:
    """Return the greatest complaint of each of several shares, shape (k, n), in one pass over the table.

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game
    >>> game = make_game([0, 6, 8, 12, 10, 14, 15, 18])
    >>> [one.amount for one in greatest_complaints(game, [[7, 6, 5], [5, 6, 7]])]
    [1.0, -1.0]
    """
    costs, asked = game.as_costs(), _turned(game, shares)
    profile = make_profile(asked)
    best, n_missing = kernels.column_maxima(costs.table, profile, measure)
    return tuple(
        _describe(costs, asked[one], _first_greatest(costs, profile, one, best[one], measure), n_missing)
        for one in range(len(asked))
    )


def worst_coalitions(game: Game, shares: ArrayLike, most: int, above: float = -np.inf) -> tuple[Complaint, ...]:
    """Return coalitions with great complaints, the greatest first: the worst of each block column, `most` at the most.

    They are cuts for a linear programme: not the `most` greatest of all, but far apart, each with a complaint greater
    than `above`. One pass, O(2**n).

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game
    >>> game = make_game([0, 6, 8, 12, 10, 14, 15, 18])
    >>> [(one.coalition, one.amount) for one in worst_coalitions(game, [7, 6, 5], 2)]
    [(1, 1.0), (3, 1.0)]
    """
    costs, asked = game.as_costs(), _turned(game, np.asarray(shares, dtype=float)[None])
    profile = make_profile(asked)
    best, n_missing = kernels.column_maxima(costs.table, profile, Measure.AMOUNT)
    order = np.argsort(-best[0], kind="stable")[:most]
    columns = [int(one) for one in order if best[0, one] > above]
    return tuple(
        _describe(costs, asked[0], _greatest_of_column(costs, profile, 0, column, Measure.AMOUNT), n_missing)
        for column in columns
    )


def core_test(game: Game, shares: ArrayLike, tolerance: float = TOLERANCE) -> CoreTest:
    """Return whether shares, shape (n,), are in the core, and the coalition that has most against them.

    `tolerance` is relative to the magnitude of the game. Raises as `greatest_complaint`.

    References
    ----------
    Gillies (1959), Solutions to general non-zero-sum games; as cost allocation: Young (1985).

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game
    >>> game = make_game([0, 6, 8, 12, 10, 14, 15, 18])
    >>> test = core_test(game, [7, 6, 5])
    >>> test.is_in_core, test.worst.coalition, test.worst.amount
    (False, 1, 1.0)
    """
    return core_tests(game, np.asarray(shares, dtype=float)[None], tolerance)[0]


def core_tests(game: Game, shares: ArrayLike, tolerance: float = TOLERANCE) -> tuple[CoreTest, ...]:
    """Return `core_test` of each of several shares, shape (k, n), in one pass over the table.

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game
    >>> game = make_game([0, 6, 8, 12, 10, 14, 15, 18])
    >>> [one.is_in_core for one in core_tests(game, [[7, 6, 5], [5, 6, 7]])]
    [False, True]
    """
    asked = np.asarray(shares, dtype=float)
    slack = tolerance * game.magnitude
    found = []
    for row, worst in zip(asked, greatest_complaints(game, asked), strict=True):
        excess = float(row.sum()) - game.total
        is_stable = not worst.amount > slack and abs(excess) <= slack
        found.append(CoreTest(is_stable, excess, worst))
    return tuple(found)


def complaint_of(game: Game, shares: ArrayLike, coalition: int) -> float:
    """Return what one coalition, a bit mask, pays above its own cost; NaN when that is not known.

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game
    >>> game = make_game([0, 6, 8, 12, 10, 14, 15, 18])
    >>> complaint_of(game, [7, 6, 5], 0b011)
    1.0
    """
    costs, asked = game.as_costs(), _turned(game, np.asarray(shares, dtype=float)[None])[0]
    return float(asked[_members(coalition, game.n_players)].sum() - costs.table[coalition])


def savings_against_alone(game: Game, shares: ArrayLike) -> Floats:
    """Return how much better each player does than by itself, shape (n,), in the money of the game.

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game
    >>> game = make_game([0, 6, 8, 12, 10, 14, 15, 18])
    >>> savings_against_alone(game, [5, 6, 7]).tolist()
    [1.0, 2.0, 3.0]
    """
    costs, asked = game.as_costs(), _turned(game, np.asarray(shares, dtype=float)[None])[0]
    saved: Floats = costs.alone - asked
    return saved


def satisfaction(game: Game, shares: ArrayLike) -> Floats:
    """Return where each share lies between a player's own cost (0) and its separable cost (1), shape (n,).

    The separable cost c(N) - c(N without i) is the least that a player may pay without the others paying for it. NaN
    where the two are the same or one is not known.

    References
    ----------
    Gately (1974), International Economic Review 15(1): 195-208, whose propensity to disrupt is 1/satisfaction - 1.

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game
    >>> game = make_game([0, 6, 8, 12, 10, 14, 15, 18])
    >>> satisfaction(game, [5, 6, 7]).round(4).tolist()
    [0.3333, 0.5, 0.75]
    """
    costs = game.as_costs()
    gain = costs.alone - separable_costs(costs)
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = np.where(gain != 0, savings_against_alone(game, shares) / gain, np.nan)
    return found


def separable_costs(game: Game) -> Floats:
    """Return what everyone together pays more for each player than without it, shape (n,): c(N) - c(N without i).

    References
    ----------
    James & Lee (1971), Economics of Water Resources Planning: the separable cost of a purpose.

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game
    >>> game = make_game([0, 6, 8, 12, 10, 14, 15, 18])
    >>> separable_costs(game).tolist()
    [3.0, 4.0, 6.0]
    """
    without = game.everyone ^ (1 << np.arange(game.n_players))
    found: Floats = game.total - game.table[without]
    return found


def _turned(game: Game, shares: ArrayLike) -> Floats:
    asked = np.asarray(shares, dtype=float)
    if asked.ndim != 2 or asked.shape[1] != game.n_players:
        width = asked.shape[-1] if asked.ndim else 0
        raise SharingError(f"The game has {game.n_players} players, but there are {width} shares.")
    wrong = np.argwhere(~np.isfinite(asked))
    if len(wrong):
        raise SharingError(f"The share of player {wrong[0, 1]} is {asked[tuple(wrong[0])]}; it must be a number.")
    return asked if game.kind is GameKind.COST else 0.0 - asked


def _first_greatest(game: Game, profile: Profile, one: int, best: Floats, measure: Measure) -> int:
    greatest = best.max()
    if greatest == -np.inf:
        return 0
    ties = np.flatnonzero(best == greatest)
    return min(_greatest_of_column(game, profile, one, int(column), measure) for column in ties)


def _greatest_of_column(game: Game, profile: Profile, one: int, column: int, measure: Measure) -> int:
    """Return the first coalition of a column whose complaint is the column's greatest."""
    width = profile.low.shape[1]
    entries = game.table[column::width, None]
    slim = Profile(profile.low[:, column : column + 1], profile.high)
    found = slim.complaints(entries, one, slice(None), Measure.AMOUNT)[:, 0]
    masks = column + width * np.arange(len(found))
    found = _weighed(found, entries[:, 0], masks, measure)
    found[(masks == 0) | (masks == game.everyone)] = np.nan
    return int(masks[np.nanargmax(found)])


def _weighed(found: Floats, entries: Floats, masks: NDArray[np.int64], measure: Measure) -> Floats:
    if measure is Measure.AMOUNT:
        return found
    with np.errstate(divide="ignore", invalid="ignore"):
        if measure is Measure.PER_MEMBER:
            return np.asarray(found / np.bitwise_count(masks))
        return np.where(entries != 0, found / np.abs(entries), np.nan)


def _describe(game: Game, shares: Floats, coalition: int, n_missing: int) -> Complaint:
    if coalition == 0:
        return Complaint(0, np.nan, np.nan, np.nan, n_missing)
    members = _members(coalition, game.n_players)
    own = float(game.table[coalition])
    amount = float(shares[members].sum()) - own
    return Complaint(coalition, amount, amount / int(members.sum()), amount / abs(own) if own else np.nan, n_missing)


def _members(coalition: int, n_players: int) -> NDArray[np.bool_]:
    inside: NDArray[np.bool_] = (coalition >> np.arange(n_players) & 1).astype(bool)
    return inside
