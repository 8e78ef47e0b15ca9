"""A stated cost model of shared IT, as a structured game: nothing in it is presumed, every number is the caller's."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from samverkan.methods.sharing.errors import GameError
from samverkan.methods.sharing.structured.curve import Power, power_curve
from samverkan.methods.sharing.structured.game import StructuredGame, make_structured_game

SEK_PER_MSEK = 1e6
RATE_AT_INHABITANTS = 60_000
"""The size of municipality for which the variable cost per inhabitant is given."""


@dataclass(frozen=True, kw_only=True)
class CostModel:
    """What IT costs a year, alone and together, in MSEK; `p` are inhabitants and `d` kilometres.

    Alone: fixed + v·p^exponent, where v·p^exponent is `rate_sek` per inhabitant at 60,000 inhabitants.
    Together: (1 − realised)·(sum of alone) + realised·(fixed + v·P^exponent)
    + min over hosts of the sum over the other members of (transition + distance·d·√p)
    + coordination·(members − 1)^coordination_exponent.

    `realised` is the share of the effect of scale that is realised: 0 presumes no saving, 1 all of it.
    """

    fixed_msek: float
    exponent: float
    rate_sek: float
    realised: float
    coordination_msek: float
    coordination_exponent: float
    transition_msek: float
    distance_msek: float

    @property
    def scale_msek(self) -> float:
        """The v of the formula: MSEK at P = 1."""
        at: int = RATE_AT_INHABITANTS
        return float(self.rate_sek * at / SEK_PER_MSEK / at**self.exponent)


@dataclass(frozen=True, slots=True)
class Triangular:
    """A range of a parameter, with the most likely value and where it comes from."""

    low: float
    mode: float
    high: float
    source: str


JUDGEMENT = "Judgement of the authors of Samverkan; no Swedish estimate was found."
PUBLISHED_RANGES: Mapping[str, Triangular] = MappingProxyType(
    {
        "fixed_msek": Triangular(0.5, 3.0, 6.0, JUDGEMENT),
        "exponent": Triangular(
            0.88,
            0.95,
            1.0,
            "Judgement within Niaounakis & Blank (2017): up to 30% inefficient at 10,000 inhabitants, exhausted at "
            "about 60,000; and Bikker & van der Linde (2016): unused scale of 17%.",
        ),
        "rate_sek": Triangular(
            1_100.0,
            1_750.0,
            2_600.0,
            "IT as 2.3–2.7% of operating cost (SKR), 40–188% of the mean per inhabitant over 48 municipalities "
            "(Trinovo).",
        ),
        "realised": Triangular(
            0.0,
            0.6,
            1.0,
            "Elston & Dixon (2020) and Allers & de Greef (2018): no effect; Bel & Sebő (2021): 9 of 18 studies show "
            "savings.",
        ),
        "coordination_msek": Triangular(0.1, 0.25, 0.6, JUDGEMENT),
        "coordination_exponent": Triangular(
            1.0, 1.3, 1.6, "Judgement after Blåka (2017): savings shrink with the number of partners."
        ),
        "transition_msek": Triangular(0.1, 0.4, 1.0, JUDGEMENT),
        "distance_msek": Triangular(0.0002, 0.0006, 0.0012, JUDGEMENT),
    }
)
"""Ranges to begin from, for those who choose them openly; replace each that you know better. Never used by default."""


def modal_model(ranges: Mapping[str, Triangular]) -> CostModel:
    """Return the cost model of the most likely values.

    Raises GameError when a parameter has no range, or a range does not rise from low over mode to high.

    Examples
    --------
    >>> modal_model(PUBLISHED_RANGES).exponent
    0.95
    """
    _check_ranges(ranges)
    return CostModel(**{one.name: ranges[one.name].mode for one in fields(CostModel)})


def draw_models(ranges: Mapping[str, Triangular], n_draws: int, rng: np.random.Generator) -> tuple[CostModel, ...]:
    """Return cost models whose parameters are drawn from triangular distributions, each apart from the others.

    Raises GameError as `modal_model`.

    Examples
    --------
    >>> len(draw_models(PUBLISHED_RANGES, 3, np.random.default_rng(1)))
    3
    """
    _check_ranges(ranges)
    drawn = {one.name: _draw(ranges[one.name], n_draws, rng) for one in fields(CostModel)}
    return tuple(CostModel(**{name: float(values[at]) for name, values in drawn.items()}) for at in range(n_draws))


def build_game(
    model: CostModel, inhabitants: ArrayLike, distances_km: ArrayLike, *, n_tangents: int = 120
) -> StructuredGame:
    """Return the cost game of municipalities under a cost model, in MSEK a year.

    Parameters
    ----------
    inhabitants : shape (n,)
        Above 0.
    distances_km : shape (n, n)
        From host (row) to member (column); the diagonal is not used.
    n_tangents
        How finely the tangents follow the curve; see `StructuredGame.tangent_gap`.

    Raises
    ------
    GameError
        A parameter is impossible, or as `make_structured_game`.

    References
    ----------
    The form is that of Niaounakis & Blank (2017) and Blåka (2017) put together: scale, and coordination that grows
    with the number of partners.

    Examples
    --------
    >>> game = build_game(modal_model(PUBLISHED_RANGES), [10_000, 60_000], [[0, 40], [40, 0]])
    >>> [round(one, 2) for one in game.alone.tolist()]
    [22.14, 108.0]
    """
    p = np.array(inhabitants, dtype=float)
    distances = np.array(distances_km, dtype=float)
    _check_model(model)
    n = p.size
    if p.ndim != 1 or not n or distances.shape != (n, n) or not (p > 0).all():
        raise GameError(
            f"{n} municipalities with inhabitants above 0 need distances of the shape {(n, n)}; given are "
            f"{distances.shape}, and {int((~(p > 0)).sum())} without inhabitants."
        )
    if not (np.where(np.eye(n, dtype=bool), 0.0, distances) >= 0).all():
        raise GameError("A distance is missing or below 0. Give the kilometres from each municipality to each other.")
    alone = Power(model.fixed_msek, model.scale_msek, model.exponent)
    shared = Power(model.realised * model.fixed_msek, model.realised * model.scale_msek, model.exponent)
    visits = model.transition_msek + model.distance_msek * distances * np.sqrt(p)
    np.fill_diagonal(visits, 0.0)
    coordination = np.zeros(n + 1)
    coordination[2:] = model.coordination_msek * np.arange(1.0, n) ** model.coordination_exponent
    return make_structured_game(
        np.zeros(n),
        visits + (1 - model.realised) * alone(p),
        p,
        power_curve(shared, float(p.min()), float(p.sum()), n_tangents),
        coordination,
    )


def _check_model(model: CostModel) -> None:
    for one in fields(CostModel):
        value = getattr(model, one.name)
        if not 0 <= value < np.inf:
            raise GameError(f"{one.name} is {value:g} in the cost model. It must be at least 0.")
    if model.realised > 1:
        raise GameError(f"realised is {model.realised:g} in the cost model. It is a share: at most 1.")


def _check_ranges(ranges: Mapping[str, Triangular]) -> None:
    names = [one.name for one in fields(CostModel)]
    if sorted(ranges) != sorted(names):
        raise GameError(f"A cost model needs a range for each of {', '.join(names)}; given are {', '.join(ranges)}.")
    for name, one in ranges.items():
        if not one.low <= one.mode <= one.high:
            raise GameError(f"The range of {name} is {one.low:g}, {one.mode:g}, {one.high:g}. It must not fall.")


def _draw(one: Triangular, n_draws: int, rng: np.random.Generator) -> np.ndarray:
    # numpy refuses a triangle without width: a parameter that is known
    return np.full(n_draws, one.mode) if one.low == one.high else rng.triangular(one.low, one.mode, one.high, n_draws)
