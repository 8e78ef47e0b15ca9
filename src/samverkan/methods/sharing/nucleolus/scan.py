"""One pass over a table: the coalitions that complain most about a share, block by block."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.util import find_spec
from sys import modules

import numpy as np
from numpy.typing import NDArray

from samverkan.methods.sharing.game import Game, GameKind
from samverkan.methods.sharing.nucleolus.coalitions import SAME, Masks, Values, sums_of_all
from samverkan.methods.sharing.nucleolus.weighing import NO_MASKS, Weighing, Weights, weigh

OUT_OF_SIGHT = 1e30
"""The cost of a coalition that is no longer compared: no share makes it complain, so a pass needs no test."""
FAST = "samverkan.methods.sharing.nucleolus.scan_fast"
FAST_FROM = 1 << 14
"""Entries from which the compiled pass, once loaded, is quicker."""
LOADING = 1 << 26
"""Loading it takes as long as reading so many entries plainly."""
PASSES_TO_COME = 16
LONGEST_BLOCK = 9
BLOCKS_AT_ONCE = 1 << 7


class Pace(StrEnum):
    """Which pass reads the table; the figures are the same."""

    AUTO = "auto"
    """The compiled one as soon as loading it pays, if the extra `fast` is installed."""
    PLAIN = "plain"
    COMPILED = "compiled"


@dataclass
class Tally:
    """How many entries this process has read plainly; it decides when to load the compiled pass, and nothing else."""

    entries: int = 0


READ = Tally()


@dataclass(frozen=True, eq=False)
class Board:
    """A game laid out for passes, its largest entry 1.

    `costs`, shape (2**n,), is a copy that is written over: coalitions that are not compared are out of sight.
    `total` is the cost to share and `alone`, shape (n,), the players' own costs, infinite where unknown.
    """

    costs: Values
    weighing: Weighing
    scale: float
    sign: int
    total: float
    alone: Values
    unknown: Masks
    pace: Pace

    @property
    def n_players(self) -> int:
        """How many players there are."""
        return len(self.alone)

    @property
    def n_low(self) -> int:
        """How many players the mask within a block holds."""
        return min(max(self.n_players - 7, self.n_players // 2), LONGEST_BLOCK)


@dataclass(frozen=True, eq=False)
class Pass:
    """What is subtracted from in one pass: sums over the low and the high players, and the level for weights."""

    low: Values
    high: Values
    level: float


def lay_out(game: Game, weights: Weights, pace: Pace = Pace.AUTO) -> Board:
    """Return a game's board; costs and savings alike are costs on it.

    Raises UndefinedError when the weights are not defined for the game.
    """
    table = game.table
    sign = -1 if game.kind is GameKind.SAVINGS else 1
    scale = max(float(table.max()), -float(table.min()))
    unknown = NO_MASKS
    if np.isnan(scale):
        unknown = np.flatnonzero(np.isnan(table))
        scale = float(np.nanmax(np.abs(table)))
    scale = scale or 1.0
    weighing = weigh(game, weights, scale)
    alone = game.alone * (sign / scale)
    board = Board(
        costs=np.empty_like(table),
        weighing=weighing,
        scale=scale,
        sign=sign,
        total=game.total * sign / scale,
        alone=np.where(np.isnan(alone), np.inf, alone),
        unknown=np.union1d(unknown, weighing.unknown).astype(np.int64),
        pace=pace,
    )
    lay_again(board, game)
    return board


def lay_again(board: Board, game: Game) -> None:
    """Bring every known coalition back into sight, in place."""
    np.multiply(game.table, board.sign / board.scale, out=board.costs)
    board.costs[board.unknown] = OUT_OF_SIGHT
    board.costs[[0, -1]] = OUT_OF_SIGHT


@cache
def has_fast() -> bool:
    """Whether the extra `fast` is installed."""
    return find_spec("numba") is not None


def is_compiled(board: Board) -> bool:
    """Whether the next pass is the compiled one."""
    size = board.costs.size
    if board.pace is not Pace.AUTO:
        return board.pace is Pace.COMPILED
    if size < FAST_FROM or not has_fast():
        return False
    return FAST in modules or READ.entries + PASSES_TO_COME * size >= LOADING


def prepare(board: Board, shares: Values, level: float) -> Pass:
    """Return what a pass needs for shares and a level, shape (n,) and a number, on the board's scale."""
    weighing = board.weighing
    slopes = shares - level * weighing.per_player
    low, high = sums_of_all(slopes[: board.n_low]), sums_of_all(slopes[board.n_low :])
    return Pass(low, high - level * weighing.constant, level * weighing.factor)


def worst_per_block(board: Board, asked: Pass) -> Values:
    """Return, per block of coalitions, the greatest complaint beyond the level times the weight."""
    if is_compiled(board):
        return _worst_fast(board, asked)
    READ.entries += board.costs.size
    worst = np.empty(asked.high.size)
    for start in range(0, worst.size, BLOCKS_AT_ONCE):
        blocks = slice(start, start + BLOCKS_AT_ONCE)
        worst[blocks] = _beyond(board, asked, blocks).max(axis=1)
    worst += asked.high
    return worst


def worst_in_blocks(board: Board, asked: Pass, blocks: NDArray[np.intp]) -> Masks:
    """Return the first coalition with the greatest complaint of each block."""
    masks: Masks = (blocks << board.n_low) + _beyond(board, asked, blocks).argmax(axis=1)
    return masks


def coalitions_beyond(board: Board, asked: Pass, worst: Values, least: float) -> Masks:
    """Return, ascending, the coalitions whose complaint is beyond the level times the weight by at least `least`.

    `worst` is what `worst_per_block` gave for the same pass.
    """
    blocks = np.flatnonzero(worst >= least)
    found = [NO_MASKS]
    for start in range(0, len(blocks), BLOCKS_AT_ONCE):
        some = blocks[start : start + BLOCKS_AT_ONCE]
        block, place = np.nonzero(_beyond(board, asked, some) + asked.high[some, None] >= least)
        found.append((some[block] << board.n_low) + place)
    return np.concatenate(found)


def take_out(board: Board, probe: Values) -> None:
    """Put the coalitions over which the probe sums to zero out of sight, by meeting in the middle."""
    half = board.n_players // 2
    low, high = sums_of_all(probe[:half]), sums_of_all(probe[half:])
    order = np.argsort(low, kind="stable")
    first = np.searchsorted(low[order], -high - SAME, side="left")
    last = np.searchsorted(low[order], -high + SAME, side="right")
    if is_compiled(board):
        from samverkan.methods.sharing.nucleolus import scan_fast as fast

        fast.write_over(board.costs, order, (first, last), OUT_OF_SIGHT)
        return
    rows = board.costs.reshape(high.size, low.size)
    for block in np.flatnonzero(last > first):
        rows[block, order[first[block] : last[block]]] = OUT_OF_SIGHT


def _beyond(board: Board, asked: Pass, blocks: slice | NDArray[np.intp]) -> Values:
    """Shape (n_blocks, 2**n_low): the complaints less the sum over the high players."""
    shape = (-1, asked.low.size)
    beyond: Values = asked.low - board.costs.reshape(shape)[blocks]
    if board.weighing.table is not None:
        beyond -= asked.level * board.weighing.table.reshape(shape)[blocks]
    return beyond


def _worst_fast(board: Board, asked: Pass) -> Values:
    from samverkan.methods.sharing.nucleolus import scan_fast as fast

    worst = np.empty(asked.high.size)
    if board.weighing.table is None:
        fast.scan_plain(board.costs, asked.low, asked.high, worst)
    else:
        fast.scan_weighted(board.costs, board.weighing.table, asked.level, (asked.low, asked.high), worst)
    return worst
