"""Contrasts: small against large, host against guest and cluster against cluster, factor by factor."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

import numpy as np

from samverkan.domain.comparison.matrix import Case, Cell, Matrix
from samverkan.domain.study import Role, SizeClass, Study
from samverkan.methods.contrast import cliffs_delta, permutation_test

MOST_CLUSTERS = 6
"""With more clusters than this, pairs are too many to read; qualitative comparative analysis is the way then."""


class Side(StrEnum):
    """What a contrast sets against each other."""

    SIZE = "size"
    ROLE = "role"
    CLUSTER = "cluster"


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two groups of members on one factor; each value is a member's median over its informants.

    `difference` is first minus second; for size and role it is taken within each collaboration. `p` comes from all ways
    to deal the members into the two groups (again within each collaboration), and `smallest_p` is the least that this
    study could have given. `delta` is over all members; its ends are NaN where no interval is defined.
    """

    side: Side
    factor: str
    first: str
    second: str
    first_cells: tuple[Cell, ...]
    second_cells: tuple[Cell, ...]
    difference: float
    p: float
    smallest_p: float
    is_exact: bool
    delta: float
    delta_low: float
    delta_high: float

    @property
    def id(self) -> str:
        """The name by which the report points to this contrast."""
        return f"contrast:{self.side}:{self.first}:{self.second}:{self.factor}"

    @property
    def sources(self) -> tuple[str, ...]:
        """The cells that were compared."""
        return tuple(cell.id for cell in (*self.first_cells, *self.second_cells))


@dataclass(frozen=True, slots=True)
class _Sides:
    """The two groups of one contrast, and whether members may only trade places within their collaboration."""

    side: Side
    first: str
    second: str
    is_first: Callable[[Case], bool]
    is_second: Callable[[Case], bool]
    within_clusters: bool


def contrast_members(
    study: Study, members: Matrix, sizes: dict[tuple[str, str], SizeClass], rng: np.random.Generator
) -> tuple[Contrast, ...]:
    """Return every contrast that can be made: both sides have scored members, for size and role in one cluster."""
    found = []
    for sides in _all_sides(study, sizes):
        for factor in members.factors:
            cells = [members.cell(case, factor) for case in members.cases]
            scored = [cell for cell in cells if cell.median is not None]
            contrast = _contrast(sides, factor, scored, rng)
            if contrast is not None:
                found.append(contrast)
    return tuple(found)


def _all_sides(study: Study, sizes: dict[tuple[str, str], SizeClass]) -> list[_Sides]:
    def has_size(size: SizeClass) -> Callable[[Case], bool]:
        return lambda case: sizes.get((case.collaboration, case.municipality)) is size

    def has_role(role: Role) -> Callable[[Case], bool]:
        return lambda case: study.role_of(case.municipality, case.collaboration) is role

    def in_cluster(cluster: str) -> Callable[[Case], bool]:
        return lambda case: case.collaboration == cluster

    small, large = SizeClass.SMALL, SizeClass.LARGE
    clusters = [one.id for one in study.collaborations]
    pairs = combinations(clusters, 2) if len(clusters) <= MOST_CLUSTERS else ()
    return [
        _Sides(Side.SIZE, small, large, has_size(small), has_size(large), within_clusters=True),
        _Sides(Side.ROLE, Role.MEMBER, Role.HOST, has_role(Role.MEMBER), has_role(Role.HOST), within_clusters=True),
        *(_Sides(Side.CLUSTER, a, b, in_cluster(a), in_cluster(b), within_clusters=False) for a, b in pairs),
    ]


def _contrast(sides: _Sides, factor: str, scored: Sequence[Cell], rng: np.random.Generator) -> Contrast | None:
    first = tuple(cell for cell in scored if sides.is_first(cell.case))
    second = tuple(cell for cell in scored if sides.is_second(cell.case))
    if not first or not second:
        return None
    a, b = (np.array([cell.median for cell in group], dtype=float) for group in (first, second))
    blocks = [cell.case.collaboration for cell in (*first, *second)] if sides.within_clusters else None
    test = permutation_test(a, b, blocks=blocks, rng=rng)
    if np.isnan(test.p):
        return None
    delta = cliffs_delta(a, b)
    return Contrast(
        side=sides.side,
        factor=factor,
        first=sides.first,
        second=sides.second,
        first_cells=first,
        second_cells=second,
        difference=test.estimate,
        p=test.p,
        smallest_p=test.smallest_p,
        is_exact=test.is_exact,
        delta=delta.delta,
        delta_low=delta.low,
        delta_high=delta.high,
    )
