"""Makers for clusters: municipalities in a row, a cost model with round figures. All is invented."""

from collections.abc import Mapping, Sequence
from typing import Any

from samverkan.domain.dates import Period
from samverkan.domain.indicators import Indicator
from samverkan.domain.sharing.analysis import SharingMaterial
from samverkan.domain.sharing.billing import Accounts
from samverkan.domain.sharing.plan import Amount, ClusterLimits, ModelParameters, SharingPlan
from samverkan.domain.study import Municipality, Study

MODEL = {
    "fixed": 10e6,
    "unit": 1000.0,
    "elasticity": 1.0,
    "realised": 1.0,
    "transition": 1e6,
    "distance": 0.0,
    "coordination": 0.0,
    "growth": 1.0,
}
"""A fixed cost of 10 MSEK and 1,000 SEK an inhabitant; each member that does not host costs 1 MSEK. SEK."""
LARGE_MODEL = {**MODEL, "coordination": 5e6}


def make_model(amounts: Mapping[str, float] | None = None, **parts: Any) -> ModelParameters:
    """A cost model that is known for certain."""
    stated = MODEL if amounts is None else amounts
    return ModelParameters({name: Amount(one, one, one, "made up") for name, one in stated.items()}, **parts)


def make_places(
    n: int, counties: Sequence[str] = (), positions: Sequence[tuple[str, str]] | None = None
) -> tuple[Municipality, ...]:
    """Municipalities A, B, … on one meridian, a tenth of a degree (11.12 km) apart, each with its county."""
    stated = [(f"{60 + at / 10:.1f}", "15") for at in range(n)] if positions is None else positions
    return tuple(
        Municipality(name, name, counties[at] if counties else "", (("lat", stated[at][0]), ("lon", stated[at][1])))
        for at, name in enumerate("ABCDEFGH"[:n])
    )


def make_material(
    places: Sequence[Municipality],
    inhabitants: Sequence[float],
    limits: ClusterLimits | None = None,
    model: ModelParameters | None = None,
) -> SharingMaterial:
    """What a study holds that asks which clusters could form."""
    study = Study(title="Prov", municipalities=tuple(places))
    period = Period.read("2024")
    figures = tuple(
        Indicator(one.id, "", "population", period, value) for one, value in zip(places, inhabitants, strict=False)
    )
    plan = SharingPlan("", model=model or make_model(), clusters=limits or ClusterLimits(largest=3))
    return SharingMaterial(Accounts(study, (), figures), plan)
