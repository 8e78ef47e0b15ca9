"""Which path walks a table: numpy for small games, which answer at once, what is compiled for large ones."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from samverkan.methods.sharing import kernels_plain
from samverkan.methods.sharing.blocks import Measure, Profile, Worst

Floats = NDArray[np.float64]

FAST = "samverkan.methods.sharing.kernels_fast"
MANY_PLAYERS = 20
"""From so many players on the compiled path is taken; below, numpy is done before what is compiled is loaded."""
MANY_FOR_PAIRS = 17
"""The same for what compares every pair of disjoint coalitions."""


@cache
def has_fast() -> bool:
    """Whether the extra `fast` is installed."""
    return find_spec("numba") is not None


def weighted_sums(table: Floats, rows: Floats) -> tuple[Floats, Floats]:
    """As in `kernels_plain`."""
    found: tuple[Floats, Floats] = _path(table, MANY_PLAYERS).weighted_sums(table, rows)
    return found


def column_maxima(table: Floats, profile: Profile, measure: Measure) -> tuple[Floats, int]:
    """As in `kernels_plain`."""
    found: tuple[Floats, int] = _path(table, MANY_PLAYERS).column_maxima(table, profile, measure)
    return found


def worst_decrease(table: Floats) -> Worst:
    """As in `kernels_plain`."""
    found: Worst = _path(table, MANY_PLAYERS).worst_decrease(table)
    return found


def worst_convexity(table: Floats) -> Worst:
    """As in `kernels_plain`."""
    found: Worst = _path(table, MANY_PLAYERS).worst_convexity(table)
    return found


def worst_union(table: Floats) -> Worst:
    """As in `kernels_plain`."""
    found: Worst = _path(table, MANY_FOR_PAIRS).worst_union(table)
    return found


def potential(table: Floats, weights: Floats, totals: Floats) -> Floats:
    """As in `kernels_plain`."""
    found: Floats = _path(table, MANY_PLAYERS).potential(table, weights, totals)
    return found


def _path(table: Floats, many: int) -> ModuleType:
    if table.size < 1 << many or not has_fast():
        return kernels_plain
    return import_module(FAST)
