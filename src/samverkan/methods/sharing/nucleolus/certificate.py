"""Whether shares are the nucleolus, by Kohlberg's criterion; it shares no step with the search."""

import numpy as np
from numpy.typing import ArrayLike

from samverkan.methods.sharing.errors import SharingError
from samverkan.methods.sharing.game import Game
from samverkan.methods.sharing.nucleolus.coalitions import Masks, Span, Values, indicators, sums_of
from samverkan.methods.sharing.nucleolus.program import Program
from samverkan.methods.sharing.nucleolus.result import Among, Certificate, Fault
from samverkan.methods.sharing.nucleolus.scan import (
    OUT_OF_SIGHT,
    Board,
    coalitions_beyond,
    lay_out,
    prepare,
    take_out,
    worst_in_blocks,
    worst_per_block,
)
from samverkan.methods.sharing.nucleolus.weighing import NO_MASKS, Weights

TIE = 1e-9
"""Complaints are the same when they differ by less than this part of the largest entry."""
LOWERED = 1e-7
SEED = 2021
MOST_NAMED = 100
MOST_STEPS = 100
ROWS_AT_ONCE = 200


def certify(
    game: Game, shares: ArrayLike, weights: Weights = Weights.EQUAL, among: Among = Among.IMPUTATIONS
) -> Certificate:
    """Return whether shares are the nucleolus of a game, whoever computed them.

    Level by level, from the greatest complaint down: is there a direction in which to move the shares that raises no
    complaint of the level, lowers one, and leaves earlier levels as they are? If so they are not the nucleolus.
    Coalitions that earlier ones determine are left out, so there are at most n - 1 levels. One linear program each.

    Parameters
    ----------
    shares : shape (n,)
        In the unit of the game. They are taken as exact: complaints are the same within 1e-9 of the largest entry.

    Raises
    ------
    SharingError
        There is not one finite share per player.
    UndefinedError
        The weights are not defined for the game.

    References
    ----------
    Kohlberg (1971), SIAM Journal on Applied Mathematics 20(1): 62-66; the reduction to n - 1 levels: Benedek, Fliege
    and Nguyen (2021), Mathematical Programming 190: 135-170.

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game
    >>> game = make_game([0, 4, 5, 7])
    >>> certify(game, [3, 4]).is_valid, certify(game, [3.5, 3.5]).is_valid
    (True, False)
    """
    values = np.array(shares, dtype=float)
    if values.shape != (game.n_players,) or not np.isfinite(values).all():
        raise SharingError(f"A game of {game.n_players} players has as many shares, all of them finite.")
    board = lay_out(game, weights)
    return certify_on(board, values * (board.sign / board.scale), among)


def certify_on(board: Board, shares: Values, among: Among) -> Certificate:
    """Return the same, on a board with every known coalition in sight; shares are on its scale. Writes over it."""
    if abs(shares.sum() - board.total) > TIE * board.n_players:
        return Certificate(Fault.SUM, 0, ((1 << board.n_players) - 1,))
    loose, most = _bounds(board, shares, among)
    if len(most):
        return Certificate(Fault.ALONE, 0, _named(most))
    span = Span(board.n_players, SEED)
    level, n_levels = 0.0, 0
    while not span.is_full:
        level, tight = _next_level(board, shares, level)
        if not len(tight):
            break
        if not _is_balanced(tight, loose, span):
            return Certificate(Fault.BALANCE, n_levels, _named(tight))
        n_levels += 1
        if not span.grow(tight).is_full:
            take_out(board, span.probe())
    return Certificate(None, n_levels)


def _bounds(board: Board, shares: Values, among: Among) -> tuple[Masks, Masks]:
    """Return the coalitions that may not pay a krona more, and those that already do; both leave the comparison."""
    nothings = board.weighing.nothings
    nothings = nothings[board.costs[nothings] < OUT_OF_SIGHT]
    bounded, most = nothings, board.costs[nothings]
    if among is Among.IMPUTATIONS:
        bounded = np.append(nothings, 1 << np.arange(board.n_players))
        most = np.append(most, board.alone)
    beyond = sums_of(shares, bounded) - most
    board.costs[nothings] = OUT_OF_SIGHT
    return bounded[np.abs(beyond) <= TIE], bounded[beyond > TIE]


def _next_level(board: Board, shares: Values, level: float) -> tuple[float, Masks]:
    """Return the greatest complaint per weight among coalitions in sight, and those that have it (Dinkelbach)."""
    asked = prepare(board, shares, level)
    worst = worst_per_block(board, asked)
    for _ in range(MOST_STEPS):
        block = int(worst.argmax())
        if worst[block] < -OUT_OF_SIGHT / 2:
            return level, NO_MASKS
        mask = worst_in_blocks(board, asked, np.array([block]))
        beyond, weight = float(worst[block]), float(board.weighing.of(mask)[0])
        if abs(beyond) <= TIE / 100:
            break
        level += beyond / weight
        asked = prepare(board, shares, level)
        worst = worst - beyond if board.weighing.is_constant else worst_per_block(board, asked)
    return level, coalitions_beyond(board, asked, worst, -TIE)


def _is_balanced(tight: Masks, loose: Masks, span: Span) -> bool:
    """Whether no move lowers a complaint of `tight` and raises none of it or of `loose`, the span held."""
    n = span.n_players
    held, bounded = indicators(np.array(span.masks), n), np.concatenate([tight, loose])
    gradient = np.array([float((tight >> player & 1).sum()) for player in range(n)])
    program = Program(gradient, np.full(n, -1.0), np.ones(n))
    program.add_rows(held, np.zeros(len(held)), np.zeros(len(held)))
    fresh = bounded[:ROWS_AT_ONCE]
    while len(fresh):
        program.add_rows(indicators(fresh, n), np.full(len(fresh), -np.inf), np.zeros(len(fresh)))
        if not program.solve():
            return False
        move = program.point()
        raised = sums_of(move, bounded)
        worst = np.argsort(-raised, kind="stable")[:ROWS_AT_ONCE]
        fresh = bounded[worst[raised[worst] > TIE]]
    return bool(gradient @ move >= -LOWERED - TIE * len(tight))


def _named(masks: Masks) -> tuple[int, ...]:
    return tuple(int(mask) for mask in masks[:MOST_NAMED])
