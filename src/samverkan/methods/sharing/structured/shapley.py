"""The Shapley value of a structured game: exact for scale, coordination and own costs, sampled where hosts differ."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.fft import next_fast_len

from samverkan.methods.sharing.errors import GameError
from samverkan.methods.sharing.structured.curve import Floats
from samverkan.methods.sharing.structured.game import StructuredGame

ORDERS_AT_ONCE = 8
MOST_CELLS = 1 << 22


class HostPart(StrEnum):
    """How the part of the cost that depends on the host was shared."""

    EXACT = "exact"
    SAMPLED = "sampled"


@dataclass(frozen=True, slots=True)
class Integration:
    """How finely the Shapley value is computed.

    `unit` is the grid of the driver: drivers are rounded to whole multiples of it, at least one. `nodes` are those of
    the integral; from n / 2 on it is algebraically exact. `n_orders` orders of joining are drawn where hosts differ,
    each with its reverse.
    """

    unit: float
    nodes: int = 40
    n_orders: int = 500


@dataclass(frozen=True, eq=False)
class StructuredShapley:
    """The Shapley value, shape (n,), and how sure it is.

    `standard_errors` has shape (n,), 0 where the host part is exact. `rounding` is the most by which rounding to the
    grid moved a driver, as a part of it. `residual` is by how much the part that grows with drivers, as they stand on
    the grid, did not sum before it was made to: the error of the integral, as a part of the total.
    """

    shares: Floats
    standard_errors: Floats
    host_part: HostPart
    rounding: float
    residual: float


def structured_shapley(
    game: StructuredGame, integration: Integration, rng: np.random.Generator | None = None
) -> StructuredShapley:
    """Return the Shapley value of a structured game.

    Scale effects f(P(S)) are integrated: a player's share is the mean, over a probability q from 0 to 1 that each
    other joins, of what the player then adds. The distribution of the sum of the others' drivers is a product of
    simple factors in the frequency domain, so leaving a player out is a division. Coordination by size is shared
    equally, own costs pay for themselves. Where it matters who hosts, that part, and only that, is the mean over drawn
    orders of joining.

    Parameters
    ----------
    game
        n players.
    integration
        The grid and the number of nodes and orders.
    rng
        Chance, needed only where it matters who hosts.

    Raises
    ------
    GameError
        The grid is too fine or not above 0, there are too few nodes or orders, or chance is needed and missing.

    References
    ----------
    Shapley (1953); the integral: Owen (1972), Management Science 18(5). Sampling: Castro, Gómez & Tejada (2009),
    Computers & Operations Research 36(5); reversed orders: Mitchell et al. (2022), JMLR 23.

    Examples
    --------
    >>> from samverkan.methods.sharing.structured.curve import curve_of_tangents
    >>> from samverkan.methods.sharing.structured.game import make_structured_game
    >>> game = make_structured_game([0] * 3, [[0] * 3] * 3, [1, 2, 3], curve_of_tangents([1], [6]), [0] * 4)
    >>> structured_shapley(game, Integration(unit=1)).shares.round(9).tolist()
    [3.0, 4.0, 5.0]
    """
    n = game.n_players
    units = _to_grid(game, integration)
    scale = _share_curve(game, units, integration)
    residual = float(game.curve.at(units.sum() * integration.unit)) - float(scale.sum())
    scale += (float(game.curve.at(game.drivers.sum())) - float(scale.sum())) * _parts(scale)
    hosted, errors = _share_host_part(game, integration, rng)
    shares = scale + hosted + game.coordination[n] / n
    for one in (shares, errors):
        one.setflags(write=False)
    rounding = float(np.abs(units * integration.unit / game.drivers - 1).max())
    part = HostPart.SAMPLED if game.has_host_choice else HostPart.EXACT
    return StructuredShapley(shares, errors, part, rounding, abs(residual) / max(abs(game.total), 1e-300))


def _to_grid(game: StructuredGame, integration: Integration) -> NDArray[np.int64]:
    if not integration.unit > 0 or integration.nodes < 2 or integration.n_orders < 2:
        raise GameError(
            f"A grid of {integration.unit:g}, {integration.nodes} nodes and {integration.n_orders} orders give no "
            "Shapley value. The grid must be above 0, the others at least 2."
        )
    units = np.maximum(1, np.rint(game.drivers / integration.unit)).astype(np.int64)
    cells = int(units.sum())
    if cells > MOST_CELLS:
        raise GameError(
            f"A grid of {integration.unit:g} lays {cells:,} cells under the sum of drivers; at most {MOST_CELLS:,}. "
            "Give a coarser one."
        )
    return units


def _share_curve(game: StructuredGame, units: NDArray[np.int64], integration: Integration) -> Floats:
    """Return the Shapley value of f(P(S)), nobody costing 0, over drivers on the grid."""
    total = int(units.sum())
    length = next_fast_len(total + 1, real=True)
    heights = np.zeros(length)
    heights[: total + 1] = game.curve.at(np.arange(total + 1) * integration.unit) if total else 0.0
    heights[0] = 0.0
    spectrum = np.fft.rfft(heights)[1:]
    # both halves of the spectrum count, but for the middle one of an even length
    spectrum *= 2.0 / length
    if length % 2 == 0:
        spectrum[-1] /= 2.0
    angles = np.arange(1, spectrum.size + 1)
    # an even number of nodes keeps off one half, where a factor may vanish
    points, weights = np.polynomial.legendre.leggauss(integration.nodes + integration.nodes % 2)
    half = points.size // 2
    lower = 0.5 + points[:half] / 2
    distinct, which, counts = np.unique(units, return_inverse=True, return_counts=True)
    circle = np.exp(-2j * np.pi * np.arange(length) / length)
    found = np.zeros(distinct.size)
    for q, weight in zip(lower.tolist(), (weights[:half] / 2).tolist(), strict=True):
        found += weight * _add_node(q, (distinct, counts), (circle, angles), spectrum)
    return found[which]


def _add_node(
    q: float,
    drivers: tuple[NDArray[np.int64], NDArray[np.int64]],
    grid: tuple[NDArray[np.complex128], NDArray[np.int64]],
    spectrum: NDArray[np.complex128],
) -> Floats:
    """Return what each distinct driver adds on average when others join with probability q, and with 1 − q.

    With v = exp(−iωp), the factor of a player is 1 − q + q·v, and what it adds is (v − 1) over that factor. For 1 − q
    all factors are v times the complex conjugate, so the second comes from the first.
    """
    distinct, counts = drivers
    circle, angles = grid
    product = np.ones(angles.size, dtype=complex)
    turns = [circle[angles * unit % circle.size] for unit in distinct.tolist()]
    for turn, count in zip(turns, counts.tolist(), strict=True):
        factor = (1 - q) + q * turn
        product *= factor if count == 1 else factor**count
    everyone = circle[angles * int(distinct @ counts) % circle.size]
    near = product * np.conj(spectrum)
    far = everyone * np.conj(product) * np.conj(spectrum)
    found = np.empty(distinct.size)
    for at, turn in enumerate(turns):
        added = (turn - 1) / ((1 - q) + q * turn)
        # for 1 − q the quotient is minus the conjugate of this one
        found[at] = np.vdot(np.conj(near), added).real - np.vdot(far, added).real
    return found


def _share_host_part(
    game: StructuredGame, integration: Integration, rng: np.random.Generator | None
) -> tuple[Floats, Floats]:
    """Return the shares of the host part and their standard errors."""
    n = game.n_players
    if not game.has_host_choice:
        return game.host_costs[0] / n + game.host_member_costs[0], np.zeros(n)
    if rng is None:
        raise GameError("It matters who hosts, so orders of joining are drawn. Hand in chance, seeded.")
    # what is the same under every host is shared exactly; only what differs is drawn
    least = game.host_member_costs.min(axis=0)
    extra = game.host_member_costs - least
    total, squares, drawn = np.zeros(n), np.zeros(n), 0
    while drawn < integration.n_orders:
        count = min(ORDERS_AT_ONCE, integration.n_orders - drawn)
        orders = np.argsort(rng.random((count, n)), axis=1)
        pairs = (_added_in_order(game, extra, orders) + _added_in_order(game, extra, orders[:, ::-1])) / 2
        total += pairs.sum(axis=0)
        squares += (pairs**2).sum(axis=0)
        drawn += count
    mean = total / drawn
    variance = np.maximum(squares / drawn - mean**2, 0.0) / (drawn - 1)
    return least + mean, np.sqrt(variance)


def _added_in_order(game: StructuredGame, extra: Floats, orders: NDArray[np.intp]) -> Floats:
    """Return what each player adds to the host part when joining in each order, shape (orders, n)."""
    count, n = orders.shape
    joined = np.moveaxis(extra[:, orders], 0, 1)
    sums = np.cumsum(joined, axis=2) + game.host_costs[None, :, None]
    places = np.empty_like(orders)
    np.put_along_axis(places, orders, np.arange(n)[None], axis=1)
    sums[places[:, :, None] > np.arange(n)] = np.inf
    added = np.diff(sums.min(axis=1), axis=1, prepend=0.0)
    found = np.empty((count, n))
    np.put_along_axis(found, orders, added, axis=1)
    return found


def _parts(values: Floats) -> Floats:
    whole = float(np.abs(values).sum())
    return np.abs(values) / whole if whole else np.full(values.size, 1 / values.size)
