"""The prices of coalitions that balance each other, as dear as can be: the dual programme of one level.

It grows by a column for each coalition that is heard, and goes on from where it stood.
"""

import numpy as np

from samverkan.methods.sharing.errors import Programme, SolverError
from samverkan.methods.sharing.structured.curve import Floats

FEASIBLE = 1e-10
"""What the solver lets a bound be missed by: the least that it takes."""
PRIMAL_SIMPLEX = 4
"""A new coalition leaves the prices feasible: the primal simplex method goes on from there."""


class Prices:
    """Minimise room · price over prices of at least 0 whose moves sum to 0 and whose sizes sum to 1."""

    def __init__(self, n_moves: int) -> None:
        import highspy  # loaded with the first programme

        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in (
            ("output_flag", False),
            ("presolve", "off"),
            ("threads", 1),
            ("solver", "simplex"),
            ("simplex_strategy", PRIMAL_SIMPLEX),
            ("primal_feasibility_tolerance", FEASIBLE),
            ("dual_feasibility_tolerance", FEASIBLE),
        ):
            self._highs.setOptionValue(option, value)
        sums = np.append(np.zeros(n_moves), 1.0)
        none = np.zeros(0, dtype=np.int32)
        self._highs.addRows(sums.size, sums, sums, 0, np.zeros(sums.size, dtype=np.int32), none, np.zeros(0))
        self.n_coalitions = 0

    def add(self, moves: Floats, sizes: Floats, room: Floats) -> None:
        """Add coalitions: `moves` has shape (m, n_moves), `sizes` and `room` (m,)."""
        import highspy  # loaded with the first programme

        entries = np.column_stack([moves, sizes])
        count, width = entries.shape
        starts = np.arange(0, entries.size, width, dtype=np.int32)
        rows = np.tile(np.arange(width, dtype=np.int32), count)
        least, most = np.zeros(count), np.full(count, highspy.kHighsInf)
        self._highs.addCols(count, room, least, most, entries.size, starts, rows, entries.ravel())
        self.n_coalitions += count

    def solve(self) -> tuple[Floats, Floats, float]:
        """Return the prices, what each move is worth, and the sum of room · price.

        Raises SharingError when the solver fails.
        """
        import highspy  # loaded with the first programme

        self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            self._highs.clearSolver()
            self._highs.run()
        status = self._highs.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            raise SolverError(Programme.LEVEL, str(status))
        solution = self._highs.getSolution()
        worths = np.array(solution.row_dual)[:-1]
        return np.array(solution.col_value), worths, float(self._highs.getInfo().objective_function_value)
