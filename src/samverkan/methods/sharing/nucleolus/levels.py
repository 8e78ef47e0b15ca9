"""The search: lower the greatest complaint, settle the coalitions that stop it, and go on with the others."""

from dataclasses import dataclass

import numpy as np

from samverkan.methods.sharing.errors import TooFewKnownError, WeightlessComplaintError
from samverkan.methods.sharing.nucleolus.coalitions import Masks, Span, Values, indicators, sums_of
from samverkan.methods.sharing.nucleolus.program import FREE, Program
from samverkan.methods.sharing.nucleolus.scan import (
    OUT_OF_SIGHT,
    Board,
    prepare,
    take_out,
    worst_in_blocks,
    worst_per_block,
)

ENOUGH = 1e-9
"""A complaint beyond the level by less than this part of the largest entry is not beyond it."""
HOLDS = 1e-9
"""A coalition with a dual above this part of the greatest holds the level where it is."""
BOTTOM = -100.0
"""No level of a game whose known coalitions pin down the shares is so low, for the largest entry is 1."""
COARSE = 1e-6
SEED = 1971
"""The random vectors decide nothing: any others give the same answer."""
CUTS_PER_PLAYER = 4
ALL_AT_ONCE = 6


@dataclass(frozen=True, eq=False)
class Step:
    """A level as the search found it: on the board's scale, with the coalitions and the bounds of players that hold."""

    level: float
    shares: Values
    masks: Masks
    players: Masks


@dataclass(frozen=True, eq=False)
class Found:
    """The steps of a search, how often the board was scanned, and the coalitions that had no choice to begin with."""

    steps: tuple[Step, ...]
    forced: Masks
    n_scans: int


class Master:
    """The linear program over the coalitions seen so far: the last column is the level, the first row the whole."""

    def __init__(self, board: Board, most: Values) -> None:
        n = board.n_players
        costs = np.append(np.zeros(n), 1.0)
        least = np.append(np.full(n, -FREE), BOTTOM)
        self._board = board
        self._program = Program(costs, least, np.append(np.where(np.isinf(most), FREE, most), FREE))
        self._program.add_rows(np.append(np.ones(n), 0.0)[None], np.array([board.total]), np.array([board.total]))
        self._masks = np.array([(1 << n) - 1])
        self._is_open = np.array([False])
        self.add(_first(board))

    def add(self, masks: Masks) -> bool:
        """Add coalitions; say whether any of them is new."""
        masks = masks[~np.isin(masks, self._masks)]
        masks = masks[self._board.costs[masks] < OUT_OF_SIGHT]
        if not len(masks):
            return False
        weights = self._board.weighing.of(masks)
        rows = np.column_stack([indicators(masks, self._board.n_players), -weights])
        self._program.add_rows(rows, np.full(len(masks), -FREE), self._board.costs[masks])
        self._masks = np.append(self._masks, masks)
        self._is_open = np.append(self._is_open, np.full(len(masks), True))
        return True

    def force(self, masks: Masks) -> None:
        """Let each of some coalitions pay exactly what it costs by itself."""
        rows = np.column_stack([indicators(masks, self._board.n_players), np.zeros(len(masks))])
        self._program.add_rows(rows, self._board.costs[masks], self._board.costs[masks])
        self._masks = np.append(self._masks, masks)
        self._is_open = np.append(self._is_open, np.full(len(masks), False))

    def solve(self) -> tuple[Values, float]:
        """Return shares with the lowest level over the coalitions seen so far, and that level."""
        if not self._program.solve():
            raise WeightlessComplaintError
        point = self._program.point()
        return point[:-1], float(point[-1])

    def step(self, shares: Values, level: float) -> Step:
        """Return the level with what holds it."""
        if level < BOTTOM + 1:
            raise TooFewKnownError
        rows, columns = self._program.duals()
        least = -HOLDS * max(1.0, float(np.abs(rows[self._is_open]).max(initial=0.0)))
        return Step(level, shares, self._masks[self._is_open * (rows < least)], np.flatnonzero(columns[:-1] < least))

    def settle(self, step: Step, span: Span, held: frozenset[int]) -> None:
        """Keep the players at their bounds and the complaints of `held` as they are; drop the others of the span."""
        for player in step.players:
            self._program.fix_column(int(player), float(self._board.alone[player]))
        for row in np.flatnonzero(self._is_open)[span.holds(self._masks[self._is_open])]:
            mask = self._masks[row]
            self._is_open[row] = False
            if int(mask) not in held:
                self._program.bound_row(int(row), -FREE, FREE)
                continue
            most = float(self._board.costs[mask] + step.level * self._board.weighing.of(mask[None])[0])
            self._program.change_entry(int(row), self._board.n_players, 0.0)
            self._program.bound_row(int(row), most, most)


def search(board: Board, most: Values, n_levels: int) -> Found:
    """Return the steps to the nucleolus, or the first `n_levels` of them; writes over the board.

    Parameters
    ----------
    most : shape (n,)
        The most that each player may pay, on the board's scale; infinite where there is no bound.
    """
    span, master = Span(board.n_players, SEED), Master(board, most)
    forced = np.array(span.grow(board.weighing.forced).masks[1:], dtype=np.int64)
    if len(forced):
        master.force(forced)
        take_out(board, span.probe())
    steps: list[Step] = []
    n_scans = 0
    while not _is_done(span, len(steps), n_levels):
        shares, level, n_more = _lower(board, master)
        n_scans += n_more
        step = master.step(shares, level)
        steps.append(step)
        n_before = len(span.grow(1 << step.players).masks)
        held = span.grow(step.masks).masks[n_before:]
        if not _is_done(span, len(steps), n_levels):
            master.settle(step, span, frozenset(held))
            take_out(board, span.probe())
    return Found(tuple(steps), forced, n_scans)


def refine(board: Board, found: Found) -> tuple[Values, Values]:
    """Return shares and levels as the solution of the equations that the search settled, free of its tolerances.

    The board is laid again. Raises UndefinedError when a coalition that weighs nothing is left with a complaint.
    """
    n, steps = board.n_players, found.steps
    rows = [np.append(np.ones(n), np.zeros(len(steps)))[None]]
    rows.append(np.hstack([indicators(found.forced, n), np.zeros((len(found.forced), len(steps)))]))
    right = [np.array([board.total]), board.costs[found.forced]]
    for place, step in enumerate(steps):
        levels = np.zeros((len(step.masks), len(steps)))
        levels[:, place] = -board.weighing.of(step.masks)
        rows.append(np.hstack([indicators(step.masks, n), levels]))
        right.append(board.costs[step.masks])
        rows.append(np.hstack([np.eye(n)[step.players], np.zeros((len(step.players), len(steps)))]))
        right.append(board.alone[step.players])
    solution = np.linalg.lstsq(np.vstack(rows), np.concatenate(right), rcond=None)[0]
    nothings = board.weighing.nothings
    if (sums_of(solution[:n], nothings) - board.costs[nothings] > COARSE).any():
        raise WeightlessComplaintError
    return solution[:n], solution[n:]


def _is_done(span: Span, n_steps: int, n_levels: int) -> bool:
    return span.is_full or n_steps == n_levels


def _first(board: Board) -> Masks:
    everyone = (1 << board.n_players) - 1
    if board.n_players <= ALL_AT_ONCE:
        return np.arange(1, everyone)
    alone = 1 << np.arange(board.n_players)
    return np.concatenate([alone, everyone - alone])


def _lower(board: Board, master: Master) -> tuple[Values, float, int]:
    """Lower the level until no coalition in sight is beyond it."""
    most_cuts = CUTS_PER_PLAYER * board.n_players
    n_scans = 0
    while True:
        shares, level = master.solve()
        asked = prepare(board, shares, level)
        worst = worst_per_block(board, asked)
        n_scans += 1
        blocks = np.flatnonzero(worst > ENOUGH)
        if len(blocks) > most_cuts:
            blocks = blocks[np.argsort(-worst[blocks], kind="stable")[:most_cuts]]
        if not len(blocks) or not master.add(worst_in_blocks(board, asked, blocks)):
            return shares, level, n_scans
