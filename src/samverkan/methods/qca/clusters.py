"""Whether a set relation holds in every cluster of cases and within every unit, or only in the pool of them all."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samverkan.methods.qca.errors import QcaError
from samverkan.methods.qca.fit import ratio
from samverkan.methods.qca.negation import check_model
from samverkan.methods.qca.relation import Relation
from samverkan.methods.qca.sets import Memberships, Model, Sets, make_outcome, model_membership, term_membership


@dataclass(frozen=True, slots=True)
class PartFit:
    """The fit over some of the cases: a cluster, a unit, or (with the label `""`) all of them.

    Consistency is NaN where the part has no member of the set (for necessity: of the outcome); coverage likewise.
    """

    label: str
    n_cases: int
    consistency: float
    coverage: float


@dataclass(frozen=True, slots=True)
class ClusterDiagnosis:
    """The fit of one set: pooled, between clusters, and within units, in the order in which they first appear.

    The distances are those of the consistencies from being all alike: 0 when every cluster (or unit) has the same.
    Parts without a consistency are left out of them. `within` is empty and `within_distance` None without units.
    """

    relation: Relation
    pooled: PartFit
    between: tuple[PartFit, ...]
    within: tuple[PartFit, ...]
    between_distance: float
    within_distance: float | None


def diagnose_clusters(
    membership: ArrayLike,
    outcome: ArrayLike,
    clusters: Sequence[str],
    units: Sequence[str] | None = None,
    relation: Relation = Relation.SUFFICIENCY,
) -> ClusterDiagnosis:
    """Return the consistency and coverage of a set over all cases, per cluster, and per unit.

    Parameters
    ----------
    membership, outcome : shape (n_cases,)
        Memberships in [0, 1], the cases in the same order.
    clusters
        One label per case: the collaboration, the role, or the period. Clusters may differ in size.
    units
        One label per case where the same unit is seen in several clusters; None when each case is its own unit.
    relation
        Sufficiency: consistency is sum(min(x, y)) / sum(x) and coverage sum(min(x, y)) / sum(y). Necessity: the
        other way round.

    Raises
    ------
    MembershipError
        A membership is missing or outside [0, 1], or the lengths differ.
    QcaError
        There are no cases, or not one label per case.

    References
    ----------
    García-Castro & Ariño (2016), Organizational Research Methods 19(2): the distances are
    sqrt(sum((c_j / sum(c) - 1 / J)^2)) over J clusters (dBP) or units (dWP). R: SetMethods::cluster. SetMethods adds
    1e-10 to both sums of each quotient, so that its figures differ from ours by up to 1e-10 / sum(x), and a unit
    without members gets the consistency 1; here such a unit has none and is left out of the distance.

    Examples
    --------
    >>> found = diagnose_clusters([1, 1, 1, 0], [1, 1, 0, 1], ["host", "host", "member", "member"])
    >>> [(part.label, part.consistency) for part in found.between]
    [('host', 1.0), ('member', 0.0)]
    >>> round(found.pooled.consistency, 4), round(found.between_distance, 4)
    (0.6667, 0.7071)
    """
    shape = np.shape(membership)
    if len(shape) != 1 or not shape[0]:
        raise QcaError("Cluster diagnostics need one membership per case, and at least one case.")
    x, y = make_outcome(membership, shape[0]), make_outcome(outcome, shape[0])
    between = _fit_parts(x, y, clusters, relation)
    within = () if units is None else _fit_parts(x, y, units, relation)
    return ClusterDiagnosis(
        relation=relation,
        pooled=_fit_part("", x, y, relation),
        between=between,
        within=within,
        between_distance=measure_distance([part.consistency for part in between]),
        within_distance=None if units is None else measure_distance([part.consistency for part in within]),
    )


def diagnose_model(
    sets: Sets, outcome: ArrayLike, model: Model, clusters: Sequence[str], units: Sequence[str] | None = None
) -> tuple[ClusterDiagnosis, ...]:
    """Return the cluster diagnosis of sufficiency of the whole model, and then of each of its terms.

    Parameters
    ----------
    sets, outcome, model
        As in `classify_cases`.
    clusters, units
        As in `diagnose_clusters`.

    Raises
    ------
    MembershipError, QcaError, ExpressionError
        As in `diagnose_clusters`, or a term does not fit the conditions.

    References
    ----------
    García-Castro & Ariño (2016). R: SetMethods::cluster with the results of minimize.

    Examples
    --------
    >>> from samverkan.methods.qca.sets import make_sets
    >>> sets = make_sets([[1, 0], [0, 1], [1, 1]], ["TRUST", "HOST"])
    >>> found = diagnose_model(sets, [1, 0, 1], ((1, -1), (-1, 1)), ["a", "a", "b"])
    >>> [[part.consistency for part in one.between] for one in found]
    [[0.5, 1.0], [1.0, 1.0], [0.0, 1.0]]
    """
    check_model(model, sets.conditions)
    members = [model_membership(sets, model), *(term_membership(sets, term) for term in model)]
    return tuple(diagnose_clusters(one, outcome, clusters, units) for one in members)


def measure_distance(consistencies: Sequence[float]) -> float:
    """Return how far the consistencies are from being all alike; NaN when there is none.

    Parameters
    ----------
    consistencies
        One per cluster or unit, in [0, 1]; NaN is left out.

    References
    ----------
    García-Castro & Ariño (2016): sqrt(sum((c_j / sum(c) - 1 / J)^2)).

    Examples
    --------
    >>> measure_distance([0.8, 0.8]), measure_distance([1.0, 0.0, 0.0, 0.0])
    (0.0, 0.8660254037844386)
    """
    values = np.asarray(consistencies, dtype=float)
    values = values[~np.isnan(values)]
    if not values.size:
        return float("nan")
    total = values.sum()
    if total == 0:
        return 0.0
    return float(np.sqrt(((values / total - 1 / values.size) ** 2).sum()))


def _fit_parts(x: Memberships, y: Memberships, labels: Sequence[str], relation: Relation) -> tuple[PartFit, ...]:
    if len(labels) != len(x):
        raise QcaError(f"There are {len(labels)} labels and {len(x)} cases: give each case one label.")
    column: NDArray[np.object_] = np.array([str(label) for label in labels], dtype=object)
    return tuple(
        _fit_part(label, x[column == label], y[column == label], relation) for label in dict.fromkeys(column.tolist())
    )


def _fit_part(label: str, x: Memberships, y: Memberships, relation: Relation) -> PartFit:
    both = float(np.minimum(x, y).sum())
    within_set, within_outcome = ratio(both, x.sum()), ratio(both, y.sum())
    if relation is Relation.NECESSITY:
        return PartFit(label, len(x), within_outcome, within_set)
    return PartFit(label, len(x), within_set, within_outcome)
