"""The least core and the nucleolus of a structured game, without a table, with a certificate that checks itself."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import numpy as np

from samverkan.methods.sharing.errors import Programme, SharingError, SolverError
from samverkan.methods.sharing.structured.curve import Floats
from samverkan.methods.sharing.structured.game import StructuredGame
from samverkan.methods.sharing.structured.levels import Cut, CuttingPlanes, Memberships, null_space
from samverkan.methods.sharing.structured.ranking import rank_coalitions

LevelProgress: TypeAlias = Callable[[int, int], None]
"""Told after each round how many directions are settled, and how many there are. What it raises ends the work."""

DIRECTIONS = 20260101
"""Seeds the directions by which settled coalitions are told apart; no result depends on it."""
HOLDS = 1e-6
"""A certificate holds when it is out by no more than this part of the mean cost alone."""


class UnfinishedError(SharingError):
    """The most rounds were made before the level was proven."""


class Weighing(StrEnum):
    """Whether a complaint counts per coalition, or per member of it."""

    COALITION = "coalition"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Search:
    """How complaints are weighed, and how many rounds may be made."""

    weighing: Weighing = Weighing.COALITION
    most_rounds: int = 5_000


@dataclass(frozen=True, eq=False)
class Level:
    """A level of complaint, and why it cannot be lower: `coalitions` (m, n) with `prices` (m,) balance each other."""

    complaint: float
    coalitions: Memberships
    prices: Floats


@dataclass(frozen=True, eq=False)
class StructuredNucleolus:
    """Shares at which complaints, the greatest first, are as small as can be.

    It is exact for the game whose curve is its lowest tangent; no coalition of that game costs more than
    `tangent_gap` above its cost. `levels` has one level for the least core. `is_unique`: no direction is left free.
    """

    shares: Floats
    levels: tuple[Level, ...]
    weighing: Weighing
    tangent_gap: float
    n_rounds: int
    is_unique: bool

    @property
    def greatest_complaint(self) -> float:
        """The first level: above 0 the core is empty, up to the tangent gap. −inf where there is nobody else."""
        return self.levels[0].complaint if self.levels else -np.inf


@dataclass(frozen=True, slots=True)
class Certificate:
    """What an independent check of a result found.

    `excess` is the most by which a coalition that is not settled complains above its level, `imbalance` how far the
    prices of a level are from balancing, `shortfall` how far the shares are from the bill; all should be about 0.
    """

    excess: float
    imbalance: float
    shortfall: float
    holds: bool


def be_silent(done: int, total: int) -> None:
    """Tell nobody."""


def structured_least_core(
    game: StructuredGame, search: Search | None = None, progress: LevelProgress = be_silent
) -> StructuredNucleolus:
    """Return shares at which the greatest complaint is as small as can be: one point of the least core.

    Parameters
    ----------
    game
        n players, without a table.
    search
        None for `Search()`.
    progress
        As `LevelProgress`.

    Raises
    ------
    UnfinishedError
        More rounds were needed than the search allows.
    SharingError
        The solver failed.

    References
    ----------
    Maschler, Peleg & Shapley (1979), Mathematics of Operations Research 4(4). Cutting planes: Hallefjord, Helming &
    Jørnsten (1995), International Journal of Game Theory 24.

    Examples
    --------
    >>> from samverkan.methods.sharing.structured.curve import curve_of_tangents
    >>> from samverkan.methods.sharing.structured.game import make_structured_game
    >>> game = make_structured_game([6] * 3, [[0] * 3] * 3, [1, 2, 3], curve_of_tangents([1], [0]), [0] * 4)
    >>> round(structured_least_core(game).greatest_complaint, 6)
    -2.0
    """
    asked = search or Search()
    planes = _open(game, asked)
    if not planes.n_free:
        return _result(game, planes, [], asked)
    cut = _solve_level(planes, asked, progress)
    planes.settle(cut.shares, cut.coalitions)
    return _result(game, planes, [cut], asked)


def structured_nucleolus(
    game: StructuredGame, search: Search | None = None, progress: LevelProgress = be_silent
) -> StructuredNucleolus:
    """Return the (pre)nucleolus: what is left free by the least core is settled level by level.

    With `Weighing.MEMBER` it is the per-capita nucleolus. Parameters and what is raised are as in
    `structured_least_core`.

    References
    ----------
    Schmeidler (1969), SIAM Journal on Applied Mathematics 17(6); Kopelowitz (1967): one linear programme per level.

    Examples
    --------
    >>> from samverkan.methods.sharing.structured.curve import curve_of_tangents
    >>> from samverkan.methods.sharing.structured.game import make_structured_game
    >>> game = make_structured_game([6] * 3, [[0] * 3] * 3, [1, 2, 3], curve_of_tangents([1], [0]), [0] * 4)
    >>> found = structured_nucleolus(game)
    >>> found.shares.round(6).tolist(), check_certificate(game, found).holds
    ([3.0, 4.0, 5.0], True)
    """
    asked = search or Search()
    planes = _open(game, asked)
    cuts: list[Cut] = []
    while planes.n_free:
        cut = _solve_level(planes, asked, progress)
        before = planes.n_free
        planes.settle(cut.shares, cut.coalitions)
        if planes.n_free == before:
            raise SolverError(Programme.LEVEL, "it settled nothing")
        cuts.append(cut)
        progress(game.n_players - planes.n_free, game.n_players)
    return _result(game, planes, cuts, asked)


def check_certificate(game: StructuredGame, found: StructuredNucleolus) -> Certificate:
    """Return whether a result is what it says, from the shares and the levels alone.

    At each level no coalition that earlier levels leave open may complain of more, and the level's own coalitions must
    be balanced by prices above 0 together with those settled before: then no shares lower it without raising an
    earlier one.

    References
    ----------
    Kohlberg (1971), SIAM Journal on Applied Mathematics 20(1): balanced collections; here level by level.

    Examples
    --------
    >>> from samverkan.methods.sharing.structured.curve import curve_of_tangents
    >>> from samverkan.methods.sharing.structured.game import make_structured_game
    >>> game = make_structured_game([6] * 2, [[0] * 2] * 2, [1, 2], curve_of_tangents([1], [0]), [0] * 3)
    >>> check_certificate(game, structured_nucleolus(game)).holds
    True
    """
    n = game.n_players
    weights = _weights(found.weighing, n)
    rng = np.random.default_rng(DIRECTIONS + 1)
    free = null_space(np.ones((1, n)))
    excess, imbalance = 0.0, 0.0
    for level in found.levels:
        direction = free @ rng.standard_normal(free.shape[1])
        ranking = rank_coalitions(game, found.shares, direction / np.abs(direction).max())
        above = ranking.complaints - weights[1:n] * level.complaint
        excess = max(excess, float(above.max()))
        balance = level.prices @ level.coalitions.astype(float)
        imbalance = max(imbalance, float(np.abs(balance @ free).max()), float(-min(level.prices.min(), 0.0)))
        held = level.coalitions @ found.shares - game.costs_by_tangents(level.coalitions)
        off = held - weights[level.coalitions.sum(axis=1)] * level.complaint
        excess = max(excess, float(np.abs(off).max()))
        free = free @ null_space(level.coalitions.astype(float) @ free)
    is_whole = not found.is_unique or free.shape[1] == 0
    shortfall = abs(float(found.shares.sum()) - game.total)
    scale = float(np.abs(game.alone).mean())
    holds = is_whole and max(excess, shortfall) <= HOLDS * scale and imbalance <= HOLDS
    return Certificate(excess, imbalance, shortfall, holds)


def _open(game: StructuredGame, search: Search) -> CuttingPlanes:
    weights = _weights(search.weighing, game.n_players)
    return CuttingPlanes(game, weights, np.random.default_rng(DIRECTIONS))


def _weights(weighing: Weighing, n_players: int) -> Floats:
    return np.arange(n_players + 1.0) if weighing is Weighing.MEMBER else np.ones(n_players + 1)


def _solve_level(planes: CuttingPlanes, search: Search, progress: LevelProgress) -> Cut:
    n = planes.game.n_players
    while planes.n_rounds < search.most_rounds:
        cut, is_cut = planes.run_round()
        progress(n - planes.n_free, n)
        if not is_cut:
            return cut
    raise UnfinishedError(
        f"The nucleolus of {n} players needs more than {search.most_rounds} rounds; {n - planes.n_free} of {n} "
        "directions were settled. Allow more rounds, or ask for the least core only."
    )


def _result(game: StructuredGame, planes: CuttingPlanes, cuts: list[Cut], search: Search) -> StructuredNucleolus:
    levels = tuple(Level(one.level, one.coalitions, one.prices) for one in cuts)
    shares = planes.shares.copy()
    shares.setflags(write=False)
    return StructuredNucleolus(
        shares, levels, search.weighing, game.tangent_gap, planes.n_rounds, is_unique=planes.n_free == 0
    )
