"""The minimum models of a chart by compiled counting, where what is compiled is loaded and models have few terms."""

from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from sys import modules

import numpy as np

from samverkan.methods.qca.minimisation.budget import Budget
from samverkan.methods.qca.minimisation.chart import FAST_COVERS, Component, Members
from samverkan.methods.qca.minimisation.covers import SmallestCovers
from samverkan.methods.qca.minimisation.exclusion import MOST_ROWS, Counted, as_tally, count_covers
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
SETS_AN_IMPLICANT = 4
"""The table takes as long to fill for so many sets of rows as the other way takes for an implicant."""
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
    places, firsts, having = classes
    rows_of = [int.from_bytes(one.tobytes(), "little") for one in coverage[firsts] & everything]
    return _found((n_rows, rows_of), places, Counted(int(size), int(count), having), budget)


def suits_few_rows(n_implicants: int, n_rows: int) -> bool:
    """Whether a table over all sets of rows is sooner filled than so many implicants are sorted into classes."""
    return n_rows <= MOST_ROWS and 1 << n_rows <= SETS_AN_IMPLICANT * n_implicants


def find_over_few_rows(coverage: Words, n_rows: int, budget: Budget) -> Covers | None:
    """Return the minimum models of very many implicants of few rows; None where they could exceed 64 bits."""
    rows_of = coverage[:, 0].astype(np.int64) & (1 << n_rows) - 1
    held = np.bincount(rows_of, minlength=1 << n_rows)
    distinct = np.flatnonzero(held)
    counted = count_covers(distinct, held[distinct], n_rows)
    if counted is None:
        return None
    held[distinct] = np.arange(len(distinct))
    return _found((n_rows, distinct.tolist()), held[rows_of], counted, budget)


def _is_loaded(n_implicants: int) -> bool:
    if FAST_COVERS not in modules and FAST in modules and n_implicants >= WORTH_LOADING:
        import_module(FAST_COVERS)
    return FAST_COVERS in modules


def _found(chart: tuple[int, Sequence[int]], places: Members, counted: Counted, budget: Budget) -> Covers:
    """Return the covers that were counted: `chart` has the rows of each class, `places` the class of each implicant."""
    n_rows, rows_of = chart
    used = np.flatnonzero(counted.having)
    coverage = tuple(rows_of[one] for one in used.tolist())
    component = Component(n_rows, coverage, _members(places, counted.having))
    search = SmallestCovers(coverage, component.candidates(), component.multiplicity, budget)
    return found_by(component, search, as_tally(counted._replace(having=counted.having[used])))


def _members(places: Members, having: Members) -> tuple[Members, ...]:
    """Return the implicants, by index, of each class that some cover has."""
    is_used = np.append(having > 0, False)[places]
    inside = np.flatnonzero(is_used)
    order = np.argsort(places[inside], kind="stable")
    own = places[inside][order]
    starts = [0, *(np.flatnonzero(own[1:] != own[:-1]) + 1).tolist(), len(own)]
    return tuple(inside[order[start:end]] for start, end in pairwise(starts))
