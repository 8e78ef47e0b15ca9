"""The smallest cover of a large component by integer programming, where trying covers one by one takes too long."""

from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from samverkan.methods.qca.minimisation.chart import Component
from samverkan.methods.qca.minimisation.hitting import bits_of


@dataclass(frozen=True, slots=True)
class SmallestCover:
    """One cover, as classes, whether no smaller one exists for certain, and what each row costs at least.

    The costs of the rows of a class never sum to more than 1, so that some rows need at least the sum of theirs.
    """

    classes: tuple[int, ...]
    is_proven: bool
    prices: tuple[float, ...]


def find_smallest(component: Component, seconds: float) -> SmallestCover | None:
    """Return a smallest cover by HiGHS; None when the time was up before any cover was found.

    References
    ----------
    Huangfu & Hall (2018), Mathematical Programming Computation 10: HiGHS, through scipy.optimize.
    """
    # scipy takes longer to import than most analyses take.
    from scipy.optimize import Bounds, LinearConstraint, linprog, milp
    from scipy.sparse import csr_array

    pairs = [(row, one) for row, classes in enumerate(component.candidates()) for one in bits_of(classes)]
    rows, columns = np.array(pairs).T
    n = len(component.coverage)
    chart = csr_array((np.ones(len(pairs)), (rows, columns)), shape=(component.n_rows, n))
    relaxed = linprog(-np.ones(component.n_rows), A_ub=chart.T, b_ub=np.ones(n), bounds=(0, None))
    limit = {} if seconds == inf else {"time_limit": max(seconds, 0.01)}
    cover = LinearConstraint(chart, lb=1)
    found = milp(np.ones(n), integrality=np.ones(n), bounds=Bounds(0, 1), constraints=cover, options=limit)
    if found.x is None:
        return None
    costs = _payable(np.zeros(component.n_rows) if relaxed.x is None else relaxed.x, chart)
    return SmallestCover(tuple(np.flatnonzero(found.x > 1 / 2).tolist()), bool(found.status == 0), costs)


def _payable(costs: NDArray[np.float64], chart: NDArray[np.float64]) -> tuple[float, ...]:
    """Return the costs of the rows, made so small that no class exceeds 1 by a solver's rounding."""
    costs = np.maximum(costs, 0)
    return tuple((costs / max(1.0, float((chart.T @ costs).max()))).tolist())
