"""The minimum models of a chart by compiled counting, where what is compiled is loaded and models have few terms."""

from importlib import import_module
from itertools import pairwise
from sys import modules

import numpy as np

from samverkan.methods.qca.minimisation.budget import Budget
from samverkan.methods.qca.minimisation.chart import FAST_COVERS, Component, Members
from samverkan.methods.qca.minimisation.covers import SmallestCovers, Tally
from samverkan.methods.qca.minimisation.exclusion import MOST_ROWS
from samverkan.methods.qca.minimisation.implicants import FAST, Words, pack
from samverkan.methods.qca.minimisation.models import Covers, found_by

MOST_TERMS = 8
"""Models with more terms are left to a search that bounds better."""
MOST_COMPARED = 100_000_000
"""So many comparisons of a word take about as long as the other way to a large chart's models."""
FEW_COMPARED, COMPARED_A_SET = 100_000, 4
"""So many, and so many more for each set of rows, where inclusion and exclusion does not take long either."""
COMPARED_A_SECOND = 100_000_000
MOST_COUNTED = 1 << 62
WORTH_LOADING = 50_000
"""From so many implicants on, the compiled search being loaded, compiled counting is loaded too."""


def find_quickly(coverage: Words, n_rows: int, most: int | None, budget: Budget) -> Covers | None:
    """Return the minimum models; None when they are not counted quickly, or more than `most`.

    More are left to the plain way, so that those listed first do not hang on what is installed.
    """
    if not _is_loaded(len(coverage)):
        return None
    everything = pack(np.ones((1, n_rows), dtype=bool))[0]
    most_compared = FEW_COMPARED + (COMPARED_A_SET << n_rows) if n_rows <= MOST_ROWS else MOST_COMPARED
    n_compared = int(min(most_compared, COMPARED_A_SECOND * max(0.0, budget.left())))
    n_compared //= coverage.shape[1]
    size, count, *classes = modules[FAST_COVERS].smallest(
        coverage, everything, MOST_TERMS, (n_compared, MOST_COUNTED if most is None else most)
    )
    if not size:
        return None
    component, tally = _counted(coverage, everything, (int(size), int(count)), tuple(classes))
    search = SmallestCovers(component.coverage, component.candidates(), component.multiplicity, budget)
    return found_by(component, search, tally)


def _is_loaded(n_implicants: int) -> bool:
    if FAST_COVERS not in modules and FAST in modules and n_implicants >= WORTH_LOADING:
        import_module(FAST_COVERS)
    return FAST_COVERS in modules


def _counted(
    coverage: Words, everything: Words, counted: tuple[int, int], classes: tuple[Members, ...]
) -> tuple[Component, Tally]:
    """Return the classes that some cover has: from each implicant's class, the first of each, and its covers."""
    places, firsts, having = classes
    size, count = counted
    used = np.flatnonzero(having)
    coverages = tuple(int.from_bytes(one.tobytes(), "little") for one in coverage[firsts[used]] & everything)
    shared = sum(1 << at for at in np.flatnonzero(having[used] == count).tolist())
    tally = Tally(size, count, (1 << len(used)) - 1, shared)
    return Component(int(np.bitwise_count(everything).sum()), coverages, _members(places, having)), tally


def _members(places: Members, having: Members) -> tuple[Members, ...]:
    """Return the implicants, by index, of each class that some cover has."""
    is_used = np.append(having > 0, False)[places]
    inside = np.flatnonzero(is_used)
    order = np.argsort(places[inside], kind="stable")
    own = places[inside][order]
    starts = [0, *(np.flatnonzero(own[1:] != own[:-1]) + 1).tolist(), len(own)]
    return tuple(inside[order[start:end]] for start, end in pairwise(starts))
