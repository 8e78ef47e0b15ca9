"""What clusters are made of: the municipalities, their driver, how far apart they are, and who may stand together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samverkan.domain.errors import Place, Problem, ProblemsError, WorkbenchError
from samverkan.domain.indicators import POPULATION, Indicator, newest_values
from samverkan.domain.sharing.analysis import SharingMaterial
from samverkan.domain.sharing.forming.positions import MUNICIPALITIES, Position, measure_distances, read_positions
from samverkan.domain.sharing.gaming import SETTINGS, missing_parameters
from samverkan.domain.sharing.plan import ClusterLimits, ModelParameters
from samverkan.domain.study import Study
from samverkan.domain.words import Text, say, say_count

Matrix = NDArray[np.float64]
Pairs = NDArray[np.bool_]
SHOWN = 5


@dataclass(frozen=True, eq=False)
class Ground:
    """Municipalities in the order of the study, each with its driver's newest value; arrays follow that order.

    `distances_km` has shape (n, n), infinite where it is not known. `positions` is empty unless all have one.
    """

    study: Study
    model: ModelParameters
    members: tuple[str, ...]
    drivers: Mapping[str, Indicator]
    distances_km: Matrix
    positions: Mapping[str, Position]
    notes: tuple[Text, ...] = ()

    @property
    def values(self) -> list[float]:
        """The driver of each municipality."""
        return [self.drivers[one].value or 0.0 for one in self.members]

    @property
    def known_km(self) -> Matrix:
        """The distances, 0 where one is not known: such a pair stands in no cluster."""
        return np.where(np.isfinite(self.distances_km), self.distances_km, 0.0)

    def pairs_within(self, limits: ClusterLimits) -> Pairs:
        """Return who may stand in one cluster under the limits, shape (n, n), forms left aside."""
        allowed = np.isfinite(self.distances_km)
        if limits.most_km is not None:
            allowed &= self.distances_km <= limits.most_km
        if limits.same_county:
            counties = np.array([self._county(one) for one in self.members])
            allowed &= (counties[:, None] == counties) & (counties != "")
        return np.asarray(allowed | np.eye(len(self.members), dtype=bool))

    def _county(self, municipality: str) -> str:
        return next(one.county for one in self.study.municipalities if one.id == municipality)


def find_ground(material: SharingMaterial) -> Ground:
    """Return what clusters can be made of.

    Raises
    ------
    ProblemsError
        The cost model, the driver of a municipality, or where municipalities lie is lacking or wrong: all at once.
    WorkbenchError
        The study has no municipalities, or states no cost model.
    """
    study = material.accounts.study
    model = None if material.plan is None else material.plan.model
    if not study.municipalities:
        raise WorkbenchError(say("municipalities.csv names no municipality, so there are no clusters to form."))
    if model is None:
        raise WorkbenchError(
            say(
                "The study states no cost model, so it is not known what a cluster would cost. State [sharing.model] "
                "in study.toml."
            )
        )
    members = tuple(one.id for one in study.municipalities)
    own = [one for one in material.accounts.indicators if not one.collaboration]
    drivers = {one: value for one, value in newest_values(own, model.driver).items() if one in members}
    values = {one: (drivers[one].value or 0.0) if one in drivers else float("nan") for one in members}
    problems = [Problem(Place(SETTINGS), text) for text in missing_parameters(study, model, values)]
    positions, wrong = read_positions(study)
    problems += wrong
    found = _distances(model, members, positions)
    if found is None and not wrong:
        problems.append(Problem(Place(MUNICIPALITIES), _nowhere(study, members, positions)))
    if problems or found is None:
        raise ProblemsError(problems)
    distances, notes = found
    whole = positions if len(positions) == len(members) else {}
    return Ground(study, model, members, drivers, distances, whole, (*notes, *_periods(model, drivers)))


def _distances(
    model: ModelParameters, members: Sequence[str], positions: Mapping[str, Position]
) -> tuple[Matrix, list[Text]] | None:
    """Return the distances and what they rest on; None when nothing says where the municipalities lie."""
    if len(positions) == len(members):
        measured = measure_distances([positions[one] for one in members])
        return measured, [
            say("Distances are straight lines between the places in municipalities.csv; roads are longer.")
        ]
    if not model.distances_km and len(members) > 1:
        return None
    stated = _stated(model, members)
    missing = int(np.isinf(stated).sum()) // 2
    if not missing:
        return stated, [say("Distances are those stated in distances.csv.")]
    return stated, [
        say("Distances are those stated in distances.csv."),
        say_count(
            "{count} pair of municipalities has no distance there and is not put in one cluster.",
            "{count} pairs of municipalities have no distance there and are not put in one cluster.",
            missing,
        ),
    ]


def _stated(model: ModelParameters, members: Sequence[str]) -> Matrix:
    place = {one: at for at, one in enumerate(members)}
    found = np.full((len(members), len(members)), np.inf)
    np.fill_diagonal(found, 0.0)
    for (one, other), km in model.distances_km.items():
        if one in place and other in place and one != other:
            found[place[one], place[other]] = found[place[other], place[one]] = km
    return found


def _nowhere(study: Study, members: Sequence[str], positions: Mapping[str, Position]) -> Text:
    lacking = [study.name(one) for one in members if one not in positions]
    names = [*lacking[:SHOWN], *(["…"] if len(lacking) > SHOWN else [])]
    return say(
        "It is not known where {names} lie. Give every municipality degrees in the columns lat and lon, or give the "
        "kilometres between municipalities in distances.csv.",
        names=", ".join(names),
    )


def _periods(model: ModelParameters, drivers: Mapping[str, Indicator]) -> list[Text]:
    periods = sorted({one.period for one in drivers.values()})
    return [
        say(
            "{driver} is each municipality's newest value in indicators.csv: {periods}.",
            driver=say("The number of inhabitants") if model.driver == POPULATION else model.driver,
            periods=", ".join(one.text for one in periods),
        )
    ]
