"""The nucleolus, per capita, proportional and disruption nucleolus, and the least core, of a game given as a table."""

import numpy as np
from numpy.typing import NDArray

from samverkan.methods.sharing.errors import DearerTogetherError, TotalUnknownError
from samverkan.methods.sharing.game import Game
from samverkan.methods.sharing.nucleolus.certificate import certify_on
from samverkan.methods.sharing.nucleolus.coalitions import Values
from samverkan.methods.sharing.nucleolus.levels import ENOUGH, Found, refine, search
from samverkan.methods.sharing.nucleolus.result import Among, LeastCore, Level, Nucleolus
from samverkan.methods.sharing.nucleolus.scan import Board, Pace, lay_again, lay_out
from samverkan.methods.sharing.nucleolus.weighing import Weights


def nucleolus(
    game: Game,
    weights: Weights = Weights.EQUAL,
    among: Among = Among.IMPUTATIONS,
    pace: Pace = Pace.AUTO,
) -> Nucleolus:
    """Return the shares under which the greatest complaint is least, then the next greatest, and so on.

    The complaint of a coalition is what it pays beyond what it would cost by itself (or what its savings by itself
    are beyond what it gets). Coalitions that are not known are not compared, and counted. The result carries a
    certificate that a computation apart from the search has made.

    Parameters
    ----------
    weights
        What a complaint is divided by before complaints are compared.
    among
        IMPUTATIONS lets no player pay more than alone; where that binds, the answer differs from ALL_SHARES (the
        prenucleolus).
    pace
        Which pass reads the table; the figures are the same.

    Raises
    ------
    UndefinedError
        The grand coalition is not known; no share leaves each player at most its own cost; the weights are not
        defined (a coalition that costs less than nothing, or has nothing to disrupt); or the coalitions that are
        known do not pin down the shares.

    References
    ----------
    Schmeidler (1969), SIAM Journal on Applied Mathematics 17(6): 1163-1170. Per capita: Grotte (1970); proportional:
    Young, Okada and Hashimoto (1982), Water Resources Research 18(3): 463-475; disruption: Littlechild and Vaidya
    (1976), International Journal of Game Theory 5: 151-161. Levels as in Maschler, Peleg and Shapley (1979),
    Mathematics of Operations Research 4(4): 303-338.

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game
    >>> nucleolus(make_game([0, 4, 5, 7])).shares.round(6).tolist()
    [3.0, 4.0]
    """
    board, most = _lay(game, weights, among, pace)
    found = search(board, most, board.n_players)
    lay_again(board, game)
    shares, levels = refine(board, found)
    return Nucleolus(
        shares=_turned(board, shares),
        levels=_merged(board, found, levels),
        certificate=certify_on(board, shares, among),
        n_scans=found.n_scans,
        n_ignored=len(board.unknown),
    )


def least_core(
    game: Game,
    weights: Weights = Weights.EQUAL,
    among: Among = Among.ALL_SHARES,
    pace: Pace = Pace.AUTO,
) -> LeastCore:
    """Return how small the greatest complaint can be made: the first level of the nucleolus.

    Raises
    ------
    UndefinedError
        As `nucleolus`.

    References
    ----------
    Maschler, Peleg and Shapley (1979), Mathematics of Operations Research 4(4): 303-338.

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game
    >>> least_core(make_game([0, 4, 4, 6, 4, 6, 6, 10])).is_core_empty
    True
    """
    board, most = _lay(game, weights, among, pace)
    if board.n_players == 1:
        return LeastCore(0.0, _turned(board, np.array([board.total])), (), False, 0, 0)
    found = search(board, most, 1)
    step = found.steps[0]
    greatest = step.level * float(board.weighing.of(step.masks).max(initial=0.0))
    return LeastCore(
        complaint=step.level * _unit(board),
        shares=_turned(board, step.shares),
        coalitions=tuple(sorted(int(mask) for mask in step.masks)),
        is_core_empty=greatest > 2 * ENOUGH,
        n_scans=found.n_scans,
        n_ignored=len(board.unknown),
    )


def _lay(game: Game, weights: Weights, among: Among, pace: Pace) -> tuple[Board, Values]:
    """Return the board, and the most that each player may pay on it."""
    if np.isnan(game.total):
        raise TotalUnknownError
    board = lay_out(game, weights, pace)
    if among is Among.ALL_SHARES:
        return board, np.full(board.n_players, np.inf)
    if board.total > board.alone.sum() + ENOUGH:
        raise DearerTogetherError(game.total, float(game.alone.sum()))
    return board, board.alone


def _merged(board: Board, found: Found, levels: Values) -> tuple[Level, ...]:
    """Return the levels; steps at the same complaint are one."""
    merged: list[Level] = []
    last = np.inf
    for step, level in zip(found.steps, levels, strict=True):
        masks = {int(mask) for mask in step.masks}
        if last - level <= 2 * ENOUGH and merged:
            masks |= set(merged.pop().coalitions)
        merged.append(Level(float(level) * _unit(board) + 0.0, tuple(sorted(masks))))
        last = float(level)
    return tuple(merged)


def _unit(board: Board) -> float:
    """What a level of 1 on the board is in the game: money, or a pure number when weights are money too."""
    return 1.0 if board.weighing.table is not None else board.scale


def _turned(board: Board, shares: Values) -> NDArray[np.float64]:
    turned: NDArray[np.float64] = shares * (board.sign * board.scale) + 0.0
    turned.setflags(write=False)
    return turned
