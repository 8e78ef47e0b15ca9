"""A game: what each coalition of players costs, or saves, as one table over bit masks."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samverkan.methods.sharing.errors import GameError

MOST_PLAYERS = 25
"""A full table of more players is not made unless the caller asks for it: 25 players take 268 MB."""


class GameKind(StrEnum):
    """Whether the table holds costs, which players want small, or savings, which they want large."""

    COST = "cost"
    SAVINGS = "savings"


@dataclass(frozen=True, eq=False)
class Game:
    """A cost or savings game.

    `table` has shape (2**n,): entry `m` is what the coalition of the players in bit mask `m` costs (or saves), player
    `i` being bit `i`. The empty coalition is 0; NaN is a coalition that is not known. The array is read-only.
    """

    table: NDArray[np.float64]
    kind: GameKind = GameKind.COST

    @property
    def n_players(self) -> int:
        """How many players there are."""
        return int(self.table.size).bit_length() - 1

    @property
    def everyone(self) -> int:
        """The bit mask of the grand coalition."""
        return int(self.table.size) - 1

    @property
    def total(self) -> float:
        """What is to be shared: the entry of the grand coalition."""
        return float(self.table[-1])

    @property
    def alone(self) -> NDArray[np.float64]:
        """Shape (n,): each player's own entry."""
        own: NDArray[np.float64] = self.table[1 << np.arange(self.n_players)]
        return own

    @property
    def is_complete(self) -> bool:
        """Whether every coalition is known."""
        return not bool(np.isnan(self.table).any())

    @property
    def missing(self) -> NDArray[np.int64]:
        """The bit masks of the coalitions that are not known, in order."""
        return np.flatnonzero(np.isnan(self.table))

    @property
    def magnitude(self) -> float:
        """How large the amounts are, for tolerances: the greatest of the single players' and of everyone's."""
        few = np.abs(np.append(self.alone, self.total))
        greatest = float(np.fmax.reduce(few))
        if greatest > 0:
            return greatest
        return float(np.fmax.reduce(np.abs(self.table)))

    def as_costs(self) -> "Game":
        """Return the same game in costs: of a savings game, each entry with its sign turned."""
        return self if self.kind is GameKind.COST else Game(_frozen(-self.table + 0.0))


def make_game(table: ArrayLike, kind: GameKind = GameKind.COST) -> Game:
    """Return the game of a table over bit masks.

    Parameters
    ----------
    table : shape (2**n,), n >= 1
        Entry `m` belongs to the coalition of the players in bit mask `m`; NaN is not known. Any unit of money.

    Raises
    ------
    GameError
        The length is not a power of two, the empty coalition is not 0, or an entry is infinite.

    Examples
    --------
    >>> game = make_game([0, 4, 5, 7])
    >>> game.n_players, game.total, game.alone.tolist()
    (2, 7.0, [4.0, 5.0])
    """
    values = np.array(table, dtype=float)
    if values.ndim != 1 or values.size < 2 or values.size & (values.size - 1):
        raise GameError(f"A table over coalitions has 2, 4, 8, … entries, not {values.size}.")
    if values[0] != 0:
        raise GameError(f"The empty coalition must be 0, not {values[0]:g}.", (0,))
    infinite = np.flatnonzero(np.isinf(values))
    if infinite.size:
        raise GameError(
            f"Coalition {infinite[0]} is infinite. Leave a coalition that is not known empty (NaN).",
            tuple(int(one) for one in infinite),
        )
    return Game(_frozen(values), kind)


def tabulate_game(
    n_players: int, cost: Callable[[tuple[int, ...]], float], kind: GameKind = GameKind.COST, most: int = MOST_PLAYERS
) -> Game:
    """Return the game whose entries `cost` gives; it gets the players of a coalition, lowest index first.

    Raises GameError when there are no players, or more than `most`, and as `make_game`.

    Examples
    --------
    >>> game = tabulate_game(3, lambda players: 10 + 2 * len(players))
    >>> game.table.tolist()
    [0.0, 12.0, 12.0, 14.0, 12.0, 14.0, 14.0, 16.0]
    """
    if not 1 <= n_players <= most:
        raise GameError(
            f"A full table of {n_players} players has 2^{n_players} entries; ask for between 1 and {most} players."
        )
    table = np.zeros(1 << n_players)
    for mask in range(1, table.size):
        table[mask] = cost(players_of(mask))
    return make_game(table, kind)


def players_of(mask: int) -> tuple[int, ...]:
    """Return the indices of the players in a bit mask, lowest first.

    Examples
    --------
    >>> players_of(0b101)
    (0, 2)
    """
    return tuple(place for place in range(mask.bit_length()) if mask >> place & 1)


def mask_of(players: tuple[int, ...]) -> int:
    """Return the bit mask of some players.

    Examples
    --------
    >>> mask_of((0, 2))
    5
    """
    return sum(1 << player for player in set(players))


def _frozen(values: NDArray[np.float64]) -> NDArray[np.float64]:
    values.setflags(write=False)
    return values
